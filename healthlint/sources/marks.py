"""Say what stands in an article though its parser does not see it: titles of boxes, where boxes end."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from healthlint.types import Span

_MOST_TITLE_WORDS = 12


class Act(Enum):
    """Name what happens at a mark."""

    OPEN = auto()  # a box begins: headings in it end with it
    CLOSE = auto()
    TITLE = auto()
    TEXT = auto()
    ITEM = auto()
    CAPTION = auto()


class Mark(NamedTuple):
    """Hold what happens before what stands at `at` of the source; `span` holds the words shown there."""

    at: int
    act: Act
    span: Span = Span(0, 0)


def titled(text: str, span: Span) -> Mark:
    """Return the mark of a box's title: one that is a whole sentence is read as the box's first."""
    words = text[span.start : span.end].split()
    heads = len(words) <= _MOST_TITLE_WORDS and words[-1][-1] not in ".!,;"
    return Mark(span.start, Act.TITLE if heads else Act.TEXT, span)
