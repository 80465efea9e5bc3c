"""HTML: whole pages and fragments become the article that a reader sees."""

from __future__ import annotations

import pytest

from healthlint.sources import decode, html
from healthlint.types import BlockKind, Document, Format, Source

PROSE = "Zinc is a mineral that the body needs in small amounts, and most people get enough of it from food. "


def parse(markup: str) -> Document:
    return html.parse(decode.read("page.html", markup.encode(), Format.HTML))


def texts(markup: str) -> list[str]:
    return [block.text for block in parse(markup).blocks]


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in parse(markup).blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One<p>Two", [("paragraph", "One"), ("paragraph", "Two")]),
        ("Bare<div>Text</div>after", [("paragraph", "Bare"), ("paragraph", "Text"), ("paragraph", "after")]),
        ("<h2>Risks</h2><p>None", [("heading", "Risks"), ("paragraph", "None")]),
        ("<h2>Risks<p>None", [("heading", "Risks"), ("paragraph", "None")]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", [("item", "a"), ("item", "b"), ("item", "c")]),
        ("<ul><li><p>a</p></li></ul>", [("item", "a")]),
        ("<table><tr><th>Dose<td>5 mg<tr><td>x</table>", [("cell", "Dose"), ("cell", "5 mg"), ("cell", "x")]),
        ("<blockquote><p>a</p><footer>Jane</footer></blockquote>", [("quote", "a"), ("quote", "Jane")]),
        ("<figure><img><figcaption>A cup</figcaption></figure>", [("caption", "A cup")]),
        ("<aside><h3>Tip</h3><p>Rest.</p></aside>", [("aside", "Tip"), ("aside", "Rest.")]),
        ("<footer><ul><li>Not medical advice.</ul></footer>", [("footer", "Not medical advice.")]),
        ("<dl><dt>Dose<dd>5 mg</dl>", [("heading", "Dose"), ("item", "5 mg")]),
        (
            "<details><summary>Is it safe?</summary>Yes.</details>",
            [("heading", "Is it safe?"), ("paragraph", "Yes.")],
        ),
        ("<h3><button>Is it safe?</button></h3>", [("heading", "Is it safe?")]),
        ("<p>a<br>b<br><br>c</p>", [("paragraph", "a b"), ("paragraph", "c")]),
    ],
)
def test_blocks(markup: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(markup) == expected


def test_terms_and_summaries_stand_one_level_below_the_heading_before_them() -> None:
    blocks = parse(
        "<h2>FAQ</h2><details><summary>Safe?</summary>Yes</details><details><summary>Cheap?"
    ).blocks
    assert [block.level for block in blocks] == [2, 3, 0, 3]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Caf&eacute; &amp D &#128138;</p>", "Café & D 💊"),
        ("<p>micro<em>needl</em>ing</p>", "microneedling"),
        ("<p>micro<span>needl</span><span>ing</span></p>", "microneedling"),
        ("<p><span>Price</span><span>£5</span></p>", "Price £5"),
        ("<p>a <!-- not prose --> b</p>", "a b"),
        ("<p>  a\r\n\tb&nbsp;c </p>", "a b\xa0c"),
        ("<p>5 < 6 & 7</p>", "5 < 6 & 7"),
        ("<p>x<code>rm -rf</code>y</p>", "x y"),
    ],
)
def test_text_is_what_a_reader_sees(markup: str, expected: str) -> None:
    assert texts(markup) == [expected]


@pytest.mark.parametrize(
    "markup",
    [
        "<script>if (a < b) alert('x')</script>",
        "<style>p { color: red }</style>",
        "<template><p>x</p></template>",
        "<svg><title>Logo</title><text>x</text></svg>",
        "<p hidden>x</p>",
        "<div style='display: none'>x</div>",
        "<p aria-hidden=true>x</p>",
        "<div class=w-condition-invisible>x</div>",
        "<noscript>x</noscript>",
        "<span class='sr-only'>x</span>",
        "<pre>x</pre>",
        "<select><option>x</select>",
    ],
)
def test_what_is_not_prose_is_left_out(markup: str) -> None:
    assert texts(f"{markup}<p>Seen.</p>") == ["Seen."]


def test_an_answer_that_opens_at_a_click_is_prose() -> None:
    assert texts("<div class='faq-answer' hidden>See a doctor.</div>") == ["See a doctor."]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            "<h3><button aria-controls=a>Safe?</button></h3><div id=a role=region hidden>Yes.</div>",
            ["Safe?", "Yes."],
        ),
        ("<div role=tabpanel hidden><p>By night.</p></div>", ["By night."]),
        ("<div class=faq><div aria-hidden=true><p>Yes.</p></div><i aria-hidden=true>+</i></div>", ["Yes."]),
        ("<ul class=accordion><li><div class=accordion-item__dropdown>Yes.</div></ul>", ["Yes."]),
        ("<div>Safe?</div><nav class='accordion-list w-dropdown-list'><p>Yes.</p></nav>", ["Safe?", "Yes."]),
        (
            "<div class=kg-toggle-card><h4>Safe?</h4><button><svg></svg></button><p>Yes.</p></div>",
            ["Safe?", "Yes."],
        ),
    ],
)
def test_answers_of_accordions_and_tabs_are_prose(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_what_opens_an_answer_is_its_heading() -> None:
    item = (
        "<div class=tab-title role=button aria-expanded=false><a>Side effects</a></div>"
        "<div role=region hidden>"
    )
    assert kinds(
        f"<div class=elementor-accordion>{item}<p>Nausea.</p></div><button>Close</button></div>"
    ) == [
        ("heading", "Side effects"),
        ("paragraph", "Nausea."),
    ]


def test_a_button_that_opens_an_answer_is_a_heading_if_it_asks() -> None:
    assert kinds(
        "<button aria-expanded=false>Menu</button><p>Rhodiola is a herb.</p><div>"
        "<button @click='open = !open'>Is rhodiola habit-forming?</button>"
        "<p x-show=open>Not that we know.</p></div>"
        "<button>Would you like our news?</button>"
    ) == [
        ("paragraph", "Rhodiola is a herb."),
        ("heading", "Is rhodiola habit-forming?"),
        ("paragraph", "Not that we know."),
    ]


def test_what_follows_a_box_belongs_to_the_section_around() -> None:
    document = parse(
        "<h2>Uses</h2><p>a</p><details><summary>Safe?</summary><p>b</p></details><p>c</p>"
        "<dl><dt>Dose</dt><dd>5 mg</dd></dl><p>d</p>"
    )
    assert [
        (section.title, [document.blocks[index].text for index in section.blocks])
        for section in document.walk_sections()
    ] == [("Uses", ["a", "c", "d"]), ("Safe?", ["b"]), ("Dose", ["5 mg"])]


def test_the_author_in_a_heading_heads_nothing() -> None:
    assert kinds("<h1>Zinc</h1><h4 class=post-author-name>Jane Doe</h4><p>x</p>") == [
        ("heading", "Zinc"),
        ("paragraph", "Jane Doe"),
        ("paragraph", "x"),
    ]


def test_a_byline_and_a_date_side_by_side_stay_apart() -> None:
    document = parse("<p><span>By <!-- -->Jane Doe</span><span>Updated <!-- -->May 3, 2024</span></p>")
    assert [block.text for block in document.blocks] == ["By Jane Doe Updated May 3, 2024"]
    assert [value.value for value in document.meta["author"]] == ["Jane Doe"]
    assert texts("<p><time>May 3, 2024</time><span>Written by Jane Doe</span></p>") == [
        "May 3, 2024 Written by Jane Doe"
    ]


def test_a_picture_left_open_does_not_swallow_the_page() -> None:
    assert texts("<svg><path><p>Seen.</p>") == ["Seen."]


PAGE = f"""<!doctype html><html lang=en><head><title>Zinc | Site</title></head><body class="menu-open">
<div class="cookie-notice">We use cookies and affiliate pixels.</div>
<div class="disclosure-banner">We may earn a commission from links.</div>
<header><a href="/">Site</a><nav><a href="/a">Articles</a></nav><p>Our motto</p></header>
<div class="hero"><h1>Zinc</h1><p>By Jane Doe</p></div>
<main><article>
<ul><li><a href="#a">Uses</a><li><a href="#b">Safety</a><li><a href="#c">Dose</a></ul>
<h2 id=a>Uses</h2><p>{PROSE * 2}</p>
<h2 id=b>Safety</h2><p>{PROSE * 2}</p>
<div class="newsletter">Get our mail every week.</div>
</article>
<section class="related-posts"><h2>More</h2><p>Iron is a metal.</p></section>
<div class="disclaimer">Talk to your doctor first.</div>
</main>
<aside><p>Ask a pharmacist.</p><ul><li><a href="/x">Iron</a></ul></aside>
<footer><nav><a href="/p">Privacy</a></nav>
<nav><a href="/d">Affiliate Disclosure</a></nav><p>© Site</p></footer>
"""


def test_a_page_keeps_its_article_notices_asides_and_footer() -> None:
    assert kinds(PAGE) == [
        ("paragraph", "We may earn a commission from links."),
        ("heading", "Zinc"),
        ("paragraph", "By Jane Doe"),
        ("heading", "Uses"),
        ("paragraph", (PROSE * 2).strip()),
        ("heading", "Safety"),
        ("paragraph", (PROSE * 2).strip()),
        ("paragraph", "Talk to your doctor first."),
        ("aside", "Ask a pharmacist."),
        ("footer", "Affiliate Disclosure"),
        ("footer", "© Site"),
    ]


def test_links_of_menus_are_not_kept() -> None:
    assert [link.url for link in parse(PAGE).links] == ["/d"]


def test_product_cards_are_not_taken_for_the_article() -> None:
    card = f"<article class=card><h3>Pill</h3><p>{PROSE * 3}</p></article>"
    page = f"<main><h1>Best zinc</h1><p>{PROSE}</p>{card}{card}<p>In short, eat well.</p></main>"
    assert texts(page)[0] == "Best zinc"
    assert texts(page)[-1] == "In short, eat well."


def test_a_form_or_menu_around_the_whole_page_does_not_hide_it() -> None:
    assert texts(f"<form id=aspnet><p>{PROSE * 3}</p></form>") == [(PROSE * 3).strip()]


def test_teasers_under_a_related_heading_are_left_out() -> None:
    teaser = "<h3>Iron</h3><p>What it does.</p><p><a href=/iron>Read more</a></p>"
    markup = (
        f"<h1>Zinc</h1><p>{PROSE}</p><h2>Related articles</h2>{teaser}{teaser}<h2>Sources</h2><p>A study.</p>"
    )
    assert texts(markup) == ["Zinc", PROSE.strip(), "Sources", "A study."]


def test_a_related_heading_over_prose_stays() -> None:
    assert texts(f"<h2>Related conditions</h2><p>{PROSE}</p>") == ["Related conditions", PROSE.strip()]


def test_the_heading_that_the_head_names_is_the_title_where_h1_names_the_site() -> None:
    markup = f"<title>How zinc works | Vita Blog</title><h1>Vita Blog</h1><h2>How zinc works</h2><p>{PROSE}"
    first = parse(markup).blocks[0]
    assert (first.text, first.level) == ("How zinc works", 1)


def test_a_link_holds_its_mark_up_and_stands_in_its_block() -> None:
    markup = "<p>Buy <a href='https://a.example/?a=1&amp;b=2' rel='sponsored'>the <b>pill</b></a>.</p>"
    document = parse(markup)
    [link] = document.links
    assert (link.text, link.url, link.rel) == (
        "the pill",
        "https://a.example/?a=1&b=2",
        "sponsored",
    )
    assert markup[link.span.start : link.span.end] == markup[7:-5]
    assert document.blocks[link.block].text == "Buy the pill."


def test_a_link_around_blocks_is_one_link() -> None:
    document = parse("<a href=/p><div><h3>Pill</h3><p>Cheap</p></div></a>")
    assert [(link.text, link.block) for link in document.links] == [("Pill Cheap", 0)]
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_link_around_a_picture_is_named_by_it() -> None:
    [link] = parse("<p>x</p><a href=/p><img alt='Blue pill'></a>").links
    assert (link.text, link.block) == ("Blue pill", -1)


def test_a_shop_link_in_the_side_bar_counts_though_its_words_are_no_prose() -> None:
    [link] = parse("<p>x</p><aside><a href='https://shop.example/?tag=a-21'>Buy</a></aside>").links
    assert (link.text, link.block) == ("Buy", -1)


def test_bold_opening_words_are_the_lead() -> None:
    [block] = parse("<p><strong>Side effects.</strong> Nausea.</p>").blocks
    assert block.text[: block.lead] == "Side effects."


def test_meta_comes_from_head_json_and_bylines() -> None:
    markup = """<html lang="en-GB"><head><title>Zinc &amp; you | Site</title>
<meta name="description" content="About zinc."><meta property="og:title" content="Zinc &amp; you">
<meta property="article:published_time" content="2024-05-01">
<script type="application/ld+json">{"@graph": [{"headline": "Zinc", "author": {"name": "Ann Lee"},
"reviewedBy": [{"name": "Dr Bo Ek"}], "dateModified": "2024-06-01", "articleBody": "secret"}]}</script></head>
<p class="byline">By <a rel="author" href="/jane">Jane Doe</a></p><p>Medically reviewed by Mary Major, MD</p>
<p>Last updated on June 3, 2024</p>"""
    document = parse(markup)
    assert {key: [value.value for value in values] for key, values in document.meta.items()} == {
        "lang": ["en-GB"],
        "description": ["About zinc."],
        "og:title": ["Zinc & you"],
        "date": ["2024-05-01"],
        "jsonld.headline": ["Zinc"],
        "author": ["Ann Lee", "Jane Doe"],
        "reviewer": ["Dr Bo Ek", "Mary Major"],
        "modified": ["2024-06-01", "June 3, 2024"],
        "title": ["Zinc & you | Site"],
    }
    assert "secret" not in " ".join(block.text for block in document.blocks)
    for values in document.meta.values():
        for value in values:
            assert value.value.split()[0] in markup[value.span.start : value.span.end]


def test_json_ld_comes_in_several_blocks_and_points_to_persons() -> None:
    ld = '<script type="application/ld+json">{}</script>'
    graph = (
        '{"@graph": [{"@type": "Article", "author": {"@id": "#ann"}, "reviewedBy": {"@id": "#gone"}},'
        ' {"@id": "#ann", "name": "Ann Lee"}]}'
    )
    found = '[{"headline": "Zinc", "datePublished": "2024-05-01"}, 7]'
    document = parse(ld.format(graph) + ld.format('{"author": "Cut off') + ld.format(found) + "<p>x</p>")
    assert {key: [value.value for value in values] for key, values in document.meta.items()} == {
        "author": ["Ann Lee"],
        "jsonld.headline": ["Zinc"],
        "date": ["2024-05-01"],
    }


@pytest.mark.parametrize(
    "data", ["{", "[" * 100_000, '{"author": 7}', '{"headline": ' + "9" * 5000 + "}", "null"]
)
def test_broken_json_says_nothing(data: str) -> None:
    document = parse(f'<script type="application/ld+json">{data}</script><p>Seen.</p>')
    assert dict(document.meta) == {}
    assert len(document.blocks) == 1


def test_comments_direct() -> None:
    markup = "<p>é</p>\n<!-- healthlint-disable-next-line HL101 -- told elsewhere -->\n<p>x</p>"
    [directive] = parse(markup).directives
    assert (directive.kind, directive.codes, directive.reason) == ("next-line", ("HL101",), "told elsewhere")
    assert markup[directive.span.start : directive.span.end].startswith("<!-- healthlint")


@pytest.mark.parametrize(
    "markup",
    [
        "<a " * 30_000,
        "<a href=x>y" * 5_000,
        "<div>" * 40_000,
        "<!--" + "x" * 100_000,
        "&" * 100_000,
        "<script>" + "a<b;" * 250_000,
        "<i><div>" + "<b>" * 10_000 + "</i>" * 10_000,
        "<table><td>" * 5_000 + "</div>" * 10_000,
        "<nav>x" * 5_000,
        "<b>" * 10_000 + "<p>x" * 10_000,
        "<article>x" * 5_000,
        "</p></div></br>" * 5_000,
        '<p class="' + "nav-" * 50_000 + '">x',
        "",
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_pages_become_documents(markup: str) -> None:
    document = parse(markup)
    assert document.source.text == markup


@pytest.mark.parametrize("text", ["\ud800x", "\0x", "a\rb"])
def test_characters_that_decoding_never_yields_do_no_harm(text: str) -> None:
    source = Source("page.html", Format.HTML, f"<p>{text}</p>", b"", "utf-8", (0,))
    [block] = html.parse(source).blocks
    assert block.text == text.replace("\r", " ")


def test_a_short_quotation_has_the_marks_that_a_browser_shows() -> None:
    markup = "<p>He said <q>rest <q>well</q></q>.</p><p><q>Go on</q></p><q hidden>no</q><p>a</q></p>"
    assert texts(markup) == ["He said \u201crest \u2018well\u2019\u201d.", "\u201cGo on\u201d", "a"]
    block = parse(markup).blocks[0]
    for found, tag in (("\u201c", "<q>"), ("\u201d", "</q>"), ("well", "well")):
        at = block.text.index(found)
        span = block.locate(at, at + len(found))
        assert markup[span.start : span.end] == tag
