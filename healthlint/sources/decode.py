"""Decode bytes to text, and map the text back to them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from healthlint.errors import SourceError
from healthlint.sources import charset
from healthlint.types import Format, Source

# Bytes that the encoding lacks: decoded they are lone surrogates, each of one byte.
_STRAY = re.compile(r"[\udc80-\udcff]")


def read(path: str, raw: bytes, format: Format) -> Source:  # noqa: A002 - the word of our trade
    """Decode a file in the encoding that `charset.encoding_of` tells.

    The text has no BOM and only LF as line end.
    """
    encoding = charset.encoding_of(raw, format)
    if encoding is None:
        raise SourceError("is in no encoding that healthlint can tell; save it as UTF-8 text", path=path)
    text = _decoded(raw, encoding)
    text = _STRAY.sub("\ufffd", text)
    if "\0" in text:
        raise SourceError(
            "this is a binary file, not an article (it holds NUL bytes); "
            "save it as UTF-8 text, or exclude it",
            path=path,
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(path, format, text, raw, encoding, line_starts(text))


def _decoded(raw: bytes, encoding: str) -> str:
    wide = encoding.startswith(("utf-16", "utf-32"))
    return raw[len(charset.mark(raw)) :].decode(encoding, "replace" if wide else "surrogateescape")


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
    original = _decoded(source.raw, source.encoding)
    offsets = array("Q")
    at = len(charset.mark(source.raw))
    after_return = False
    for char in original:
        if not (after_return and char == "\n"):
            offsets.append(at)
        at += _width(char, source.encoding)
        after_return = char == "\r"
    offsets.append(len(source.raw))
    return offsets


def _width(char: str, encoding: str) -> int:
    if "\udc80" <= char <= "\udcff":
        return 1
    if encoding == "utf-8":
        code = ord(char)
        return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return len(char.encode(encoding))


def line_ends(source: Source) -> list[str]:
    """List what each line feed of the text is in the file: a line feed, a carriage return or both."""
    if b"\r" not in source.raw:
        return ["\n"] * (len(source.line_starts) - 1)
    offsets = original_offsets(source)
    feeds = (start - 1 for start in source.line_starts[1:])
    return [source.raw[offsets[at] : offsets[at + 1]].decode(source.encoding, "replace") for at in feeds]
