"""Build the section tree: headings, bold lead-ins, FAQ questions."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from healthlint.sources.headlines import is_lead
from healthlint.sources.shown import with_meta
from healthlint.sources.stubs import take_out
from healthlint.types import (
    Block,
    BlockKind,
    Directive,
    Document,
    Format,
    Link,
    MetaValue,
    Note,
    Section,
    Source,
    Span,
)

_DEEPEST = 12  # boxes within boxes: those further in have no sections of their own
_MOST_WORDS = 12
_MOST_QUESTION_WORDS = 20
_MOST_TITLE_WORDS = 8
_MOST_LABEL_WORDS = 4
_LONGEST_SMALL_WORD = 4  # "with", which titles write small
_MOST_SENTENCE_WORDS = 5  # a bold line with a full stop: "Side effects." but not a stressed sentence
_MOST_NAMING_WORDS = 3
_DASHES = ("\u2013", "\u2014", "- ")
_SENTENCE_END = re.compile(r"[.!?]\s")
_LEAST_ANSWER_WORDS = 5
# What a page shows beside a question to open its answer: "Is it safe? +".
_OPENER = re.compile(r"(?<=\?)\s?[^\w\s.,;:!?'\"\u201d\u2019)\]]{1,3}$")
_NUMBER = re.compile(r"^(?:\d{1,2}|[Qq]\d{0,2})[.):] ")
_HARD_BREAK = re.compile(r"<br|  \n|\\\n", re.IGNORECASE)


class _Mark(Enum):
    """Say how a block that is no heading opens a section, if at all."""

    NONE = auto()
    BOLD = auto()  # a paragraph all in bold
    QUESTION = auto()  # a paragraph that is one question, or a title in capitals before a colon
    BOLD_ITEM = auto()  # a list item all in bold, with an item under it
    INLINE = auto()  # bold words at the start of a paragraph or item


@dataclass(slots=True)
class _Node:
    heading: int | None
    title: str
    level: int
    span: Span
    blocks: list[int] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    def freeze(self) -> Section:
        children = tuple(child.freeze() for child in self.children)
        return Section(self.heading, self.title, self.level, self.span, tuple(self.blocks), children)


@dataclass(frozen=True, slots=True)
class _Around:
    """Hold the sections that stand open around a box, and the block at which it has ended."""

    end: int
    path: list[_Node]


def assemble(
    source: Source,
    blocks: Sequence[Block],
    *,
    links: Iterable[Link],
    meta: Mapping[str, tuple[MetaValue, ...]],
    directives: Iterable[Directive],
    notes: Iterable[Note] = (),
    boxes: Iterable[Span] = (),
    around: Iterable[Link] = (),
) -> Document:
    """Join what a parser found to a document, with its sections.

    `boxes` are ranges of `blocks` in which sections end that began there, as in `<details>`.
    """
    written, linked, boxed, stubs = take_out(source.text, blocks, tuple(links), tuple(boxes))
    shown, moved, above = with_meta(source, written, linked, meta)
    boxed = [Span(box.start + above, box.end + above) for box in boxed]
    return Document(
        source,
        shown,
        sections(source, shown, boxed),
        moved,
        dict(meta),
        tuple(directives),
        tuple(notes),
        stubs,
        tuple(around),
    )


def sections(source: Source, blocks: Sequence[Block], boxes: Iterable[Span] = ()) -> tuple[Section, ...]:
    """Build the tree of sections; deeper headings nest in shallower ones, and in the section of their box."""
    top: list[_Node] = []
    path: list[_Node] = []
    every: list[_Node] = []
    untitled: _Node | None = None
    around: list[_Around] = []
    opening = deque(sorted(boxes, key=lambda box: (box.start, -box.end)))
    for index, block in enumerate(blocks):
        while around and around[-1].end <= index:
            path = around.pop().path
        while opening and opening[0].start <= index:
            end = opening.popleft().end
            if index < end and len(around) < _DEEPEST:
                around.append(_Around(min([end, *(outer.end for outer in around[-1:])]), list(path)))
        if block.kind is BlockKind.HEADING:
            node = _Node(index, _title(block.text), block.level, block.locate(0, len(block.text)))
            within = len(around[-1].path) if around else 0
            while len(path) > within and path[-1].level >= block.level:
                path.pop()
            (path[-1].children if path else top).append(node)
            path.append(node)
            every.append(node)
        elif path:
            path[-1].blocks.append(index)
        else:
            if untitled is None:
                untitled = _Node(None, "", 0, Span(block.span.start, block.span.start))
                top.append(untitled)
                every.append(untitled)
            untitled.blocks.append(index)
    for node in every:
        _split(node, _Splitter(source, blocks, _marks(source, blocks, node.blocks)))
    return tuple(node.freeze() for node in top)


@dataclass(frozen=True, slots=True)
class _Splitter:
    source: Source
    blocks: Sequence[Block]
    marks: Mapping[int, _Mark]

    def open(self, index: int, level: int) -> _Node:
        """Start the section that block `index` opens, the block its first."""
        block = self.blocks[index]
        end = len(block.text) if self.marks[index] in (_Mark.BOLD, _Mark.QUESTION) else block.lead
        words = block.text[:end].rstrip()
        return _Node(index, _title(words), level, block.locate(0, len(words)), [index])


def _split(node: _Node, splitter: _Splitter) -> None:
    """Move what stands under pseudo-headings of `node` to children, the first sort found outermost."""
    marks = splitter.marks
    start = 1 if node.heading in node.blocks else 0
    rest = node.blocks[start:]
    ancestor = _Mark.NONE if start == 0 or node.heading is None else marks[node.heading]
    outer = (_Mark.BOLD, _Mark.QUESTION)
    sort = next((marks[index] for index in rest if marks[index] in outer), _Mark.NONE)
    if sort is _Mark.NONE or sort is ancestor:
        _split_inline(node, splitter)
        return
    found: list[_Node] = []
    node.blocks = node.blocks[:start]
    for index in rest:
        if marks[index] is sort:
            found.append(splitter.open(index, node.level + 1))
        else:
            (found[-1] if found else node).blocks.append(index)
    _split_inline(node, splitter)
    node.children[:0] = [*_taken(node), *found]
    for child in found:
        _split(child, splitter)


def _taken(node: _Node) -> list[_Node]:
    """Take out the children that inline lead-ins made: they stand before the others."""
    early = [child for child in node.children if child.heading in child.blocks]
    node.children = [child for child in node.children if child.heading not in child.blocks]
    return early


def _split_inline(node: _Node, splitter: _Splitter) -> None:
    """Move blocks that open with a bold lead-in to children, with the list items that belong to them."""
    found: list[_Node] = []
    kept: list[int] = []
    holder: _Node | None = None
    for index in node.blocks:
        mark = splitter.marks[index]
        block = splitter.blocks[index]
        item = block.kind is BlockKind.ITEM
        if index == node.heading:
            kept.append(index)
        elif mark in (_Mark.INLINE, _Mark.BOLD_ITEM):
            child = splitter.open(index, node.level + 1)
            of_paragraph = holder is not None and splitter.blocks[holder.blocks[0]].kind is not BlockKind.ITEM
            if item and holder is not None and of_paragraph:
                child.level += 1
                holder.children.append(child)
            else:
                found.append(child)
                takes_items = mark is _Mark.BOLD_ITEM or block.text.endswith(":")
                holder = child if takes_items else None
        elif item and holder is not None:
            holder.blocks.append(index)
        else:
            kept.append(index)
            holder = None
    node.blocks = kept
    node.children[:0] = found


def _marks(source: Source, blocks: Sequence[Block], own: Sequence[int]) -> dict[int, _Mark]:
    following: list[int | None] = [*own[1:], None]
    return {
        index: _mark(source, blocks[index], blocks[after] if after is not None else None)
        for index, after in zip(own, following, strict=False)
    }


def _mark(source: Source, block: Block, after: Block | None) -> _Mark:
    if block.kind in (BlockKind.QUOTE, BlockKind.ASIDE):
        # A call-out: "> **Caution:** do not use it if ...".
        return _Mark.INLINE if block.lead and _inline_lead(source, block) else _Mark.NONE
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return _Mark.NONE
    paragraph = block.kind is BlockKind.PARAGRAPH
    if block.lead and not block.text[block.lead :].strip(" :"):
        if after is None or not _phrase_like(block.text):
            return _Mark.NONE
        if paragraph:
            return _Mark.BOLD
        return _Mark.BOLD_ITEM if after.kind is BlockKind.ITEM and not after.lead else _Mark.NONE
    if block.lead:
        return _Mark.INLINE if _inline_lead(source, block) else _Mark.NONE
    if paragraph and after is not None and (_question_alone(block.text) or _titled_alone(block.text)):
        return _Mark.QUESTION
    if not paragraph and after is not None and _question_alone(block.text) and _answers(after):
        return _Mark.QUESTION
    over_list = paragraph and after is not None and after.kind is BlockKind.ITEM
    if over_list and (_label(source, block.text) or _names_list(block.text)):
        return _Mark.QUESTION
    return _Mark.NONE


def _phrase_like(text: str) -> bool:
    words = len(text.split())
    if words > _MOST_WORDS or not any(char.isalpha() for char in text) or text[-1] in ",;":
        return False
    return words <= _MOST_SENTENCE_WORDS or text[-1] not in ".!"


def _inline_lead(source: Source, block: Block) -> bool:
    lead, rest = block.text[: block.lead].rstrip(), block.text[block.lead :].lstrip()
    if not lead or len(lead.split()) > _MOST_WORDS or not any(char.isalpha() for char in lead):
        return False
    if lead[-1] in ".:?" or lead.endswith(_DASHES[:2]) or rest.startswith((".", ":", "?", *_DASHES)):
        return bool(rest.lstrip(".:?-\u2013\u2014").strip())
    if block.kind is BlockKind.ITEM and len(lead.split()) <= _MOST_LABEL_WORDS and rest[:1].isupper():
        return lead[:1].isupper()  # "<strong>Side effects</strong> Some people ..."
    before = block.locate(len(lead) - 1, len(lead)).end
    after = block.locate(len(block.text) - len(rest), len(block.text) - len(rest) + 1).start
    between = source.text[before:after]
    if _HARD_BREAK.search(between):
        return True
    return source.format is Format.MARKDOWN and "\n" in between and rest[:1].isupper()


def _answers(after: Block) -> bool:
    """Tell whether an item answers the one before it: a list of questions has none that does."""
    asks = "?" in after.text
    return after.kind is BlockKind.ITEM and not asks and after.text.count(" ") >= _LEAST_ANSWER_WORDS


def _question_alone(text: str) -> bool:
    text = _NUMBER.sub("", _OPENER.sub("", text))
    return (
        text.endswith("?")
        and len(text) <= 200
        and 2 <= len(text.split()) <= _MOST_QUESTION_WORDS
        and not _SENTENCE_END.search(text)
    )


def _titled_alone(text: str) -> bool:
    """Tell whether a line is written as a title: "Side Effects of Lion's Mane:"."""
    if not text.endswith(":") or not 2 <= text.count(" ") + 1 <= _MOST_TITLE_WORDS:
        return False
    return all(word[0].isupper() for word in text.split() if len(word) > _LONGEST_SMALL_WORD)


def _label(source: Source, text: str) -> bool:
    """Tell whether a page's style sheet makes a heading of words over a list: "Cautions"."""
    words = text.split()
    return (
        source.format is Format.HTML
        and len(words) <= _MOST_LABEL_WORDS
        and text[0].isupper()
        and text[-1].isalpha()
        and not any(mark in text for mark in ".,;:!?")
    )


def _names_list(text: str) -> bool:
    """Tell whether a line over a list is its title: "Side effects:", but not "We use it for:"."""
    return text.endswith(":") and len(text.split()) <= _MOST_NAMING_WORDS and is_lead(text)


def _title(text: str) -> str:
    return _OPENER.sub("", text.rstrip()).rstrip(":\u2013\u2014").rstrip()
