"""Tell which findings of a file its earlier version had."""

from __future__ import annotations

from collections import Counter

from healthlint.fingerprint import hash_of, keys
from healthlint.types import FileReport, Finding, Source


def old(report: FileReport, before: FileReport) -> frozenset[int]:
    """Return the indices of the findings in `report` that `before`, the earlier version's, has as well.

    One is known by its rule and the words of its block, or else of its lines: one line of a
    paragraph may change and leave the finding in another as it was. What the article lacks is known
    by the rule alone. All else is new, be it in a changed line or not: a section may be called too
    thin because of the words that were deleted below its heading.
    """
    known = dict(zip(keys(before), before.findings, strict=True))
    found = dict(enumerate(keys(report)))
    same = {at for at, key in found.items() if known.pop(key, None) is not None}
    lines = Counter(_lines(finding, before.source) for finding in known.values())
    for at in sorted(found.keys() - same):
        line = _lines(report.findings[at], report.source)
        if lines[line]:
            lines[line] -= 1
            same.add(at)
    return frozenset(same)


def _lines(finding: Finding, source: Source | None) -> tuple[str, str]:
    """Return the rule and what stands in the lines of its finding."""
    if source is None or finding.scope == "document":
        return finding.code, ""
    starts = source.line_starts
    first, last = finding.place.start.line, finding.place.end.line
    end = starts[last] if last < len(starts) else len(source.text)
    return finding.code, hash_of(source.text[starts[first - 1] : end])
