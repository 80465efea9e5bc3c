"""Write Word files that are nearly valid: parts of odd XML, and good files with bytes turned."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape, quoteattr

import docx
from hypothesis import strategies as st

from fuzz import pieces
from fuzz.prose import plain

BODY = "word/document.xml"
_NAMESPACES = " ".join(
    f'xmlns:{name}="{url}"'
    for name, url in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)
_STYLES = ("Heading1", "Heading2", "Title", "ListBullet", "Quote", "TOC1", "Caption", "Nowhere", "")
_NUMBERS = ("0", "1", "9", "-1", "x", "99999999999", "²", "")
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))


def _text(value: str) -> str:
    return escape(value.translate(_NOT_XML))


_texts = plain.map(lambda value: f"<w:t>{_text(value)}</w:t>")
_in_run = st.one_of(
    _texts,
    _texts,
    st.sampled_from(
        (
            "<w:br/>",
            "<w:tab/>",
            "<w:cr/>",
            "<w:noBreakHyphen/>",
            "<w:footnoteReference w:id='1'/>",
            "<w:rPr><w:b/></w:rPr>",
            "<w:rPr><w:b w:val='0'/><w:vanish/></w:rPr>",
            "<w:rPr><w:rStyle w:val='Strong'/></w:rPr>",
            "<w:fldChar w:fldCharType='begin'/>",
            "<w:fldChar w:fldCharType='separate'/>",
            "<w:fldChar w:fldCharType='end'/>",
            f"<w:instrText> HYPERLINK &quot;{escape(pieces.PAID)}&quot; </w:instrText>",
            "<w:instrText> HYPERLINK x</w:instrText>",
            "<w:drawing><a:hlinkClick r:id='rId1'/></w:drawing>",
            "<w:drawing><a:hlinkClick r:id='rId999'/></w:drawing>",
            "<w:t/>",
            "<!-- c -->",
            "<?pi x?>",
        )
    ),
)
_run = st.lists(_in_run, max_size=4).map(lambda parts: f"<w:r>{''.join(parts)}</w:r>")


def _inlines(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = (
        ("<w:hyperlink r:id='rId1'>", "</w:hyperlink>"),
        ("<w:hyperlink w:anchor='x'>", "</w:hyperlink>"),
        ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:del>", "</w:del>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (f"<w:fldSimple w:instr='HYPERLINK &quot;{escape(pieces.PAID)}&quot;'>", "</w:fldSimple>"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>",
            "</w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:r>",
        ),
        ("<w:smartTag>", "</w:smartTag>"),
    )
    joined = st.lists(inner, max_size=4).map("".join)
    return st.builds(lambda content, mark: f"{mark[0]}{content}{mark[1]}", joined, st.sampled_from(marks))


_properties = st.builds(
    lambda style, level, number: f"<w:pPr>{style}{level}{number}</w:pPr>",
    st.sampled_from(("", *(f"<w:pStyle w:val='{name}'/>" for name in _STYLES))),
    st.sampled_from(("", "", *(f"<w:outlineLvl w:val='{value}'/>" for value in _NUMBERS))),
    st.sampled_from(("", "", *(f"<w:numPr><w:numId w:val='{value}'/></w:numPr>" for value in _NUMBERS))),
)
_paragraph = st.builds(
    lambda look, content: f"<w:p>{look}{content}</w:p>",
    _properties,
    st.lists(st.recursive(_run, _inlines, max_leaves=6), max_size=4).map("".join),
)


def _tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(inner, max_size=4).map("".join)
    return joined.map(lambda cells: f"<w:tbl><w:tr><w:tc>{cells}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>")


_body = st.lists(st.recursive(_paragraph, _tables, max_leaves=8), max_size=8).map(
    lambda blocks: (
        f"<w:document {_NAMESPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>".encode()
    )
)
_spoils = st.lists(
    st.tuples(st.floats(0, 1, allow_nan=False), st.integers(0, 40), st.binary(max_size=12)), max_size=6
)


@cache
def template() -> Mapping[str, bytes]:
    """Return the parts of an empty file, as python-docx writes it, with one link outside."""
    word = docx.Document()
    word.add_heading("Microneedling", 0)
    word.add_paragraph(" ".join(pieces.SENTENCES))
    word.sections[0].footer.paragraphs[0].text = "Talk to your doctor."
    word.core_properties.title = "Microneedling"
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    link = (
        f'<Relationship Id="rId1" TargetMode="External" Target={quoteattr(pieces.PAID)} '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
    )
    relations = "word/_rels/document.xml.rels"
    parts[relations] = (
        parts[relations].replace(b'Id="rId1"', b'Id="rId777"').replace(b"</Relationships>", link.encode())
    )
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _turned(raw: bytes, spoils: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, new in spoils:
        at = int(where * len(raw))
        raw = raw[:at] + new + raw[at + length :]
    return raw


def _with(name: str, change: bytes | list[tuple[float, int, bytes]] | None) -> bytes:
    parts = dict(template())
    if change is None:
        parts.pop(name)
    else:
        parts[name] = change if isinstance(change, bytes) else _turned(parts[name], change)
    return _packed(parts)


_names = st.sampled_from(sorted(template()))
word_files = st.one_of(
    _body.map(lambda body: _with(BODY, body)),
    _body.map(lambda body: _with(BODY, body)),
    st.builds(_with, _names, _spoils),
    st.builds(_with, _names, st.one_of(st.none(), st.binary(max_size=30))),
    st.builds(lambda spoils: _turned(_packed(template()), spoils), _spoils),
)
