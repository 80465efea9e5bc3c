"""Open a Word file: only what is one, and no larger than an article, reaches the XML parser."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from healthlint.errors import SourceError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_MB = 1024 * 1024
_MOST = 50 * _MB
_MOST_XML = 20 * _MB
_MOST_ENTRIES = 2000
_MOST_RATIO = 100
_SMALL = _MB  # what unpacks to less than this is harmless at any ratio
_MEDIA = (".bmp", ".emf", ".gif", ".jpeg", ".jpg", ".odttf", ".png", ".svg", ".tif", ".tiff", ".wmf")

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

BROKEN = "is no Word document that can be read; open it in Word or LibreOffice and save it as .docx again"
_LOCKED = "is protected by a password; save a copy without one"
_OLD = "is an old Word file (.doc) under another name; open it and save it as .docx"
_BOMB = "unpacks to far more than an article holds; it may be made to harm, exclude it"


def opened(path: str, raw: bytes) -> WordDocument:
    """Open a Word document held in memory. Raises SourceError for anything else."""
    if raw.startswith(_COMPOUND):
        raise SourceError(_LOCKED if _ENCRYPTED in raw else _OLD, path=path)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = archive.infolist()
    except Exception as error:  # the reader of zips lets through whatever it stumbles over
        raise SourceError(BROKEN, path=path) from error
    _refuse(path, entries)
    try:
        document = docx.Document(BytesIO(raw))
        _ = document.element.body
        doctype = document.element.getroottree().docinfo.doctype
    except Exception as error:  # so does python-docx: KeyError, SyntaxError, RecursionError, ...
        raise SourceError(BROKEN, path=path) from error
    if doctype:
        raise SourceError("declares XML entities, which Word never does; exclude it", path=path)
    return document


def _refuse(path: str, entries: list[zipfile.ZipInfo]) -> None:
    """Raise SourceError for what must not be unpacked; zipfile reads no more than an entry declares."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceError(_LOCKED, path=path)
    xml = sum(entry.file_size for entry in entries if not entry.filename.lower().endswith(_MEDIA))
    swollen = any(entry.file_size > max(_SMALL, _MOST_RATIO * entry.compress_size) for entry in entries)
    whole = sum(entry.file_size for entry in entries)
    if swollen or whole > _MOST or xml > _MOST_XML or len(entries) > _MOST_ENTRIES:
        raise SourceError(_BOMB, path=path)


def notes(document: WordDocument) -> Iterator[tuple[Part, BaseOxmlElement]]:
    """Yield the parts that hold footnotes and endnotes, each with its root."""
    yield from _parts(document, RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)


def margins(document: WordDocument) -> Iterator[tuple[Part, BaseOxmlElement]]:
    """Yield the parts that hold what pages show above and below the text, each with its root."""
    yield from _parts(document, RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


def _parts(document: WordDocument, *types: str) -> Iterator[tuple[Part, BaseOxmlElement]]:
    read: set[Part] = set()
    for wanted in types:
        for relation in document.part.rels.values():
            # A hundred thousand relations may lead to one part.
            if relation.reltype != wanted or relation.is_external or relation.target_part in read:
                continue
            part = relation.target_part
            read.add(part)
            try:
                root = getattr(part, "element", None)
                yield part, parse_xml(part.blob) if root is None else root
            except SyntaxError:  # a note that is no XML is not shown by Word either
                continue


def properties(document: WordDocument) -> dict[str, str]:
    """Return what the file says of itself: `title`, `author`, `date`, `modified`, where it says so."""
    package = document.part.package
    # Without this question python-docx makes properties up: today's date, its own name.
    if package is None or all(
        relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for relation in package.rels.values()
    ):
        return {}
    try:
        core = package.core_properties
        found = {
            "title": core.title,
            "author": core.author,
            "date": core.created.date().isoformat() if core.created else "",
            "modified": core.modified.date().isoformat() if core.modified else "",
        }
    except Exception:  # properties that cannot be read say nothing
        return {}
    return {key: " ".join(value.split())[:500] for key, value in found.items() if value.strip()}
