"""Find the config of each file: the nearest one, or the one that is named."""

from __future__ import annotations

import os
from pathlib import Path

from healthlint.config.chain import Chain, read
from healthlint.config.model import Config
from healthlint.config.packs import Packs
from healthlint.config.profile import profile
from healthlint.config.project import astray, leads_out, project_root, short
from healthlint.config.select import Catalogue
from healthlint.errors import ConfigError, HealthlintError, RuleError, together
from healthlint.rulepack import RulePack

NAMES = ("healthlint.toml", ".healthlint.toml", "pyproject.toml")


class Configs:
    """Read the config of each file: `--config FILE`, or else the nearest one.

    The nearest config is looked for from the file's own directory up to the root of its git
    repository. Every directory is looked at once.
    """

    def __init__(self, pack: RulePack, *, config_file: Path | None = None, isolated: bool = False) -> None:
        """Raises ConfigError or RuleError where `config_file` cannot be used."""
        self._packs = Packs(pack)
        self._none = Chain((), pack, Catalogue(pack.rules))
        self._isolated = isolated
        self._fixed = self._read_fixed(config_file) if config_file is not None else None
        self._found: dict[Path, Chain | HealthlintError] = {}
        self._profiles: dict[str, Config] = {}

    def of(self, directory: Path) -> Chain:
        """Return the config of the files in `directory`. Raises ConfigError or RuleError for a bad one."""
        found = self._fixed or self._nearest(directory)
        if isinstance(found, HealthlintError):
            raise found
        return found

    def find(self, path: str) -> None:
        """Read the config of the file at `path`; `check` tells what is wrong with it."""
        if self._fixed is None:
            self._nearest(Path(os.path.abspath(path)).parent)

    def check(self) -> None:
        """Raise one ConfigError or RuleError for all the configs so far that cannot be used."""
        faults = [found for found in self._found.values() if isinstance(found, HealthlintError)]
        if faults:
            raise together(type(faults[0]), faults)

    def profile(self, name: str) -> Config:
        """Return the layer of a profile that ships. Raises ConfigError or RuleError for a broken one."""
        if name not in self._profiles:
            self._profiles[name] = profile(name, self._packs)
        return self._profiles[name]

    @property
    def catalogue(self) -> Catalogue:
        """Every rule that one of the configs so far knows."""
        found = (self._fixed, self._none, *self._found.values())
        rules = {rule.code: rule for chain in found if isinstance(chain, Chain) for rule in chain.pack.rules}
        return Catalogue(tuple(rules.values()))

    def _nearest(self, directory: Path) -> Chain | HealthlintError:
        if self._isolated:
            return self._none
        seen: list[Path] = []
        found: Chain | HealthlintError | None = None
        for folder in (directory, *directory.parents):
            found = self._found.get(folder)
            if found is not None:
                break
            seen.append(folder)
            try:
                found = self._own(folder)
            except (ConfigError, RuleError) as error:
                found = error
            if found is not None or os.path.exists(folder / ".git"):
                break
        found = found or self._none
        self._found |= dict.fromkeys(seen, found)
        return found

    def _own(self, directory: Path) -> Chain | None:
        for name in NAMES:
            path = directory / name
            if not os.path.isfile(path):
                continue
            # A pull request could point a link at any file, and error messages quote what they read.
            if leads_out(path, project_root(directory) or directory):
                raise ConfigError("is a symbolic link to a file outside of the project", path=short(path))
            chain = read(path, self._packs, name=short(path))
            if chain is not None:
                return chain
        return None

    def _read_fixed(self, path: Path) -> Chain:
        if astray(path):
            raise ConfigError("is a symbolic link to a file outside of the project", path=str(path))
        chain = read(path, self._packs, name=str(path))
        if chain is None:
            raise ConfigError("has no table [tool.healthlint]", path=str(path))
        return chain
