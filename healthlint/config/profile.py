"""Read a profile that ships: a config for the readers of one country, weaker than all others."""

from __future__ import annotations

from dataclasses import replace

from healthlint.config.chain import read
from healthlint.config.model import Config
from healthlint.config.packs import Packs
from healthlint.errors import ConfigError
from healthlint.rulepack import builtin_folder


def profile(name: str, packs: Packs) -> Config:
    """Return the layer of the profile `name`, one of `PROFILES`.

    Raises ConfigError or RuleError where the file that ships cannot be used.
    """
    path = builtin_folder() / "profiles" / f"{name}.toml"
    chain = read(path, packs, name=f"profile {name}")
    if chain is None:
        raise ConfigError("is no profile; install healthlint again", path=str(path))
    return replace(chain.layers[0], path=None, kind="profile")
