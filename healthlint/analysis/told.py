"""Find where a page shows that its links pay, beside the links themselves: in text, front matter, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthlint.analysis.affiliate import pays, scripted
from healthlint.analysis.placeholders import names_one
from healthlint.analysis.statements import Statement, Wording, wording_of
from healthlint.types import Format, MetaValue, Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

TELLING = (Wording.PAID, Wording.AFFILIATE)

_FLAG_KEY = re.compile(
    r"(?:^|[._ -])(?:(?:has|is|contains|uses)[_-]?)?(?:affiliates?|monetized)(?:[_-]?links?)?$"
)
_LINK_KEY = re.compile(
    r"(?:affiliates?|(?:^|[._-])aff|hop|referral)[._-]?(?:link|url|href|button|product)s?(?:$|[._-])"
)
_NOTICE_KEY = re.compile(r"disclos|disclaim|affiliate")
_TRUE = frozenset({"true", "yes", "on", "1"})
# "disclosure", "showAffiliateDisclosure", "ftc_disclaimer": what the template prints.
_PRINTED_KEY = re.compile(
    r"(?:^|[._-])(?:(?:show|has|display|include|add|needs)[_-]?)?(?:disclosure|(?:affiliates?|ftc)[_-]?(?:disclosure|disclaimer|notice))"
    r"(?:[_-]?(?:text|note|notice|banner))?$"
)
_URL = re.compile(r"https?://\S{4,2000}$", re.IGNORECASE)
_FOLDER = re.compile(r"/[\w-]+/[\w./-]+$")
# The name under which a site keeps the address: "sleepwell-tea".
_SLUG = re.compile(r"(?!(?:true|false|none|null|todo|tbd|pending|optional)$)[a-z][\w-]{2,60}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a stretch of the source with its words."""

    span: Span
    text: str


def told(analysis: Analysis, said: Iterable[Statement]) -> Mark | None:
    """Return where the page says or shows that it has links that pay."""
    for statement in said:
        if statement.wording in TELLING:
            return Mark(statement.span, statement.text)
    for sentence in analysis.said("gives-own-code"):
        return Mark(sentence.span, sentence.text)
    if analysis.document.source.format is Format.MARKDOWN:
        return next(_in_meta(analysis), None)
    paid = scripted(analysis.document, analysis.vocabulary.links)
    return None if paid is None else Mark(paid.link.span, paid.link.url)


def printed(analysis: Analysis) -> Mark | None:
    """Return where the front matter gives the template a disclosure to print, or asks it for one."""
    for key, values in analysis.document.meta.items():
        if analysis.document.source.format is not Format.MARKDOWN or not _PRINTED_KEY.search(key):
            continue
        for value in values:
            if value.value.lower() in _TRUE or wording_of(analysis, value.value) is Wording.PAID:
                return Mark(value.span, f"{key}: {value.value}")
    return None


def _in_meta(analysis: Analysis) -> Iterator[Mark]:
    for key, values in analysis.document.meta.items():
        for value in values:
            if _FLAG_KEY.search(key) and value.value.lower() in _TRUE:
                yield Mark(value.span, f"{key}: {value.value}")
            elif _tells(analysis, key, value):
                yield Mark(value.span, value.value)


def _tells(analysis: Analysis, key: str, value: MetaValue) -> bool:
    """Tell whether a value of the front matter is an address that pays, or words on affiliate links."""
    text = value.value
    notice = _NOTICE_KEY.search(key) is not None
    named = _LINK_KEY.search(key) is not None and "disclos" not in key and "program" not in key
    if named and _SLUG.match(text):
        return True
    if _URL.match(text) or _FOLDER.match(text) or names_one(text):
        return named or names_one(text) or (bool(_URL.match(text)) and pays(text, analysis.vocabulary.links))
    return notice and wording_of(analysis, text) in TELLING
