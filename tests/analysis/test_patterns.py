from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.fold import fold, straighten
from healthlint.analysis.patterns import compile_patterns, tag
from healthlint.sources import parse, read
from healthlint.types import Concept, Format, Pattern


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(rulepack.load().vocabulary)


def analysis(text: str, analyser: Analyser) -> Analysis:
    return Analysis(parse(read("article", text.encode(), Format.MARKDOWN)), analyser)


def concept(lexicon: str, start: int, end: int, *, group: str = "general") -> Concept:
    return Concept(lexicon, group, "", 0, start, end, 0)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(straighten(text)) == len(text)


def test_folding_takes_accents_quotes_and_case_away() -> None:
    assert fold("D\u00e9j\u00e0\u00a0vu: \u201cDon\u2019t\u201d") == 'deja vu: "don\'t"'
    assert fold(unicodedata.normalize("NFC", "\u0130stanbul")) == "istanbul"


def test_concepts_are_written_as_tags_the_longest_first() -> None:
    concepts = [concept("professional", 6, 12), concept("professional", 6, 20)]

    assert tag("see a doctor of medicine", concepts, tags=["professional"]) == "see a <professional>cine"


def test_a_group_can_have_a_tag_of_its_own() -> None:
    weak = concept("professional", 4, 10, group="weak")

    assert tag("ask doulas", [weak], tags=["professional", "professional.weak"]) == "ask <professional.weak>"


def test_a_pattern_sees_the_words_as_well_as_the_tags() -> None:
    pattern = Pattern("harm", ("harm",), ("side effects include <harm>",), ())
    words = "side effects include nausea"

    holds = compile_patterns({"harm": pattern})["harm"].holds

    assert holds(words, [concept("harm", 21, 27)])
    assert not holds(words, [])


def test_a_reject_wins() -> None:
    pattern = Pattern("advice", (), ("see a doctor",), ("don't need",))

    holds = compile_patterns({"advice": pattern})["advice"].holds

    assert holds("see a doctor", [])
    assert not holds("you don't need to see a doctor", [])


@pytest.mark.parametrize(
    "sentence",
    [
        "See a GP if it lasts two weeks.",
        "You should talk to your doctor or pharmacist before you take it.",
        "If the rash spreads, call your dermatologist right away.",
        "Ask a pharmacist first if you take blood thinners.",
        "Consult with a healthcare professional before starting any new supplement.",
        "People with heart disease must speak to their cardiologist first.",
        "Seek immediate medical attention.",
        "Call 911 if you cannot breathe.",
        "Only use it under medical supervision.",
        "It is best to check with your midwife.",
        "Have a mole checked by a dermatologist.",
        "Do not stop taking it unless your doctor tells you to.",
        "Make an appointment with your dentist.",
        "Your doctor can help you find the right dose.",
    ],
)
def test_this_is_advice(sentence: str, analyser: Analyser) -> None:
    assert analysis(sentence, analyser).said("advice")


@pytest.mark.parametrize(
    "sentence",
    [
        "Doctors recommend this cream.",
        "See your doctor's website for opening times.",
        "We consulted a doctor for this article.",
        "You don't need to see a doctor.",
        "There is no need to ask your GP.",
        "My doctor told me to rest.",
        "The doctor will see you now.",
        "See a doctor perform the operation in this video.",
        "Ask Doctor Google first.",
        "Talk to our sales team about the package.",
        "Contact us for more details.",
        "This article was reviewed by a pharmacist.",
        "If you are a doctor, contact the trial team.",
        "People who saw a GP got better sooner in the study.",
        "Medical advice is costly.",
        "This is not medical advice.",
        "Only a quarter of women consult a doctor about it.",
        "Without a prescription or a doctor visit, you can order it online.",
    ],
)
def test_this_only_looks_like_advice(sentence: str, analyser: Analyser) -> None:
    assert analysis(sentence, analyser).said("advice") == ()


@pytest.mark.parametrize(
    "title",
    [
        "Side effects",
        "What are the risks of microneedling?",
        "Is ashwagandha safe during pregnancy?",
        "Who should not take it",
        "Precautions",
        "Can it hurt your liver?",
        "Drug interactions",
        "7 side effects of creatine",
        "Downsides of keto",
        "Risks of hernia surgery",
        "Who should talk to a doctor first",
    ],
)
def test_this_heading_tells_risks(title: str, analyser: Analyser) -> None:
    article = analysis(f"# Ginkgo\n\nText.\n\n## {title}\n\nText.\n", analyser)

    assert [section.title for section in article.headed("risk-heading")] == [title]


@pytest.mark.parametrize(
    "title",
    [
        "Risk factors",
        "Who is at risk?",
        "Lower your risk of heart disease",
        "Complications of diabetes",
        "Dangers of high blood pressure",
        "Risk assessment",
        "Benefits",
        "Warning signs of a stroke",
        "Food safety",
    ],
)
def test_this_heading_does_not(title: str, analyser: Analyser) -> None:
    article = analysis(f"# Ginkgo\n\nText.\n\n## {title}\n\nText.\n", analyser)

    assert article.headed("risk-heading") == ()
