"""Read lexicons, patterns, the link catalogue and the topic model of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import re2
from pydantic import AfterValidator, Field

from healthlint.rulepack.model import Strict
from healthlint.types import AffiliateSignal, Lexicon, LinkCatalogue, Pattern, TopicModel


def _compiles(pattern: str) -> str:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        raise ValueError(f"is not an RE2 pattern ({error})") from error
    return pattern


Re2 = Annotated[str, AfterValidator(_compiles)]


class LexiconFile(Strict):
    lexicon: str
    about: str
    source: str
    plural: bool = False
    groups: dict[str, tuple[str, ...]]
    suffixes: dict[str, tuple[str, ...]] = {}
    not_suffix: tuple[str, ...] = ()

    def compiled(self) -> Lexicon:
        """Return the lexicon with regular plurals added where the file asks for them."""
        return Lexicon(
            self.lexicon,
            {name: tuple(_forms(phrases, plural=self.plural)) for name, phrases in self.groups.items()},
            self.suffixes,
            frozenset(self.not_suffix),
        )


class SignalEntry(Strict):
    network: str
    risk: Literal["low", "medium"]
    hosts: tuple[str, ...] = ()
    host_pattern: Re2 = ""
    param: Re2 = ""
    path: Re2 = ""
    rel: str = ""


class LinkFile(Strict):
    links: Literal["affiliate"]
    about: str
    source: str
    never_hosts: tuple[str, ...]
    shorteners: tuple[str, ...]
    anchor_words: tuple[str, ...]
    redirect_parameters: tuple[str, ...]
    signals: tuple[SignalEntry, ...]

    def compiled(self) -> LinkCatalogue:
        signals = (AffiliateSignal(**signal.model_dump()) for signal in self.signals)
        return LinkCatalogue(
            frozenset(self.never_hosts),
            frozenset(self.shorteners),
            self.anchor_words,
            frozenset(self.redirect_parameters),
            tuple(signals),
        )


class PatternEntry(Strict):
    about: str = ""
    tags: tuple[str, ...] = ()
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = ()


class PatternFile(Strict):
    """Hold named patterns; `{word}` in one stands for the regular expression under `words`."""

    patterns: str
    about: str
    source: str
    words: dict[str, str] = {}
    items: dict[str, PatternEntry]

    def compiled(self) -> dict[str, Pattern]:
        """Return the patterns with their `{words}` filled in. Raises ValueError for bad RE2."""
        words: dict[str, str] = {}
        for name, text in self.words.items():
            words[name] = _fill(text, words)
        return {
            name: Pattern(
                name,
                entry.tags,
                tuple(_compiles(_fill(text, words)) for text in entry.accept),
                tuple(_compiles(_fill(text, words)) for text in entry.reject),
            )
            for name, entry in self.items.items()
        }


class TopicFile(Strict):
    topic: str
    about: str
    source: str
    weights: dict[str, dict[str, float]]
    thresholds: dict[str, float]

    def compiled(self) -> TopicModel:
        """Return the weights and thresholds."""
        return TopicModel(self.weights, self.thresholds)


def _fill(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace("{" + name + "}", f"(?:{value})")
    return text


def _forms(phrases: Iterable[str], *, plural: bool) -> Iterable[str]:
    for phrase in phrases:
        yield phrase
        if plural and phrase[-1:].isalpha() and not phrase.endswith("s"):
            if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
                yield phrase[:-1] + "ies"
            elif phrase.endswith(("sh", "ch", "x", "z")):
                yield phrase + "es"
            else:
                yield phrase + "s"
