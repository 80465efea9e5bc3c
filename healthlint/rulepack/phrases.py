"""Read the lists of a phrase rule: "hypertension -> high blood pressure", a line each."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated

from pydantic import Field, PlainValidator, model_validator

from healthlint.analysis.fold import fold
from healthlint.analysis.phrases import Phrase, Phrasebook
from healthlint.rulepack.parts import Strict

MOST = 5000
"""Lines of one list."""
_ARROW = "->"
_PHRASE = re.compile(r"[^\W_](?:[\w '\u2019/&+.-]{0,98}[^\W_])?")
_INSTEAD = re.compile(r"[^\W_](?:[\w '\u2019/(),%-]{0,98}[\w)%])?")


def _list(*, arrows: bool, sure: bool = False, written: bool = True) -> PlainValidator:
    """Return what reads a text as phrases, a line each, with what to write instead behind `arrows`."""

    def read(text: object) -> tuple[Phrase, ...]:
        if not isinstance(text, str):
            raise ValueError("must be a text with a line for each phrase")
        lines = [line for line in (one.strip() for one in text.splitlines()) if line]
        if len(lines) > MOST:
            raise ValueError(f"must hold at most {MOST} lines, not {len(lines)}")
        return tuple(
            phrase for line in lines for phrase in _parsed(line, arrows=arrows, sure=sure, written=written)
        )

    return PlainValidator(read)


def _parsed(line: str, *, arrows: bool, sure: bool, written: bool) -> list[Phrase]:
    """Return the phrases of a line, one for each form. Raises ValueError for what is wrong with it."""
    said, arrow, instead = line.partition(_ARROW)
    if arrows and not arrow:
        raise ValueError(f"must be lines like 'hypertension -> high blood pressure', not {line[:60]!r}")
    if arrow and not arrows:
        raise ValueError(f"must be lines of words alone, not {line[:60]!r}")
    found = _forms(said, line, _PHRASE, "must list words of at most 100 characters")
    if not arrows:
        return [Phrase(words, entry=found[0]) for words in found]
    other = _forms(instead, line, _INSTEAD, "must say what to write instead in words, without mark-up")
    if len(other) not in (1, len(found)):
        raise ValueError(f"must have as many forms after the arrow as before it, or one: {line[:80]!r}")
    meant = other if len(other) > 1 else other * len(found)
    return [
        Phrase(words, new, sure, found[0], written=written) for words, new in zip(found, meant, strict=True)
    ]


def _forms(text: str, line: str, formed: re.Pattern[str], told: str) -> list[str]:
    forms = [" ".join(one.split()) for one in text.split("|")]
    for form in forms:
        if not form:
            raise ValueError(f"has a form that is empty: {line[:80]!r}")
        if not formed.fullmatch(form):
            raise ValueError(f"{told}, not {form[:60]!r}")
    return forms


class PhraseSpec(Strict):
    """List what the rule reports; each list is one text with a line for each phrase, which loads fast.

    `replace`: "drug addict | drug addicts -> person with an addiction | people with an addiction". The
    fix writes what stands behind the arrow: it must fit wherever the words do. `suggest`: the same,
    where that depends on the sentence; the fix is unsafe. `tell`: the same, told and never written, for
    the sentence must be turned. `report`: words without others for them.
    `patterns`: what a sentence says. Words are written small unless only capitals are meant.

    What stands in a phrase of `except` is left alone, and so is a sentence that says one of the
    patterns `unless`. In quotation marks and quotes nothing is reported unless `quoted`. With
    `explained`, a phrase passes where what to write instead stands before it, or at most so many words
    after it. With `once`, each phrase is reported where it first stands; the fix changes every one.
    """

    replace: Annotated[tuple[Phrase, ...], _list(arrows=True, sure=True)] = ()
    suggest: Annotated[tuple[Phrase, ...], _list(arrows=True)] = ()
    tell: Annotated[tuple[Phrase, ...], _list(arrows=True, written=False)] = ()
    report: Annotated[tuple[Phrase, ...], _list(arrows=False)] = ()
    patterns: tuple[str, ...] = ()
    excepted: Annotated[tuple[Phrase, ...], _list(arrows=False)] = Field((), alias="except")
    unless: tuple[str, ...] = ()
    quoted: bool = False
    explained: int | None = Field(default=None, ge=0)
    once: bool = False

    @property
    def _listed(self) -> tuple[Phrase, ...]:
        return (*self.replace, *self.suggest, *self.tell, *self.report)

    @cached_property
    def book(self) -> Phrasebook:
        """All phrases of the lists, ready to be found."""
        return Phrasebook(self._listed, self.excepted)

    @model_validator(mode="after")
    def _is_sound(self) -> PhraseSpec:
        """Refuse what reports nothing, says two things, or would be replaced for ever."""
        phrases = self._listed
        if not phrases and not self.patterns:
            raise ValueError(
                "must list phrases under 'replace', 'suggest', 'tell' or 'report', or name 'patterns'"
            )
        seen: set[str] = set()
        for phrase in phrases:
            known = fold(phrase.words) if phrase.words.islower() else phrase.words
            if known in seen:
                raise ValueError(f"lists {phrase.words!r} twice")
            seen.add(known)
        for phrase in phrases:
            again = next(self.book.within(phrase.instead, fold(phrase.instead)), None)
            if again is not None:
                raise ValueError(
                    f"would replace {phrase.words!r} by {phrase.instead!r}, in which it finds "
                    f"{again[0].words!r} again; name the new words under 'except'"
                )
        return self
