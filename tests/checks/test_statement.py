"""When a statement is due, and what counts as saying it; what is said is tested by the rules' examples."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Outcome, Verdict

HIVES = "Hives are itchy bumps on the skin. Most hives go away within a day."
DEPRESSION = "# Living with depression\n\nDepression is an illness of the mind. {}\n"
KIT = "# Two weeks with an acid peel kit\n\n{}\n\nThe acid peel made my acne scars flatter. {}\n\n{}\n"


def verdict(report: FileReport) -> Verdict:
    (decided,) = report.verdicts
    return decided


def outcome(code: str, text: str) -> Outcome:
    return verdict(lint_text(text, select=[code])).outcome


@pytest.mark.parametrize(
    "list_of_signs",
    [
        "## When to see a doctor\n\n- Your throat swells\n",
        "See your doctor if you notice:\n\n- itching\n- Your throat swells\n",
    ],
    ids=["under a heading", "after a sentence that leads in"],
)
def test_a_sign_in_a_list_is_told_by_what_stands_over_the_list(list_of_signs: str) -> None:
    report = lint_text(f"# Hives\n\n{HIVES}\n\n{list_of_signs}", select=["HL205"])

    assert [finding.place.quote for finding in report.findings] == ["Your throat swells"]


@pytest.mark.parametrize(
    "aside",
    [
        "## What happens in the body\n\n- Your throat swells\n",
        "See your doctor if you notice:\n\n- itching\n\nSome allergies go on.\n\n- Your throat swells\n",
    ],
    ids=["under another heading", "in another list"],
)
def test_a_sign_that_nobody_is_told_to_heed_makes_nothing_due(aside: str) -> None:
    decided = verdict(lint_text(f"# Hives\n\n{HIVES}\n\n{aside}", select=["HL205"]))

    assert (decided.outcome, decided.reason) == (
        Outcome.NOT_APPLICABLE,
        "no sign of an emergency is told to the reader",
    )


def test_further_occasions_are_related_places() -> None:
    signs = "- Your throat swells\n- Your lips turn blue\n- You lose consciousness\n"
    report = lint_text(f"# Hives\n\n{HIVES}\n\n## When to see a doctor\n\n{signs}", select=["HL205"])

    (finding,) = report.findings
    assert finding.place.start.line == 7
    assert [place.start.line for place in finding.related] == [8, 9]


def test_a_single_word_in_passing_is_not_yet_an_occasion() -> None:
    once = "Suicide is a leading cause of death."
    thrice = f"{once} Suicide is more common in men. Suicide can be prevented."

    assert outcome("HL207", DEPRESSION.format(once)) is Outcome.NOT_APPLICABLE
    assert outcome("HL207", DEPRESSION.format(thrice)) is Outcome.FAIL


@pytest.mark.parametrize(
    "line",
    [
        "Call or text 988 in the US.",
        "In the UK, call Samaritans on 116 123.",
        "Lifeline Australia answers on 13 11 14.",
        "Text SHOUT to 85258.",
        "Contact a suicide hotline in your country.",
        "If you are in danger now, call 999.",
        "Postpartum Support International: 1-800-944-4773.",
    ],
)
def test_a_crisis_line_satisfies(line: str) -> None:
    assert outcome("HL207", DEPRESSION.format(f"You may have thoughts of suicide. {line}")) is Outcome.PASS


@pytest.mark.parametrize(
    "line",
    [
        "See your doctor as soon as possible.",
        "In the trial, 988 people took tablets.",
        "You do not need to call an ambulance.",
    ],
)
def test_what_is_no_crisis_line_does_not(line: str) -> None:
    assert outcome("HL207", DEPRESSION.format(f"You may have thoughts of suicide. {line}")) is Outcome.FAIL


def test_whom_a_method_does_not_suit_is_no_talk_of_a_crisis() -> None:
    suited = "Be careful with short nights if you have sleep apnea, suicidal thoughts, or a job at the wheel."

    assert outcome("HL207", DEPRESSION.format(suited)) is Outcome.NOT_APPLICABLE


def test_a_heading_can_satisfy() -> None:
    text = "# Ginkgo\n\n" + "Ginkgo is a supplement in tablets. Many people take ginkgo extract. " * 15
    asked = verdict(lint_text(text, select=["HL106"]))
    answered = verdict(
        lint_text(text + "\n\n## Is ginkgo safe for children?\n\nNobody knows.\n", select=["HL106"])
    )

    assert asked.outcome is Outcome.FAIL
    assert (answered.outcome, answered.where and answered.where.quote) == (
        Outcome.PASS,
        "Is ginkgo safe for children?",
    )


GIFT = "Lumen Labs gave me this peel kit free."
LONG = "Each treatment took ten minutes, and my skin was red for a day. " * 25


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        (KIT.format(GIFT, LONG, ""), Outcome.PASS),
        (KIT.format("", LONG, GIFT), Outcome.FAIL),
        (KIT.format("", LONG, f"## The kit of Lumen Labs\n\n{GIFT}\n\n## Verdict\n\nGood."), Outcome.PASS),
        (KIT.format("", LONG, f"## Disclosure\n\n{GIFT}"), Outcome.FAIL),
    ],
    ids=["at the start", "at the end", "beside the product", "under a last heading"],
)
def test_a_gift_is_told_early_or_beside_the_product(text: str, decided: Outcome) -> None:
    assert outcome("HL305", text) is decided


@pytest.mark.parametrize(
    ("entry", "decided"),
    [
        ("sponsored: true", Outcome.FAIL),
        ("sponsor: Lumen Labs", Outcome.FAIL),
        ("category: Sponsored post", Outcome.FAIL),
        ("sponsored: false", Outcome.NOT_APPLICABLE),
        ("tags: [skin, peels]", Outcome.NOT_APPLICABLE),
    ],
)
def test_front_matter_can_be_the_occasion(entry: str, decided: Outcome) -> None:
    assert outcome("HL305", f"---\n{entry}\n---\n" + KIT.format("", "", "")) is decided


@pytest.mark.parametrize(
    ("query", "decided"),
    [("utm_source=sponsor", Outcome.FAIL), ("utm_source=newsletter", Outcome.NOT_APPLICABLE)],
)
def test_a_link_can_be_the_occasion(query: str, decided: Outcome) -> None:
    link = f"[the kit](https://lumen.example/kit?id=1&{query})"

    assert outcome("HL305", KIT.format("", f"I used {link}.", "")) is decided
