"""Find the boxes that flavours of Markdown draw around prose: notes, warnings, tabs, alerts, callouts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from healthlint.sources import fences
from healthlint.sources.marks import Act, Mark, titled
from healthlint.sources.masking import Stretch
from healthlint.types import Span

_DEEPEST = 50
_STOP = re.compile(
    r"^(?P<before>(?:[ \t>]|(?:[-*+:]|\d{1,9}[.)])[ \t]){0,60})(?:"
    r"(?P<fence>`{3,}|~{3,})"
    r"|(?P<colons>:{3,})(?P<head>[^\n]*)"
    r"|(?P<bangs>!!!|\?\?\?\+?|===[+!]?)[ \t]*(?P<given>[^\n]*)"
    r"|\[!(?P<kind>[A-Za-z][\w -]{0,40})(?:\|[^\]\n]*)?\][+-]?(?P<alert>[^\n]*))",
    re.MULTILINE,
)
# `:::note Title`, `:::note[Title]`, `:::note{title="Title"}`, `::: {.note title="Title"} :::::`
_HEAD = re.compile(
    r"[ \t]*(?:\{(?P<braced>[^{}]*)\}"
    r"|(?P<type>[A-Za-z][\w.-]*)(?:\[(?P<label>.*)\])?(?:\{(?P<attrs>[^{}]*)\})?)(?P<title>.*)"
)
# A box of these sorts is drawn with its sort for a title where it has no other.
_WARNS = re.compile(r"(?:warning|caution|danger)", re.IGNORECASE)
_TITLE = re.compile(r"""\btitle[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')""")
# `!!! warning inline end "Title"`, `=== "Title"`
_GIVEN = re.compile(r'(?P<types>[\w -]*?)[ \t]*(?:"(?P<title>[^\n]*)")?[ \t]*')
_BODY = re.compile(r"\n(?:[ \t>]*\n)*(?P<indent>[ \t>]*)(?=[^\s>])")
_TAB = 4
_ENTRY = "-   #"
"""An item stands in for a box with an indented body. Its heading is empty, and yet the body belongs to it."""


@dataclass(slots=True)
class Containers:
    """Hold what to mask, what a reader sees there, and where the quotes and items start that are boxes."""

    stretches: list[Stretch] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    quotes: set[int] = field(default_factory=set)
    items: set[int] = field(default_factory=set)


def find(text: str) -> Containers:
    """Find the boxes in Markdown, front matter aside."""
    found = Containers()
    opened: list[int] = []
    at = 0
    while stop := _STOP.search(text, at):
        at = stop.end()
        if stop["fence"]:
            at = fences.end(text, stop["fence"], at=at)
        elif stop["colons"]:
            _fenced(text, stop, found, opened)
        elif stop["bangs"]:
            _indented(text, stop, found)
        elif stop["before"].rstrip().endswith(">"):
            _quoted(text, stop, found)
    found.marks.sort(key=lambda mark: mark.at)
    return found


def _fenced(text: str, stop: re.Match[str], found: Containers, opened: list[int]) -> None:
    """Follow a line of colons: it opens a box, or closes the one opened last."""
    start, end = stop.start("colons"), stop.end()
    if not stop["head"].strip():
        if opened:
            found.marks += [Mark(opened.pop(), Act.OPEN), Mark(start, Act.CLOSE)]
            found.stretches.append(_blank(start, end))
        return
    head = _HEAD.match(text, stop.start("head"), end)
    if head is None or len(opened) >= _DEEPEST:
        return
    opened.append(start)
    found.stretches.append(Stretch(start, end, filler="#".ljust(end - start)))
    if named := _stripped(text, _title(head), ": \t") or _sort(text, Span(*head.span("type"))):
        found.marks.append(titled(text, named))


def _title(head: re.Match[str]) -> Span:
    for part in ("braced", "attrs"):
        if head[part] and (title := _TITLE.search(head.string, *head.span(part))):
            return Span(*title.span(1 if title[1] is not None else 2))
    return Span(*head.span("label" if head["label"] else "title"))


def _indented(text: str, stop: re.Match[str], found: Containers) -> None:
    """Follow `!!! note`, `??? note` or `=== "Tab"`: what is indented below it stands in the box."""
    start, end = stop.start("bangs"), stop.end()
    given = _GIVEN.fullmatch(text, stop.start("given"), end)
    body = _BODY.match(text, end)
    if given is None or body is None or not (given["title"] if stop["bangs"][0] == "=" else given["types"]):
        return
    before = text[stop.start() : start].expandtabs(_TAB)
    if len(body["indent"].expandtabs(_TAB)) < len(before) + _TAB:
        return
    found.items.add(start)
    found.stretches.append(Stretch(start, end, filler=_ENTRY.ljust(end - start)))
    sort = _sort(text, Span(*given.span("types"))) if given["title"] is None else None
    if named := _stripped(text, Span(*given.span("title")), " \t") or sort:
        found.marks.append(titled(text, named))


def _quoted(text: str, stop: re.Match[str], found: Containers) -> None:
    """Follow `> [!NOTE] Title`: the quote is a box."""
    start, end = stop.start("kind") - 2, stop.end()
    found.quotes.add(stop.start() + stop["before"].rindex(">"))
    found.stretches.append(_blank(start, end))
    if named := _stripped(text, Span(*stop.span("alert")), " \t") or _sort(text, Span(*stop.span("kind"))):
        found.marks.append(titled(text, named))


def _sort(text: str, span: Span) -> Span | None:
    """Return where the sort of a box stands if that is what it is titled by."""
    words = _stripped(text, span, " \t")
    return words if words and _WARNS.fullmatch(text, *words) else None


def _stripped(text: str, span: Span, chars: str) -> Span | None:
    """Return `span` without `chars` at its ends, None where nothing is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(chars))
    end = span.start + len(words.rstrip(chars))
    return Span(start, end) if start < end else None


def _blank(start: int, end: int) -> Stretch:
    return Stretch(start, end, filler=" " * (end - start))
