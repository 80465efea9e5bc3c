"""Find the capital abbreviations of an article: where each first stands, and where it is spelled out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from healthlint.analysis.fold import fold
from healthlint.analysis.glosses import MEANS, WINDOW, is_glossed
from healthlint.types import BlockKind, Document, Sentence

MOST = 300
"""Abbreviations judged in one article."""
NEAR = 2
"""Sentences after its first use in which an abbreviation may still be spelled out."""
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})

_SHORT = re.compile(
    r"(?<![\w&@#$./'\u2019+-])(?P<base>[A-Z]{2,6})(?P<number>-\d{1,2})?(?P<plural>s)?(?!\w|\u2122|\u00ae|[.@/]\w|-[a-z]+-)"
)
_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]")
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
_SPELLINGS = (
    ("-", ""),
    (" ", ""),
    ("ooe", "oe"),
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ised", "ized"),
)


class Meaning(NamedTuple):
    """Say what an abbreviation stands for: `words` spell it out, "" where that depends."""

    words: str
    folded: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Hold an abbreviation that stands in `sentence` (from `start` to `end` of its block) not spelled out.

    `later` indexes the sentence that spells it out after all.
    """

    short: str
    plural: bool
    sentence: int
    start: int
    end: int
    later: int | None


@dataclass(slots=True)
class _Seen:
    """Hold what is known of one abbreviation so far.

    `first` is its first use as prose. `explained` is the first sentence to explain it in any way, `spelled`
    the first to do so by words that begin with its letters.
    """

    first: tuple[int, re.Match[str]] | None = None
    explained: int | None = None
    spelled: int | None = None


@cache
def meanings(text: str) -> Mapping[str, Meaning]:
    """Read lines of an abbreviation and the words that it stands for."""
    found: dict[str, Meaning] = {}
    for line in text.splitlines():
        short, _, words = line.strip().partition(" ")
        found[short] = Meaning(words, _spelling(words))
    return found


def unexplained(
    document: Document,
    sentences: Sequence[Sentence],
    *,
    graded: Container[int],
    listed: Mapping[str, Meaning],
    known: Collection[str],
) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that are not spelled out where they first stand, in reading order.

    Judged are those in `listed`, and others if the article itself spells them out later, for then its
    writer thought it needed. Those in `known` are never judged.
    """
    seen = _seen(document, sentences, graded=graded, listed=listed)
    words = _Text([_spelling(sentence.text) for sentence in sentences])
    initials = _Text([_initials(sentence.text) for sentence in sentences])
    found: list[Abbreviation] = []
    for short, one in seen.items():
        if one.first is None or short in known:
            continue
        number, match = one.first
        spelled, meaning = one.spelled, listed.get(short)
        if meaning is not None and meaning.words:
            spelled = _earlier(spelled, words.first(meaning.folded))
        if meaning is None and (
            spelled is None or _earlier(spelled, initials.first(short.lower())) != spelled
        ):
            continue
        explained = _earlier(one.explained, spelled)
        if explained is None or _comes_late(sentences, explained, use=number):
            start = sentences[number].start + match.start()
            end = start + len(short) + len(match["plural"] or "")
            found.append(Abbreviation(short, bool(match["plural"]), number, start, end, spelled))
    return tuple(sorted(found, key=lambda one: (one.sentence, one.start)))


def _comes_late(sentences: Sequence[Sentence], explained: int, *, use: int) -> bool:
    """Tell whether an explanation comes after its `use`, both in the article and in its source.

    What the front matter holds for the end of the page stands at the beginning of the source.
    """
    return explained > use + NEAR and sentences[explained].span > sentences[use].span


class _Text:
    """Find in which of many sentences a stretch of text first stands."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._text = "\n".join(lines)
        self._starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))

    def first(self, wanted: str) -> int | None:
        """Return the index of the first sentence that holds `wanted`."""
        at = self._text.find(wanted)
        return None if at < 0 else bisect_right(self._starts, at) - 1


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _seen(
    document: Document, sentences: Sequence[Sentence], *, graded: Container[int], listed: Container[str]
) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for number, sentence in enumerate(sentences):
        if _is_shouted(sentence.text):
            continue
        prose = number in graded and document.blocks[sentence.block].kind in _PROSE
        for match in _SHORT.finditer(sentence.text):
            short = _name(match, listed)
            if short not in seen and len(seen) == MOST:
                continue
            one = seen.setdefault(short, _Seen())
            if one.spelled is None and _spells(sentence.text, match):
                one.spelled = number
            if one.explained is None and (one.spelled == number or _explains(sentence.text, match)):
                one.explained = number
            elif prose and one.first is None and not _NAME_FOLLOWS.match(sentence.text, match.end()):
                one.first = (number, match)
    return seen


def _name(match: re.Match[str], listed: Container[str]) -> str:
    """Return what `match` is an abbreviation of: "GLP-1" if that is listed, else "HPV" of "HPV-16"."""
    whole = match["base"] + (match["number"] or "")
    return whole if whole in listed else str(match["base"])


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    return text[max(match.start() - WINDOW, 0) : match.start()], text[match.end() : match.end() + WINDOW]


def _explains(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around an abbreviation explain it, whatever its letters."""
    if is_glossed(text, match.start(), match.end()):
        return True
    short = match["base"].lower()
    return len(short) > 2 and short in _initials(text[: match.start()] + " 0 " + text[match.end() :])


def _spells(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around an abbreviation begin with its letters."""
    before, after = _around(text, match)
    short = match["base"].lower()
    told = MEANS.match(after)
    opened = told or _AFTER.match(after)
    if opened and _begins(after[opened.end() :], short):
        return True
    ended = _BEFORE.search(before)
    return bool(ended and _ends(before[: ended.start()], short))


def _begins(text: str, short: str) -> bool:
    """Tell whether the first words of `text` spell `short`."""
    return _spell(_words(text)[: len(short) + 3], short)


def _ends(text: str, short: str) -> bool:
    """Tell whether the last words of `text` spell `short`."""
    words = _words(text)[-len(short) - 3 :]
    return any(_spell(words[at:], short) for at in range(len(words)))


def _words(text: str) -> list[str]:
    return [word for word in map(str.lower, _WORDS.findall(text)) if word not in _SMALL]


def _spell(words: Sequence[str], short: str) -> bool:
    """Tell whether `words` hold the letters of `short` in order, the first and half of them as initials.

    One long word may hold them all: PSG, polysomnogram.
    """
    if not words or words[0][0] != short[0]:
        return False
    rest = iter("".join(words[: len(short)]))
    if not all(letter in rest for letter in short):
        return False
    initials = iter(word[0] for word in words)
    begun = sum(letter in initials for letter in short) if len(words) > 1 else 0
    return 2 * begun >= len(short) or len(words[0]) >= 3 * len(short)


def _initials(text: str) -> str:
    return "".join(
        "." if word.isdigit() else word[0].lower()
        for word in re.findall(r"[^\W_]+", text)
        if word.lower() not in _SMALL
    )


def _is_shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return 2 * sum(map(str.isupper, text)) > letters


def _spelling(text: str) -> str:
    """Return `text` without blanks, so that British and American spellings are the same."""
    folded = fold(text)
    for british, american in _SPELLINGS:
        folded = folded.replace(british, american)
    return folded
