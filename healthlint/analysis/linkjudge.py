"""Judge one link: whether the signals in its URL, mark-up and words show that it pays the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote

import re2

from healthlint.analysis.addresses import host_of, names, targets
from healthlint.analysis.fold import fold
from healthlint.analysis.placeholders import is_placeholder
from healthlint.analysis.signals import OPTIONS, Signal, compile_signal, sign
from healthlint.types import AffiliateSignal, Link, LinkCatalogue

_TAG_NAME = re.compile(r"<([\w.:-]+)")
_NAMING = re.compile(
    r"""(?:^|\s)(?:class|classname|id|data-[\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_NAMED_BY_KEY = re.compile(
    r"\s(data-affiliate[\w-]{0,30})(?:\s*=\s*[\"']?+(?!false|0)|[\s/>]|$)", re.IGNORECASE
)
_NAMED_AFFILIATE = re.compile(r"affiliate|thirstylink|pretty-?link|aawp|lasso-|hop-?link", re.IGNORECASE)
_NAMED_NOTICE = re.compile(r"disclos|disclaim|policy|notice|program", re.IGNORECASE)
_BARE_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
# What a publisher counts on its own pages: "ref=menu".
_OWN_COUNT = re.compile(
    r"=(?:home|blog|nav|menu|foot|head|side|article|post|news|e?mail|cta|hero|banner|internal|search|page)\w{0,9}'",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PaidLink:
    """Hold a link that can pay the publisher; `sign` says in words what shows it.

    `sure` where one sign alone shows it that is rarely wrong. `at` is where a reader meets it.
    """

    link: Link
    network: str
    sign: str
    sure: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what stands around a link: the mark-up that opens it, and what the page has beside it.

    `repeated`: more links through the same kind of folder; `again`: the same link once more;
    `coded`: a discount code beside it; `told`: the page says that it earns from its links.
    """

    tag: str = ""
    repeated: bool = False
    again: bool = False
    coded: bool = False
    told: bool = False


ALONE = Around()


@dataclass(frozen=True, slots=True)
class _Match:
    network: str
    risk: str
    sign: str
    referral: bool = False
    hidden: bool = False


class Judge:
    """Hold the catalogue compiled: signals by host, and those of any host behind one filter."""

    def __init__(self, catalogue: LinkCatalogue) -> None:
        self._never = catalogue.never_hosts
        self._redirects = catalogue.redirect_parameters
        self._shorteners = catalogue.shorteners
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

    def hides(self, link: Link) -> bool:
        """Tell whether a link goes through a folder that hides where it leads (`/go/mask`)."""
        leads_to = self._targets(link.url)
        return leads_to is not None and any(
            compiled.path is not None and compiled.param is None and compiled.path.search(leads_to[0].path)
            for compiled in self._anywhere
        )

    def paid(self, link: Link, around: Around = ALONE) -> PaidLink | None:
        """Return the link as a paid one if one low or two medium signals show it."""
        leads_to = self._targets(link.url)
        if is_placeholder(link):
            network = self._network(leads_to or ())
            return PaidLink(link, network, f"its address '{link.url[:60]}' names it an affiliate link", True)
        if leads_to is None:
            return None
        matches = [match for target in leads_to for match in self._url(target)]
        matches += self._markup(link, tag=around.tag, external=any(target.hostname for target in leads_to))
        low = [match for match in matches if match.risk == "low"]
        if low:
            return PaidLink(link, low[0].network, low[0].sign, True)
        asks = self.commercial(link)
        weak = around.told or around.coded or asks
        counted = [match for match in matches if match.risk == "medium" or (weak and match.referral)]
        medium = list({match.sign: match for match in counted}.values())
        signs = [match.sign for match in medium]
        if len(medium) == 1:
            signs += _seconds(link, medium[0], around, asks=asks)
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
        if target.path.strip("/") and not self._shorteners.isdisjoint(names(host)):
            yield _Match("shortened link", "medium", f"'{host}' hides where it leads", hidden=True)
        for compiled in (*candidates, *(self._anywhere if query else self._anywhere_unqueried)):
            signal = compiled.signal
            if signal.param and not host:
                continue  # on the publisher's own pages a parameter counts its visits
            shown = sign(compiled, host=host, queries=queries, path=path)
            if shown:
                # A shop with signs of its own shows these where it pays: its "ref=" is book-keeping.
                own = bool(signal.hosts) or self._shops.isdisjoint(names(host))
                weak = bool(host) and (bool(signal.param) or signal.risk == "high")
                referral = weak and own and not _OWN_COUNT.search(shown)
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


def _seconds(link: Link, first: _Match, around: Around, *, asks: bool) -> Iterator[str]:
    """Yield what stands beside the one sign in an address."""
    if asks:
        yield f"the words '{link.text[:60]}'"
    elif around.coded:
        yield "the discount code beside it"
    elif first.hidden:
        if around.again:
            yield "the same link once more"
    elif "nofollow" in link.rel.lower().split():
        yield "rel=nofollow"
    elif around.repeated:
        yield "more links like it"
    elif around.told and first.referral:
        yield "what the page says of its links"


def _named(tag: str) -> str:
    """Return the name in a link's mark-up that calls it an affiliate link, empty where none does."""
    if not tag:
        return ""
    component = _TAG_NAME.match(tag)
    found_names = [component[1]] if component else []
    found_names += [found[1] or found[2] or "" for found in _NAMING.finditer(tag)]
    found_names += [found[1] for found in _NAMED_BY_KEY.finditer(tag)]
    for name in found_names:
        if _NAMED_AFFILIATE.search(name) and not _NAMED_NOTICE.search(name):
            return name[:40]
    return ""
