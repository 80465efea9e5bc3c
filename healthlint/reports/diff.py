"""What fixing would change, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from healthlint.reports.terminal import Style, visible
from healthlint.sources import line_ends
from healthlint.types import Mended, Severity, Source

CONTEXT = 3
"""Unchanged lines shown before and after a change."""
NO_NEWLINE = "\\ No newline at end of file\n"
_TABS = re.compile(r"(\t+)")

_Opcode = tuple[str, int, int, int, int]


def render(mended: Mended, *, color: bool = False) -> str:
    """Return the diff of one file, "" where nothing would change."""
    old, new = mended.before.source, mended.report.source
    if not mended.changed or old is None or new is None:
        return ""
    style = Style(color)
    path = visible(mended.report.path)
    lines = [style.bold(f"--- {path}") + "\n", style.bold(f"+++ {path}") + "\n"]
    before, after = _lines(old), _lines(new)
    origins = [
        origin if 0 <= origin < len(before) and before[origin] == line else -1
        for origin, line in zip(mended.origins, after, strict=False)
    ]
    matcher = SequenceMatcher[str](None, "", "")
    # Which line is which is known, and guessing it can take long. Only the grouping is asked for.
    matcher.opcodes = list(_opcodes(origins, len(before)))  # type: ignore[attr-defined]
    for group in matcher.get_grouped_opcodes(CONTEXT):
        (_, first, _, start, _), (_, _, last, _, end) = group[0], group[-1]
        head = f"@@ -{_range(first, last)} +{_range(start, end)} @@"
        lines.append(style.frame(head) + "\n")
        for tag, one, two, three, four in group:
            if tag == "equal":
                lines += (f" {line}" for line in before[one:two])
                continue
            lines += (_painted(f"-{line}", style, removed=True) for line in before[one:two])
            lines += (_painted(f"+{line}", style, removed=False) for line in after[three:four])
    return "".join(lines)


def _opcodes(origins: Sequence[int], count: int) -> Iterator[_Opcode]:
    """Yield what became of the `count` lines, from the origins of the new ones."""
    old = new = 0
    while old < count or new < len(origins):
        start, begin = old, new
        while new < len(origins) and origins[new] == old:
            old, new = old + 1, new + 1
        if new > begin:
            yield "equal", start, old, begin, new
            start, begin = old, new
        while new < len(origins) and origins[new] < 0:
            new += 1
        old = origins[new] if new < len(origins) else count
        if old > start or new > begin:
            yield "replace", start, old, begin, new


def _lines(source: Source) -> list[str]:
    """Return the lines of a text with their ends; what a terminal or a CI log would obey is written out."""
    texts = source.text.split("\n")
    ends = [*(end if end == "\r\n" else "\n" for end in line_ends(source)), f"\n{NO_NEWLINE}"]
    if not texts[-1]:
        del texts[-1], ends[-1]
    return [_shown(text) + end for text, end in zip(texts, ends, strict=True)]


def _shown(text: str) -> str:
    return "".join(part if part[:1] == "\t" else visible(part) for part in _TABS.split(text))


def _range(start: int, end: int) -> str:
    if end - start == 1:
        return str(start + 1)
    return f"{start + 1 if end > start else start},{end - start}"


def _painted(line: str, style: Style, *, removed: bool) -> str:
    if not style.color:
        return line
    text = line.rstrip("\r\n")
    painted = style.severity(text, Severity.ERROR) if removed else style.good(text)
    return painted + line[len(text) :]
