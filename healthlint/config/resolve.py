"""Find the config of each file and turn it into settings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn, Settings
from healthlint.config.read import read
from healthlint.config.select import Catalogue
from healthlint.errors import ConfigError

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule

NAMES = ("healthlint.toml", ".healthlint.toml", "pyproject.toml")


def project_root(directory: Path) -> Path | None:
    """Return the nearest directory at or above `directory` that holds `.git`."""
    for folder in (directory, *directory.parents):
        if _exists(folder / ".git"):
            return folder
    return None


class Resolver:
    """Answer per file: the command line over `--config FILE` or the nearest config over defaults.

    The nearest config is looked for from the file's own directory up to the root of its git
    repository. Every directory is looked at once in the life of a resolver.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        *,
        overrides: Config | None = None,
        config_file: Path | None = None,
        isolated: bool = False,
    ) -> None:
        """Raises ConfigError where `config_file` cannot be used."""
        self._catalogue = Catalogue(rules)
        self._overrides = overrides or Config()
        self._isolated = isolated
        self._fixed = self._read_fixed(config_file) if config_file is not None else None
        self._configs: dict[Path, Config] = {}
        self._settings: dict[tuple[Path | None, frozenset[str]], Settings] = {}
        self._globs: dict[tuple[Path, tuple[str, ...]], Globs] = {}

    def settings_for(self, path: str) -> Settings:
        """Return the settings of the file at `path`. Raises ConfigError for a bad config."""
        file = Path(os.path.abspath(path))
        config = self._config(file.parent)
        ignored: frozenset[str] = frozenset()
        for glob, selectors in config.per_file_ignores:
            if self._matches((glob,), config.root, file):
                ignored = ignored.union(*(self._catalogue.codes(selector) for selector in selectors))
        key = (config.path, ignored)
        if key not in self._settings:
            self._settings[key] = self._merge(config, ignored)
        return self._settings[key]

    def excluded(self, path: Path, *, directory: bool = False) -> bool:
        """Say whether `exclude` names `path`. Raises ConfigError for a bad config."""
        path = Path(os.path.abspath(path))
        config = self._config(path.parent)
        asked = self._overrides
        own = config.exclude or () if asked.exclude is None else ()
        return (
            self._matches((*own, *config.extend_exclude), config.root, path, directory=directory)
            or self._matches(asked.exclude or (), asked.root, path, directory=directory)
            or self._matches(asked.extend_exclude, asked.root, path, directory=directory)
        )

    def _merge(self, config: Config, ignored: frozenset[str]) -> Settings:
        asked = self._overrides
        options = {code: dict(given) for code, given in config.options.items()}
        for code, given in asked.options.items():
            options[code] = {**options.get(code, {}), **given}
        return Settings(
            selected=self._catalogue.selected((config, asked)) - ignored,
            severities={**config.severities, **asked.severities},
            options=options,
            inline_suppressions=asked.inline_suppressions,
            fail_on=asked.fail_on or config.fail_on or FailOn.ERROR,
        )

    def _config(self, directory: Path) -> Config:
        if self._fixed is not None:
            return self._fixed
        seen: list[Path] = []
        found: Config | None = None
        for folder in (directory, *directory.parents):
            found = self._configs.get(folder)
            if found is not None:
                break
            seen.append(folder)
            found = None if self._isolated else self._own(folder)
            if found is not None or self._isolated or _exists(folder / ".git"):
                break
        found = found or Config(root=directory)
        self._configs |= dict.fromkeys(seen, found)
        return found

    def _own(self, directory: Path) -> Config | None:
        for name in NAMES:
            path = directory / name
            if not os.path.isfile(path):
                continue
            _refuse_foreign(path)
            config = read(path, self._catalogue, name=_short(path))
            if config is not None:
                return config
        return None

    def _read_fixed(self, path: Path) -> Config:
        config = read(Path(os.path.abspath(path)), self._catalogue, name=str(path))
        if config is None:
            raise ConfigError("has no table [tool.healthlint]", path=str(path))
        return config

    def _matches(self, globs: tuple[str, ...], root: Path, path: Path, *, directory: bool = False) -> bool:
        if not globs:
            return False
        key = (root, globs)
        if key not in self._globs:
            self._globs[key] = Globs(globs, root=root)
        return self._globs[key].decide(path, directory=directory) is True


def _exists(path: Path) -> bool:
    # Path.exists raises in a directory that may not be looked into.
    return os.path.exists(path)


def _refuse_foreign(path: Path) -> None:
    """Raise ConfigError for a symbolic link that leads out of the project.

    A pull request could point one at any file, and error messages quote what they read.
    """
    if path.is_symlink():
        root = project_root(path.parent) or path.parent
        if not path.resolve().is_relative_to(root.resolve()):
            raise ConfigError("is a symbolic link to a file outside of the project", path=_short(path))


def _short(path: Path) -> str:
    """Return `path` as seen from the working directory, where it is below it."""
    working = Path.cwd()
    return str(path.relative_to(working) if path.is_relative_to(working) else path)
