"""Find what stands in quotation marks: others' words, or words that the writer keeps at arm's length."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from healthlint.types import Block, BlockKind, Span

_QUOTATION = re.compile(
    r"\u201c[^\u201c\u201d]*\u201d|\u00ab[^\u00ab\u00bb]*\u00bb|(?<!\d)\"[^\"]*\"|\u2018[^\u2018]*?\u2019(?!\w)"
    r"|(?<![\w'])'(?=\S)[^']*'(?!\w)"
)


def quotations(block: Block) -> list[Span]:
    """Return the stretches of a block's text that are quoted: all of it where it is a block quote."""
    if block.kind is BlockKind.QUOTE:
        return [Span(0, len(block.text))]
    return [Span(*found.span()) for found in _QUOTATION.finditer(block.text)]


def inside(spans: Sequence[Span], at: int) -> bool:
    """Tell whether an offset lies in one of `spans`, which stand apart and in order."""
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before >= 0 and at < spans[before].end
