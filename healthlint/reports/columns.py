"""Count columns as others do: in units of UTF-16, as most programs, or in bytes of UTF-8."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Literal

from healthlint.types import Position, Source

_WIDE = {"utf-16-le": re.compile("[^\x00-\uffff]"), "utf-8": re.compile("[^\x00-\x7f]")}


class Columns:
    """Turn columns of one source into those of another unit.

    A line may be a megabyte and hold thousands of findings: what takes more than one unit is looked
    for once.
    """

    def __init__(self, source: Source, encoding: Literal["utf-8", "utf-16-le"]) -> None:
        wide = [] if source.text.isascii() else list(_WIDE[encoding].finditer(source.text))
        unit = len("a".encode(encoding))
        sizes = (len(found.group().encode(encoding, "surrogatepass")) // unit - 1 for found in wide)
        self._at = [found.start() for found in wide]
        self._more = [0, *accumulate(sizes)]

    def of(self, position: Position, offset: int) -> int:
        """Return the column, counted from 1, of the `position` that `offset` is at."""
        start = offset - (position.column - 1)
        before, until = (self._more[bisect_left(self._at, at)] for at in (start, offset))
        return position.column + until - before
