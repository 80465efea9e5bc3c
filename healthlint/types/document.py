"""What a source says: its text, blocks, sections, links.

All offsets are code points in `Source.text`, half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """Mark the half-open range `start:end`."""

    start: int
    end: int


class Position(NamedTuple):
    """Say where an offset is for a person: line and column, both counted from 1."""

    line: int
    column: int


class Format(StrEnum):
    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Source:
    """Hold one file: its bytes as they are, and its text decoded, BOM-free, LF-normalised.

    The text of a Word file is its paragraphs, one to a line.
    """

    path: str
    format: Format
    text: str
    raw: bytes
    encoding: str
    line_starts: tuple[int, ...]

    def position(self, offset: int) -> Position:
        """Turn an offset into line and column."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    QUOTE = "quote"
    CAPTION = "caption"
    ASIDE = "aside"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Piece:
    """Map `Block.text[start:end]` to `span` of the source.

    Where both are equally long the map is one to one; else (a character reference,
    a run of white space shown as one blank) the piece is one unit.
    """

    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one piece of prose as a reader sees it, with its way back to the source.

    `pieces` cover `text` without gaps. `level` is 1 to 6 for headings, else 0.
    `lead` is how many characters at the start of `text` are set in bold (0: none).
    `row` is the same number for the cells of one row of a table, 0 where mark-up tells the rows.
    """

    kind: BlockKind
    text: str
    span: Span
    pieces: tuple[Piece, ...]
    level: int = 0
    lead: int = 0
    row: int = 0

    def locate(self, start: int, end: int) -> Span:
        """Return the smallest span of the source that holds `text[start:end]`."""
        if not self.pieces or end <= start:
            return Span(self.span.start, self.span.start)
        first = self._piece_at(start)
        last = self._piece_at(end - 1)
        linear_first = first.end - first.start == first.span.end - first.span.start
        linear_last = last.end - last.start == last.span.end - last.span.start
        begin = first.span.start + (start - first.start if linear_first else 0)
        finish = last.span.start + (end - last.start) if linear_last else last.span.end
        return Span(begin, finish)

    def _piece_at(self, index: int) -> Piece:
        low = bisect_right(self.pieces, index, key=lambda piece: piece.start)
        return self.pieces[max(low - 1, 0)]


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one hyperlink or bare URL. `block` indexes `Document.blocks`; -1: in none."""

    text: str
    url: str
    rel: str
    span: Span
    block: int


@dataclass(frozen=True, slots=True)
class Section:
    """Hold a heading (or bold lead-in, FAQ question) and what stands under it.

    `heading` indexes `Document.blocks`, None before the first heading. `title` is the
    heading's text without mark-up, `span` is that of the heading's words. A bold lead-in's
    section holds its own block. `blocks` are the indices directly under it, its
    children's blocks not among them.
    """

    heading: int | None
    title: str
    level: int
    span: Span
    blocks: tuple[int, ...]
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_blocks(self) -> Iterator[int]:
        """Yield the indices of this section's blocks and those below it."""
        for section in self.walk():
            yield from section.blocks


@dataclass(frozen=True, slots=True)
class MetaValue:
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """Hold one suppression comment, or what the front matter suppresses.

    `codes` is empty where it means every rule; `places` says where each of them stands.
    """

    kind: Literal["next-line", "disable", "enable", "file"]
    codes: tuple[str, ...]
    reason: str
    span: Span
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Hold what is wrong with the front matter: `problem` goes on after "front matter ..."."""

    problem: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stub:
    """Hold a place that a fix left for the writer to fill, and the rule that will be met then.

    `span` is that of the words "TODO (healthlint HL101): ...". No block holds them, nor the heading
    above, as long as nothing else stands under it.
    """

    code: str
    text: str
    span: Span


NEXT_TO_NOTHING = 40
"""Characters before a first heading that do not keep it from being the title."""


@dataclass(frozen=True, slots=True)
class Document:
    """Hold what a reader sees of a source: blocks in reading order, sections, links, meta.

    `meta` keys are lower-case (`title`, `description`, `author`, `date`, ...).
    `around` are the links to other sites that a web page has outside the article: in menus and banners.
    `title` is the index of the block that is the title: the first heading of level 1, else the first
    heading where next to nothing stands before it.
    """

    source: Source
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    meta: Mapping[str, tuple[MetaValue, ...]]
    directives: tuple[Directive, ...]
    notes: tuple[Note, ...] = ()
    stubs: tuple[Stub, ...] = ()
    around: tuple[Link, ...] = ()
    title: int | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", _title(self.blocks))

    def walk_sections(self) -> Iterator[Section]:
        """Yield every section in reading order."""
        for section in self.sections:
            yield from section.walk()


def _title(blocks: Sequence[Block]) -> int | None:
    first = None
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            if block.level == 1:
                return index
            first = index if first is None else first
    if first is not None and sum(len(block.text) for block in blocks[:first]) < NEXT_TO_NOTHING:
        return first
    return None
