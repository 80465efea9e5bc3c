"""The report for programs that read line by line: JSON with one object for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.reports import Run
from healthlint.reports.encoded import as_json, whole
from healthlint.reports.jsonreport import findings
from healthlint.types import FileReport


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the lines of each file; `type` tells findings from what could not be linted."""
    for report in reports:
        path = whole(report.path)
        lines = [
            {"type": "error", "path": path, "message": whole(told)}
            for told in filter(None, (report.error, *report.faults))
        ]
        lines += ({"type": "finding", "path": path} | finding for finding in findings(report, run))
        yield "".join(f"{as_json(one)}\n" for one in lines)
