"""Find the capital abbreviations of an article: where each first stands, and where it is spelled out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from healthlint.analysis.fold import fold
from healthlint.analysis.glosses import is_glossed, is_kind_told
from healthlint.analysis.initials import initials, spells
from healthlint.types import BlockKind, Document, Link, Sentence

MOST = 300
"""Abbreviations judged in one article."""
NEAR = 2
"""Sentences after its first use in which an abbreviation may still be spelled out."""
AROUND = 6
"""Sentences before an abbreviation of several meanings in which words with its initials are meant by it."""
TITLE = 3
"""Words from which the text of a link is the title of another page, whose words are not the writer's."""
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})

_SHORT = re.compile(
    r"(?<![\w&@#$./'\u2019+-])(?P<base>[A-Z]{2,6})(?P<number>-\d{1,2})?(?P<plural>s)?(?!\w|\u2122|\u00ae|[.@/]\w|-[a-z]+-)"
)
_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]")
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
    letters = _Text([initials(sentence.text) for sentence in sentences])
    found: list[Abbreviation] = []
    for short, one in seen.items():
        if one.first is None or short in known:
            continue
        number, match = one.first
        spelled, meaning = one.spelled, listed.get(short)
        if meaning is None and (
            spelled is None or _earlier(spelled, letters.first(short.lower())) != spelled
        ):
            continue
        if meaning is not None and meaning.words:
            spelled = _earlier(spelled, words.first(meaning.folded))
        explained = _earlier(one.explained, spelled)
        if meaning is not None and not meaning.words and len(short) > 2:
            # What it stands for depends, so any words beside it that begin with its letters may be meant.
            nearby = range(max(number - AROUND, 0), min(number + NEAR + 1, len(sentences)))
            explained = next((at for at in nearby if short.lower() in letters.lines[at]), explained)
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
        self.lines = lines
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
    titles = _titles(document)
    for number, sentence in enumerate(sentences):
        if _is_shouted(sentence.text):
            continue
        prose = number in graded and document.blocks[sentence.block].kind in _PROSE
        for match in _SHORT.finditer(sentence.text):
            short = _name(match, listed)
            if short not in seen and len(seen) == MOST:
                continue
            one = seen.setdefault(short, _Seen())
            if one.spelled is None and spells(sentence.text, *match.span(), short=match["base"]):
                one.spelled = number
            if one.explained is None and (one.spelled == number or _explains(sentence.text, match)):
                one.explained = number
            elif (
                prose
                and one.first is None
                and not _NAME_FOLLOWS.match(sentence.text, match.end())
                and not _is_quoted_title(document, sentence, match, titles=titles)
            ):
                one.first = (number, match)
    return seen


def _titles(document: Document) -> Mapping[int, Sequence[Link]]:
    """Return the links whose text is the title of another page, by block."""
    found: defaultdict[int, list[Link]] = defaultdict(list)
    for link in document.links:
        if len(link.text.split()) >= TITLE:
            found[link.block].append(link)
    return found


def _is_quoted_title(
    document: Document, sentence: Sentence, match: re.Match[str], *, titles: Mapping[int, Sequence[Link]]
) -> bool:
    links = titles.get(sentence.block, ())
    if not links:
        return False
    start = document.blocks[sentence.block].locate(
        sentence.start + match.start(), sentence.start + match.end()
    )[0]
    return any(link.span.start <= start < link.span.end for link in links)


def _name(match: re.Match[str], listed: Container[str]) -> str:
    """Return what `match` is an abbreviation of: "GLP-1" if that is listed, else "HPV" of "HPV-16"."""
    whole = match["base"] + (match["number"] or "")
    return whole if whole in listed else str(match["base"])


def _explains(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words around an abbreviation explain it, whatever its letters."""
    at = match.start(), match.end()
    if is_glossed(text, *at) or is_kind_told(text, *at):
        return True
    short = match["base"].lower()
    rest = text[: match.start()] + " 0 " + text[match.end() :]
    return len(short) > 2 and any(short in initials(rest, small=small) for small in (False, True))


def _is_shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return 2 * sum(map(str.isupper, text)) > letters


def _spelling(text: str) -> str:
    """Return `text` without blanks, so that British and American spellings are the same."""
    folded = fold(text)
    for british, american in _SPELLINGS:
        folded = folded.replace(british, american)
    return folded
