"""Gather the blocks and links of a Markdown article, with the HTML elements open around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthlint.sources import elements
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.joined import Joined
from healthlint.types import Block, BlockKind, Link, Span

if TYPE_CHECKING:
    from turbohtml import Token

# A block inside several of these is of the first kind.
_PRECEDENCE = (
    BlockKind.FOOTER,
    BlockKind.ASIDE,
    BlockKind.QUOTE,
    BlockKind.CAPTION,
    BlockKind.CELL,
    BlockKind.ITEM,
)


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    kind: BlockKind | None
    skip: bool
    strong: bool
    anchor: bool


@dataclass(slots=True)
class _Anchor:
    url: str
    rel: str
    span: Span
    used: bool = False


class Page:
    """Collect text into blocks; each is of the kind of what stands open around its first word."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.boxes: list[Span] = []
        self._builder: BlockBuilder | None = None
        self._within: Counter[BlockKind] = Counter()
        self._skipped = 0
        self._heading = 0
        self._leads = False
        self._last_level = 1
        self._open_boxes: list[int] = []
        self._elements: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._anchor: _Anchor | None = None

    @property
    def depth(self) -> int:
        """Tell how many HTML elements are open."""
        return len(self._elements)

    def enter(self, kind: BlockKind) -> None:
        self.end_block()
        self._within[kind] += 1

    def leave(self, kind: BlockKind) -> None:
        self.end_block()
        self._within[kind] -= 1

    def skip(self) -> None:
        """Start a stretch that is not prose; `resume` ends it."""
        self._skipped += 1

    def resume(self) -> None:
        self._skipped -= 1

    def open_box(self) -> None:
        """Start a box: the sections that begin in it end with it."""
        self.end_block()
        self._open_boxes.append(len(self.blocks))

    def close_box(self) -> None:
        self.end_block()
        if self._open_boxes:
            start = self._open_boxes.pop()
            if start < len(self.blocks):
                self.boxes.append(Span(start, len(self.blocks)))

    def start_heading(self, level: int) -> None:
        self.end_block()
        self._heading, self._leads = level, True

    def start_title(self) -> None:
        """Start a heading one level below the one before it: of a box, an answer, a term."""
        self.end_block()
        self._heading, self._leads = min(self._last_level + 1, 6), False

    def end_heading(self) -> None:
        self.end_block()
        self._heading = 0

    def add(self, text: str, span: Span) -> None:
        if self._skipped or (self._builder is None and text.isspace()):
            return
        self._block().add(text, span)

    def blank(self, span: Span) -> None:
        if self._builder is not None and not self._skipped:
            self._builder.blank(span)

    def open_strong(self) -> None:
        if not self._skipped:
            self._block().open_strong()

    def close_strong(self) -> None:
        if self._builder is not None and not self._skipped:
            self._builder.close_strong()

    def open_link(self, url: str, span: Span) -> None:
        if not self._skipped:
            self._block().open_link(url, span)

    def close_link(self) -> None:
        if self._builder is not None and not self._skipped:
            self._builder.close_link()

    def end_block(self) -> None:
        """Finish the open block, if there is one."""
        if self._builder is None:
            return
        block, links = self._builder.finish(len(self.blocks))
        self._builder = None
        anchor = self._anchor
        for link in links:
            if anchor is None or link.span.start != anchor.span.start:
                self.links.append(link)
            elif link.text:
                anchor.used = True
                self.links.append(link)
        if block is not None:
            self.blocks.append(block)
            if block.kind is BlockKind.HEADING:
                # A heading without an end tag must not make headings of all that follows.
                self._heading = 0
                self._last_level = block.level if self._leads else self._last_level

    def close_inline(self, depth: int) -> None:
        """Close the inline elements left open above `depth`: a paragraph's end ends them."""
        while len(self._elements) > depth and self._elements[-1].tag not in elements.BLOCK:
            self._pop(None)

    def html(self, text: str, stretches: Sequence[Span], *, before: Callable[[int], None]) -> None:
        """Read one run of HTML, whose parts stand at `stretches` of `text`.

        `before` is told where each token starts, before it is read.
        """
        from turbohtml import TokenType, tokenize

        joined = Joined(text, stretches)
        for token in tokenize(joined.text, resolve_references=False, capture_source=True):
            start = joined.offset(token.line, token.col)
            before(joined.cut(start, start + 1)[0][1].start)
            kind = token.type
            if kind is TokenType.TEXT:
                for piece, span in joined.cut(start, start + len(token.data or "")):
                    self.add(piece, span)
            elif kind is TokenType.CHARACTER_REFERENCE:
                self.add(token.data or "", joined.span(start, start + len(token.source or "")))
            elif kind is TokenType.START_TAG:
                self._start_tag(token, joined.span(start, start + len(token.source or "")))
            elif kind is TokenType.END_TAG:
                if token.tag == "q" and not (token.source or "")[2:3].isupper():
                    self._end_quotation(joined.span(start, start + len(token.source or "")))
                self._end_tag(token.tag or "", joined.span(start, start + len(token.source or "")))

    def _block(self) -> BlockBuilder:
        if self._builder is None:
            kind = next((kind for kind in _PRECEDENCE if self._within[kind]), BlockKind.PARAGRAPH)
            self._builder = BlockBuilder(BlockKind.HEADING if self._heading else kind, level=self._heading)
            if self._anchor is not None:
                self._builder.open_link(self._anchor.url, self._anchor.span, rel=self._anchor.rel)
        return self._builder

    def _start_tag(self, token: Token, span: Span) -> None:
        tag, attrs = token.tag or "", token.attrs
        component = (token.source or "")[1:2].isupper()  # MDX: `<Link href=...>`
        if tag in elements.BLOCK:
            self.end_block()
        elif tag == "br":
            self.blank(span)
        if tag in elements.HEADINGS:
            self.start_heading(elements.HEADINGS[tag])
        elif tag in elements.TITLES:
            self.start_title()
        url = elements.attribute(attrs, "href") if tag == "a" else ""
        if component:
            url = next((url for name in elements.ADDRESSES if (url := elements.attribute(attrs, name))), "")
        rel = elements.attribute(attrs, "rel")
        if component and token.self_closing and url and not self._skipped:
            label = next(
                (label for name in elements.LABELS if (label := elements.attribute(attrs, name))), ""
            )
            self.links.append(Link(label, url, rel, span, -1))
            return
        if url and not self._skipped:
            self._open_anchor(url, rel, span)
        if token.self_closing or (tag in elements.VOID and not component):
            return
        # `<Button href=...>` is a link, where HTML's button is no prose.
        self._push(tag, attrs, anchor=bool(url), skip=tag in elements.SKIP and not component)
        if tag == "q" and not component:
            self.add(elements.quotation_marks(self._open["q"])[0], span)

    def _push(self, tag: str, attrs: elements.Attributes | None, *, anchor: bool, skip: bool) -> None:
        kind = elements.KINDS.get(tag)
        if elements.is_aside(tag, attrs):
            kind = BlockKind.ASIDE
        elif elements.is_footer(tag, attrs):
            kind = BlockKind.FOOTER
        if tag in elements.BOXES:
            self.open_box()
        skip = skip or elements.is_hidden(attrs)
        strong = elements.is_bold(tag, attrs) and not skip and not self._skipped
        self._elements.append(_Element(tag, kind, skip, strong, anchor))
        self._open[tag] += 1
        if strong:
            self.open_strong()
        if kind is not None:
            self._within[kind] += 1
        self._skipped += skip

    def _end_quotation(self, span: Span) -> None:
        if self._open["q"] and self._builder is not None:
            self.add(elements.quotation_marks(self._open["q"])[1], span)

    def _end_tag(self, tag: str, span: Span) -> None:
        if tag == "br":
            self.blank(span)
        if tag in elements.BLOCK:
            self.end_block()
        if not self._open[tag]:
            return
        while self._pop(span.end) != tag:
            pass

    def _pop(self, end: int | None) -> str:
        element = self._elements.pop()
        self._open[element.tag] -= 1
        if element.tag in elements.BLOCK:
            self.end_block()
        if element.tag in elements.HEADINGS or element.tag in elements.TITLES:
            self._heading = 0
        if element.tag in elements.BOXES:
            self.close_box()
        self._skipped -= element.skip
        if element.kind is not None:
            self._within[element.kind] -= 1
        if element.strong:
            self.close_strong()
        if element.anchor:
            self._close_anchor(end)
        return element.tag

    def _open_anchor(self, url: str, rel: str, span: Span) -> None:
        self._close_anchor(None)
        self._anchor = _Anchor(url, rel, span)
        if self._builder is not None:
            self._builder.open_link(url, span, rel=rel)

    def _close_anchor(self, end: int | None) -> None:
        anchor = self._anchor
        if anchor is None:
            return
        if self._builder is not None or not anchor.used:
            self._block().close_link(end=end)
        self._anchor = None
