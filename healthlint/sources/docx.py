"""Parse Word files (.docx): the text is one line for each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from healthlint.errors import SourceError
from healthlint.sources import headlines, urls, wordfile
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.decode import line_starts
from healthlint.sources.sections import assemble
from healthlint.sources.wordstyles import styles
from healthlint.sources.wordtext import Paragraph, Target, Walk
from healthlint.types import Block, BlockKind, Document, Format, Link, MetaValue, Source, Span

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MOST_PARAGRAPHS = 200_000
_DEEPEST = 6


def read(path: str, raw: bytes) -> Source:
    """Read a Word file; line n of the text is its nth paragraph.

    Table cells, then text boxes, notes and what pages show above and below stand in reading order.
    """
    paragraphs, _ = _content(path, raw)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    return Source(path, Format.DOCX, text, raw, "utf-8", line_starts(text))


def parse(source: Source) -> Document:
    """Parse a Word file that `read` has read."""
    paragraphs, properties = _content(source.path, source.raw)
    blocks: list[Block] = []
    links: list[Link] = []
    at = 0
    for paragraph in _below_title(paragraphs):
        for part, start in _parts(paragraph, at):
            block, found = _block(part, start, len(blocks))
            links += found
            if block is not None:
                blocks.append(block)
        at += len(paragraph.text) + 1
    blocks = _with_title(blocks)
    links += urls.all_bare_links(blocks, tuple(links))
    titled = any(block.kind is BlockKind.HEADING and block.level == 1 for block in blocks)
    meta = {
        key: (MetaValue(value, _where(source.text, value)),)
        for key, value in properties.items()
        # A title that the page does not show is none that a reader sees.
        if key != "title" or titled
    }
    return assemble(source, blocks, links=links, meta=meta, directives=())


def _content(path: str, raw: bytes) -> tuple[list[Paragraph], dict[str, str]]:
    document = wordfile.opened(path, raw)
    try:
        found = list(islice(_paragraphs(document), _MOST_PARAGRAPHS + 1))
    except Exception as error:  # python-docx lets through whatever it stumbles over
        raise SourceError(wordfile.BROKEN, path=path) from error
    if len(found) > _MOST_PARAGRAPHS:
        raise SourceError(f"has more than {_MOST_PARAGRAPHS} paragraphs, which no article has", path=path)
    return found, wordfile.properties(document)


def _paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    known = styles(document.styles.element)
    yield from Walk(document.part, known).paragraphs(document.element.body)
    for part, root in wordfile.notes(document):
        yield from Walk(part, known).paragraphs(root, BlockKind.ASIDE)
    told: set[tuple[str, ...]] = set()
    for part, root in wordfile.margins(document):
        found = tuple(Walk(part, known).paragraphs(root, BlockKind.FOOTER))
        # First, left and right pages have footers of their own that mostly say the same.
        words = tuple(paragraph.text for paragraph in found)
        if words not in told and any(char.isalpha() for text in words for char in text):
            told.add(words)
            yield from found


def _below_title(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Put the headings below the title: Word has both of them at the top level."""
    tops = [paragraph for paragraph in paragraphs if paragraph.level == 1 and paragraph.text.strip()]
    if len({paragraph.title for paragraph in tops}) < 2:
        return paragraphs
    return [
        replace(paragraph, level=min(paragraph.level + 1, _DEEPEST))
        if paragraph.level and not paragraph.title
        else paragraph
        for paragraph in paragraphs
    ]


def _parts(paragraph: Paragraph, at: int) -> Iterator[tuple[Paragraph, int]]:
    """Yield a paragraph with its offset; where its first line is all in bold, that line and the rest."""
    stretches = paragraph.stretches
    split = next((number for number, stretch in enumerate(stretches) if stretch.ends_line), None)
    if split is not None and paragraph.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        before = [stretch.bold for stretch in stretches[:split] if stretch.text.strip()]
        after = next((stretch.bold for stretch in stretches[split:] if stretch.text.strip()), True)
        if before and all(before) and not after:
            yield replace(paragraph, stretches=stretches[:split]), at
            start = at + sum(len(stretch.text) for stretch in stretches[:split])
            yield replace(paragraph, stretches=stretches[split:]), start
            return
    yield paragraph, at


def _block(paragraph: Paragraph, at: int, index: int) -> tuple[Block | None, tuple[Link, ...]]:
    if paragraph.kind is None:
        return None, ()
    builder = BlockBuilder(paragraph.kind, level=paragraph.level)
    start, bold = at, False
    target: Target | None = None
    for stretch in paragraph.stretches:
        if stretch.target is not target:
            if target is not None:
                builder.close_link(end=at)
            target = stretch.target
            if target is not None:
                builder.open_link(target.url, Span(at, at))
        if stretch.bold is not bold and stretch.text.strip():
            bold = stretch.bold
            if bold:
                builder.open_strong()
            else:
                builder.close_strong()
        builder.add(stretch.text, Span(at, at + len(stretch.text)))
        at += len(stretch.text)
    if bold:
        builder.close_strong()
    if target is not None:
        builder.close_link(end=at)
    block, links = builder.finish(index)
    whole = tuple(replace(link, span=_inked(paragraph, link.span, start)) for link in links)
    return block and replace(block, row=paragraph.row), whole


def _inked(paragraph: Paragraph, span: Span, at: int) -> Span:
    """Return the part of `span` that is no blank; the paragraph begins at `at`."""
    words = paragraph.text[span.start - at : span.end - at]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, span.start + len(words.rstrip())) if words.strip() else span


def _with_title(blocks: Sequence[Block]) -> list[Block]:
    """Make the first line the title, as in plain text, where no style says which is."""
    first = blocks[0] if len(blocks) > 1 else None
    titled = any(block.kind is BlockKind.HEADING and block.level == 1 for block in blocks)
    if titled or first is None or first.kind is not BlockKind.PARAGRAPH or not headlines.is_title(first.text):
        return list(blocks)
    return [replace(first, kind=BlockKind.HEADING, level=1), *blocks[1:]]


def _where(text: str, value: str) -> Span:
    """Return where the text says what the file's properties say, else its start."""
    at = text.find(value)
    return Span(max(at, 0), at + len(value) if at >= 0 else 0)
