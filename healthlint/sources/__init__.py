"""Read articles: bytes to `Source` to `Document`."""

from __future__ import annotations

from pathlib import PurePath

from healthlint.sources import decode
from healthlint.sources.decode import line_ends, original_offsets
from healthlint.types import Document, Format, Source

__all__ = ["format_of", "line_ends", "original_offsets", "parse", "read"]

_FORMATS = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".docx": Format.DOCX,
}


def format_of(path: str) -> Format | None:
    """Tell the format of a file by its suffix; None if it is none of ours."""
    return _FORMATS.get(PurePath(path).suffix.lower())


def read(path: str, raw: bytes, format: Format) -> Source:  # noqa: A002 - the word of our trade
    """Turn the bytes of a file into its text; see the `read` of `decode` and of `docx`."""
    if format is Format.DOCX:
        from healthlint.sources.docx import read as read_docx

        return read_docx(path, raw)
    return decode.read(path, raw, format)


def parse(source: Source) -> Document:
    """Parse a source of any format."""
    # Each parser is imported by the first file that needs it.
    if source.format is Format.MARKDOWN:
        from healthlint.sources.markdown import parse as parse_markdown

        return parse_markdown(source)
    if source.format is Format.HTML:
        from healthlint.sources.html import parse as parse_html

        return parse_html(source)
    if source.format is Format.DOCX:
        from healthlint.sources.docx import parse as parse_docx

        return parse_docx(source)
    from healthlint.sources.text import parse as parse_text

    return parse_text(source)
