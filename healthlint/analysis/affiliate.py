"""Tell which links pay the publisher, by the signals of the catalogue in their URL, mark-up and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, unquote

import re2

from healthlint.analysis.addresses import host_of, names, targets
from healthlint.analysis.components import component_links, spoken_links
from healthlint.analysis.fold import fold
from healthlint.analysis.signals import OPTIONS, Signal, compile_signal, sign
from healthlint.types import AffiliateSignal, Document, Link, LinkCatalogue, Span

_LONGEST_TAG = 1000
_TAG_NAME = re.compile(r"<([\w.:-]+)")
_NAMING = re.compile(
    r"""(?:^|\s)(?:class|classname|id|data-[\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_NAMED_AFFILIATE = re.compile(r"affiliate|thirstylink|pretty-?link|aawp|lasso-", re.IGNORECASE)
_NAMED_NOTICE = re.compile(r"disclos|disclaim|policy|notice|program", re.IGNORECASE)
# "YOUR_AFFILIATE_LINK", "#affiliate-link-2", "?tag=YOUR_TAG", "?tag={{ site.tag }}": filled in later.
_PLACEHOLDER = re.compile(
    r"(?:^|[/#])\W{0,4}(?:(?:your|my|insert|add)[-_ ]?)?(?:amazon[-_ ]?)?(?:affiliate|referral)[-_ ]?"
    r"(?:link|url)s?(?:[-_ ]?(?:here|goes[-_ ]here|\d{1,4}))?\W{0,4}$"
    r"|[?&](?:tag|aff|aff_id)=(?:\{|%7b|\$|(?:your|my)[-_ ]?(?:\w{1,20}[-_ ]?)?(?:tag|id)\b|affiliate)"
    r"|[?&]tag=$",
    re.IGNORECASE,
)
_BARE_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PaidLink:
    """Hold a link that can pay the publisher; `sign` says in words what shows it.

    `sure` where one sign alone shows it that is rarely wrong.
    """

    link: Link
    network: str
    sign: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    network: str
    risk: str
    sign: str
    referral: bool = False


def paid_links(document: Document, catalogue: LinkCatalogue, *, told: bool = False) -> tuple[PaidLink, ...]:
    """List the links that pay the publisher, in reading order.

    On a page that says that it earns from its links (`told`) a weak sign in an address is enough.
    """
    judge = _judge(catalogue)
    links = (*document.links, *component_links(document), *spoken_links(document))
    cloaks = {link.url for link in links if judge.cloaked(link)}
    found = (
        judge.paid(
            link, tag=opening_tag(document, link), repeated=len(cloaks) > 1 and link.url in cloaks, told=told
        )
        for link in links
    )
    return tuple(sorted((paid for paid in found if paid), key=lambda paid: paid.link.span))


def pays(url: str, catalogue: LinkCatalogue) -> bool:
    """Tell whether an address alone shows that it pays."""
    return _judge(catalogue).paid(Link("", url, "", Span(0, 0), -1)) is not None


def shop_links(document: Document, catalogue: LinkCatalogue) -> tuple[PaidLink, ...]:
    """List the links to shops, in reading order: what pays on a page that says that it earns.

    A shop is a host that the catalogue knows to run a programme of its own, or any other site
    behind words like "buy" or "check price".
    """
    judge = _judge(catalogue)
    links = (*document.links, *component_links(document))
    found = (judge.shop(link) for link in links)
    return tuple(sorted((shop for shop in found if shop), key=lambda shop: shop.link.span))


@lru_cache(maxsize=4)
def _judge(catalogue: LinkCatalogue) -> _Judge:
    return _Judge(catalogue)


class _Judge:
    """Hold the catalogue compiled: signals by host, and those of any host behind one filter."""

    def __init__(self, catalogue: LinkCatalogue) -> None:
        self._never = catalogue.never_hosts
        self._redirects = catalogue.redirect_parameters
        self._by_host: dict[str, list[Signal]] = {}
        self._anywhere: list[Signal] = []
        self._rels: list[AffiliateSignal] = []
        for signal in catalogue.signals:
            compiled = compile_signal(signal)
            for host in signal.hosts:
                self._by_host.setdefault(host, []).append(compiled)
            if not signal.hosts and (compiled.host or compiled.param or compiled.path):
                self._anywhere.append(compiled)
            elif not signal.hosts and signal.rel:
                self._rels.append(signal)
        self._anywhere_unqueried = [compiled for compiled in self._anywhere if compiled.param is None]
        self._shops = {
            host for signal in catalogue.signals for host in signal.hosts if signal.param or signal.path
        }
        words = "|".join(re.escape(word) for word in sorted(catalogue.anchor_words, key=len, reverse=True))
        self._anchor = re2.compile(rf"(?:^|[^a-z0-9])(?:{words})(?:$|[^a-z0-9])", OPTIONS)

    def cloaked(self, link: Link) -> bool:
        """Tell whether a link goes through a folder that hides where it leads (`/go/mask`)."""
        leads_to = self._targets(link.url)
        return leads_to is not None and any(
            compiled.path is not None and compiled.param is None and compiled.path.search(leads_to[0].path)
            for compiled in self._anywhere
        )

    def paid(
        self, link: Link, *, tag: str = "", repeated: bool = False, told: bool = False
    ) -> PaidLink | None:
        """Return the link as a paid one if one low or two medium signals show it.

        `repeated` says that the page has more links through the same kind of folder, `told` that it
        says it earns from its links: then a parameter of its address that can pay does, too.
        """
        leads_to = self._targets(link.url)
        if _PLACEHOLDER.search(link.url):
            network = self._network(leads_to or ())
            return PaidLink(link, network, f"its address '{link.url[:60]}' names it an affiliate link", True)
        if leads_to is None:
            return None
        matches = [match for target in leads_to for match in self._url(target)]
        matches += self._markup(link, tag=tag, external=any(target.hostname for target in leads_to))
        low = [match for match in matches if match.risk == "low"]
        if low:
            return PaidLink(link, low[0].network, low[0].sign, True)
        counted = [match for match in matches if match.risk == "medium" or (told and match.referral)]
        medium = list({match.sign: match for match in counted}.values())
        signs = [match.sign for match in medium]
        if medium and len(signs) == 1:
            if self.commercial(link):
                signs.append(f"the words '{link.text[:60]}'")
            elif "nofollow" in link.rel.lower().split():
                signs.append("rel=nofollow")
            elif repeated:
                signs.append("more links like it")
            elif told and medium[0].referral:
                signs.append("what the page says of its links")
        return PaidLink(link, medium[0].network, " and ".join(signs[:2])) if len(signs) > 1 else None

    def shop(self, link: Link) -> PaidLink | None:
        """Return the link as one to a shop if its host or its words show it."""
        leads_to = self._targets(link.url)
        if leads_to is None:
            return None
        sold = next((host for host in map(host_of, leads_to) if not self._shops.isdisjoint(names(host))), "")
        host = host_of(leads_to[0])
        signed = any(match.risk != "high" for target in leads_to for match in self._url(target))
        if not sold and not signed and not (host and self.commercial(link)):
            return None
        where = sold or host or "a shop"
        return PaidLink(link, where, f"a link to {where}, on a page that says it earns from its links")

    def commercial(self, link: Link) -> bool:
        """Tell whether the words of a link ask to buy."""
        words = _BARE_URL.sub(" ", fold(link.text[:200]))
        return bool(self._anchor.search(words))

    def _targets(self, url: str) -> list[SplitResult] | None:
        """Return the URL and those inside it; None where it leads to no web page or to research."""
        found = targets(url, self._redirects)
        if not found or any(name in self._never for target in found for name in names(host_of(target))):
            return None
        return found

    def _url(self, target: SplitResult) -> Iterator[_Match]:
        host = host_of(target)
        query = "&".join(part for part in (target.query, target.fragment) if part)
        queries = (query, unquote(query)) if "%" in query else (query,)
        path = target.path + (f"?{target.query}" if target.query else "")
        candidates = [signal for name in names(host) for signal in self._by_host.get(name, ())]
        for compiled in (*candidates, *(self._anywhere if query else self._anywhere_unqueried)):
            shown = sign(compiled, host=host, queries=queries, path=path)
            if shown:
                signal = compiled.signal
                # A shop with signs of its own shows these where it pays: its "ref=" is book-keeping.
                own = bool(signal.hosts) or self._shops.isdisjoint(names(host))
                referral = bool(signal.param and host) and own
                yield _Match(signal.network, signal.risk, shown, referral)

    def _network(self, leads_to: Sequence[SplitResult]) -> str:
        """Return the network of the first host that has a programme of its own."""
        hosts = (name for target in leads_to for name in names(host_of(target)))
        signals = (signal for name in hosts for signal in self._by_host.get(name, ()))
        return next((compiled.signal.network for compiled in signals), "affiliate link")

    def _markup(self, link: Link, *, tag: str, external: bool) -> Iterator[_Match]:
        rels = link.rel.lower().split()
        for signal in self._rels:
            if signal.rel in rels:
                yield _Match("sponsored link", signal.risk, f"rel={signal.rel} marks it as paid")
        named = _named(tag)
        if external and named:
            yield _Match("affiliate link", "low", f"'{named}' in its mark-up names it an affiliate link")


def opening_tag(document: Document, link: Link) -> str:
    """Return the mark-up that opens a link, without its closing `>`; empty for a link of Markdown."""
    text = document.source.text
    start = link.span.start
    if text[start : start + 1] != "<":
        return ""
    return text[start : start + _LONGEST_TAG].partition(">")[0]


def _named(tag: str) -> str:
    """Return the name in a link's mark-up that calls it an affiliate link, empty where none does."""
    if not tag:
        return ""
    component = _TAG_NAME.match(tag)
    names = [component[1]] if component else []
    names += [found[1] or found[2] or "" for found in _NAMING.finditer(tag)]
    for name in names:
        if _NAMED_AFFILIATE.search(name) and not _NAMED_NOTICE.search(name):
            return name[:40]
    return ""
