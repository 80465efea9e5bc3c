"""Say what the styles of a Word file make of a paragraph: its kind, its level, whether it is bold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from healthlint.types import BlockKind

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Word keeps the English names of its own styles in files of every language.
_HEADING = re.compile(r"heading ([1-9])$")
_ITEM = re.compile(r"list (?:bullet|number)\b")
_KINDS = {
    "quote": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
    "block text": BlockKind.QUOTE,
    "caption": BlockKind.CAPTION,
}
_CONTENTS = re.compile(r"(?:toc [1-9]|toc heading|table of figures)$")
_DEEPEST = 6
_LONGEST_CHAIN = 50
_NONE = "\0"  # XML cannot hold it, so that no style has this id
_BODY_TEXT = 9  # the outline level of what is no heading
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """Hold what a style says; None where it leaves that to others. `level` is 0 for no heading."""

    kind: BlockKind | None = None
    level: int | None = None
    bold: bool | None = None
    title: bool = False
    contents: bool = False
    hidden: bool = False


def styles(root: BaseOxmlElement) -> Mapping[str, Style]:
    """Return the styles under `root` by their ids, what they inherit resolved; "" is the default."""
    given = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
    resolved: dict[str, Style] = {}
    for name in given:
        chain: list[str] = []
        at = name
        while at in given and at not in resolved and at not in chain[-_LONGEST_CHAIN:]:
            chain.append(at)
            at = _value(given[at], "w:basedOn") or _NONE
            if len(chain) >= _LONGEST_CHAIN:
                break
        parent = resolved.get(at, Style())
        for link in reversed(chain):
            parent = resolved[link] = _inherit(given[link], parent)
    normal = (name for name, style in given.items() if _is_default(style))
    resolved[""] = resolved.get(next(normal, ""), Style())
    return resolved


def _is_default(style: BaseOxmlElement) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0").lower() not in _OFF


def _inherit(style: BaseOxmlElement, parent: Style) -> Style:
    name = (_value(style, "w:name") or "").strip().lower()
    paragraph, run = style.find(qn("w:pPr")), style.find(qn("w:rPr"))
    kind, level = _KINDS.get(name, parent.kind), parent.level
    if name == "title":
        level = 1
    elif heading := _HEADING.match(name):
        level = min(int(heading[1]), _DEEPEST)
    elif paragraph is not None and (outline := outline_level(paragraph)) is not None:
        level = outline
    if _ITEM.match(name) or (paragraph is not None and is_numbered(paragraph)):
        kind = BlockKind.ITEM
    bold = None if run is None else switch(run, "w:b")
    hidden = None if run is None else switch(run, "w:vanish")
    return Style(
        kind,
        level,
        parent.bold if bold is None else bold,
        title=name == "title" or parent.title,
        contents=bool(_CONTENTS.match(name)),
        hidden=parent.hidden if hidden is None else hidden,
    )


def outline_level(paragraph: BaseOxmlElement) -> int | None:
    """Return the level that paragraph properties give: 1 to 6, 0 for prose, None where they give none."""
    value = _value(paragraph, "w:outlineLvl")
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 1:
        return None
    return 0 if int(value) == _BODY_TEXT else min(int(value) + 1, _DEEPEST)


def is_numbered(paragraph: BaseOxmlElement) -> bool | None:
    """Tell whether paragraph properties make a list item, None where they leave it open."""
    numbering = paragraph.find(qn("w:numPr"))
    if numbering is None:
        return None
    return _value(numbering, "w:numId") not in (None, "0")


def switch(properties: BaseOxmlElement, name: str) -> bool | None:
    """Return whether run properties turn `name` on or off, None where they leave it as it is."""
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val"), "true").lower() not in _OFF


def _value(parent: BaseOxmlElement, name: str) -> str | None:
    found = parent.find(qn(name))
    value = None if found is None else found.get(qn("w:val"))
    return value if isinstance(value, str) else None
