"""Decide which blocks of a web page are the article: not the menus, the cookie banner, the teasers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.sources.regions import Found, Region, Role
from healthlint.sources.trimming import trimmed
from healthlint.types import BlockKind

_RESCUE_SHARE = 0.4
_RESCUE_WORDS = 40
_MAIN_SHARE = 0.5
_ARTICLE_SHARE = 0.75

# Words that the publisher owes the reader, wherever on the page they stand.
_NOTICE = re.compile(
    r"affiliate|commission|sponsor|advertis|disclos|disclaim|medical advice|earn from|we may earn|compensat"
    r"|health ?care (?:professional|provider)|(?:your|a) (?:doctor|physician|clinician|gp)\b",
    re.IGNORECASE,
)
# Said of pay in a bar over the page, beside a newsletter or in a menu, it is still said.
_PAY = re.compile(
    r"commission|affiliate links?\b|earn(?:s|ed)? (?:money|income|from|an? )|compensat"
    r"|\bpaid (?:link|partner|promot|advert)",
    re.IGNORECASE,
)
_LEAST = 5
# The name of a page that tells of pay, as menus and side bars hold it.
_PAY_PAGE = re.compile(
    r"\W*(?:\w+ )?(?:affiliates?|advertis\w+|ftc)(?: links?)?"
    r" (?:disclosures?|disclaimers?|polic(?:y|ies)|notice)\W*",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_FOOTER_LINK = re.compile(r"affiliate|advertis|disclos|disclaim", re.IGNORECASE)


def select(found: Sequence[Found], regions: Sequence[Region], *, titles: Sequence[str]) -> list[Found]:
    """Return what a reader would call the article, with its notices, asides and footers.

    `regions` stand in the order they open, the page first; `titles` are what the page's head calls it.
    """
    _count(found, regions)
    _drop(regions)
    _count([item for item in found if not item.region.dropped], regions)
    scope = _scope(regions)
    around = _around_title(found, scope)
    kept = [item for item in found if item.number in around or _keeps(item)]
    owed = frozenset(item.number for item in kept if _is_notice(item.block.text))
    return trimmed(kept, titles=titles, owed=owed)


def _count(found: Sequence[Found], regions: Sequence[Region]) -> None:
    for region in regions:
        region.words = 0
    for item in found:
        item.region.words += item.prose
    for region in reversed(regions):
        if region.parent is not None and region.role not in (Role.ASIDE, Role.FOOTER):
            region.parent.words += region.words


def _drop(regions: Sequence[Region]) -> None:
    """Mark boilerplate and what stands in it, but not where that would be most of the page."""
    total = regions[0].words
    for region in regions:
        rescued = region.words >= _RESCUE_WORDS and region.words >= _RESCUE_SHARE * total
        within = region.parent is not None and region.parent.dropped
        region.dropped = within or (region.role is Role.BOILERPLATE and not rescued)


def _scope(regions: Sequence[Region]) -> Region:
    """Narrow the page to its main part, and that to its article, where these hold the prose."""
    scope = regions[0]
    _enter(scope, regions)
    for role, share in ((Role.MAIN, _MAIN_SHARE), (Role.ARTICLE, _ARTICLE_SHARE)):
        least = max(1, share * scope.words)
        fitting = [
            region
            for region in regions
            if region.role is role and region.inside and not region.dropped and region.words >= least
        ]
        # Of nested ones with as many words the outermost comes first: a card is not the article.
        scope = max(fitting, key=lambda region: region.words, default=scope)
        _enter(scope, regions)
    return scope


def _enter(scope: Region, regions: Sequence[Region]) -> None:
    for region in regions:
        region.inside = region is scope or (region.parent is not None and region.parent.inside)


def _around_title(found: Sequence[Found], scope: Region) -> set[int]:
    """Return the blocks from the page's title to the article that begins below it."""
    inside = [index for index, item in enumerate(found) if item.region.inside]
    if scope.role is Role.PAGE or not inside or any(found[index].is_title for index in inside):
        return set()
    start = inside[0]
    titles = [index for index in range(start) if found[index].is_title and not found[index].region.dropped]
    if not titles:
        return set()
    between = found[titles[-1] : start]
    return {item.number for item in between if not item.region.dropped and (item.prose or item.is_title)}


def _keeps(item: Found) -> bool:
    text, region = item.block.text, item.region
    if region.footer and _FOOTER_LINK.search(text):
        return True
    if region.dropped or item.only_links:
        told = len(text.split()) >= _LEAST and _PAY.search(text) is not None
        told |= _PAY_PAGE.fullmatch(text) is not None
        if told and _COOKIES.search(text) is None and not region.shut:
            return True
    if region.dropped:
        return False
    if region.role is Role.NOTICE or (_is_notice(text) and not item.only_links):
        return True
    if item.block.kind in (BlockKind.ASIDE, BlockKind.FOOTER):
        return not item.only_links
    if region.role is Role.HEADER and (item.only_links or not region.titled):
        return False
    return region.inside


def _is_notice(text: str) -> bool:
    return _NOTICE.search(text) is not None and _COOKIES.search(text) is None
