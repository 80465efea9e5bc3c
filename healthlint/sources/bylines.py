"""Find who wrote and reviewed an article, and when, where its short lines say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from healthlint.sources.regions import Found
from healthlint.types import Block, BlockKind, MetaValue

_LONGEST = 240
_LONGEST_NOTE = 800
_MOST_BLOCKS = 400
_MOST_NAME_WORDS = 6

_NOT_NAME = r"(?!(?:Fact|Last|Medically|Modified|Posted|Published|Reviewed|Updated|Written)\b)"
_NAME = (
    r"(?P<name>(?:Dr\.? )?[A-Z][\w.'\u2019-]*"
    rf"(?: (?:[a-z]{{2,3}} ){{0,2}}{_NOT_NAME}[A-Z][\w.'\u2019-]*){{1,4}})"
)
_AUTHOR = re.compile(r"(?:^|[|·•—\u2013] ?)(?i:(?:medically )?(?:written )?by|author):? " + _NAME)
_FIRST_NAME = re.compile(
    r"(?i:(?:written )?by|author):? (?P<name>(?!(?:The|A|An|My|Our)\b)[A-Z][\w.'\u2019-]+)"
    r"(?:,? (?:[|·•—\u2013-]|(?i:on|in|updated|posted|published)\b).{0,80})?"
)
_PRODUCED = re.compile(
    r"\b(?i:this (?:article|page|leaflet|guide|information|fact ?sheet|content|resource|post|publication)\b"
    r"[^.]{0,40}\b(?:written|developed|prepared|produced|authored|compiled|provided|created) by )"
    r"(?P<name>(?:members of )?(?:the )?[A-Z][\w&.'\u2019-]*(?: [\w&.'\u2019-]+){0,8})"
)
_REVIEWER = re.compile(
    r"\b(?i:(?:medically |clinically |expert[- ])?reviewed)"
    r"(?i:(?: for (?:medical )?accuracy)?(?: by:?|:) )" + _NAME
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:[A-Z][a-z]+day,? )?"
    rf"(?P<date>{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
)
_DATED = re.compile(
    r"\b(?P<verb>(?i:last updated|updated|modified|reviewed|published|posted|date))(?i:(?: on|:| ·)?) [\"']?"
    + _DATE
)
_BARE_DATE = re.compile(_DATE + r"(?: (?:at )?\d{1,2}:\d\d.{0,20})?")
_OPENING_DATE = re.compile(_DATE + r" ?(?:--|[-—\u2013]) ")


def bylines(blocks: Iterable[Block]) -> Iterator[tuple[str, MetaValue]]:
    """Yield what short lines say: `author`, `reviewer`, `date`, `modified` ("By Jane Doe")."""
    for number, block in enumerate(blocks):
        if number >= _MOST_BLOCKS:
            return
        if block.kind is BlockKind.HEADING:
            continue
        if opening := _OPENING_DATE.match(block.text):
            yield "date", _value(block, opening, "date")
        elif len(block.text) <= _LONGEST:
            yield from _in_line(block)
        elif len(block.text) <= _LONGEST_NOTE and (produced := _PRODUCED.search(block.text)):
            yield "author", _value(block, produced, "name")


def marked(kept: Iterable[Found]) -> Iterator[tuple[str, MetaValue]]:
    """Yield the names that stand in elements marked as the author's."""
    for item in kept:
        text = item.block.text
        words = text.split()
        if not item.byline or len(words) > _MOST_NAME_WORDS or any(char.isdigit() for char in text):
            continue
        start = len(words[0]) + 1 if words[0].lower() == "by" else 0
        if len(words) >= 2:
            yield "author", MetaValue(text[start:], item.block.locate(start, len(text)))


def _in_line(block: Block) -> Iterator[tuple[str, MetaValue]]:
    if reviewed := _REVIEWER.search(block.text):
        yield "reviewer", _value(block, reviewed, "name")
    named = _AUTHOR.search(block.text) or _FIRST_NAME.fullmatch(block.text) or _PRODUCED.search(block.text)
    if named:
        yield "author", _value(block, named, "name")
    dated = _DATED.search(block.text)
    if dated:
        verb = dated["verb"].lower()
        yield "date" if verb in ("published", "posted", "date") else "modified", _value(block, dated, "date")
    elif bare := _BARE_DATE.fullmatch(block.text):
        yield "date", _value(block, bare, "date")


def _value(block: Block, match: re.Match[str], group: str) -> MetaValue:
    return MetaValue(match[group], block.locate(match.start(group), match.end(group)))
