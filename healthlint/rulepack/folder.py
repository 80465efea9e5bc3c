"""Find the files of a pack's folder, without leaving the project and without end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.errors import RuleError

if TYPE_CHECKING:
    from importlib.metadata import Distribution

MOST_FILES = 500
MOST_BYTES = 4 << 20
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PackFolder:
    """Name a folder of rule files; errors call it `shown`.

    `inside` is the real path that no link may lead out of (None: links are followed).
    `distribution` is what installed it: then its rules may name functions of that.
    """

    path: Path
    shown: str
    inside: Path | None = None
    distribution: Distribution | None = None

    def files(self, report: Callable[[RuleError], None]) -> Iterator[tuple[Path, str]]:
        """Yield the path of each YAML file in and below the folder, and what to call it, by name.

        Hidden files and folders are left out. Reported and left out are links that lead out of the
        project, linked folders and what is no regular file. Raises RuleError for what cannot be
        listed, too many files or too large ones.
        """
        found = bytes_ = 0
        waiting = [self.path]
        while waiting:
            folder = waiting.pop()
            for entry in self._listed(folder):
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif self._is_ours(entry, report):
                    found += 1
                    bytes_ += entry.stat().st_size
                    if found > MOST_FILES or bytes_ > MOST_BYTES:
                        raise RuleError(
                            f"holds more than {MOST_FILES} rule files or {MOST_BYTES >> 20} MB of them, "
                            "too much for a pack",
                            path=self.shown,
                        )
                    yield Path(entry.path), self._shown(entry.path)

    def _listed(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            raise RuleError(f"cannot be read: {error.strerror}", path=self._shown(str(folder))) from error

    def _is_ours(self, entry: os.DirEntry[str], report: Callable[[RuleError], None]) -> bool:
        """Tell whether an entry that is no folder is a file of rules."""
        fault = None
        if entry.is_symlink() and self.inside is not None:
            fault = self._fault(Path(os.path.realpath(entry.path)), self.inside)
        if fault is None and not entry.name.endswith(SUFFIXES):
            return False
        if fault is None and not os.path.isfile(entry.path):
            fault = "is not a regular file"
        if fault is not None:
            report(RuleError(fault, path=self._shown(entry.path)))
        return fault is None

    def _fault(self, real: Path, inside: Path) -> str | None:
        """Return why a link to `real` is not followed: errors quote what a file of rules holds."""
        if not real.is_relative_to(inside):
            return "is a symbolic link that leads out of the project"
        if os.path.isdir(real):
            return "is a linked folder; a pack's folders must be real ones"
        if real.suffix not in SUFFIXES or any(
            part.startswith(".") for part in real.relative_to(inside).parts
        ):
            return "is a symbolic link to what is no file of rules (hidden, or without .yaml)"
        return None

    def _shown(self, path: str) -> str:
        below = Path(path).relative_to(self.path).as_posix()
        return f"{self.shown}/{below}" if self.shown else below
