"""The report for Jenkins and whatever else reads what Checkstyle writes: XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.reports import Run
from healthlint.reports.encoded import tag, whole
from healthlint.reports.notes import failures, reasoned
from healthlint.types import FileReport

VERSION = "4.3"
"""The version of Checkstyle whose reports every reader knows."""


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """Yield a head, an element for each file, clean or not, and what closes them."""
    lead = f'<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="{VERSION}">\n'
    for report in reports:
        errors = "".join(f"  {error}\n" for error in _errors(report))
        file = {"name": whole(report.path)}
        yield lead + (
            f"{tag('file', file)}\n{errors}</file>\n" if errors else f"{tag('file', file, closed=True)}\n"
        )
        lead = ""
    yield f"{lead}</checkstyle>\n"


def _errors(report: FileReport) -> Iterator[str]:
    for told in failures(report):
        error = {"line": 1, "severity": "error", "message": told, "source": "healthlint.failed"}
        yield tag("error", error, closed=True)
    for finding in report.findings:
        start = finding.place.start
        error = {
            "line": start.line,
            "column": start.column,
            "severity": finding.severity,
            "message": reasoned(report, finding),
            "source": f"healthlint.{finding.code}",
        }
        yield tag("error", error, closed=True)
