"""Which links pay: judged on links as they stand in real mark-up, by the shipped catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import rulepack
from healthlint.analysis.affiliate import paid_links, shop_links
from healthlint.sources import format_of, parse, read
from healthlint.types import Document, LinkCatalogue

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80)
CATALOGUE: LinkCatalogue = rulepack.load().vocabulary.links


def document(text: str, path: str = "page.md") -> Document:
    form = format_of(path)
    assert form is not None
    return parse(read(path, text.encode(), form))


def networks(text: str, path: str = "page.md") -> list[str]:
    return [paid.network for paid in paid_links(document(text, path), CATALOGUE)]


@pytest.mark.parametrize(
    "markdown",
    [
        "[a mask](https://www.amazon.com/dp/B000000000?tag=site-20)",
        "[a mask](https://www.amazon.co.uk/dp/B000000000/ref=x?th=1&tag=site-21)",
        "[a mask](https://amazon.com.au/dp/B000000000?linkId=0123456789abcdef)",
        "[a mask](https://smile.amazon.de/gp/product/B000000000?psc=1&amp;tag=site-21)",
        "[a mask](http://www.amazon.com/exec/obidos/ASIN/0000000000/site-20)",
        "[a mask](https://amzn.to/3abcdef)",
        "https://amzn.to/3abcdef",
        "[a mask](https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example)",
        "[a mask](https://example.pxf.io/c/1/2/3)",
        "[a mask](https://example.i123456.net/abc)",
        "[a mask](https://brand.example/mask?irclickid=abc)",
        "[a mask](https://brand.example/mask?rfsn=123.abc)",
        "[a mask](https://www.iherb.com/pr/x/1?rcode=ABC123)",
        "[a mask](https://www.google.com/url?q=1&url=https%3A%2F%2Fwww.amazon.com%2Fdp%2FB0%3Ftag%3Dsite-20)",
        "[a mask](https://redirect.example/go?to=https://shareasale.com/r.cfm?b=1)",
        "[a mask][m]\n\n[m]: https://amzn.to/3abcdef",
        '<a href="https://brand.example/mask" rel="nofollow sponsored">a mask</a>',
        '<a class="btn-affiliate" href="https://brand.example/mask">a mask</a>',
        '<AffiliateLink href="https://brand.example/mask">a mask</AffiliateLink>',
        "[Buy the mask](https://brand.example/mask?aff=12)",
        "[Check price](https://go.brand.example/mask)",
        "[Check price](/go/mask)",
        "[Shop now](https://other.example/recommends/mask/)",
        '<a href="/recommends/mask" rel="nofollow">the mask</a>',
        "[the mask](https://brand.example/recommends/mask/?aff=12)",
        "[the mask](https://brand.example/mask?aff_id=12)",
        "[the mask](https://brand.example/mask#aff=sleepsite)",
        "[the mask](https://brand.example/welcome?hop=sleepsite)",
        "[the mask](https://www.checkout-ds24.com/redir/123/sleepsite/)",
        "[the mask](https://brand.example/mask?sca_ref=12.abc)",
        "[the mask](/recommends/mask)",
        "[Visit the official website](/go/mask)",
        "[Claim your discount](https://www.brandtrk.com/AB12/CD34/)",
        "[Get yours](https://brand.example/mask?ref=sleepsite)",
        '<a href="recommends.html?offer=mask" rel="nofollow">the mask</a>',
        "[Visit the official site](https://bit.ly/3abcdef)",
        "[the mask](YOUR_AFFILIATE_LINK)",
        "[the mask](SEU-HOPLINK-AQUI)",
        "[the mask](#affiliate-link-mask)",
        "[the mask](AFFILIATE_LINK_MASK)",
        "[the mask](https://YOUR_SILK_MASK_HOPLINK_HERE)",
        '<a data-affiliate="true" href="https://brand.example/mask">the mask</a>',
        '<a href="https://brand.example/mask" data-affiliate-slot="top">the mask</a>',
        "[insert affiliate link here]",
        "[the mask](#affiliate-link-2)",
        "[the mask](https://www.amazon.com/dp/B0?tag={{site.tag}})",
        "[the mask](https://www.amazon.com/dp/B0?tag=YOUR_TAG)",
        "amzn.to/3abcdef",
        "[the mask](https://rcm.amazon.com/e/cm?t=site-20&o=1&p=12)",
        "[the mask](https://www.linkconnector.com/ta.php?lc=000001&atid=masks)",
        "[the mask](https://masks.example/track.aspx?CID=12&AFID=34)",
        "[the mask](https://nplink.net/0000000)",
        "[the mask](https://brand.partnerlinks.io/0000000)",
        "[the mask](https://brand.example?src=affiliate&aid=12345)",
        "[the mask](https://brand.example/mask?aid=12345&lang=en&src=affiliate)",
        "[Get yours](https://trk.offers.example/click/2)",
        '[the mask](https://brand.example/mask){:target="_blank" rel="nofollow sponsored"}',
        "https://SEU-LINK-AFILIADO-CLICKBANK-AQUI",
        "[the mask](https://SEU-LINK-AFILIADO-HOTMART-AQUI)",
    ],
)
def test_link_pays(markdown: str) -> None:
    assert len(networks(f"Try {markdown} tonight.")) == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "[a mask](https://www.amazon.com/dp/B000000000)",
        "[a mask](https://www.amazon.com/s?k=mask&hashtag=mask-20)",
        "[cloud](https://aws.amazon.com/s3?tag=site-20)",
        "[a study](https://doi.org/10.1/x?tag=site-20)",
        "[a study](https://pubmed.ncbi.nlm.nih.gov/123/?aff=12)",
        "[advice](https://www.nhs.uk/conditions/?irclickid=1)",
        "[the mask](https://brand.example/mask?ref=home)",
        "[the mask](https://brand.example/mask?staff=12)",
        "[the mask](https://brand.example/mask?via=sleepsite)",
        "[Shop our masks](https://brand.example/mask?ref=footer)",
        "[Shop our masks](/masks?aff=12)",
        "[the study](https://bit.ly/3abcdef)",
        '<a data-affiliate="false" href="https://brand.example/mask">the mask</a>',
        "[what we say of affiliate links](#affiliate-links)",
        "[our mask guide](/go/mask)",
        "[Buy the mask](https://brand.example/mask)",
        "[Shop](/shop/masks)",
        "[mail](mailto:tag=site-20@amazon.com)",
        "[top](#buy)",
        "[our policy](/affiliate-disclosure)",
        '<a class="affiliate-disclosure" href="https://site.example/disclosure">our policy</a>',
        "`https://amzn.to/3abcdef`",
        "[broken](http://[::1/x?tag=site-20)",
        "[a guide](https://site.example/what-is-an-affiliate-link-anyway)",
        "[a guide](/affiliate-links-explained)",
        "and/or to 3.5/4.5 or e.g./i.e. of file.example/page",
        "[share](https://social.example/share?text=https%3A%2F%2Famzn.to%2F3abcdef)",
        "[modules](https://go.dev/ref/mod#go-install)",
        "[here](https://www.digistore24.com/info/terms/2?lang=en){:rel='nofollow'}",
        "[Order now](https://www.digistore24.com/product/12345)",
        "[Order now](https://www.buygoods.com/secure/checkout.html?product_codename=mask)",
        "[the mask](https://brand.example/mask?hop=0)",
        "[the mask](https://brand.example/mask?src=blog&aid=12345)",
        "http://bit.ly/3abcdef or, once more, http://bit.ly/3abcdef",
        "[networks](https://www.linkconnector.com/about)",
        "[the mask](https://offers.example/click?id=12)",
    ],
)
def test_link_does_not_pay(markdown: str) -> None:
    assert networks(f"Try {markdown} tonight.") == []


def test_several_cloaked_links_pay() -> None:
    assert len(networks("[mask](/go/mask), [pad](/go/pad) and [our guide](/guides/pads)")) == 2


def test_code_block_is_no_link() -> None:
    assert networks("```\nhttps://amzn.to/3abcdef\n<Box url='https://amzn.to/3abcdef' />\n```\n") == []


def test_sign_says_what_shows_it() -> None:
    page = document("[a mask](https://www.amazon.com/dp/B0?tag=site-20)")
    assert paid_links(page, CATALOGUE)[0].sign == "'tag=site-20' in its address (Amazon Associates)"


@pytest.mark.parametrize(
    "text",
    [
        '<ProductBox\n  name="Mask"\n  url="https://amzn.to/3abcdef"\n/>\n',
        "<Products items={[{link: 'https://amzn.to/3abcdef'}]} />\n",
        "export const items = [\n  {name: 'Mask', url: 'https://amzn.to/3abcdef'},\n]\n",
        '{{< product url="https://amzn.to/3abcdef" >}}\n',
        '{% include product.html url="https://amzn.to/3abcdef" %}\n',
    ],
)
def test_components_hold_links(text: str) -> None:
    assert networks(f"# Masks\n\nSleep well.\n\n{text}", "page.mdx") == ["Amazon Associates"]


@pytest.mark.parametrize("path", ["page.md", "page.html"])
@pytest.mark.parametrize(
    "element",
    [
        """<button onclick="window.open('https://amzn.to/3abcdef', '_blank')">Order</button>""",
        """<div onclick="location.href=&quot;https://amzn.to/3abcdef&quot;">Order</div>""",
        """<button data-href='https://amzn.to/3abcdef'>Order</button>""",
        """<a href="#" data-affiliate-url="https://amzn.to/3abcdef">Order</a>""",
        """<form action="https://amzn.to/3abcdef"><button>Order</button></form>""",
        """<button data-url="https://brand.example/mask?ref=sleepsite">Buy now</button>""",
    ],
)
def test_click_opens_a_paid_address(path: str, element: str) -> None:
    assert len(networks(f"<h1>Masks</h1>\n\n<p>Masks.</p>\n\n{element}\n", path)) == 1


@pytest.mark.parametrize(
    "element",
    [
        "<!-- <button data-href='https://amzn.to/3abcdef'>Order</button> -->",
        "<script>box.innerHTML = `<b data-href='https://amzn.to/3abcdef'>Order</b>`;</script>",
        "<button data-href='https://brand.example/mask'>Order</button>",
        "<a href='https://brand.example/' data-url='https://amzn.to/3abcdef'>the brand</a>",
    ],
)
def test_click_opens_no_paid_address(element: str) -> None:
    assert networks(f"<h1>Masks</h1><p>Masks.</p>{element}", "page.html") == []


@pytest.mark.parametrize(
    "text",
    [
        '<AffiliateLink product="mask">a mask</AffiliateLink>',
        '{{< affiliate product="mask" >}}',
        '{% include affiliate-link.html product="mask" %}',
        '[aawp box="B000000000"]',
        '[amazon box="B000000000"]',
        '[thirstylink ids="12"]a mask[/thirstylink]',
        '[button url="https://amzn.to/3abcdef"]Order[/button]',
    ],
)
def test_box_names_an_affiliate_link(text: str) -> None:
    assert len(networks(f"# Masks\n\nSleep well.\n\n{text}\n", "page.md")) == 1


@pytest.mark.parametrize(
    "text",
    ["<AffiliateProgram />", "[affiliate link]", '[amazon note="x"]', "`<AffiliateLink />`", "[aawp]: /x"],
)
def test_box_names_none(text: str) -> None:
    assert networks(f"# Masks\n\nSleep well.\n\n{text}\n", "page.md") == []


def test_box_with_an_address_counts_once() -> None:
    assert (
        len(networks('<AffiliateLink url="https://amzn.to/3abcdef">a mask</AffiliateLink>\n', "p.mdx")) == 1
    )


def test_discount_code_beside_a_link_is_a_second_sign() -> None:
    link = "[Rest](https://brand.example/?via=sleepsite)"
    assert networks(f"Use code SLEEP10 at {link}.") == ["referral link"]
    assert networks(f"Read the dress code at {link}.") == []


def test_short_link_that_comes_again_pays() -> None:
    assert len(networks("[Rest](https://bit.ly/3abcdef) and again [Rest](https://bit.ly/3abcdef)")) == 2


def test_front_matter_of_mdx_is_no_link() -> None:
    assert networks("---\nlink: 'https://amzn.to/3abcdef'\n---\n\nMasks.\n", "page.mdx") == []


@pytest.mark.parametrize("path", ["page.md", "page.html"])
def test_frame_shows_a_paid_box(path: str) -> None:
    frame = '<iframe style="width:120px" src="//ws-na.amazon-adsystem.com/widgets/q?tag=site-20"></iframe>'
    assert networks(f"<p>Masks.</p>\n\n{frame}\n", path) == ["Amazon Associates"]


def test_component_with_href_counts_once() -> None:
    assert len(networks('<Button href="https://amzn.to/3abcdef">Buy</Button>\n', "page.mdx")) == 1


def test_links_come_in_reading_order() -> None:
    page = document("[b](https://shrsl.com/1)\n\n[a](https://amzn.to/1)\n")
    assert [paid.network for paid in paid_links(page, CATALOGUE)] == ["ShareASale", "Amazon Associates"]


def test_shop_links_are_shops_and_buying_words() -> None:
    page = document(
        "[a](https://www.amazon.com/dp/B0) [b](https://brand.example/x) [Buy c](https://brand.example/c)"
        " [Check price](https://doi.org/10.1/x)"
    )
    assert [shop.link.text for shop in shop_links(page, CATALOGUE)] == ["a", "Buy c"]


@pytest.mark.parametrize(
    ("markdown", "sure"),
    [
        ("[a mask](https://www.amazon.com/dp/B0?tag=site-20)", True),
        ("[a mask](https://www.amazon.com/dp/B0?tag={{site.tag}})", True),
        ('<a href="https://brand.example/mask" rel="sponsored">a mask</a>', True),
        ("[a mask](https://brand.example/mask?aff=12)", True),
        ("[Buy the mask](https://brand.example/mask?via=sleepsite)", False),
        ("[Buy on Amazon](https://a.co/d/3abcdef)", False),
    ],
)
def test_one_sign_that_is_rarely_wrong_is_sure(markdown: str, sure: bool) -> None:
    assert [paid.sure for paid in paid_links(document(f"Try {markdown}."), CATALOGUE)] == [sure]


def test_address_filled_in_later_still_names_its_network() -> None:
    assert networks("Try [a mask](https://www.amazon.com/dp/B0?tag={{site.tag}}).") == ["Amazon Associates"]


@pytest.mark.parametrize(
    ("url", "pays"),
    [
        ("https://brand.example/mask?via=sleepsite", True),
        ("https://brand.example/mask?ref=sleepsite", True),
        ("https://brand.example/mask?ref=footer", False),
        ("https://brand.example/mask", False),
        ("/masks?ref=menu", False),
        ("https://www.amazon.com/dp/B0?ref=sr_1_1", False),
        ("https://www.nhs.uk/sleep?ref=site", False),
    ],
)
def test_weak_sign_counts_where_the_page_says_that_it_earns(url: str, pays: bool) -> None:
    page = document(f"Try [a mask]({url}) tonight.")
    assert (len(paid_links(page, CATALOGUE, told=True)) == 1) is pays
    assert paid_links(page, CATALOGUE) == ()


ARTICLE = "<main><article><h1>Masks</h1><p>Masks keep out the light.</p></article></main>"


@pytest.mark.parametrize(
    ("beside", "pays"),
    [
        ('<nav><a href="https://amzn.to/3abcdef">Masks</a></nav>', True),
        (
            '<div class="ad-box"><a href="//pills.example?src=affiliate&aid=12"><img src="a.png"></a></div>',
            True,
        ),
        ('<div class="ad-box"><a href="https://pills.example/?src=side"><img src="a.png"></a></div>', False),
        ('<nav><a href="https://masks.example/?ref=sleepsite" rel="nofollow">Shop now</a></nav>', False),
        ('<section id="comments"><p><a href="https://amzn.to/3abcdef">My blog</a></p></section>', False),
        ('<!-- <a href="https://amzn.to/3abcdef">Masks</a> -->', False),
    ],
)
def test_beside_the_article_only_a_sure_sign_counts(beside: str, pays: bool) -> None:
    assert len(networks(ARTICLE + beside, "page.html")) == pays
    assert len(networks(beside + ARTICLE, "page.html")) == pays


@given(TEXT, TEXT)
def test_any_address_is_judged(url: str, words: str) -> None:
    paid_links(document(f'<a href="{url}">{words}</a>', "page.html"), CATALOGUE)
    paid_links(document(f"[{words}](<{url}>) https://{url}"), CATALOGUE)
