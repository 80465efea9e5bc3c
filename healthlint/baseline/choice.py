"""Find the baseline of each file: the one that is named, that of its config, or the one by the usual name."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.config.project import astray, leads_out, links, project_root, short
from healthlint.errors import ConfigError

if TYPE_CHECKING:
    from healthlint.baseline.matching import Baseline

DEFAULT = ".healthlint-baseline.jsonl"


@dataclass(eq=False)
class Baselines:
    """Know the baselines of a run. `named` is that of the command line and beats all others.

    `usual` is False where none is heeded that nobody names. `today` is the day on which entries expire.
    `fresh` is True where each is to be written anew: then none is read.
    """

    today: date
    named: Path | None = None
    usual: bool = True
    fresh: bool = False
    found: dict[Path, Baseline] = field(default_factory=dict)
    _usuals: dict[Path, Path] = field(default_factory=dict)

    def of(self, path: str, configured: Path | None) -> Baseline | None:
        """Return the baseline of the file at `path`, whose config names `configured`.

        Raises ConfigError for one that cannot be read, or that is named and does not exist.
        """
        file = self.named or configured
        if file is None:
            file = self._usual(path) if self.usual else None
            if file is None or not (self.fresh or os.path.lexists(file)):
                return None
        file = Path(os.path.abspath(file))
        if file not in self.found:
            self.found[file] = self._read(file)
        return self.found[file]

    def _read(self, file: Path) -> Baseline:
        from healthlint.baseline.entries import read
        from healthlint.baseline.matching import Baseline

        shown = short(file)
        project = project_root(file.parent)
        if astray(file) if self.named is not None else project is not None and leads_out(file, project):
            raise ConfigError("is a link that leads out of the project; name a file inside of it", path=shown)
        if self.named is None and project is not None and _linked(file, project):
            raise ConfigError("is a link, or in a linked folder; name the file itself", path=shown)
        if self.fresh:
            return Baseline(file, (), self.today)
        if not os.path.lexists(file):
            raise ConfigError("does not exist; 'healthlint baseline create' writes it", path=shown)
        return Baseline(file, read(file, shown=shown), self.today)

    def _usual(self, path: str) -> Path:
        """Return the one at the root of the repository; outside of one the nearest above, else one here."""
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._usuals:
            root = project_root(folder)
            above = () if root is not None or self.fresh else (folder, *folder.parents)
            nearest = next((each for each in above if os.path.lexists(each / DEFAULT)), None)
            self._usuals[folder] = (root or nearest or Path.cwd()) / DEFAULT
        return self._usuals[folder]


def _linked(file: Path, project: Path) -> bool:
    """Tell whether a link of the project is on the way to a file."""
    root = os.path.realpath(project)
    return any(link.is_relative_to(root) for link in links(file))
