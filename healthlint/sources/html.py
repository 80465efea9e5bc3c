"""Parse HTML: a CMS's whole pages as well as fragments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from turbohtml import Token, TokenType, tokenize

from healthlint.sources import directives, elements, frontmatter, sections
from healthlint.sources.article import select
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.bylines import bylines, marked
from healthlint.sources.context import Open, enter
from healthlint.sources.elements import Attributes
from healthlint.sources.metadata import Metadata
from healthlint.sources.openings import Openings
from healthlint.sources.regions import Found, Region, Role
from healthlint.types import BlockKind, Directive, Document, Link, Source, Span

_SIDE_BY_SIDE = frozenset(
    {("a", "a"), ("span", "span"), ("time", "time"), ("time", "span"), ("span", "time")}
)
_CLOSING = frozenset(".,;:!?)]}%'\"\u2019\u201d")
_FRAME = frozenset({"html", "head", "body"})


@dataclass(slots=True)
class _Anchor:
    url: str
    rel: str
    start: int
    number: int
    region: Region
    end: int = 0
    parts: list[str] = field(default_factory=list)
    alt: str = ""

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split()) or self.alt

    @property
    def leads_out(self) -> bool:
        return self.url.lower().startswith(("http:", "https:", "//"))

    def link(self, block: int) -> Link:
        return Link(self.text, self.url, self.rel, Span(self.start, self.end), block)


def parse(source: Source) -> Document:
    """Turn an HTML page or fragment into a document."""
    front = frontmatter.read(source.text)
    walk = _Walk(source)
    for token, span in _tokens(source, frontmatter.blanked(source.text, front.end)):
        walk.take(token, span)
    walk.finish()
    kept = select(walk.found, walk.regions, titles=walk.metadata.titles)
    blocks = [item.block for item in kept]
    numbers = [item.number for item in kept]
    index = {number: place for place, number in enumerate(numbers)}
    links: list[Link] = []
    around: list[Link] = []
    for anchor in walk.links:
        if anchor.number in index or _stands_alone(anchor, walk.numbers):
            links.append(anchor.link(index.get(anchor.number, -1)))
        elif anchor.leads_out and not anchor.region.shut:
            around.append(anchor.link(-1))
    names = [(key, value) for key, values in front.meta.items() for value in values]
    meta = walk.metadata.finish([*names, *marked(kept), *bylines(blocks)])
    return sections.assemble(
        source,
        blocks,
        links=links,
        meta=meta,
        directives=[*front.directives, *walk.directives],
        notes=front.notes,
        boxes=[Span(bisect_left(numbers, box.start), bisect_left(numbers, box.end)) for box in walk.boxes],
        around=around,
    )


def _stands_alone(anchor: _Anchor, numbers: set[int]) -> bool:
    """Tell whether a link counts though its block is none: a picture's, or a shop's in the side bar."""
    if anchor.region.dropped:
        return False
    if anchor.number not in numbers and anchor.region.inside:
        return True
    return anchor.region.aside and anchor.leads_out


def _tokens(source: Source, text: str) -> Iterator[tuple[Token, Span]]:
    """Yield each token with the span it has in the source."""
    # A bare carriage return would count as a line; one of the same length does not.
    for token in tokenize(text.replace("\r", " "), resolve_references=False, capture_source=True):
        start = source.line_starts[token.line - 1] + token.col
        length = len((token.data if token.type is TokenType.TEXT else token.source) or "")
        yield token, Span(start, start + length)


class _Walk:
    """Follow the tokens with the stack of open elements; gather blocks, links, meta, directives."""

    def __init__(self, source: Source) -> None:
        self.found: list[Found] = []
        self.links: list[_Anchor] = []
        self.numbers: set[int] = set()
        self.boxes: list[Span] = []
        self.directives: list[Directive] = []
        self.metadata = Metadata()
        self.regions = [Region(Role.PAGE)]
        self._source = source
        self._open = Openings(Open("", BlockKind.PARAGRAPH, 0, self.regions[0]), closed=self._closed)
        self._builder: BlockBuilder | None = None
        self._builder_region = self.regions[0]
        self._byline = self._asks = False
        self._number = 0
        self._open_boxes: list[int] = []
        self._linked = self._jumps = 0
        self._level = 1
        self._broken = False
        self._anchor: _Anchor | None = None
        self._end = 0
        self._ended: str | None = None
        self._seam: Span | None = None

    def take(self, token: Token, span: Span) -> None:
        """Follow one token."""
        if token.type is TokenType.START_TAG:
            self._start(token, span)
        elif token.type is TokenType.END_TAG:
            self._close(token.tag or "", span)
        elif token.type in (TokenType.TEXT, TokenType.CHARACTER_REFERENCE):
            self._text(token, span)
            self._seam = None
        elif token.type is TokenType.COMMENT:
            self.directives.extend(directives.find(token.source or "", offset=span.start))
        self._end = span.end
        self._ended = token.tag if token.type is TokenType.END_TAG else None

    def finish(self) -> None:
        """Close what the source left open."""
        self._open.close_all()
        self._flush()

    def _start(self, token: Token, span: Span) -> None:
        tag, attrs = token.tag or "", token.attrs or []
        self.metadata.start(tag, attrs, span)
        if tag in _FRAME:
            return
        if (self._ended, tag) in _SIDE_BY_SIDE:
            self._seam = span
        self._open.imply(tag, heading_has_text=self._builder is not None and not self._builder.empty)
        block = tag in elements.BLOCK
        if block:
            self._flush()
        here = self._open.top
        if tag == "br":
            self._break(span)
        elif tag == "img" and self._anchor is not None and not here.unseen:
            self._anchor.alt = self._anchor.alt or elements.attribute(attrs, "alt").strip()
        if tag in elements.VOID:
            return
        entry = enter(tag, attrs, around=here, level=self._level)
        if entry.region is not here.region:
            self.regions.append(entry.region)
        if entry.kind is BlockKind.HEADING and tag in elements.HEADINGS:
            self._level = entry.level
            entry.region.titled |= entry.level == 1
        if entry.kind is not here.kind:
            self._flush()
        if entry.unseen and not here.unseen and self._builder is not None:
            self._builder.blank(span)
        self._open.push(entry)
        if tag in elements.BOXES:
            self._open_boxes.append(self._number + 1)
        if entry.unseen:
            return
        if entry.bold and self._open.bold == 1 and self._builder is not None:
            self._builder.open_strong()
        if tag == "a":
            self._open_anchor(attrs, span)
        elif tag == "q":
            self._write(elements.quotation_marks(self._open.count("q"))[0], span)

    def _open_anchor(self, attrs: Attributes, span: Span) -> None:
        self._close_anchor(span.start)
        url = elements.attribute(attrs, "href").strip()
        # What opens an answer leads nowhere: a list of such is no table of contents.
        if url and not (url.startswith("#") and elements.is_toggle("a", attrs)):
            number = self._number if self._builder is not None else self._number + 1
            rel = elements.attribute(attrs, "rel")
            self._anchor = _Anchor(url, rel, span.start, number, self._open.top.region)

    def _close_anchor(self, end: int) -> None:
        if self._anchor is not None:
            self._anchor.end = end
            self.links.append(self._anchor)
            self._anchor = None

    def _close(self, tag: str, span: Span) -> None:
        if tag == "a":
            self._close_anchor(span.end)
        elif tag == "q" and self._open.count("q") and self._builder is not None and not self._open.top.unseen:
            self._write(elements.quotation_marks(self._open.count("q"))[1], span)
            self._seam = None
        if tag in ("p", "br"):
            self._flush()
        self._open.close(tag)

    def _closed(self, entry: Open) -> None:
        """Follow an element's end, written or implied."""
        if entry.tag == "title":
            self.metadata.end_title()
        if entry.tag == "a":
            self._close_anchor(self._end)
        if entry.bold and self._open.bold == 0 and self._builder is not None:
            self._builder.close_strong()
        if entry.tag in elements.BLOCK or entry.kind is not self._open.top.kind:
            self._flush()
        if entry.tag in elements.BOXES:
            self.boxes.append(Span(self._open_boxes.pop(), self._number + 1))

    def _break(self, span: Span) -> None:
        if self._builder is None:
            return
        if self._broken:
            self._flush()
        else:
            self._builder.blank(span)
            self._broken = True

    def _text(self, token: Token, span: Span) -> None:
        here = self._open.top
        data = token.data or ""
        if token.type is TokenType.TEXT:
            data = self._source.text[span.start : span.end]
        if here.unseen:
            self.metadata.text(here.tag, data, span)
            return
        self._write(data, span)

    def _write(self, data: str, span: Span) -> None:
        """Add what a reader sees to the block, or begin one with it."""
        if self._builder is None:
            if not data.strip():
                return
            self._begin(self._open.top)
        builder = self._builder
        if builder is None:
            return
        if data.strip():
            self._broken = False
            if self._anchor is not None:
                count = len("".join(data.split()))
                self._linked += count
                self._jumps += count if self._anchor.url.startswith("#") else 0
        if self._anchor is not None:
            self._anchor.parts.append(data)
        # Style sheets keep `<span>Price</span><span>£5</span>` apart; a word goes on in small letters.
        if (
            self._seam is not None
            and (data[:1].isupper() or not data[:1].isalpha())
            and data[:1] not in _CLOSING
        ):
            builder.blank(self._seam)
        builder.add(data, span)

    def _begin(self, here: Open) -> None:
        self._number += 1
        self._builder = BlockBuilder(here.kind, level=here.level)
        self._builder_region = here.region
        self._byline, self._asks = here.byline, here.asks
        self._linked = self._jumps = 0
        if self._open.bold:
            self._builder.open_strong()
        if self._anchor is not None:
            if self._anchor.parts:
                self._anchor.parts.append(" ")
            else:
                self._anchor.number = self._number

    def _flush(self) -> None:
        builder, self._builder, self._broken = self._builder, None, False
        if builder is None:
            return
        block, _ = builder.finish(self._number)
        if block is not None and not (self._asks and not block.text.endswith("?")):
            self.numbers.add(self._number)
            self.found.append(
                Found(self._number, block, self._builder_region, self._linked, self._jumps, self._byline)
            )
