"""Write what stands in articles of every format: sentences, headings, addresses, comments, noise."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from fuzz import pieces

Text = st.SearchStrategy[str]

MOST_REPEATED = 400
_NOISE = "ab*_`[]()<>!#-=|~&;:/\\{}\"'+^@$%., \n\té😀0\u202e\x00"

noise = st.text(st.sampled_from(_NOISE), max_size=200) | st.text(max_size=80)
runs = st.builds(
    lambda piece, count: piece * count, st.sampled_from(pieces.RUNS), st.integers(2, MOST_REPEATED)
)
words = st.one_of(
    st.sampled_from(pieces.SENTENCES),
    st.sampled_from(pieces.SENTENCES),
    st.sampled_from(pieces.SENTENCES),
    st.sampled_from(pieces.ODD),
    st.sampled_from(pieces.REFERENCES + pieces.BROKEN_REFERENCES),
    st.sampled_from(pieces.RUNS),
)
prose = st.lists(words, min_size=1, max_size=6).map(" ".join)
glued = st.lists(words, min_size=1, max_size=4).map("".join)
plain = st.one_of(prose, prose, glued)
urls = st.sampled_from(pieces.URLS)
headings = st.sampled_from(pieces.HEADINGS) | prose
_told = st.tuples(*map(st.sampled_from, (pieces.DIRECTIVES, pieces.CODES, pieces.REASONS)))
directives = st.builds(
    lambda told, marks: f"{marks[0]}healthlint-{told[0]} {told[1]}{told[2]}{marks[1]}",
    _told,
    st.sampled_from(
        [
            ("<!-- ", " -->"),
            ("<!--", "-->"),
            ("{/* ", " */}"),
            ("{ /*\n", "*/ }"),
            ("<!-- ", ""),
            ("{/*", "-->"),
        ]
    ),
)


def around(*marks: tuple[str, str]) -> Callable[[str], Text]:
    return lambda text: st.sampled_from(marks).map(lambda mark: f"{mark[0]}{text}{mark[1]}")
