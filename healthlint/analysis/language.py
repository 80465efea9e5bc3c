"""Cut an article into sentences and find the concepts of the lexicons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from healthlint.analysis.fold import straighten
from healthlint.types import Block, Concept, Document, Lexicon, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

CHUNK = 50_000
"""Characters of prose handed to the tokenizer at once, save where one block is longer."""

# The tokenizer is worse than linear on these: 20,000 "!" take it half a minute.
_HOSTILE = re.compile(r"[^\w\s]{21,}|\S{201,}")
_ENDS = frozenset(".!?\u2026")
_MAY_END = _ENDS | frozenset("0123456789\u00b9\u00b2\u00b3")
# "of the kidneys.3 The": the mark of a note that lost its raised letters, behind the full stop.
_NOTE = re.compile(
    r"(?!(?:no|fig|vol)\.).*[^\W\d_]{2}[)\"]?[.!?][\"\])(\[]*[\d\u00b9\u00b2\u00b3,\u2013-]{1,12}",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d+\.\d\d?")  # "at the age of 35.4 Almost": such a mark behind a number
_SMALL = re.compile(r"[a-z]{1,3}[A-Z]")  # eGFR, pH, mRNA: what begins small where a sentence begins, too
_CLOSERS = frozenset("\"')]}\u201d\u2019*_")
_ABBREVIATION = re.compile(
    r"(?:dr|mr|mrs|ms|prof|st|vs|approx|fig|al|cf|ca|incl|esp|ref|min|max|avg|dept|est|"
    r"[a-z]|(?!a\.m|p\.m)(?:[a-z]\.)+[a-z]?)\.?",
    re.IGNORECASE,
)
# What may end a sentence as well as a name: "vitamin D. It", "in the U.S. The", "Reno, CA. And".
_LAST = re.compile(r"(?:[a-z]|(?!e\.g|i\.e)(?:[a-z]\.)+[a-z]?|al|ca|dept|est|max|min)\.?", re.IGNORECASE)
_OPENER = re.compile(
    "About|According|Almost|Although|And|Because|But|During|He|However|If|It|It's|Many|Most|She|Some|That|The|Their|There|These|They|This"
    "|Those|We|What|When|While|You|Your"
)
LONG = 25
"""Tokens from which a sentence is searched for breaks that were lost."""
GLUED = 5
"""Letters from which the beginning of a word is taken for a word that the next was glued to."""
LOOK = 40
"""Characters before such a break in which to look for the word before it."""
# "cramps and diarrhoea It is common to have both": the lines of a page that became one.
_CAPITAL = re.compile(
    r"""(?<=[a-z\d)"] )"""
    r"(?:The(?=[A-Z][a-z])|(?:If|When|While)(?= [A-Z])|[A-Z][a-z]*(?:'[a-z]+)?(?= [a-z\d]))"
)
_COLON = re.compile(r"[\w)]:(?=[^\W\d]| )")
_NEW_LINE = re.compile(
    "Although|Because|However|If|It|It's|Here|Here's|Many|Most|She|Some|The|There|These|They|This|Those|Though|When"
    "|While|You|Your"
)
_BEHIND_LIST = re.compile("A|According|After|An|As|Both|Doctors|During|Each|For|In|Once|Others?|People|We")
# Behind these a capital begins a name, or is one: hepatitis A, in The Hague.
_LEADS_ON = re.compile(
    "an?|and|are|as|at|be|but|by|class|factor|for|from|grade|group|hepatitis|in|influenza|into|is|of|option|or|part"
    "|per|phase|plan|protein|stage|step|than|the|to|toxin|type|via|(?:pro)?vitamins?|was|were|with",
    re.IGNORECASE,
)
_NAMES = frozenset(("March", "May", "Will"))
_TWICE = re.compile(
    r"([A-Z][\w'-]*(?: [\w'()-]+){0,6}) (?=\1\b)"
)  # a heading and the sentence that repeats it
_WORD = re.compile(r"\w+")
# A word as it is counted, from its first letter or digit on.
_RUN = re.compile(r"[^\W_][^\s\u2013\u2014/]*")
_CAPITALS = re.compile(r"[A-Z]{2}|[A-Z]&[A-Z]")
_NONE = ""  # the group of phrases that hold one of a lexicon and are none: they take its place


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold the sentences of an article and the concepts in them, both in reading order."""

    sentences: tuple[Sentence, ...]
    concepts: tuple[Concept, ...]


class Language:
    """Read articles with one tokenizer and one PhraseMatcher that holds every lexicon."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        from healthlint.analysis import tokens

        self._tokenizer = tokens.tokenizer()
        self._matcher = tokens.matcher(self._tokenizer)
        self._labels: dict[int, tuple[str, str]] = {}
        self._cased: dict[tuple[str, str], dict[str, str]] = {}
        self._waiting: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._read: set[str] = set()
        self._suffixes = tuple(
            (lexicon.name, group, tuple(endings), lexicon.not_suffix)
            for lexicon in lexicons
            for group, endings in lexicon.suffixes.items()
        )
        self._by_suffix: dict[str, tuple[tuple[str, str], ...]] = {}
        for lexicon in lexicons:
            for group, phrases in lexicon.groups.items():
                self._index(lexicon.name, group, phrases)
            self._index(lexicon.name, _NONE, lexicon.not_phrase)

    def read(self, document: Document) -> Reading:
        """Return the sentences and concepts of every block of `document`."""
        sentences: list[Sentence] = []
        concepts: list[Concept] = []
        for first, count in _chunks(document.blocks):
            blocks = document.blocks[first : first + count]
            starts = [0]
            for block in blocks[:-1]:
                starts.append(starts[-1] + len(block.text) + 2)
            text = "\n\n".join(_tamed(block.text) for block in blocks)
            self._learn(text)
            doc = self._tokenizer(text)
            tokens = [_Token(word := token.text, start := token.idx, start + len(word)) for token in doc]
            owner = [-1] * len(tokens)
            for number, begin, end in _mended(tokens, text, [*starts[1:], len(text) + 2]):
                owner[begin:end] = [len(sentences)] * (end - begin)
                span = (tokens[begin].start - starts[number], tokens[end - 1].end - starts[number])
                sentences.append(_sentence(document, first + number, span))
            concepts += self._concepts(
                doc, tokens, owner=owner, sentences=sentences, starts=starts, first=first
            )
        return Reading(tuple(sentences), tuple(concepts))

    def _index(self, lexicon: str, group: str, phrases: Sequence[str]) -> None:
        key = (lexicon, group)
        self._labels[self._tokenizer.vocab.strings.add("/".join(key))] = key
        self._cased[key] = {
            phrase.lower(): phrase for phrase in phrases if not phrase.islower() and _CAPITALS.search(phrase)
        }
        for phrase in phrases:
            first = phrase.lower().partition(" ")[0]
            if not first.isalpha():
                word = _WORD.search(phrase.lower())
                first = word.group() if word else ""
            self._waiting[first].append((lexicon, group, phrase))

    def _learn(self, text: str) -> None:
        """Give the matcher the phrases whose words have all been read, in `text` or before it.

        A run on one article needs few of the many thousand phrases, and each costs the
        tokenizer its time. So a phrase waits for its first word, then for the next one missing.
        """
        new = set(_WORD.findall(text.lower())) - self._read
        self._read |= new
        by_label: dict[str, list[str]] = defaultdict(list)
        for word in sorted(new & self._waiting.keys()):
            for lexicon, group, phrase in self._waiting.pop(word):
                missing = next((one for one in phrase.lower().split(" ") if self._is_new(one)), None)
                if missing is None:
                    by_label[f"{lexicon}/{group}"].append(phrase)
                else:
                    self._waiting[missing].append((lexicon, group, phrase))
        for label, phrases in by_label.items():
            self._matcher.add(label, [self._tokenizer(phrase) for phrase in phrases])

    def _is_new(self, part: str) -> bool:
        return part.isalpha() and part not in self._read

    def _concepts(
        self,
        doc: Doc,
        tokens: list[_Token],
        *,
        owner: list[int],
        sentences: list[Sentence],
        starts: list[int],
        first: int,
    ) -> Iterator[Concept]:
        for begin, end, lexicon, group in self._matches(doc, tokens):
            sentence = owner[begin]
            if sentence < 0 or owner[end - 1] != sentence:
                continue
            block = sentences[sentence].block
            offset = starts[block - first]
            yield Concept(
                lexicon,
                group,
                doc[begin:end].text.lower(),
                block,
                tokens[begin].start - offset,
                tokens[end - 1].end - offset,
                sentence,
            )

    def _matches(self, doc: Doc, tokens: list[_Token]) -> list[tuple[int, int, str, str]]:
        """Return (first token, end token, lexicon, group), the longest match of each lexicon.

        What is ambiguous says nothing within a longer phrase of any lexicon: the cream of "eye cream".
        """
        found: set[tuple[int, int, str, str]] = set()
        for key, begin, end in self._matcher(doc):
            lexicon, group = self._labels[key]
            cased = self._cased[lexicon, group]
            words = doc[begin:end].text if cased else ""
            if cased.get(words.lower(), words) == words:
                found.add((begin, end, lexicon, group))
        for number, token in enumerate(tokens):
            for lexicon, group in self._suffixed(token.text):
                found.add((number, number + 1, lexicon, group))
        result: list[tuple[int, int, str, str]] = []
        reach: dict[str, int] = {}
        last, covered, longest = (0, 0), 0, 0
        for match in sorted(found, key=lambda match: (match[0], -match[1], match[2], match[3])):
            if match[0] >= reach.get(match[2], 0):
                reach[match[2]] = match[1]
                if match[:2] != last:
                    last, covered = match[:2], longest
                longest = max(longest, match[1])
                if match[3] != _NONE and not (match[3] == "ambiguous" and match[1] <= covered):
                    result.append(match)
        return result

    def _suffixed(self, word: str) -> tuple[tuple[str, str], ...]:
        if len(word) < 6:
            return ()
        known = self._by_suffix.get(word)
        if known is None:
            lower = word.lower()
            stems = (lower, lower[:-1]) if lower.endswith("s") else (lower,)
            known = tuple(
                (lexicon, group)
                for lexicon, group, endings, except_for in self._suffixes
                if any(stem.endswith(endings) and stem not in except_for for stem in stems)
                and lower.isalpha()
            )
            self._by_suffix[word] = known
        return known


def _tamed(text: str) -> str:
    """Return `text` as the tokenizer and the lexicons take it, every offset kept."""
    text = straighten(text)
    if not _HOSTILE.search(text):
        return text
    return _HOSTILE.sub(lambda run: " " * len(run.group()), text)


def _chunks(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield (first block, number of blocks) of stretches of about CHUNK characters."""
    first, size = 0, 0
    for number, block in enumerate(blocks):
        if size and size + len(block.text) > CHUNK:
            yield first, number - first
            first, size = number, 0
        size += len(block.text) + 2
    if size:
        yield first, len(blocks) - first


def _mended(tokens: list[_Token], text: str, ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield what `_segments` does, long sentences cut where a line's break was lost in them."""
    common = cache(lambda: frozenset(_WORD.findall(text)))
    for block, begin, end in _segments(tokens, ends):
        if end - begin > LONG:
            first = tokens[begin].start
            for lost in _lost(text[first : tokens[end - 1].end], common):
                at = bisect_left(tokens, first + lost, begin, end, key=lambda token: token.start)
                if begin < at < end and tokens[at].start == first + lost:
                    yield block, begin, at
                    begin = at
        yield block, begin, end


def _lost(text: str, common: Callable[[], Container[str]]) -> list[int]:
    """Return where in a long sentence another begins, though nothing ends the one before.

    Behind a colon, where a list has lost its marks, any word begins one that is no name: one of the
    `common` words, which the article has in small letters, too.
    """
    heading = _TWICE.match(text)
    found = [heading.end()] if heading else []
    colon = _COLON.search(text)
    listed = colon.end() + 1 if colon else len(text)
    for match in _CAPITAL.finditer(text):
        word, start = match.group(), match.start()
        before = text[max(0, start - LOOK) : start - 1].rpartition(" ")[2]
        opens = _NEW_LINE.fullmatch(word) or (
            start > listed and (_BEHIND_LIST.fullmatch(word) or _is_common(word, before, common))
        )
        if opens and not _LEADS_ON.fullmatch(before):
            found.append(start)
    return sorted(found)


def _is_common(word: str, before: str, common: Callable[[], Container[str]]) -> bool:
    """Tell whether a word behind a word in small letters is no name, nor the first of one.

    Where links lost the blanks around them, too: "eczema Stresscan make it worse".
    """
    if len(word) < 2 or word in _NAMES or not (before[0].islower() or before[-1] == ")"):
        return False
    lower, known = word.lower(), common()
    return lower in known or any(lower[:end] in known for end in range(GLUED, len(lower)))


def _segments(tokens: list[_Token], ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (block, first token, end token) of each sentence; `ends` are the blocks' ends."""
    block = 0
    begin: int | None = None
    last = -1
    for number, token in enumerate(tokens):
        if token.start >= ends[block] - 2 or (begin is not None and _breaks(tokens, begin, last, number)):
            if begin is not None:
                yield block, begin, last + 1
            begin = None
        while token.start >= ends[block] - 2 and block + 1 < len(ends) and token.start >= ends[block]:
            block += 1
        if not token.text.isspace():
            begin = number if begin is None else begin
            last = number
    if begin is not None:
        yield block, begin, last + 1


def _breaks(tokens: list[_Token], begin: int, last: int, number: int) -> bool:
    """Tell whether the sentence from token `begin` ends with `last` and the next begins with `number`."""
    closing = last
    while (
        closing > 0 and tokens[closing].text in _CLOSERS and tokens[closing - 1].end == tokens[closing].start
    ):
        closing -= 1
    word = tokens[closing].text
    if word[-1] not in _MAY_END:
        return False
    following = tokens[number].text
    if word[-1] not in _ENDS:
        return following[0].isupper() and (
            _NOTE.fullmatch(word) is not None
            or (_OPENER.fullmatch(following) is not None and _DECIMAL.fullmatch(word) is not None)
        )
    opens = tokens[last].end < tokens[number].start
    if following.isspace() or (following[0] in _CLOSERS and not opens) or _ENDS.issuperset(following):
        return False
    if not (following[0].isupper() or following[0].isdigit() or not following[0].isalnum()):
        return opens and _SMALL.match(following) is not None
    before = word if len(word) > 1 else (tokens[closing - 1].text if closing else "")
    glued = len(word) > 1 or (closing > 0 and tokens[closing - 1].end == tokens[closing].start)
    if not (word[-1] == "." and glued and _ABBREVIATION.fullmatch(before)):
        return True
    return (
        _OPENER.fullmatch(following) is not None
        and closing - begin > 1
        and _LAST.fullmatch(before) is not None
    )


def _sentence(document: Document, block: int, span: tuple[int, int]) -> Sentence:
    start, end = span
    whole = document.blocks[block]
    text = whole.text[start:end]
    return Sentence(text, block, start, end, len(_RUN.findall(text)), whole.locate(start, end))
