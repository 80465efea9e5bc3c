"""Say where a finding is, and what there is to tell beside its message."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from healthlint.reports.terminal import line, visible
from healthlint.types import FileReport, Finding, Format, Place

MOST_RELATED = 6


def notes(
    report: FileReport, finding: Finding, *, told: bool = False, named: bool = True
) -> Iterator[tuple[str, str]]:
    """Yield labelled sentences: why it is one, related places, how to mend it unless that was `told`.

    Places are told with the file, or where it need not be `named` by line alone.
    """
    if finding.evidence:
        yield "why", finding.evidence
    for place in finding.related[:MOST_RELATED]:
        quote = f'"{place.quote}"' if place.quote else ""
        at = where(report, place) if named else within(report, place)
        yield "note", ": ".join(part for part in (at, place.note, quote) if part)
    if len(finding.related) > MOST_RELATED:
        yield "note", f"and {len(finding.related) - MOST_RELATED} more places"
    if finding.how_to_fix and not told:
        yield "help", finding.how_to_fix
    if finding.fix is not None:
        option = "--fix" if finding.fix.safety == "safe" else "--fix --unsafe-fixes"
        yield "fix", f"{finding.fix.title} ({option})"


def failures(report: FileReport) -> Iterator[str]:
    """Yield a sentence for each thing that kept the file, or a rule on it, from being linted."""
    for told in (report.error, *report.faults):
        if told is not None:
            yield f"{visible(report.path)}: {line(told)}"


def where(report: FileReport, place: Place) -> str:
    """Return the path, line and column of a place, safe to print; in a Word file, its `paragraph`."""
    start = place.start
    if report.format is not Format.DOCX:
        return f"{visible(report.path)}:{start.line}:{start.column}"
    return f"{visible(report.path)}: {within(report, place)}"


def within(report: FileReport, place: Place) -> str:
    """Return the line of a place; in a Word file, which shows none, its paragraph and the heading above."""
    start = place.start
    if report.format is not Format.DOCX:
        return f"line {start.line}"
    begin = place.span.start - (start.column - 1)
    above = bisect_left(report.headings, begin, key=lambda heading: heading[0])
    under = f", under '{line(report.headings[above - 1][1])}'" if above else ""
    return f"paragraph {start.line}{under}"


def reasoned(report: FileReport, finding: Finding) -> str:
    """Return the message with why it is told, on one line, for formats that hold no more than that."""
    told = [finding.message, f"Why: {finding.evidence.rstrip('.')}." if finding.evidence else ""]
    if report.format is Format.DOCX:
        told.insert(0, f"In {within(report, finding.place)}:")
    return line(" ".join(told))
