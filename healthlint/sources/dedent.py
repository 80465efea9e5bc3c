"""Take the indentation off what stands in components: MDX knows no code by indentation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from itertools import accumulate

_BLANK = " \t"
# Unlike splitlines, which knows ten more ends of a line.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Dedented:
    """Hold a text without the indentation that components give it, with the way back."""

    def __init__(self, text: str, tag_lines: Collection[int]) -> None:
        """Read `text`; `tag_lines` are where the lines start that begin with a tag."""
        parts: list[str] = []
        cut: list[int] = []
        self._at: list[int] = []  # in the new text, of each cut
        indent: int | None = 0
        start = length = 0
        for line in _LINE.findall(text) if tag_lines else ():
            bare = line.lstrip(_BLANK)
            own = len(line) - len(bare)
            if start in tag_lines:
                indent, taken = None, own
            elif not bare.strip():
                taken = 0
            else:
                indent = own if indent is None else indent
                taken = min(own, indent)
            if taken:
                self._at.append(length)
                cut.append(taken)
            parts.append(line[taken:])
            length += len(line) - taken
            start += len(line)
        self.text = "".join(parts) if tag_lines else text
        self._cut = [0, *accumulate(cut)]

    def place(self, offset: int) -> int:
        """Return where the character at `offset` stands in the text as it was."""
        return offset + self._cut[bisect_right(self._at, offset)]
