"""Which abbreviations count as spelled out, and where."""

from __future__ import annotations

import pytest

from healthlint.analysis.abbreviations import Abbreviation, meanings, unexplained
from healthlint.analysis.language import Language
from healthlint.sources import parse, read
from healthlint.types import Document, Format, Sentence

LANGUAGE = Language([])
LISTED = meanings(
    "GERD gastroesophageal reflux disease\nNSAID nonsteroidal anti-inflammatory drug\nHPV\nGLP-1\nAHA"
)
FILLER = "Sleep well. Eat well. Walk a lot. "


def found(text: str, *, known: str = "") -> tuple[Abbreviation, ...]:
    return judged(text, known=known)[0]


def judged(text: str, *, known: str = "") -> tuple[tuple[Abbreviation, ...], tuple[Sentence, ...], Document]:
    document = parse(read("article.md", text.encode(), Format.MARKDOWN))
    sentences = LANGUAGE.read(document).sentences
    graded = range(len(sentences))
    result = unexplained(document, sentences, graded=graded, listed=LISTED, known=known.split())
    return result, sentences, document


def shorts(text: str) -> list[str]:
    return [one.short for one in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gastroesophageal reflux disease (GERD) hurts.",
        "Gastro-oesophageal reflux disease is common. We call it GERD from here on.",
        "Heartburn that comes back (also called GERD) hurts.",
        "Reflux [GERD] hurts.",
        "GERD (gastroesophageal reflux disease) hurts.",
        "GERD (bad heartburn) hurts.",
        "GERD stands for a long name.",
        "GERD, or gastroesophageal reflux disease, hurts.",
        "GERD: gastroesophageal reflux disease.",
        "GERD \u2013 gastroesophageal reflux disease \u2013 hurts.",
        "Gastric reflux of the gullet, also known as GERD, hurts.",
        "GERD is common. It is short for a long name. Gastroesophageal reflux disease is that name.",
        "# Gastroesophageal reflux disease\n\nGERD hurts.",
        "Painkillers (NSAIDs such as ibuprofen) can hurt your stomach.",
        "AHA, a mild acid that peels your skin, stings.",
        "Painkillers (mainly NSAIDs and GERD drugs) hurt.",
        "Two pills (NSAIDs like ibuprofen, GERD pills) hurt.",
        "Stomach trouble (GERD type 1) hurts.",
        "GERD — the burn behind your breastbone — hurts.",
        "GERD, a chronic disease, hurts.",
        "Some have GERD. GERD is a burn behind the breastbone.",
        "Alpha-hydroxy acid peels the skin. AHA stings.",
        "The American Heart Association warns. AHA experts say so.",
        "Read [how to live with GERD](/gerd).",
    ],
)
def test_is_spelled_out(text: str) -> None:
    assert shorts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "GERD hurts.",
        "Reflux (see GERD below) hurts.",
        "GERD (see below) hurts.",
        "Reflux, GERD and ulcers hurt.",
        "If you have GERD, or think so, sleep well.",
        "Have your stomach looked at (GERD, HPV).",
        "## What is GERD?\n\nMany people with GERD sleep badly.",
        "- Avoid coffee if you have GERD.",
        "Eat less (sugar, fat) for GERD (see below).",
        "GERD — and ulcers — hurt.",
        "GERD is the worst.",
        "Read of [GERD](/gerd).",
    ],
)
def test_is_not_spelled_out(text: str) -> None:
    assert shorts(text)[:1] == ["GERD"]


@pytest.mark.parametrize(
    "text",
    [
        "DO NOT TAKE GERD LIGHTLY.",
        "The GERD Foundation says so.",
        "Read more at www.GERD.org/GERD.",
        "GERD\u2122 is a brand.",
        "> He said that GERD hurts.",
        "| GERD | yes |\n|---|---|\n| a | b |",
        "The word is said GERD-is-ease.",
    ],
)
def test_names_shouts_quotes_and_tables_are_no_use(text: str) -> None:
    assert shorts(text) == []


def test_each_is_told_once_in_the_order_of_first_use() -> None:
    assert shorts("NSAIDs help. HPV does harm. So do NSAIDs, and GLP-1 drugs.") == ["NSAID", "HPV", "GLP-1"]


def test_what_all_know_is_not_told() -> None:
    assert found("GERD hurts.", known="GERD") == ()


def test_a_number_behind_an_abbreviation_can_be_left_off() -> None:
    assert shorts("HPV-16 does harm.") == ["HPV"]


def test_the_place_is_that_of_the_plural() -> None:
    (one,), sentences, document = judged("All NSAIDs help.")

    block = document.blocks[sentences[one.sentence].block]
    assert (one.plural, block.text[one.start : one.end]) == (True, "NSAIDs")


def test_a_later_meaning_is_known() -> None:
    (one,), sentences, _ = judged(f"GERD hurts. {FILLER} Gastroesophageal reflux disease (GERD) is common.")

    assert one.later is not None
    assert sentences[one.later].text.startswith("Gastroesophageal")


def test_a_mere_gloss_does_not_count_as_the_later_meaning() -> None:
    (one,), _, _ = judged(f"GERD hurts. {FILLER} GERD (bad heartburn) is common.")

    assert one.later is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"XYZ helps. {FILLER} The xenon yield zone (XYZ) is odd.", ["XYZ"]),
        (f"PSG helps. {FILLER} A polysomnogram (PSG) is a test of sleep.", ["PSG"]),
        (f"XYZ helps. {FILLER} This brand (XYZ) is odd.", []),
        (f"PRK helps. {FILLER} It performs badly after LASIK or PRK, they say.", []),
        (f"GIP helps. {FILLER} Signs are less hunger (GLP), improved insulin (GIP).", []),
        (f"It is in Salt Lake, UT. {FILLER} Write to Unit 4, Salt Lake, UT 84115.", []),
        (f"CO kills. {FILLER} At high concentrations, CO kills fast.", []),
        (f"XYZ helps. {FILLER} It is good.", []),
    ],
)
def test_others_are_told_only_if_the_article_spells_them_out_later(text: str, expected: list[str]) -> None:
    assert shorts(text) == expected
