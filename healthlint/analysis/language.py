"""Cut an article into sentences and find the concepts of the lexicons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthlint.analysis.fold import straighten
from healthlint.analysis.sentences import Token, cut
from healthlint.types import Block, Concept, Document, Lexicon, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

CHUNK = 50_000
"""Characters of prose handed to the tokenizer at once, save where one block is longer."""

# The tokenizer is worse than linear on these: 20,000 "!" take it half a minute.
_HOSTILE = re.compile(r"[^\w\s]{21,}|\S{201,}")
_WORD = re.compile(r"\w+")
# A word as it is counted, from its first letter or digit on.
_RUN = re.compile(r"[^\W_][^\s\u2013\u2014/]*")
_CAPITALS = re.compile(r"[A-Z]{2}|[A-Z]&[A-Z]")
_NONE = ""  # the group of phrases that hold one of a lexicon and are none: they take its place


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
            tokens = [Token(word := token.text, start := token.idx, start + len(word)) for token in doc]
            owner = [-1] * len(tokens)
            for number, begin, end in cut(tokens, text, [*starts[1:], len(text) + 2]):
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
        tokens: list[Token],
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

    def _matches(self, doc: Doc, tokens: list[Token]) -> list[tuple[int, int, str, str]]:
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


def _sentence(document: Document, block: int, span: tuple[int, int]) -> Sentence:
    start, end = span
    whole = document.blocks[block]
    text = whole.text[start:end]
    return Sentence(text, block, start, end, len(_RUN.findall(text)), whole.locate(start, end))
