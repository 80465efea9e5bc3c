"""Decode bytes to text, and map the text back to them."""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Sequence

from healthlint.errors import SourceError
from healthlint.types import Format, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(path: str, raw: bytes, format: Format) -> Source:  # noqa: A002 - the word of our trade
    """Decode a file: by its BOM, else UTF-8, else (where that is invalid) Windows-1252.

    The text has no BOM and only LF as line end.
    """
    bom, encoding = _encoding(raw)
    text = raw[len(bom) :].decode(encoding, "replace")
    if "\0" in text:
        raise SourceError(
            "this is a binary file, not an article (it holds NUL bytes); "
            "save it as UTF-8 text, or exclude it",
            path=path,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(path, format, text, raw, encoding, line_starts(text))


def line_starts(text: str) -> tuple[int, ...]:
    """List the offset at which each line of `text` starts."""
    starts = [0]
    while (newline := text.find("\n", starts[-1])) >= 0:
        starts.append(newline + 1)
    return tuple(starts)


def original_offsets(source: Source) -> Sequence[int]:
    """Map every offset in `source.text`, its end included, to the byte offset in `source.raw`.

    A CRLF belongs to the one line feed that stands for it.
    """
    bom, _ = _encoding(source.raw)
    original = source.raw[len(bom) :].decode(source.encoding, "replace")
    offsets = array("Q")
    at = len(bom)
    after_return = False
    for char in original:
        if not (after_return and char == "\n"):
            offsets.append(at)
        at += _width(char, source.encoding)
        after_return = char == "\r"
    offsets.append(len(source.raw))
    return offsets


def _encoding(raw: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return bom, encoding if encoding != "utf-8" else _utf8_or_windows(raw[len(bom) :])
    return b"", _utf8_or_windows(raw)


def _utf8_or_windows(raw: bytes) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _width(char: str, encoding: str) -> int:
    if encoding == "cp1252":
        return 1
    if encoding == "utf-8":
        code = ord(char)
        return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return 2 if ord(char) < 0x10000 else 4
