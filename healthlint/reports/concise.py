"""The report for grep and editors: one line for each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.reports import Run
from healthlint.reports.terminal import Style, line, visible
from healthlint.types import FileReport, Finding


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the lines of each file: `path:line:column: CODE message`.

    After the code stands `[*]` where `--fix` mends it.
    """
    style = Style(run.color)
    for report in reports:
        yield "".join(_line(report.path, finding, style) for finding in report.findings)


def _line(path: str, finding: Finding, style: Style) -> str:
    start = finding.place.start
    code = style.severity(finding.code, finding.severity)
    mends = f" {style.good('[*]')}" if finding.fix is not None and finding.fix.safety == "safe" else ""
    place = f"{style.bold(visible(path))}:{start.line}:{start.column}"
    return f"{place}: {code}{mends} {line(finding.message)}\n"
