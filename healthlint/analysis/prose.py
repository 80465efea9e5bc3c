"""Pick and prepare the prose that is graded: whole sentences of running text and of lists.

Left out: headings, tables, quotes, captions, asides, footers, lists of references, disclaimers and
disclosures, citations, bold labels, short lines that are no sentence (bylines, buttons), addresses.
List items that are no sentence are joined to their stem with commas, as Flesch and McLaughlin ask,
but not beyond `JOINED_WORDS`: a plain list is not the long sentence that joining makes of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from healthlint.analysis.lists import LABEL_WORDS, TERMINAL, is_run_on, items
from healthlint.analysis.smallprint import back_matter, is_reference, is_small_print
from healthlint.types import Block, BlockKind, Concept, Document, Sentence, Span

JOINED_WORDS = 20
"""Words to which fragments of a list are joined, about what plain-language guides allow a sentence."""

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
TERMS = frozenset({"drug", "condition", "procedure", "supplement", "product.active"})
"""Lexicons, or groups of one, of names that an article cannot do without."""

_SENTENCE_WORDS = 6  # an item this long is a sentence even without a full stop
_SHORTEST = 4  # fewer words are a label, not a sentence
_LONGEST_CHUNK = 200  # characters without a blank: no word is as long

_PLAIN = str.maketrans("\u2018\u2019\u02bc\u201b\u2010\u2011", "''''--")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?"  # e.g., a.m., U.S.
    r"|[^\W_]+(?:(?:['\u00ad\u200b-]|(?<=\d)[.,:](?=\d))[^\W_]+)*"
)
_ADDRESS = re.compile(
    r"[^\w]*(?:[a-z]+://|www\.|mailto:)|[^\s@]+@[^\s@]+\.[a-z]"
    r"|[^\w]*[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|io|info|co\.uk|org\.uk|nhs\.uk)\b",
    re.IGNORECASE,
)
_UNREADABLE = re.compile(rf"(?<!\S)\S{{{_LONGEST_CHUNK + 1}}}|://|@|\.\w", re.IGNORECASE)
_STEM = re.compile(r":[\"'\u201d\u2019)\]*_]*\s*$")
_MARK = re.compile(r"\[\d{1,3}(?:, ?\d{1,3})*\]|\(\d{1,3}(?:, ?\d{1,3})*\)")  # of a reference
_UNFINISHED = re.compile(r"\b(?:e\.g|i\.e|cf|vs|approx|dr|mr|mrs|ms|prof|st|no|fig)\.$", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:[ap]\.m|etc|al|u\.s|u\.k)\.$", re.IGNORECASE)


class Word(NamedTuple):
    """Hold one word, quotes and hyphens plain; `name`: capitalised inside its sentence."""

    text: str
    name: bool
    term: bool


@dataclass(frozen=True, slots=True)
class ProseSentence:
    """Hold one sentence as it is graded; `sources` index the article's sentences it was made of."""

    words: tuple[Word, ...]
    sources: tuple[int, ...]
    block: int


class _Passage(NamedTuple):
    """Hold one sentence of a block, repaired where an abbreviation had cut it."""

    text: str
    words: tuple[Word, ...]
    sources: tuple[int, ...]


@dataclass(slots=True)
class _Joiner:
    """Gather a stem and the fragments of its list until they make a sentence."""

    block: int = -1
    words: list[Word] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def add(self, passage: _Passage, *, block: int) -> Iterator[ProseSentence]:
        """Add `passage`; yield what was gathered before if both together would be too long."""
        if self.words and len(self.words) + len(passage.words) > JOINED_WORDS:
            yield from self.close()
        if not self.words:
            self.block = block
        self.words.extend(passage.words)
        self.sources.extend(passage.sources)

    def close(self) -> Iterator[ProseSentence]:
        """Yield what was gathered, unless it is only a label."""
        if len(self.words) >= _SHORTEST:
            yield ProseSentence(tuple(self.words), tuple(self.sources), self.block)
        self.words.clear()
        self.sources.clear()


def prepare(
    document: Document,
    sentences: Sequence[Sentence],
    concepts: Sequence[Concept],
    *,
    disclosed: Sequence[Span] = (),
) -> tuple[ProseSentence, ...]:
    """Return the sentences of `document` that are graded, in reading order.

    `disclosed` are the stretches of the source that tell of paid links, however they say it.
    """
    covered = _term_characters(document, concepts)
    skipped = back_matter(document) | _pointers(document)
    graded: list[ProseSentence] = []
    joiner = _Joiner()
    for index, group in groupby(range(len(sentences)), key=lambda number: sentences[number].block):
        block = document.blocks[index]
        if block.kind not in PROSE or index in skipped:
            graded.extend(joiner.close())
            continue
        own = {number: sentences[number] for number in group if not _within(sentences[number], disclosed)}
        passages = _passages(block, own, covered.get(index, b""))
        if block.kind is BlockKind.ITEM:
            graded.extend(_from_item(passages, joiner, block=index))
        else:
            graded.extend(_from_paragraph(passages, joiner, block=index))
    graded.extend(joiner.close())
    return tuple(graded)


def _pointers(document: Document) -> frozenset[int]:
    """Return the items that are one link each: titles of other pages, or navigation."""
    blocks = document.blocks
    return frozenset(
        link.block
        for link in document.links
        if link.block >= 0
        and blocks[link.block].kind is BlockKind.ITEM
        and blocks[link.block].text.strip() == link.text.strip()
    )


def _within(sentence: Sentence, spans: Sequence[Span]) -> bool:
    return any(sentence.span.start < span.end and span.start < sentence.span.end for span in spans)


def _from_item(passages: list[_Passage], joiner: _Joiner, *, block: int) -> Iterator[ProseSentence]:
    for passage in passages:
        length = len(passage.words)
        if length >= _SENTENCE_WORDS or (length >= _SHORTEST and TERMINAL.search(passage.text)):
            yield from joiner.close()
            yield ProseSentence(passage.words, passage.sources, block)
        else:
            yield from joiner.add(passage, block=block)


def _from_paragraph(passages: list[_Passage], joiner: _Joiner, *, block: int) -> Iterator[ProseSentence]:
    yield from joiner.close()
    for number, passage in enumerate(passages):
        if _STEM.search(passage.text) and number == len(passages) - 1:
            yield from joiner.add(passage, block=block)
        elif len(passages) > 1 or len(passage.words) > LABEL_WORDS or TERMINAL.search(passage.text):
            yield ProseSentence(passage.words, passage.sources, block)


def _passages(block: Block, sentences: Mapping[int, Sentence], covered: bytes | bytearray) -> list[_Passage]:
    """Return what is graded of one block's sentences; of a reference nothing is."""
    if is_reference(block):
        return []
    label = _label_end(block)
    passages: list[_Passage] = []
    for numbers in _whole(sentences):
        start, end = sentences[numbers[0]].start, sentences[numbers[-1]].end
        text = block.text[start:end]
        if not text.isascii():
            text = text.translate(_PLAIN)
        if is_small_print(text) or is_run_on(text, block, last=end == len(block.text.rstrip())):
            continue
        for number, (part, at) in enumerate(items(text)):
            words = tuple(_words(part, start + at, label=label, covered=covered))
            if len(words) > 1 or (words and words[0].text.isalpha()):
                passages.append(_Passage(part, words, () if number else tuple(numbers)))
    return passages


def _whole(sentences: Mapping[int, Sentence]) -> list[list[int]]:
    """Join the sentences of one block that an abbreviation or a decimal point has cut."""
    joined: list[list[int]] = []
    for number, sentence in sentences.items():
        if joined:
            before = sentences[joined[-1][-1]]
            first = sentence.text[:1]
            decimal = before.end == sentence.start and before.text[-2:-1].isdigit() and first.isdigit()
            clock = _CLOCK.search(before.text[-8:]) and (first.islower() or first.isdigit())
            if decimal or clock or _UNFINISHED.search(before.text[-8:]):
                joined[-1].append(number)
                continue
        joined.append([number])
    return joined


def _words(text: str, offset: int, *, label: int, covered: bytes | bytearray) -> Iterator[Word]:
    """Yield the words of `text`, which starts at `offset` of its block, behind the block's label."""
    if _UNREADABLE.search(text):
        text = _CHUNK.sub(_without_address, text)
    if "(" in text or "[" in text:
        text = _MARK.sub(lambda mark: " " * len(mark.group()), text)
    shouted = text.isupper()
    first = True
    for found in _WORD.finditer(text):
        start, end = offset + found.start(), offset + found.end()
        if start < label:
            continue
        word = found.group()
        if not word.isalpha():
            word = word.replace("\u00ad", "").replace("\u200b", "")
            if "." in word and word[0].isalpha():
                word = word.replace(".", "").upper()
        if shouted:
            word = word.lower()
        yield Word(word, not first and word[0].isupper(), covered.find(1, start, end) >= 0)
        first = False


def _without_address(chunk: re.Match[str]) -> str:
    run = chunk.group()
    blank = len(run) > _LONGEST_CHUNK or _ADDRESS.match(run)
    return " " * len(run) if blank else run


def _label_end(block: Block) -> int:
    """Return where the block's bold label ends ("Side effects. ..."); 0 where it has none."""
    if not 0 < block.lead < len(block.text):
        return 0
    lead, rest = block.text[: block.lead].rstrip(), block.text[block.lead :].lstrip()
    closed = lead[-1:] in tuple(".:?!\u2013\u2014-") or rest[:1] in tuple(":.\u2013\u2014-")
    closed = closed or (lead[-1:].islower() and rest[:1].isupper() and rest[1:2].islower())
    return block.lead if closed and len(lead.split()) <= 8 else 0


def _term_characters(document: Document, concepts: Sequence[Concept]) -> dict[int, bytearray]:
    """Mark the characters of each block that belong to a term."""
    covered: defaultdict[int, bytearray] = defaultdict(bytearray)
    for concept in concepts:
        if concept.lexicon in TERMS or f"{concept.lexicon}.{concept.group}" in TERMS:
            marks = covered[concept.block]
            if not marks:
                marks.extend(bytes(len(document.blocks[concept.block].text)))
            marks[concept.start : concept.end] = b"\x01" * (concept.end - concept.start)
    return covered
