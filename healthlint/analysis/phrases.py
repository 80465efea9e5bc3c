"""Find words and phrases where they are the article's own: no names, no addresses, quotations apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthlint.analysis.fold import fold, straighten
from healthlint.types import Block, BlockKind, Document, Span

LONGEST_RUN = 200
"""Characters without a blank, on either side of a word, in which it is looked for an address."""
TITLE = 4
"""Words from which a link's words in capitals are the title of what it leads to."""
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(
    r"\u201c[^\u201c\u201d]*\u201d|\u00ab[^\u00ab\u00bb]*\u00bb|(?<!\d)\"[^\"]*\"|\u2018[^\u2018]*?\u2019(?!\w)"
    r"|(?<![\w'])'(?=\S)[^']*'(?!\w)"
)
_ADDRESS = re.compile(r"://|@|^\W*www\.|\w\.\w{2,}/|\\|^\W*#\w")
_GLUE = frozenset("-\u2010\u2011'\u2019\u02bc.")
_RUNS_ON = frozenset("-\u2010\u2011.")
SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "who",
    }
)
"""Words that are written small in a title."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold words to be found, and what to write `instead` ("": that depends).

    With a capital they are found only as they are written. `sure` where the other words fit wherever
    these stand; not `written` where no fix can write them. `entry` is the same for all forms of a phrase.
    """

    words: str
    instead: str = ""
    sure: bool = False
    entry: str = ""
    written: bool = True


@dataclass(frozen=True, slots=True)
class Use:
    """Hold where a phrase stands in the text of block `block`; `quoted` where someone else says it."""

    phrase: Phrase
    block: int
    start: int
    end: int
    quoted: bool


class Phrasebook:
    """Know phrases by their first word. What stands in one of `excepted` is not found."""

    def __init__(self, phrases: Sequence[Phrase], excepted: Sequence[Phrase] = ()) -> None:
        self._phrases = _Index(phrases)
        self._excepted = _Index(excepted)

    def find(self, document: Document, folded: Sequence[str]) -> Iterator[Use]:
        """Yield each use in reading order; `folded` are the texts of the blocks, folded.

        Left out are references, titles and names, addresses, and parts of compound words.
        """
        from healthlint.analysis.smallprint import back_matter, is_reference

        skipped = back_matter(document)
        titles: dict[int, list[Span]] | None = None
        for index, block in enumerate(document.blocks):
            found = [] if index in skipped else list(self.within(block.text, folded[index]))
            if not found or is_reference(block):
                continue
            titles = _titles(document) if titles is None else titles
            titled = block.kind is BlockKind.HEADING or (
                block.text[-1] not in ".!?" and is_titled(block.text)
            )
            quoted = quotations(block)
            for phrase, start, end in found:
                name = not titled and _is_name(block.text, phrase, start, end)
                if not name and not inside(titles.get(index, ()), block.locate(start, end).start):
                    yield Use(phrase, index, start, end, quoted=inside(quoted, start))

    def within(self, text: str, folded: str) -> Iterator[tuple[Phrase, int, int]]:
        """Yield each phrase in a text, with where it stands; of those that overlap the longest."""
        excepted = None
        reach = 0
        for phrase, start, end in self._phrases.find(text, folded):
            if start < reach or _is_address(text, start):
                continue
            if excepted is None:
                excepted = [Span(at, to) for _, at, to in self._excepted.find(text, folded)]
            reach = end
            if not any(one.start < end and start < one.end for one in excepted):
                yield phrase, start, end

    def excepts(self, text: str, folded: str, start: int, end: int) -> bool:
        """Tell whether what stands from `start` to `end` of a text is part of an exception, or holds one."""
        return any(at < end and start < to for _, at, to in self._excepted.find(text, folded))


class _Index:
    """Find the longest phrase at each word of a text."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._by_words: dict[str, list[Phrase]] = defaultdict(list)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in phrases:
            words = fold(phrase.words)
            first = _WORD.match(words)
            if first is not None:
                self._by_words[words].append(phrase)
                lengths[first.group()].add(len(words))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def find(self, text: str, folded: str) -> Iterator[tuple[Phrase, int, int]]:
        for word in _WORD.finditer(folded):
            for length in self._lengths.get(word.group(), ()):
                start, end = word.start(), word.start() + length
                # A slice that runs over the end is shorter than its length says.
                phrases = self._by_words.get(folded[start:end], ()) if end <= len(text) else ()
                if phrases and _stands_free(text, start, end):
                    found = next((one for one in phrases if _is_written(one, text[start:end])), None)
                    if found is not None:
                        yield found, start, end
                        break


def _is_written(phrase: Phrase, text: str) -> bool:
    return phrase.words.islower() or straighten(text) == straighten(phrase.words)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase is no part of a longer word ("non-alcoholic", "l'hypertension", "zinc.com")."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    glued = before[-1:] == "_" or (before[-1:] in _GLUE and before[:1].isalnum())
    runs_on = after[:1] == "_" or after[:1].isalnum() or (after[:1] in _RUNS_ON and after[1:].isalnum())
    return not glued and not runs_on


def _is_address(text: str, start: int) -> bool:
    """Tell whether the word at `start` is part of an address, a handle or a hashtag."""
    before = text[max(0, start - LONGEST_RUN) : start]
    after = text[start : start + LONGEST_RUN]
    run = before[len(before.rstrip()) if before[-1:].isspace() else before.rfind(" ") + 1 :]
    return _ADDRESS.search(run + after.partition(" ")[0]) is not None


def quotations(block: Block) -> list[Span]:
    """Return where a block's text quotes someone, in order."""
    if block.kind is BlockKind.QUOTE:
        return [Span(0, len(block.text))]
    return [Span(*found.span()) for found in _QUOTATION.finditer(block.text)]


def inside(spans: Sequence[Span], at: int) -> bool:
    """Tell whether one of the spans, which are in order and apart, holds an offset."""
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before >= 0 and at < spans[before].end


def _is_name(text: str, phrase: Phrase, start: int, end: int) -> bool:
    """Tell whether a phrase in small letters is written as a name is: "Alcoholics Anonymous"."""
    found = text[start:end]
    if not phrase.words.islower() or not found[:1].isupper() or found.isupper():
        return False
    first, _, rest = found.partition(" ")
    if len(first) > 1 and first.isupper() and rest.islower():  # "many IBS sufferers"
        return False
    before = text[max(0, start - 9) : start].rstrip(" \"'(*\u201c\u2018")
    opens = not before or before[-1] in ".!?:;\u2022\u2013\u2014"
    following = text[end : end + 2]
    return not opens or (following[:1] == " " and following[1:].isupper())


def is_titled(text: str) -> bool:
    """Tell whether the words of a text begin with capitals, as those of a title do."""
    words = [word for word in text.split() if word[:1].isalpha() and word.lower() not in SMALL]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _titles(document: Document) -> dict[int, list[Span]]:
    """Return where, by block, links stand whose words are the title of what they lead to."""
    found: dict[int, list[Span]] = defaultdict(list)
    for link in document.links:
        if len(link.text.split()) >= TITLE and is_titled(link.text):
            found[link.block].append(link.span)
    return found
