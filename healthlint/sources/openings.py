"""Keep the stack of open HTML elements, whatever tags are missing; every step in constant time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from healthlint.sources import elements
from healthlint.sources.context import Open

_CELLS = frozenset({"td", "th", "caption"})
_ROWS = frozenset({"tbody", "thead", "tfoot"})
_TABLE_PARTS = frozenset({"tr", *_CELLS, *_ROWS})
_TERMS = frozenset({"dt", "dd"})
_FOREIGN = ("svg", "math")
# `<h2>` left open by its writer ends where one of these begins.
_AFTER_HEADING = frozenset(
    {"p", "ul", "ol", "dl", "table", "section", "article", "blockquote", "hr", *elements.HEADINGS}
)


class Openings:
    """Hold the open elements, innermost last; `closed` is told of each that ends."""

    def __init__(self, root: Open, *, closed: Callable[[Open], None]) -> None:
        self.bold = 0
        self._stack = [root]
        self._closed = closed
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []

    @property
    def top(self) -> Open:
        return self._stack[-1]

    def count(self, tag: str) -> int:
        """Return how many elements of a name are open."""
        return len(self._at[tag])

    def push(self, entry: Open) -> None:
        """Open an element."""
        self._at[entry.tag].append(len(self._stack))
        if entry.tag in elements.BLOCK:
            self._blocks.append(len(self._stack))
        self.bold += entry.bold
        self._stack.append(entry)

    def imply(self, tag: str, *, heading_has_text: bool) -> None:
        """Close the elements that the start of `tag` ends."""
        if tag in elements.BLOCK:
            self._leave_foreign()
            if tag not in _TABLE_PARTS:
                self._close_within({"p"}, _CELLS)
        if tag in _AFTER_HEADING and heading_has_text:
            self._close_within(elements.HEADINGS, _CELLS)
        if tag == "li":
            self._close_within({"li"}, elements.LISTS | _CELLS)
        elif tag in _TERMS:
            self._close_within(_TERMS, {"dl"} | _CELLS)
        elif tag in _CELLS:
            self._close_within(_CELLS, {"tr", "table"})
        elif tag == "tr":
            self._close_within({"tr"} | _CELLS, {"table"} | _ROWS)
        elif tag in _ROWS:
            self._close_within(_ROWS | {"tr"} | _CELLS, {"table"})
        elif tag in ("a", "button", "option"):
            at = self._innermost((tag,))
            if at > (self._blocks[-1] if self._blocks else 0):
                self._pop_to(at)

    def close(self, tag: str) -> None:
        """Follow an end tag; one that would end what stands around it is ignored."""
        at = self._innermost(elements.HEADINGS if tag in elements.HEADINGS else (tag,))
        if at == 0:
            return
        if tag in elements.BLOCK or self._stack[at].unseen:
            around = () if tag == "table" else ("table",) if tag in _TABLE_PARTS else _CELLS
        elif self._blocks and self._blocks[-1] > at:
            return
        else:
            around = ()
        if at > self._innermost(around) or tag in around:
            self._pop_to(at)

    def close_all(self) -> None:
        """Close every element, innermost first."""
        self._pop_to(1)

    def _leave_foreign(self) -> None:
        at = max(self._innermost((name,)) for name in _FOREIGN)
        if at and not self._at["foreignobject"]:
            self._pop_to(at)

    def _close_within(self, tags: Iterable[str], around: Iterable[str]) -> None:
        """Close the outermost run of `tags` that stands inside the innermost of `around`."""
        wall = self._innermost(around)
        while (at := self._innermost(tags)) > wall:
            self._pop_to(at)

    def _innermost(self, tags: Iterable[str]) -> int:
        """Return where the innermost open element of `tags` stands, 0 for none."""
        return max((self._at[tag][-1] for tag in tags if self._at[tag]), default=0)

    def _pop_to(self, at: int) -> None:
        while len(self._stack) > at:
            entry = self._stack.pop()
            self._at[entry.tag].pop()
            if entry.tag in elements.BLOCK:
                self._blocks.pop()
            self.bold -= entry.bold
            self._closed(entry)
