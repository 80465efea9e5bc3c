"""Parse Markdown: CommonMark with tables, footnotes, task lists, and the HTML inside it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from healthlint.sources import (
    containers,
    directives,
    elements,
    flavours,
    frontmatter,
    frontprose,
    masking,
    urls,
)
from healthlint.sources.containers import Containers
from healthlint.sources.dedent import Dedented
from healthlint.sources.events import read
from healthlint.sources.marks import Act, Mark
from healthlint.sources.page import Page
from healthlint.sources.sections import assemble
from healthlint.types import BlockKind, Document, Source, Span

_TAG = re.compile(r"\s*</?([a-zA-Z][a-zA-Z0-9]*)[\s/>]")
_HOLDERS = elements.BLOCK - {"p", "center", *elements.HEADINGS}
_KINDS = {
    "Item": BlockKind.ITEM,
    "BlockQuote": BlockKind.QUOTE,
    "DefinitionListDefinition": BlockKind.ITEM,
    "FootnoteDefinition": BlockKind.ASIDE,
    "TableCell": BlockKind.CELL,
}
_BOXED = frozenset({"BlockQuote", "Item"})
_ACTS = {Act.ITEM: BlockKind.ITEM, Act.CAPTION: BlockKind.CAPTION}
_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


def parse(source: Source) -> Document:
    """Parse Markdown or MDX."""
    front = frontmatter.read(source.text)
    whole = frontmatter.blanked(source.text, front.end)
    boxes = containers.find(whole)
    text = masking.masked(whole, boxes.stretches)
    marks, tag_lines = boxes.marks, frozenset[int]()
    if source.path.lower().endswith(".mdx"):
        from healthlint.sources import mdx

        found = mdx.find(text)
        text = masking.masked(text, found.stretches)
        marks = sorted([*marks, *found.marks], key=lambda mark: mark.at)
        tag_lines = frozenset(found.tag_lines)
    text = masking.masked(text, list(flavours.stretches(text)))
    walker = _Walker(text, whole, boxes)
    walker.walk(marks, Dedented(text, tag_lines))
    if frontprose.is_sparse(walker.page.blocks):
        meant, fields = frontprose.told(source.text, front.meta)
        if fields:
            walker = _Walker(text, whole, boxes)
            walker.tell(fields, meant)
            walker.walk(marks, Dedented(text, tag_lines))
    blocks, links = walker.page.blocks, walker.page.links
    links = sorted([*links, *urls.all_bare_links(blocks, links)], key=lambda link: link.span)
    comments = directives.find(source.text, code=walker.code)
    suppressed = (*front.directives, *comments)
    return assemble(
        source,
        blocks,
        links=links,
        meta=front.meta,
        directives=suppressed,
        notes=front.notes,
        boxes=walker.page.boxes,
    )


class _Walker:
    """Turn the parser's events into calls of a page; `code` gathers where code stands.

    `text` is what is parsed, `whole` is it before masking.
    """

    def __init__(self, text: str, whole: str, boxes: Containers) -> None:
        self.text = text
        self.page = Page()
        self.code: list[Span] = []
        self._whole = whole
        self._boxes = boxes
        self._marks: deque[Mark] = deque()
        self._depth = 0
        self._html: list[Span] = []
        self._indented = False
        self._inside: list[bool] = []

    def walk(self, marks: Iterable[Mark], dedented: Dedented) -> None:
        self._marks.extend(marks)
        self._read(dedented.text, dedented.place)
        self._pass(len(self._whole))
        self.page.end_block()

    def tell(self, fields: Iterable[frontprose.Told], meant: str) -> None:
        """Read what the front matter holds of the article; `meant` is the source without its escapes."""
        masked, self.text = self.text, meant
        for field in fields:
            self.page.start_title() if field.heads else self.page.end_block()
            self._read(field.words, field.place)
            self.page.end_heading()
        self.text = masked

    def _read(self, text: str, place: Callable[[int], int]) -> None:
        """Read Markdown; `place` leads from its offsets to those of the source."""
        events = list(read(text, place))
        for (event, span), following in zip(events, [*_starts(events)[1:], len(self._whole)], strict=False):
            if isinstance(event, str):
                self._break(event, span)
            else:
                name, value = next(iter(event.items()))
                # The parser lets the end of a definition reach over what comes after it.
                self._pass(min(span.end, following) - 1 if name == "End" else span.start)
                self._event(name, value, span)

    def _pass(self, at: int) -> None:
        """Show what is marked up to `at`."""
        while self._marks and self._marks[0].at <= at:
            self._show(self._marks.popleft())

    def _show(self, mark: Mark) -> None:
        page = self.page
        if mark.act is Act.OPEN:
            page.open_box()
        elif mark.act is Act.CLOSE:
            page.close_box()
        elif mark.act is Act.TITLE:
            page.start_title()
            self._inner(mark.span)
            page.end_heading()
        else:
            kind = _ACTS.get(mark.act)
            page.enter(kind) if kind else page.end_block()
            self._inner(mark.span)
            page.leave(kind) if kind else page.end_block()

    def _inner(self, span: Span) -> None:
        """Read the words at `span`, which the text that is parsed does not show."""
        masked, self.text = self.text, self._whole
        self._read(self._whole[span.start : span.end], lambda offset: offset + span.start)
        self.text = masked

    def _break(self, event: str, span: Span) -> None:
        if event == "Rule":
            self.page.end_block()
        else:
            self.page.blank(span)

    def _event(self, name: str, value: Any, span: Span) -> None:
        if name == "Text" and self._indented:
            self._html.append(span)
        elif name == "Text":
            self.page.add(value, span)
        elif name == "Start":
            self._start(*_tag(value), span=span)
        elif name == "End":
            self._end(*_tag(value))
        elif name == "Code":
            self.code.append(span)
            self.page.blank(span)
        elif name == "Html":
            # A block of HTML comes line by line: a tag or comment may reach over several.
            self._html.append(span)
        elif name == "InlineHtml":
            self.page.html(self.text, [span], before=self._pass)

    def _start(self, tag: str, value: Any, *, span: Span) -> None:
        page = self.page
        if tag == "Strong":
            page.open_strong()
        elif tag == "Link":
            url = value["dest_url"]
            page.open_link(f"mailto:{url}" if value["link_type"] == "Email" else url, span)
        elif tag == "Image":
            page.skip()
        elif tag == "CodeBlock":
            page.end_block()
            # An indented `<div>` after a blank line is code to the standard alone.
            self._indented = value == "Indented" and self._is_tag(span)
            if not self._indented:
                page.skip()
                self.code.append(span)
        elif tag == "Heading":
            page.start_heading(_LEVELS[value["level"]])
            self._depth = page.depth
        elif tag == "DefinitionListTitle":
            page.start_title()
            self._depth = page.depth
        elif tag == "DefinitionList" or (tag in _BOXED and self._is_box(tag, span)):
            page.open_box()
            self._depth = page.depth
        elif tag in _KINDS:
            page.enter(_KINDS[tag])
            self._depth = page.depth
        elif tag not in ("Emphasis", "Strikethrough"):
            page.end_block()
            self._depth = page.depth

    def _is_box(self, tag: str, span: Span) -> bool:
        """Tell whether a quote or an item is the box that a flavour of Markdown makes of it."""
        boxed = span.start in (self._boxes.quotes if tag == "BlockQuote" else self._boxes.items)
        self._inside.append(boxed)
        return boxed

    def _is_tag(self, span: Span) -> bool:
        tag = _TAG.match(self.text, span.start)
        return tag is not None and (self.page.depth > 0 or tag[1].lower() in _HOLDERS)

    def _end(self, tag: str, value: Any) -> None:
        del value
        page = self.page
        if tag == "Strong":
            page.close_strong()
        elif tag == "Link":
            page.close_link()
        elif tag == "HtmlBlock" or self._indented:
            self._indented = False
            if self._html:
                page.html(self.text, self._html, before=self._pass)
                self._html = []
        elif tag in ("Image", "CodeBlock"):
            page.resume()
        elif tag in ("Heading", "DefinitionListTitle"):
            page.close_inline(self._depth)
            page.end_heading()
        elif tag == "DefinitionList" or (tag in _BOXED and self._inside.pop()):
            page.close_box()
        elif tag in _KINDS:
            if tag == "TableCell":
                page.close_inline(self._depth)
            page.leave(_KINDS[tag])
        elif tag not in ("Emphasis", "Strikethrough"):
            if tag == "Paragraph":
                page.close_inline(self._depth)
            page.end_block()


def _tag(tag: Any) -> tuple[str, Any]:
    if isinstance(tag, str):
        return tag, None
    name, value = next(iter(tag.items()))
    return name, value


def _starts(events: Sequence[tuple[Any, Span]]) -> list[int]:
    """Return for each event where it, or the first after it that ends nothing, starts."""
    starts, following = [], events[-1][1].end if events else 0
    for event, span in reversed(events):
        if isinstance(event, str) or "End" not in event:
            following = span.start
        starts.append(following)
    return starts[::-1]
