"""Find suppression comments: `<!-- healthlint-disable-next-line HL101 -- reason -->`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from healthlint.types import Directive, Span

_OPENING = re.compile(
    r"(?P<comment><!--|\{\s{0,20}/\*)\s{0,200}healthlint-(?P<verb>disable-next-line|disable-file|disable|enable)"
    r"(?![\w-]*\w)"
)
_MDX_CLOSING = re.compile(r"\*/\s{0,20}\}")
_REASON = re.compile(r"(?:^|\s)--+(?:\s|$)")
_CODE = re.compile(r"[^,\s]+")
_KINDS: dict[str, Literal["next-line", "disable", "enable", "file"]] = {
    "disable-next-line": "next-line",
    "disable": "disable",
    "enable": "enable",
    "disable-file": "file",
}


def find(text: str, *, code: Sequence[Span] = (), offset: int = 0) -> tuple[Directive, ...]:
    """List the directives in `text`, save those inside the sorted spans `code`.

    `offset` is where `text` begins in the source.
    """
    found: list[Directive] = []
    starts = [span.start for span in code]
    unclosed: set[bool] = set()
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        before = bisect_right(starts, opening.start()) - 1
        if before >= 0 and opening.start() < code[before].end:
            continue
        html = opening["comment"] == "<!--"
        # Once one comment has no end, none after it has: looking again would be quadratic.
        closing = None if html in unclosed else _closing(text, at, html=html)
        if closing is None:
            unclosed.add(html)
            continue
        span = Span(offset + opening.start(), offset + closing.end)
        found.append(_directive(opening, text[at : closing.start], span, at=offset + at))
        at = closing.end
    return tuple(found)


def _closing(text: str, start: int, *, html: bool) -> Span | None:
    if html:
        end = text.find("-->", start)
        return Span(end, end + 3) if end >= 0 else None
    match = _MDX_CLOSING.search(text, start)
    return Span(match.start(), match.end()) if match else None


def words(text: str, *, at: int) -> Iterator[tuple[str, Span]]:
    """Yield what names rules in `text`, with its place; `text` stands at `at` in the source."""
    for word in _CODE.finditer(text):
        yield word[0], Span(at + word.start(), at + word.end())


def _directive(opening: re.Match[str], body: str, span: Span, *, at: int) -> Directive:
    parts = _REASON.split(body, maxsplit=1)
    listed = parts[0].lstrip(":")
    named = tuple(words(listed, at=at + len(parts[0]) - len(listed)))
    reason = " ".join(parts[1].split()) if len(parts) > 1 else ""
    codes = tuple(code for code, _ in named)
    return Directive(_KINDS[opening["verb"]], codes, reason, span, tuple(place for _, place in named))
