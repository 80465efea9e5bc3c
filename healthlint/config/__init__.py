"""What the user wants checked: config files, selectors, the settings of each file."""

from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn, Settings
from healthlint.config.overrides import Overrides
from healthlint.config.read import read
from healthlint.config.resolve import Resolver
from healthlint.config.select import Catalogue, closest

__all__ = ["Catalogue", "Config", "FailOn", "Globs", "Overrides", "Resolver", "Settings", "closest", "read"]
