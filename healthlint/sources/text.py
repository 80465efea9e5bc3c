"""Parse plain text: paragraphs, hard-wrapped or a line each, list items, inferred headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from healthlint.sources import directives, headlines, textchunks, urls
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.sections import assemble
from healthlint.sources.textchunks import Chunk
from healthlint.sources.textlines import Line
from healthlint.types import Block, BlockKind, Directive, Document, Source, Span

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CUT = re.compile(r"[a-z]+-\n")
_HYPHEN = re.compile(r"([^\W\d_]{1,40})-$")
_FIRST_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_WIDEST = 130  # lines up to this long may be hard-wrapped, longer ones are paragraphs of their own
_NARROWEST = 40
_SLACK = 8
_WRAPPED_SHARE = 0.75


def parse(source: Source) -> Document:
    """Parse plain text."""
    comments = directives.find(source.text)
    text = _without(source.text, comments)
    words = _words(text)
    blocks: list[Block] = []
    for kind, level, lines in _found(textchunks.chunks(text)):
        block = _block(kind, level, lines, words=words, index=len(blocks))
        if block is not None:
            blocks.append(block)
    links = urls.all_bare_links(blocks, ())
    return assemble(source, blocks, links=links, meta={}, directives=comments)


def _found(chunks: Sequence[Chunk]) -> Iterator[_Found]:
    entries, numbered = textchunks.entries(chunks), textchunks.numbered_headings(chunks)
    title = textchunks.title(chunks)
    for number, chunk in enumerate(chunks):
        line = chunk[0]
        following = chunks[number + 1] if number + 1 < len(chunks) else []
        if line.row:
            yield BlockKind.CELL, 0, chunk
        elif number == title:
            yield BlockKind.HEADING, 1, chunk
        elif number < title:
            yield BlockKind.PARAGRAPH, 0, chunk
        elif number in numbered:
            yield BlockKind.HEADING, line.numbered, [_without_number(line)]
        elif number in entries:
            yield BlockKind.ITEM, 0, chunk
        else:
            for kind, level, lines in _blocks(chunk, following, first=number == 0):
                plain = kind is BlockKind.PARAGRAPH and lines[0].quote
                yield BlockKind.QUOTE if plain else kind, level, lines


def _without_number(line: Line) -> Line:
    return replace(line, text=line.headline, start=line.start + line.skip)


def _block(
    kind: BlockKind, level: int, lines: Sequence[Line], *, words: frozenset[str], index: int
) -> Block | None:
    builder = BlockBuilder(kind, level=level)
    lead = headlines.lead_in(lines[0].text) if kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else 0
    if lead:
        builder.open_strong()
        builder.add(lines[0].text[:lead], Span(lines[0].start, lines[0].start + lead))
        builder.close_strong()
        lines = [replace(lines[0], text=lines[0].text[lead:], start=lines[0].start + lead), *lines[1:]]
    for number, line in enumerate(lines):
        shown, blank = line.text, True
        if number + 1 < len(lines) and (cut := _HYPHEN.search(shown)):
            blank = not (right := _FIRST_WORD.match(lines[number + 1].text))
            if right and _broken(cut[1].lower(), right[0], words):
                shown = shown[:-1]
        builder.add(shown, Span(line.start, line.start + len(shown)))
        if blank and number + 1 < len(lines):
            end = line.start + len(line.text)
            builder.blank(Span(end, end + 1))
    block, _ = builder.finish(index)
    return block and replace(block, row=lines[0].row)


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that has words broken at the end of a line."""
    return frozenset(_WORD.findall(_CUT.sub(" ", text.lower()))) if "-\n" in text else frozenset()


def _broken(left: str, right: str, words: frozenset[str]) -> bool:
    """Tell a broken word ("medi-", "cation") from one that has its hyphen ("long-", "term")."""
    return left + right in words or not (f"{left}-{right}" in words or left in words)


def _without(text: str, comments: Sequence[Directive]) -> str:
    """Blank the suppression comments."""
    parts: list[str] = []
    at = 0
    for comment in comments:
        parts.append(text[at : comment.span.start])
        parts.append(re.sub(r"[^\n]", " ", text[comment.span.start : comment.span.end]))
        at = comment.span.end
    return "".join([*parts, text[at:]])


_Found = tuple[BlockKind, int, Sequence[Line]]


def _blocks(chunk: Chunk, following: Sequence[Line], *, first: bool) -> Iterator[_Found]:
    if chunk[0].level:
        yield BlockKind.HEADING, chunk[0].level, chunk
    elif len(chunk) == 1 and not chunk[0].item:
        yield _alone(chunk, following)
    elif (text := textchunks.headline(chunk)) and following and headlines.is_heading(text, before_list=False):
        yield BlockKind.HEADING, 2, chunk
    elif _is_wrapped(chunk):
        yield from _wrapped(chunk)
    else:
        yield from _unwrapped(chunk, first=first)


def _alone(chunk: Chunk, following: Sequence[Line]) -> _Found:
    line = chunk[0]
    before_list = bool(following) and following[0].item
    if following and headlines.is_heading(line.text, before_list=before_list):
        return BlockKind.HEADING, 3 if line.text.endswith(":") else 2, [line]
    return BlockKind.PARAGRAPH, 0, [line]


def _is_wrapped(chunk: Sequence[Line]) -> bool:
    """Tell hard-wrapped lines: the next line's first word did not fit on most of them."""
    width = _width(chunk)
    breaks = [_is_full(line, after, width) for line, after in pairwise(chunk) if not after.item]
    flows = any(line.text[-1:] not in ".?!:" for line in chunk[:-1])
    return (
        flows
        and _NARROWEST <= width <= _WIDEST
        and bool(breaks)
        and sum(breaks) >= _WRAPPED_SHARE * (len(breaks) - 1)
        and sum(breaks) > 0
    )


def _width(chunk: Sequence[Line]) -> int:
    return max(line.indent + len(line.text) for line in chunk)


def _is_full(line: Line, after: Line, width: int) -> bool:
    return line.indent + len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width - _SLACK


def _wrapped(chunk: Sequence[Line]) -> Iterator[_Found]:
    """Join the lines of each paragraph and item."""
    width = _width(chunk)
    open_lines: list[Line] = []
    for line in chunk:
        if open_lines and (line.item or not _continues(open_lines, line, width)):
            yield _joined(open_lines, line)
            open_lines = []
        open_lines.append(line)
    yield _joined(open_lines, None)


def _continues(open_lines: Sequence[Line], line: Line, width: int) -> bool:
    hanging = open_lines[0].item and line.indent > open_lines[0].indent
    return hanging or _is_full(open_lines[-1], line, width)


def _joined(lines: Sequence[Line], after: Line | None) -> _Found:
    if len(lines) == 1 and after is not None and _is_numbered_heading(lines[0], after):
        return BlockKind.HEADING, lines[0].numbered, [_without_number(lines[0])]
    if lines[0].item:
        return BlockKind.ITEM, 0, lines
    if len(lines) == 1 and after is not None:
        text = lines[0].text
        if headlines.is_lead(text) or headlines.is_shouted(text):
            return BlockKind.HEADING, 3 if text.endswith(":") or after.item else 2, lines
    return BlockKind.PARAGRAPH, 0, lines


def _is_numbered_heading(line: Line, after: Line) -> bool:
    """Tell a number that heads the text directly below it."""
    return (
        bool(line.numbered)
        and not after.item
        and not after.numbered
        and after.indent <= line.indent
        and headlines.is_numbered(line.headline)
        and headlines.stands_over(line.headline, previous="", following=after.text)
    )


def _unwrapped(chunk: Sequence[Line], *, first: bool) -> Iterator[_Found]:
    """Take each line for a block of its own, save lines that hang under an item."""
    open_lines: list[Line] = []
    for number, line in enumerate(chunk):
        after = chunk[number + 1] if number + 1 < len(chunk) else None
        if open_lines and not line.item and line.indent > open_lines[0].indent + 1:
            open_lines.append(line)
            continue
        if open_lines:
            yield BlockKind.ITEM, 0, open_lines
            open_lines = []
        if after is not None and _is_numbered_heading(line, after):
            yield BlockKind.HEADING, line.numbered, [_without_number(line)]
            continue
        if line.item:
            open_lines = [line]
            continue
        before = chunk[number - 1].text if number else ""
        level = _level(line, before, after, top=first and number == 0)
        yield (BlockKind.HEADING if level else BlockKind.PARAGRAPH), level, [line]
    if open_lines:
        yield BlockKind.ITEM, 0, open_lines


def _level(line: Line, before: str, after: Line | None, *, top: bool) -> int:
    """Return the level of a heading among lines without blanks between, 0 for prose."""
    if after is None:
        return 0
    text = line.text
    if after.item or text.endswith(":"):
        return 3 if headlines.is_lead(text) else 0
    if headlines.is_shouted(text) or headlines.stands_over(text, previous=before, following=after.text):
        return 1 if top else 2
    return 0
