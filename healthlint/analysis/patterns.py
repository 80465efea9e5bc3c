"""Find what sentences and headings say: RE2 patterns over folded text with concepts as tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import re2

from healthlint.types import Concept, Pattern

# RE2 prints what it cannot compile to stderr; the rule pack has already reported it.
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """Hold a pattern ready to run. `anchored`: it can only hold where one of its tags stands."""

    pattern: Pattern
    accept: re2._Regexp
    reject: re2._Regexp | None
    anchored: bool

    def holds(self, folded: str, concepts: Sequence[Concept], *, offset: int = 0) -> bool:
        """Tell whether `folded` text, whose concepts lie `offset` further in their block, says this.

        The patterns see it twice, with tags and without: a tag hides the words it stands for.
        """
        readings = [folded]
        if self.pattern.tags:
            tagged = tag(folded, concepts, tags=self.pattern.tags, offset=offset)
            if tagged == folded and self.anchored:
                return False
            if tagged != folded:
                readings.append(tagged)
        if not any(self.accept.search(reading) for reading in readings):
            return False
        return self.reject is None or not any(self.reject.search(reading) for reading in readings)

    def may_hold(self, article: str) -> bool:
        """Tell whether any line of a folded `article` can say this: a fast look before a slow one."""
        return bool(self.pattern.tags) or self.accept.search(article) is not None


def compile_patterns(patterns: Mapping[str, Pattern]) -> dict[str, CompiledPattern]:
    """Compile every pattern once for a run."""
    return {name: _compile(pattern) for name, pattern in patterns.items()}


def tag(folded: str, concepts: Sequence[Concept], *, tags: Sequence[str], offset: int = 0) -> str:
    """Return `folded` with each concept of `tags` in it written as `<tag>`, the longest first."""
    chosen = sorted(
        (concept.start - offset, offset - concept.end, name)
        for concept in concepts
        if (name := _tag(concept, tags)) and concept.start >= offset and concept.end - offset <= len(folded)
    )
    parts: list[str] = []
    reach = 0
    for start, negative_end, name in chosen:
        if start >= reach:
            parts += (folded[reach:start], f"<{name}>")
            reach = -negative_end
    return "".join(parts) + folded[reach:]


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
        pattern, expression(pattern.accept), expression(pattern.reject) if pattern.reject else None, anchored
    )


@lru_cache(maxsize=1024)
def expression(patterns: tuple[str, ...]) -> re2._Regexp:
    """Return one expression for any of `patterns`, made once in a run. Raises re2.error."""
    return re2.compile("(?m)" + "|".join(f"(?:{text})" for text in patterns), _OPTIONS)
