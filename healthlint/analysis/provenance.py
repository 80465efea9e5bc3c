"""Tell what a page says of itself: who wrote it, when it was written or last looked at, what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from healthlint.sources.bylines import bylines
from healthlint.types import Document, Format, MetaValue

_AUTHOR = re.compile(r"authors?(?:name|id|slug|ship)?|writers?|writtenby|by(?:line)?|creator|contributors?")
_OF_PERSON = frozenset(("name", "fullname", "displayname", "title", "role", "jobtitle"))
_NOBODY = re.compile(
    r"(?:by )?(?:the )?(?:site |web |blog )?(?:admin(?:istrator)?s?|staff|editors?|users?"
    r"|guest(?: author| post)?|webmaster|authors?|anonymous|unknown|undefined|none|null|n/?a|tbd|todo|test"
    r"|root|default|true|false|[\W_]*)\d*",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"dates?|date(?:published|created|posted|modified|updated|reviewed)|lastmod"
    r"|(?:last|medically|fact)?(?:publish|publication|pub|creat|post|modifi|modification|mod|updat|review|check"
    r"|release)(?:ed?|y)?(?:date|at|on|datetime)?"
)
_DUE = re.compile(r"next(?:review|update)(?:date|due)?|review(?:due|by)")
_NOT_A_LETTER = re.compile(r"[^a-z]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "|".join(_MONTHS)
_YEAR = r"(?P<year>(?:19|20)\d\d|2[1-9]\d\d)"
_WRITTEN = (
    re.compile(rf"\b{_YEAR}[-/.](?P<month>\d{{1,2}})(?!\d)"),
    re.compile(rf"\b(?P<name>{_NAMES})[a-z]*\.?,?(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? {_YEAR}\b", re.I),
    re.compile(rf"\b\d{{1,2}}[ -](?P<name>{_NAMES})[a-z]*[ -]{_YEAR}\b", re.I),
    re.compile(rf"\b(?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}})[/.-]{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}\b"),
)
_FILE_DATE = re.compile(r"(?:^|/)((?:19|20)\d\d-\d\d-\d\d)-[^/]*$")
_DUE_LINE = re.compile(r"\bnext (?:review|update)(?: is)?(?: due)?(?: on| by|:)? ", re.IGNORECASE)
_DUE_LENGTH = 30
DECEMBER = 12


class Dated(NamedTuple):
    """Hold a date that a page tells: its year and month, and where it stands (None: in the file's name).

    `due` where it is the day on which the page is to be looked at again.
    """

    year: int
    month: int
    value: MetaValue | None
    due: bool = False


def authors(document: Document) -> tuple[MetaValue, ...]:
    """Return whom the page names as its author; names that say nothing ("admin") are among them."""
    return tuple(value for key, value in _told(document) if _is_author(key))


def _told(document: Document) -> Iterator[tuple[str, MetaValue]]:
    """Yield what front matter, mark-up and short lines of the article tell of it, with their keys."""
    for key, values in document.meta.items():
        yield from ((key, value) for value in values)
    if document.source.format is not Format.HTML:  # there the parser has looked at the lines
        yield from bylines(document.blocks)


def is_nobody(name: str) -> bool:
    """Tell whether a name given for an author names no person and no organisation."""
    return _NOBODY.fullmatch(name.strip()) is not None


def dates(document: Document) -> tuple[Dated, ...]:
    """Return the dates on which the page was written, changed or looked at, and is to be again."""
    return tuple(_dates(document))


def _dates(document: Document) -> Iterator[Dated]:
    named = _FILE_DATE.search(document.source.path.replace("\\", "/"))
    if named:
        year, month, _ = named[1].split("-")
        yield Dated(int(year), min(max(int(month), 1), DECEMBER), None)
    for key, value in _told(document):
        name = _plain(key.rpartition(".")[2])
        due = _DUE.fullmatch(name) is not None
        when = month_of(value.value) if due or _DATED.fullmatch(name) else None
        if when is not None:
            yield Dated(*when, value, due)
    for block in document.blocks:
        line = _DUE_LINE.search(block.text)
        when = month_of(block.text[line.end() : line.end() + _DUE_LENGTH]) if line else None
        if line is not None and when is not None:
            end = min(line.end() + _DUE_LENGTH, len(block.text))
            span = block.locate(line.start(), end)
            yield Dated(*when, MetaValue(block.text[line.start() : end], span), due=True)


def month_of(text: str) -> tuple[int, int] | None:
    """Return year and month of a date; of a year alone, or where the month is in doubt, the last."""
    for form in _WRITTEN:
        found = form.search(text)
        if found is not None:
            return int(found["year"]), _month(found.groupdict())
    return None


def _month(found: Mapping[str, str | None]) -> int:
    name = found.get("name")
    if name:
        return _MONTHS.index(name.lower()) + 1
    numbers = [int(number) for number in (found.get("month"), found.get("day")) if number]
    return max((number for number in numbers if 1 <= number <= DECEMBER), default=DECEMBER)


def _is_author(key: str) -> bool:
    *parents, last = (_plain(part) for part in key.split("."))
    return _AUTHOR.fullmatch(last) is not None or (
        last in _OF_PERSON and bool(parents) and _AUTHOR.fullmatch(parents[-1]) is not None
    )


def _plain(part: str) -> str:
    return _NOT_A_LETTER.sub("", part.lower())
