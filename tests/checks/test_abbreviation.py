"""What the findings on abbreviations say."""

from __future__ import annotations

from healthlint import lint_text
from healthlint.types import Finding

LATE = """\
NSAIDs can hurt your stomach. Eat first. Drink a lot. Sleep well.

Nonsteroidal anti-inflammatory drugs (NSAIDs) do.
"""


def findings(text: str, **options: str) -> tuple[Finding, ...]:
    return lint_text(text, select=["HL407"], options={"HL407": options}).findings


def test_the_message_offers_the_words_in_the_number_of_the_letters() -> None:
    (finding,) = findings("Ask your doctor about a change if you take SSRIs.")

    assert (finding.scope, finding.place.quote) == ("span", "SSRIs")
    assert '"selective serotonin reuptake inhibitors (SSRIs)"' in finding.message


def test_the_place_of_a_late_meaning_is_told() -> None:
    (finding,) = findings(LATE)

    assert "only in line 3" in finding.message
    assert [(place.start.line, place.note) for place in finding.related] == [(3, "spelled out only here")]


def test_a_house_names_what_its_readers_know() -> None:
    text = "Ask your doctor about IBS and GERD."

    assert [finding.place.quote for finding in findings(text)] == ["IBS", "GERD"]
    assert [finding.place.quote for finding in findings(text, known="IBS UTI")] == ["GERD"]
