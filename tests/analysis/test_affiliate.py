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
        "[the mask](YOUR_AFFILIATE_LINK)",
        "[the mask](#affiliate-link-2)",
        "[the mask](https://www.amazon.com/dp/B0?tag={{site.tag}})",
        "[the mask](https://www.amazon.com/dp/B0?tag=YOUR_TAG)",
        "amzn.to/3abcdef",
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
        "[the mask](https://brand.example/mask?aff=12)",
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
        ("[Buy the mask](https://brand.example/mask?aff=12)", False),
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
        ("https://brand.example/mask?aff=12", True),
        ("https://brand.example/mask?ref=sleepsite", True),
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


@given(TEXT, TEXT)
def test_any_address_is_judged(url: str, words: str) -> None:
    paid_links(document(f'<a href="{url}">{words}</a>', "page.html"), CATALOGUE)
    paid_links(document(f"[{words}](<{url}>) https://{url}"), CATALOGUE)
