"""Tell what stands around a sentence: headings, neighbours, the rest of its section, quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from healthlint.analysis import Analysis
from healthlint.analysis.lines import Said
from healthlint.analysis.phrases import inside, quotations
from healthlint.analysis.smallprint import back_matter, is_reference
from healthlint.rulepack.model import Around
from healthlint.types import BlockKind, Sentence, Span

FEWEST = 4
"""Words from which a link's text may be a title."""
LONG_WORD = 3
"""Letters up to which titles write a word small."""


def covered(patterns: Sequence[str], analysis: Analysis) -> set[int]:
    """Return the blocks under a heading, or in a list after a sentence, that says one of `patterns`."""
    blocks: set[int] = set()
    leads: set[int] = set()
    for name in patterns:
        for section in analysis.headed(name):
            blocks.update(section.all_blocks())
        leads.update(one.block for one in analysis.said(name) if _ends_its_block(analysis, one))
    led = False
    for index, block in enumerate(analysis.document.blocks):
        if led and block.kind is BlockKind.ITEM:
            blocks.add(index)
        led = index in leads or (led and block.kind is BlockKind.ITEM)
    return blocks


def _ends_its_block(analysis: Analysis, sentence: Sentence) -> bool:
    return not analysis.block(sentence).text[sentence.end :].strip()


def _is_title(text: str) -> bool:
    """Tell whether a link's words are a title: four or more, the long ones with a capital but for one."""
    words = text.split()
    long = [word for word in words if len(word) > LONG_WORD]
    return len(words) >= FEWEST and len(long) > 1 and sum(word[0].isupper() for word in long) >= len(long) - 1


@dataclass(slots=True)
class Surroundings:
    """Judge whether what an article says is its own claim, or taken back, asked, cited or quoted."""

    analysis: Analysis
    around: Around
    quoted: bool
    _excused: set[int] | None = None
    _saying: dict[str, frozenset[int]] = field(default_factory=dict)
    _quotations: dict[int, list[Span]] = field(default_factory=dict)
    _titles: Mapping[int, Sequence[Span]] | None = None

    def excuse(self, said: Said) -> str:
        """Return why what is said is not the article's own, "" where it is."""
        analysis = self.analysis
        sentence = analysis.sentences[said.sentence]
        block = analysis.block(sentence)
        if sentence.text.rstrip(" \"'\u201d\u2019)*_").endswith("?"):
            return "a question"
        if sentence.block in self._excused_blocks() or is_reference(block):
            return "the section speaks of what others say"
        if not self.quoted and self._is_quoted(said, sentence):
            return "quoted"
        if self._is_title_of_another(said, sentence):
            return "the title of another page"
        if self._says(said.sentence - 1, self.around.before, of=sentence):
            return "told as others' words"
        if self._says(said.sentence + 1, self.around.after, of=sentence):
            return "taken back"
        return ""

    def _excused_blocks(self) -> set[int]:
        if self._excused is None:
            analysis, around = self.analysis, self.around
            blocks = covered(around.under, analysis) | back_matter(analysis.document)
            titles = {section.heading for name in around.title for section in analysis.headed(name)}
            if analysis.document.title in titles - {None}:
                blocks.update(range(len(analysis.document.blocks)))
            nearby = {one.block for name in around.section for one in analysis.said(name)}
            for section in analysis.document.walk_sections() if nearby else ():
                own = set(section.blocks) | ({section.heading} if section.heading is not None else set())
                if own & nearby:
                    blocks.update(own)
            self._excused = blocks
        return self._excused

    def _is_quoted(self, said: Said, sentence: Sentence) -> bool:
        if sentence.block not in self._quotations:
            self._quotations[sentence.block] = quotations(self.analysis.block(sentence))
        return inside(self._quotations[sentence.block], said.start)

    def _is_title_of_another(self, said: Said, sentence: Sentence) -> bool:
        """Tell whether what is said stands in a link that is written as a title, and earns nothing."""
        if self._titles is None:
            self._titles = self._titles_of_others()
        return inside(self._titles.get(sentence.block, ()), said.start)

    def _titles_of_others(self) -> Mapping[int, Sequence[Span]]:
        paid = {paid.link.span for paid in self.analysis.paid}
        found: dict[int, set[Span]] = defaultdict(set)
        for link in self.analysis.document.links:
            if link.block < 0 or link.span in paid or not _is_title(link.text):
                continue
            at = self.analysis.document.blocks[link.block].text.find(link.text)
            if at >= 0:
                found[link.block].add(Span(at, at + len(link.text)))
        return {block: sorted(spans) for block, spans in found.items()}

    def _says(self, number: int, patterns: Sequence[str], *, of: Sentence) -> bool:
        """Tell whether the neighbour `number` of a sentence says one of `patterns`.

        A neighbour stands in the same block; after a heading it stands in the next.
        """
        sentences = self.analysis.sentences
        if not patterns or not 0 <= number < len(sentences):
            return False
        heads = self.analysis.block(of).kind is BlockKind.HEADING and sentences[number].block > of.block
        if sentences[number].block != of.block and not heads:
            return False
        return any(number in self._numbers(name) for name in patterns)

    def _numbers(self, pattern: str) -> frozenset[int]:
        if pattern not in self._saying:
            self._saying[pattern] = frozenset(said.sentence for said in self.analysis.found(pattern))
        return self._saying[pattern]
