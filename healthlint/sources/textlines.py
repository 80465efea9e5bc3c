"""Read the lines of plain text: what marks each of them, and which are only the page's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Word's line breaks inside a paragraph and page breaks end a line as well.
_LINE = re.compile(r"[^\n\v\f\u2028\u2029]*")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_HASH = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_DECORATED = re.compile(r"([=*_~#-]{2,20})[ \t]*(?=[^\W_])([^=*_~#\n]{1,150}[^=*_~#\s.,;!-])[ \t]*\1$")
# Word's own bullets are letters of its symbol fonts: a private character, or the letter and a tab.
_BULLET = re.compile(
    r"(?:[-*+\u00b7\u2013\u2014\u2192\u2610\u2611\u2705\u2713\u2714\u2717\u2718\u274c\u2794\u279c\u27a2\u27a4o]\s+"
    r"|[\u2022\u2023\u2043\u2219\u25a0\u25a1\u25aa\u25ab\u25b6\u25b8\u25ba\u25c6\u25c7\u25cb\u25cf\u25e6\uf000-\uf0ff]\s*"
    r"|[nqv\u00a7\u00d8\u00fc]\t\s*)(?=\S)"
)
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
_LETTER = re.compile(r"(?:\(?(?:[a-z]|[ivx]{1,4})[.)]|\([A-Z]\))\s+(?=\S)")
_ORDINAL = re.compile(
    r"(?:(?P<deep>\d{1,2}(?:\.\d{1,2}){1,3})\.?|[IVX]{1,5}[.)]|[A-H][.)]"
    r"|(?i:chapter|part|section|step) (?:\d{1,2}|[IVX]{1,5})[.:)])\s+(?=[A-Z0-9\u201c\"])"
)
_PAGE = re.compile(
    r"page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?$|[-\u2013\u2014] ?\d{1,4} ?[-\u2013\u2014]$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NEAR = 2  # lines from a page break within which a page's head or foot stands
_RECURS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line without its indent and marker; `start` is where its text starts.

    `level` is that of a heading which says so, `numbered` that of the heading it may be by its
    number, `skip` is how long that number is if it still stands in the text. `row` numbers the row
    of a table that it is of. `page`: a page break stands before it.
    """

    text: str
    start: int
    indent: int = 0
    item: bool = False
    level: int = 0
    numbered: int = 0
    skip: int = 0
    quote: bool = False
    row: int = 0
    page: bool = False

    @property
    def headline(self) -> str:
        """The text as it would be read as a heading."""
        return self.text[self.skip :]


def split(text: str) -> list[tuple[str, int]]:
    """Return the lines of a text and where they start."""
    found = []
    at = 0
    while at <= len(text):
        match = _LINE.match(text, at)
        end = at if match is None else match.end()
        found.append((text[at:end], at))
        at = end + 1
    return found


def read(raw: str, at: int, *, page: bool = False) -> Line:
    """Return the line `raw`, which starts at `at`, without what marks it."""
    text = raw.strip()
    start = at + len(raw) - len(raw.lstrip())
    quoted = _QUOTED.match(text)
    if quoted:
        start += quoted.end()
        start += len(text[quoted.end() :]) - len(text[quoted.end() :].lstrip())
        text = text[quoted.end() :].strip()
    quote = quoted is not None
    indent = start - at
    if marker := _HASH.match(text):
        return Line(text[marker.end() :], start + marker.end(), level=len(marker[1]), page=page)
    if marker := _DECORATED.match(text):
        return Line(marker[2], start + marker.start(2), level=2, page=page)
    if marker := _BULLET.match(text) or _LETTER.match(text):
        return Line(text[marker.end() :], start + marker.end(), indent, item=True, quote=quote, page=page)
    if marker := _NUMBER.match(text):
        text, start = text[marker.end() :], start + marker.end()
        return Line(text, start, indent, item=True, numbered=2, quote=quote, page=page)
    if marker := _ORDINAL.match(text):
        numbered = min(2 + (marker["deep"] or "").count("."), 6)
        skip = marker.end()
        return Line(text, start, indent, numbered=numbered, skip=skip, quote=quote, page=page)
    return Line(text, start, indent, quote=quote, page=page)


def furniture(text: str, lines: Sequence[tuple[str, int]]) -> set[int]:
    """Return which lines are a page's number, or its head or foot that other pages have too."""
    numbers = {index for index, (raw, _) in enumerate(lines) if _PAGE.match(raw.strip())}
    if "\f" not in text:
        return numbers
    near = list(_beside_breaks(text, lines))
    recurring = Counter(_alike(lines[index][0]) for index in near)
    told: set[str] = set()
    for index in near:
        words = _alike(lines[index][0])
        if words == "0" or (recurring[words] >= _RECURS and words in told):
            numbers.add(index)
        told.add(words)
    return numbers


def _alike(raw: str) -> str:
    return _DIGITS.sub("0", raw.strip())


def _beside_breaks(text: str, lines: Sequence[tuple[str, int]]) -> Iterator[int]:
    """Yield the lines with words in them that stand next to a page break."""
    written = [index for index, (raw, _) in enumerate(lines) if raw.strip()]
    breaks = [at for at, (_, start) in enumerate(lines) if start and text[start - 1] == "\f"]
    found = set(written[:_NEAR])
    position = 0
    for at in breaks:
        while position < len(written) and written[position] < at:
            position += 1
        found.update(written[max(position - _NEAR, 0) : position + _NEAR])
    yield from sorted(found)


def after_page_breaks(text: str, lines: Iterable[tuple[str, int]]) -> set[int]:
    """Return which lines begin a page."""
    return {index for index, (_, start) in enumerate(lines) if start and text[start - 1] == "\f"}
