"""Find what MDX adds to Markdown: imports, exports, expressions, component tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from healthlint.sources.masking import Stretch

_STATEMENT = re.compile(
    r"import\s+(?:[\w*{,$ \t][^\n]{0,300}\bfrom\s*['\"]|['\"{]|[\w$]+\s*,\s*\{)"
    r"|export\s+(?:default|const|let|var|function|async|class|type|interface|\{|\*)"
)
_STOP = re.compile(
    r"^[ \t]{0,3}(?P<fence>`{3,}|~{3,})|^(?P<statement>(?:im|ex)port\b)|\\."
    r"|(?P<ticks>`+)|(?P<brace>\{)|(?P<tag></?(?:[A-Za-z][\w.:-]*(?=[\s/>])|(?=>)))",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"`+")
_BRACE = re.compile(r"[{}]")
_IN_TAG = re.compile(r"[\"'{<>]")
_HREF = re.compile(r"\bhref\s*=\s*[\"']")


def stretches(text: str) -> Iterator[Stretch]:
    """Yield what is no prose, in order; tags with an `href` are links and stay."""
    yield from _Scanner(text).stretches()


class _Scanner:
    """Walk over the text once, past code, and find what to mask."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closing = _closing_braces(text)
        self._ticks = _tick_runs(text)
        self._kept: Counter[str] = Counter()

    def stretches(self) -> Iterator[Stretch]:
        at = 0
        while stop := _STOP.search(self.text, at):
            at = stop.end()
            start = stop.start()
            if stop["fence"]:
                at = self._fence_end(stop["fence"], at)
            elif stop["ticks"]:
                at = self._ticks_end(len(stop["ticks"]), at)
            elif stop["statement"] and _STATEMENT.match(self.text, start):
                at = self._statement_end(start)
                yield Stretch(start, at)
            elif stop["brace"] and start in self._closing:
                at = self._closing[start]
                yield Stretch(start, at)
            elif stop["tag"]:
                found, at = self._tag(start, at)
                yield from found

    def _fence_end(self, fence: str, at: int) -> int:
        closing = re.compile(
            rf"^[ \t]*{re.escape(fence[0])}{{{min(len(fence), 1000)},}}[ \t]*$", re.MULTILINE
        )
        found = closing.search(self.text, at)
        return found.end() if found else len(self.text)

    def _ticks_end(self, count: int, at: int) -> int:
        runs = self._ticks.get(count, [])
        after = bisect_left(runs, at)
        return runs[after] + count if after < len(runs) else at

    def _statement_end(self, start: int) -> int:
        blank = _BLANK_LINE.search(self.text, start)
        end = blank.start() if blank else len(self.text)
        brace = self.text.find("{", start, end)
        closed = self._closing.get(brace, end)
        if closed <= end:
            return end
        line = self.text.find("\n", closed)
        return line if line >= 0 else len(self.text)

    def _tag(self, start: int, at: int) -> tuple[list[Stretch], int]:
        """Return what to mask of the tag at `start`, and where to go on."""
        name_end = at
        inner: list[Stretch] = []
        while found := _IN_TAG.search(self.text, at):
            sign, at = found.group(), found.end()
            if sign == ">":
                stays = self._stays(self.text[start + 1 : name_end], self.text[name_end:at])
                return (inner if stays else [Stretch(start, at)]), at
            if sign == "{" and found.start() in self._closing:
                at = self._closing[found.start()]
                inner.append(Stretch(found.start(), at, within_tag=True))
            elif sign in "\"'" and (quote := self.text.find(sign, at)) >= 0:
                at = quote + 1
            else:
                break
        return [], name_end

    def _stays(self, name: str, attributes: str) -> bool:
        """Tell HTML and links from other components; the end tag of a link stays as well."""
        if name.lstrip("/")[:1].islower():
            return True
        if name.startswith("/"):
            self._kept[name[1:]] -= 1
            return self._kept[name[1:]] >= 0
        kept = bool(_HREF.search(attributes))
        if not attributes.endswith("/>"):
            # Nested in a link, the same component's end tag must not be taken for the link's.
            self._kept[name] = self._kept[name] + 1 if kept or self._kept[name] > 0 else 0
        return kept


def _tick_runs(text: str) -> Mapping[int, Sequence[int]]:
    """Map the length of each run of backticks to where those as long start."""
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for run in _TICKS.finditer(text):
        runs[run.end() - run.start()].append(run.start())
    return runs


def _closing_braces(text: str) -> dict[int, int]:
    """Map each opening brace to the end of its expression."""
    open_braces: list[int] = []
    ends: dict[int, int] = {}
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            open_braces.append(brace.start())
        elif open_braces:
            ends[open_braces.pop()] = brace.end()
    return ends
