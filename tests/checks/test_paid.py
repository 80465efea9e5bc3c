"""What the rules on paid links say beside their disclosure: the platform's statement, denials, rel."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Finding, Outcome

AMAZON = "Try [this mask](https://www.amazon.com/dp/B000000000?tag=site-20) tonight.\n"


def outcome(report: FileReport) -> Outcome:
    (decided,) = report.verdicts
    return decided.outcome


def only(report: FileReport) -> Finding:
    (finding,) = report.findings
    return finding


@pytest.mark.parametrize(
    "statement",
    [
        "As an Amazon Associate, this site may earn from qualifying purchases.",
        "As an Amazon Affiliate I receive compensation from qualifying purchases!",
        "We are Amazon Associates. We earn from qualifying purchases.",
        "Sleepwell participates in the Amazon Associates Program.",
        "We earn a small commission from qualifying purchases.",
    ],
)
def test_the_statement_counts_wherever_it_stands(statement: str) -> None:
    below = lint_text(f"# Masks\n\n{AMAZON}\n{statement}\n", select=["HL304"])
    footer = f"<article><h1>Masks</h1><p>{AMAZON}</p></article><footer><p>{statement}</p></footer>"

    assert outcome(below) is Outcome.PASS
    linked = footer.replace("[this mask](", '<a href="').replace("site-20)", 'site-20">a mask</a>')
    assert outcome(lint_text(linked, format="html", select=["HL304"])) is Outcome.PASS


@pytest.mark.parametrize(
    "said", ["We may earn a commission.", "We link to Amazon.", "This post contains affiliate links."]
)
def test_other_words_are_no_statement(said: str) -> None:
    finding = only(lint_text(f"# Masks\n\n{said}\n\n{AMAZON}", select=["HL304"]))

    assert (finding.scope, finding.place.quote) == ("document", "this mask")
    assert "'tag=site-20'" in finding.evidence


def test_a_statement_in_another_file_is_not_seen() -> None:
    text = f"# Masks\n\n{AMAZON}\n{{% include amazon-associate.html %}}\n"

    assert outcome(lint_text(text, select=["HL304"])) is Outcome.UNSURE


@pytest.mark.parametrize(
    ("code", "option", "text"),
    [
        ("HL304", "shown-by-template", AMAZON),
        ("HL307", "added-by-template", '<a href="https://amzn.to/3abcdef">a mask</a>'),
    ],
)
def test_a_template_can_do_it(code: str, option: str, text: str) -> None:
    page = f"# Masks\n\n{text}\n"

    assert outcome(lint_text(page, select=[code])) is Outcome.FAIL
    assert outcome(lint_text(page, select=[code], options={code: {option: True}})) is Outcome.PASS


@pytest.mark.parametrize("link", ["https://www.amazon.com/dp/B000000000", "https://awin1.com/cread.php?a=1"])
def test_only_links_that_amazon_pays_for_need_its_statement(link: str) -> None:
    report = lint_text(f"# Masks\n\nTry [this mask]({link}).\n", select=["HL304"])

    assert outcome(report) is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "denial",
    [
        "There are no affiliate links anywhere on this site.",
        "No ads, no affiliate links, no sponsored placements.",
        "We do not use affiliate links and never will.",
        "None of the links on this page are affiliate links.",
        "Links are not affiliate links and we get nothing if you use them.",
        "We don't earn a commission from any of the links on this page.",
        "This page is ad-free and unpaid.",
    ],
)
def test_a_denial_is_held_against_the_links(denial: str) -> None:
    finding = only(lint_text(f"# Masks\n\n{denial}\n\n{AMAZON}", select=["HL306"]))

    assert finding.place.quote == denial
    assert [place.quote for place in finding.related] == ["this mask"]
    assert outcome(lint_text(f"# Masks\n\n{denial} Masks are soft.\n", select=["HL306"])) is Outcome.PASS


@pytest.mark.parametrize(
    "said",
    [
        "None of the links in this section are affiliate links.",
        "This page has no affiliate links unless marked.",
        "We stopped using affiliate links in 2025.",
        "As of last May, there are no affiliate links on this site.",
        "There are no affiliate links to betting shops.",
        "We do not use affiliate links inside safety guidance.",
        "These are not affiliate links, but they might be one day.",
        "Most of the links on this page are not affiliate links.",
        "We do not earn a commission unless you buy.",
        "Our picks are never influenced by affiliate links.",
        "Sponsors do not influence what we write.",
        'Some say "this page has no affiliate links".',
        "We never accept payment for reviews.",
    ],
)
def test_a_partial_or_past_denial_is_none(said: str) -> None:
    report = lint_text(f"# Masks\n\n{said}\n\n{AMAZON}", select=["HL306"])

    assert outcome(report) is Outcome.NOT_APPLICABLE


def test_a_page_that_both_denies_and_discloses_is_for_a_person() -> None:
    text = f"# Masks\n\nWe use no affiliate links.\n\nWe earn a commission if you buy here.\n\n{AMAZON}"

    assert outcome(lint_text(text, select=["HL306"])) is Outcome.UNSURE


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="https://amzn.to/3abcdef" rel="ugc">a mask</a>', Outcome.FAIL),
        ('<a href="https://amzn.to/3abcdef">a mask</a>', Outcome.FAIL),
        ('<a href="https://amzn.to/3abcdef" rel="NoFollow noopener">a mask</a>', Outcome.PASS),
        ('<a href="https://amzn.to/3abcdef" rel="{{ rel }}">a mask</a>', Outcome.PASS),
        ('<a {...props} href="https://amzn.to/3abcdef">a mask</a>', Outcome.PASS),
        ('<ShopLink href="https://amzn.to/3abcdef">a mask</ShopLink>', Outcome.NOT_APPLICABLE),
        ("[a mask](https://amzn.to/3abcdef)", Outcome.NOT_APPLICABLE),
        ('<a href="https://shop.example/mask">a mask</a>', Outcome.NOT_APPLICABLE),
    ],
)
def test_rel_is_asked_of_links_that_have_attributes(link: str, expected: Outcome) -> None:
    report = lint_text(f"# Masks\n\nTry {link} tonight.\n", path="page.mdx", select=["HL307"])

    assert outcome(report) is expected


def test_each_link_without_rel_is_a_finding() -> None:
    link = '<a href="https://amzn.to/{}">mask {}</a>'
    text = "# Masks\n\n" + "\n\n".join(link.format(number, number) for number in range(5))
    report = lint_text(text, select=["HL307"])

    assert [finding.place.quote for finding in report.findings] == [f"mask {number}" for number in range(5)]
    assert "lines 3, 5, 7, 9 and 11" in report.verdicts[0].reason
