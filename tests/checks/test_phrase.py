"""Rules of the kind `phrase`: which words of an article they report, and what their fixes write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.config import Settings
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.fix import mend
from healthlint.rulepack import with_pack
from healthlint.rulepack.folder import PackFolder
from healthlint.types import FileReport, Mended

WORDS = """\
  replace: |
    hypertension -> high blood pressure
    myocardial infarction | myocardial infarctions -> heart attack | heart attacks
    drug addict | drug addicts -> person with a drug addiction | people with a drug addiction
    alcoholic | alcoholics -> person with alcohol use disorder | people with alcohol use disorder
    Botox -> botulinum toxin
  suggest: |
    oral -> by mouth
  report: |
    miracle cure
  except: |
    alcoholic drink
    alcoholic drinks
"""
RULE = """\
code: ACME101
name: plain-words
summary: A word that many readers do not know.
severity: warning
preset: recommended
kind: phrase
phrase:
{phrase}message:
  default: "Leave out '{{found}}'."
  instead: "For '{{found}}' write '{{instead}}'."
why: Unknown words stop readers.
how_to_fix: Write the plain word.
"""
PATTERNS = """\
patterns: house
about: What our articles say.
source: us
items:
  promises:
    accept: ["\\\\b(?:cures?|heals?) (?:all|any)\\\\b"]
  treats-harm:
    tags: [harm]
    accept: ["\\\\bwipes out <harm>"]
  about-words:
    accept: ["\\\\bdo(?:es)? not (?:say|write)\\\\b"]
"""

House = Callable[..., Mended]
PACK = rulepack.load()


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a function that lints and fixes an article by one phrase rule."""

    def run(text: str, phrase: str = WORDS, *, path: str = "a.md", unsafe: bool = False) -> Mended:
        fix = "fix: {kind: replace, safety: safe}\n" if "->" in phrase else ""
        (tmp_path / "rule.yaml").write_text(RULE.format(phrase=phrase) + fix, encoding="utf-8")
        (tmp_path / "patterns.yaml").write_text(PATTERNS, encoding="utf-8")
        pack = with_pack(PACK, PackFolder(tmp_path, shown="house"))
        settings = Settings(frozenset({"ACME101"}))

        def one(item: Input) -> FileReport:
            return next(lint((item,), lambda _: settings, pack))

        return mend(one(Input(path, text.encode())), one, unsafe=unsafe)

    return run


def quotes(made: Mended) -> list[str]:
    assert made.before.error is None
    return [finding.place.quote for finding in made.before.findings]


def test_words_are_reported_in_all_their_forms(house: House) -> None:
    made = house("Hypertension and\nmyocardial  infarctions: a MIRACLE CURE?\n")

    assert quotes(made) == ["Hypertension", "myocardial infarctions", "MIRACLE CURE"]
    assert [finding.message for finding in made.before.findings] == [
        "For 'Hypertension' write 'high blood pressure'.",
        "For 'myocardial infarctions' write 'heart attacks'.",
        "Leave out 'MIRACLE CURE'.",
    ]
    assert [finding.fix and finding.fix.title for finding in made.before.findings] == [
        "Write 'high blood pressure'",
        "Write 'heart attacks'",
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Antihypertension, hypertensions and hyper-hypertension.",
        "A hypertension-free life and non-hypertension.",
        "See https://x.org/hypertension, hypertension.org, me@hypertension.org and #hypertension.",
        "`hypertension`\n\n```\nhypertension\n```\n\n<!-- hypertension -->",
        "Ask the Hypertension Society.",
        "It stood in Hypertension.",
        "[How to Live With Hypertension](https://x.org) is a page.",
        '"Hypertension" and \u201chypertension\u201d and \u2018hypertension\u2019, she said.',
        "> Hypertension is quoted.",
        "## References\n\n- Smith J. Treating hypertension.",
        "Smith J. Treating hypertension. 2019. doi:10.1000/182.",
        "In small letters botox is none, nor is an alcoholic drink.",
        "No alcoholic drinks.",
    ],
)
def test_what_is_no_word_of_the_article_is_left_alone(house: House, text: str) -> None:
    assert quotes(house(f"{text}\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        "We call it hypertension.",
        "Pain—hypertension—and more.",
        "It has hypertension/diabetes in it.",
        "An apostrophe's place: the patients' hypertension.",
        'The 5" and hypertension.',
        "[hypertension](https://x.org/a)",
        "## Living With Hypertension",
        "1. hypertension",
        "Hypertension.",
    ],
)
def test_what_is_a_word_of_the_article_is_reported(house: House, text: str) -> None:
    assert [one.lower() for one in quotes(house(f"{text}\n"))] == ["hypertension"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Hypertension is an ache.", "High blood pressure is an ache."),
        ("HYPERTENSION IS BAD.", "HIGH BLOOD PRESSURE IS BAD."),
        ("# Living With Hypertension", "# Living With High Blood Pressure"),
        ("# Hypertension at work", "# High blood pressure at work"),
        (
            "An alcoholic may meet a drug addict.",
            "A person with alcohol use disorder may meet a person with a drug addiction.",
        ),
        (
            "Drug addicts and alcoholics.",
            "People with a drug addiction and people with alcohol use disorder.",
        ),
        ("He is a drug\naddict here.", "He is a person\nwith a drug addiction here."),
        ("- He is a drug\n  addict.", "- He is a person\n  with a drug addiction."),
        ("> *He* is an **alcoholic**.", "> *He* is an **alcoholic**."),
        ("He is an *alcoholic*.", "He is a *person with alcohol use disorder*."),
        ("Botox and botox.", "Botulinum toxin and botox."),
        ("Hepatitis A alcoholic.", "Hepatitis A person with alcohol use disorder."),
        ("---\ntitle: Hypertension\n---\n\nWords.", "---\ntitle: High blood pressure\n---\n\nWords."),
    ],
)
def test_grammar_and_capitals_are_kept(house: House, text: str, made: str) -> None:
    assert house(f"{text}\n", unsafe=True).text == f"{made}\n"


@pytest.mark.parametrize(
    "text",
    [
        "An alcoholic's wife.",
        "hyper**tension**",
        "drug **addicts**",
    ],
)
def test_what_cannot_be_replaced_in_one_piece_is_reported_and_stays(house: House, text: str) -> None:
    made = house(f"{text}\n")

    assert len(quotes(made)) == 1
    assert made.text == f"{text}\n"


def test_letters_that_stand_for_an_illness_are_no_name(house: House) -> None:
    words = "  replace: |\n    ibs sufferers -> people with IBS\n"

    assert house("Many IBS sufferers eat rice.\n", words).text == "Many people with IBS eat rice.\n"
    assert house("IBS sufferers eat rice.\n", words).text == "People with IBS eat rice.\n"
    assert house("It helps. IBS sufferers eat rice.\n", words).text == "It helps. People with IBS eat rice.\n"
    assert house("IBS SUFFERERS EAT RICE.\n", words).text == "PEOPLE WITH IBS EAT RICE.\n"
    assert quotes(house("Ask the IBS Sufferers Society.\n", words)) == []


def test_what_is_told_is_never_written(house: House) -> None:
    words = "  replace: |\n    GP -> doctor\n  tell: |\n    febrile -> with a fever\n"

    made = house("A febrile child.\n", words, unsafe=True)

    assert [finding.message for finding in made.before.findings] == ["For 'febrile' write 'with a fever'."]
    assert made.text == "A febrile child.\n"


@pytest.mark.parametrize("text", ["Old people with back pain", "Back pain", "He has a bad back, back pain"])
def test_a_longer_phrase_does_not_reach_over_the_end(house: House, text: str) -> None:
    words = "  report: |\n    back pain sufferer\n    back pain\n"

    assert [quote.lower() for quote in quotes(house(text, words))] == ["back pain"]


def test_what_is_suggested_is_an_unsafe_fix(house: House) -> None:
    text = "Take the oral tablet.\n"

    assert house(text).text == text
    assert house(text, unsafe=True).text == "Take the by mouth tablet.\n"


@pytest.mark.parametrize("text", ["## Hypertension at work\n", "---\ntitle: Hypertension\n---\n\nWords.\n"])
def test_a_heading_that_links_may_lead_to_is_an_unsafe_fix(house: House, text: str) -> None:
    assert house(text).text == text
    assert "High blood pressure" in house(text, unsafe=True).text


def test_words_with_marks_of_data_do_not_go_into_data(house: House) -> None:
    words = "  replace: |\n    hypertension -> the heart's pressure\n"
    article = "---\ntitle: 'Hypertension'\n---\n\nHypertension is common.\n"

    assert house(article, words, unsafe=True).text == article.replace(
        "\nHypertension", "\nThe heart's pressure"
    )
    assert (
        house('<Tab label="Hypertension" />\n', words, path="a.mdx", unsafe=True).text
        == '<Tab label="Hypertension" />\n'
    )


def test_quotations_are_reported_if_told_and_never_changed(house: House) -> None:
    made = house('"Hypertension kills," she said.\n', WORDS + "  quoted: true\n")

    assert quotes(made) == ["Hypertension"]
    assert not made.changed


def test_once_reports_the_first_and_replaces_all(house: House) -> None:
    text = "Hypertension is common. Most hypertension is silent; hyper**tension** is not.\n"
    text += "\n## On hypertension\n"

    made = house(text, WORDS + "  once: true\n")

    assert [finding.fix and finding.fix.title for finding in made.before.findings] == [
        "Write 'high blood pressure', 2 times"
    ]
    assert made.text == text.replace("Hypertension", "High blood pressure").replace(
        "Most hypertension", "Most high blood pressure"
    )


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("High blood pressure (hypertension) is common. Hypertension kills.", []),
        ("Hypertension, or high blood pressure, is common. Hypertension kills.", []),
        ("Hypertension is common. It is, as we shall see in time, high blood pressure.", ["Hypertension"]),
        ("Hypertension is common.\n\nHigh blood pressure is the same.", ["Hypertension"]),
        ("# On hypertension\n\nHigh blood pressure is common.", []),
        ("# On hypertension\n\nIt is common.\n\nHigh blood pressure kills.", ["hypertension"]),
        ("A heart attack kills. Myocardial infarctions are common.", []),
        ("Heart attacks kill. A myocardial infarction is common.", []),
        # In words that are not ours:
        ("Hypertension (blood that presses on its vessels) is common. Hypertension kills.", []),
        ("Hypertension (see below) is common.", ["Hypertension"]),
        ("Blood that presses too hard (hypertension) is common.", []),
        ("Blood that presses too hard is called hypertension. Hypertension kills.", []),
        ("Hypertension is a condition in which blood presses too hard. Hypertension kills.", []),
        ("Hypertension is a killer.", ["Hypertension"]),
        ("In short, hypertension is a condition of men.", ["hypertension"]),
        ("Hypertension means that blood presses too hard.", []),
        ("- Hypertension: blood that presses too hard\n- Hypertension in men", []),
        ("What is hypertension? It kills.", []),
        ("# What is hypertension?\n\nBlood presses too hard.", []),
        ("Do you know about hypertension? It kills.", ["hypertension"]),
        ("Doctors have a medical term, hypertension.", []),
        ("Hypertension kills. Hypertension is a condition in which blood presses.", []),
        ("Hypertension kills.\n\nHypertension is a condition in which blood presses.", ["Hypertension"]),
    ],
)
def test_what_the_article_explains_passes(house: House, text: str, reported: list[str]) -> None:
    assert quotes(house(f"{text}\n", WORDS + "  explained: 6\n")) == reported


def test_patterns_report_the_words_that_say_it(house: House) -> None:
    patterns = (
        "  patterns: [promises, treats-harm]\n  except: |\n    cures all bacon\n  unless: [about-words]\n"
    )
    text = (
        "# It cures all\n\nThis tea cures all of it. It wipes out nausea. Smoke cures all bacon. "
        'We do not say that it cures all. "It cures any," he said.\n'
    )

    assert quotes(house(text, patterns)) == ["cures all", "wipes out nausea"]


def test_a_verdict_says_what_was_found(house: House) -> None:
    (failed,) = house("Hypertension.\n\nAlcoholics.\n").before.verdicts
    (passed,) = house("Pain.\n").before.verdicts

    assert failed.reason == "'Hypertension', 'Alcoholics' in lines 1 and 3"
    assert passed.reason == "none of what it looks for is said"
