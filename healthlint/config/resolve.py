"""Turn the config of each file into its settings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from healthlint.config.chain import Chain
from healthlint.config.find import Configs
from healthlint.config.globs import Globs
from healthlint.config.merge import PerFileIgnore, merged, nearest, per_file_ignores
from healthlint.config.model import Config, Settings
from healthlint.config.trace import Trace, traced
from healthlint.errors import HealthlintError


@dataclass(frozen=True, slots=True)
class _Bearing:
    """Name what bears on a file: layers and ignores of its chain, by their numbers."""

    chain: Chain
    layers: tuple[int, ...]
    ignores: tuple[int, ...] = ()


class Resolver:
    """Answer per file: the command line over the file's config over its profile over defaults."""

    def __init__(self, configs: Configs, *, overrides: Config | None = None) -> None:
        self._configs = configs
        self._overrides = overrides or Config()
        self._settings: dict[_Bearing, Settings] = {}
        self._globs: dict[tuple[Path, tuple[str, ...]], Globs] = {}

    def settings_for(self, path: str) -> Settings:
        """Return the settings of the file at `path`. Raises ConfigError or RuleError for a bad config."""
        return self._settled(self._bearing_on(path))

    def settings_in(self, directory: Path) -> Settings:
        """Return the settings of every file in `directory`, without what is for some of them only.

        Raises ConfigError or RuleError for a bad config.
        """
        return self._settled(self._bearing_in(directory))

    def configs_for(self, path: str) -> frozenset[Path]:
        """Return the config files that bear on the file at `path`.

        Raises ConfigError or RuleError for a bad one.
        """
        bearing = self._bearing_on(path)
        return frozenset(layer.path for layer in bearing.chain.layers if layer.path is not None)

    def trace(self, path: str) -> Trace:
        """Return every setting of the file at `path` with where it comes from; of a directory, of all in it.

        Raises ConfigError or RuleError for a bad config.
        """
        bearing = self._bearing_in(Path(path)) if os.path.isdir(path) else self._bearing_on(path)
        return traced(bearing.chain, *self._given(bearing))

    def excluded(self, path: Path, *, directory: bool = False) -> bool:
        """Say whether `exclude` names `path`; that of a bad config names nothing."""
        path = Path(os.path.abspath(path))
        asked = self._overrides
        try:
            layers = self._configs.of(path.parent).layers
        except HealthlintError:
            layers = ()
        own = nearest(layers, ("exclude",)) if asked.exclude is None else None
        globs = [(layer.root, layer.extend_exclude) for layer in (*layers, asked)]
        globs += [(layer.root, layer.exclude or ()) for layer in (own, asked) if layer is not None]
        return any(self._matches(given, root, path, directory=directory) for root, given in globs)

    def baseline_for(self, path: str) -> Path | None:
        """Return the baseline that the config of the file at `path` names; None for none, or a bad config."""
        try:
            layers = self._configs.of(Path(os.path.abspath(path)).parent).layers
        except HealthlintError:
            return None
        named = nearest(layers, ("baseline",))
        return named.baseline if named is not None else None

    def _bearing_on(self, path: str) -> _Bearing:
        file = Path(os.path.abspath(path))
        chain = self._configs.of(file.parent)
        layers = tuple(
            number
            for number, layer in enumerate(chain.layers)
            if not layer.files or self._matches(layer.files, layer.root, file)
        )
        ignores = tuple(
            number
            for number, one in enumerate(per_file_ignores(chain))
            if self._matches((one.glob,), one.layer.root, file)
        )
        return _Bearing(chain, layers, ignores)

    def _bearing_in(self, directory: Path) -> _Bearing:
        chain = self._configs.of(Path(os.path.abspath(directory)))
        return _Bearing(chain, tuple(number for number, layer in enumerate(chain.layers) if not layer.files))

    def _settled(self, bearing: _Bearing) -> Settings:
        if bearing not in self._settings:
            self._settings[bearing] = merged(bearing.chain, *self._given(bearing))
        return self._settings[bearing]

    def _given(self, bearing: _Bearing) -> tuple[tuple[Config, ...], tuple[PerFileIgnore, ...]]:
        """Return the layers (the profile, those of the chain, the caller's), and the ignores."""
        layers = (*(bearing.chain.layers[number] for number in bearing.layers), self._overrides)
        choosing = nearest(layers, ("profile",))
        if choosing is not None and choosing.profile not in (None, "none"):
            layers = (self._configs.profile(choosing.profile), *layers)
        ignores = tuple(per_file_ignores(bearing.chain))
        return layers, tuple(ignores[number] for number in bearing.ignores)

    def _matches(self, globs: tuple[str, ...], root: Path, path: Path, *, directory: bool = False) -> bool:
        if not globs:
            return False
        key = (root, globs)
        if key not in self._globs:
            self._globs[key] = Globs(globs, root=root)
        return self._globs[key].decide(path, directory=directory) is True
