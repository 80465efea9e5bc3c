"""Take away the findings that the article's own comments and front matter suppress."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from healthlint.config import Catalogue
from healthlint.types import Directive, Document, Edit, Finding, Source, Span, Verdict

EVERY = ""
"""What a directive that names no rule is taken to name."""
_RANGES = {"disable": True, "enable": False}


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one thing that a directive names: `given` stands at `span` and means `rules`.

    `line` is the line that a `next-line` directive is about, else 0.
    """

    directive: Directive
    given: str
    span: Span
    rules: frozenset[str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Suppression:
    """Hold the findings that are left, the verdicts, and which mentions suppressed something.

    A verdict is marked where nothing of its rule is left. `used` are indices of mentions.
    """

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    used: frozenset[int]


def mentions(document: Document, catalogue: Catalogue) -> tuple[Mention, ...]:
    """List what the directives of `document` name, in reading order; `rules` is empty for what is unknown.

    Every rule means each but those about the comments themselves: these have to be named.
    """
    if not document.directives:
        return ()
    known = cache(lambda given: _named(given, catalogue))
    lines = _next_lines(document)
    return tuple(
        Mention(item, given, span, known(given), lines.get(item.span, 0))
        for item in sorted(document.directives, key=lambda item: item.span)
        for given, span in (zip(item.codes, item.places, strict=True) if item.codes else [(EVERY, item.span)])
    )


def apply(named: Sequence[Mention], findings: Sequence[Finding], verdicts: Sequence[Verdict]) -> Suppression:
    """Suppress findings, save those on the very comment that would suppress them."""
    if not named or not findings:
        return Suppression(tuple(findings), tuple(verdicts), frozenset())
    scopes = {code: _Scope(named, code) for code in {finding.code for finding in findings}}
    left = tuple(finding for finding in findings if not scopes[finding.code].holds(finding))
    silent = scopes.keys() - {finding.code for finding in left}
    return Suppression(
        left,
        tuple(
            replace(verdict, suppressed=True, suppressed_because=scopes[verdict.code].reason)
            if verdict.code in silent
            else verdict
            for verdict in verdicts
        ),
        frozenset(number for scope in scopes.values() for number in scope.used()),
    )


def idle_enables(named: Sequence[Mention]) -> frozenset[int]:
    """Return the indices of the `enable`s that enable nothing: none of their rules was disabled."""
    disabled: set[str] = set()
    idle = set()
    for number, mention in enumerate(named):
        if mention.directive.kind == "disable":
            disabled |= mention.rules
        elif mention.directive.kind == "enable":
            if disabled.isdisjoint(mention.rules):
                idle.add(number)
            disabled -= mention.rules
    return frozenset(idle)


class Barrier:
    """Know what no fix may change: what the article suppresses, and the lines that its comments are about."""

    def __init__(self, named: Sequence[Mention], document: Document) -> None:
        self._source = document.source
        self._named = named
        self._comments = sorted(item.span for item in document.directives)
        self._lines = sorted({mention.line for mention in named if mention.line})
        self._scopes: dict[str, _Scope] = {}

    def bars(self, finding: Finding) -> bool:
        """Tell whether the fix of a finding would change any of that."""
        if finding.fix is None or not self._named:
            return False
        scope = self._scopes.setdefault(finding.code, _Scope(self._named, finding.code))
        return scope.holds(finding) or any(self._touches(edit, scope) for edit in finding.fix.edits)

    def _touches(self, edit: Edit, scope: _Scope) -> bool:
        start, end = edit.span
        before = bisect_right(self._comments, end, key=lambda span: span.start) - 1
        if before >= 0 and start < self._comments[before].end:
            return True
        lines = range(self._source.position(start).line, self._source.position(end).line + 1)
        # Whoever adds or takes lines moves what a comment is about away from it.
        moves = "\n" in edit.replacement or len(lines) > 1
        told = bisect_left(self._lines, lines[0]) < bisect_right(self._lines, lines[-1])
        return (moves and told) or scope.reaches(edit.span, lines)


class _Scope:
    """Know where in a document one rule is suppressed, and which mentions were of use for it."""

    def __init__(self, named: Sequence[Mention], code: str) -> None:
        own = [(number, mention) for number, mention in enumerate(named) if code in mention.rules]
        self._named = named
        self._files = [number for number, mention in own if mention.directive.kind == "file"]
        self._lines: dict[int, list[int]] = {}
        for number, mention in own:
            if mention.line:
                self._lines.setdefault(mention.line, []).append(number)
        ranges = [(number, mention) for number, mention in own if mention.directive.kind in _RANGES]
        self._ranges = [number for number, _ in ranges]
        # A range begins where its comment ends: so no comment suppresses what is said of itself.
        self._starts = [mention.directive.span.end for _, mention in ranges]
        self._used_files = False
        self._used_lines: set[int] = set()
        self._used_ranges: set[int] = set()

    def holds(self, finding: Finding) -> bool:
        """Tell whether `finding` is suppressed, and remember by what."""
        span, line = finding.place.span, finding.place.start.line
        if line in self._lines:
            self._used_lines.add(line)
            return True
        before = bisect_right(self._starts, span.start) - 1
        if before >= 0 and _RANGES[self._named[self._ranges[before]].directive.kind]:
            self._used_ranges.add(self._ranges[before])
            return True
        if self._in_file(span):
            self._used_files = True
            return True
        return False

    def reaches(self, span: Span, lines: range) -> bool:
        """Tell whether the rule is suppressed anywhere in a stretch of the source, which takes up `lines`."""
        if any(line in self._lines for line in lines) or self._in_file(span):
            return True
        first, last = bisect_right(self._starts, span.start), bisect_right(self._starts, span.end)
        return any(
            _RANGES[self._named[self._ranges[number]].directive.kind]
            for number in range(max(0, first - 1), last)
        )

    def used(self) -> Iterator[int]:
        """Yield the indices of the mentions that suppressed something."""
        yield from self._used_ranges
        yield from self._files if self._used_files else ()
        for line in self._used_lines:
            yield from self._lines[line]

    @property
    def reason(self) -> str:
        """The reasons given for what was of use, in reading order."""
        given = (self._named[number].directive.reason for number in sorted(set(self.used())))
        return "; ".join(dict.fromkeys(reason for reason in given if reason))

    def _in_file(self, span: Span) -> bool:
        """Tell whether a `disable-file` holds at `span`; the comment that `span` is in does not count."""
        if not self._files:
            return False
        first, last = (self._named[self._files[end]].directive.span for end in (0, -1))
        return first != last or not (first.start <= span.start and span.end <= first.end)


def _named(given: str, catalogue: Catalogue) -> frozenset[str]:
    if given == EVERY or given.upper() == "ALL":
        return frozenset(code for code, rule in catalogue.rules.items() if not rule.about_suppressions)
    return catalogue.codes(given)


def _next_lines(document: Document) -> Mapping[Span, int]:
    """Return the line that each `next-line` directive is about, by the directive's place.

    Blank lines are passed over (formatters put them after a comment), and so are lines that hold
    only another directive: two of them may stand one above the other.
    """
    source = document.source
    wanted = {
        item.span: source.position(item.span.end).line + 1
        for item in document.directives
        if item.kind == "next-line"
    }
    if not wanted:
        return {}
    # A line may be a megabyte, and hold or precede thousands of directives: it is read once.
    words_of = cache(lambda number: _words(source, number))
    alone: set[int] = set()
    for item in document.directives:
        first, last = source.position(item.span.start).line, source.position(item.span.end).line
        before, after = words_of(first), words_of(last)
        if before and after and before.start >= item.span.start and after.end <= item.span.end:
            alone.update(range(first, last + 1))
    found = {}
    target = 0
    for line in sorted(set(wanted.values())):
        target = max(target, line)
        while target <= len(source.line_starts) and (target in alone or not words_of(target)):
            target += 1
        found[line] = target
    return {span: found[line] for span, line in wanted.items()}


def _words(source: Source, number: int) -> Span | None:
    """Return where the first to the last word of a line stand, None where it is blank."""
    start = source.line_starts[number - 1]
    end = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
    line = source.text[start:end]
    left = len(line) - len(line.lstrip())
    return Span(start + left, start + len(line.rstrip())) if left < len(line) else None
