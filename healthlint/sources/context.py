"""Say what an HTML element makes of the text in it: its kind, its part of the page, whether it is seen."""

from __future__ import annotations

from dataclasses import dataclass

from healthlint.sources import elements
from healthlint.sources.elements import Attributes
from healthlint.sources.regions import Region, Role
from healthlint.types import BlockKind

_UNSEEN = elements.SKIP - {"nav"}
_HELD = frozenset({BlockKind.ASIDE, BlockKind.FOOTER})


@dataclass(slots=True)
class Open:
    """Hold an open element and what it makes of the text in it; what it hides may open at a click.

    Where `asks`, its text is prose only if it is a question.
    """

    tag: str
    kind: BlockKind
    level: int
    region: Region
    unseen: bool = False
    bold: bool = False
    byline: bool = False
    opens: bool = False
    asks: bool = False


def enter(tag: str, attrs: Attributes, *, around: Open, level: int) -> Open:
    """Return the element that opens in `around`, under a heading of `level`."""
    entry = Open(tag, around.kind, around.level, around.region, unseen=around.unseen, asks=around.asks)
    if entry.unseen:
        return entry
    heading = around.kind is BlockKind.HEADING
    asks = elements.is_question(attrs)
    opener = tag == "button" or elements.attribute(attrs, "role") == "button"
    question = opener and (asks or (around.opens and elements.attribute(attrs, "aria-expanded") != ""))
    if tag == "button" and not question and not heading and elements.is_toggle(tag, attrs):
        question = entry.asks = True
    hidden = elements.is_hidden(attrs) and not (around.opens and tag in elements.BLOCK)
    entry.opens = around.opens or asks
    if hidden or (tag in _UNSEEN and not (tag == "button" and (heading or question))):
        entry.unseen = True
        return entry
    entry.bold = elements.is_bold(tag, attrs)
    entry.byline = elements.is_byline(attrs, around=around.byline)
    role = _role(tag, attrs, around) if tag in elements.BLOCK else None
    if role is not None:
        entry.region = around.region.open(role)
        entry.region.shut |= elements.is_shut(tag, attrs)
    if question and not heading:
        tag = "summary"
    elif elements.attribute(attrs, "role") == "heading" and not heading:
        rank = elements.attribute(attrs, "aria-level")
        tag = f"h{rank}" if rank in tuple("123456") else "h2"
    _give_kind(entry, tag, level)
    return entry


def _give_kind(entry: Open, tag: str, level: int) -> None:
    if entry.region.role is Role.ASIDE:
        entry.kind = BlockKind.ASIDE
    if entry.region.footer:
        entry.kind = BlockKind.FOOTER
    if entry.kind in _HELD:
        entry.level = 0
    elif tag in elements.HEADINGS and not entry.byline:
        entry.kind, entry.level = BlockKind.HEADING, elements.HEADINGS[tag]
    elif tag in elements.TITLES:
        entry.kind, entry.level = BlockKind.HEADING, min(6, level + 1)
    elif tag in elements.KINDS:
        entry.kind, entry.level = elements.KINDS[tag], 0


def _role(tag: str, attrs: Attributes, around: Open) -> Role | None:
    """Say which part of the page an element opens, if any."""
    if tag == "footer" and around.kind in (BlockKind.QUOTE, BlockKind.CAPTION):
        return None
    if elements.is_boilerplate(tag, attrs):
        return Role.BOILERPLATE
    if tag == "main" or elements.attribute(attrs, "role") == "main":
        return Role.MAIN
    if tag == "article" or elements.is_content(attrs):
        return Role.ARTICLE
    if elements.is_footer(tag, attrs):
        return Role.FOOTER
    if elements.is_aside(tag, attrs):
        return Role.ASIDE
    if elements.is_notice(attrs):
        return Role.NOTICE
    return Role.HEADER if tag == "header" and around.region.role is Role.PAGE else None
