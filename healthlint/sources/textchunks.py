"""Gather the lines of plain text to the runs between blank lines, and tell what those are in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from healthlint.sources import headlines, textlines, texttables
from healthlint.sources.textlines import Line

_UNDERLINE = re.compile(r"={3,}$|-{3,}$|~{3,}$|\^{3,}$|\*{3,}$|_{3,}$")
_RULE = re.compile(r"[-=_*~^#.\u2013\u2014\s]*$")
_ABOVE_TITLE = 6
"""Runs of lines at most that stand above the title: a date, a rubric, a byline."""
_LEAST_WRAPPED = 55  # characters
_MOST_RUBRIC_WORDS = 3
_LEAST_TITLE_WORDS = 5

Chunk = list[Line]


def chunks(text: str) -> list[Chunk]:
    """Return the runs of lines of a text, those that a page break cuts in two joined."""
    return list(_across_pages(_chunks(text)))


def _chunks(text: str) -> Iterator[Chunk]:
    """Yield the runs of lines between blank lines; underlines and rules are not among them.

    Each cell of a table is a run of its own.
    """
    lines = textlines.split(text)
    tables = texttables.tables(lines)
    unseen, begins = textlines.furniture(text, lines), textlines.after_page_breaks(text, lines)
    chunk: Chunk = []
    page = False
    skip = 0
    for number, (raw, at) in enumerate(lines):
        page = page or number in begins
        if number < skip:
            continue
        if table := tables.get(number):
            if chunk:
                yield chunk
            yield from table.cells
            chunk, skip = [], table.end
            continue
        line = textlines.read(raw, at, page=page)
        underlined = len(chunk) == 1 and not chunk[0].item and headlines.is_title(chunk[0].text)
        if underlined and _UNDERLINE.match(line.text):
            yield [replace(chunk.pop(), level=1 if line.text[0] == "=" else 2)]
            continue
        if number in unseen or _RULE.match(line.text):
            if chunk:
                yield chunk
            chunk = []
            continue
        page = False
        if chunk and (line.level or line.quote is not chunk[-1].quote):
            yield chunk
            chunk = []
        if line.level:
            yield [line]
        else:
            chunk.append(line)
    if chunk:
        yield chunk


def _across_pages(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Join the paragraphs that a page break cuts in two."""
    before: Chunk = []
    for chunk in chunks:
        goes_on = chunk[0].page and not chunk[0].item and chunk[0].text[0].islower()
        if goes_on and before and not before[-1].level and before[-1].text[-1] not in ".?!:":
            before += chunk
            continue
        if before:
            yield before
        before = chunk
    if before:
        yield before


def title(chunks: Sequence[Chunk]) -> int:
    """Return which run is the title, -1 for none: the first, or below labels such as a date."""
    for number, chunk in enumerate(chunks[: min(_ABOVE_TITLE, len(chunks) - 1)]):
        text = headline(chunk)
        if not text or chunk[0].level:
            return -1
        if headlines.is_title(text) and not _rubric(text, chunks[number + 1]):
            return number
        if not headlines.is_label(text) and not headlines.is_title(text):
            return -1
    return -1


def headline(chunk: Chunk) -> str:
    """Return the text of a run that may be a heading: one line, or two as a long one is wrapped."""
    if len(chunk) > 2 or any(line.item or line.row for line in chunk):
        return ""
    if len(chunk) == 2 and len(chunk[0].text) < _LEAST_WRAPPED:
        return ""
    return " ".join(line.text for line in chunk)


def _rubric(text: str, below: Chunk) -> bool:
    """Tell whether a line is the name of a site or rubric, by the title below it."""
    under = below[0].text
    return (
        len(below) == 1
        and not below[0].item
        and not below[0].level
        and len(text.split()) <= _MOST_RUBRIC_WORDS
        and len(under.split()) >= _LEAST_TITLE_WORDS
        and headlines.is_title(under)
        and not under.endswith(("?", ".", "!"))
        and not {word for word in text.lower().split() if len(word) > 3} & set(under.lower().split())
    )


def entries(chunks: Sequence[Chunk]) -> set[int]:
    """Find the entries of lists without markers: short lines apart, below a line that opens a list."""
    found: set[int] = set()
    lower: bool | None = None
    open_list = False
    for number, chunk in enumerate(chunks):
        line = chunk[-1]
        short = open_list and len(chunk) == 1 and not line.item and not line.level
        after = chunks[number + 1][0].text if number + 1 < len(chunks) else ""
        if short and headlines.is_entry(
            line.text, opens_list=lower is None, lower=bool(lower), following=after
        ):
            found.add(number)
            lower = line.text[0].islower()
        else:
            open_list = not line.item and not line.level and headlines.opens_list(line.text)
            lower = None
    return found


def numbered_headings(chunks: Sequence[Chunk]) -> set[int]:
    """Return the runs that are a heading with its number ("2. Risks"), not an item of a list.

    Text stands under a heading, the next item under an item.
    """
    alone = [
        number
        for number, chunk in enumerate(chunks)
        if len(chunk) == 1 and chunk[0].numbered and headlines.is_numbered(chunk[0].headline)
    ]
    found: set[int] = set()
    for of_items in (True, False):
        series = [number for number in alone if chunks[number][0].item is of_items]
        over = [number for number in series if _stands_over(chunks, number)]
        # Initials are no numbers: "A. Smith".
        if 2 * len(over) > len(series) and (of_items or len(series) > 1):
            found.update(over)
    return found


def _stands_over(chunks: Sequence[Chunk], number: int) -> bool:
    if number + 1 == len(chunks):
        return False
    below = chunks[number + 1][0]
    return not below.numbered or below.numbered > chunks[number][0].numbered
