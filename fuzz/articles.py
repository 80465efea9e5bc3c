"""Write articles that are nearly valid: of pieces, of real ones spoiled, and noise."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from fuzz import markup, pieces
from fuzz.front import front_matter
from fuzz.markdown import blocks, inline
from fuzz.markdown import leaf as block
from fuzz.prose import Text, headings, noise, prose, runs, urls

Raw = st.SearchStrategy[bytes]

SUFFIXES = ("a.md", "a.mdx", "a.html", "a.txt")
LINE_ENDS = ("\n", "\r\n", "\r")

_BULLETS = ("• ", "- ", "* ", "o\t", "1) ", "2. ", "(a) ", "\u2013 ", "Q: ", "A: ", "  - ", "\uf0b7 ")
_text_leaf = st.one_of(
    prose,
    prose,
    headings,
    headings.map(str.upper),
    st.builds(lambda text, mark: f"{text}\n{mark * min(len(text), 60)}", headings, st.sampled_from("=-~*_")),
    st.lists(st.tuples(st.sampled_from(_BULLETS), prose).map("".join), min_size=1, max_size=6).map("\n".join),
    prose.map(lambda text: "\n".join(text.split(" "))),
    prose.map(lambda text: " By Jane Doe, MD\nMedically reviewed by " + text),
    urls,
    runs,
)

_joints = st.sampled_from(("\n\n", "\n", "\n\n\n", " ", "\n \n", "\n---\n", "\f"))


def _joined(blocks: Text) -> Text:
    return st.builds(
        lambda parts, joint: joint.join(parts),
        st.lists(blocks, min_size=1, max_size=10),
        st.one_of(st.just("\n\n"), _joints),
    )


_long = st.builds(
    lambda title, body: f"# {title}\n\n{body}",
    headings,
    st.lists(st.sampled_from(pieces.SENTENCES), min_size=8, max_size=40).map(" ".join),
)
markdown = st.builds(
    lambda front, title, body: front + title + body,
    st.one_of(st.just(""), front_matter),
    st.one_of(st.just(""), _long.map(lambda text: text + "\n\n")),
    _joined(blocks),
)
_whole_pages = st.builds(lambda body, text: f"<article>{body}<p>{text}</article>", markup.fragments, _long)
html = st.one_of(markup.fragments, _whole_pages)
text = st.builds(lambda body, more: body + "\n\n" + more, _joined(_text_leaf), st.one_of(st.just(""), _long))
written = st.one_of(markdown, markdown, html, html, text, noise)


def spoiled(originals: Sequence[str]) -> Text:
    """Take a window of a real article and cut, copy, turn and add to it."""
    spoils = st.lists(
        st.tuples(
            st.sampled_from(("cut", "copy", "turn", "put", "put", "put")),
            st.floats(0, 1, allow_nan=False),
            st.integers(1, 300),
            st.one_of(inline, markup.leaf, runs, noise, front_matter, block),
        ),
        min_size=1,
        max_size=6,
    )
    window = st.tuples(st.floats(0, 1, allow_nan=False), st.sampled_from((500, 3000, 8000)), st.booleans())
    return st.builds(_spoil, st.sampled_from(originals), window, spoils)


def _spoil(article: str, window: tuple[float, int, bool], spoils: list[tuple[str, float, int, str]]) -> str:
    place, size, from_start = window
    begin = 0 if from_start else int(place * max(0, len(article) - size))
    found = article[begin : begin + size]
    for how, where, length, new in spoils:
        at = int(where * len(found))
        head, body, tail = found[:at], found[at : at + length], found[at + length :]
        changed = {"cut": "", "copy": body + body, "turn": body[::-1], "put": new + body}[how]
        found = head + changed + tail
    return found


def stored(articles: Text) -> Raw:
    """Save articles as editors do: any encoding, mark and line end, some of them broken."""
    return st.builds(
        _saved, articles, st.sampled_from(_ENCODINGS), st.sampled_from(LINE_ENDS), st.integers(0, 9)
    )


_ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1252",
    "latin-1",
    "utf-16-be",
    "utf-7",
)


def _saved(article: str, encoding: str, end: str, chance: int) -> bytes:
    if chance < 3:
        article = article.replace("\n", end)
    elif chance == 3:
        article = "".join(char if char != "\n" else LINE_ENDS[at % 3] for at, char in enumerate(article))
    raw = article.encode(encoding, "surrogatepass" if encoding.startswith("utf-8") else "replace")
    return raw[: len(raw) // 2 * 2 - 1] if chance == 4 else raw
