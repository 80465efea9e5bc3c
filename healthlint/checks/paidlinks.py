"""Word what verdicts and findings say of paid links."""

from __future__ import annotations

from collections.abc import Sequence

from healthlint.analysis.affiliate import PaidLink
from healthlint.checks import places
from healthlint.rulepack.model import LinkRule
from healthlint.types import Outcome, Place, Source, Verdict

RELATED = 3
"""Paid links shown at most beside the first."""


def first(links: int) -> str:
    """Return what stands before the first of so many paid links: nothing where there is but one."""
    return "" if links == 1 else "first: "


def counted(links: int) -> str:
    """Say how many paid links there are."""
    return "a paid link" if links == 1 else f"{links} paid links"


def evidence(source: Source, one: PaidLink) -> str:
    """Say where a link stands and why it is taken for paid."""
    return f"the link in {places.line(source, one.link.span.start)} is taken for paid: {one.sign}"


def others(links: Sequence[PaidLink], source: Source) -> list[Place]:
    """Return the places of the paid links that stand beside the first of `links`."""
    return [
        places.at_link(source, one.link, note=f"another paid link ({one.network})")
        for one in links[1 : RELATED + 1]
    ]


def unseen(rule: LinkRule, source: Source, where: Place) -> Verdict:
    """Return the verdict on a page that puts a disclosure at `where` by a component or its front matter."""
    line = places.line(source, where.span.start)
    reason = f"{line} puts a disclosure here, but whether readers see it is decided in another file"
    return Verdict(rule.code, Outcome.UNSURE, reason, where)
