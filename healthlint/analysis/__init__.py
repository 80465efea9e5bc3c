"""Judge what an article is about and what it says. Computed lazily, each part once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

from healthlint.analysis.fold import fold
from healthlint.analysis.language import Language, Reading
from healthlint.analysis.lines import Lines, Said
from healthlint.analysis.patterns import CompiledPatterns
from healthlint.types import (
    Block,
    BlockKind,
    Concept,
    Document,
    Measures,
    Section,
    Sentence,
    Topic,
    Vocabulary,
)

if TYPE_CHECKING:
    from healthlint.analysis.affiliate import PaidLink
    from healthlint.analysis.disclosure import Disclosure


HEADING = 25
"""Words from which what is set as a heading is a sentence of the text, however large its letters."""
_SITE = re.compile(r"\s(?:[|\u00b7\u00bb\u2013\u2014-]|::)\s[^|\u00b7\u00bb\u2013\u2014]{1,40}$")
_PARTS = re.compile(r"\s(?:[|\u00b7\u00bb]|::)\s")
LABEL = 4
"""Words of a table's cell up to which it can label a row or column."""
_block = attrgetter("block")


class Analyser:
    """Hold what every article of a run is read with: the tokenizer and the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.language = Language(vocabulary.lexicons)
        self.patterns = CompiledPatterns(vocabulary.patterns)


class Analysis:
    """Answer questions about one article."""

    def __init__(self, document: Document, analyser: Analyser) -> None:
        self.document = document
        self._analyser = analyser
        self._found: dict[str, tuple[Said, ...]] = {}
        self._headed: dict[str, tuple[Section, ...]] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        return self._analyser.vocabulary

    @cached_property
    def _reading(self) -> Reading:
        return self._analyser.language.read(self.document)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self._reading.sentences

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return self._reading.concepts

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.sentences, self.by_sentence)

    @cached_property
    def folded_blocks(self) -> tuple[str, ...]:
        """The text of each block, folded."""
        return tuple(fold(block.text) for block in self.document.blocks)

    @cached_property
    def _labels(self) -> tuple[Section, ...]:
        """The cells short enough to be the label of a row or column, and tables' captions, as sections."""
        blocks = self.document.blocks
        return tuple(
            Section(index, block.text, 0, block.locate(0, len(block.text)), (index,))
            for index, (block, after) in enumerate(zip_longest(blocks, blocks[1:]))
            if _labels_cells(block, after)
        )

    @cached_property
    def by_sentence(self) -> tuple[tuple[Concept, ...], ...]:
        """The concepts of each sentence."""
        found: list[list[Concept]] = [[] for _ in self.sentences]
        for concept in self.concepts:
            found[concept.sentence].append(concept)
        return tuple(map(tuple, found))

    @cached_property
    def by_block(self) -> tuple[tuple[Concept, ...], ...]:
        """The concepts of each block."""
        found: list[list[Concept]] = [[] for _ in self.document.blocks]
        for concept in self.concepts:
            found[concept.block].append(concept)
        return tuple(map(tuple, found))

    @cached_property
    def topic(self) -> Topic:
        from healthlint.analysis.topic import judge

        return judge(self)

    @cached_property
    def disclosure(self) -> Disclosure:
        from healthlint.analysis.disclosure import judge

        return judge(self)

    @cached_property
    def paid(self) -> tuple[PaidLink, ...]:
        """The links that pay the publisher, in reading order, whatever the page says of them."""
        from healthlint.analysis.affiliate import paid_links

        return paid_links(self.document, self.vocabulary.links)

    @cached_property
    def measures(self) -> Measures:
        from healthlint.analysis.readability import measure

        return measure(self.document, self.sentences, self.concepts, disclosed=self.disclosure.spans)

    @cached_property
    def words(self) -> int:
        """The number of words of prose, headings and footers included."""
        return sum(sentence.words for sentence in self.sentences)

    def sentences_of(self, block: int) -> tuple[Sentence, ...]:
        """Return the sentences of a block, by its number."""
        every = self.sentences
        start, end = bisect_left(every, block, key=_block), bisect_right(every, block, key=_block)
        return every[start:end]

    def block(self, sentence: Sentence) -> Block:
        return self.document.blocks[sentence.block]

    def found(self, pattern: str) -> tuple[Said, ...]:
        """Return where the article, its title included, says `pattern`: at most once in each sentence."""
        if pattern not in self._found:
            self._found[pattern] = tuple(self._lines.saying(self._analyser.patterns[pattern]))
        return self._found[pattern]

    def said(self, pattern: str) -> tuple[Sentence, ...]:
        """Return the sentences, the title left out, in which `pattern` holds."""
        title = self.document.title
        found = (self.sentences[said.sentence] for said in self.found(pattern))
        return tuple(sentence for sentence in found if sentence.block != title)

    def headed(self, pattern: str) -> tuple[Section, ...]:
        """Return the sections whose title says `pattern`, and so the labels of tables."""
        if pattern not in self._headed:
            sections, titles = self._titles
            said = titles.saying(self._analyser.patterns[pattern])
            self._headed[pattern] = tuple(sections[one.sentence] for one in said)
        return self._headed[pattern]

    @cached_property
    def _titles(self) -> tuple[tuple[Section, ...], Lines]:
        """The sections that can be asked by their titles, and these as lines."""
        sections = tuple(
            section
            for section in (*self.document.walk_sections(), *self._labels)
            if section.title and section.title.count(" ") < HEADING
        )
        titles = [Sentence(one.title, one.heading or 0, 0, len(one.title), 0, one.span) for one in sections]
        return sections, Lines(titles, [self.title_concepts(one) for one in sections])

    def title_concepts(self, section: Section) -> tuple[Concept, ...]:
        """Return the concepts of a section's heading, their offsets those of `section.title`."""
        if section.heading is None:
            return ()
        start = self.document.blocks[section.heading].text.find(section.title)
        return tuple(
            concept
            for concept in self.by_block[section.heading]
            if start == 0 and concept.end <= len(section.title)
        )

    @cached_property
    def headline(self) -> tuple[str, tuple[Concept, ...]]:
        """What the head of the page or the front matter calls the article, without the site's name.

        With the concepts in it; "" where it says nothing that the article's own title does not.
        """
        meta, title = self.document.meta, self.document.title
        found = next((meta[key][0] for key in ("og:title", "title") if meta.get(key)), None)
        whole = " ".join(found.value.split()) if found else ""
        text = _SITE.sub("", whole)
        own = fold(self.document.blocks[title].text) if title is not None else ""
        # "The Hill Clinic | Whiplash" over the title "Whiplash": the rest is the site's name.
        named = any(fold(part) in own for part in _PARTS.split(whole)[1:])
        if found is None or not text or named or fold(text) in own:
            return "", ()
        block = Block(BlockKind.HEADING, text, found.span, (), level=1)
        return text, self._analyser.language.read(replace(self.document, blocks=(block,))).concepts

    def titled(self, pattern: str) -> bool:
        """Tell whether the article's title, or what its page is called, says `pattern`."""
        title = self.document.title
        if title is not None and any(section.heading == title for section in self.headed(pattern)):
            return True
        text, concepts = self.headline
        return bool(text) and self._analyser.patterns[pattern].holds(fold(text), concepts)

    def text_says(self, text: str, pattern: str) -> bool:
        """Tell whether `pattern`, one without tags, holds in `text`, which may be no sentence."""
        return self._analyser.patterns[pattern].holds(fold(text), ())


def _labels_cells(block: Block, after: Block | None) -> bool:
    """Tell whether a block is the label of a row or column, or the caption over a table."""
    if block.kind is BlockKind.CAPTION:
        return after is not None and after.kind is BlockKind.CELL
    short = len(block.text.split()) <= LABEL and not any(mark in block.text for mark in ".,;:!")
    return block.kind is BlockKind.CELL and short
