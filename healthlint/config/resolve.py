"""Find the config of each file and turn it into settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from healthlint.config.chain import Chain, read
from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn, Settings
from healthlint.config.packs import Packs
from healthlint.config.project import leads_out, project_root, short
from healthlint.config.select import Catalogue
from healthlint.errors import ConfigError, HealthlintError, RuleError, together
from healthlint.rulepack import RulePack
from healthlint.types import Severity, Thresholds

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
            if path.is_symlink() and leads_out(path, project_root(directory) or directory):
                raise ConfigError("is a symbolic link to a file outside of the project", path=short(path))
            chain = read(path, self._packs, name=short(path))
            if chain is not None:
                return chain
        return None

    def _read_fixed(self, path: Path) -> Chain:
        chain = read(path, self._packs, name=str(path))
        if chain is None:
            raise ConfigError("has no table [tool.healthlint]", path=str(path))
        return chain


class Resolver:
    """Answer per file: the command line over the file's config over defaults."""

    def __init__(self, configs: Configs, *, overrides: Config | None = None) -> None:
        self._configs = configs
        self._overrides = overrides or Config()
        self._settings: dict[tuple[Chain, tuple[int, ...], frozenset[str]], Settings] = {}
        self._globs: dict[tuple[Path, tuple[str, ...]], Globs] = {}

    def settings_for(self, path: str) -> Settings:
        """Return the settings of the file at `path`. Raises ConfigError or RuleError for a bad config."""
        file = Path(os.path.abspath(path))
        chain = self._configs.of(file.parent)
        applies = tuple(
            number
            for number, layer in enumerate(chain.layers)
            if not layer.files or self._matches(layer.files, layer.root, file)
        )
        ignored: frozenset[str] = frozenset()
        for root, (glob, selectors) in _per_file_ignores(chain):
            if self._matches((glob,), root, file):
                ignored = ignored.union(*(chain.catalogue.codes(selector) for selector in selectors))
        key = (chain, applies, ignored)
        if key not in self._settings:
            self._settings[key] = self._merge(chain, [chain.layers[number] for number in applies], ignored)
        return self._settings[key]

    def excluded(self, path: Path, *, directory: bool = False) -> bool:
        """Say whether `exclude` names `path`; that of a bad config names nothing."""
        path = Path(os.path.abspath(path))
        asked = self._overrides
        try:
            layers = self._configs.of(path.parent).layers
        except HealthlintError:
            layers = ()
        own = _nearest(layers, lambda layer: layer.exclude) if asked.exclude is None else None
        globs = [(layer.root, layer.extend_exclude) for layer in (*layers, asked)]
        globs += [(layer.root, layer.exclude or ()) for layer in (own, asked) if layer is not None]
        return any(self._matches(given, root, path, directory=directory) for root, given in globs)

    def baseline_for(self, path: str) -> Path | None:
        """Return the baseline that the config of the file at `path` names; None for none, or a bad config."""
        try:
            layers = self._configs.of(Path(os.path.abspath(path)).parent).layers
        except HealthlintError:
            return None
        named = _nearest(layers, lambda layer: layer.baseline)
        return named.baseline if named is not None else None

    def _merge(self, chain: Chain, layers: Sequence[Config], ignored: frozenset[str]) -> Settings:
        asked = self._overrides
        severities: dict[str, Severity] = {}
        options: dict[str, dict[str, object]] = {}
        for layer in (*layers, asked):
            severities |= layer.severities
            for code, given in layer.options.items():
                options[code] = {**options.get(code, {}), **given}
        failing = _nearest((*layers, asked), lambda layer: layer.fail_on)
        return Settings(
            selected=chain.catalogue.selected((*layers, asked)) - ignored,
            severities=severities,
            options=options,
            inline_suppressions=asked.inline_suppressions,
            fail_on=failing.fail_on if failing and failing.fail_on else FailOn.ERROR,
            thresholds=_thresholds((*layers, asked)),
            pack=chain.pack,
        )

    def _matches(self, globs: tuple[str, ...], root: Path, path: Path, *, directory: bool = False) -> bool:
        if not globs:
            return False
        key = (root, globs)
        if key not in self._globs:
            self._globs[key] = Globs(globs, root=root)
        return self._globs[key].decide(path, directory=directory) is True


def _thresholds(layers: Sequence[Config]) -> Thresholds:
    given = Thresholds()
    for layer in layers:
        judge, certain = layer.judge_from, layer.certain_from
        given = Thresholds(
            given.judge_from if judge is None else judge,
            given.certain_from if certain is None else certain,
        )
    return given


def _nearest(layers: Sequence[Config], key: Callable[[Config], object]) -> Config | None:
    """Return the last layer that sets `key`."""
    return next((layer for layer in reversed(layers) if key(layer) is not None), None)


def _per_file_ignores(chain: Chain) -> Iterator[tuple[Path, tuple[str, tuple[str, ...]]]]:
    """Yield (root, (glob, rules)): those of the nearest config, and what any of them adds."""
    own = _nearest(chain.layers, lambda layer: layer.per_file_ignores)
    if own is not None:
        yield from ((own.root, entry) for entry in own.per_file_ignores or ())
    for layer in chain.layers:
        yield from ((layer.root, entry) for entry in layer.extend_per_file_ignores)
