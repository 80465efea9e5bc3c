"""Read lexicons, patterns, the link catalogue and the topic model of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

import re2
from pydantic import AfterValidator, Field, field_validator

from healthlint.analysis.patterns import expression
from healthlint.rulepack.faults import Fault
from healthlint.rulepack.parts import Name, Strict
from healthlint.types import AffiliateSignal, Lexicon, LinkCatalogue, Pattern, TopicModel

LONGEST = 60_000
"""Characters of one regular expression: words in words in words can double without end."""
LARGEST = 20_000
"""RE2's steps for one pattern of a house: an article takes time by its length times this."""

LONGEST_PHRASE = 100
"""Characters; the tokenizer takes long on long runs of punctuation."""
MOST_WORDINGS = 200
MOST_BROKEN = 20
"""Broken patterns of a file after which the others are not looked at: each can take milliseconds."""


class TooLongError(Exception):
    """Report that words filled in make a pattern too long."""


def _re2_fault(pattern: str) -> str:
    """Return why RE2 cannot compile `pattern`, empty where it can."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        return f"is not an RE2 pattern ({told})"
    return ""


def _size(patterns: tuple[str, ...]) -> int:
    """Return RE2's steps for `patterns` as analysis will compile them, 0 where they do not compile."""
    try:
        return int(expression(patterns).programsize)
    except re2.error:
        return 0


def _faults(where: tuple[str, str, str], patterns: tuple[str, ...], *, house: bool) -> Iterator[Fault]:
    """Yield what is wrong with the wordings of the pattern at `where`."""
    size, name = _size(patterns), where[1]
    if not size:
        broken = [(number, fault) for number, text in enumerate(patterns) if (fault := _re2_fault(text))]
        yield from (((*where, number), f"{name} {fault}") for number, fault in broken)
        if broken:
            return
    if not size or (house and size > LARGEST):
        yield where, f"{name} is too large a pattern; repeat less in it, or make several of it"


def _compiles(pattern: str) -> str:
    fault = _re2_fault(pattern)
    if fault:
        raise ValueError(fault)
    return pattern


Phrase = Annotated[str, Field(min_length=1, max_length=LONGEST_PHRASE)]
Re2 = Annotated[str, AfterValidator(_compiles)]


class LexiconFile(Strict):
    lexicon: Name
    about: str
    source: str
    plural: bool = False
    groups: dict[str, tuple[Phrase, ...]]
    suffixes: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    not_suffix: tuple[str, ...] = ()
    not_phrase: tuple[Phrase, ...] = ()

    def compiled(self) -> Lexicon:
        """Return the lexicon with regular plurals added where the file asks for them."""
        return Lexicon(
            self.lexicon,
            {name: tuple(_forms(phrases, plural=self.plural)) for name, phrases in self.groups.items()},
            self.suffixes,
            frozenset(self.not_suffix),
            tuple(_forms(self.not_phrase, plural=self.plural)),
        )


class SignalEntry(Strict):
    network: str
    risk: Literal["low", "medium", "high"]
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
    accept: tuple[str, ...] = Field(min_length=1, max_length=MOST_WORDINGS)
    reject: tuple[str, ...] = Field((), max_length=MOST_WORDINGS)


class PatternFile(Strict):
    """Hold named patterns; `{word}` in one stands for the regular expression under `words`."""

    patterns: str
    about: str
    source: str
    words: dict[str, str] = Field(default_factory=dict)
    items: dict[str, PatternEntry]

    def compiled(self) -> dict[str, Pattern]:
        """Return the patterns with their `{words}` filled in."""
        words = self._filled_words()
        return {
            name: Pattern(
                name,
                entry.tags,
                _all(entry.accept, words),
                _all(entry.reject, words),
            )
            for name, entry in self.items.items()
        }

    def broken(self, *, house: bool) -> Iterator[Fault]:
        """Yield each pattern that RE2 cannot compile once its `{words}` are filled in.

        Those of a `house` are held to a size with which no article takes long.
        """
        try:
            words = self._filled_words()
            filled = {
                ("items", name, key): _all(patterns, words)
                for name, entry in self.items.items()
                for key, patterns in (("accept", entry.accept), ("reject", entry.reject))
                if patterns
            }
        except TooLongError:
            yield ("words",), f"the words, filled in, make a pattern of more than {LONGEST} characters"
            return
        told = 0
        for where, patterns in filled.items():
            for fault in _faults(where, patterns, house=house):
                told += 1
                yield fault
            if told >= MOST_BROKEN:
                return

    def _filled_words(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for name, text in self.words.items():
            words[name] = _fill(text, words)
        return words


QUESTIONS = ("health", "intervention", "needs_advice")
"""What the topic model must answer of an article."""


class TopicFile(Strict):
    topic: str
    about: str
    source: str
    weights: dict[str, dict[str, float]]

    def compiled(self) -> TopicModel:
        """Return the weights."""
        return TopicModel(self.weights)

    @field_validator("weights")
    @classmethod
    def _every_question(cls, weights: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
        for question in QUESTIONS:
            if question not in weights:
                raise ValueError(f"must hold the weights of {question!r}")
        return weights


def _all(patterns: tuple[str, ...], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_fill(text, words) for text in patterns)


def _fill(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with its `{words}` filled in. Raises TooLongError where they make it too long."""
    for name, value in words.items():
        word = "{" + name + "}"
        if word in text:
            if len(text) + text.count(word) * len(value) > LONGEST:
                raise TooLongError
            text = text.replace(word, f"(?:{value})")
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
