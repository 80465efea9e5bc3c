"""Gather the blocks and links of a Markdown article, with the HTML elements open around them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthlint.sources import elements
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.decode import line_starts
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
_KINDS = {
    "blockquote": BlockKind.QUOTE,
    "caption": BlockKind.CAPTION,
    "dd": BlockKind.ITEM,
    "figcaption": BlockKind.CAPTION,
    "li": BlockKind.ITEM,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
}


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
        self._builder: BlockBuilder | None = None
        self._within: Counter[BlockKind] = Counter()
        self._skipped = 0
        self._heading = 0
        self._last_level = 0
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

    def start_heading(self, level: int) -> None:
        self.end_block()
        self._heading = self._last_level = level

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

    def close_inline(self, depth: int) -> None:
        """Close the inline elements left open above `depth`: a paragraph's end ends them."""
        while len(self._elements) > depth and self._elements[-1].tag not in elements.BLOCK:
            self._pop(None)

    def html(self, text: str, stretches: Sequence[Span]) -> None:
        """Read one run of HTML, whose parts stand at `stretches` of `text`."""
        from turbohtml import TokenType, tokenize

        joined = _Joined(text, stretches)
        for token in tokenize(joined.text, resolve_references=False, capture_source=True):
            start = joined.offset(token.line, token.col)
            kind = token.type
            if kind is TokenType.TEXT:
                for piece, span in joined.cut(start, start + len(token.data or "")):
                    self.add(piece, span)
            elif kind is TokenType.CHARACTER_REFERENCE:
                self.add(token.data or "", joined.span(start, start + len(token.source or "")))
            elif kind is TokenType.START_TAG:
                self._start_tag(token, joined.span(start, start + len(token.source or "")))
            elif kind is TokenType.END_TAG:
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
        elif tag == "summary":
            self._heading = min(self._last_level + 1, 6)
        url = elements.attribute(attrs, "href") if tag == "a" or component else ""
        if url and not self._skipped:
            self._open_anchor(url, elements.attribute(attrs, "rel"), span)
        if component and token.self_closing and url:
            self._close_anchor(span.end)
        if token.self_closing or (tag in elements.VOID and not component):
            return
        self._push(tag, attrs, anchor=bool(url))

    def _push(self, tag: str, attrs: elements.Attributes | None, *, anchor: bool) -> None:
        kind = _KINDS.get(tag)
        if elements.is_aside(tag, attrs):
            kind = BlockKind.ASIDE
        elif elements.is_footer(tag, attrs):
            kind = BlockKind.FOOTER
        skip = tag in elements.SKIP or elements.is_hidden(attrs)
        strong = elements.is_bold(tag, attrs) and not skip and not self._skipped
        self._elements.append(_Element(tag, kind, skip, strong, anchor))
        self._open[tag] += 1
        if strong:
            self.open_strong()
        if kind is not None:
            self._within[kind] += 1
        self._skipped += skip

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
        if element.tag in elements.HEADINGS or element.tag == "summary":
            self._heading = 0
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


class _Joined:
    """Join stretches of a text and map offsets of the whole back."""

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        merged: list[Span] = []
        for span in stretches:
            if merged and merged[-1].end == span.start:
                merged[-1] = Span(merged[-1].start, span.end)
            else:
                merged.append(span)
        self.text = "".join(text[span.start : span.end] for span in merged)
        self._spans = merged
        self._starts = [0]
        for span in merged:
            self._starts.append(self._starts[-1] + span.end - span.start)
        self._lines = line_starts(self.text)

    def offset(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column

    def cut(self, start: int, end: int) -> list[tuple[str, Span]]:
        """Cut `start:end` where a stretch ends, so that each part lies in one place."""
        parts: list[tuple[str, Span]] = []
        while start < end:
            number = bisect_right(self._starts, start) - 1
            stop = min(end, self._starts[number + 1])
            shift = self._spans[number].start - self._starts[number]
            parts.append((self.text[start:stop], Span(start + shift, stop + shift)))
            start = stop
        return parts

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source from the first to the last character of `start:end`."""
        parts = self.cut(start, end)
        return Span(parts[0][1].start, parts[-1][1].end)
