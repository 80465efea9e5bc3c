"""Go through the articles with a baseline: which entries are needed, which were mended, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from healthlint.baseline.entries import QUOTE, Entry
from healthlint.baseline.matching import Baseline, Match
from healthlint.fingerprint import keys, sketch
from healthlint.types import FileReport


@dataclass(frozen=True, slots=True)
class Terms:
    """Hold what new entries say beside what they are about."""

    owner: str = ""
    reason: str = ""
    expires: date | None = None

    def renewed(self, entry: Entry) -> Entry:
        """Return an entry that holds longer; who mends it, and why it waits, stay unless these terms say."""
        return replace(
            entry,
            owner=self.owner or entry.owner,
            reason=self.reason or entry.reason,
            expires=self.expires,
        )


@dataclass(slots=True)
class Survey:
    """Gather what a run tells of a baseline, report by report.

    `needed` are its entries whose finding is still there, with its file's path and content as they
    are now; `expired` those of them that no longer hold. `fixed` are entries whose finding is gone,
    `unjudged` those of which the run tells nothing. `new` are entries for findings that have none,
    `renamed` the paths of files before and now.
    """

    baseline: Baseline
    terms: Terms = Terms()
    needed: list[Entry] = field(default_factory=list)
    expired: list[Entry] = field(default_factory=list)
    fixed: list[Entry] = field(default_factory=list)
    unjudged: list[Entry] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    def add(self, report: FileReport) -> None:
        """Take in the report of one file, which must hold all its findings."""
        match = self.baseline.match(report)
        content = sketch(report)
        needed = [replace(entry, path=match.path, content=content) for entry in match.entries]
        self.needed += needed
        self.expired += (entry for entry in needed if entry.expired(self.baseline.today))
        self.fixed += match.fixed
        self.unjudged += (replace(entry, path=match.path) for entry in match.unjudged)
        self.new += self._entries(report, match, content)
        if match.was is not None:
            self.renamed.append((match.was, match.path))
        self._seen.add(match.was or match.path)

    def close(self, paths: Sequence[str]) -> None:
        """Judge the entries of files without a report: if they are gone from `paths`, so are the findings."""
        below = [PurePosixPath(self.baseline.path_of(path)) for path in paths]
        gone = set(self.baseline.gone())
        for entry in self.baseline.entries:
            if entry.path in self._seen:
                continue
            asked = any(PurePosixPath(entry.path).is_relative_to(path) for path in below)
            (self.fixed if asked and entry.path in gone else self.unjudged).append(entry)

    def _entries(self, report: FileReport, match: Match, content: frozenset[str]) -> Iterator[Entry]:
        terms = self.terms
        for at, key in enumerate(keys(report)):
            if at in match.new:
                quote = report.findings[at].place.quote[:QUOTE] if key.block else ""
                yield Entry(match.path, key, content, quote, terms.owner, terms.reason, terms.expires)
