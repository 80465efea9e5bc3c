"""Every word of a block leads back to the place in the source that shows it."""

from __future__ import annotations

import html as entities
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint.sources import decode, html
from healthlint.types import Document, Format

PLAIN = [
    "zinc",
    "Café",
    "💊",
    "👩\u200d⚕️",
    "e\u0301",
    "5 mg",
    "Price",
    "a\nb",
    "  ",
    "\t",
    "\u2028",
    "\r\n",
    ".",
]
REFERENCES = ["&amp;", "&eacute", "&#128138;", "&#x1F48A", "&nbsp;", "&NotEqualTilde;", "&#0;", "&lt;b&gt;"]
STRAY = ["&bogus;", "&", "&notit;", "<", "< p"]
INLINE = ["b", "em", "strong", "span", "a", "i", "sup"]
BLOCK = [
    "p",
    "div",
    "li",
    "ul",
    "td",
    "tr",
    "table",
    "h2",
    "blockquote",
    "section",
    "dd",
    "dt",
    "details",
    "dl",
]
PARTS = ["aside", "footer", "article", "nav", "summary", "button"]
SPECIAL = ["<br>", "<br/>", "<img alt=x>", "<!-- note -->", "<!---->", "<a href=/x>", "<a href='#y'>", "<hr>"]
UNREAD = ["<script>1<2</script>", "<code>x</code>", "<p hidden>", "<span class=c>"]

NAMES = [*INLINE, *BLOCK, *PARTS]
TAGS = st.sampled_from(
    [*(f"<{name}>" for name in NAMES), *(f"</{name}>" for name in NAMES), *SPECIAL, *UNREAD]
)
WORDS = st.sampled_from([*PLAIN, *REFERENCES, *STRAY])
MARKUP = st.lists(st.one_of(WORDS, WORDS, TAGS), max_size=40).map("".join)

UNSEEN = re.compile(r"<script>.*?</script>|<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)


def rendered(source: str) -> str:
    return "".join(entities.unescape(part) for part in UNSEEN.split(source))


def parse(markup: str) -> Document:
    return html.parse(decode.read("page.html", markup.encode(), Format.HTML))


@given(MARKUP)
@settings(max_examples=400, deadline=None)
def test_words_lead_back_to_the_source(markup: str) -> None:
    document = parse(markup)
    text = document.source.text
    for block in document.blocks:
        for word in re.finditer(r"[^ ]+", block.text):
            span = block.locate(word.start(), word.end())
            assert rendered(text[span.start : span.end]) == word.group()


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_pieces_cover_the_text_and_spans_lie_in_the_file(markup: str) -> None:
    document = parse(markup)
    length = len(document.source.text)
    for block in document.blocks:
        assert block.text == block.text.strip(" ")
        assert [piece.start for piece in block.pieces] == [0, *(piece.end for piece in block.pieces[:-1])]
        assert block.pieces[-1].end == len(block.text)
        places = [block.span, *(piece.span for piece in block.pieces)]
        assert all(0 <= span.start <= span.end <= length for span in places)
        assert all(a.span.end <= b.span.start for a, b in pairwise(block.pieces))
    for link in document.links:
        assert 0 <= link.span.start < link.span.end <= length
        assert -1 <= link.block < len(document.blocks)


@given(st.text(alphabet="<>/!-abpitdl &;#x=\"' \n", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_becomes_a_document(markup: str) -> None:
    document = parse(markup)
    blocks = sorted(block.span for block in document.blocks)
    assert all(before.end <= after.start for before, after in pairwise(blocks))
