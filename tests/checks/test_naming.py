"""How messages name what an article is about."""

from __future__ import annotations

import pytest

from healthlint import lint_text

FILLED = "Ask your friends what they think of it before you spend your money on it. " * 12


def named(text: str, *, code: str = "HL101") -> str:
    report = lint_text(f"{text}\n\n{FILLED}", select=[code])
    (finding,) = report.findings
    start = "risks of " if code == "HL101" else "professional about "
    return finding.message.partition(start)[2].partition(", so")[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "# How to choose a probiotic\n\nA probiotic is a supplement. Take probiotics with food.",
            "probiotics",
        ),
        (
            "# Probiotic capsules\n\nProbiotic capsules are sold everywhere. A probiotic supplement works.",
            "probiotics",
        ),
        ("# The keto diet\n\nThe keto diet is a diet. On the keto diet you lose weight.", "the keto diet"),
        ("# Melatonin\n\nMelatonin is a supplement. Take melatonin at night.", "melatonin"),
        ("# Botox for the forehead\n\nBotox is an injection. Botox injections last.", "Botox"),
    ],
)
def test_the_name_has_the_number_in_which_the_article_writes_it(text: str, name: str) -> None:
    assert named(text) == name


def test_a_herb_has_no_capital_amid_a_message_whatever_the_article_does() -> None:
    text = "# Turmeric\n\nMany take Turmeric as a supplement. With food, Turmeric works."

    assert named(text) == "turmeric"


def test_the_capitals_of_a_heading_or_a_sentence_tell_nothing() -> None:
    text = (
        "# Tattoo Removal\n\nWe do it with a laser. Tattoo removal takes six visits. Tattoo removal is quick."
    )

    assert named(text) == "tattoo removal"


@pytest.mark.parametrize(
    "text",
    [
        "# How to choose a supplement\n\nA supplement is a capsule. Take the supplement with food.",
        "# What is in our cupboard\n\n## Melatonin\n\nTake melatonin. Melatonin supplements help.",
    ],
    ids=["the name says nothing", "the title does not name it"],
)
def test_a_subject_in_doubt_is_not_named(text: str) -> None:
    assert named(text) == "what this page describes"


def test_nobody_is_asked_for_the_risks_of_the_illness_that_a_medicine_treats() -> None:
    text = "# Statins may help in liver disease\n\nTake a statin at night. " + (
        "Liver disease gets better with a medicine. The tablet treats liver disease. " * 3
    )

    assert named(text) == "statins"
