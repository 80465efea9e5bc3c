"""What the lexicons that ship take for a thing an article can be about, and for what family of thing."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.families import FAMILIES, family
from healthlint.sources import parse, read
from healthlint.types import Format


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(rulepack.load().vocabulary)


def named(text: str, analyser: Analyser) -> set[tuple[str | None, str]]:
    """Return family and words of every concept that can be a subject."""
    analysis = Analysis(parse(read("sentence", text.encode(), Format.TEXT)), analyser)
    return {(family(one), one.text) for one in analysis.concepts if family(one)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rinse with chlorhexidine twice a day.", ("drug", "chlorhexidine")),
        ("Bromantane was made for soldiers.", ("drug", "bromantane")),
        ("She injected BPC-157 for a year.", ("drug", "bpc-157")),
        ("He stacked ostarine with cardarine.", ("drug", "ostarine")),
        ("An IUD stays in for years.", ("device", "iud")),
        ("This massage gun is loud.", ("device", "massage gun")),
        ("Tinospora cordifolia grows on neem trees.", ("supplement", "tinospora cordifolia")),
        ("Xiao Yao San is an old blend.", ("supplement", "xiao yao san")),
        ("Panchakarma takes three weeks.", ("procedure", "panchakarma")),
        ("The graston technique uses steel tools.", ("procedure", "graston technique")),
        ("Nordic curls train the hamstrings.", ("strenuous", "nordic curls")),
        ("Ba Duan Jin has eight movements.", ("exercise", "ba duan jin")),
        ("A protein-sparing modified fast is short.", ("restrictive", "protein-sparing modified fast")),
        ("Probiotic foods are cheap.", ("diet", "probiotic foods")),
    ],
)
def test_what_articles_are_about_is_known(text: str, expected: tuple[str, str], analyser: Analyser) -> None:
    assert expected in named(text, analyser)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It comes in shades for all skin tones.", "cosmetic"),
        ("The Food and Drug Administration met.", "drug"),
        ("We bought ice cream on the pier.", "drug"),
        ("The temperature drops at night.", "drug"),
        ("Eat an hour before you do a pre-workout warm-up.", "supplement"),
        ("Vitamin D deficiency is common.", "supplement"),
        ("Light at night blocks melatonin production.", "supplement"),
        ("Insulin resistance comes first.", "drug"),
        ("Testosterone levels fall with age.", "drug"),
        ("She burns calories on the stairs.", "symptom"),
        ("They drink cold water.", "condition"),
        ("Over a period of six weeks it heals.", "condition"),
        ("Personal growth takes time.", "condition"),
        ("A doorway pull-up bar needs no screws.", "strenuous"),
        ("Massage gently until it is absorbed.", "procedure"),
        ("It holds no fillers.", "procedure"),
        ("This eye cream smells of roses.", "drug"),
        ("Cooking with coconut oil is easy.", "product"),
    ],
)
def test_an_everyday_sense_is_no_subject(text: str, kind: str, analyser: Analyser) -> None:
    assert kind not in {kind for kind, _ in named(text, analyser)}


def test_the_same_word_counts_in_its_other_sense(analyser: Analyser) -> None:
    assert ("drug", "drug") in named("The drug was tested for two years.", analyser)
    assert ("cosmetic", "uneven skin tone") in named("Creams for an uneven skin tone.", analyser)
    assert ("supplement", "pre-workout") in named(
        "Most pre-workouts? This pre-workout holds caffeine.", analyser
    )
    assert ("condition", "cold") in named("She has a cold.", analyser)


def test_no_phrase_is_of_two_groups() -> None:
    twice = [
        (lexicon.name, phrase)
        for lexicon in rulepack.load().vocabulary.lexicons
        if any(key.partition(".")[0] == lexicon.name for key in FAMILIES)
        for phrase, count in Counter(chain.from_iterable(lexicon.groups.values())).items()
        if count > 1
    ]

    assert twice == []
