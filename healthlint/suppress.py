"""Take away the findings that the article's own comments suppress."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from healthlint.types import Directive, Document, Finding, Source, Span, Verdict

PREFIX = re.compile(r"[A-Za-z]{2}")
RANGES = {"disable": True, "enable": False}


def apply(
    document: Document, findings: Sequence[Finding], verdicts: Sequence[Verdict], names: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Verdict, ...]]:
    """Return the findings that are left, and the verdicts, marked where nothing of theirs is left.

    `names` are the rules' names by code: a directive may use either, or a prefix (`HL3`).
    """
    if not document.directives or not findings:
        return tuple(findings), tuple(verdicts)
    left: list[Finding] = []
    silenced: set[str] = set()
    by_code = {code: _Scope(document, code, names.get(code, "")) for code in {f.code for f in findings}}
    for finding in findings:
        if by_code[finding.code].holds(finding):
            silenced.add(finding.code)
        else:
            left.append(finding)
    silenced -= {finding.code for finding in left}
    return tuple(left), tuple(
        replace(verdict, suppressed=True) if verdict.code in silenced else verdict for verdict in verdicts
    )


class _Scope:
    """Know where in a document one rule is suppressed."""

    def __init__(self, document: Document, code: str, name: str) -> None:
        own = [item for item in document.directives if _names(item, code, name)]
        ranges = sorted((item for item in own if item.kind in RANGES), key=lambda item: item.span)
        self._everywhere = any(item.kind == "file" for item in own)
        self._starts = [item.span.start for item in ranges]
        self._states = [RANGES[item.kind] for item in ranges]
        self._lines = _next_lines(document, own)

    def holds(self, finding: Finding) -> bool:
        if self._everywhere or finding.place.start.line in self._lines:
            return True
        before = bisect_right(self._starts, finding.place.span.start)
        return before > 0 and self._states[before - 1]


def _names(directive: Directive, code: str, name: str) -> bool:
    if not directive.codes:
        return True
    return any(
        given == name or given.upper() == "ALL" or (PREFIX.match(given) and code.startswith(given.upper()))
        for given in directive.codes
    )


def _next_lines(document: Document, directives: Sequence[Directive]) -> frozenset[int]:
    """Return the lines that the `next-line` directives are about.

    Blank lines are passed over (formatters put them after a comment), and so are lines that hold
    only another directive: two of them may stand one above the other.
    """
    source = document.source
    wanted = {
        source.position(item.span.end).line + 1: None for item in directives if item.kind == "next-line"
    }
    if not wanted:
        return frozenset()
    # A line may be a megabyte, and hold or precede thousands of directives: it is read once.
    words_of = cache(lambda number: _words(source, number))
    alone: set[int] = set()
    for item in document.directives:
        first, last = source.position(item.span.start).line, source.position(item.span.end).line
        before, after = words_of(first), words_of(last)
        if before and after and before.start >= item.span.start and after.end <= item.span.end:
            alone.update(range(first, last + 1))
    found = set()
    target = 0
    for line in sorted(wanted):
        target = max(target, line)
        while target <= len(source.line_starts) and (target in alone or not words_of(target)):
            target += 1
        found.add(target)
    return frozenset(found)


def _words(source: Source, number: int) -> Span | None:
    """Return where the first to the last word of a line stand, None where it is blank."""
    start = source.line_starts[number - 1]
    end = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
    line = source.text[start:end]
    left = len(line) - len(line.lstrip())
    return Span(start + left, start + len(line.rstrip())) if left < len(line) else None
