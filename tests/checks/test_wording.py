"""Other words take the capitals of those they stand for, and the right article before them."""

from __future__ import annotations

import pytest

from healthlint.checks.wording import article_of, cased


@pytest.mark.parametrize(
    ("found", "instead", "titled", "written"),
    [
        ("hypertension", "high blood pressure", False, "high blood pressure"),
        ("Hypertension", "high blood pressure", False, "High blood pressure"),
        ("HYPERTENSION", "high blood pressure", False, "HIGH BLOOD PRESSURE"),
        ("Hypertension", "high blood pressure", True, "High Blood Pressure"),
        ("Drug Addict", "person with a drug addiction", False, "Person with a Drug Addiction"),
        ("Drug addict", "person with an addiction", False, "Person with an addiction"),
        ("myocardial infarction", "MI", False, "MI"),
        ("Botox", "GP's injection", False, "GP's injection"),
    ],
)
def test_capitals_are_kept(found: str, instead: str, titled: bool, written: str) -> None:
    assert cased(instead, found, titled=titled) == written


@pytest.mark.parametrize(
    "words",
    [
        "a heart attack",
        "a use",
        "a urine test",
        "a uterus",
        "a unit",
        "a European",
        "a one-off",
        "a GP",
        "a UTI",
        "a B12 test",
        "a house",
        "a 10-day course",
        "a user",
        "a united front",
        "an ulcer",
        "an open sore",
        "an MRI",
        "an X-ray",
        "an SSRI",
        "an hour",
        "an honest answer",
        "an unintended effect",
        "an unimportant one",
        "an unidentified cause",
        "an umbrella",
        "an 8-week course",
        "an 11-year-old",
        "an upset stomach",
    ],
)
def test_the_article_is_told_by_the_sound(words: str) -> None:
    article, _, rest = words.partition(" ")

    assert article_of(rest) == article
