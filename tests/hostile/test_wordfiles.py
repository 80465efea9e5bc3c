"""Word files that no Word wrote, beside a good article."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

Lint = Callable[..., Any]
Parts = dict[str, bytes]

BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
FOOTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
BROKEN = "is no Word document that can be read; open it in Word or LibreOffice and save it as .docx again"
BOMB = "unpacks to far more than an article holds; it may be made to harm, exclude it"


def good() -> Parts:
    word = docx.Document()
    word.add_heading("Microneedling", 0)
    for _ in range(10):
        word.add_paragraph("Microneedling is a treatment with needles. It can cause infection.")
    word.sections[0].footer.paragraphs[0].text = "Imprint"
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def within(parts: Parts, name: str, old: bytes, new: bytes) -> bytes:
    assert old in parts[name]
    return packed(parts | {name: parts[name].replace(old, new, 1)})


def entities(parts: Parts) -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    for name, inner in zip(b"bcdefghi", b"abcdefgh", strict=True):
        bomb += b'<!ENTITY %c "%s">' % (name, b"&%c;" % inner * 10)
    return within(parts, BODY, b"?>", b"?>" + bomb + b"]>")


def outside(parts: Parts) -> bytes:
    return within(parts, BODY, b"?>", b'?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>')


REFUSED: Mapping[str, tuple[Callable[[Parts], bytes], str]] = {
    "empty": (lambda _: b"", BROKEN),
    "text": (lambda _: b"# Microneedling", BROKEN),
    "cut": (lambda parts: packed(parts)[:3000], BROKEN),
    "missing body": (lambda parts: packed({n: data for n, data in parts.items() if n != BODY}), BROKEN),
    "no XML": (lambda parts: packed(parts | {BODY: b"<w:document"}), BROKEN),
    "deep": (lambda parts: within(parts, BODY, b"<w:body>", b"<w:body>" + b"<w:tbl>" * 10_000), BROKEN),
    "bomb": (lambda parts: packed(parts | {"word/media/a.xml": b" " * 60_000_000}), BOMB),
    "crowd": (lambda parts: packed(parts | {f"{n}.xml": b"" for n in range(3000)}), BOMB),
    "entities": (entities, "declares XML entities, which Word never does; exclude it"),
    "outside": (outside, "declares XML entities, which Word never does; exclude it"),
    "old": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,
        "is an old Word file (.doc) under another name",
    ),
    "large": (lambda parts: packed(parts) + b"a" * 6_000_000, "is larger than 5 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_word_file_is_told(folder: Path, lint: Lint, name: str) -> None:
    write, sentence = REFUSED[name]
    (folder / "a.docx").write_bytes(write(good()))
    run = lint()

    assert run.code == 2
    assert f"a.docx: {sentence}" in run.told
    assert run.files.keys() == {"good.md"}


READ: Mapping[str, Callable[[Parts], bytes]] = {
    "nested tables": lambda parts: within(
        parts,
        BODY,
        b"<w:body>",
        b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * 80 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 80,
    ),
    "paragraphs": lambda parts: within(parts, BODY, b"<w:body>", b"<w:body>" + b"<w:p/>" * 10_000),
    "fields": lambda parts: within(
        parts,
        BODY,
        b"<w:r>",
        b"<w:r>" + b'<w:fldChar w:fldCharType="begin"/><w:instrText>a</w:instrText>' * 2_000,
    ),
    "style loop": lambda parts: packed(
        parts | {"word/styles.xml": parts["word/styles.xml"].replace(b'w:val="Normal"', b'w:val="Title"')}
    ),
    # Each of them led through the whole footer.
    "relations": lambda parts: within(
        parts
        | {
            "word/footer1.xml": parts["word/footer1.xml"].replace(b"</w:ftr>", b"<w:p/>" * 2000 + b"</w:ftr>")
        },
        RELATIONS,
        b"</Relationships>",
        b"".join(
            b'<Relationship Id="x%d" Type="%s" Target="footer1.xml"/>' % (n, FOOTER.encode())
            for n in range(20_000)
        )
        + b"</Relationships>",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read(folder: Path, lint: Lint, name: str) -> None:
    (folder / "a.docx").write_bytes(READ[name](good()))
    run = lint()

    assert run.code == 0
    assert run.files["a.docx"]["format"] == "docx"
