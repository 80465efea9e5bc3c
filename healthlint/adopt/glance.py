"""Look into files of a repository that nobody has checked yet: a little of each, and of few."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from healthlint.config.project import leads_out

MOST_BYTES = 65_536
"""Bytes that are read of one file."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Name a line of a file that tells something; `path` is as seen from the folder looked at."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def beginning(path: Path, *, inside: Path) -> str:
    """Return how the file at `path` begins, "" where it is none, cannot be read or leads out of `inside`."""
    if leads_out(path, inside):
        return ""
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return ""
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def files_below(folder: Path, suffixes: frozenset[str], *, most: int) -> Iterator[Path]:
    """Yield `most` files with one of `suffixes` in and below `folder`, by name; links are not followed."""
    found = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in suffixes:
                found += 1
                if found > most:
                    return
                yield Path(place, name)


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK, opening a pipe would wait for someone to write to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
