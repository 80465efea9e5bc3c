"""Know of each line of a fixed text which line it was, so that a diff need not guess."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from healthlint.fix.edits import patched
from healthlint.types import Edit, Source, Span

NEW = -1


def traced(source: Source, origins: Sequence[int], edits: Sequence[Edit]) -> tuple[int, ...]:
    """Return the origins of the lines of `source` once the edits are made; `origins` are those it has now."""
    found: list[int] = []
    at = 0
    for lines, group in _groups(source, sorted(edits, key=lambda edit: edit.span)):
        found += origins[at : lines.start]
        found += _within(source, origins, lines, group)
        at = lines.end
    return (*found, *origins[at:])


def _groups(source: Source, edits: Sequence[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
    """Yield stretches of lines, each with all the edits that touch them."""
    lines, group = Span(0, 0), list[Edit]()
    for edit in edits:
        first = bisect_right(source.line_starts, edit.span.start) - 1
        last = bisect_right(source.line_starts, edit.span.end)
        if group and first < lines.end:
            lines = Span(lines.start, max(last, lines.end))
        else:
            if group:
                yield lines, group
            lines, group = Span(first, last), []
        group.append(edit)
    if group:
        yield lines, group


def _within(source: Source, origins: Sequence[int], lines: Span, edits: Sequence[Edit]) -> list[int]:
    """Return the origins of what the edits make of some lines; what stays the same at both ends is known."""
    start = source.line_starts[lines.start]
    end = source.line_starts[lines.end] - 1 if lines.end < len(source.line_starts) else len(source.text)
    old = source.text[start:end]
    moved = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.replacement) for edit in edits]
    before, after = old.split("\n"), patched(old, moved).split("\n")
    shorter = min(len(before), len(after))
    below = next((count for count in range(shorter) if before[-1 - count] != after[-1 - count]), shorter)
    rest = shorter - below
    above = next((count for count in range(rest) if before[count] != after[count]), rest)
    known = origins[lines.start : lines.end]
    middle = [NEW] * (len(after) - above - below)
    return [*known[:above], *middle, *known[len(known) - below :]]
