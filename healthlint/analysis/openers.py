"""Find what opens a part of an article: headings, and what readers take for one though it is set as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from healthlint.types import Block, BlockKind, Document

SEVERAL = 3
"""Labels, or lines above paragraphs, that an article has at least: one or two short sentences are prose."""
_LABEL_WORDS = 6
_LINE_WORDS = 20
_NAME_WORDS = 12

_LABEL = re.compile(
    r"(?!(?:I|You|We|They|He|She|It|This|That|There|Yes|No|Do|Don['\u2019]t)\b)[A-Z][^.!?:;]{2,50}[.:] "
)
_PRICE = re.compile(r"(?:from )?(?:[$\u00a3\u20ac]\s?\d[\d.,]*\s*)+(?:(?:at|on|from)\b|$)", re.IGNORECASE)
_UNBLANKED = re.compile(r"#{2,6}[^\W#]")
_SENTENCE = re.compile(r"[^.!?]+[.!?:]")


def openers(document: Document) -> tuple[int, ...]:
    """Return the blocks that open a part of the article, the title left out, in reading order.

    Whatever opens a section counts, bold lead-ins and questions, too. So does a label that is not bold
    ("Bladder. Damage to ..."), a line of its own right above a paragraph, the name of a thing above its
    price, and a heading whose signs lack the blank behind them.
    """
    headings = {section.heading for section in document.walk_sections()} - {None}
    blocks = document.blocks
    found = {*headings, *_unblanked(blocks), *_goods(blocks)}
    for several in (tuple(_labelled(blocks)), tuple(_lines(document))):
        found.update(several if len(several) >= SEVERAL else ())
    return tuple(sorted(block for block in found if block is not None and block != document.title))


def _unblanked(blocks: Sequence[Block]) -> Iterator[int]:
    return (i for i, block in enumerate(blocks) if block.text[:1] == "#" and _UNBLANKED.match(block.text))


def _labelled(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the paragraphs that open with a label."""
    for index, block in enumerate(blocks):
        label = _LABEL.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if label and len(label.group().split()) <= _LABEL_WORDS:
            yield index


def _lines(document: Document) -> Iterator[int]:
    """Yield the sentences that have a line of their own right above a longer paragraph.

    A blank line stands above them, and no heading: below one it is the first line of its text.
    """
    text, blocks = document.source.text, document.blocks
    for index in range(1, len(blocks) - 1):
        above, block, below = blocks[index - 1 : index + 2]
        if (
            len(block.text) < len(below.text)
            and block.kind is below.kind is BlockKind.PARAGRAPH
            and above.kind is not BlockKind.HEADING
            and len(block.text.split()) <= _LINE_WORDS
            and _SENTENCE.fullmatch(block.text)
            and text[block.span.end : below.span.start].strip(" ") == "\n"
            and text.count("\n", above.span.end, block.span.start) > 1
        ):
            yield index


def _goods(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the names of things that stand above their price."""
    for index, (block, following) in enumerate(pairwise(blocks)):
        named = _PRICE.match(following.text) and len(block.text.split()) <= _NAME_WORDS
        if named and not _PRICE.match(block.text):
            yield index
