"""Choose what stands for the first paid link on a page whose links were stripped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from healthlint.analysis.components import product_boxes
from healthlint.analysis.fold import fold
from healthlint.analysis.statements import Statement
from healthlint.analysis.told import Mark
from healthlint.types import Block, BlockKind

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

INTRODUCTION = 250
"""Words from the start that are the introduction where no heading ends it earlier: a first screen."""
LEAST = 8
"""Words of a paragraph at least: bylines and labels under the title are no introduction."""

APART = (BlockKind.FOOTER, BlockKind.ASIDE)
_BUTTON = 90
_NOTICE_HEADING = re.compile(r"disclos|disclaim|affiliate")


class Stead(StrEnum):
    """Say what the first paid link is, or what stands for it where the links were stripped."""

    LINK = "link"
    SHOPPING = "shopping"
    INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Hold what stands for the first paid link, and where else the page speaks of buying."""

    first: Mark
    stead: Stead
    shopping: tuple[int, ...] = ()


def stand_in(analysis: Analysis, said: Sequence[Statement]) -> StandIn | None:
    """Return what stands for the first paid link: the first shopping mention, else the introduction's end.

    Buttons ("Check price") and product boxes count anywhere, prose ("available for purchase
    online") after the introduction.
    """
    document = analysis.document
    spoken = {statement.block for statement in said}
    opening = _introduction(analysis, spoken)
    shopping = [(box.span.start, Mark(box.span, box.text)) for box in product_boxes(document)]
    early: list[int] = []
    for index, block in enumerate(document.blocks):
        if index in spoken or index in (0, document.title) or block.kind in APART:
            continue
        button = len(block.text) <= _BUTTON and analysis.text_says(block.text[:120], "asks-to-buy")
        if button or analysis.text_says(block.text, "speaks-of-buying"):
            if button:
                shopping.append((block.span.start, _of(block)))
            elif index > opening:
                shopping.append((block.span.start, _sentence(analysis, index)))
            else:
                early.append(block.span.start)
    places = tuple(sorted([*early, *(start for start, _ in shopping)]))
    if shopping:
        return StandIn(min(shopping, key=lambda one: one[0])[1], Stead.SHOPPING, places)
    if opening >= 0:
        return StandIn(_of(document.blocks[opening]), Stead.INTRODUCTION, places)
    return None


def _introduction(analysis: Analysis, spoken: set[int]) -> int:
    """Return the index of the introduction's last block, -1 where the page holds no prose."""
    words = 0
    prose = False
    last = -1
    for index, block in enumerate(analysis.document.blocks):
        if block.kind is BlockKind.HEADING:
            if prose and not _NOTICE_HEADING.search(fold(block.text)):
                break
            continue
        if block.kind in APART or index in spoken:
            continue
        count = len(block.text.split())
        prose = prose or count >= LEAST
        words += count
        last = index
        if words >= INTRODUCTION:
            break
    return last


def _sentence(analysis: Analysis, index: int) -> Mark:
    for sentence in analysis.sentences:
        if sentence.block == index and analysis.text_says(sentence.text, "speaks-of-buying"):
            return Mark(sentence.span, sentence.text)
    return _of(analysis.document.blocks[index])


def _of(block: Block) -> Mark:
    return Mark(block.locate(0, len(block.text)), block.text)
