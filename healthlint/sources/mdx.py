"""Find what MDX adds to Markdown: imports, exports, expressions, component tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from healthlint.sources import fences, props
from healthlint.sources.marks import Act, Mark
from healthlint.sources.masking import Stretch
from healthlint.sources.props import Prop, Tag
from healthlint.types import Span

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
_INDENT = 40


@dataclass(slots=True)
class Found:
    """Hold what to mask, what components show of their props, and the lines that begin with a tag."""

    stretches: list[Stretch]
    marks: list[Mark] = field(default_factory=list)
    tag_lines: set[int] = field(default_factory=set)


def find(text: str) -> Found:
    """Find what is no Markdown; tags with an address are links and stay."""
    scanner = _Scanner(text)
    scanner.found.stretches = list(scanner.stretches())
    scanner.found.marks.sort(key=lambda mark: mark.at)
    return scanner.found


class _Scanner:
    """Walk over the text once, past code, and find what to mask."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Found([])
        self._open: list[tuple[str, int]] = []
        self._closing = _closing_braces(text)
        self._ticks = _tick_runs(text)
        self._kept: Counter[str] = Counter()

    def stretches(self) -> Iterator[Stretch]:
        at = 0
        while stop := _STOP.search(self.text, at):
            at = stop.end()
            start = stop.start()
            if stop["fence"]:
                at = fences.end(self.text, stop["fence"], at=at)
            elif stop["ticks"]:
                at = self._ticks_end(len(stop["ticks"]), at)
            elif stop["statement"] and _STATEMENT.match(self.text, start):
                at = self._statement_end(start)
                yield Stretch(start, at)
            elif stop["brace"] and start in self._closing:
                at = self._closing[start]
                words = props.literal(self.text, Span(start, at)) or Span(at, at)
                yield Stretch(start, words.start)
                if words.end < at:
                    yield Stretch(words.end, at)
            elif stop["tag"]:
                found, at = self._tag(start, at)
                yield from found

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
        given: list[Prop] = []
        while found := _IN_TAG.search(self.text, at):
            sign, at = found.group(), found.end()
            if sign == ">":
                return self._whole(Tag(self.text[start + 1 : name_end], Span(start, at), tuple(given))), at
            if sign == "{" and found.start() in self._closing:
                at = self._closing[found.start()]
            elif sign in "\"'" and (quote := self.text.find(sign, at)) >= 0:
                at = quote + 1
            else:
                break
            given.append(props.named(self.text, Span(found.start(), at)))
        return [], name_end

    def _whole(self, tag: Tag) -> list[Stretch]:
        """Return what to mask of a tag, and keep what it shows."""
        start = tag.span.start
        before = self.text[max(0, start - _INDENT) : start].rpartition("\n")
        leads = not before[2].strip() and (before[1] != "" or start < _INDENT)
        if leads:
            self.found.tag_lines.add(start - len(before[2]))
        if self._stays(tag):
            return [stretch for prop in tag.props for stretch in props.opened(self.text, prop)]
        if tag.name.startswith("/"):
            if self._open and self._open[-1][0] == tag.name[1:]:
                _, opened = self._open.pop()
                if opened >= 0:
                    self.found.marks += [Mark(opened, Act.OPEN), Mark(start, Act.CLOSE)]
        else:
            shown = props.shown(self.text, tag, closed=self._closes(tag)) if leads else []
            self.found.marks += shown
            if not self._closes(tag):
                self._open.append((tag.name, start if any(mark.act is Act.TITLE for mark in shown) else -1))
        return [Stretch(*tag.span)]

    def _closes(self, tag: Tag) -> bool:
        return self.text[tag.span.end - 2] == "/"

    def _stays(self, tag: Tag) -> bool:
        """Tell HTML and links from other components; the end tag of a link stays as well."""
        name = tag.name
        if name.lstrip("/")[:1].islower():
            return True
        if name.startswith("/"):
            self._kept[name[1:]] -= 1
            return self._kept[name[1:]] >= 0
        kept = props.is_link(self.text, tag)
        if not self._closes(tag):
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
