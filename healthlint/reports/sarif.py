"""The report for code scanning: SARIF 2.1.0, a standard of OASIS, one line for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from healthlint.fingerprint import fingerprints
from healthlint.reports import Run
from healthlint.reports.columns import Columns
from healthlint.reports.encoded import as_json, whole
from healthlint.reports.marked import prose
from healthlint.reports.notes import failures, reasoned, within
from healthlint.reports.terminal import line
from healthlint.types import Edit, FileReport, Fix, Format, Place, Severity, Source

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.rulepack.parts import Authority

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "healthlint/v1"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = re.compile(r"\](?=\()")
_OF_URLS = "%/:?#@$&*+,;=~"
Json = dict[str, Any]


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the log piece by piece: a head, the results of each file, then the rules and what failed.

    The rules stand last because only then is it known which of them ran.
    """
    names: dict[str, str] = {}
    numbers: dict[str, int] = {}
    failed: list[Json] = []
    lead = f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": ['
    parting = "\n"
    for report in reports:
        pieces = []
        for result in _results(report, run):
            code = result["ruleId"]
            result["ruleIndex"] = numbers.setdefault(code, len(numbers))
            pieces.append(parting + as_json(result))
            parting = ",\n"
        names |= {verdict.code: verdict.name for verdict in report.verdicts}
        names |= {finding.code: finding.name for finding in report.findings}
        failed += (_failure(report, told, run) for told in failures(report))
        yield lead + "".join(pieces)
        lead = ""
    known = {rule.code: rule for rule in run.rules}
    listed = [*numbers, *sorted(names.keys() - numbers.keys())]
    rules = [_rule(known[code]) if code in known else {"id": code, "name": names[code]} for code in listed]
    driver = {"name": "healthlint", "version": run.version, "semanticVersion": run.version, "rules": rules}
    invocation: Json = {"executionSuccessful": not failed}
    if failed:
        invocation["toolExecutionNotifications"] = failed
    rest = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "originalUriBaseIds": {ROOT: {"description": _text("The root of the repository.")}},
        "columnKind": "utf16CodeUnits",
    }
    yield f"{lead}\n], {as_json(rest)[1:-1]}}}]}}\n"


def _results(report: FileReport, run: Run) -> Iterator[Json]:
    file = _file(report, run)
    regions = _Regions(report)
    for finding, known in zip(
        report.findings, fingerprints(report, path=run.located(report.path)), strict=True
    ):
        result: Json = {
            "ruleId": finding.code,
            "ruleIndex": -1,
            "level": LEVELS[finding.severity],
            "message": _text(reasoned(report, finding)),
            "locations": [regions.location(file, finding.place)],
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **regions.location(file, place), "message": _text(_told(place))}
                for number, place in enumerate(finding.related)
            ]
        result["partialFingerprints"] = {FINGERPRINT: known}
        if finding.fix is not None and report.source is not None:
            result["fixes"] = [regions.fix(file, finding.fix, report.source)]
        result["properties"] = {"scope": finding.scope, "confidence": finding.confidence}
        yield result


class _Regions:
    """Write places of one file, whose columns others count in units of UTF-16."""

    def __init__(self, report: FileReport) -> None:
        self._report = report
        self._columns = None if report.source is None else Columns(report.source, "utf-16-le")

    def location(self, file: Json, place: Place) -> Json:
        region: Json = {"startLine": place.start.line}
        if self._report.format is Format.DOCX:  # its lines are paragraphs
            logical = {"name": within(self._report, place), "kind": "element"}
            return {
                "physicalLocation": {"artifactLocation": file, "region": region},
                "logicalLocations": [logical],
            }
        if self._columns is not None:
            region |= {
                "startColumn": self._columns.of(place.start, place.span.start),
                "endLine": place.end.line,
                "endColumn": self._columns.of(place.end, place.span.end),
            }
        return {"physicalLocation": {"artifactLocation": file, "region": region}}

    def fix(self, file: Json, fix: Fix, source: Source) -> Json:
        replacements = [self._replacement(edit, source) for edit in fix.edits]
        change = {"artifactLocation": file, "replacements": replacements}
        return {"description": _text(fix.title), "artifactChanges": [change]}

    def _replacement(self, edit: Edit, source: Source) -> Json:
        place = Place(edit.span, source.position(edit.span.start), source.position(edit.span.end), "")
        region = self.location({}, place)["physicalLocation"]["region"]
        return {"deletedRegion": region, "insertedContent": {"text": edit.replacement}}


def _file(report: FileReport, run: Run) -> Json:
    name = run.located(report.path)
    if PurePath(name).is_absolute():
        return {"uri": f"file:///{quote(whole(name).lstrip('/'), safe='/:')}"}
    return {"uri": quote(whole(name), safe="/"), "uriBaseId": ROOT}


def _failure(report: FileReport, told: str, run: Run) -> Json:
    location = {"physicalLocation": {"artifactLocation": _file(report, run)}}
    return {"level": "error", "message": _text(told), "locations": [location]}


def _told(place: Place) -> str:
    return ": ".join(part for part in (place.note, f'"{place.quote}"' if place.quote else "") if part)


def _text(said: str) -> Json:
    """Return a message: in SARIF braces stand for arguments, and `[text](target)` for a link."""
    plain = line(said).replace("{", "{{").replace("}", "}}")
    return {"text": _LINK.sub("] ", plain)}


def _rule(rule: Rule) -> Json:
    fixed = rule.how_to_fix.strip()
    markdown = [_marked(rule.why), "## How to fix it", _marked(fixed)]
    if rule.authorities:
        markdown += ["## Authorities", "\n".join(map(_authority, rule.authorities))]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _text(rule.summary),
        "fullDescription": _text(rule.why),
        "help": {**_text(f"{rule.why} How to fix it: {fixed}"), "markdown": "\n\n".join(markdown)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["health", rule.preset],
            "precision": "high" if rule.preset == "recommended" else "medium",
            "problem.severity": "recommendation" if rule.severity is Severity.INFO else rule.severity,
        },
    }


def _marked(text: str) -> str:
    """Return what a rule says as Markdown: a pack's may be a stranger's, and is shown as it is written."""
    return "\n".join(map(prose, text.strip().splitlines()))


def _authority(authority: Authority) -> str:
    section = f", {prose(authority.section)}" if authority.section else ""
    url = quote(authority.url, safe=_OF_URLS)
    return f"- [{prose(authority.title)}]({url}){section}. {prose(authority.publisher)}."
