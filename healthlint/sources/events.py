"""Run the Markdown parser: its events, and where each stands in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from pyromark import Markdown, Options

from healthlint.types import Span

# Metadata options stay off: they would take a later `---` for front matter as well.
_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
)
_PARSER = Markdown(options=_OPTIONS)
_DEFINING = Markdown(options=_OPTIONS | Options.ENABLE_DEFINITION_LIST)
# With that option even a line that begins with ":)" would be a definition.
_DEFINITION = re.compile(r"\n[ >]{0,10}:[ \t]+\S")
_WIDE = re.compile(r"[^\x00-\x7f]")


def read(text: str, place: Callable[[int], int]) -> Iterator[tuple[Any, Span]]:
    """Yield the events of Markdown; `place` leads from the offsets of `text` to those of the source."""
    offset_of = _from_bytes(text)
    parser = _DEFINING if _DEFINITION.search(text) else _PARSER
    for event, where in parser.events_with_range(text):
        yield from _placed(event, Span(offset_of(where["start"]), offset_of(where["end"])), place)


def _placed(event: Any, span: Span, place: Callable[[int], int]) -> Iterator[tuple[Any, Span]]:
    """Yield an event with its span in the source; text comes in runs that stand there as they are."""
    words = event.get("Text") if isinstance(event, dict) else None
    whole = Span(place(span.start), place(span.end))
    length = span.end - span.start
    if words is None or len(words) != length or whole.end - whole.start == length:
        yield event, whole
        return
    start = span.start
    for at in range(span.start + 1, span.end + 1):
        if at == span.end or place(at) != place(at - 1) + 1:
            yield {"Text": words[start - span.start : at - span.start]}, Span(place(start), place(at - 1) + 1)
            start = at


def _from_bytes(text: str) -> Callable[[int], int]:
    """Return the map from UTF-8 byte offsets to code points."""
    if text.isascii():
        return int
    ends: list[int] = []  # in bytes, of each character beyond ASCII
    surplus = [0]  # of bytes over code points, before each of them
    for char in _WIDE.finditer(text):
        code = ord(char.group())
        width = 2 if code < 0x800 else 3 if code < 0x10000 else 4
        ends.append(char.start() + surplus[-1] + width)
        surplus.append(surplus[-1] + width - 1)
    return lambda offset: offset - surplus[bisect_right(ends, offset)]
