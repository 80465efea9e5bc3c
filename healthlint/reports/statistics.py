"""Count the findings of each rule."""

from __future__ import annotations

from collections.abc import Mapping

from healthlint.reports.terminal import Style
from healthlint.types import Severity

Counts = Mapping[tuple[str, str, Severity], tuple[int, int]]


def render(counts: Counts, *, color: bool = False) -> str:
    """Return a table, most frequent first, from (findings, files) by (code, name, severity)."""
    style = Style(color)
    rows = sorted(counts.items(), key=lambda row: (-row[1][0], row[0]))
    digits = max((len(str(findings)) for _, (findings, _) in rows), default=1)
    widest = max((len(code) for code, _, _ in counts), default=1)
    longest = max((len(name) for (_, name, _), _ in rows), default=1)
    return "".join(
        f"{findings:>{digits}}  {style.severity(code, severity)}{' ' * (widest - len(code))}  "
        f"{name:{longest}}  {severity:7}  "
        f"in {files} {'file' if files == 1 else 'files'}\n"
        for (code, name, severity), (findings, files) in rows
    )
