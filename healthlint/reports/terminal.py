"""Make text safe and measurable for a terminal: nothing raw, columns as shown, colour."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from healthlint.types import Severity

# Control characters, and format characters that reorder or hide what follows them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# What a CI service would obey in a log: `::stop-commands::x` of GitHub where a line begins, which a
# blank may turn into; `##[error]`, `##vso[...]` and `##teamcity[...]` anywhere. A text may be a part
# of a line, and what follows its `##` be the bracket.
_COMMAND = re.compile(r"(?<!\S):(?=:[A-Za-z])|#(?=#(?:vso|teamcity)?(?:\[|\Z))")
_SURROGATE_BYTES = range(0xDC80, 0xDD00)


def visible(text: str) -> str:
    r"""Return `text` with every character that a terminal or CI log would obey written out, as in `\x1b`."""
    return _COMMAND.sub(_written_out, _UNSAFE.sub(_written_out, text))


def line(text: str) -> str:
    """Return `text` on one line, its white space runs as one blank, safe to print."""
    return visible(" ".join(text.split()))


def columns(text: str) -> int:
    """Return how many terminal columns the safe `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def wrap(text: str, *, width: int, first: str, rest: str) -> str:
    """Return `text` as a paragraph of at most `width` columns, each line after its indent."""
    return textwrap.fill(
        line(text),
        width=max(width, len(rest) + 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


@dataclass(frozen=True, slots=True)
class Style:
    """Colour text with ANSI codes, or leave it as it is."""

    color: bool

    def bold(self, text: str) -> str:
        return self._paint(text, "1")

    def dim(self, text: str) -> str:
        return self._paint(text, "2")

    def frame(self, text: str) -> str:
        """Colour the lines and numbers around the article's own text."""
        return self._paint(text, "1;34")

    def severity(self, text: str, severity: Severity) -> str:
        return self._paint(text, {"error": "1;31", "warning": "1;33", "info": "1;36"}[severity])

    def good(self, text: str) -> str:
        return self._paint(text, "32")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    # How Python holds the bytes of a file name that are not UTF-8.
    if code in _SURROGATE_BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
