"""Cut the piece of an article's line that a finding is about, and underline it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from healthlint.reports.terminal import columns, visible
from healthlint.types import Place, Source

ELLIPSIS = "…"
TAB = "    "
_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Hold a line as shown; `indent` and `length` are columns of the underline."""

    text: str
    indent: int
    length: int


def cut(source: Source, place: Place, *, width: int) -> Snippet:
    """Return the first line of `place` in at most `width` columns, with the place in sight."""
    number = place.start.line
    begin = source.line_starts[number - 1]
    end = source.line_starts[number] - 1 if number < len(source.line_starts) else len(source.text)
    start = min(max(place.span.start, begin), end)
    stop = min(max(place.span.end, start), end)
    # A line may be a megabyte: look only at what could be shown.
    before = source.text[max(begin, start - width) : start]
    marked = source.text[start : min(stop, start + width)]
    after = source.text[stop : min(end, stop + width)]
    return _fit(
        _shown(before),
        _shown(marked),
        _shown(after).rstrip(),
        width=width,
        open_left=start - width > begin,
        open_right=_INK.search(source.text, stop + width, end) is not None or stop > start + width,
    )


def _fit(before: str, marked: str, after: str, *, width: int, open_left: bool, open_right: bool) -> Snippet:
    total = columns(before) + columns(marked) + columns(after)
    if total <= width and not open_left and not open_right:
        return Snippet(before + marked + after, columns(before), max(columns(marked), 1))
    room = width - 2
    body = _head(marked, room)
    spare = room - columns(body)
    # A third of the context before, unless one side has less to show than its share.
    left_share = max(spare // 3, spare - columns(after)) if body == marked else spare // 3
    left = _tail(before, left_share)
    left_cut = open_left or left != before
    left = _from_word(left) if left_cut else left
    right = _head(after, spare - columns(left)) if body == marked else ""
    right_cut = open_right or right != after or body != marked
    right = _to_word(right) if right_cut else right
    lead = (ELLIPSIS if left_cut else "") + left
    text = lead + body + right + (ELLIPSIS if right_cut else "")
    return Snippet(text, columns(lead), max(columns(body), 1))


def _shown(text: str) -> str:
    return TAB.join(visible(part) for part in text.split("\t"))


def _head(text: str, width: int) -> str:
    """Return the longest start of `text` that takes at most `width` columns."""
    taken = 0
    for index, char in enumerate(text):
        taken += columns(char)
        if taken > width:
            return text[:index]
    return text


def _tail(text: str, width: int) -> str:
    taken = 0
    for index in range(len(text) - 1, -1, -1):
        taken += columns(text[index])
        if taken > width:
            return text[index + 1 :]
    return text


def _from_word(text: str) -> str:
    """Drop the broken word at the start of `text`, if it is short."""
    blank = text.find(" ")
    return text[blank + 1 :] if 0 <= blank <= len(text) // 2 else text


def _to_word(text: str) -> str:
    blank = text.rfind(" ")
    return text[:blank] if blank >= len(text) // 2 and blank >= 0 else text
