"""The report for whatever shows tests: JUnit XML, a suite for each file and a case for each rule.

A case fails where a finding is as bad as `--fail-on` says, so that it agrees with the exit code; other
findings stand in the output of a case that passes. Rules that ask nothing of a file are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from healthlint.reports import Run
from healthlint.reports.encoded import as_xml, tag, whole
from healthlint.reports.notes import failures, notes, where
from healthlint.reports.terminal import line
from healthlint.types import FileReport, Finding, Outcome, Verdict

READ = "can be linted"
"""The case that every file has."""


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield a head, the suite of each file, and what closes them."""
    lead = '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="healthlint">\n'
    for report in reports:
        yield lead + _suite(report, run)
        lead = ""
    yield f"{lead}</testsuites>\n"


@dataclass(frozen=True, slots=True)
class _Case:
    """Hold one case: `element` is what became of it, "" where it passed; `told` is all there is to tell."""

    name: str
    element: str = ""
    kind: str = ""
    message: str = ""
    told: str = ""

    def write(self, path: str) -> str:
        """Return the element of the case."""
        case = {"classname": path, "name": self.name, "time": "0"}
        if self.element:
            attributes = {"type": self.kind or None, "message": self.message}
            inner = _element(self.element, self.told, attributes)
        elif self.told:
            inner = _element("system-out", self.told, {})
        else:
            return tag("testcase", case, closed=True)
        return f"{tag('testcase', case)}{inner}</testcase>"


def _element(name: str, text: str, attributes: Mapping[str, str | None]) -> str:
    return f"{tag(name, attributes)}{as_xml(text)}</{name}>" if text else tag(name, attributes, closed=True)


def _suite(report: FileReport, run: Run) -> str:
    path = whole(report.path)
    cases = list(_cases(report, run))
    counts = {
        key: sum(case.element == element for case in cases)
        for key, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    suite = tag("testsuite", {"name": path, "tests": len(cases), **counts, "time": "0"})
    written = [case.write(path) for case in cases]
    if lower := report.withheld.lower:
        what = "1 finding is" if lower == 1 else f"{lower} findings are"
        # What is not in the report counts for --fail-on all the same.
        told = f"{what} less severe than what is shown; --fail-on counts them as ever"
        written.append(_element("system-out", told, {}))
    return "".join((f"{suite}\n", *(f"  {element}\n" for element in written), "</testsuite>\n"))


def _cases(report: FileReport, run: Run) -> Iterator[_Case]:
    broken = list(failures(report))
    yield _Case(READ, "error", "failed", broken[0], "\n".join(broken)) if broken else _Case(READ)
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    for verdict in report.verdicts:
        name = f"{verdict.code} {verdict.name}"
        if verdict.code in found:
            yield _judged(name, report, found.pop(verdict.code), run)
        elif verdict.outcome is not Outcome.NOT_APPLICABLE:
            yield _silent(name, verdict)
    for findings in found.values():
        yield _judged(f"{findings[0].code} {findings[0].name}", report, findings, run)


def _judged(name: str, report: FileReport, findings: list[Finding], run: Run) -> _Case:
    told = "\n\n".join(_told(report, finding, again=number > 0) for number, finding in enumerate(findings))
    if not any(run.fails(report.path, finding.severity) for finding in findings):
        return _Case(name, told=told)
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return _Case(name, "failure", findings[0].code, line(findings[0].message) + more, told)


def _told(report: FileReport, finding: Finding, *, again: bool) -> str:
    first = f"{where(report, finding.place)}: {finding.severity}: {line(finding.message)}"
    rest = (f"  {label}: {line(text)}" for label, text in notes(report, finding, told=again))
    return "\n".join((first, *rest))


def _silent(name: str, verdict: Verdict) -> _Case:
    if verdict.suppressed:
        because = f": {verdict.suppressed_because}" if verdict.suppressed_because else ""
        return _Case(name, "skipped", "", line(f"suppressed{because}"))
    if verdict.withheld == "lower":
        return _Case(name, "skipped", "", "less severe than what is shown")
    if (
        verdict.withheld or verdict.outcome is Outcome.FAIL
    ):  # a run that reports what is new keeps quiet of the rest
        return _Case(name, "skipped", "", "known already")
    if verdict.outcome is Outcome.UNSURE:
        return _Case(name, "skipped", "", line(f"unsure: {verdict.reason}"))
    return _Case(name)
