"""Grade prose: the formulas over counts, and the measures of an article.

The formulas are exact forms of what their authors published and need at least one word and one
sentence. They estimate: take each grade as a band of about 1.5 school years.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from operator import sub
from statistics import median
from typing import NamedTuple

from healthlint.analysis.prose import PROSE, ProseSentence, prepare
from healthlint.analysis.syllables import count_syllables
from healthlint.types import BlockKind, Concept, Document, Grade, Measures, Section, Sentence, Span

MIN_WORDS = 100
MIN_SENTENCES = 5
"""Below these no grade is given: the formulas were fitted to samples of 100 words."""
SMOG_SENTENCES = 30
COSTLY = 5
HARD_WORDS = 10

_TERM_LETTERS = 4
_JOINED_EASY = re.compile(r"(?:any|every|some|no)(?:body|one|thing|where|time|day)|however|whenever|wherever")
_ENDING = re.compile(r"ing$|[td]ed$|(?:[szxcg]|sh|ch)es$")


class Counts(NamedTuple):
    """Hold what the formulas count.

    `characters` are letters and digits, `polysyllables` words of three syllables or more, `hard`
    those of them that Gunning calls hard.
    """

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    letters: int = 0
    characters: int = 0
    polysyllables: int = 0
    hard: int = 0


def flesch_reading_ease(counts: Counts) -> float:
    """Return Reading Ease, 100 easy to 0 hard (Flesch 1948, J Appl Psychol 32:221)."""
    return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words


def flesch_kincaid(counts: Counts) -> float:
    """Return the Flesch-Kincaid grade (Kincaid et al. 1975, Research Branch Report 8-75)."""
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """Return the SMOG grade (McLaughlin 1969, J Reading 12:639), made for 30 sentences."""
    return 1.0430 * sqrt(counts.polysyllables * 30 / counts.sentences) + 3.1291


def fog(counts: Counts) -> float:
    """Return the Fog index (Gunning 1952, The Technique of Clear Writing)."""
    return 0.4 * (counts.words / counts.sentences + 100 * counts.hard / counts.words)


def coleman_liau(counts: Counts) -> float:
    """Return the Coleman-Liau grade (Coleman and Liau 1975, J Appl Psychol 60:283)."""
    return (
        0.0588 * (100 * counts.letters / counts.words)
        - 0.296 * (100 * counts.sentences / counts.words)
        - 15.8
    )


def ari(counts: Counts) -> float:
    """Return the Automated Readability Index (Smith and Senter 1967, AMRL-TR-66-220)."""
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def grade(counts: Counts) -> Grade:
    """Grade a text by its counts; the grade is the median of Flesch-Kincaid, Fog, Coleman-Liau and ARI."""
    if not _gradeable(counts):
        return Grade(counts.words, counts.sentences, None, None, None, None, None, None, None)
    return Grade(
        counts.words,
        counts.sentences,
        grade=_consensus(counts),
        flesch_kincaid=flesch_kincaid(counts),
        fog=fog(counts),
        coleman_liau=coleman_liau(counts),
        ari=ari(counts),
        smog=smog(counts) if counts.sentences >= SMOG_SENTENCES else None,
        reading_ease=flesch_reading_ease(counts),
    )


def count(sentence: ProseSentence, *, without_terms: bool = False) -> Counts:
    """Count one sentence; without terms, each word of a term or name is one syllable of at most four letters.

    So a text is never graded harder without its terms, and its sentences keep their length.
    """
    syllables = letters = characters = polysyllables = hard = 0
    for word in sentence.words:
        weight = _weigh(word.text)
        if without_terms and (word.term or word.name):
            syllables += 1
            letters += min(weight.letters, _TERM_LETTERS)
            characters += min(weight.characters, _TERM_LETTERS)
            continue
        syllables += weight.syllables
        letters += weight.letters
        characters += weight.characters
        polysyllables += weight.polysyllables
        hard += weight.hard and not word.name
    return Counts(len(sentence.words), 1, syllables, letters, characters, polysyllables, hard)


def total(counts: Iterable[Counts]) -> Counts:
    """Add up the counts of several sentences."""
    return Counts(*map(sum, zip(Counts(), *counts, strict=True)))


def measure(
    document: Document,
    sentences: Sequence[Sentence],
    concepts: Sequence[Concept],
    *,
    disclosed: Sequence[Span] = (),
) -> Measures:
    """Return the reading measures of an article; what tells of paid links (`disclosed`) is not graded."""
    prose = prepare(document, sentences, concepts, disclosed=disclosed)
    counts = [count(sentence) for sentence in prose]
    plain = total(
        count(sentence, without_terms=True) if any(word.term for word in sentence.words) else counted
        for sentence, counted in zip(prose, counts, strict=True)
    )
    read = PROSE | {BlockKind.QUOTE}
    return Measures(
        words=sum(s.words for s in sentences if document.blocks[s.block].kind in read),
        reading=grade(total(counts)),
        grade_without_terms=grade(plain).grade,
        sections=_section_grades(document, prose, counts),
        costly=_costly(prose, counts),
        hard_words=_hard_words(prose),
        graded={
            number: min(sentences[number].words, len(sentence.words))
            for sentence in prose
            for number in sentence.sources
        },
    )


class _Weight(NamedTuple):
    syllables: int
    letters: int
    characters: int
    polysyllables: int
    hard: int


@lru_cache(maxsize=65_536)
def _weigh(word: str) -> _Weight:
    syllables = count_syllables(word)
    plain = word.isalpha()
    letters = len(word) if plain else sum(map(str.isalpha, word))
    characters = len(word) if plain else sum(map(str.isalnum, word))
    return _Weight(syllables, letters, characters, int(syllables >= 3), int(_is_hard(word, syllables)))


def _is_hard(word: str, syllables: int) -> bool:
    """Tell whether Gunning calls `word` hard, proper nouns apart.

    Not hard are words joined of easy ones (hyphens; everybody) and those whose third syllable is the
    ending -ed, -es or -ing. Abbreviations and figures count as names.
    """
    if syllables < 3 or word.isupper() or not word.replace("-", "").replace("'", "").isalpha():
        return False
    if "-" in word:
        return any(_is_hard(part, count_syllables(part)) for part in word.split("-") if part)
    lower = word.lower()
    return not (_JOINED_EASY.fullmatch(lower) or (syllables == 3 and _ENDING.search(lower)))


def _gradeable(counts: Counts) -> bool:
    return counts.words >= MIN_WORDS and counts.sentences >= MIN_SENTENCES


def _consensus(counts: Counts) -> float:
    return median((flesch_kincaid(counts), fog(counts), coleman_liau(counts), ari(counts)))


def _costly(prose: Sequence[ProseSentence], counts: Sequence[Counts]) -> tuple[int, ...]:
    """Return the sentences without which the article's grade would fall most, worst first.

    Joined lists are not among them: there is nothing to split.
    """
    whole = total(counts)
    if not _gradeable(whole):
        return ()
    now = _consensus(whole)
    costs: list[tuple[float, int]] = []
    for sentence, part in zip(prose, counts, strict=True):
        rest = Counts(*map(sub, whole, part))
        if len(sentence.sources) == 1 and rest.words:
            costs.append((now - _consensus(rest), sentence.sources[0]))
    costs.sort(key=lambda cost: (-cost[0], cost[1]))
    return tuple(number for cost, number in costs[:COSTLY] if cost > 0)


def _hard_words(prose: Iterable[ProseSentence]) -> tuple[tuple[str, int], ...]:
    """Return the hard words, names and terms apart; a plural counts with its singular."""
    found = Counter(
        word.text.lower()
        for sentence in prose
        for word in sentence.words
        if _weigh(word.text).hard and not word.name and not word.term
    )
    merged: Counter[str] = Counter()
    for word, times in found.items():
        merged[word[:-1] if word.endswith("s") and word[:-1] in found else word] += times
    ranked = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ranked[:HARD_WORDS])


def _section_grades(
    document: Document, prose: Iterable[ProseSentence], counts: Iterable[Counts]
) -> tuple[tuple[str, float], ...]:
    by_block: defaultdict[int, list[Counts]] = defaultdict(list)
    for sentence, part in zip(prose, counts, strict=True):
        by_block[sentence.block].append(part)
    return tuple(entry for section in document.sections for entry in _grades_within(section, by_block)[0])


def _grades_within(
    section: Section, by_block: Mapping[int, list[Counts]]
) -> tuple[list[tuple[str, float]], Counts]:
    """Return (title, grade) of `section` and those below it, and the counts of what is not graded.

    Sections below that are too short to grade count with the one above.
    """
    own = total(part for block in section.blocks for part in by_block.get(block, ()))
    entries: list[tuple[str, float]] = []
    for child in section.children:
        below, left = _grades_within(child, by_block)
        entries += below
        own = total((own, left))
    graded = grade(own).grade
    if graded is None:
        return entries, own
    return [(section.title or "Introduction", graded), *entries], Counts()
