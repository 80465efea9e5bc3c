"""Tell addresses that an affiliate link is to be filled in for: `YOUR_AFFILIATE_LINK`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.types import Document, Link

_WHOSE = r"(?:your|my|our|insert|add|paste|put|seu|sua|tu)"
_LINK = (
    r"(?:(?:amazon|clickbank|iherb|product)[-_ ]?)?(?:affiliate|aff|referral|hop)[-_ ]?(?:link|url)s?"
    r"|hop[-_ ]?links?|(?:link|enlace|url)[-_ ]?(?:de[-_ ]?)?afiliad[oa]s?"
)
_END = r"(?:[-_ ](?:amazon|clickbank|digistore|hotmart))?(?:[-_ ]?(?:here|aqui|goes[-_ ]here|\d{1,4}))?"
_TOKEN = re.compile(
    # "[AFFILIATE LINK]", "#affiliate-link-2", "{{ affiliate_url }}", "SEU-HOPLINK-AQUI", "https://a.b/affiliate-link".
    rf"(?:^|[/#])\W{{0,4}}(?:{_WHOSE}[-_ ]?)?(?:{_LINK}){_END}\W{{0,4}}$"
    rf"|(?:^|[/#])\W{{0,4}}{_WHOSE}[-_ ](?:amazon|clickbank|digistore)[-_ ]?(?:link|url|id){_END}\W{{0,4}}$"
    r"|[?&#](?:tag|aff|aff_id|affid|affiliate|hop|rcode)="
    r"(?:\{|%7b|\$|\[|<|(?:your|my|seu)[-_ ]?(?:\w{1,20}[-_ ]?)?(?:tag|id|code|nickname)\b|affiliate)"
    r"|[?&]tag=$",
    re.IGNORECASE,
)
# "AFFILIATE_LINK_MAGNESIUM", "https://YOUR_TEA_HOPLINK_HERE", "#affiliate-link-tea": with the product's name.
_NAMED = re.compile(
    r"^(?:https?://)?[^\w\s]{0,4}(?:[A-Z0-9]{2,20}[_-]){0,6}(?:(?:AFFILIATE|AFF|REFERRAL)[_-]?(?:LINK|URL)|HOP_?LINK)"
    r"(?:[_-][A-Z0-9]{1,30}){0,6}[^\w\s]{0,4}$"
    r"|^#(?:your-)?(?:affiliate|aff|referral|hop)-?link(?:-[\w-]{1,60})?$"
)
_SPOKEN = re.compile(
    r"(?i:[\[({<]{1,2}[ _]?(?:your|insert|add|paste|place|put)\b[^\[\](){}<>\n]{0,30}?"
    r"(?:affiliate|referral|hop)[ _-]?(?:links?|urls?)\b[^\[\](){}<>\n]{0,30}[\])}>]{1,2})"
    r"|\[(?:AFFILIATE|AFF)[ _-](?:LINK|URL)[^\[\]\n]{0,40}\](?!\()"
    r"|\b(?:YOUR|INSERT)[_-](?:[A-Z]{2,20}[_-])?(?:AFFILIATE|REFERRAL|HOP)[_-]?(?:LINK|URL)\w{0,40}"
    r"|\b(?:SEU|SUA|TU)[_-](?:LINK|URL|ENLACE)[_-](?:DE[_-])?AFILIAD[OA][\w-]{0,40}"
)


def is_placeholder(link: Link) -> bool:
    """Tell whether a link's address stands for an affiliate link that is still to be filled in."""
    url = link.url.strip()
    if url.startswith("#") and "affiliate" in link.text.lower():
        return False  # a jump to what the page says of affiliate links
    return names_one(url)


def names_one(url: str) -> bool:
    """Tell whether an address is but a name for an affiliate link."""
    return _TOKEN.search(url) is not None or _NAMED.match(url) is not None


def spoken_placeholders(document: Document) -> Iterator[Link]:
    """Yield what prose leaves to be filled in: "[insert affiliate link here]"."""
    linked = {(link.block, link.text) for link in document.links}
    for index, block in enumerate(document.blocks):
        for found in _SPOKEN.finditer(block.text):
            if (index, found.group()) not in linked:
                yield Link(found.group(), "AFFILIATE_LINK", "", block.locate(*found.span()), index)
