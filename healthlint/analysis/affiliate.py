"""Find the links that pay the publisher, wherever they stand: in mark-up, components, attributes, prose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from healthlint.analysis.clicks import clicked_links, script_links
from healthlint.analysis.components import component_links, named_boxes, shown_at, spoken_links
from healthlint.analysis.linkjudge import Around, Judge, PaidLink
from healthlint.analysis.placeholders import spoken_placeholders
from healthlint.types import Document, Format, Link, LinkCatalogue, Span

_LONGEST_TAG = 1000
_LISTED_REL = re.compile(r"\{:?[^{}\n]{0,200}?\brel=[\"']?([\w -]{1,60})")
# "Use code SLEEP10", "with my code: REST15".
_CODE = re.compile(
    r"(?i:\b(?:use|using|with|enter|apply)\s+(?:[\w'-]+\s+){0,3}codes?)\b[\s:\"'\u201c\u2018(*]{1,6}[A-Z][A-Z0-9]{2,19}\b"
)

__all__ = ["PaidLink", "asks_to_buy", "opening_tag", "paid_links", "pays", "scripted", "shop_links"]


def paid_links(document: Document, catalogue: LinkCatalogue, *, told: bool = False) -> tuple[PaidLink, ...]:
    """List the links that pay the publisher, in the order a reader meets them.

    On a page that says that it earns from its links (`told`) a weak sign in an address is enough.
    """
    judge = _judge(catalogue)
    links = tuple(_with_rel(document, link) for link in _all_links(document))
    folders = {link.url for link in links if judge.hides(link)}
    times = Counter(link.url for link in links)
    coded = _coded(document, links)
    found = (
        judge.paid(
            link,
            Around(
                tag=opening_tag(document, link),
                repeated=len(folders) > 1 and link.url in folders,
                again=times[link.url] > 1 and link.text.strip() != link.url,
                coded=link.block in coded,
                told=told,
            ),
        )
        for link in links
    )
    known = [paid for paid in found if paid]
    # A menu or a banner is the template's: only what is surely paid counts.
    beside = (judge.paid(link, Around(tag=opening_tag(document, link))) for link in document.around)
    known += [paid for paid in beside if paid and paid.sure]
    known += list(_boxes(document, known))
    place = shown_at(document)
    placed = (replace(paid, at=place(paid.link.span)) for paid in known)
    return tuple(sorted(placed, key=lambda paid: (paid.at, paid.link.span)))


def pays(url: str, catalogue: LinkCatalogue) -> bool:
    """Tell whether an address alone shows that it pays."""
    return _judge(catalogue).paid(Link("", url, "", Span(0, 0), -1)) is not None


def asks_to_buy(link: Link, catalogue: LinkCatalogue) -> bool:
    """Tell whether the words of a link ask to buy: "Shop now"."""
    return _judge(catalogue).commercial(link)


def scripted(document: Document, catalogue: LinkCatalogue) -> PaidLink | None:
    """Return an address in a page's scripts that pays by one sign alone: a button opens it."""
    judge = _judge(catalogue)
    found = (judge.paid(link) for link in script_links(document))
    return next((paid for paid in found if paid and paid.sure), None)


def shop_links(document: Document, catalogue: LinkCatalogue) -> tuple[PaidLink, ...]:
    """List the links to shops, in reading order: what pays on a page that says that it earns.

    A shop is a host that the catalogue knows to run a programme of its own, or any other site
    behind words like "buy" or "check price".
    """
    judge = _judge(catalogue)
    place = shown_at(document)
    links = (*document.links, *component_links(document), *clicked_links(document))
    found = (judge.shop(link) for link in links)
    placed = (replace(shop, at=place(shop.link.span)) for shop in found if shop)
    return tuple(sorted(placed, key=lambda shop: (shop.at, shop.link.span)))


def opening_tag(document: Document, link: Link) -> str:
    """Return the mark-up that opens a link, without its closing `>`; empty for a link of Markdown."""
    text = document.source.text
    start = link.span.start
    if text[start : start + 1] != "<":
        return ""
    return text[start : start + _LONGEST_TAG].partition(">")[0]


@lru_cache(maxsize=4)
def _judge(catalogue: LinkCatalogue) -> Judge:
    return Judge(catalogue)


def _with_rel(document: Document, link: Link) -> Link:
    """Return a link of Markdown with the rel that a list of attributes gives it: `{:rel="nofollow"}`."""
    if link.rel or document.source.format is not Format.MARKDOWN:
        return link
    listed = _LISTED_REL.match(document.source.text, link.span.end)
    return replace(link, rel=listed[1]) if listed else link


def _all_links(document: Document) -> Iterator[Link]:
    yield from document.links
    yield from component_links(document)
    yield from clicked_links(document)
    yield from spoken_links(document)
    yield from spoken_placeholders(document)


def _boxes(document: Document, known: Sequence[PaidLink]) -> Iterator[PaidLink]:
    """Yield the boxes that by their name hold an affiliate link, and none of those `known` to pay."""
    starts = sorted(paid.link.span.start for paid in known)
    for box in named_boxes(document):
        after = bisect_left(starts, box.span.start)
        if after == len(starts) or starts[after] >= box.span.end:
            yield PaidLink(
                box, "affiliate link", f"its name '{box.text[:40]}' calls it an affiliate link", True
            )


def _coded(document: Document, links: Sequence[Link]) -> set[int]:
    """Return the blocks that hold a link and a discount code beside it."""
    linked = {link.block for link in links if link.block >= 0}
    return {index for index in linked if _CODE.search(document.blocks[index].text)}
