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
        "Sleepwell may earn a commission at no additional cost to you.",
        "We take a small cut of the sale.",
        "I earn a little from these links.",
        "Buying here costs you nothing extra and gives us a small percentage of your order.",
        "A part of your order goes to help this site.",
        "Sleepwell gets paid by the seller each time a reader orders.",
        "Once you order, the seller is charged, and we are paid a small commission.",
        "Commissions earned through the links below keep this page free.",
        "Sign up with my link and we both get ten pounds.",
        "You get 15% off and I get store credit.",
        "As an affiliate of the maker, we earn on what you buy.",
        "The owner of this site may be compensated when you buy.",
        "The writer has ties to the shop and may be compensated when you order from it.",
        "We may be compensated by the brands on this page.",
        "Buying through our links may earn Sleepwell + Co a commission.",
        "This article holds affiliate links from which we earn.",
        "These orders help us earn a small commission.",
        "May earn commission.",
        "I may receive a referral reward if you join through this link.",
        "As an Amazon Affiliate\u2122, we earn through qualified purchases.",
        "When you buy through the links below, the shop gives us a few pence.",
        "Commissions earned.",
        "Each order through our links supports us by a small affiliate commission.",
        "We may earn money from the companies mentioned in this guide.",
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
        "Sleepwell is affiliate-supported.",
        "We use affiliate marketing to pay for hosting.",
        "You can get it through my link.",
        "Our own brand is Sleepwell: affiliate via LinkConnector (lc=1).",
        "Links may be affiliate.",
        "Signing up through these affiliate links gives you a free month.",
        "Links to the shop hold our affiliate tag.",
        "Sleepwell is a participant in various affiliate marketing programs.",
        "This page holds partner links.",
        "We're proud affiliates of Sleepwell.",
    ],
)
def test_sentence_names_affiliates_only(text: str) -> None:
    assert wordings(text) == {Wording.AFFILIATE}


@pytest.mark.parametrize(
    "text",
    [
        "Affiliate disclosure",
        "Advertiser Disclosure",
        "In partnership with Us.",
        "Partner pick",
        "We are reader-supported.",
    ],
)
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
        "Become an affiliate and earn 20% on every order.",
        "Join our affiliate program.",
        "The maker offers an affiliate program, so that others promote it.",
        "The maker's affiliate program opens soon: coming soon.",
        "Dentists may earn a commission on whitening kits.",
        "Most review sites get a commission.",
        "The author received fees for lectures from a drug maker.",
        "We make a smoothie after we shop.",
        "If you order the test, we receive a sample of your blood.",
        "[insert affiliate link]",
        "The evening walk gives me something else: a way to let go.",
        "What makes us say something like that?",
        "My aunt would send me to fetch something she needed.",
        "Most guides list whatever pays the highest commission.",
        "You write for your readers and may earn commissions when they buy through your links.",
        "Every day many people are making money through affiliate programs.",
        "Clickbank is one of the affiliate networks between sellers and publishers.",
        "Does the affiliate program pay a commission on sales and on clicks?",
        "A program of two tiers pays you a commission on the sales of others.",
        "Amazon Associates requires three qualifying sales in 180 days.",
        "Closers get commission on sales.",
        "You should be able to participate in a number of different affiliate programs.",
        "As an affiliate, you might lose the payout when a buyer sends the pills back.",
        "You can earn money by recommending masks through affiliate links.",
        "Atopic dermatitis (AD) may be treated with light.",
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
        (State.MISSING, "# Masks\n\nMasks are soft. [Buy one](YOUR-AFFILIATE-LINK).\n"),
        (State.MISSING, "# Masks\n\nMasks are soft. Use my code SLEEP10 at the checkout of Rest.\n"),
        (State.VAGUE, "# Masks\n\nMasks are soft.\n\nOrder one through my link below.\n"),
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
    "meta",
    [
        "affiliate: true",
        "has_affiliate_links: yes",
        "buy_link: https://amzn.to/1",
        "affiliate_link: https://brand.example/mask",
        "affiliateUrl: YOUR-HOPLINK",
        "products:\n  - affiliate_url: /go/mask",
    ],
)
def test_front_matter_tells_of_links(meta: str) -> None:
    found = judged(f"---\ntitle: Masks\n{meta}\n---\n\nMasks are soft.\n")
    assert (found.state, found.stead) == (State.MISSING, Stead.INTRODUCTION)


@pytest.mark.parametrize(
    "meta",
    [
        "affiliate: false",
        'affiliate_link: "#"',
        "link: https://brand.example/mask",
        "affiliate_disclosure_url: /about/affiliate-disclosure",
    ],
)
def test_front_matter_tells_of_no_links(meta: str) -> None:
    assert judged(f"---\ntitle: Masks\n{meta}\n---\n\nMasks are soft.\n").state is State.NONE_NEEDED


@pytest.mark.parametrize(
    ("meta", "state"),
    [
        (f"disclosure: {PLAIN}", State.UNSEEN),
        ("affiliate_disclosure: true", State.UNSEEN),
        ("showDisclosure: true", State.UNSEEN),
        ("affiliate_disclosure: false", State.MISSING),
        ("disclaimer: true", State.MISSING),
        ("disclosure: This page is no medical advice.", State.MISSING),
    ],
)
def test_front_matter_hands_a_disclosure_to_the_template(meta: str, state: State) -> None:
    assert judged(f"---\n{meta}\n---\n\n{LINK}\n").state is state


def test_front_matter_names_an_affiliate_link() -> None:
    assert judged("---\naffiliateLink: soft-mask\n---\n\nMasks are soft.\n").state is State.MISSING
    assert judged("---\naffiliateLink: none\n---\n\nMasks are soft.\n").state is State.NONE_NEEDED


def test_badge_of_a_component_hints() -> None:
    box = '<Pick title="Mask" badge="Partner pick" href="https://amzn.to/1" />'
    assert judged(f"# Masks\n\nMasks are soft.\n\n{box}\n", "page.mdx").state is State.VAGUE


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


MIDDLE = (
    "# Masks\n\nA mask keeps the light out.\n\n## Silk\n\nOften $20.\n\n{}\n\n## Cotton\n\nOften $9.\n\n{}\n"
)


def test_disclosure_above_most_of_what_is_sold_is_in_time() -> None:
    assert judged(MIDDLE.format(PLAIN, "Down costs $40.")).state is State.CLEAR
    assert judged(MIDDLE.format("Down costs $40.", PLAIN)).state is State.LATE


def test_disclosure_in_the_first_half_is_in_time_where_nothing_is_sold() -> None:
    parts = [
        "# Sleep",
        "Go to bed early each night.",
        "## One",
        "Read.",
        "## Two",
        "Rest.",
        "## Three",
        "Sleep.",
    ]
    assert judged("\n\n".join([*parts[:3], PLAIN, *parts[3:]])).state is State.CLEAR
    assert judged("\n\n".join([*parts, PLAIN])).state is State.LATE


@pytest.mark.parametrize(
    "above",
    [
        "---\ntitle: Masks\naffiliateUrl: 'https://amzn.to/1'\n---\n",
        "export const picks = [\n  {name: 'Mask', url: 'https://amzn.to/1'},\n]\n",
    ],
)
def test_data_of_mdx_is_no_link_above_the_article(above: str) -> None:
    text = f"{above}\n# Masks\n\nFIRST\n\nMasks are soft.\n\n<Picks items={{picks}} />\n\n{LINK}\n\nLAST\n"
    assert judged(text.replace("FIRST", PLAIN), "page.mdx").state is State.CLEAR
    assert judged(text.replace("LAST", PLAIN), "page.mdx").state is State.LATE


def test_data_of_mdx_stands_where_it_is_shown() -> None:
    data = "export const picks = [\n  {name: 'Mask', url: 'https://amzn.to/1'},\n]\n"
    found = judged(f"{data}\n# Masks\n\n<Picks items={{picks}} />\n\n{PLAIN}\n", "page.mdx")
    assert found.state is State.LATE
    assert found.first is not None
    assert found.first.text == "<Picks items={picks} />"


def test_component_holds_link_and_disclosure() -> None:
    box = f'<Product note="{PLAIN}" url="https://amzn.to/1" name="Mask" />'
    assert judged(f"# Masks\n\n{box}\n", "page.mdx").state is State.CLEAR
    apart = f'<Product url="https://amzn.to/1" name="Mask" />\n\n<Note text="{PLAIN}" />'
    assert judged(f"# Masks\n\n{apart}\n", "page.mdx").state is State.LATE


def test_box_of_a_product_stands_for_a_stripped_link() -> None:
    found = judged(f"# Masks\n\nMasks are soft.\n\n<ProductCard id='mask' />\n\n{PLAIN}\n", "page.mdx")
    assert (found.state, found.stead) == (State.LATE, Stead.SHOPPING)


def test_link_beside_the_article_is_not_the_first() -> None:
    banner = '<aside><p><a href="https://amzn.to/2">A pillow</a> for the night.</p></aside>'
    article = f'<article><h1>Masks</h1><p>{PLAIN}</p><p><a href="https://amzn.to/1">Mask</a>.</p></article>'
    assert judged(banner + article, "page.html").state is State.CLEAR


@pytest.mark.parametrize(
    ("menu", "state"),
    [
        ('<a href="https://amzn.to/2">Shop now</a>', State.LATE),
        ('<a href="https://amzn.to/2">Pillows</a>', State.CLEAR),
        ('<a href="https://shop.example/">Shop now</a>', State.CLEAR),
    ],
)
def test_button_in_the_menu_is_met_first(menu: str, state: State) -> None:
    article = f"<main><article><h1>Masks</h1><p>{PLAIN}</p><p><a href='https://amzn.to/1'>Mask</a>.</p></article></main>"
    assert judged(f"<nav>{menu}</nav>{article}", "page.html").state is state


BESIDE = '<main><article><h1>Masks</h1><p>Soft. <a href="https://amzn.to/1">Mask</a></p></article></main>'


@pytest.mark.parametrize("bar", ['<div class="topbar">{}</div>', "<nav><p>{}</p></nav>", "<form>{}</form>"])
def test_bar_over_the_page_discloses(bar: str) -> None:
    assert judged(f"{bar.format(PLAIN)}{BESIDE}", "page.html").state is State.CLEAR
    assert judged(f"{BESIDE}{bar.format(PLAIN)}", "page.html").state is State.LATE


@pytest.mark.parametrize("side", ["aside", "nav"])
def test_side_bar_names_a_page_on_pay(side: str) -> None:
    link = f'<{side}><ul><li><a href="/d">Affiliate Disclosure</a></li></ul></{side}>'
    assert judged(f"{BESIDE}{link}", "page.html").state is State.VAGUE
    assert judged(f"<h1>Masks</h1><p>Soft.</p>{link}", "page.html").state is State.NONE_NEEDED


@pytest.mark.parametrize(
    "shut", ['<div class="modal">{}</div>', '<div id="comments">{}</div>', "<dialog>{}</dialog>"]
)
def test_what_is_shut_or_said_by_others_discloses_nothing(shut: str) -> None:
    assert judged(f"{shut.format(PLAIN)}{BESIDE}", "page.html").state is State.MISSING


def test_script_opens_a_paid_address() -> None:
    page = "<article><h1>Masks</h1><p>Masks are soft.</p><p>Check price</p></article><script>{}</script>"
    assert judged(page.format("location.href = 'https://amzn.to/1';"), "page.html").state is State.MISSING
    assert judged(page.format("const BUY = 'https://amzn.to/1';"), "page.html").state is State.MISSING
    data = '{"more": [{"url": "https://amzn.to/1"}]}'
    assert judged(page.format(f"feed({data});"), "page.html").state is State.NONE_NEEDED


def test_paid_promotion_pays_by_its_click_tracker() -> None:
    page = '<article><h1>Masks</h1><p><a href="https://trk.example/click">See it</a></p></article>{}'
    assert judged(page.format(""), "page.html").state is State.NONE_NEEDED
    footer = "<footer><p>This is a paid promotion.</p></footer>"
    assert judged(page.format(footer), "page.html").state is State.LATE


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
