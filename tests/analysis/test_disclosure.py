"""Whether pages disclose that their links pay: sentences first, then whole pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.disclosure import Disclosure, State, Stead, judge
from healthlint.analysis.statements import Wording, statements
from healthlint.sources import format_of, parse, read

ANALYSER = Analyser(rulepack.load().vocabulary)
LINK = "Try [this mask](https://www.amazon.com/dp/B000000000?tag=site-20) tonight."
PLAIN = "We earn a commission if you buy through our links."


def analysed(text: str, path: str) -> Analysis:
    form = format_of(path)
    assert form is not None
    return Analysis(parse(read(path, text.encode(), form)), ANALYSER)


def judged(text: str, path: str = "page.md") -> Disclosure:
    return judge(analysed(text, path))


def wordings(text: str) -> set[Wording]:
    return {statement.wording for statement in statements(analysed(text, "page.txt"))}


@pytest.mark.parametrize(
    "text",
    [
        "We may earn a commission for purchases made through our links.",
        "If you click on a link and buy something, we may receive a small commission.",
        "We receive a percentage of the sale if you use these links.",
        "This post contains affiliate links, so I get a little money when you shop.",
        "Some links are affiliate links. If you use them, I may be compensated.",
        "As an Amazon Associate I earn from qualifying purchases.",
        "We are part of the Amazon Services LLC Associates Program, a means for sites to earn fees.",
        "Our editors choose products on their own; purchases through our links may earn us a commission.",
        "But when you order through our shop links, we may earn an affiliate commission.",
        "The Daily Sleeper may collect a share of sales from the links on this page.",
        "Sleepwell Media and our partners may receive a portion of revenues if you make a purchase.",
        "Sleepwell Health earns a commission from the offers on this page.",
        "The publisher may receive a small commission if a reader clicks through and makes a purchase.",
        "The offers on this page are from companies that compensate us.",
        "The compensation we receive from partners may change the order of this list.",
        "The store pays us part of the price when you order.",
        "Using my code gives you 10% off and gives me a commission.",
        "Links here can earn a commission, and you pay no more.",
        "We use affiliate links and may receive a commission.",
        "We do not accept payment for reviews, but we may earn a commission if you buy through our links.",
        "While we get no compensation for writing this, we may receive a commission if you buy.",
        "If you follow this link and order, we may get a commission.",
        "I'm an affiliate of this brand and will earn money when you order from my link.",
        "BetterSleep earns a small commission.",
        "When you shop here, Daily Sleeper gets a commission.",
        "We\u2019re reader-supported and may earn a commission when you buy through links.",
    ],
)
def test_sentence_says_that_we_are_paid(text: str) -> None:
    assert Wording.PAID in wordings(text)


@pytest.mark.parametrize(
    "text",
    [
        "This post contains affiliate links.",
        "This post may contain affiliate links. Please read my disclosure for more information.",
        "*May contain affiliate links.*",
        "Heads up: affiliate links ahead!",
        "The mask (affiliate link) is soft.",
        "Links marked with * are affiliate links.",
        "Using our affiliate links helps support the site at no extra cost to you.",
        "We are part of a shop's affiliate program.",
    ],
)
def test_sentence_names_affiliates_only(text: str) -> None:
    assert wordings(text) == {Wording.AFFILIATE}


@pytest.mark.parametrize("text", ["Affiliate disclosure", "Advertiser Disclosure", "In partnership with Us."])
def test_sentence_hints_only(text: str) -> None:
    assert wordings(text) == {Wording.HINT}


@pytest.mark.parametrize(
    "text",
    [
        "We do not earn a commission from any product on this page.",
        "We don't use affiliate links and never will.",
        "This page has no affiliate links.",
        "I have no ties to this brand and receive no commission.",
        "The European Commission approved the drug.",
        "The Federal Trade Commission has warned sellers of these products.",
        "Doctors may earn a commission for prescribing it, critics say.",
        "The sales commission paid to reps rose in 2020.",
        "Bloggers earn a commission when you buy through their links.",
        "Many supplement makers pay affiliates a commission to promote them.",
        "You may earn rewards when you buy from a pharmacy.",
        "None of the links below are affiliate links.",
        "None of the links are affiliate links where I make any sort of money.",
        "Your agent earns a small commission on the policy.",
        "Every salesperson earns a small commission.",
        "Dr Lee is affiliated with Example University.",
        "The authors received consulting fees from a drug maker.",
        "The study was sponsored by a drug maker.",
        "Participants received compensation for their time.",
        "Researchers found links between sugar and diabetes.",
        "We get vitamin D from the sun, from food and from products that are fortified.",
        "In partnership with your doctor, you can make a plan.",
        "Medicare pays a percentage of the price if you order through an approved supplier.",
    ],
)
def test_sentence_is_no_disclosure(text: str) -> None:
    assert wordings(text) == set()


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (State.NONE_NEEDED, "# Sleep\n\nGo to bed early.\n"),
        (
            State.NONE_NEEDED,
            "# Sleep\n\nWe never use affiliate links. [A mask](https://www.amazon.com/dp/B0).\n",
        ),
        (State.MISSING, f"# Masks\n\n{LINK}\n"),
        (State.MISSING, f"# Masks\n\n{LINK}\n\nWe never earn a commission.\n"),
        (State.MISSING, f"# Masks\n\n{LINK}\n\n[Disclaimer](/disclaimer)\n"),
        (State.VAGUE, f"# Masks\n\n{LINK}\n\n[Affiliate disclosure](/disclosure)\n"),
        (State.VAGUE, f"# Masks\n\nThis post contains affiliate links.\n\n{LINK}\n"),
        (State.VAGUE, "# Masks\n\nThis post contains affiliate links.\n\nMasks are soft.\n"),
        (State.LATE, f"# Masks\n\n{LINK}\n\n{PLAIN}\n"),
        (State.LATE, f"# Masks\n\nThis post contains affiliate links.\n\n{LINK}\n\n{PLAIN}\n"),
        (State.LATE, f"# Masks\n\n## Our pick\n\n{LINK}\n\n*{PLAIN}*\n\n## More\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\n{PLAIN}\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\n> **Disclosure:** {PLAIN}\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\n<div class='notice'>{PLAIN}</div>\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\n{LINK} {PLAIN}\n"),
        (State.CLEAR, f"# Masks\n\nThis post has affiliate links. I earn a commission.\n\n{LINK}\n"),
        (State.CLEAR, "# Masks\n\n[The mask](https://amzn.to/1) (paid link) is soft.\n"),
        (State.CLEAR, f"# Masks\n\n#ad Today a mask.\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\nThis post is sponsored by Sleepwell.\n\n{LINK}\n"),
        (State.CLEAR, "# Masks\n\n| Mask | |\n|--|--|\n| [Soft](https://amzn.to/1) | (paid link) |\n"),
        (State.LATE, f"# Masks\n\n| Mask | |\n|--|--|\n| [Soft](https://amzn.to/1) |\n| Hard | {PLAIN} |\n"),
        (State.CLEAR, f"# Masks\n\n{PLAIN}\n\n[A mask](https://www.amazon.com/dp/B0).\n"),
        (State.LATE, f"# Masks\n\n[A mask](https://www.amazon.com/dp/B0).\n\n{PLAIN}\n"),
        (State.LATE, f"# Masks\n\n[A mask](https://brand.example/m?ref=site).\n\n{PLAIN}\n\n{LINK}\n"),
        (State.CLEAR, f"# Masks\n\n{PLAIN}\n\nMasks are soft.\n"),
    ],
)
def test_page(state: State, text: str) -> None:
    assert judged(text).state is state


@pytest.mark.parametrize(
    "shown",
    [
        "<AffiliateDisclosure />",
        "{{< affiliate-disclosure >}}",
        "{% include affiliate-disclosure.html %}",
        '{{ partial "disclosure.html" . }}',
        "[affiliate_disclosure]",
    ],
)
def test_disclosure_in_another_file_is_unseen(shown: str) -> None:
    assert judged(f"# Masks\n\n{shown}\n\n{LINK}\n", "page.mdx").state is State.UNSEEN
    assert judged(f"# Masks\n\n{LINK}\n\n{shown}\n", "page.mdx").state is State.MISSING


def test_component_is_read_for_its_words() -> None:
    assert judged(f'# Masks\n\n<Notice text="{PLAIN}" />\n\n{LINK}\n', "page.mdx").state is State.CLEAR


@pytest.mark.parametrize(
    "meta", ["affiliate: true", "has_affiliate_links: yes", "buy_link: https://amzn.to/1"]
)
def test_front_matter_tells_of_links(meta: str) -> None:
    found = judged(f"---\ntitle: Masks\n{meta}\n---\n\nMasks are soft.\n")
    assert (found.state, found.stead) == (State.MISSING, Stead.INTRODUCTION)


def test_front_matter_discloses_nothing() -> None:
    assert judged(f"---\ndisclosure: {PLAIN}\n---\n\n{LINK}\n").state is State.MISSING


def test_stripped_links_stand_where_buying_is_spoken_of() -> None:
    text = (
        "Masks for sleep\n\nA mask keeps the light out of your eyes at night.\n\nHow do they work?\n\n"
        "They are dark.\n\nMasks are available for purchase online.\n\nTakeaway\n\nSleep well.\n\n" + PLAIN
    )
    found = judged(text, "page.txt")
    assert found.first is not None
    assert (found.state, found.stead) == (State.LATE, Stead.SHOPPING)
    assert found.first.text == "Masks are available for purchase online."


def test_stripped_links_stand_at_the_end_of_the_introduction() -> None:
    opening = "A mask keeps the light out of your eyes at night."
    found = judged(f"# Masks\n\nBy Jane Doe\n\n## Summary\n\n{opening}\n\n## Use\n\nPut it on.\n\n{PLAIN}\n")
    assert found.first is not None
    assert found.first.text == opening
    assert (found.state, found.stead) == (State.LATE, Stead.INTRODUCTION)


def test_button_counts_in_the_introduction() -> None:
    found = judged(f"# Masks\n\nA mask keeps the light out.\n\nCheck price on Amazon\n\n{PLAIN}\n")
    assert (found.state, found.stead) == (State.LATE, Stead.SHOPPING)


def test_notice_beside_a_stripped_link_is_in_time() -> None:
    care = "See a doctor online. If you follow this link and order, we may get a commission."
    assert judged(f"# Acne\n\nWash it.\n\n## Care\n\n{care}\n").state is State.CLEAR


def test_footer_of_every_page_needs_no_disclosure_where_nothing_is_sold() -> None:
    page = "<article><h1>Sleep</h1><p>Go to bed early.</p></article><footer><p>{}</p></footer>"
    assert judged(page.format(PLAIN), "page.html").state is State.NONE_NEEDED


def test_footer_is_late() -> None:
    page = (
        '<article><h1>Masks</h1><p>Try <a href="https://amzn.to/1">this mask</a>.</p></article>'
        f"<footer><p>{PLAIN}</p></footer>"
    )
    found = judged(page, "page.html")
    assert found.state is State.LATE
    assert found.said is not None
    assert found.said.footer


def test_box_above_is_clear_and_below_is_late() -> None:
    box = '<div class="product"><a href="https://amzn.to/1">Check price</a></div>'
    note = f'<p class="small">{PLAIN}</p>'
    assert judged(f"<article><h1>Masks</h1><p>Soft.</p>{note}{box}</article>", "p.html").state is State.CLEAR
    assert judged(f"<article><h1>Masks</h1><p>Soft.</p>{box}{note}</article>", "p.html").state is State.LATE


@given(st.lists(st.sampled_from([LINK, PLAIN, "It has affiliate links.", "Sleep.", "## Use"]), max_size=8))
def test_plain_words_first_are_clear(parts: list[str]) -> None:
    found = judged("\n\n".join(["# Masks", PLAIN, *parts, "Sleep."]))
    assert found.state is State.CLEAR


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_any_text_is_judged(text: str) -> None:
    judged(f"# A\n\n{LINK}\n\n{text}")
