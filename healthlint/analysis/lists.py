"""Tell lists that no mark-up tells: typed in one line, or run together where a page lost its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.types import Block, BlockKind

LABEL_WORDS = 12
"""Words of a paragraph up to which it is a byline, a button or a heading where no full stop ends it."""
_TYPED_ITEMS = 4  # dashes in one line; those of a sentence come in pairs
_FIGURES = 6  # without a stop: the quantities of a recipe, the cells of a table
_BULLETS = 3
_RUN_ON = 12  # words behind a colon that nothing ends: a list that lost its marks

TERMINAL = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]*_]*\s*(?:\[\d+\]\s*)*$")
_NOTED = re.compile(
    r"[.!?][\"'\u201d\u2019)\]*_]*[\[(]?[\d\u00b9\u00b2\u00b3][\d\u00b9\u00b2\u00b3,\u2013-]{0,11}[\])]?\s*$"
)
_COLON = re.compile(r"[\w)]:(?=[^\W\d]| )")
_TYPED_LIST = re.compile(r"(?:^|[:.] ?)- \w.* - \w")
_FIGURE = re.compile(r"(?<!\S)\d\S*")
_BULLET = re.compile(r"(?<!\S)[\u2022\u2192\u2705\u2713\u2714\u274c~] ")
_DASH = re.compile(r"(?:^|(?<=\s))- (?=\w)")


def is_run_on(text: str, block: Block, *, last: bool) -> bool:
    """Tell whether no sentence but a list that lost its marks, or a heading, runs into the next line.

    `last`: nothing follows in its block, where many forget a full stop.
    """
    if TERMINAL.search(text) or _NOTED.search(text) or _is_typed_list(text):
        return False
    colon = _COLON.search(text)
    if last:
        run_on = colon is not None and text.count(" ", colon.end()) > _RUN_ON
        rows = len(_FIGURE.findall(text)) >= _FIGURES or len(_BULLET.findall(text)) >= _BULLETS
        return (run_on or rows) and block.kind is BlockKind.PARAGRAPH
    return colon is not None or text.count(" ") < LABEL_WORDS


def items(text: str) -> Sequence[tuple[str, int]]:
    """Return the items of a list that is typed in one line ("- bananas - oranges"), else the text itself.

    With each goes where it begins.
    """
    if not _is_typed_list(text):
        return ((text, 0),)
    dashes = [found.end() for found in _DASH.finditer(text)]
    starts = [0, *dashes]
    return [
        (text[at:end].removesuffix("- "), at) for at, end in zip(starts, [*dashes, len(text)], strict=True)
    ]


def _is_typed_list(text: str) -> bool:
    if "- " not in text:
        return False
    dashes = text.count(" - ")
    unstopped = dashes > 1 and not TERMINAL.search(text)
    return unstopped or dashes >= _TYPED_ITEMS or _TYPED_LIST.search(text) is not None
