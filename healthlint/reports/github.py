"""The report for GitHub Actions: workflow commands that show findings beside the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step; of more it logs the message without its
place. So what is over is written as plain lines of the log, and the last notice tells how much it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from healthlint.reports import Run
from healthlint.reports.columns import Columns
from healthlint.reports.notes import failures, notes, where
from healthlint.reports.terminal import line, visible
from healthlint.types import FileReport, Finding, Format, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST = {"error": 10, "warning": 10, "notice": 9}
"""How many of a level GitHub shows for a step, less the notice that tells of the rest."""
LONGEST = 4000
"""Characters of a message; GitHub cuts it at 4096."""


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the commands of each file; at the end one that tells how many findings are not shown."""
    given: Counter[str] = Counter()
    for report in reports:
        lines = []
        for level, place, title, said in _told(report, run):
            given[level] += 1
            shown = given[level] <= MOST[level]
            lines.append(_command(level, place | {"title": title}, said) if shown else said[0])
        yield "".join(f"{text}\n" for text in lines)
    hidden = {level: given[level] - MOST[level] for level in MOST if given[level] > MOST[level]}
    if hidden:
        parts = [f"{count} {level}{'' if count == 1 else 's'}" for level, count in hidden.items()]
        rest = f"GitHub shows ten of a kind for each step. In its log stand {' and '.join(parts)} more."
        yield _command("notice", {"title": "healthlint found more"}, [rest]) + "\n"


_Told = tuple[str, dict[str, object], str, list[str]]
"""The level, the place, the title and the lines of one annotation."""


def _told(report: FileReport, run: Run) -> Iterator[_Told]:
    # Even what GitHub cannot match must not command a terminal; line ends are escaped with the rest.
    path = (
        char if char.isprintable() or char in "\r\n" else visible(char) for char in run.located(report.path)
    )
    file: dict[str, object] = {"file": "".join(path)}
    for told in failures(report):
        yield "error", file, "healthlint failed here", [told]
    columns = None if report.source is None else Columns(report.source, "utf-16-le")
    for finding in report.findings:
        first = f"{where(report, finding.place)}: {finding.code} {line(finding.message)}"
        more = [f"{label.capitalize()}: {line(text)}" for label, text in notes(report, finding, named=False)]
        place = file | _lines(report, finding, columns)
        yield LEVELS[finding.severity], place, f"{finding.code} {finding.name}", [first, *more]


def _lines(report: FileReport, finding: Finding, columns: Columns | None) -> dict[str, object]:
    start, end, span = finding.place.start, finding.place.end, finding.place.span
    if report.format is Format.DOCX:
        return {}
    if start.line != end.line:  # with two lines GitHub takes no columns
        return {"line": start.line, "endLine": end.line}
    if columns is None:
        return {"line": start.line}
    return {
        "line": start.line,
        "endLine": end.line,
        "col": columns.of(start, span.start),
        "endColumn": columns.of(end, span.end),
    }


def _command(level: str, properties: Mapping[str, object], said: list[str]) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    data = _data("\n".join(said)[:LONGEST])
    return f"::{level} {given}::{data}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
