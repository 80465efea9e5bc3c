"""Read a config with all that it extends and the packs that they name."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from healthlint.config.model import Config
from healthlint.config.packs import Packs
from healthlint.config.project import leads_out, project_root, short
from healthlint.config.read import layers, named
from healthlint.config.select import Catalogue, shown
from healthlint.config.toml import Keys, Table, load
from healthlint.config.values import Report
from healthlint.errors import ConfigError, RuleError, together
from healthlint.rulepack import RulePack
from healthlint.rulepack.folder import PackFolder

DEEPEST = 10
"""Configs that extend one another in a row."""
MOST = 50
"""Configs that one config extends in all."""


@dataclass(frozen=True, eq=False)
class Chain:
    """Hold what a config asks for: what it extends comes first, its own last; and the rules they know.

    `packs` are the folders that add rules, as errors call them.
    """

    layers: tuple[Config, ...]
    pack: RulePack
    catalogue: Catalogue
    packs: tuple[str, ...] = ()


def read(path: Path, packs: Packs, *, name: str | None = None) -> Chain | None:
    """Read the config at `path`, called `name`; None for a pyproject.toml without [tool.healthlint].

    Raises ConfigError or RuleError with all that is wrong, a line each.
    """
    path = Path(os.path.abspath(path))
    table = load(path, shown=name or str(path))
    if table is None:
        return None
    reading = _Reading(project_root(path.parent) or path.parent)
    reading.gather(_Part(path, table), ())
    folders = reading.folders(packs)
    pack, broken = packs.joined(folders)
    catalogue = Catalogue(pack.rules, whole=reading.whole and not broken)
    found = tuple(
        layer
        for part in reading.parts
        for layer in layers(part.table, catalogue, reading.at(part), path=part.path)
    )
    faults = reading.faults()
    if faults or broken:
        raise together(ConfigError if faults else RuleError, [*faults, *broken])
    return Chain(found, pack, catalogue, tuple(dict.fromkeys(folder.shown for folder in folders)))


@dataclass(frozen=True, slots=True)
class _Part:
    path: Path
    table: Table

    @property
    def real(self) -> str:
        return os.path.realpath(self.path)


@dataclass(slots=True)
class _Reading:
    """Gather a config and what it extends, farthest first, and what is wrong with them.

    It is not `whole` where a part, or a pack that one names, cannot be read.
    """

    project: Path
    parts: list[_Part] = field(default_factory=list)
    whole: bool = True
    _unread: list[ConfigError] = field(default_factory=list)
    _told: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def at(self, part: _Part) -> Report:
        """Return what reports a fault of `part`."""
        told = self._told.setdefault(part.table.shown, [])

        def report(where: Keys, text: str) -> None:
            # A key may hold a line feed, and each line told is a fault of its own.
            told.append((part.table.line(where), text.replace("\n", "\\n")))

        return report

    def faults(self) -> list[ConfigError]:
        """Return what is wrong, file by file, each in the order of its lines."""
        faults = [
            ConfigError(text, path=name, line=line)
            for name, told in self._told.items()
            for line, text in sorted(told)
        ]
        return [*faults, *self._unread]

    def gather(self, part: _Part, trail: tuple[_Part, ...]) -> None:
        """Add what `part` extends, then `part`; those of `trail` extend it."""
        trail = (*trail, part)
        self._seen.add(part.real)
        report = self.at(part)
        for given in named("extend", part.table, report, example='"../healthlint.toml"'):
            fault = self._extended(self._lies(part.path.parent) / given, trail)
            if fault:
                self.whole = False
                report(("extend",), f"extend: {shown(given)} {fault}")
        self.parts.append(part)

    def _lies(self, folder: Path) -> Path:
        """Return where a folder is that was reached by links within the project: what `..` is above."""
        real, root = Path(os.path.realpath(folder)), Path(os.path.realpath(self.project))
        return self.project / real.relative_to(root) if real.is_relative_to(root) else folder

    def _extended(self, path: Path, trail: tuple[_Part, ...]) -> str | None:
        """Gather the config at `path`, or return why it cannot be extended."""
        path = Path(os.path.normpath(path))
        if leads_out(path, self.project):
            return "leads out of the project; name a file inside of it"
        if not os.path.isfile(path):
            return "is no file; paths are relative to this config"
        real = os.path.realpath(path)
        again = next((number for number, part in enumerate(trail) if part.real == real), None)
        if again is not None:
            circle = [part.table.shown for part in trail[again:]]
            return f"goes round in a circle: {' extends '.join([*circle, circle[0]])}"
        if real in self._seen:
            return None
        if len(trail) > DEEPEST:
            return f"is the {DEEPEST + 1}th config in a row that another extends; {DEEPEST} are allowed"
        if len(self._seen) > MOST:
            return f"is one config too many; {MOST} can be extended in all"
        try:
            table = load(path, shown=short(path))
        except ConfigError as error:
            self._unread.append(error)
            self.whole = False
            return None
        if table is None:
            return "has no table [tool.healthlint]"
        self.gather(_Part(path, table), trail)
        return None

    def folders(self, packs: Packs) -> list[PackFolder]:
        """Return the folders of the packs that the parts name."""
        found = []
        for part in self.parts:
            report = self.at(part)
            for given in named("packs", part.table, report, example='["house-rules"]'):
                try:
                    found.append(packs.find(given, part.path.parent, project=self.project))
                except RuleError as error:
                    self.whole = False
                    report(("packs",), f"packs: {error.message}")
        return found
