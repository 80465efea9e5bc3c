"""When a section on risks that is there tells nothing."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Outcome

ARTICLE = """\
# What ashwagandha does for stress

Ashwagandha is a herb that people take as a supplement to feel calmer. The root is dried and sold in
capsules. In small trials, people who took an ashwagandha supplement felt less stress after eight weeks.

## How to take ashwagandha

Most ashwagandha supplements hold 300 mg of root extract. Take one capsule in the morning and one at
night, with food. Pharmacies and health shops sell ashwagandha. Powder costs less than capsules.

"""


def judged(section: str, article: str = ARTICLE) -> FileReport:
    return lint_text(article + section, select=["HL103"], options={"HL103": {"min-words": 0}})


def outcome(report: FileReport) -> Outcome:
    (decided,) = report.verdicts
    return decided.outcome


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Coming soon.",
        "Side effects are rare when used as directed.",
        "Yes. It is non-invasive, and has no known side effects when trained people do it.",
        "No known side effects. It is 100% natural.",
        "It is generally safe for most people. It is always best to consult a doctor before you start.",
        "Most people tolerate it well and any effects are mild and temporary.",
        "Side effects may occur. Speak with your pharmacist.",
        "See the leaflet for a full list of side effects.",
        "It is safe for people with eczema.",
    ],
)
def test_what_names_no_harm_is_thin(text: str) -> None:
    assert outcome(judged(f"## Side effects\n\n{text}\n")) is Outcome.FAIL


@pytest.mark.parametrize(
    "text",
    [
        "Rare but serious: liver damage.",
        "Not for people who are pregnant.",
        "It can sting.",
        "May stain your teeth.",
        "Do not take it with alcohol.",
        "Generally safe. High doses thin the blood.",
        "About 1 in 100 people feel odd.",
        "The long-term effects are not known.",
        "Embolism is a rare complication.",
        "- nausea\n- a rash",
        "| Effect | How often |\n|--|--|\n| nausea | 1 in 10 |",
        "[The leaflet](https://leaflets.example/a) lists nausea and dizziness.",
        "### Mild\n\n- nausea\n- a rash",
    ],
)
def test_what_names_a_harm_is_not_thin(text: str) -> None:
    assert outcome(judged(f"## Side effects\n\n{text}\n")) is Outcome.PASS


def test_one_section_that_tells_is_enough() -> None:
    report = judged("## Is ashwagandha safe?\n\nYes.\n\n## Side effects\n\nIt can upset your stomach.\n")

    assert outcome(report) is Outcome.PASS


def test_a_bold_lead_in_is_judged_without_its_own_words() -> None:
    thin = judged("**Side effects:** rare.\n")

    assert outcome(thin) is Outcome.FAIL
    assert "'rare.'" in thin.findings[0].message
    assert outcome(judged("**Side effects:** nausea.\n")) is Outcome.PASS


def test_what_a_picture_shows_is_not_seen() -> None:
    assert outcome(judged("## Side effects\n\n![A chart](effects.png)\n")) is Outcome.UNSURE


def test_without_a_section_there_is_nothing_to_judge() -> None:
    assert outcome(judged("## Price\n\nIt costs little.\n")) is Outcome.NOT_APPLICABLE


def test_an_article_on_side_effects_is_its_own_section() -> None:
    article = ARTICLE.replace("What ashwagandha does for stress", "The side effects of ashwagandha")

    assert outcome(judged("", article)) is Outcome.PASS


def test_a_quotation_set_as_a_heading_is_no_thin_section() -> None:
    quotation = "I always feel safe here and so does my whole family since we first came to this place in May"

    assert outcome(judged(f"## {quotation}\n\nTanya\n")) is Outcome.PASS


def test_the_finding_stands_at_the_heading_and_shows_the_text() -> None:
    (finding,) = judged("## Side effects\n\nSide effects are rare.\n").findings

    assert (finding.scope, finding.place.quote) == ("span", "Side effects")
    assert "Side effects are rare." in finding.message
