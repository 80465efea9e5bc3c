"""Find bare URLs in prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from healthlint.types import Block, Link, Span

_URL = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"\u201c\u201d\u00ab\u00bb|\\^`]+", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?[^\W_][^/?#]*\.[^\W_]|https?://localhost", re.IGNORECASE)
_TRAILING = frozenset(".,;:!?'*_~-\u2018\u2019\u2026\u2013\u2014")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each bare URL in `text`, punctuation after it left out."""
    for match in _URL.finditer(text):
        url = _trimmed(match.group())
        if _HOST.match(url[:300]):
            yield match.start(), match.start() + len(url)


def all_bare_links(blocks: Sequence[Block], known: Iterable[Link]) -> Iterator[Link]:
    """Yield the bare URLs in the text of all blocks, save those inside `known` links."""
    inside: dict[int, list[Span]] = {}
    for link in known:
        inside.setdefault(link.block, []).append(link.span)
    for index, block in enumerate(blocks):
        yield from _bare_links(block, index, sorted(inside.get(index, [])))


def _bare_links(block: Block, index: int, taken: Sequence[Span]) -> Iterator[Link]:
    at = 0
    for start, end in find(block.text):
        span = block.locate(start, end)
        while at < len(taken) and taken[at].end <= span.start:
            at += 1
        if at == len(taken) or taken[at].start >= span.end:
            url = block.text[start:end]
            yield Link(url, _absolute(url), "", Span(span.start, span.end), index)


def _absolute(url: str) -> str:
    return url if url[:4].lower() == "http" else f"http://{url}"


def _trimmed(url: str) -> str:
    """Cut closing punctuation; a closing bracket only if it was not opened in the URL."""
    excess = {close: url.count(close) - url.count(opening) for close, opening in _BRACKETS.items()}
    end = len(url)
    while end:
        last = url[end - 1]
        if last in _BRACKETS:
            if excess[last] <= 0:
                break
            excess[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return url[:end]
