"""Parse Markdown: CommonMark with tables, footnotes, task lists, and the HTML inside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from pyromark import Markdown, Options

from healthlint.sources import directives, frontmatter, masking, mdx, urls
from healthlint.sources.page import Page
from healthlint.sources.sections import assemble
from healthlint.types import BlockKind, Document, Source, Span

# Metadata options stay off: they would take a later `---` for front matter as well.
_PARSER = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
)
# Site builders put these in: `{{< figure src="x" >}}`, `{{ page.title }}`, `{% include y %}`.
_SHORTCODE = re.compile(r"\{\{[^{}\n]{0,500}\}\}|\{%[^{}\n]{0,500}%\}")
_KINDS = {
    "Item": BlockKind.ITEM,
    "BlockQuote": BlockKind.QUOTE,
    "FootnoteDefinition": BlockKind.ASIDE,
    "TableCell": BlockKind.CELL,
}
_WIDE = re.compile(r"[^\x00-\x7f]")
_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


def parse(source: Source) -> Document:
    """Parse Markdown or MDX."""
    front = frontmatter.read(source.text)
    text = frontmatter.blanked(source.text, front.end)
    if source.path.lower().endswith(".mdx"):
        text = masking.masked(text, list(mdx.stretches(text)))
    if "{" in text:
        text = masking.masked(text, [masking.Stretch(*mark.span()) for mark in _SHORTCODE.finditer(text)])
    walker = _Walker(text)
    walker.walk()
    blocks, links = walker.page.blocks, walker.page.links
    links = sorted([*links, *urls.all_bare_links(blocks, links)], key=lambda link: link.span)
    comments = directives.find(source.text, code=walker.code)
    suppressed = (*front.directives, *comments)
    return assemble(source, blocks, links=links, meta=front.meta, directives=suppressed, notes=front.notes)


class _Walker:
    """Turn the parser's events into calls of a page; `code` gathers where code stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page()
        self.code: list[Span] = []
        self._depth = 0
        self._html: list[Span] = []

    def walk(self) -> None:
        place_of = _from_bytes(self.text)
        for event, place in _PARSER.events_with_range(self.text):
            span = Span(place_of(place["start"]), place_of(place["end"]))
            if isinstance(event, str):
                self._mark(event, span)
            else:
                name, value = next(iter(event.items()))
                self._event(name, value, span)
        self.page.end_block()

    def _mark(self, event: str, span: Span) -> None:
        if event == "Rule":
            self.page.end_block()
        else:
            self.page.blank(span)

    def _event(self, name: str, value: Any, span: Span) -> None:
        if name == "Text":
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
            self.page.html(self.text, [span])

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
            page.skip()
            self.code.append(span)
        elif tag == "Heading":
            page.start_heading(_LEVELS[value["level"]])
            self._depth = page.depth
        elif tag in _KINDS:
            page.enter(_KINDS[tag])
            self._depth = page.depth
        elif tag not in ("Emphasis", "Strikethrough"):
            page.end_block()
            self._depth = page.depth

    def _end(self, tag: str, value: Any) -> None:
        del value
        page = self.page
        if tag == "Strong":
            page.close_strong()
        elif tag == "Link":
            page.close_link()
        elif tag in ("Image", "CodeBlock"):
            page.resume()
        elif tag == "HtmlBlock":
            if self._html:
                page.html(self.text, self._html)
                self._html = []
        elif tag == "Heading":
            page.close_inline(self._depth)
            page.end_heading()
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


def _from_bytes(text: str) -> Callable[[int], int]:
    """Return the map from UTF-8 byte offsets to code points."""
    if text.isascii():
        return int
    ends: list[int] = []  # in bytes, of each character beyond ASCII
    surplus = [0]  # of bytes over code points, before each of them
    for char in _WIDE.finditer(text):
        code = ord(char.group())
        width = 2 if code < 0x800 else 3 if code < 0x10000 else 4
        ends.append(char.start() + surplus[-1] + width)
        surplus.append(surplus[-1] + width - 1)
    return lambda offset: offset - surplus[bisect_right(ends, offset)]
