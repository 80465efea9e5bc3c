import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from healthlint.sources import format_of, parse, read
from healthlint.types import BlockKind, Document, Format, Link, Section


def document(text: str, *, path: str = "a.md") -> Document:
    return parse(read(path, text.encode(), Format.MARKDOWN))


def blocks(text: str, *, path: str = "a.md") -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document(text, path=path).blocks]


def links(text: str, *, path: str = "a.md") -> list[tuple[str, str, str]]:
    """Show each link as text, URL and source."""
    found = document(text, path=path)
    return [(x.text, x.url, found.source.text[x.span.start : x.span.end]) for x in found.links]


def check_pieces(found: Document) -> None:
    """Check that pieces cover each block's text and rise through the source.

    Blocks rise as well, but for those that a template shows elsewhere than the front matter stands.
    """
    reached = 0
    for block in found.blocks:
        covered = 0
        if block.span in {value.span for values in found.meta.values() for value in values}:
            reached = 0
        assert block.text == block.text.strip(" ")
        for piece in block.pieces:
            assert piece.start == covered < piece.end
            assert reached <= piece.span.start < piece.span.end <= len(found.source.text)
            covered, reached = piece.end, piece.span.end
        assert covered == len(block.text)
        assert block.span.start <= block.pieces[0].span.start
        assert block.span.end >= block.pieces[-1].span.end


def titles(sections: tuple[Section, ...]) -> list[tuple[str, int]]:
    return [(found.title, found.level) for section in sections for found in section.walk()]


# What is read: blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T *mi*cro &amp; x {#id}", [("heading", "T micro & x")]),
        ("Risks\n-----\nof\nit", [("heading", "Risks"), ("paragraph", "of it")]),
        ("- a\n  - b\n    more\n- c", [("item", "a"), ("item", "b more"), ("item", "c")]),
        ("1. a\n\n   b\n\n2. c", [("item", "a"), ("item", "b"), ("item", "c")]),
        ("- [ ] todo\n- [x] done", [("item", "todo"), ("item", "done")]),
        ("| a | b |\n|---|---|\n| c \\| d | |", [("cell", "a"), ("cell", "b"), ("cell", "c | d")]),
        ("> a\n> b\n>\n> > c", [("quote", "a b"), ("quote", "c")]),
        ("a[^1].\n\n[^1]: Smith 2020", [("paragraph", "a."), ("aside", "Smith 2020")]),
        ("a ![alt text](b.png) c", [("paragraph", "a c")]),
        ("a `code` b\n\n```\ncode\n```\n\n    code\n", [("paragraph", "a b")]),
        ("a\\*b \\& &copy; &nope; ~~c~~", [("paragraph", "a*b & © &nope; c")]),
        ("a  \nb\\\nc", [("paragraph", "a b c")]),
        ("[r]: http://a.b 'title'\n\na", [("paragraph", "a")]),
        ("a\n\n---\n\nb", [("paragraph", "a"), ("paragraph", "b")]),
        ("a {{< figure src='x' >}} b\n\n{% include c %}\n\nd", [("paragraph", "a b"), ("paragraph", "d")]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<aside>\n\na\n\n</aside>\n\nb", [("aside", "a"), ("paragraph", "b")]),
        ("<div>\n<p>a</p>\n<ul><li>b<li>c</ul>\n</div>", [("paragraph", "a"), ("item", "b"), ("item", "c")]),
        ("<table><tr><td>a<td>b</table>\n\nc", [("cell", "a"), ("cell", "b"), ("paragraph", "c")]),
        ("<footer>a</footer>\n\nb", [("footer", "a"), ("paragraph", "b")]),
        ("<!-- a\n\nb -->\n\nc", [("paragraph", "c")]),
        ("<script>\na\n\nb\n</script>\n\nc", [("paragraph", "c")]),
        ("<nav>\n\n- [a](b)\n\n</nav>\n\nc", [("paragraph", "c")]),
        ("a<br>b <span\nclass='x'>c</span>d", [("paragraph", "a b cd")]),
        ("<div>a &amp; b</div>", [("paragraph", "a & b")]),
        ("> <div>\n> a\n> b</div>", [("quote", "a b")]),
        ("<h2>a <i>b</i></h2>\n\nc", [("heading", "a b"), ("paragraph", "c")]),
        ("<h2>never closed\n\na\n\nb", [("heading", "never closed"), ("paragraph", "a"), ("paragraph", "b")]),
        ("<summary>Why?</summary>\n\nSo.\n\n</details>", [("heading", "Why?"), ("paragraph", "So.")]),
        ("a </div></b> b", [("paragraph", "a"), ("paragraph", "b")]),
        ("a <svg>b\n\nc", [("paragraph", "a"), ("paragraph", "c")]),
    ],
)
def test_html_inside(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


def test_levels() -> None:
    found = document("## a\n\n<h4>b</h4>\n\n<summary>c</summary>\n\nd\n")

    assert [(block.text, block.level) for block in found.blocks] == [("a", 2), ("b", 4), ("c", 5), ("d", 0)]


@pytest.mark.parametrize("text", ["**a:** b", "<b>a:</b> b", "- ***a:*** b", "<p><strong>a:</strong> b</p>"])
def test_lead(text: str) -> None:
    (block,) = document(text).blocks

    assert block.text[: block.lead] == "a:"


def test_front_matter_is_meta_not_prose() -> None:
    found = document("---\ntitle: Aspirin\n---\n# A\n\n---\n\nb: c\n\n---\n")

    assert [block.text for block in found.blocks] == ["A", "b: c"]
    assert [value.value for value in found.meta["title"]] == ["Aspirin"]
    assert found.source.text[found.blocks[0].span.start] == "A"


@pytest.mark.parametrize(
    "text", ["a {\n\n    b} c", "- a {<\n- b/} c", "> a {b\n>\n> d\n\nb} c", "a {\nb} c"]
)
def test_expression_that_runs_over_blocks_is_not_shown(text: str) -> None:
    assert " ".join(shown for _, shown in blocks(text, path="a.mdx")) == "a c"


def test_brackets_with_blanks_in_them_are_no_wiki_link() -> None:
    assert blocks("a [[ b ]] c [[d]]") == [("paragraph", "a [[ b ]] c d")]


def test_marks_of_wiki_links_and_highlights_never_show() -> None:
    text = "- [ ] **It stings. ==We may earn a commission.== [[https://x.example/y|Read on.]]s foo[[(bar)]]"

    assert blocks(text) == [("item", "**It stings. We may earn a commission. Read on.s foo(bar)")]


# What is read: links


def test_link_that_runs_over_blocks_holds_its_words() -> None:
    assert links('<a href="/x">one <div>two</div> three</a>') == [
        ("one", "/x", '<a href="/x">one '),
        ("two", "/x", '<a href="/x">one <div>two'),
        ("three", "/x", '<a href="/x">one <div>two</div> three</a>'),
    ]
    assert links('<a href="/x">one') == [("one", "/x", '<a href="/x">one')]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [b *c*](http://d 'e') f", [("b c", "http://d", "[b *c*](http://d 'e')")]),
        ("[a] [b][a]\n\n[a]: /c", [("a", "/c", "[a]"), ("b", "/c", "[b][a]")]),
        ("<http://a.b>", [("http://a.b", "http://a.b", "<http://a.b>")]),
        ("<c@d.e>", [("c@d.e", "mailto:c@d.e", "<c@d.e>")]),
        ("x <a href='/a?b&amp;c'>d</a>", [("d", "/a?b&c", "<a href='/a?b&amp;c'>d</a>")]),
        ("[![a](b.png)](/c)", [("", "/c", "[![a](b.png)](/c)")]),
        ("<a href='/c'>\n<img src='b.png'>\n</a>", [("", "/c", "<a href='/c'>\n<img src='b.png'>\n</a>")]),
        ("(see http://a.b/c_d_(e)).", [("http://a.b/c_d_(e)", "http://a.b/c_d_(e)", "http://a.b/c_d_(e)")]),
        ("at www.a.org, or", [("www.a.org", "http://www.a.org", "www.a.org")]),
        ("http://a.b?c&amp;d", [("http://a.b?c&d", "http://a.b?c&d", "http://a.b?c&amp;d")]),
        ("[http://a.b](http://c.d)", [("http://a.b", "http://c.d", "[http://a.b](http://c.d)")]),
        ("`http://a.b` http:// www. xhttp://a.b ![http://a.b](c)", []),
    ],
)
def test_links(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(text) == expected


def test_rel_and_block_of_a_link() -> None:
    found = document("a\n\n<a href='/b' rel='sponsored nofollow'>b</a> c")

    assert found.links == (Link("b", "/b", "sponsored nofollow", found.links[0].span, 1),)


def test_one_anchor_around_two_blocks_is_a_link_in_each() -> None:
    assert [link.block for link in document("<a href='/b'>\n\na\n\nb\n\n</a>\n\nc").links] == [0, 1]


def test_an_anchor_left_open_ends_with_its_paragraph() -> None:
    assert [(link.text, link.block) for link in document("a <a href='/b'>b\n\nc").links] == [("b", 0)]


# MDX


MDX = """import Box from "../box"
import {
  A,
} from 'b'

export const meta = {
  a: 1,

  b: 2
}

# Aspirin {props.x}

<Box type="x" list={['a', 'b > c']}>text and `{code}`</Box>

<JsonLd>
{JSON.stringify({
  "name": "not prose"
})}
</JsonLd>

<Box>
Take **one** {props.n} daily
</Box>

{name} leads the line

<Link href="https://a.b" rel="nofollow">Buy</Link>

<div style={{color: 'red'}}>red</div>

import duties are prose, and { so is this
"""


def test_mdx() -> None:
    found = document(MDX, path="a.mdx")

    assert [block.text for block in found.blocks] == [
        "Aspirin",
        "text and",
        "Take one daily",
        "leads the line",
        "Buy",
        "red",
        "import duties are prose, and { so is this",
    ]
    assert links(MDX, path="a.mdx") == [
        ("Buy", "https://a.b", '<Link href="https://a.b" rel="nofollow">Buy</Link>')
    ]
    check_pieces(found)


# Properties


WORDS = st.sampled_from(
    [
        *(
            "skin",
            "caf\u00e9",
            "na\u00efve",
            "\U0001f600",
            "e\u0301",
            "\u4e2d\u6587",
            "\U0001f469\u200d\u2695\ufe0f",
        ),
        *("don&rsquo;t", "&amp;", "Caf&eacute;", "&#128512;", "&lt;b&gt;", "5&nbsp;mg", "a\\*b"),
        *("*mi*cro", "micro**need**ling", "~~no~~t", "_it_", "**bold:**", "`code`", "[^1]"),
        *("<b>x</b>y", "<!--c-->", "x<wbr>y", '<a href="/x">y</a>', "[lin](http://a.b/c)k", "![alt](i.png)"),
        *("www.a.org", "http://a.b/c_(d)?", "1.", "-", "#", ">"),
    ]
)
INLINE = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", "  \n", "  ", "<br>", ""])), min_size=1, max_size=8
).map(lambda parts: "skin " + "".join(word + gap for word, gap in parts).strip())
LINE = INLINE.map(lambda text: " ".join(text.split()))


def _indented(text: str, prefix: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n"))


# What stands before the first line, before the others, above and below.
NESTS = [
    ("> ", "> ", "", ""),
    ("- ", "  ", "", ""),
    ("1. ", "   ", "", ""),
    ("", "", "<aside>\n\n", "\n\n</aside>"),
    ("", "", "<div>\n\n", "\n\n</div>"),
    ("", "", ":::note A **skin** title\n", "\n:::"),
    ("    ", "    ", '!!! note "A skin title"\n\n', ""),
    ("> ", "> ", "> [!NOTE]- A skin title\n", ""),
    (":   ", "    ", "Skin term\n", ""),
]


def _nested(nest: tuple[str, str, str, str], text: str) -> str:
    first, rest, above, below = nest
    return above + first + _indented(text, rest)[len(rest) :] + below


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    return st.builds(_nested, st.sampled_from(NESTS), joined)


BLOCKS = st.recursive(
    st.one_of(
        INLINE,
        LINE.map(lambda text: f"## {text}"),
        st.lists(LINE, min_size=1, max_size=4).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
        st.lists(LINE, min_size=2, max_size=2).map(lambda c: f"| {c[0]} | b |\n|---|---|\n| {c[1]} | d |"),
        LINE.map(lambda text: f"<p>{text}</p>"),
        LINE.map(lambda text: f"[^1]: {text}"),
        st.just("```\ncode\n```"),
        st.just("<!-- comment\n\nmore -->"),
    ),
    _nest,
    max_leaves=6,
)
ARTICLES = st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join)
WRAPPED = [
    ("", "{}"),
    ("    ", '<Tab label="A skin title">\n{}\n</Tab>'),
    ("    ", "<Steps>\n  <Step>\n{}\n  </Step>\n</Steps>"),
    ("", "<Faqs items={{[{{ q: 'Is skin safe?', a: `Skin &amp; *all*.` }}]}} />\n\n{}"),
]
COMPONENTS = st.lists(st.tuples(st.sampled_from(WRAPPED), BLOCKS), min_size=1, max_size=3).map(
    lambda parts: "\n\n".join(tag.format(_indented(text, indent)) for (indent, tag), text in parts)
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_TAG = re.compile(r"<!--.*?-->|</?[a-z][^>]*>", re.DOTALL)
_MARK = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\[\^1\]|`[^`]*`|\\(?=[*_])|[*_\[\]]|~~")


def render(source: str) -> str:
    """Show a word's source as a reader sees it, all marks of Markdown left out."""
    return unmarked(html.unescape(_TAG.sub("", source)))


def unmarked(word: str) -> str:
    """Leave out what would be marks of Markdown: inside HTML they are text."""
    return _MARK.sub("", word)


@given(ARTICLES)
@UNHURRIED
def test_every_word_is_where_its_span_says(text: str) -> None:
    check_words(document(text))


@given(COMPONENTS)
@example(
    'Skin term\n:   skin\n\n    <!-- a\n\n    b -->\n\nskin last\n\n<Tab label="A skin title">\n  x\n</Tab>'
)
@UNHURRIED
def test_every_word_in_components_is_where_its_span_says(text: str) -> None:
    found = document(text, path="a.mdx")

    check_words(found)
    assert " ".join(block.text for block in found.blocks).count("skin") == text.count("skin")


def check_words(found: Document) -> None:
    check_pieces(found)
    for block in found.blocks:
        for word in re.finditer(r"[^ ]+", block.text):
            span = block.locate(*word.span())
            quoted = found.source.text[span.start : span.end]
            assert render(quoted) == unmarked(word.group())


@given(ARTICLES)
@UNHURRIED
def test_no_word_is_lost(text: str) -> None:
    text = re.sub(r"\]: ", "] ", text)  # a definition said twice is dropped by the standard
    shown = " ".join(block.text for block in document(text).blocks)

    assert shown.count("skin") == text.count("skin")


@UNHURRIED
@given(ARTICLES, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_change_nothing(text: str, end: str) -> None:
    expected, actual = document(text), document(text.replace("\n", end))

    assert actual.blocks == expected.blocks
    assert actual.links == expected.links
    assert actual.sections == expected.sections


@given(st.text(st.sampled_from("ab *_`[]()<>!#-=|~&;:/\\{}\"'\n\té😀")))
def test_any_text_is_read(text: str) -> None:
    for path in ("a.md", "a.mdx"):
        found = document(text, path=path)
        check_pieces(found)
        for link in found.links:
            assert 0 <= link.span.start < link.span.end <= len(found.source.text)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "[",
        "*",
        "`",
        "<a ",
        "> ",
        "[a](",
        "<b>",
        "<!--",
        "{",
        "<A x={",
        "http://a.b((",
        "- ",
        "&",
        "**a:** b\n\n",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    for path in ("a.md", "a.mdx"):
        document(piece * (100_000 // len(piece)), path=path)


CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "dev" / "articles"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled articles are not here")
def test_real_articles_are_read() -> None:
    for path in sorted(CORPUS.glob("*.md*")):
        found = parse(read(path.name, path.read_bytes(), format_of(path.name) or Format.MARKDOWN))
        check_pieces(found)
        assert any(block.kind is not BlockKind.HEADING for block in found.blocks), path.name


def test_an_article_all_in_indented_html_is_no_code() -> None:
    text = (
        "---\ntitle: Peels\n---\n\n\n    <div class=wrap>\n\n        <header>\n            <p>A peel.</p>\n\n"
        "        </header>\n\n        <details>\n            <summary>Is it safe?</summary>\n"
        "            <p>It may scar.</p>\n        </details>\n    </div>\n"
    )

    found = document(text)

    assert [block.text for block in found.blocks] == ["Peels", "A peel.", "Is it safe?", "It may scar."]
    check_pieces(found)


def test_indented_tags_inside_html_are_no_code() -> None:
    text = (
        "<div>\n  <p>One.</p>\n\n"
        "      <section>\n        <p>Ask <b>your</b> doctor &amp; nurse.</p>\n      </section>\n</div>\n\n"
        "Two.\n\n    <p>code</p>\n"
    )

    found = document(text)

    assert [block.text for block in found.blocks] == ["One.", "Ask your doctor & nurse.", "Two."]
    check_pieces(found)


def test_a_short_quotation_has_the_marks_that_a_browser_shows() -> None:
    text = (
        "# T\n\nHe said <q>rest <q>*well*</q></q>.\n\n<p><q>Go on</q></p>\n\nAn <q>open one.\n\nMore</q>.\n"
    )
    found = document(text)
    check_pieces(found)
    assert [block.text for block in found.blocks] == [
        "T",
        "He said \u201crest \u2018well\u2019\u201d.",
        "\u201cGo on\u201d",
        "An \u201copen one.",
        "More.",
    ]
    assert blocks("a <Q>b</Q> c\n", path="a.mdx") == [("paragraph", "a b c")]
