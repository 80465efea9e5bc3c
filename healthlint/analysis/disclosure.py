"""Judge whether a page tells its readers, in time and plainly, that its links pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from healthlint.analysis.affiliate import PaidLink, asks_to_buy, paid_links, shop_links
from healthlint.analysis.components import notices
from healthlint.analysis.fold import fold
from healthlint.analysis.standin import APART, Stead, stand_in
from healthlint.analysis.statements import Statement, Wording, statements
from healthlint.analysis.told import TELLING, Mark, printed, told
from healthlint.types import BlockKind, Document, Format, Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

__all__ = ["Disclosure", "Mark", "State", "Stead", "judge"]

_THIS_LINK = re.compile(r"\b(?:this|the above|the following) (?:\w+ )?link\b")
_ROW = re.compile(r"</?tr\b", re.IGNORECASE)
_TAG_END = re.compile(r"[<>]|\}\}|%\}")
_HASHTAG_BLOCKS = 3


class State(StrEnum):
    """Say how a page discloses that its links pay. `unseen`: in a component whose words are elsewhere."""

    NONE_NEEDED = "none-needed"
    MISSING = "missing"
    VAGUE = "vague"
    LATE = "late"
    CLEAR = "clear"
    UNSEEN = "unseen"


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
    shown = told(analysis, said)
    if shown is not None or any(statement.wording is Wording.SPONSORED for statement in said):
        links = paid_links(document, analysis.vocabulary.links, told=True)
    else:
        links = analysis.paid
    if not links and shown is not None:
        links = shop_links(document, analysis.vocabulary.links)
    links = _inside_first(analysis, links)
    stage = _stage(analysis, said, links) if links or shown is not None else None
    if stage is None:
        return Disclosure(State.NONE_NEEDED)
    state, deciding = _placed(said, stage)
    if state in (State.MISSING, State.VAGUE):
        notice = next((notice for notice in notices(document) if notice.span.start < stage.at), None)
        mark = printed(analysis) if notice is None else Mark(notice.span, notice.text)
        if mark is not None:
            return Disclosure(State.UNSEEN, links, stage.first, stage.stead, None, mark)
    return Disclosure(state, links, stage.first, stage.stead, deciding, shown)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Hold what a statement is measured against: the first paid link, or what stands for it.

    `at` is where a reader meets it, `unit` the blocks of its paragraph or row, `shopping` where
    the page speaks of buying, `prose` the last block of the article itself.
    """

    document: Document
    first: Mark
    stead: Stead
    at: int
    unit: range
    shopping: tuple[int, ...]
    prose: int


def _stage(analysis: Analysis, said: Sequence[Statement], links: Sequence[PaidLink]) -> _Stage | None:
    document = analysis.document
    prose = max((index for index, block in enumerate(document.blocks) if block.kind not in APART), default=-1)
    if links:
        unit = _unit(document, links[0].link.block)
        return _Stage(document, _mark(document, links[0]), Stead.LINK, links[0].at, unit, (), prose)
    found = stand_in(analysis, said)
    if found is None or (found.stead is Stead.INTRODUCTION and _only_footers(said)):
        return None
    at = found.first.span.end if found.stead is Stead.INTRODUCTION else found.first.span.start
    return _Stage(document, found.first, found.stead, at, range(0), found.shopping, prose)


def _inside_first(analysis: Analysis, links: Sequence[PaidLink]) -> tuple[PaidLink, ...]:
    """Return the links with those last that stand in an aside, or outside the article on a web page.

    A button in the menu above it ("Shop now") is met first.
    """
    document = analysis.document
    begin = 0
    buttons = {link.span for link in document.around if asks_to_buy(link, analysis.vocabulary.links)}
    around = {link.span for link in document.around}
    if document.source.format is Format.HTML:
        begin = min((block.span.start for block in document.blocks), default=0)

    def apart(paid: PaidLink) -> bool:
        block = paid.link.block
        if paid.at < begin:
            return paid.link.span not in buttons
        return paid.link.span in around or (block >= 0 and document.blocks[block].kind in APART)

    return tuple(sorted(links, key=apart))


def _placed(said: Sequence[Statement], stage: _Stage) -> tuple[State, Statement | None]:
    """Return the state, and the statement that decided it."""
    plain = [statement for statement in said if statement.wording in (Wording.PAID, Wording.SPONSORED)]
    for statement in plain:
        if _in_time(statement, stage):
            return State.CLEAR, statement
    for statement in said:
        if statement.wording is Wording.LABEL and _labels(statement, unit=stage.unit, first=stage.first):
            return State.CLEAR, statement
    if plain:
        return State.LATE, plain[0]
    vague = [statement for statement in said if statement.wording in (Wording.AFFILIATE, Wording.HINT)]
    return (State.VAGUE, vague[0]) if vague else (State.MISSING, None)


def _in_time(statement: Statement, stage: _Stage) -> bool:
    if stage.stead is not Stead.LINK and _THIS_LINK.search(fold(statement.text)):
        return True
    if statement.block in stage.unit or _same_tag(statement, stage):
        return True
    footer = statement.footer and statement.block > stage.prose
    if not footer and statement.span.start < stage.at:
        return True
    return stage.stead is not Stead.LINK and not footer and _leads(statement, stage)


def _same_tag(statement: Statement, stage: _Stage) -> bool:
    """Tell whether a component is given both the link and the words on it."""
    if statement.block >= 0 or stage.stead is not Stead.LINK:
        return False
    early, late = sorted((statement.span, stage.first.span))
    between = stage.document.source.text[early.end : late.start]
    return late.start < early.end or _TAG_END.search(between) is None


def _leads(statement: Statement, stage: _Stage) -> bool:
    """Tell whether most of what could hold the stripped links stands below a statement.

    That is where the page speaks of buying; where it never does, its second half.
    """
    if stage.shopping:
        below = sum(start > statement.span.start for start in stage.shopping)
        return below * 2 > len(stage.shopping)
    return 0 <= statement.block <= stage.prose // 2


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


def _only_footers(said: Iterable[Statement]) -> bool:
    """Tell whether only a footer, the same on every page of a site, speaks of paid links."""
    telling = [statement for statement in said if statement.wording in TELLING]
    return bool(telling) and all(statement.footer for statement in telling)


def _mark(document: Document, paid: PaidLink) -> Mark:
    link = paid.link
    if paid.at != link.span.start:
        end = document.source.text.find("\n", paid.at)
        span = Span(paid.at, min(end if end >= 0 else paid.at + 80, paid.at + 80))
        return Mark(span, document.source.text[span.start : span.end])
    return Mark(link.span, link.text or document.source.text[link.span.start : link.span.end])
