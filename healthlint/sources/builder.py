"""Collect a block's text piece by piece, white space as a reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from healthlint.types import Block, BlockKind, Link, Piece, Span

# What is there for the line break only, or by mistake: no reader sees it, and no word is found that holds it.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]+")
# Words with one blank between them are a run as well: they are shown as they stand.
_RUN = re.compile(r"[^ \t\n\r\f\v]+(?: [^ \t\n\r\f\v]+)*|[ \t\n\r\f\v]+")
# Characters before a block's bold words that leave them its first ones if all are signs.
_MOST_SIGNS = 4


@dataclass(slots=True)
class _OpenLink:
    start: int
    url: str
    rel: str
    span: Span


class BlockBuilder:
    """Gather one block: `add` its text in reading order, then `finish`."""

    def __init__(self, kind: BlockKind, *, level: int = 0) -> None:
        self.kind = kind
        self.level = level
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._strong_from = -1
        self._strong_depth = 0
        self._lead = 0
        self._open_links: list[_OpenLink] = []
        self._links: list[tuple[int, int, _OpenLink]] = []

    @property
    def empty(self) -> bool:
        return self._length == 0

    def add(self, text: str, span: Span) -> None:
        """Append `text`, which the source holds at `span`; white space runs become one blank.

        Where `text` and `span` differ in length (a character reference) it is kept as one unit.
        """
        if _UNSEEN.search(text):
            self._add_seen(text, span)
            return
        if len(text) != span.end - span.start:
            shown = " " if text.isspace() and text != "\xa0" else text
            if shown == " ":
                self._blank(span)
            elif text:
                self._append(shown, span)
            return
        for run in _RUN.finditer(text):
            where = Span(span.start + run.start(), span.start + run.end())
            if run.group()[0] in " \t\n\r\f\v":
                self._blank(where)
            else:
                self._append(run.group(), where)

    def _add_seen(self, text: str, span: Span) -> None:
        if len(text) != span.end - span.start:
            if seen := _UNSEEN.sub("", text):
                self._append(seen, span)
            return
        at = 0
        for unseen in (*_UNSEEN.finditer(text), None):
            end = unseen.start() if unseen else len(text)
            if end > at:
                self.add(text[at:end], Span(span.start + at, span.start + end))
            at = unseen.end() if unseen else end

    def blank(self, span: Span) -> None:
        """Append one blank for a line break or tag at `span`, unless one is there already."""
        self._blank(span)

    def open_strong(self) -> None:
        self._strong_depth += 1
        if self._strong_depth == 1:
            self._strong_from = self._length

    def close_strong(self) -> None:
        self._strong_depth = max(0, self._strong_depth - 1)
        if self._strong_depth == 0 and self._lead == 0 and self._opens_with_strong():
            self._lead = self._length

    def _opens_with_strong(self) -> bool:
        """Tell whether nothing but signs stands before the bold words: "\u26a0 **Not for:**"."""
        before = "".join(self._parts)[: self._strong_from] if self._strong_from <= _MOST_SIGNS else "a"
        return not any(char.isalnum() for char in before)

    def open_link(self, url: str, span: Span, *, rel: str = "") -> None:
        """Start a link whose source, mark-up included, is `span`."""
        self._open_links.append(_OpenLink(self._length, url, rel, span))

    def close_link(self, *, end: int | None = None) -> None:
        """End the innermost link; `end` is where its source ends if not known at its start."""
        if self._open_links:
            opened = self._open_links.pop()
            if end is None:  # a block's end closes it: it reaches to the last of its words
                last = self._pieces[-1].span.end if self._length > opened.start else opened.span.end
                end = max(opened.span.end, last)
            opened.span = Span(opened.span.start, end)
            self._links.append((opened.start, self._length, opened))

    def finish(self, index: int, span: Span | None = None) -> tuple[Block | None, tuple[Link, ...]]:
        """Return the block (None where it holds no text) and its links, as number `index`."""
        while self._open_links:
            self.close_link()
        text = "".join(self._parts)
        shown = bool(text) and not text.isspace()
        links = tuple(
            Link(text[start:end].strip(), link.url, link.rel, link.span, index if shown else -1)
            for start, end, link in sorted(self._links, key=lambda found: found[2].span)
        )
        if not shown:
            return None, links
        pieces = list(self._pieces)
        if text.endswith(" "):
            text = text[:-1]
            last = pieces.pop()
            if last.end - last.start > 1:
                pieces.append(Piece(last.start, last.end - 1, Span(last.span.start, last.span.end - 1)))
        whole = span or Span(pieces[0].span.start, pieces[-1].span.end)
        return (
            Block(self.kind, text, whole, tuple(pieces), level=self.level, lead=min(self._lead, len(text))),
            links,
        )

    def _blank(self, span: Span) -> None:
        if self._parts and self._parts[-1][-1] != " ":
            self._append(" ", span)

    def _append(self, text: str, span: Span) -> None:
        start = self._length
        self._length += len(text)
        self._parts.append(text)
        previous = self._pieces[-1] if self._pieces else None
        one_to_one = len(text) == span.end - span.start
        if (
            previous is not None
            and one_to_one
            and previous.span.end == span.start
            and previous.end - previous.start == previous.span.end - previous.span.start
        ):
            self._pieces[-1] = Piece(previous.start, self._length, Span(previous.span.start, span.end))
        else:
            self._pieces.append(Piece(start, self._length, span))
