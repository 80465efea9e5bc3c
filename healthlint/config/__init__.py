"""What the user wants checked: config files, selectors, the settings of each file."""

from healthlint.config.chain import Chain, read
from healthlint.config.find import Configs
from healthlint.config.globs import Globs
from healthlint.config.model import DEFAULT_THRESHOLDS, Config, FailOn, Settings
from healthlint.config.overrides import Overrides
from healthlint.config.packs import Packs
from healthlint.config.resolve import Resolver
from healthlint.config.select import Catalogue, closest

__all__ = [
    "DEFAULT_THRESHOLDS",
    "Catalogue",
    "Chain",
    "Config",
    "Configs",
    "FailOn",
    "Globs",
    "Overrides",
    "Packs",
    "Resolver",
    "Settings",
    "closest",
    "read",
]
