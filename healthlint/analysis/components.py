"""Read links and texts that are no mark-up: in components, shortcodes, frames, and bare in prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from healthlint.types import Document, Format, Link, Span

# Bounded, and none of them can cross the next opening: linear on any input.
_OPENING = re.compile(
    r"<(?P<component>[A-Z][\w.]{0,80})(?P<props>(?:\s|/)[^<>]{0,4000})?>"
    r"|\{\{[<%]?\s{0,9}(?P<shortcode>[\w./-]{1,80}+)(?P<given>[^{}]{0,2000})[>%]?\}\}"
    r"|\{%-?\s{0,9}(?P<tag>\w{1,40}+)(?P<arguments>[^{}%]{0,2000})%\}"
    r"|\[(?P<bracket>[a-z][a-z0-9]{0,30}[_-][a-z0-9_-]{1,60})\](?![(\[:])"
)
_FRAME = re.compile(
    r"""<iframe\b[^<>]{0,2000}?\ssrc\s*=\s*["'](?P<url>(?:https?:)?//[^"'\s<>]{1,2000})["']""", re.IGNORECASE
)
_SPOKEN = re.compile(r"(?<![\w@/.:-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6}/[\w?=&%.~-]{1,200}", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)
_URL = re.compile(r"""(["'])(https?://[^"'\s<>]{1,2000})\1""")
_TEXT = re.compile(r'"([^"{}\n]{24,600})"|\'([^\'{}\n]{24,600})\'')
_NOTICE = re.compile(
    r"disclos|affiliate[-_. ]?(?:disclaim|notice|banner|note|alert|warning|message|statement)"
    r"|amazon[-_. ]?associates?(?![-_. ]?(?:link|button|box|product|image|ad))",
    re.IGNORECASE,
)

_EMBED = re.compile(
    r"<(?:[A-Z]|img\b|picture\b|iframe\b|video\b|object\b|svg\b|table\b)|\{\{|\{%|!\[|^\[[a-z][\w-]*[\] ]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a text that a component is given, with where it stands."""

    text: str
    span: Span


def component_links(document: Document) -> Iterator[Link]:
    """Yield the web addresses that frames, components and shortcodes show, save those known as links."""
    known = sorted(link.span for link in document.links)
    starts = [span.start for span in known]
    for found in _quoted(document):
        span = Span(*found.span(2))
        before = bisect_right(starts, span.start) - 1
        if before < 0 or known[before].end <= span.start:
            yield Link("", found[2], "", span, -1)
    for frame in _outside_code(_FRAME, document):
        yield Link("", frame["url"], "", Span(*frame.span("url")), -1)


def spoken_links(document: Document) -> Iterator[Link]:
    """Yield the addresses that prose names without a scheme ("amzn.to/3abcdef")."""
    linked = {(link.block, link.text) for link in document.links}
    for index, block in enumerate(document.blocks):
        for found in _SPOKEN.finditer(block.text):
            if (index, found.group()) not in linked:
                url = f"https://{found.group().rstrip('.')}"
                yield Link(found.group(), url, "", block.locate(*found.span()), index)


def component_texts(document: Document) -> Iterator[Shown]:
    """Yield the sentences handed to components and shortcodes."""
    for inside in _insides(document):
        for found in _TEXT.finditer(document.source.text, inside.start, inside.end):
            number = 1 if found[1] else 2
            if " " in found[number]:
                yield Shown(found[number], Span(*found.span(number)))


def notices(document: Document) -> Iterator[Shown]:
    """Yield the components and includes that by their name put a disclosure here."""
    for found in _openings(document):
        name = found["component"] or found["shortcode"] or found["bracket"] or ""
        if found["tag"] in ("include", "render", "partial", "embed"):
            name = (found["arguments"] or "").strip()
        elif found["tag"]:
            name = found["tag"]
        elif name in ("partial", "template", "include"):
            name = (found["given"] or "").strip()
        if _NOTICE.search(name.split(" ")[0]):
            yield Shown(found.group()[:160], Span(found.start(), min(found.end(), found.start() + 160)))


def embeds(document: Document, reach: Span) -> bool:
    """Tell whether a stretch of the source holds a picture, component or shortcode: words not read."""
    return _EMBED.search(document.source.text, reach.start, reach.end) is not None


def _quoted(document: Document) -> Iterator[re.Match[str]]:
    """Yield the addresses in quotes: anywhere in MDX, whose scripts hold lists of products."""
    if document.source.path.lower().endswith(".mdx"):
        yield from _outside_code(_URL, document)
        return
    for inside in _insides(document):
        yield from _URL.finditer(document.source.text, inside.start, inside.end)


def _insides(document: Document) -> Iterator[Span]:
    for found in _openings(document):
        for part in ("props", "given", "arguments"):
            if found[part]:
                yield Span(*found.span(part))


def _openings(document: Document) -> Iterator[re.Match[str]]:
    if document.source.format is Format.MARKDOWN:
        yield from _outside_code(_OPENING, document)


def _outside_code(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    text = document.source.text
    code = _fenced(text) if document.source.format is Format.MARKDOWN else []
    for found in pattern.finditer(text):
        # An odd number of fences before it: it stands inside one.
        if bisect_right(code, found.start()) % 2 == 0:
            yield found


def _fenced(text: str) -> list[int]:
    """List where code fences open and close, in turn."""
    edges: list[int] = []
    opened = ""
    for fence in _FENCE.finditer(text):
        if not opened:
            opened = fence[1]
        elif fence[1].startswith(opened):
            opened = ""
        else:
            continue
        edges.append(fence.start())
    return edges
