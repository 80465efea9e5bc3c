"""Read stretches of a text as one, with the way back from each offset of the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from healthlint.sources.decode import line_starts
from healthlint.types import Span


class Joined:
    """Join stretches of a text and map offsets of the whole back."""

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        merged: list[Span] = []
        for span in stretches:
            if merged and merged[-1].end == span.start:
                merged[-1] = Span(merged[-1].start, span.end)
            else:
                merged.append(span)
        self.text = "".join(text[span.start : span.end] for span in merged)
        self._spans = merged
        self._starts = [0]
        for span in merged:
            self._starts.append(self._starts[-1] + span.end - span.start)
        self._lines = line_starts(self.text)

    def offset(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column

    def cut(self, start: int, end: int) -> list[tuple[str, Span]]:
        """Cut `start:end` where a stretch ends, so that each part lies in one place."""
        parts: list[tuple[str, Span]] = []
        while start < end:
            number = bisect_right(self._starts, start) - 1
            stop = min(end, self._starts[number + 1])
            shift = self._spans[number].start - self._starts[number]
            parts.append((self.text[start:stop], Span(start + shift, stop + shift)))
            start = stop
        return parts

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source from the first to the last character of `start:end`."""
        parts = self.cut(start, end)
        return Span(parts[0][1].start, parts[-1][1].end)
