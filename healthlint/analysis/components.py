"""Read links and texts that are no mark-up: in components, shortcodes, frames, and bare in prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from healthlint.types import Document, Format, Link, Span

# Bounded, and none of them can cross the next opening: linear on any input.
_OPENING = re.compile(
    r"<(?P<component>[A-Z][\w.]{0,80})(?P<props>(?:\s|/)[^<>]{0,4000})?>"
    r"|\{\{[<%]?\s{0,9}(?P<shortcode>[\w./-]{1,80}+)(?P<given>[^{}]{0,2000})[>%]?\}\}"
    r"|\{%-?\s{0,9}(?P<tag>\w{1,40}+)(?P<arguments>[^{}%]{0,2000})%\}"
    r"|\[(?P<bracket>[a-z][a-z0-9]{0,30}[_-][a-z0-9_-]{1,60})\](?![(\[:])"
)
# WordPress: "[aawp box="B000000000"]", "[button url="https://..."]".
_PLUGIN = re.compile(
    r"\[(?P<plugin>[a-z][a-z0-9_-]{1,40})[ \t](?P<held>[^\[\]<>=\n]{1,60}=[^\[\]<>\n]{1,400})\](?!\()"
)
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_EXPORT = re.compile(r"^export[ \t]+(?:const|let|var)[ \t]+(\w{1,80})", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]*$", re.MULTILINE)
_CLOSED = re.compile(r"^[\])}]", re.MULTILINE)
_MOST_EXPORTS = 20
_FRAME = re.compile(
    r"""<iframe\b[^<>]{0,2000}?\ssrc\s*=\s*["'](?P<url>(?:https?:)?//[^"'\s<>]{1,2000})["']""", re.IGNORECASE
)
_SPOKEN = re.compile(r"(?<![\w@/.:-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6}/[\w?=&%.~-]{1,200}", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)
_URL = re.compile(r"""(["'])(https?://[^"'\s<>]{1,2000})\1""")
_BADGE = re.compile(r"""\b(?:badge|label|ribbon|eyebrow)\s{0,3}=\s{0,3}(["'])([^"'{}\n]{3,40})\1""")
_TEXT = re.compile(r'"([^"{}\n]{24,600})"|\'([^\'{}\n]{24,600})\'')
_NOTICE = re.compile(
    r"disclos|affiliate[-_. ]?(?:disclaim|notice|banner|note|alert|warning|message|statement)"
    r"|amazon[-_. ]?associates?(?![-_. ]?(?:link|button|box|product|image|ad))",
    re.IGNORECASE,
)

_PAID_BOX = re.compile(
    r"affiliate|aff[-_]?link|thirsty-?link|^eafl$|^easyazon|^aawp|^amalinkspro|^azonpress|^lasso$|^content-egg"
    r"|^prettylink",
    re.IGNORECASE,
)
_NO_BOX = re.compile(
    r"program|provider|dashboard|sign-?up|form|context|layout|tracker|script|schema|page$|nav|footer|ready|stats",
    re.IGNORECASE,
)
_BOX_OF_AMAZON = re.compile(r"\b(?:box|link|bestseller|new|fields|asin)\s{0,3}=")
_PRODUCT_BOX = re.compile(
    r"(?:product|amazon|buy|deal|offer|price|pricing|pick|comparison)s?[-_]?(?:card|box|button|btn|link|table|list"
    r"|grid|widget|summary|showcase|picks?|comparison)s?$|^(?:top|quick|our|best)[-_]?picks?$|^buy(?:-?now)?$|^asin$",
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
    for frame in outside_code(_FRAME, document):
        yield Link("", frame["url"], "", Span(*frame.span("url")), -1)


def spoken_links(document: Document) -> Iterator[Link]:
    """Yield the addresses that prose names without a scheme ("amzn.to/3abcdef")."""
    linked = {(link.block, link.text) for link in document.links}
    for index, block in enumerate(document.blocks):
        for found in _SPOKEN.finditer(block.text):
            if (index, found.group()) not in linked:
                url = f"https://{found.group().rstrip('.')}"
                yield Link(found.group(), url, "", block.locate(*found.span()), index)


def named_boxes(document: Document) -> Iterator[Link]:
    """Yield the components and shortcodes that by their name show an affiliate link; none has an address."""
    for name, found in _names(document):
        if _PAID_BOX.search(name) and not _NO_BOX.search(name) and not _NOTICE.search(name):
            yield Link(name, "", "", Span(found.start(), min(found.end(), found.start() + 160)), -1)
    for found in outside_code(_PLUGIN, document):
        amazon = found["plugin"] == "amazon" and _BOX_OF_AMAZON.search(found["held"])
        if amazon or (_PAID_BOX.search(found["plugin"]) and not _NOTICE.search(found["plugin"])):
            yield Link(found["plugin"], "", "", Span(*found.span()), -1)


def product_boxes(document: Document) -> Iterator[Shown]:
    """Yield the components and shortcodes that by their name show a product, its price or where to buy it."""
    for name, found in _names(document):
        if _PRODUCT_BOX.search(name):
            yield Shown(name, Span(found.start(), min(found.end(), found.start() + 160)))


def shown_at(document: Document) -> Callable[[Span], int]:
    """Return a function that tells where a reader meets a link: MDX shows its data where it uses them."""
    places = list(_data(document))

    def place(span: Span) -> int:
        return next((shown for data, shown in places if data.start <= span.start < data.end), span.start)

    return place


def component_texts(document: Document) -> Iterator[Shown]:
    """Yield the sentences handed to components and shortcodes."""
    for inside in _insides(document):
        for found in _TEXT.finditer(document.source.text, inside.start, inside.end):
            number = 1 if found[1] else 2
            if " " in found[number]:
                yield Shown(found[number], Span(*found.span(number)))


def badges(document: Document) -> Iterator[Shown]:
    """Yield the labels that components put on what they show: `badge="Partner pick"`."""
    for inside in _insides(document):
        for found in _BADGE.finditer(document.source.text, inside.start, inside.end):
            yield Shown(found[2], Span(*found.span(2)))


def notices(document: Document) -> Iterator[Shown]:
    """Yield the components and includes that by their name put a disclosure here."""
    for name, found in _names(document):
        if _NOTICE.search(name):
            yield Shown(found.group()[:160], Span(found.start(), min(found.end(), found.start() + 160)))


def _names(document: Document) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each opening with the name of what it puts there; what stands in backticks puts nothing."""
    for found in _openings(document):
        if document.source.text[max(0, found.start() - 1)] == "`":
            continue
        name = found["component"] or found["shortcode"] or found["bracket"] or ""
        if found["tag"] in ("include", "render", "partial", "embed"):
            name = (found["arguments"] or "").strip()
        elif found["tag"]:
            name = found["tag"]
        elif name in ("partial", "template", "include"):
            name = (found["given"] or "").strip()
        yield name.split(" ")[0], found


def _data(document: Document) -> Iterator[tuple[Span, int]]:
    """Yield the data that MDX exports, each with where it is first used."""
    text = document.source.text
    if not document.source.path.lower().endswith(".mdx"):
        return
    for _, found in zip(range(_MOST_EXPORTS), outside_code(_EXPORT, document), strict=False):
        line = text[found.end() : found.end() + 300].partition("\n")[0].rstrip()
        ends = (_CLOSED if line.endswith(("[", "{", "(")) else _BLANK).search(text, found.end())
        end = ends.start() if ends else len(text)
        used = re.compile(rf"\{{[^{{}}\n]{{0,80}}\b{found[1]}\b").search(text, end)
        if used:
            opening = text.rfind("<", end, used.start())
            yield Span(found.start(), end), used.start() if opening < 0 else opening


def embeds(document: Document, reach: Span) -> bool:
    """Tell whether a stretch of the source holds a picture, component or shortcode: words not read."""
    return _EMBED.search(document.source.text, reach.start, reach.end) is not None


def _quoted(document: Document) -> Iterator[re.Match[str]]:
    """Yield the addresses in quotes: anywhere in MDX, whose scripts hold lists of products."""
    if document.source.path.lower().endswith(".mdx"):
        front = _FRONT.match(document.source.text)
        begin = front.end() if front and document.meta else 0
        yield from (found for found in outside_code(_URL, document) if found.start() >= begin)
        return
    for plugin in outside_code(_PLUGIN, document):
        yield from _URL.finditer(document.source.text, *plugin.span("held"))
    for inside in _insides(document):
        yield from _URL.finditer(document.source.text, inside.start, inside.end)


def _insides(document: Document) -> Iterator[Span]:
    for found in _openings(document):
        for part in ("props", "given", "arguments"):
            if found[part]:
                yield Span(*found.span(part))


def _openings(document: Document) -> Iterator[re.Match[str]]:
    if document.source.format is Format.MARKDOWN:
        yield from outside_code(_OPENING, document)


def outside_code(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    """Yield where `pattern` is found in the source, but not in Markdown's fenced code."""
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
