"""The report for people: each finding with its line, why it is one, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from healthlint.reports import Run, verdicts
from healthlint.reports.notes import notes, where
from healthlint.reports.snippet import cut
from healthlint.reports.terminal import Style, line, wrap
from healthlint.types import FileReport, Finding, Format, Severity

MOST_INFO = 3
"""Findings of one rule at severity info that a file shows in full; where there are more they share a line."""


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the text of each file; `run.verbose` adds the topic and every rule's verdict.

    How to fix is told at the first finding of a rule in a file.
    """
    style, width = Style(run.color), run.width
    for report in reports:
        parts = []
        told: set[str] = set()
        shown, rest = sorted(report.findings, key=lambda finding: finding.severity is Severity.INFO), ""
        if not run.verbose:
            shown, rest = _without_many(report, shown, width=width)
        for finding in shown:
            parts.append(_finding(report, finding, style, width=width, told=finding.code in told))
            told.add(finding.code)
        if rest:
            parts.append(rest)
        if run.verbose and report.error is None:
            parts.append(verdicts.render(report, style, width=width))
        yield "".join(part + "\n" for part in parts)


def _without_many(report: FileReport, findings: list[Finding], *, width: int) -> tuple[list[Finding], str]:
    """Return the findings to show in full, and a line for each rule that has too many at severity info."""
    count = Counter(finding.code for finding in findings if finding.severity is Severity.INFO)
    many = {code: [one for one in findings if one.code == code] for code in count if count[code] > MOST_INFO}
    unit = "paragraph" if report.format is Format.DOCX else "line"
    lines = []
    for code, hidden in many.items():
        numbers = sorted({one.place.start.line for one in hidden})
        where = f"{unit}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
        times = f"{len(hidden)} times, in {where}"
        text = f"info[{code}] {hidden[0].name}: {times} (--verbose shows each)"
        lines.append(wrap(text, width=width, first="", rest="  ") + "\n")
    return [finding for finding in findings if finding.code not in many], "\n".join(lines)


def _finding(report: FileReport, finding: Finding, style: Style, *, width: int, told: bool) -> str:
    place = finding.place
    head = style.severity(f"{finding.severity}[{finding.code}]", finding.severity)
    number = str(place.start.line)
    gutter = " " * len(number)
    lines = [
        f"{head} {style.bold(finding.name)}: {line(finding.message)}",
        f"{gutter}{style.frame('-->')} {where(report, place)}",
    ]
    if report.source is not None:
        bar = style.frame("|")
        snippet = cut(report.source, place, width=width - len(number) - 3)
        mark = style.severity("^" * snippet.length, finding.severity)
        lines += [
            f"{gutter} {bar}",
            f"{style.frame(number)} {bar} {snippet.text}".rstrip(),
            f"{gutter} {bar} {' ' * snippet.indent}{mark}",
        ]
    for label, text in notes(report, finding, told=told):
        wrapped = wrap(text, width=width, first=f"{gutter} = {label}: ", rest=f"{gutter}   {' ' * 6}")
        lines.append(wrapped.replace(f"= {label}:", f"{style.frame('=')} {style.bold(label)}:", 1))
    return "\n".join(lines) + "\n"
