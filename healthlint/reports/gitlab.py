"""The report for GitLab: a code quality artifact, JSON with one line for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from healthlint.fingerprint import fingerprints
from healthlint.reports import Run
from healthlint.reports.encoded import as_json, whole
from healthlint.reports.notes import failures, reasoned
from healthlint.reports.terminal import line
from healthlint.types import FileReport, Severity

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
FAILED = "healthlint-failed"
Json = dict[str, Any]


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the entries of each file, and what closes their list; what could not be linted blocks."""
    parting = "[\n"
    for report in reports:
        pieces = []
        for entry in _entries(report, run):
            pieces.append(parting + as_json(entry))
            parting = ",\n"
        yield "".join(pieces)
    yield "[]\n" if parting == "[\n" else "\n]\n"


def _entries(report: FileReport, run: Run) -> Iterator[Json]:
    path = run.located(report.path)
    for number, told in enumerate(failures(report)):
        known = blake2b(f"{whole(path)}\0{FAILED}\0{number}".encode(), digest_size=16).hexdigest()
        yield _entry(path, FAILED, told, known, severity="blocker", lines={"begin": 1})
    for finding, known in zip(report.findings, fingerprints(report, path=path), strict=True):
        lines = {"begin": finding.place.start.line, "end": finding.place.end.line}
        severity = SEVERITIES[finding.severity]
        entry = _entry(path, finding.code, reasoned(report, finding), known, severity=severity, lines=lines)
        yield entry | ({"content": {"body": line(finding.how_to_fix)}} if finding.how_to_fix else {})


def _entry(path: str, code: str, said: str, known: str, *, severity: str, lines: dict[str, int]) -> Json:
    return {
        "type": "issue",
        "description": said,
        "check_name": code,
        "categories": ["Clarity"],
        "fingerprint": known,
        "severity": severity,
        "location": {"path": whole(path), "lines": lines},
    }
