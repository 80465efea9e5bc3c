from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.fold import fold, straighten
from healthlint.analysis.patterns import CompiledPatterns, Wordings, expression, tag
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

    assert tag("see a doctor of medicine", concepts, tags=["professional"]).text == "see a <professional>cine"


def test_a_group_can_have_a_tag_of_its_own() -> None:
    weak = concept("professional", 4, 10, group="weak")

    assert (
        tag("ask doulas", [weak], tags=["professional", "professional.weak"]).text
        == "ask <professional.weak>"
    )


def test_a_pattern_sees_the_words_as_well_as_the_tags() -> None:
    pattern = Pattern("harm", ("harm",), ("side effects include <harm>",), ())
    words = "side effects include nausea"

    holds = CompiledPatterns({"harm": pattern})["harm"].holds

    assert holds(words, [concept("harm", 21, 27)])
    assert not holds(words, [])


def test_a_reject_wins() -> None:
    pattern = Pattern("advice", (), ("see a doctor",), ("don't need",))

    holds = CompiledPatterns({"advice": pattern})["advice"].holds

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
        "It is best to check with your midwife.",
        "Have a mole checked by a dermatologist.",
        "Make an appointment with your dentist.",
        "Run it past your pharmacist.",
        "Mention it to your GP.",
        "Show the rash to your dermatologist.",
        "Run any new pill by your GP first.",
        "Bring the bottle to your next appointment so your doctor knows.",
        "Your endocrinologist should sign off first.",
        "Medical advice should be sought.",
        "Have your clinician review your meds.",
        "Always speak to your HCP.",
        "Keep your care team in the loop.",
        "Your MD needs to know.",
        "If it bleeds, medical help must be sought.",
    ],
)
def test_this_is_advice(sentence: str, analyser: Analyser) -> None:
    assert analysis(sentence, analyser).said("advice")


@pytest.mark.parametrize(
    "sentence",
    [
        "Your doctor can help you find the right dose.",
        "Your pharmacist can help you.",
        "Do not stop without talking to your doctor.",
        "Take the second pill only if advised by your midwife.",
        "Only use it under medical supervision.",
        "Do not stop taking it unless your doctor tells you to.",
        "Bring the packet to your next appointment.",
        "A nurse can answer your questions.",
        "This is best discussed with your doctor.",
        "Get your doctor's okay first.",
    ],
)
def test_this_is_advice_said_less_directly(sentence: str, analyser: Analyser) -> None:
    article = analysis(sentence, analyser)

    assert article.said("advice-weak")
    assert not article.said("advice")


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
        "You shouldn't need to see a GP.",
        "Most people won't have to call a doctor.",
        "Your doctor may recommend other pills.",
        "Your doctor will diagnose it.",
        "The dentist may do an X-ray.",
        "Take it as prescribed by your doctor.",
        "Not for children unless prescribed by a paediatrician.",
        "Would you seek help?",
        "What will the dentist say?",
        "Did your doctor tell you to rest?",
        "The volunteers were told to ask their doctor.",
        "Women are less likely to dial 000.",
        "Many are too ashamed to see a doctor.",
        "Some people do not get treatment.",
        "You can be tested.",
        "Contact our medical team at hello@site.com.",
        "Ask your vet.",
        "Take the dog to the vet if it eats the pills.",
        "Visit Mayo Clinic Press for more.",
        "Diagnosis should always be guided by healthcare professionals.",
        "When to get help",
        "Nobody needs to see a doctor for this.",
        "I had to see a doctor.",
        "The trial asked patients to see a doctor.",
        "The paramedics said to call 911.",
        "Talk to our nurses about the package.",
    ],
)
def test_this_only_looks_like_advice(sentence: str, analyser: Analyser) -> None:
    article = analysis(sentence, analyser)

    assert (article.said("advice"), article.said("advice-weak")) == ((), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Some people get an upset stomach.",
        "Most people get a headache.",
        "Blisters and cold sores may show up.",
        "It stings for a day.",
        "Some people faint.",
        "Ginkgo can clash with blood thinners.",
        "Don't take it when pregnant.",
        "A rash may appear.",
        "A few users felt dizzy.",
        "Ginkgo can make you drowsy.",
        "Too much causes nausea.",
        "Common side effects are cramps and gas.",
        "People with liver disease should avoid it.",
        "Never use it if you have epilepsy.",
    ],
)
def test_this_sentence_tells_a_harm(sentence: str, analyser: Analyser) -> None:
    assert analysis(f"# Ginkgo\n\n{sentence}", analyser).said("harm")


@pytest.mark.parametrize(
    "sentence",
    [
        "This page should not be used to diagnose or treat a disease.",
        "The roller should not be used like a hammer.",
        "This is not a complete list of all possible side effects.",
        "Better sleep is a happy side effect.",
        "The disease can cause fever and vomiting.",
        "Symptoms of the flu include nausea and fever.",
        "Does it cause nausea?",
        '"The side effects of everything."',
        "It does not cause drowsiness.",
        "Use it at your own risk.",
        "It cuts the risk of stroke.",
        "Report side effects to the maker.",
        "Most people get a reminder by post.",
    ],
)
def test_this_sentence_tells_none(sentence: str, analyser: Analyser) -> None:
    assert analysis(f"# Ginkgo\n\n{sentence}", analyser).said("harm") == ()


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
        "Risks of hernia surgery",
        "Who should talk to a doctor first",
        "How patches have harmed people",
        "Can it go wrong?",
        "What it may do to you",
        "It gets worse before it gets better",
        "When to leave it on the shelf",
        "What is normal, and what isn't",
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
        "Is it safe to buy online?",
        "Where to buy it safely",
        "Common health concerns",
        "Adverse reaction log reminder",
        "Side effect tracker",
        "Downsides of keto",
        "Warning: beware of fakes",
        "A welcome side effect",
        "A surprising side effect: less thirst for wine",
        "Side effects of chemotherapy that ginger may ease",
        "Where people go wrong",
        "What it can do for you",
    ],
)
def test_this_heading_does_not(title: str, analyser: Analyser) -> None:
    article = analysis(f"# Ginkgo\n\nText.\n\n## {title}\n\nText.\n", analyser)

    assert article.headed("risk-heading") == ()


def test_a_bold_question_is_a_heading(analyser: Analyser) -> None:
    article = analysis("# Ginkgo\n\n**Is ginkgo safe?** Most people can take it.\n", analyser)

    assert [section.title for section in article.headed("risk-heading")] == ["Is ginkgo safe?"]


WORDINGS = (
    r"\bcures?\b",
    r"no [a-z]+",
    r"^\W*no\b",
    r"(?:no|a) cure",
    r"\w\w\w\w\w",
    "\u20ac|caf\u00e9",
    r"cure$",
)


@given(
    st.lists(st.sampled_from(["cure", "cures", "no", "a", "\n", "\u20ac", "caf\u00e9", "x"])).map(" ".join),
    st.permutations(WORDINGS),
    st.integers(0, 12),
)
def test_wordings_are_found_where_one_expression_finds_them(text: str, wordings: list[str], at: int) -> None:
    for given_text in (text, text.encode()):
        found = Wordings(wordings).search(given_text, at)
        expected = expression(tuple(wordings)).search(given_text, at)

        assert (found and (found.start(), found.end())) == (expected and (expected.start(), expected.end()))


def test_wordings_without_any_literal_word_are_found() -> None:
    found = Wordings((r"\d+", r"[^a]\b")).search("in 12 days")

    assert found is not None
    assert (found.start(), found.end()) == (1, 2)
