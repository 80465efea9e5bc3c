"""Judge whether a page tells its readers, in time and plainly, that its links pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from healthlint.analysis.affiliate import PaidLink, paid_links, pays, shop_links
from healthlint.analysis.components import notices
from healthlint.analysis.fold import fold
from healthlint.analysis.statements import Statement, Wording, statements, wording_of
from healthlint.types import Block, BlockKind, Document, Format, Link, Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

INTRODUCTION = 250
"""Words from the start that are the introduction where no heading ends it earlier: a first screen."""
LEAST = 8
"""Words of a paragraph at least: bylines and labels under the title are no introduction."""

_AFFILIATE_KEY = re.compile(
    r"(?:^|[._ -])(?:(?:has|is|contains|uses)[_-]?)?(?:affiliates?|monetized)(?:[_-]?links?)?$"
)
_TRUE = frozenset({"true", "yes", "on", "1"})
_URL = re.compile(r"https?://\S{4,2000}$", re.IGNORECASE)
_NOTICE_HEADING = re.compile(r"disclos|disclaim|affiliate")
_THIS_LINK = re.compile(r"\b(?:this|the above|the following) (?:\w+ )?link\b")
_ROW = re.compile(r"</?tr\b", re.IGNORECASE)
_HASHTAG_BLOCKS = 3
_TELLING = (Wording.PAID, Wording.AFFILIATE)
_APART = (BlockKind.FOOTER, BlockKind.ASIDE)


class State(StrEnum):
    """Say how a page discloses that its links pay. `unseen`: in a component whose words are elsewhere."""

    NONE_NEEDED = "none-needed"
    MISSING = "missing"
    VAGUE = "vague"
    LATE = "late"
    CLEAR = "clear"
    UNSEEN = "unseen"


class Stead(StrEnum):
    """Say what the first paid link is, or what stands for it where the links were stripped."""

    LINK = "link"
    SHOPPING = "shopping"
    INTRODUCTION = "introduction"


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a stretch of the source with its words."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Hold the judgement. `said` is the disclosure that decided, `told` what says that links pay.

    `first` is the first paid link or what stands for it, as `stead` says; both are None where
    nothing pays. `links` are all paid links, in reading order.
    """

    state: State
    links: tuple[PaidLink, ...] = ()
    first: Mark | None = None
    stead: Stead | None = None
    said: Statement | None = None
    told: Mark | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the page speaks of being paid, as far as that decided."""
        return tuple(mark.span for mark in (self.said, self.told) if mark is not None)


def judge(analysis: Analysis) -> Disclosure:
    """Judge the disclosure of an article's paid links."""
    document = analysis.document
    said = statements(analysis)
    told = _told(analysis, said)
    links = analysis.paid if told is None else paid_links(document, analysis.vocabulary.links, told=True)
    if not links and told is not None:
        links = shop_links(document, analysis.vocabulary.links)
    if links:
        first, stead = _mark(document, links[0].link), Stead.LINK
    else:
        found = None if told is None else _stand_in(analysis, said)
        if found is None or (found[1] is Stead.INTRODUCTION and _only_footers(said)):
            return Disclosure(State.NONE_NEEDED)
        first, stead = found
    state, deciding = _placed(document, said, links=links, first=first, stead=stead)
    if state in (State.MISSING, State.VAGUE):
        shown = next((notice for notice in notices(document) if notice.span.start < first.span.start), None)
        if shown is not None:
            return Disclosure(State.UNSEEN, links, first, stead, None, Mark(shown.span, shown.text))
    return Disclosure(state, links, first, stead, deciding, told)


def _placed(
    document: Document, said: Sequence[Statement], *, links: Sequence[PaidLink], first: Mark, stead: Stead
) -> tuple[State, Statement | None]:
    """Return the state, and the statement that decided it."""
    unit = _unit(document, links[0].link.block) if links else range(0)
    plain = [statement for statement in said if statement.wording in (Wording.PAID, Wording.SPONSORED)]
    for statement in plain:
        if _in_time(statement, unit=unit, first=first, stead=stead):
            return State.CLEAR, statement
    for statement in said:
        if statement.wording is Wording.LABEL and _labels(statement, unit=unit, first=first):
            return State.CLEAR, statement
    if plain:
        return State.LATE, plain[0]
    vague = [statement for statement in said if statement.wording in (Wording.AFFILIATE, Wording.HINT)]
    return (State.VAGUE, vague[0]) if vague else (State.MISSING, None)


def _in_time(statement: Statement, *, unit: range, first: Mark, stead: Stead) -> bool:
    if stead is not Stead.LINK and _THIS_LINK.search(fold(statement.text)):
        return True
    if statement.block in unit:
        return True
    limit = first.span.end if stead is Stead.INTRODUCTION else first.span.start
    return not statement.footer and statement.span.start < limit


def _labels(statement: Statement, *, unit: range, first: Mark) -> bool:
    """Tell whether a label like "(paid link)" stands beside the first link, or "#ad" opens the page."""
    if statement.block in unit:
        return True
    opens = 0 <= statement.block < _HASHTAG_BLOCKS and "#" in statement.text
    return opens and statement.span.start < first.span.start


def _unit(document: Document, index: int) -> range:
    """Return the blocks of the paragraph, item, caption or table row that block `index` is of."""
    if index < 0:
        return range(0)
    blocks = document.blocks
    first = last = index
    if blocks[index].kind is not BlockKind.CELL:
        return range(first, last + 1)
    if row := blocks[index].row:
        while last + 1 < len(blocks) and blocks[last + 1].row == row:
            last += 1
        while first > 0 and blocks[first - 1].row == row:
            first -= 1
        return range(first, last + 1)
    reach = blocks[index].span.end
    while last + 1 < len(blocks) and _same_row(document, last + 1, start=reach):
        last += 1
        reach = blocks[last].span.start
    reach = blocks[index].span.start
    while first > 0 and _same_row(document, first - 1, end=reach):
        first -= 1
        reach = blocks[first].span.end
    return range(first, last + 1)


def _same_row(document: Document, index: int, *, start: int | None = None, end: int | None = None) -> bool:
    """Tell whether block `index` is a cell with no end of a row from `start` to it, or from it to `end`."""
    block = document.blocks[index]
    if block.kind is not BlockKind.CELL:
        return False
    text = document.source.text
    start = block.span.end if start is None else start
    end = block.span.start if end is None else end
    if document.source.format is Format.HTML:
        return _ROW.search(text, start, end) is None
    return text.find("\n", start, end) < 0


def _told(analysis: Analysis, said: Iterable[Statement]) -> Mark | None:
    """Return where the page says that it has links that pay, in its text or its front matter."""
    for statement in said:
        if statement.wording in _TELLING:
            return Mark(statement.span, statement.text)
    if analysis.document.source.format is Format.MARKDOWN:
        return next(_told_in_meta(analysis), None)
    return None


def _told_in_meta(analysis: Analysis) -> Iterator[Mark]:
    document = analysis.document
    for key, values in document.meta.items():
        for value in values:
            text = value.value
            if _AFFILIATE_KEY.search(key) and text.lower() in _TRUE:
                yield Mark(value.span, f"{key}: {text}")
            elif _tells(analysis, key, text):
                yield Mark(value.span, text)


def _tells(analysis: Analysis, key: str, text: str) -> bool:
    """Tell whether a value of the front matter is an address that pays, or words on affiliate links."""
    if _URL.match(text):
        return pays(text, analysis.vocabulary.links)
    return bool(_NOTICE_HEADING.search(key)) and wording_of(analysis, text) in _TELLING


def _only_footers(said: Iterable[Statement]) -> bool:
    """Tell whether only a footer, the same on every page of a site, speaks of paid links."""
    telling = [statement for statement in said if statement.wording in _TELLING]
    return bool(telling) and all(statement.footer for statement in telling)


def _stand_in(analysis: Analysis, said: Sequence[Statement]) -> tuple[Mark, Stead] | None:
    """Return what stands for the first paid link: the first shopping mention, else the introduction's end.

    Buttons ("Check price") count anywhere, prose ("available for purchase online") after the introduction.
    """
    document = analysis.document
    spoken = {statement.block for statement in said}
    opening = _introduction(document, spoken)
    titles = (0, document.title)
    for index, block in enumerate(document.blocks):
        if index in spoken or index in titles or block.kind in _APART:
            continue
        if analysis.text_says(block.text[:120], "asks-to-buy") and len(block.text) <= 90:
            return _of(block), Stead.SHOPPING
        if index > opening and analysis.text_says(block.text, "speaks-of-buying"):
            return _sentence(analysis, index), Stead.SHOPPING
    if opening >= 0:
        return _of(document.blocks[opening]), Stead.INTRODUCTION
    return None


def _introduction(document: Document, spoken: set[int]) -> int:
    """Return the index of the introduction's last block, -1 where the page holds no prose."""
    words = 0
    prose = False
    last = -1
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            if prose and not _NOTICE_HEADING.search(fold(block.text)):
                break
            continue
        if block.kind in _APART or index in spoken:
            continue
        count = len(block.text.split())
        prose = prose or count >= LEAST
        words += count
        last = index
        if words >= INTRODUCTION:
            break
    return last


def _sentence(analysis: Analysis, index: int) -> Mark:
    for sentence in analysis.sentences:
        if sentence.block == index and analysis.text_says(sentence.text, "speaks-of-buying"):
            return Mark(sentence.span, sentence.text)
    return _of(analysis.document.blocks[index])


def _of(block: Block) -> Mark:
    return Mark(block.locate(0, len(block.text)), block.text)


def _mark(document: Document, link: Link) -> Mark:
    text = link.text
    if not text:
        text = document.source.text[link.span.start : link.span.end]
    return Mark(link.span, text)
