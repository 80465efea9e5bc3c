"""What an article is about and says: sentences, concepts, topic, measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from healthlint.types.document import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one sentence: `Document.blocks[block].text[start:end]`, `words` long."""

    text: str
    block: int
    start: int
    end: int
    words: int
    span: Span


@dataclass(frozen=True, slots=True)
class Concept:
    """Hold one phrase of a lexicon found in the article; `text` is lower-case.

    `start` and `end` are offsets in the text of block `block`; `sentence` indexes `Analysis.sentences`.
    """

    lexicon: str
    group: str
    text: str
    block: int
    start: int
    end: int
    sentence: int


class Kind(StrEnum):
    """Name the main subject of an article."""

    TREATMENT = "treatment"
    DRUG = "drug"
    SUPPLEMENT = "supplement"
    DEVICE_OR_PRODUCT = "device_or_product"
    DIET_OR_FITNESS = "diet_or_fitness"
    CONDITION = "condition"
    LIFESTYLE = "lifestyle"
    NEWS = "news"
    NON_HEALTH = "non_health"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Hold the model's probability (0 to 1) that a question about an article is answered with yes."""

    health: float
    intervention: float
    needs_advice: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Hold the likelihoods from which a rule is asked of an article, and from which that is certain.

    Between the two it is a toss-up: the verdict is "unsure", and a finding stands one severity lower.
    """

    judge_from: float = 0.5
    certain_from: float = 0.6


@dataclass(frozen=True, slots=True)
class Topic:
    """Say what an article is about, and how likely each answer is.

    `subject` is the thing it is about, as the article names it ("microneedling").
    `reasons` are the sentences an editor is shown for it.
    """

    health: bool
    kind: Kind
    subject: str
    intervention: bool
    needs_advice: bool
    likelihood: Likelihood
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """Hold reading grades (US school years) of one stretch of prose.

    `grade` is the median of the four formulas; None where the text is too short to grade.
    `smog` is shown apart: it predicts full comprehension and stands 1 to 3 grades higher.
    """

    words: int
    sentences: int
    grade: float | None
    flesch_kincaid: float | None
    fog: float | None
    coleman_liau: float | None
    ari: float | None
    smog: float | None
    reading_ease: float | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Hold the article's reading measures.

    `graded` are the indices in `Analysis.sentences` of the sentences that count as prose (no
    tables, references, disclaimers or disclosures), with the words of each that do: no label before
    it, no items of a list typed into it. `grade_without_terms` leaves out names: of
    drugs, conditions and procedures, and of people, brands and places. `sections` are (title,
    grade) of sections long enough to grade. `costly` are the indices in `Analysis.sentences` of
    the sentences that raise the grade most, worst first. `hard_words` are its long words by
    count, most frequent first.
    """

    words: int
    reading: Grade
    grade_without_terms: float | None
    sections: tuple[tuple[str, float], ...]
    costly: tuple[int, ...]
    hard_words: tuple[tuple[str, int], ...]
    graded: Mapping[int, int] = field(default_factory=dict)
