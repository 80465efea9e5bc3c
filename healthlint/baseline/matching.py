"""Match what is found in a file with the entries of a baseline."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from healthlint.baseline.entries import Entry
from healthlint.config.project import project_root
from healthlint.fingerprint import SAME, Key, alike, keys, sketch
from healthlint.types import FileReport, Outcome

COMMON = 200
"""Vanished files that hold the same words, above which these tell nothing: a notice that all have."""


@dataclass(frozen=True, slots=True)
class Match:
    """Say what a baseline knows of a file's findings; numbers are indices of `FileReport.findings`.

    `path` is the file's for the baseline. `held` are the findings that it takes away, `expired`
    those that it no longer does, `new` those without an entry. `entries` are the file's whose finding
    is still there, `fixed` those whose finding is gone, `unjudged` those whose rule gave no answer.
    `was` is the path in these entries where the file was renamed since.
    """

    path: str
    held: frozenset[int] = frozenset()
    expired: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()
    entries: tuple[Entry, ...] = ()
    fixed: tuple[Entry, ...] = ()
    unjudged: tuple[Entry, ...] = ()
    was: str | None = None


@dataclass(eq=False)
class Baseline:
    """Know the entries of one baseline file; its paths are relative to the root of its project.

    It remembers which files that are gone it found again, by their path now.
    """

    file: Path
    entries: Sequence[Entry]
    today: date
    _former: dict[str, str] = field(default_factory=dict)

    @cached_property
    def root(self) -> Path:
        """The directory that paths are relative to: the git repository's, else the file's own."""
        folder = Path(os.path.realpath(self.file.parent))
        return project_root(folder) or folder

    def path_of(self, path: str) -> str:
        """Return what the baseline calls the file at `path`."""
        try:
            return Path(os.path.relpath(os.path.realpath(path), self.root)).as_posix()
        except ValueError:  # another drive of Windows
            return Path(os.path.realpath(path)).as_posix()

    def match(self, report: FileReport) -> Match:
        """Match the findings of a file, or of the file that it was before it was renamed."""
        path = self.path_of(report.path)
        if report.error is not None:
            return Match(path, unjudged=tuple(self._by_path.get(path, {}).values()))
        if path in self._by_path:
            return _matched(report, path, self._by_path[path], today=self.today)
        was = self._renamed(report, path) if report.findings else None
        entries = self._by_path[was] if was is not None else {}
        return replace(_matched(report, path, entries, today=self.today), was=was)

    def gone(self) -> tuple[str, ...]:
        """Return the paths of entries whose file does not exist and was not found under another name."""
        found = set(self._former.values())
        return tuple(path for path in self._vanished if path not in found)

    @cached_property
    def _by_path(self) -> Mapping[str, Mapping[Key, Entry]]:
        found: dict[str, dict[Key, Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.path, {})[entry.key] = entry
        return found

    @cached_property
    def _vanished(self) -> Mapping[str, frozenset[str]]:
        """The paths of files that do not exist any more, with sketches of what they held."""
        return {
            path: next(iter(entries.values())).content
            for path, entries in self._by_path.items()
            if not os.path.lexists(os.path.join(self.root, path))
        }

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[str]]:
        """The vanished paths by the hashes in their sketches, but for those that tell little."""
        found: dict[str, list[str]] = {}
        for path, content in self._vanished.items():
            for each in content:
                found.setdefault(each, []).append(path)
        return {each: paths for each, paths in found.items() if len(paths) <= COMMON}

    def _renamed(self, report: FileReport, path: str) -> str | None:
        """Return the path of a file that is gone and was much the same; each is given away once."""
        if path in self._former or not self._vanished:
            return self._former.get(path)
        content, name = sketch(report), PurePosixPath(path).name
        likely = {was for each in content for was in self._holding.get(each, ())}
        likely.difference_update(self._former.values())
        ranked = (
            (alike(self._vanished[was], content), PurePosixPath(was).name == name, was) for was in likely
        )
        how, _, was = max(ranked, default=(0.0, False, ""))
        if how < SAME:
            return None
        self._former[path] = was
        return was


def _matched(report: FileReport, path: str, entries: Mapping[Key, Entry], *, today: date) -> Match:
    found = {key: at for at, key in enumerate(keys(report))}
    known = {key: entry for key, entry in entries.items() if key in found}
    expired = frozenset(found[key] for key, entry in known.items() if entry.expired(today))
    # A rule that did not run, or could not tell, may still find it another time.
    judged = {verdict.code for verdict in report.verdicts if verdict.outcome is not Outcome.UNSURE}
    rest = [entry for key, entry in entries.items() if key not in found]
    return Match(
        path,
        held=frozenset(found[key] for key in known) - expired,
        expired=expired,
        new=frozenset(at for key, at in found.items() if key not in entries),
        entries=tuple(known.values()),
        fixed=tuple(entry for entry in rest if entry.key.code in judged),
        unjudged=tuple(entry for entry in rest if entry.key.code not in judged),
    )
