"""Apply edits to the bytes of a file, so that all else in it stays as it was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from healthlint.sources import original_offsets
from healthlint.types import Edit, Fix, Format, Source, Span

LOST = "\ufffd"
"""What stands for a byte that the file's encoding lacks: who writes it again loses the byte."""


def fits(source: Source, fix: Fix) -> bool:
    """Tell whether `source` can hold the fix: its edits lie in it, in order, and its encoding has them."""
    if source.format is Format.DOCX or not fix.edits:
        return False
    inside = all(0 <= edit.span.start <= edit.span.end <= len(source.text) for edit in fix.edits)
    return (
        inside
        and all(one.span.end <= other.span.start for one, other in pairwise(fix.edits))
        and all(_fits(source, edit.replacement) for edit in fix.edits)
    )


def _fits(source: Source, replacement: str) -> bool:
    if LOST in replacement or "\r" in replacement or "\0" in replacement:
        return False
    try:
        replacement.encode(source.encoding)
    except UnicodeEncodeError:
        return False
    return True


def apply(source: Source, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of `source` with the edits made, which must fit and lie apart.

    A line end in a replacement becomes one that the file has there.
    """
    offsets = original_offsets(source)
    parts: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=_span):
        start, end = offsets[edit.span.start], offsets[edit.span.end]
        lines = edit.replacement.split("\n")
        newline = _newline(source, offsets, edit.span) if len(lines) > 1 else b""
        parts += (source.raw[at:start], newline.join(line.encode(source.encoding) for line in lines))
        at = end
    return b"".join((*parts, source.raw[at:]))


def patched(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits made."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=_span):
        parts += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return "".join((*parts, text[at:]))


class Shift:
    """Tell where the edits move what stands in a text."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        made = sorted(edits, key=_span)
        grown = (len(edit.replacement) - (edit.span.end - edit.span.start) for edit in made)
        self._ends = [edit.span.end for edit in made]
        self._sums = list(accumulate(grown, initial=0))

    def __call__(self, offset: int) -> int:
        """Return where what stood at `offset` stands."""
        return offset + self._sums[bisect_right(self._ends, offset)]

    def written(self, edit: Edit) -> Span:
        """Return where the replacement of one of the edits stands."""
        start = edit.span.start + self._sums[bisect_left(self._ends, edit.span.start)]
        return Span(start, start + len(edit.replacement))


class Apart:
    """Gather fixes whose edits neither overlap nor touch."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def take(self, fix: Fix) -> bool:
        """Tell whether a fix lies apart from those that were taken; if so it is taken, too."""
        if any(self._clash(edit.span) for edit in fix.edits):
            return False
        for edit in fix.edits:
            insort(self._spans, edit.span)
        return True

    def _clash(self, span: Span) -> bool:
        at = bisect_left(self._spans, span)
        return any(
            one.start <= span.end and span.start <= one.end for one in self._spans[max(0, at - 1) : at + 1]
        )


def _newline(source: Source, offsets: Sequence[int], span: Span) -> bytes:
    """Return the line end in or right after an edit, which stays the line's own, else the one above it."""
    text = source.text
    line_end = text.find("\n", span.start, span.end + 1)
    if line_end < 0:
        line_end = text.rfind("\n", 0, span.start)
    if line_end < 0:
        line_end = text.find("\n", span.end)
    if line_end < 0:
        return "\n".encode(source.encoding)
    return source.raw[offsets[line_end] : offsets[line_end + 1]]


def _span(edit: Edit) -> Span:
    return edit.span
