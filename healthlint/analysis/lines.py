"""Find the sentences that say a pattern: look through the whole article before asking any one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from healthlint.analysis.fold import fold
from healthlint.analysis.patterns import CompiledPattern, Expression, Tagged, tag
from healthlint.types import Concept, Sentence


class Said(NamedTuple):
    """Say where an article says something: `start` and `end` are offsets in the text of the block."""

    sentence: int
    start: int
    end: int


class Lines:
    """Hold the sentences of an article, folded, a line each."""

    def __init__(self, sentences: Sequence[Sentence], concepts: Sequence[Sequence[Concept]]) -> None:
        self._sentences = sentences
        self._concepts = concepts
        self._tagged: dict[tuple[str, ...], _Reading] = {}

    def saying(self, compiled: CompiledPattern) -> Iterator[Said]:
        """Yield where `compiled` holds, at most once in a sentence, in reading order."""
        plain = self._plain
        tagged = self._with(compiled.pattern.tags) if compiled.pattern.tags else plain
        found = dict(tagged.found(compiled.accept))
        if tagged is not plain and not compiled.anchored:
            # The words come before the tags that stand for them.
            found |= dict(plain.found(compiled.accept))
        for number in sorted(found):
            place = found[number]
            if place is None or compiled.reject is not None or compiled.anchored:
                place = compiled.among(plain.lines[number], tagged.lines[number], place)
            if place is not None:
                start = self._sentences[number].start
                yield Said(number, start + place[0], start + place[1])

    @cached_property
    def _plain(self) -> _Reading:
        return _Reading.of([Tagged(fold(sentence.text)) for sentence in self._sentences])

    def _with(self, tags: tuple[str, ...]) -> _Reading:
        if tags not in self._tagged:
            rows = zip(self._plain.lines, self._concepts, self._sentences, strict=True)
            self._tagged[tags] = _Reading.of(
                [
                    tag(line.text, concepts, tags=tags, offset=sentence.start) if concepts else line
                    for line, concepts, sentence in rows
                ]
            )
        return self._tagged[tags]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Hold the lines of one reading of the article, and where each starts in `text`."""

    lines: Sequence[Tagged]
    text: bytes
    starts: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[Tagged]) -> _Reading:
        encoded = [line.text.encode("utf-8") for line in lines]
        starts = accumulate((len(line) + 1 for line in encoded), initial=0)
        return cls(lines, b"\n".join(encoded), list(starts))

    def found(self, expression: Expression) -> Iterator[tuple[int, tuple[int, int] | None]]:
        """Yield each line in which `expression` is found first, and where in it the match is.

        A match that runs over a line's end says only that the lines it touches are to be asked.
        """
        at = 0
        # Bytes, because of text the library encodes the whole each time it is asked.
        while (match := expression.search(self.text, at)) is not None:
            first = bisect_right(self.starts, match.start()) - 1
            last = bisect_right(self.starts, max(match.start(), match.end() - 1)) - 1
            if first == last:
                yield first, self._place(first, match.start(), match.end())
            else:
                yield from ((number, None) for number in range(first, last + 1))
            at = self.starts[last + 1]
            if at > len(self.text):
                return

    def _place(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Return in characters where in a line bytes `start:end` of the text stand."""
        line, begin = self.lines[number], self.starts[number]
        if line.text.isascii():
            return line.place(start - begin), line.place(end - begin)
        before = len(self.text[begin:start].decode("utf-8"))
        return line.place(before), line.place(before + len(self.text[start:end].decode("utf-8")))
