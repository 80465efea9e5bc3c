"""Tell whether words spell out an abbreviation: whether they begin with its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from healthlint.analysis.glosses import MEANS, WINDOW

_AFTER = re.compile(
    r"[\"'\u201d\u2019*]{0,3}(?:,? or |,? also (?:known as|called) |\s?[:=\u2013\u2014-] ?|, |\s?[(\[]\s?)"
    r"[\"'\u201c\u2018]?(?:the |an? )?"
)
_BEFORE = re.compile(
    r"(?:\bor|,|\s-|\s?[\u2013\u2014:]|\bcalled|\bknown as|\bto as|\babbreviated(?: as| to)?|\bshortened to"
    r"|[(\[](?:or|aka|also called|also known as)?)(?: the)?\s?[\"'\u201c\u2018]?$"
)
_WORDS = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


def spells(text: str, start: int, end: int, *, short: str) -> bool:
    """Tell whether the words around an abbreviation, from `start` to `end`, begin with its letters."""
    before, after = text[max(start - WINDOW, 0) : start], text[end : end + WINDOW]
    short = short.lower()
    told = MEANS.match(after)
    opened = told or _AFTER.match(after)
    if opened and _begins(after[opened.end() :], short):
        return True
    ended = _BEFORE.search(before)
    return bool(ended and _ends(before[: ended.start()], short))


def initials(text: str, *, small: bool = False) -> str:
    """Return the initials of the words of `text`, of its small words only where these count, too."""
    return "".join(
        "." if word.isdigit() else word[0].lower()
        for word in re.findall(r"[^\W_]+", text)
        if small or word.lower() not in _SMALL
    )


def _begins(text: str, short: str) -> bool:
    """Tell whether the first words of `text` spell `short`."""
    return _spell(_words(text)[: len(short) + 3], short)


def _ends(text: str, short: str) -> bool:
    """Tell whether the last words of `text` spell `short`, be it with another word for one of its letters.

    So "end-stage kidney disease" does ESRD.
    """
    words = _words(text)[-len(short) - 3 :]
    if any(_spell(words[at:], short) for at in range(len(words))):
        return True
    begun = (word[0] for word in words[-len(short) :])
    return len(short) > 3 and sum(a != b for a, b in zip_longest(short, begun)) < 2


def _words(text: str) -> list[str]:
    """Return the words of `text` that can spell something out: no small ones, and no abbreviations."""
    words = (word for word in _WORDS.findall(text) if len(word) == 1 or not word.isupper())
    return [word for word in map(str.lower, words) if word not in _SMALL]


def _spell(words: Sequence[str], short: str) -> bool:
    """Tell whether `words` hold the letters of `short` in order, the first and half of them as initials.

    Of two letters both are initials. One long word may hold three and more: PSG, polysomnogram.
    """
    if not words or words[0][0] != short[0]:
        return False
    if len(words[0]) >= 3 * len(short) > 6 and _holds(words[0], short):
        return True
    initials = iter(word[0] for word in words)
    begun = sum(letter in initials for letter in short)
    return begun > 1 and 2 * begun >= len(short) and _holds("".join(words[: len(short)]), short)


def _holds(text: str, letters: str) -> bool:
    """Tell whether `letters` stand in `text` in their order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)
