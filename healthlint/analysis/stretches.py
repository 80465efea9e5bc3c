"""Measure how an article is cut up: its paragraphs, and the prose from one heading to the next."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import groupby
from typing import NamedTuple

from healthlint.analysis.openers import openers
from healthlint.types import BlockKind, Document, Sentence

_SPEECH = re.compile('\u201c[^\u201c\u201d]+\u201d?|"[^"]+"?')


class Paragraph(NamedTuple):
    """Hold a paragraph; `words` are those of its `sentences`, small print left out."""

    block: int
    words: int
    sentences: tuple[Sentence, ...]


class Stretch(NamedTuple):
    """Hold the paragraphs below a heading up to the next; `heading` is its block, None at the start."""

    heading: int | None
    paragraphs: tuple[Paragraph, ...]
    words: int


def paragraphs(
    document: Document, sentences: Sequence[Sentence], graded: Container[int]
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of running text; `graded` index the `sentences` that are prose."""
    found: list[Paragraph] = []
    prose = (sentence for number, sentence in enumerate(sentences) if number in graded)
    for block, group in groupby(prose, key=lambda sentence: sentence.block):
        if document.blocks[block].kind is BlockKind.PARAGRAPH:
            own = tuple(group)
            found.append(Paragraph(block, sum(sentence.words for sentence in own), own))
    return tuple(found)


def stretches(document: Document, prose: Sequence[Paragraph]) -> tuple[Stretch, ...]:
    """Return the stretches of `prose` without a heading, or what readers take for one, in between.

    Lists and tables add no words: they are cut up already.
    """
    found: list[Stretch] = []
    waiting = list(reversed(prose))
    starts: list[int | None] = [None, *openers(document)]
    for opener, following in zip(starts, [*starts[1:], None], strict=True):
        own: list[Paragraph] = []
        while waiting and (following is None or waiting[-1].block < following):
            own.append(waiting.pop())
        found.append(Stretch(opener, tuple(own), sum(paragraph.words for paragraph in own)))
    return tuple(found)


def is_speech(text: str) -> bool:
    """Tell whether most of `text` stands in quotation marks: whoever said it chose the words."""
    return 2 * sum(len(said) for said in _SPEECH.findall(text)) > len(text)
