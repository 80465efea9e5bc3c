"""Read addresses that a page opens by script: in `onclick`, `data-href`, a form's action, a `<script>`."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from healthlint.analysis.components import outside_code
from healthlint.types import Document, Format, Link, Span

_ATTRIBUTE = re.compile(
    r"\s(?:on(?:click|mousedown|mouseup|touchend)|formaction|action|data-(?:[\w-]{0,40}-)?(?:href|url|link|hoplink))"
    r"\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\()]{4,1500}", re.IGNORECASE)
# Data that a script holds is none of the page's links; what it opens, or names to open, is.
_QUOTED = re.compile(
    r"(?:\b(?:const|let|var)\s+[\w$]{1,60}\s*=|\blocation(?:\.href)?\s*=|\bwindow\.open\(|\blocation\.(?:assign|replace)\()"
    r"\s{0,9}([\"'`])(https?://[^\"'`\s<>\\]{4,1500})\1"
)
_SCRIPT = re.compile(r"<script\b([^<>]{0,1000})>", re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?application/", re.IGNORECASE)
_WORDS = 80


def clicked_links(document: Document) -> Iterator[Link]:
    """Yield what a click on an element opens though its address stands in no `href`.

    What stands before the article's first words is left out: a menu's, or a banner's.
    """
    if document.source.format not in (Format.HTML, Format.MARKDOWN) or not document.blocks:
        return
    text = document.source.text
    begin = min(block.span.start for block in document.blocks)
    unread = _unread(document)
    known = sorted(link.span for link in document.links if link.url.lower().startswith(("http", "//")))
    for found in outside_code(_ATTRIBUTE, document):
        if found.start() < begin:
            continue
        number = 1 if found[1] is not None else 2
        address = _ADDRESS.search(html.unescape(found[number]))
        if address and not _within(unread, found.start()) and not _within(known, found.start()):
            start = text.find(address.group(), *found.span(number))
            span = Span(start, start + len(address.group())) if start >= 0 else Span(*found.span(number))
            yield Link(_words(text, found.end()), address.group(), "", span, -1)


def script_links(document: Document) -> Iterator[Link]:
    """Yield the addresses that the scripts of a web page open, or hold under a name of their own."""
    if document.source.format is not Format.HTML:
        return
    text = document.source.text
    for inside in _scripts(text):
        for found in _QUOTED.finditer(text, inside.start, inside.end):
            yield Link("", found[2], "", Span(*found.span(2)), -1)


def _words(text: str, at: int) -> str:
    """Return the words that follow the tag in which `at` lies."""
    end = text.find(">", at, at + 1000)
    if end < 0:
        return ""
    return " ".join(html.unescape(text[end + 1 : end + 1 + _WORDS].partition("<")[0]).split())


def _within(spans: list[Span], at: int) -> bool:
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before >= 0 and at < spans[before].end


def _unread(document: Document) -> list[Span]:
    """List scripts, comments and style sheets, in order: nothing in them is an element."""
    text = document.source.text
    merged: list[Span] = []
    for span in sorted(
        [*_scripts(text), *_between(text, "<!--", "-->"), *_between(text, "<style", "</style")]
    ):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _scripts(text: str) -> Iterator[Span]:
    """Yield what stands in each script, data for search engines left out."""
    at = 0
    while opening := _SCRIPT.search(text, at):
        end = text.find("</script", opening.end())
        if end < 0:
            return
        if not _DATA.search(opening[1]):
            yield Span(opening.end(), end)
        at = end


def _between(text: str, opening: str, closing: str) -> Iterator[Span]:
    at = text.find(opening)
    while at >= 0:
        end = text.find(closing, at)
        if end < 0:
            return
        yield Span(at, end)
        at = text.find(opening, end)
