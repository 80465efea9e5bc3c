"""Mask stretches of Markdown that are no prose, with every offset and line kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from healthlint.sources.decode import line_starts

_LONGEST_LINE = 10_000  # what is looked at of a line to tell whether it is blank
_NOT_NEWLINE = re.compile(r"[^\n]")


class Stretch(NamedTuple):
    """Mark what is to be masked; inside an HTML tag only blanks can stand in for it.

    `filler`, as long as the stretch, is what stands in for it where that is known.
    """

    start: int
    end: int
    within_tag: bool = False
    filler: str = ""


def masked(text: str, stretches: Sequence[Stretch]) -> str:
    """Replace `stretches`, sorted and apart from each other, by what no reader sees."""
    if not stretches:
        return text
    blank = "".join(_filled(text, stretches, inline=()))
    starts = line_starts(blank)
    is_blank = cache(lambda line: _is_blank(blank, starts, line))
    # Blanks before prose would make it indented code: there an empty inline tag stands in, on that
    # line alone, for a tag that runs over blocks is none.
    inline = {
        at
        for stretch in stretches
        if not stretch.within_tag and not stretch.filler
        for at in (stretch.start, stretch.end - 1)
        if not is_blank(bisect_right(starts, at))
    }
    return "".join(_filled(text, stretches, inline=inline))


def _is_blank(text: str, starts: tuple[int, ...], line: int) -> bool:
    end = starts[line] if line < len(starts) else len(text)
    return not text[starts[line - 1] : min(end, starts[line - 1] + _LONGEST_LINE)].strip()


def _filled(text: str, stretches: Sequence[Stretch], *, inline: Collection[int]) -> Iterator[str]:
    at = 0
    for stretch in stretches:
        yield text[at : stretch.start]
        filler = stretch.filler or _NOT_NEWLINE.sub(" ", text[stretch.start : stretch.end])
        yield _tagged(filler, first=stretch.start in inline, last=stretch.end - 1 in inline)
        at = stretch.end
    yield text[at:]


def _tagged(filler: str, *, first: bool, last: bool) -> str:
    """Put an empty tag into the first and the last line of `filler`, where there is room."""
    head, end, rest = filler.partition("\n")
    if not end:
        return _tag(head) if first or last else head
    middle, before, tail = rest.rpartition("\n")
    return "".join((_tag(head) if first else head, end, middle, before, _tag(tail) if last else tail))


def _tag(blank: str) -> str:
    return f"<i{blank[2:-1]}>" if len(blank) >= 3 else blank
