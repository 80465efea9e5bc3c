"""Find what sentences and headings say: RE2 patterns over folded text with concepts as tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import re2

from healthlint.types import Concept, Pattern

# RE2 prints what it cannot compile to stderr; the rule pack has already reported it.
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False


MANY = 16
"""Wordings up to which a pattern is one expression: of more RE2 cannot keep the states, and crawls."""


class Match(Protocol):
    """Say where a match stands, in characters of a string and in bytes of bytes."""

    def start(self) -> int: ...
    def end(self) -> int: ...


class Expression(Protocol):
    """Find the first match in a text, from an offset on."""

    def search(self, text: str | bytes, pos: int | None = None) -> Match | None: ...


class Wordings:
    """Find what one expression for any of many patterns would, trying only those whose words are there."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._filter = re2.Filter()
        for text in patterns:
            self._filter.Add(f"(?m)(?:{text})", _OPTIONS)
        self._filter.Compile()

    def search(self, text: str | bytes, pos: int | None = None) -> Match | None:
        """Return the first match; of those that start together that of the first pattern."""
        likely = sorted(self._filter.Match(text, potential=True) or ())
        found = (self._filter.re(number).search(text, pos) for number in likely)
        return min(filter(None, found), key=lambda match: match.start(), default=None)


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """Hold a pattern ready to run. `anchored`: it can only hold where one of its tags stands."""

    pattern: Pattern
    accept: Expression
    reject: Expression | None
    anchored: bool

    def holds(self, folded: str, concepts: Sequence[Concept], *, offset: int = 0) -> bool:
        """Tell whether `folded` text, whose concepts lie `offset` further in their block, says this."""
        plain = Tagged(folded)
        tags = self.pattern.tags
        tagged = tag(folded, concepts, tags=tags, offset=offset) if tags else plain
        return self.among(plain, tagged) is not None

    def among(
        self, plain: Tagged, tagged: Tagged, found: tuple[int, int] | None = None
    ) -> tuple[int, int] | None:
        """Return where in the text stand the words that say this, None where nothing does.

        The patterns see it twice, with tags and without: a tag hides the words it stands for. `found`
        is where the words stand if that is known; they can still be rejected.
        """
        if self.anchored and not tagged.tags:
            return None
        readings = (plain, tagged) if tagged.tags else (plain,)
        if found is None:
            found = next(filter(None, map(self._accepted, readings)), None)
        if found is None or self.reject is None:
            return found
        return None if any(self.reject.search(reading.text) for reading in readings) else found

    def _accepted(self, reading: Tagged) -> tuple[int, int] | None:
        found = self.accept.search(reading.text)
        return None if found is None else (reading.place(found.start()), reading.place(found.end()))


class CompiledPatterns:
    """Hold patterns by name, each compiled when it is first asked for: a run needs few of them."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._compiled: dict[str, CompiledPattern] = {}

    def __getitem__(self, name: str) -> CompiledPattern:
        if name not in self._compiled:
            self._compiled[name] = _compile(self._patterns[name])
        return self._compiled[name]


class Tag(NamedTuple):
    """Hold a tag: `start:end` of the tagged text stands for `first:last` of the text as it was."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """Hold a text in which tags stand for some of its words."""

    text: str
    tags: tuple[Tag, ...] = ()

    def place(self, offset: int) -> int:
        """Return where `offset` of the tagged text, at the edge of a tag or outside of all, was before."""
        shift = 0
        for tag in self.tags:
            if offset < tag.end:
                return tag.first if offset > tag.start else offset + shift
            shift = tag.last - tag.end
        return offset + shift


def tag(folded: str, concepts: Sequence[Concept], *, tags: Sequence[str], offset: int = 0) -> Tagged:
    """Return `folded` with each concept of `tags` in it written as `<tag>`, the longest first."""
    chosen = sorted(
        (concept.start - offset, offset - concept.end, name)
        for concept in concepts
        if (name := _tag(concept, tags)) and concept.start >= offset and concept.end - offset <= len(folded)
    )
    parts: list[str] = []
    written: list[Tag] = []
    reach = length = 0
    for start, negative_end, name in chosen:
        if start >= reach:
            parts += (folded[reach:start], f"<{name}>")
            length += start - reach
            reach = -negative_end
            written.append(Tag(length, length + len(name) + 2, start, reach))
            length += len(name) + 2
    return Tagged("".join(parts) + folded[reach:], tuple(written))


def _tag(concept: Concept, tags: Sequence[str]) -> str:
    full = f"{concept.lexicon}.{concept.group}"
    if full in tags:
        return full
    return concept.lexicon if concept.lexicon in tags else ""


def _compile(pattern: Pattern) -> CompiledPattern:
    anchored = bool(pattern.tags) and all(
        any(f"<{name}>" in text for name in pattern.tags) for text in pattern.accept
    )
    return CompiledPattern(
        pattern, _searched(pattern.accept), _searched(pattern.reject) if pattern.reject else None, anchored
    )


def _searched(patterns: tuple[str, ...]) -> Expression:
    return expression(patterns) if len(patterns) <= MANY else Wordings(patterns)


@lru_cache(maxsize=1024)
def expression(patterns: tuple[str, ...]) -> re2._Regexp:
    """Return one expression for any of `patterns`, made once in a run. Raises re2.error."""
    return re2.compile("(?m)" + "|".join(f"(?:{text})" for text in patterns), _OPTIONS)
