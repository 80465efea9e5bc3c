"""Guess the country of an article's readers from how it spells and whom it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from healthlint.adopt.glance import Sign

FEW = 3
"""Articles that must speak of a country before a guess is made."""
MOST = 0.75
"""The share of these that must speak of the same."""

_SPELLED = {
    "uk": re.compile(
        r"\b(?:colour|behaviour|centre|fibre|litre|tumour|anaemia|haemorrhage|oedema|oestrogen|diarrhoea"
        r"|paediatric|orthopaedic|foetal|organisation|recognise|licence)",
        re.IGNORECASE,
    ),
    "us": re.compile(
        r"\b(?:color|behavior|center|fiber|liter|tumor|anemia|hemorrhage|edema|estrogen|diarrhea"
        r"|pediatric|orthopedic|organization|recognize)",
        re.IGNORECASE,
    ),
}
_NAMED = {
    "uk": re.compile(r"\b(?:NHS|NICE|MHRA|your GP|a GP|GP surgery|A&E|call 999|call 111)\b"),
    "us": re.compile(r"\b(?:FDA|Medicare|Medicaid|call 911|primary care (?:doctor|provider)|over 100 ?°F)\b"),
}
_SERVICES = {"uk": "the NHS, a GP or 999", "us": "the FDA, Medicare or 911"}
_LANGUAGE = re.compile(r"""(?i)\b(?:lang|language(?:code)?|locale)["']?\s*[:=]\s*["']?en[-_]([a-z]{2})\b""")
_ADDRESS = re.compile(
    r"""(?i)(?:\burl|baseurl|site_url|siteurl|\bsite|\bhost)["']?\s*[:=]\s*["']?(?:https?://)?([\w.-]+)"""
)
_DOMAINS = {"uk": "uk", "us": "us", "gov": "us"}
_LANGUAGES = {"gb": "uk", "uk": "uk", "us": "us"}


@dataclass(frozen=True, slots=True)
class Readers:
    """Name a profile, and why; where it is not `sure`, a person had better decide."""

    profile: str
    why: str
    sure: bool


def readers(articles: Sequence[str], settings: Iterable[tuple[str, str]]) -> Readers | None:
    """Return whose readers these are, None where nothing tells; `settings` are names and texts of files."""
    for name, text in settings:
        found = _told(name, text)
        if found is not None:
            return found
    named = Counter(country for text in articles for country in _most(text, _NAMED))
    spelled = Counter(country for text in articles for country in _most(text, _SPELLED))
    sure = _leading(named)
    if sure is not None:
        return Readers(sure, f"{named[sure]} of {len(articles)} articles speak of {_SERVICES[sure]}", True)
    likely = _leading(spelled)
    if likely is None:
        return None
    spelling = {"uk": "British", "us": "American"}[likely]
    return Readers(likely, f"{spelling} spelling in {spelled[likely]} of {len(articles)} articles", False)


def _told(name: str, text: str) -> Readers | None:
    """Return what a site's own settings say: its address, or its language."""
    for number, line in enumerate(text.splitlines(), 1):
        address, language = _ADDRESS.search(line), _LANGUAGE.search(line)
        if name == "CNAME":
            address = re.match(r"()\s*([\w.-]+)", line)
        host = address[address.lastindex or 1] if address else ""
        country = _DOMAINS.get(host.rpartition(".")[2].lower())
        if country is not None and "." in host:
            return Readers(country, f"{host} in {Sign(name, number)}", True)
        country = _LANGUAGES.get(language[1].lower()) if language else None
        # "en-US" is what generators write unasked.
        if country == "uk" and language is not None:
            return Readers(country, f"{language[0]} in {Sign(name, number)}", True)
    return None


def _most(text: str, patterns: dict[str, re.Pattern[str]]) -> list[str]:
    """Return the country of which a text speaks more, if of any."""
    uk, us = (len(patterns[country].findall(text)) for country in ("uk", "us"))
    return [] if uk == us else ["uk" if uk > us else "us"]


def _leading(counts: Counter[str]) -> str | None:
    if counts.total() < FEW:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= MOST * counts.total() else None
