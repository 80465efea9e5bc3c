"""What findings and verdicts say, through the library; when rules fire is tested by their own examples."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Finding, Outcome, Verdict

BODY = """\
Botox is an injection that smooths the face. {intro}

How botox works

The injection blocks the nerve, and the muscle rests. Botox starts to work after three days. {passing}

What happens at the clinic

The injector gives five to ten injections of botox with a thin needle. The treatment takes ten minutes, and
most people go back to work on the same day. You should not rub the skin for a day. The effect of the botox
injection lasts for three months, and then the muscle moves again. Many people book another botox treatment.
With time, some need botox less often. A treatment costs as much as a weekend away, so ask for the price.
Look for a clinic where the injector has years of practice with botox, and bring photos of what you want.
The injector marks the points first, and you frown and smile so that the muscles show where they pull.
"""


def article(*, intro: str = "It lasts for months.", passing: str = "It does not hurt much.") -> FileReport:
    return lint_text(BODY.format(intro=intro, passing=passing), format="text", select=["HL101"])


def only(report: FileReport) -> Finding:
    (finding,) = report.findings
    return finding


def verdict(report: FileReport) -> Verdict:
    (decided,) = report.verdicts
    return decided


def test_the_message_names_the_lines_that_tell_risks_in_passing() -> None:
    finding = only(article(passing="Botox can cause headache and bruising."))

    assert "(line 5)" in finding.message
    assert [place.quote for place in finding.related] == ["Botox can cause headache and bruising."]


def test_a_harm_that_may_be_anothers_is_shown_but_not_told_as_the_subjects() -> None:
    finding = only(article(passing="Dirty needles can cause infection."))

    assert "readers cannot weigh them" in finding.message
    assert [place.note for place in finding.related] == ["read as speaking of harm"]


@pytest.mark.parametrize(
    "passing",
    [
        "Painkillers can cause stomach bleeding.",
        "It works without the side effects of surgery.",
        "It's important to know that iron can cause nausea.",
    ],
)
def test_harm_by_another_thing_or_that_is_denied_is_not_shown(passing: str) -> None:
    assert only(article(passing=passing)).related == ()


def test_an_introduction_that_promises_risks_is_a_related_place() -> None:
    finding = only(article(intro="Read on to learn how botox works and what its risks are."))

    assert [place.note for place in finding.related] == ["promised here, in the introduction"]


def test_a_finding_on_what_is_missing_stands_at_the_first_mention_where_there_is_no_title() -> None:
    finding = only(article())

    assert (finding.scope, finding.place.quote, finding.place.start.line) == ("document", "Botox", 1)


def test_the_evidence_tells_why_the_rule_applies() -> None:
    assert "'botox' in the opening and" in only(article()).evidence


def test_a_rule_that_is_silent_says_where_it_is_satisfied() -> None:
    decided = verdict(
        lint_text(BODY + "\nSide effects\n\nHeadache and bruises.\n", format="text", select=["HL101"])
    )

    assert (decided.outcome, decided.where and decided.where.quote) == (Outcome.PASS, "Side effects")


def test_the_plainest_of_several_sections_is_shown() -> None:
    text = BODY + "\nProblems after the visit\n\nA bruise.\n\nSide effects\n\nHeadache and bruises.\n"

    decided = verdict(lint_text(text, format="text", select=["HL101"]))

    assert decided.where is not None
    assert decided.where.quote == "Side effects"


@pytest.mark.parametrize(
    "heading",
    [
        "## Does botox hurt?",
        "## No harmful additives",
        "| For whom | Units |\n|---|---|\n| Pregnant women | none studied |",
    ],
)
def test_a_heading_that_tells_no_risk_is_no_section_on_risks(heading: str) -> None:
    body = "Botox is an injection that relaxes the muscles of the face. " * 12
    report = lint_text(f"# Botox for allergic skin\n\n{body}\n\n{heading}\n\n{body}\n", select=["HL101"])

    assert [finding.code for finding in report.findings] == ["HL101"]


def test_a_heading_on_whether_something_else_is_safe_with_it_does_not_count() -> None:
    text = "# Botox\n\n" + BODY + "\n## Is coffee safe after botox?\n\nYes.\n"

    assert lint_text(text, format="markdown", select=["HL101"]).findings


def test_a_harm_of_another_medicine_is_not_told_in_passing() -> None:
    finding = only(article(passing="Ibuprofen can cause nausea. Botox can cause headache."))

    assert [place.quote for place in finding.related] == ["Botox can cause headache."]


def test_advice_is_shown_where_it_is_said_best() -> None:
    text = (
        "# Living with migraine\n\n"
        + "Migraine is a disease of the brain. Migraine attacks hurt. " * 12
        + "\n\n## When to see a doctor\n\nYour doctor can help you. See your doctor if it gets worse.\n"
    )

    decided = verdict(lint_text(text, select=["HL201"]))

    assert decided.where is not None
    assert decided.where.quote == "See your doctor if it gets worse."


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("HL101", "# Gout\n\nGout is a disease of the joints.", "shorter than 75 words"),
        ("HL401", "# Gout\n\nGout is a disease of the joints.", "too short to grade"),
        ("HL301", "# Gout\n\nGout is a disease of the joints.", "no paid links"),
        (
            "HL201",
            "# Fixing bikes\n\n" + "Turn the wheel and look at the chain. " * 20,
            "not about health",
        ),
        ("HL402", "", "no prose"),
    ],
)
def test_a_rule_that_does_not_apply_says_why(code: str, text: str, reason: str) -> None:
    decided = verdict(lint_text(text, select=[code]))

    assert decided.outcome is Outcome.NOT_APPLICABLE
    assert reason in decided.reason


def test_a_disclaimer_that_sends_nobody_anywhere_is_named() -> None:
    text = "# Living with migraine\n\n" + "Migraine is a disease of the brain. Migraine attacks hurt. " * 12
    report = lint_text(text + "\n\nThis is not medical advice.\n", select=["HL201"])

    finding = only(report)

    assert "The disclaimer in line 5 sends nobody" in finding.message
    assert [place.quote for place in finding.related] == ["This is not medical advice."]


def test_disclosures_are_not_called_too_long() -> None:
    disclosure = (
        "As an Amazon Associate and a partner of several other shops we earn a small commission, at no "
        "extra cost to you, on each qualifying purchase that you make after you have clicked one of "
        "the links on this page."
    )

    assert lint_text(disclosure, select=["HL402"]).findings == ()


def test_a_limit_can_be_set() -> None:
    text = "Take one tablet with a large glass of water in the morning."

    assert lint_text(text, select=["HL402"]).findings == ()
    assert len(lint_text(text, select=["HL402"], options={"HL402": {"max-words": 10}}).findings) == 1


def test_a_rule_does_not_fault_what_another_asks_for() -> None:
    text = (
        "# Microneedling at home\n\nYou can buy a roller online and use it on your skin at home.\n\n"
        "We partner with some of the companies that sell these products, which means that we and our "
        "partners may receive a portion of revenues if you make a purchase using a link above.\n"
    )

    report = lint_text(text, select=["HL303", "HL402"])

    assert [finding.code for finding in report.findings] == ["HL303"]


def test_long_words_are_blamed_for_a_grade_where_every_sentence_is_short() -> None:
    text = "# Asthma\n\n" + "Asthma medication necessitates individual professional supervision. " * 20

    finding = only(lint_text(text, select=["HL401"]))

    assert finding.message.endswith("Its sentences are short enough: replace long words by everyday ones.")


@pytest.mark.parametrize(("limit", "passes"), [(8, True), (8.5, False), (7, False)])
def test_a_whole_limit_is_a_school_year(limit: float, passes: bool) -> None:
    text = (
        "# Asthma\n\n"
        + "Your nurse can explain how to use it properly, and when you must call your doctor immediately. "
        * 12
    )
    report = lint_text(text, select=["HL401"], options={"HL401": {"max-grade": limit}})

    assert 8.5 < report.measures.reading.grade < 9
    assert bool(report.findings) is not passes


def test_the_level_can_be_told_as_a_reading_age() -> None:
    text = "# Hypertension\n\n" + "Hypertension necessitates individualised pharmacological therapy. " * 30
    options = {"HL401": {"as-reading-age": True, "max-grade": 8.5}}
    grade = lint_text(text, select=["HL401"]).measures.reading.grade
    assert f"at a reading age of {grade + 5:.1f}, too hard for many adults; aim for 13.5 or less" in (
        only(lint_text(text, select=["HL401"], options=options)).message
    )
