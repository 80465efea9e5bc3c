"""Find the sentences that say a pattern: look through the whole article before asking any one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import re2

from healthlint.analysis.fold import fold
from healthlint.analysis.patterns import CompiledPattern, Tagged, tag
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
        numbers = set(tagged.holding(compiled.accept))
        if tagged is not plain and not compiled.anchored:
            numbers.update(plain.holding(compiled.accept))
        for number in sorted(numbers):
            place = compiled.among(plain.lines[number], tagged.lines[number])
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
    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, lines: Sequence[Tagged]) -> _Reading:
        starts = accumulate((len(line.text) + 1 for line in lines), initial=0)
        return cls(lines, "\n".join(line.text for line in lines), list(starts)[:-1])

    def holding(self, expression: re2._Regexp) -> Iterator[int]:
        """Yield the numbers of the lines that a match of `expression` touches: no other line can hold one."""
        for found in expression.finditer(self.text):
            first = bisect_right(self.starts, found.start()) - 1
            last = bisect_right(self.starts, max(found.start(), found.end() - 1)) - 1
            yield from range(first, last + 1)
