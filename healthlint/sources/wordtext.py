"""Walk a Word file in reading order: its paragraphs, and the stretches of text in each.

python-docx's own walk passes over what reviewers inserted, content controls and text boxes,
all of which a reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from healthlint.sources.wordstyles import Style, is_numbered, outline_level, switch
from healthlint.types import BlockKind

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_COMPATIBLE}Choice", f"{_COMPATIBLE}Fallback"
_UNSEEN = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr"), _FALLBACK})
_PARAGRAPH, _ROW, _CELL, _BOX = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
_RUN, _LINK, _FIELD = qn("w:r"), qn("w:hyperlink"), qn("w:fldSimple")
_NOTE = frozenset({qn("w:footnote"), qn("w:endnote")})
_DRAWN = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object"), f"{_COMPATIBLE}AlternateContent"})
_CHARS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-"}
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
_PICTURE_LINK = qn("a:hlinkClick")
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"\s]{1,4000})"', re.IGNORECASE)
_LONGEST_CODE = 8000
# A line is a paragraph: nothing in it may end the line.
_LINE_ENDS = str.maketrans("\n\r", "  ")


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Hold where a hyperlink leads; each link in the text has its own."""

    url: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold text of one look. `ends_line`: it is the blank that stands for a line break."""

    text: str
    bold: bool = False
    target: Target | None = None
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph. `kind` is None where it is no prose: an entry of the contents.

    `row` numbers the row of a table that it stands in, 0 outside of tables.
    """

    kind: BlockKind | None
    level: int
    title: bool
    row: int
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)


@dataclass(slots=True)
class _OpenField:
    """Hold a field whose code or result is being read; `around` are its surroundings."""

    target: Target | None
    hidden: bool
    code: str = ""


@dataclass(slots=True)
class _Reading:
    """Gather one paragraph: its stretches, the text boxes that hang on it, open fields."""

    style: Style
    stretches: list[Stretch] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    fields: list[tuple[_OpenField, _OpenField]] = field(default_factory=list)
    now: _OpenField = field(default_factory=lambda: _OpenField(None, hidden=False))


class Walk:
    """Walk one part of a Word file."""

    def __init__(self, part: Part, styles: Mapping[str, Style]) -> None:
        self._part = part
        self._styles = styles
        self._rows = 0

    def paragraphs(
        self, root: Iterable[BaseOxmlElement], kind: BlockKind = BlockKind.PARAGRAPH, *, row: int = 0
    ) -> Iterator[Paragraph]:
        """Yield the paragraphs among and below the elements; `kind` is that of plain ones."""
        # lxml refuses XML nested deeper than 256, so that this cannot recurse without end.
        for element in root:
            if element.tag == _PARAGRAPH:
                yield from self._paragraph(element, kind, row)
            elif element.tag in _NOTE:
                if element.get(qn("w:type"), "normal") == "normal":
                    yield from self.paragraphs(element, kind)
            elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
                inner = kind
                if element.tag == _CELL and kind is BlockKind.PARAGRAPH:
                    inner = BlockKind.CELL
                if element.tag == _ROW:
                    self._rows += 1
                    yield from self.paragraphs(element, inner, row=self._rows)
                else:
                    yield from self.paragraphs(element, inner, row=row)

    def _paragraph(self, element: BaseOxmlElement, around: BlockKind, row: int) -> Iterator[Paragraph]:
        properties = element.find(qn("w:pPr"))
        style = self._styles[""]
        numbered = outline = None
        if properties is not None:
            named = properties.find(qn("w:pStyle"))
            style = style if named is None else self._styles.get(named.get(qn("w:val"), ""), style)
            numbered, outline = is_numbered(properties), outline_level(properties)
        reading = _Reading(style)
        self._inline(element, reading, None)
        level = (style.level or 0) if outline is None else outline
        kind: BlockKind | None = style.kind or around
        if around in (BlockKind.ASIDE, BlockKind.FOOTER):
            kind, level = around, 0
        elif style.contents:
            kind, level = None, 0
        elif level:
            kind = BlockKind.HEADING
        elif numbered:
            kind = BlockKind.ITEM
        elif numbered is False and kind is BlockKind.ITEM:
            kind = around
        yield Paragraph(kind, level, style.title and level == 1, row, tuple(reading.stretches))
        inside = BlockKind.FOOTER if around is BlockKind.FOOTER else BlockKind.ASIDE
        for box in reading.boxes:
            yield from self.paragraphs(box, inside)

    def _inline(self, element: BaseOxmlElement, reading: _Reading, target: Target | None) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child, reading, target)
            elif tag in (_LINK, _FIELD):
                inner = Target(self._address(child)) if tag == _LINK else _coded(child.get(qn("w:instr"), ""))
                before = len(reading.stretches)
                self._inline(child, reading, inner or target)
                if inner is not None and inner.url and len(reading.stretches) == before:
                    reading.stretches.append(Stretch("", target=inner))
            elif isinstance(tag, str) and tag not in _UNSEEN:
                self._inline(child, reading, target)

    def _address(self, element: BaseOxmlElement) -> str:
        """Return where a hyperlink leads, by its relation to an address outside of the file."""
        relation = self._part.rels.get(element.get(qn("r:id"), ""))
        url = relation.target_ref if relation is not None and relation.is_external else ""
        anchor = element.get(qn("w:anchor"), "")
        return f"{url}#{anchor}" if anchor else url

    def _run(self, run: BaseOxmlElement, reading: _Reading, target: Target | None) -> None:
        bold, hidden = self._look(run, reading.style)
        for child in run:
            tag, now = child.tag, reading.now
            if tag == qn("w:fldChar"):
                _field(reading, child.get(qn("w:fldCharType"), ""))
            elif tag == qn("w:instrText"):
                now.code += (child.text or "")[: max(0, _LONGEST_CODE - len(now.code))]
            elif hidden or now.hidden:
                continue
            elif tag in _DRAWN:
                self._drawing(child, reading, target)
            elif tag == qn("w:t"):
                text = (child.text or "").translate(_LINE_ENDS)
                reading.stretches.append(Stretch(text, bold, target or now.target))
            elif tag in _BREAKS:
                reading.stretches.append(Stretch(" ", bold, target or now.target, ends_line=True))
            elif tag in _CHARS:
                reading.stretches.append(Stretch(_CHARS[tag], bold, target or now.target))

    def _look(self, run: BaseOxmlElement, style: Style) -> tuple[bool, bool]:
        """Tell whether a run is bold, and whether it is hidden."""
        bold, hidden = style.bold, style.hidden
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            named = properties.find(qn("w:rStyle"))
            if named is not None:
                own = self._styles.get(named.get(qn("w:val"), ""), Style())
                bold, hidden = bold if own.bold is None else own.bold, hidden or own.hidden
            direct, unseen = switch(properties, "w:b"), switch(properties, "w:vanish")
            bold = bold if direct is None else direct
            hidden = hidden if unseen is None else unseen
        return bool(bold), hidden

    def _drawing(self, element: BaseOxmlElement, reading: _Reading, target: Target | None) -> None:
        """Gather the text boxes of a drawing, and the link of a picture."""
        for child in element:
            if child.tag == _BOX:
                reading.boxes.append(child)
            elif child.tag == _PICTURE_LINK:
                url = self._address(child)
                if url:
                    reading.stretches.append(Stretch("", target=Target(url)))
            elif isinstance(child.tag, str) and child.tag != _FALLBACK:
                self._drawing(child, reading, target)


def _field(reading: _Reading, step: str) -> None:
    """Follow the marks of a field: its code begins, its result follows, it ends."""
    if step == "begin":
        around = reading.now
        reading.now = _OpenField(around.target, hidden=True)
        reading.fields.append((around, reading.now))
    elif step == "separate" and reading.fields:
        around, opened = reading.fields[-1]
        opened.target, opened.hidden = _coded(opened.code) or around.target, around.hidden
    elif step == "end" and reading.fields:
        reading.now, _ = reading.fields.pop()


def _coded(code: str) -> Target | None:
    """Return where a field with this code leads, if it is a link."""
    found = _ADDRESS.match(code)
    return Target(found[1]) if found else None
