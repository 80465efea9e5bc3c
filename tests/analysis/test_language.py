from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.analysis.language import Language
from healthlint.sources import parse, read
from healthlint.types import Document, Format, Lexicon

PROFESSIONAL = Lexicon(
    "professional",
    {"general": ("doctor", "doctors", "GP", "health care provider"), "pharmacy": ("chemist",)},
    {},
)
DRUG = Lexicon(
    "drug",
    {"statin": (), "general": ("drug", "drugs")},
    {"statin": ("statin",)},
    frozenset({"nystatin"}),
    ("drug store", "war on drugs"),
)


def article(text: str, form: Format = Format.MARKDOWN) -> Document:
    return parse(read("article", text.encode(), form))


def sentences(text: str, form: Format = Format.MARKDOWN) -> list[str]:
    return [sentence.text for sentence in Language([]).read(article(text, form)).sentences]


def concepts(text: str) -> list[tuple[str, str, str]]:
    found = Language([PROFESSIONAL, DRUG]).read(article(text)).concepts
    return [(concept.lexicon, concept.group, concept.text) for concept in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask your GP. Rest.", ["Ask your GP.", "Rest."]),
        (
            "Dr. Lee took 2.5 mg (e.g. at night). Then he slept.",
            ["Dr. Lee took 2.5 mg (e.g. at night).", "Then he slept."],
        ),
        ("It shuts at 5 p.m. Call first.", ["It shuts at 5 p.m.", "Call first."]),
        ('"Really?" she said. Yes.', ['"Really?" she said.', "Yes."]),
        ("Is it safe? (Mostly.) Ask.", ["Is it safe?", "(Mostly.)", "Ask."]),
        ("First tip.Nodules are lumps.", ["First tip.", "Nodules are lumps."]),
        ("About approx. 5 of them... and more.", ["About approx. 5 of them... and more."]),
        ("It filters the blood.3 The rest stays.", ["It filters the blood.3", "The rest stays."]),
        ("Half of them slept.[4] Three did not.", ["Half of them slept.[4]", "Three did not."]),
        (
            "It ends at the age of 35.4 About half get it.",
            ["It ends at the age of 35.4", "About half get it."],
        ),
        ("Take 2.5 Gy of it.", ["Take 2.5 Gy of it."]),
        (
            "It is in the urine. eGFR alone is not enough.",
            ["It is in the urine.", "eGFR alone is not enough."],
        ),
        ("Her clinic is in Reno, CA. And she walks.", ["Her clinic is in Reno, CA.", "And she walks."]),
        ("You need vitamin D. It helps.", ["You need vitamin D.", "It helps."]),
        ("A. The first one is best.", ["A. The first one is best."]),
        ("Ask Dr. He or J. Lee.", ["Ask Dr. He or J. Lee."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


LIST = (
    "Signs of the illness that most people notice within the first two days include: a sore throat"
    " muscle pain a dry cough loose stools"
)


@pytest.mark.parametrize(
    "following",
    [
        "It is common to have more than one of them.",
        "A doctor may want to see you.",
        "While TB is rare it looks much the same.",
        "According to nurses it spreads fast.",
        "The clinic can test you.",
        "Cough may last for weeks.",
        "Throatis the part that gets well first.",
    ],
)
def test_a_long_sentence_ends_where_a_line_break_was_lost(following: str) -> None:
    assert sentences(f"{LIST} {following} The throat heals.") == [LIST, following, "The throat heals."]


@pytest.mark.parametrize(
    "whole",
    [
        f"{LIST} hepatitis A may follow.",
        f"{LIST} Vitamin A can help.",
        f"{LIST} as told in The Hague by those who saw it.",
        f"{LIST} or what Anna said of it.",
        f"{LIST} in May or later on.",
        "Only two lines: aches It hurts.",
    ],
)
def test_a_capital_that_begins_no_sentence_ends_none(whole: str) -> None:
    assert sentences(whole) == [whole]


def test_a_heading_that_runs_into_its_sentence_is_cut_off() -> None:
    sentence = (
        "Bone marrow transplant is a way to give the body new cells that make blood when its own were"
        " killed by an illness or by the drugs against it."
    )

    assert sentences(f"Bone marrow transplant {sentence}") == ["Bone marrow transplant", sentence]


@pytest.mark.parametrize("hostile", ["a A " * 30_000, "a: " + "b Cd " * 30_000, "A a " * 30_000])
def test_hostile_capitals_are_read_in_time(hostile: str) -> None:
    assert sentences(hostile, Format.TEXT)


def test_a_block_always_starts_a_sentence() -> None:
    assert sentences("# Risks\n\nred skin\n\n- burns\n- scars\n") == ["Risks", "red skin", "burns", "scars"]


def test_words_are_counted_as_a_reader_counts_them() -> None:
    document = article("Don't take over-the-counter pills (2.5 mg) - ask.")

    (sentence,) = Language([]).read(document).sentences

    assert sentence.words == 7


def test_concepts_are_found_in_any_case_but_acronyms_only_in_theirs() -> None:
    assert concepts("A Doctor, a GP and a gp.") == [
        ("professional", "general", "doctor"),
        ("professional", "general", "gp"),
    ]


def test_concepts_match_over_curly_quotes_accents_and_hyphens() -> None:
    assert concepts("The health\u00a0care provider\u2019s door") == [
        ("professional", "general", "health care provider")
    ]


def test_concepts_do_not_cross_blocks() -> None:
    assert concepts("Your health care\n\nprovider is closed.") == []


def test_suffixes_name_single_words_but_for_the_exceptions() -> None:
    assert concepts("Atorvastatin, statins and nystatin") == [
        ("drug", "statin", "atorvastatin"),
        ("drug", "statin", "statins"),
    ]


def test_a_phrase_that_means_something_else_is_no_concept() -> None:
    assert concepts("The war on drugs left no drug store a drug.") == [("drug", "general", "drug")]


def test_what_was_read_before_does_not_change_what_is_found() -> None:
    language = Language([PROFESSIONAL, DRUG])
    language.read(article("A doctor."))

    again = language.read(article("Ask the chemist or doctors."))

    assert (
        again.concepts == Language([PROFESSIONAL, DRUG]).read(article("Ask the chemist or doctors.")).concepts
    )


@pytest.mark.parametrize(
    "hostile", ["!" * 20_000, "a" * 100_000, "(" * 50_000, ". " * 20_000, "\u202e" * 5_000]
)
def test_hostile_runs_are_read_to_the_end(hostile: str) -> None:
    assert sentences(f"{hostile}\n\nSee a doctor.", Format.TEXT)[-1] == "See a doctor."


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_every_sentence_is_where_it_says(text: str) -> None:
    document = article(text.replace("\x00", ""), Format.TEXT)

    for sentence in Language([PROFESSIONAL]).read(document).sentences:
        block = document.blocks[sentence.block]
        assert block.text[sentence.start : sentence.end] == sentence.text
        assert sentence.span == block.locate(sentence.start, sentence.end)
