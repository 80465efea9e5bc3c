"""The formulas against worked figures and textstat; the measures of whole articles."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from healthlint.analysis import readability
from healthlint.analysis.language import Language
from healthlint.analysis.readability import Counts, grade, measure
from healthlint.sources import parse, read
from healthlint.types import Format, Grade, Lexicon, Measures

TERMS = Lexicon(
    "condition", {"digestive": ("gastroesophageal reflux disease", "diverticulitis")}, {}, frozenset()
)
LANGUAGE = Language([TERMS])

PLAIN = """\
Most people feel well the day after the test. You may have some gas or a sore belly. This should
pass on its own in a day or two. You can eat as soon as you feel hungry. Start with soup or toast,
and drink plenty of water. Do not drive on the same day, as the drug can make you slow. Ask a friend
to take you home and stay with you for the night. The nurse will tell you when you can take your
pills again. Call us if you bleed a lot, if you have a fever, or if the pain gets worse. We will
send you the results by mail in about two weeks.
"""
MEDIUM = """\
Sleep changes as we grow older. Many adults over sixty wake several times during the night and find
it difficult to return to sleep. Regular exercise, a cool bedroom and a fixed bedtime can improve the
quality of your sleep. Coffee and alcohol should be avoided in the evening because both interrupt
the deeper stages. If the problem continues for more than three months, talk to your doctor about
possible causes. Some medicines, including common tablets for blood pressure, can disturb sleep. A
pharmacist can check whether one of yours does. Sleeping pills are rarely the best solution, and they
increase the danger of falls.
"""
HARD = """\
Chronic inflammation contributes to the development of cardiovascular disease through several
interrelated mechanisms. Circulating cytokines impair endothelial function, which accelerates the
accumulation of cholesterol within arterial walls. Observational investigations consistently associate
elevated inflammatory markers with an increased incidence of myocardial infarction. Pharmacological
suppression of these pathways has consequently become an attractive therapeutic strategy. Nevertheless,
clinical trials have demonstrated considerable heterogeneity in outcomes, particularly among patients
with concurrent metabolic abnormalities. Additional research is necessary to determine which
populations would experience meaningful benefit from targeted intervention, and whether the associated
complications remain acceptable over prolonged administration. Future investigations should include
older participants and report adverse events in full.
"""


def measured(text: str) -> Measures:
    document = parse(read("article.md", text.encode(), Format.MARKDOWN))
    reading = LANGUAGE.read(document)
    return measure(document, reading.sentences, reading.concepts)


def sentence_text(text: str, number: int) -> str:
    return LANGUAGE.read(parse(read("article.md", text.encode(), Format.MARKDOWN))).sentences[number].text


CAT = Counts(words=6, sentences=1, syllables=6, letters=17, characters=17)


@pytest.mark.parametrize(
    ("formula", "counts", "expected"),
    [
        (readability.flesch_reading_ease, CAT, 116.145),
        (readability.flesch_kincaid, CAT, -1.45),
        (readability.ari, CAT, -5.085),
        (readability.fog, CAT, 2.4),
        (readability.flesch_reading_ease, Counts(words=100, sentences=5, syllables=150), 59.635),
        (readability.flesch_kincaid, Counts(words=100, sentences=5, syllables=150), 9.91),
        (readability.flesch_reading_ease, Counts(words=100, sentences=10, syllables=130), 86.705),
        (readability.flesch_kincaid, Counts(words=100, sentences=10, syllables=130), 3.65),
        (readability.smog, Counts(sentences=30, polysyllables=30), 8.8418),
        (readability.smog, Counts(sentences=30, polysyllables=100), 13.5591),
        (readability.smog, Counts(sentences=30, polysyllables=0), 3.1291),
        (readability.smog, Counts(sentences=15, polysyllables=15), 8.8418),
        (readability.fog, Counts(words=100, sentences=5, hard=10), 12.0),
        (readability.coleman_liau, Counts(words=120, sentences=8, letters=540), 8.6867),
    ],
)
def test_formula(formula: Callable[[Counts], float], counts: Counts, expected: float) -> None:
    assert round(formula(counts), 4) == expected


def test_counts_of_the_cat() -> None:
    article = "The cat sat on the mat. " * 20
    graded = measured(article).reading
    assert (graded.words, graded.sentences) == (120, 20)
    assert graded.flesch_kincaid == pytest.approx(-1.45)
    assert graded.ari == pytest.approx(-5.085)
    assert graded.reading_ease == pytest.approx(116.145)


@pytest.mark.parametrize("counts", [Counts(), Counts(99, 9, 150, 450, 450), Counts(100, 4, 150, 450, 450)])
def test_too_short_to_grade(counts: Counts) -> None:
    assert grade(counts) == Grade(counts.words, counts.sentences, None, None, None, None, None, None, None)


def test_smog_needs_thirty_sentences() -> None:
    assert grade(Counts(300, 29, 450, 1350, 1350, 40, 30)).smog is None
    assert grade(Counts(300, 30, 450, 1350, 1350, 40, 30)).smog is not None


def test_grade_is_the_median_of_four_formulas() -> None:
    found = grade(Counts(100, 5, 150, 450, 460, 12, 10))
    four = sorted(
        value
        for value in (found.flesch_kincaid, found.fog, found.coleman_liau, found.ari)
        if value is not None
    )
    assert found.grade == pytest.approx((four[1] + four[2]) / 2)


# textstat counts the full stop as a character (ARI), uses 0.058 for 0.0588 (Coleman-Liau: 0.72 lower at
# nine letters a word) and takes any word of three syllables not on its list of easy ones as hard (Fog).
@pytest.mark.parametrize("text", [PLAIN, MEDIUM, HARD])
@pytest.mark.parametrize(
    ("ours", "theirs", "tolerance"),
    [
        ("reading_ease", "flesch_reading_ease", 3.0),
        ("flesch_kincaid", "flesch_kincaid_grade", 0.5),
        ("coleman_liau", "coleman_liau_index", 0.72),
        ("ari", "automated_readability_index", 1.0),
        ("fog", "gunning_fog", 1.5),
    ],
)
def test_agrees_with_textstat(text: str, ours: str, theirs: str, tolerance: float) -> None:
    value = getattr(measured(text).reading, ours)
    assert value == pytest.approx(getattr(textstat, theirs)(text), abs=tolerance)


def test_smog_agrees_with_textstat() -> None:
    smog = measured("\n\n".join([PLAIN, MEDIUM, HARD] * 2)).reading.smog
    assert smog == pytest.approx(textstat.smog_index("\n\n".join([PLAIN, MEDIUM, HARD] * 2)), abs=0.6)


def test_grades_rise_with_difficulty() -> None:
    grades = [measured(text).reading.grade for text in (PLAIN, MEDIUM, HARD)]
    assert all(value is not None for value in grades)
    assert grades == sorted(grades, key=lambda value: value or 0)
    assert (grades[0] or 99) < 6 < (grades[1] or 0) < 12 < (grades[2] or 0)


def test_grade_without_terms_is_lower_and_known_even_with_long_names() -> None:
    text = PLAIN + " Gastroesophageal reflux disease and diverticulitis are found often." * 5
    found = measured(text)
    assert found.reading.grade is not None
    assert found.grade_without_terms is not None
    assert found.grade_without_terms < found.reading.grade - 1
    assert "gastroesophageal" not in dict(found.hard_words)


def test_costly_sentences_are_the_hard_ones() -> None:
    text = PLAIN + "\nCirculating cytokines impair endothelial function and accelerate accumulation."
    found = measured(text)
    assert sentence_text(text, found.costly[0]).startswith("Circulating")
    assert len(found.costly) <= 5


def test_hard_words_by_count_without_names_and_easy_words() -> None:
    text = PLAIN + (
        " Every complication is rare. These complications are sometimes treated."
        " Everybody in Alabama has over-the-counter pills. Nobody is considering appetite."
    )
    hard = measured(text).hard_words
    assert hard[0] == ("complication", 2)
    assert {word for word, _ in hard}.isdisjoint({"alabama", "everybody", "over-the-counter", "nobody"})


def test_sections_are_graded_where_long_enough() -> None:
    text = (
        f"# Title\n\nShort start.\n\n## Easy part\n\n{PLAIN}\n\n## Hard part\n\n{HARD}\n\n## End\n\nBye now."
    )
    sections = measured(text).sections
    assert [title for title, _ in sections] == ["Easy part", "Hard part"]
    assert sections[0][1] < sections[1][1]


def test_words_count_prose_that_is_not_graded_too() -> None:
    found = measured(
        "# The title\n\nBy Jane Doe\n\n> He said it.\n\nSleep well.\n\n| a | b |\n|---|---|\n| c | d |"
    )
    assert found.words == 8
    assert found.reading.words == 2


def test_doubled_text_has_the_same_grade() -> None:
    once, twice = measured(MEDIUM), measured(f"{MEDIUM}\n\n{MEDIUM}")
    assert once.reading.grade == twice.reading.grade
    assert once.reading.reading_ease == twice.reading.reading_ease
    assert once.grade_without_terms == twice.grade_without_terms


counts = st.builds(
    Counts,
    words=st.integers(0, 10**6),
    sentences=st.integers(0, 10**5),
    syllables=st.integers(0, 10**7),
    letters=st.integers(0, 10**7),
    characters=st.integers(0, 10**7),
    polysyllables=st.integers(0, 10**6),
    hard=st.integers(0, 10**6),
)


@given(counts)
def test_grades_are_finite_or_none(found: Counts) -> None:
    result = grade(found)
    for name in ("grade", "flesch_kincaid", "fog", "coleman_liau", "ari", "smog", "reading_ease"):
        value = getattr(result, name)
        assert value is None or math.isfinite(value)


@given(counts)
def test_doubled_counts_have_the_same_grade(found: Counts) -> None:
    once = grade(found)
    if once.grade is not None:
        assert grade(Counts(*(2 * value for value in found))).grade == pytest.approx(once.grade)


@given(st.randoms(use_true_random=False))
def test_order_of_sentences_does_not_matter(order: random.Random) -> None:
    sentences = MEDIUM.replace("\n", " ").split(". ")
    shuffled = [sentence.rstrip(". ") for sentence in sentences]
    order.shuffle(shuffled)
    found = measured(". ".join(shuffled) + ".")
    assert found.reading == measured(MEDIUM).reading


@given(st.text(max_size=400))
def test_any_text_is_measured(text: str) -> None:
    found = measured(text.replace("\0", " "))
    assert found.words >= 0
    assert found.reading.grade is None or math.isfinite(found.reading.grade)


def test_removing_a_costly_sentence_lowers_the_grade() -> None:
    text = MEDIUM.replace("\n", " ") + " " + PLAIN.replace("\n", " ")
    found = measured(text)
    worst = sentence_text(text, found.costly[0])
    without = measured(text.replace(worst, ""))
    assert (without.reading.grade or 99) < (found.reading.grade or 0)
