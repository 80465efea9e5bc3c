"""The report for a comment on a pull request: counts, a table of the findings, and why, folded away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from healthlint.reports import Run
from healthlint.reports.marked import code, prose
from healthlint.reports.notes import notes, within
from healthlint.types import FileReport, Finding, Severity

MARKER = "<!-- healthlint -->"
"""What a bot can find its comment by, to write it anew."""
MOST_ROWS = 100
LONGEST = 500
"""Characters of one message."""
LONGEST_PATH = 200
ROOM = 60_000
"""Characters of the whole; GitHub takes 65,536 in a comment."""
FOR_FAULTS = 8_000
FOR_TABLE = 36_000


@dataclass(frozen=True, slots=True)
class _Row:
    """Hold what is told of one finding, in Markdown; `why` is "" where there is nothing more to tell."""

    code: str
    cells: str
    why: str


@dataclass(slots=True)
class _Found:
    """Gather what a comment tells; rows are kept only as far as they can be shown."""

    files: int = 0
    with_findings: int = 0
    lower: int = 0
    counts: Counter[Severity] = field(default_factory=Counter)
    rows: dict[Severity, list[_Row]] = field(default_factory=lambda: {one: [] for one in Severity})
    names: dict[str, str] = field(default_factory=dict)
    fixes: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield nothing for each file, then the comment, the worst findings first."""
    found = _Found()
    for report in reports:
        _gather(found, report, run)
        yield ""
    yield "\n".join(_comment(found)) + "\n"


def _gather(found: _Found, report: FileReport, run: Run) -> None:
    path = _path(run.located(report.path))
    found.faults += (f"- {path}: {_cut(told)}" for told in filter(None, (report.error, *report.faults)))
    if report.error is not None:
        return
    found.files += 1
    found.with_findings += bool(report.findings)
    found.lower += report.withheld.lower
    for finding in report.findings:
        found.counts[finding.severity] += 1
        rows = found.rows[finding.severity]
        if len(rows) < MOST_ROWS:
            rows.append(_row(report, finding, path))
            found.names[finding.code] = f"**{finding.code} {prose(finding.name)}**"
            found.fixes.setdefault(finding.code, _cut(finding.how_to_fix))


def _row(report: FileReport, finding: Finding, path: str) -> _Row:
    place = f"{path} {prose(within(report, finding.place))}"
    cells = f"| {finding.severity} | {place} | {finding.code} {_cut(finding.message)} |"
    told = notes(report, finding, told=True, named=False)
    why = [f"\n  - {label}: {_cut(text)}" for label, text in told]
    return _Row(finding.code, cells, f"- {place}{''.join(why)}" if why else "")


def _path(path: str) -> str:
    return code(path if len(path) <= LONGEST_PATH else "…" + path[1 - LONGEST_PATH :])


def _cut(text: str) -> str:
    return prose(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _comment(found: _Found) -> Iterator[str]:
    yield MARKER
    yield f"### healthlint: {_counts(found)}"
    if found.faults:
        faults = _that_fit(found.faults, FOR_FAULTS)
        yield from ("", "What could not be linted:", "", *faults)
        if len(found.faults) > len(faults):
            yield f"- and {len(found.faults) - len(faults)} more"
    if not found.counts:
        return
    rows = [row for severity in Severity for row in found.rows[severity]][:MOST_ROWS]
    shown = _that_fit([row.cells for row in rows], FOR_TABLE)
    yield from ("", "| severity | where | what to do |", "|---|---|---|", *shown)
    hidden = found.counts.total() - len(shown)
    if hidden:
        yield from ("", f"{hidden} more {'is' if hidden == 1 else 'are'} not shown.")
    room = ROOM - FOR_FAULTS - sum(map(len, shown))
    told = _that_fit(list(_details(found, rows[: len(shown)])), room)
    yield from ("", "<details>", "<summary>Why, and how to fix it</summary>", "", *told, "</details>")


def _details(found: _Found, rows: Sequence[_Row]) -> Iterator[str]:
    for rule in dict.fromkeys(row.code for row in rows):
        why = [row.why for row in rows if row.code == rule and row.why]
        if why or found.fixes[rule]:
            yield from (f"{found.names[rule]} {found.fixes[rule]}".rstrip(), "", *why)
            yield from ("",) if why else ()


def _that_fit(lines: Sequence[str], room: int) -> list[str]:
    kept = []
    for text in lines:
        room -= len(text) + 1
        if room < 0:
            break
        kept.append(text)
    return kept


def _counts(found: _Found) -> str:
    but = " (not all could be linted)" if found.faults else ""
    if found.lower:
        but = f" ({_number(found.lower, 'less severe finding')} not shown){but}"
    if not found.counts:
        return f"no problems in {_number(found.files, 'file')}{but}"
    parts = [_number(found.counts[one], one) for one in Severity if found.counts[one]]
    where = f"{found.with_findings} of {_number(found.files, 'file')}"
    return f"{', '.join(parts)} in {where}{but}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 or noun == Severity.INFO else 's'}"
