"""Find what a page says about being paid: plainly, half, or by a name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from healthlint.analysis.components import badges, component_texts
from healthlint.types import BlockKind, Sentence, Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

# What stands after these can hold though what stands before is denied.
_CLAUSES = re.compile(
    r"[;:]\s|\s[\u2013\u2014-]+\s|,?\s(?:but|however|although|though|yet|instead|rather)\b,?\s"
    r"|,\s(?=(?:we|i|our)\b)",
    re.IGNORECASE,
)
_LONGEST = 1200


class Wording(StrEnum):
    """Say how plainly a reader is told that the publisher is paid."""

    PAID = "paid"
    SPONSORED = "sponsored"
    LABEL = "label"
    AFFILIATE = "affiliate"
    HINT = "hint"


SENTENCE_PATTERNS = (
    (Wording.PAID, "says-paid"),
    (Wording.SPONSORED, "says-sponsored"),
    (Wording.LABEL, "labels-paid"),
    (Wording.AFFILIATE, "says-affiliate"),
    (Wording.HINT, "hints-at-pay"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one place where the page speaks of pay. `block` is -1 in a component."""

    wording: Wording
    text: str
    span: Span
    block: int
    footer: bool


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    """List what the page says about pay, in the order of the source."""
    found = list(_in_blocks(analysis))
    for shown in component_texts(analysis.document):
        wording = wording_of(analysis, shown.text)
        if wording in (Wording.PAID, Wording.AFFILIATE):
            found.append(Statement(wording, shown.text, shown.span, -1, False))
    for badge in badges(analysis.document):
        if wording_of(analysis, badge.text) in (Wording.AFFILIATE, Wording.HINT):
            found.append(Statement(Wording.HINT, badge.text, badge.span, -1, False))
    return tuple(sorted(found, key=lambda statement: statement.span))


def wording_of(analysis: Analysis, text: str) -> Wording | None:
    """Return how plainly `text`, a sentence or two, says that the publisher is paid."""
    if not analysis.text_says(text, "speaks-of-pay"):
        return None
    for wording, pattern in SENTENCE_PATTERNS:
        if _says(analysis, text, pattern):
            return wording
    return None


def _in_blocks(analysis: Analysis) -> Iterator[Statement]:
    blocks = analysis.document.blocks
    for index, group in groupby(analysis.sentences, key=lambda sentence: sentence.block):
        block = blocks[index]
        if not analysis.text_says(block.text, "speaks-of-pay"):
            continue
        footer = block.kind is BlockKind.FOOTER
        for start, end, wording in _in_block(analysis, list(group)):
            yield Statement(wording, block.text[start:end], block.locate(start, end), index, footer)


def _in_block(analysis: Analysis, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, Wording]]:
    """Yield start, end and wording of each statement in a block, pairs only where neither is plain."""
    alone = [wording_of(analysis, sentence.text[:_LONGEST]) for sentence in sentences]
    for number, (sentence, wording) in enumerate(zip(sentences, alone, strict=True)):
        if wording is Wording.PAID:
            yield sentence.start, sentence.end, wording
            continue
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        if following is not None and alone[number + 1] is not Wording.PAID:
            pair = f"{sentence.text[:_LONGEST]} {following.text[:_LONGEST]}"
            if _names_pay(alone[number], alone[number + 1]) and _says(analysis, pair, "says-paid"):
                yield sentence.start, following.end, Wording.PAID
                continue
        if wording is not None:
            yield sentence.start, sentence.end, wording


def _names_pay(first: Wording | None, second: Wording | None) -> bool:
    return Wording.AFFILIATE in (first, second) or Wording.HINT in (first, second)


def _says(analysis: Analysis, text: str, pattern: str) -> bool:
    if analysis.text_says(text, pattern):
        return True
    parts = [part for part in _CLAUSES.split(text) if part]
    return len(parts) > 1 and any(analysis.text_says(part, pattern) for part in parts)
