"""The report for reviewdog: the Reviewdog Diagnostic Format, JSON with one line for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from healthlint.reports import Run
from healthlint.reports.columns import Columns
from healthlint.reports.encoded import as_json, whole
from healthlint.reports.notes import failures, reasoned
from healthlint.reports.terminal import line
from healthlint.types import FileReport, Finding, Format, Place, Severity

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
Json = dict[str, Any]


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """Yield the diagnostics of each file in a frame. Paths stay as named: reviewdog runs where we do."""
    lead, parting = '{"source": {"name": "healthlint"}, "diagnostics": [', "\n"
    for report in reports:
        pieces = []
        for diagnostic in _diagnostics(report):
            pieces.append(parting + as_json(diagnostic))
            parting = ",\n"
        yield lead + "".join(pieces)
        lead = ""
    yield f"{lead}\n]}}\n"


def _diagnostics(report: FileReport) -> Iterator[Json]:
    for told in failures(report):
        yield {"message": told, "location": {"path": whole(report.path)}, "severity": "ERROR"}
    columns = None if report.source is None else Columns(report.source, "utf-8")
    for finding in report.findings:
        diagnostic: Json = {
            "message": reasoned(report, finding),
            "location": _location(report, finding.place, columns),
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.code},
        }
        if finding.related:
            diagnostic["related_locations"] = [
                {"message": line(place.note), "location": _location(report, place, columns)}
                for place in finding.related
            ]
        suggestions = _suggestions(report, finding, columns)
        yield diagnostic | ({"suggestions": suggestions} if suggestions else {})


def _location(report: FileReport, place: Place, columns: Columns | None) -> Json:
    location: Json = {"path": whole(report.path)}
    if report.format is not Format.DOCX:
        location["range"] = _range(place, columns)
    return location


def _range(place: Place, columns: Columns | None) -> Json:
    ends = ((place.start, place.span.start), (place.end, place.span.end))
    start, end = (
        {"line": at.line} | ({} if columns is None else {"column": columns.of(at, offset)})
        for at, offset in ends
    )
    return {"start": start, "end": end}


def _suggestions(report: FileReport, finding: Finding, columns: Columns | None) -> list[Json]:
    """Return the fix, if it is one edit: each suggestion can be taken without the others."""
    if finding.fix is None or report.source is None or len(finding.fix.edits) != 1:
        return []
    ((span, text),) = ((edit.span, edit.replacement) for edit in finding.fix.edits)
    place = Place(span, report.source.position(span.start), report.source.position(span.end), "")
    return [{"range": _range(place, columns), "text": text}]
