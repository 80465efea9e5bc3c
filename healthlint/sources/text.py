"""Parse plain text: paragraphs, hard-wrapped or a line each, list items, inferred headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from healthlint.sources import directives, headlines, urls
from healthlint.sources.builder import BlockBuilder
from healthlint.sources.sections import assemble
from healthlint.types import Block, BlockKind, Directive, Document, Source, Span

_ITEM = re.compile(
    r"(?:[-*+\u2013\u2014\u00b7]\s+|[\u2022\u2023\u25aa\u25cf\u25e6]\s*|\(?\d{1,3}[.)]\s+)(?=\S)"
)
_HASH = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"={3,}$|-{3,}$|~{3,}$")
_RULE = re.compile(r"[-=_*~#.\u2013\u2014\s]*$")
_WIDEST = 130  # lines up to this long may be hard-wrapped, longer ones are paragraphs of their own
_NARROWEST = 40
_SLACK = 8
_WRAPPED_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class _Line:
    """Hold a line without its indent and marker; `start` is where its text starts."""

    text: str
    start: int
    indent: int = 0
    item: bool = False
    level: int = 0  # of an explicit heading


def parse(source: Source) -> Document:
    """Parse plain text."""
    comments = directives.find(source.text)
    chunks = list(_chunks(_without(source.text, comments)))
    entries = _entries(chunks)
    blocks: list[Block] = []
    for number, chunk in enumerate(chunks):
        following = chunks[number + 1] if number + 1 < len(chunks) else []
        found: Iterable[_Found] = [(BlockKind.ITEM, 0, chunk)]
        if number not in entries:
            found = _blocks(chunk, following, first=number == 0)
        for kind, level, lines in found:
            builder = BlockBuilder(kind, level=level)
            for line in lines:
                builder.blank(Span(line.start - 1, line.start))
                builder.add(line.text, Span(line.start, line.start + len(line.text)))
            block, _ = builder.finish(len(blocks))
            if block is not None:
                blocks.append(block)
    links = urls.all_bare_links(blocks, ())
    return assemble(source, blocks, links=links, meta={}, directives=comments)


def _entries(chunks: Sequence[Sequence[_Line]]) -> set[int]:
    """Find the entries of lists without markers: short lines apart, below a line that opens a list."""
    entries: set[int] = set()
    lower: bool | None = None
    open_list = False
    for number, chunk in enumerate(chunks):
        line = chunk[-1]
        short = open_list and len(chunk) == 1 and not line.item and not line.level
        after = chunks[number + 1][0].text if number + 1 < len(chunks) else ""
        if short and headlines.is_entry(
            line.text, opens_list=lower is None, lower=bool(lower), following=after
        ):
            entries.add(number)
            lower = line.text[0].islower()
        else:
            open_list = not line.item and not line.level and headlines.opens_list(line.text)
            lower = None
    return entries


def _without(text: str, comments: Sequence[Directive]) -> str:
    """Blank the suppression comments."""
    parts: list[str] = []
    at = 0
    for comment in comments:
        parts.append(text[at : comment.span.start])
        parts.append(re.sub(r"[^\n]", " ", text[comment.span.start : comment.span.end]))
        at = comment.span.end
    return "".join([*parts, text[at:]])


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines between blank lines; underlines and rules are not among them."""
    chunk: list[_Line] = []
    at = 0
    for raw in text.split("\n"):
        line = _line(raw, at)
        at += len(raw) + 1
        underlined = len(chunk) == 1 and not chunk[0].item and headlines.is_title(chunk[0].text)
        if underlined and _UNDERLINE.match(line.text):
            titled = chunk.pop()
            yield [_Line(titled.text, titled.start, level=1 if line.text[0] == "=" else 2)]
        elif _RULE.match(line.text):
            if chunk:
                yield chunk
            chunk = []
        elif line.level:
            if chunk:
                yield chunk
            yield [line]
            chunk = []
        else:
            chunk.append(line)
    if chunk:
        yield chunk


def _line(raw: str, at: int) -> _Line:
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    if marker := _HASH.match(text):
        return _Line(text[marker.end() :], at + indent + marker.end(), level=len(marker[1]))
    if marker := _ITEM.match(text):
        return _Line(text[marker.end() :], at + indent + marker.end(), indent=indent, item=True)
    return _Line(text, at + indent, indent=indent)


_Found = tuple[BlockKind, int, Sequence[_Line]]


def _blocks(chunk: Sequence[_Line], following: Sequence[_Line], *, first: bool) -> Iterator[_Found]:
    if chunk[0].level:
        yield BlockKind.HEADING, chunk[0].level, chunk
    elif len(chunk) == 1 and not chunk[0].item:
        yield _alone(chunk[0], following, first=first)
    elif _is_wrapped(chunk):
        yield from _wrapped(chunk)
    else:
        yield from _unwrapped(chunk, first=first)


def _alone(line: _Line, following: Sequence[_Line], *, first: bool) -> _Found:
    if following and first and headlines.is_title(line.text):
        return BlockKind.HEADING, 1, [line]
    before_list = bool(following) and following[0].item
    if following and headlines.is_heading(line.text, before_list=before_list):
        return BlockKind.HEADING, 3 if line.text.endswith(":") else 2, [line]
    return BlockKind.PARAGRAPH, 0, [line]


def _is_wrapped(chunk: Sequence[_Line]) -> bool:
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


def _width(chunk: Sequence[_Line]) -> int:
    return max(line.indent + len(line.text) for line in chunk)


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    return line.indent + len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width - _SLACK


def _wrapped(chunk: Sequence[_Line]) -> Iterator[_Found]:
    """Join the lines of each paragraph and item."""
    width = _width(chunk)
    open_lines: list[_Line] = []
    for line in chunk:
        if open_lines and (line.item or not _continues(open_lines, line, width)):
            yield _joined(open_lines, line)
            open_lines = []
        open_lines.append(line)
    yield _joined(open_lines, None)


def _continues(open_lines: Sequence[_Line], line: _Line, width: int) -> bool:
    hanging = open_lines[0].item and line.indent > open_lines[0].indent
    return hanging or _is_full(open_lines[-1], line, width)


def _joined(lines: Sequence[_Line], after: _Line | None) -> _Found:
    if lines[0].item:
        return BlockKind.ITEM, 0, lines
    if len(lines) == 1 and after is not None:
        text = lines[0].text
        if headlines.is_lead(text) or headlines.is_shouted(text):
            return BlockKind.HEADING, 3 if text.endswith(":") or after.item else 2, lines
    return BlockKind.PARAGRAPH, 0, lines


def _unwrapped(chunk: Sequence[_Line], *, first: bool) -> Iterator[_Found]:
    """Take each line for a block of its own, save lines that hang under an item."""
    open_lines: list[_Line] = []
    for number, line in enumerate(chunk):
        after = chunk[number + 1] if number + 1 < len(chunk) else None
        if open_lines and not line.item and line.indent > open_lines[0].indent + 1:
            open_lines.append(line)
            continue
        if open_lines:
            yield BlockKind.ITEM, 0, open_lines
            open_lines = []
        if line.item:
            open_lines = [line]
            continue
        before = chunk[number - 1].text if number else ""
        level = _level(line, before, after, top=first and number == 0)
        yield (BlockKind.HEADING if level else BlockKind.PARAGRAPH), level, [line]
    if open_lines:
        yield BlockKind.ITEM, 0, open_lines


def _level(line: _Line, before: str, after: _Line | None, *, top: bool) -> int:
    """Return the level of a heading among lines without blanks between, 0 for prose."""
    if after is None:
        return 0
    text = line.text
    if after.item or text.endswith(":"):
        return 3 if headlines.is_lead(text) else 0
    if headlines.is_shouted(text) or headlines.stands_over(text, previous=before, following=after.text):
        return 1 if top else 2
    return 0
