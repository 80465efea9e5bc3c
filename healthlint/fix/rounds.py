"""Fix one file: make its fixes, lint what comes of it, and go on until none is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from healthlint.discover import Input
from healthlint.fix.edits import Apart, Shift, apply, patched
from healthlint.fix.origins import traced
from healthlint.types import Edit, FileReport, Finding, Mended, Source

ROUNDS = 20
"""Times that fixes are made; what does not come to rest by then never will."""
TRIES = 12
"""Times in a round that a file is linted to find the fixes that do no harm."""

Lint = Callable[[Input], FileReport]


def mend(before: FileReport, lint: Lint, *, unsafe: bool = False) -> Mended:
    """Make the fixes that `before` offers, and those that its fixes make way for; `unsafe` ones only if told.

    A fix is left undone where it would bring a finding that was not there, or not settle its own. So
    the result has no new finding, and fixing it again changes nothing.
    """
    state, fixed = before, list[Finding]()
    origins = tuple(range(len(before.source.line_starts))) if before.source is not None else ()
    for _ in range(ROUNDS):
        brought: set[str] = set()
        step = _step(state, lint, brought, unsafe=unsafe)
        if step is None:
            refused = tuple(_fixable(state.findings, unsafe=unsafe))
            told = _without_fixes(state, refused)
            return Mended(before, told, tuple(fixed), origins, refused=refused, brought=frozenset(brought))
        if state.source is not None:
            origins = traced(state.source, origins, step.edits)
        fixed += step.fixed
        state, last = step.report, step.fixed
    return Mended(before, before, unsettled=tuple(sorted({finding.code for finding in last})))


def _without_fixes(report: FileReport, refused: Sequence[Finding]) -> FileReport:
    """Return a report in which the refused fixes are offered no more."""
    known = set(map(id, refused))
    findings = (replace(one, fix=None) if id(one) in known else one for one in report.findings)
    return replace(report, findings=tuple(findings)) if refused else report


@dataclass(frozen=True, slots=True)
class _Step:
    """Hold fixes that were made together, and the report of what came of it."""

    report: FileReport
    fixed: Sequence[Finding]
    edits: Sequence[Edit]


def _step(state: FileReport, lint: Lint, brought: set[str], *, unsafe: bool) -> _Step | None:
    """Make as many of the fixes as do no harm, None where none of them can be made.

    The rules of findings that fixes would bring are added to `brought`.
    """
    source = state.source
    first = _apart(state.findings, unsafe=unsafe)
    if source is None or not first:
        return None
    waiting = deque([first])
    for _ in range(TRIES):
        if not waiting:
            return None
        tried = waiting.popleft()
        step = _tried(source, tried, state, lint)
        harmful = _harmful(state, step, source, brought, unsafe=unsafe)
        if not harmful:
            return step
        harmless = [finding for finding in tried if id(finding) not in set(map(id, harmful))]
        if harmless:
            waiting.appendleft(harmless)
        if len(harmful) > 1:
            half = (len(harmful) + 1) // 2
            waiting += (harmful[:half], harmful[half:])
    return None


def _apart(findings: Sequence[Finding], *, unsafe: bool) -> list[Finding]:
    """Return the findings whose fixes can be made together: of those that overlap the first."""
    apart = Apart()
    return [one for one in _fixable(findings, unsafe=unsafe) if one.fix is not None and apart.take(one.fix)]


def _fixable(findings: Sequence[Finding], *, unsafe: bool) -> list[Finding]:
    return [one for one in findings if one.fix is not None and (unsafe or one.fix.safety == "safe")]


def _tried(source: Source, tried: Sequence[Finding], state: FileReport, lint: Lint) -> _Step:
    edits = [edit for finding in tried if finding.fix is not None for edit in finding.fix.edits]
    raw = apply(source, edits)
    return _Step(lint(Input(state.path, raw, state.format)), tried, edits)


def _harmful(
    state: FileReport, step: _Step, source: Source, brought: set[str], *, unsafe: bool
) -> list[Finding]:
    """Return those of the fixes made that did harm; all of them where it cannot be told which."""
    read = step.report.source
    if read is None or read.encoding != source.encoding or read.text != patched(source.text, step.edits):
        return list(step.fixed)
    shift = Shift(step.edits)
    new = _new(state, step, shift)
    brought.update(finding.code for finding in new)
    return (_guilty(step, new, shift) or list(step.fixed)) if new else _idle(state, step, unsafe=unsafe)


def _new(state: FileReport, step: _Step, shift: Shift) -> list[Finding]:
    """Return what the fixes brought: of each rule with more findings than before, those that are new."""
    before = Counter(finding.code for finding in state.findings)
    after = Counter(finding.code for finding in step.report.findings)
    more = {code for code, count in after.items() if count > before[code]}
    known = {(one.code, shift(one.place.span.start)) for one in state.findings if one.code in more}
    found = [finding for finding in step.report.findings if finding.code in more]
    return [one for one in found if (one.code, one.place.span.start) not in known] or found


def _guilty(step: _Step, new: Sequence[Finding], shift: Shift) -> list[Finding]:
    """Return the fixes that wrote something which one of the new findings reaches over."""
    owned = sorted(
        (shift.written(edit), number)
        for number, finding in enumerate(step.fixed)
        for edit in (finding.fix.edits if finding.fix is not None else ())
    )
    starts, ends = [span.start for span, _ in owned], [span.end for span, _ in owned]
    numbers = {
        number
        for one in new
        if one.scope == "span"
        for _, number in owned[
            bisect_left(ends, one.place.span.start) : bisect_right(starts, one.place.span.end)
        ]
    }
    return [finding for number, finding in enumerate(step.fixed) if number in numbers]


def _idle(state: FileReport, step: _Step, *, unsafe: bool) -> list[Finding]:
    """Return the fixes of rules that find as much, and offer as much, as if not all of theirs had been made.

    To offer as much is not enough: what is mended may make way for another fix. Nor is it to find as much: a
    stub is found again, without a fix.
    """
    made = Counter(finding.code for finding in step.fixed)

    def lasting(before: Sequence[Finding], after: Sequence[Finding]) -> set[str]:
        had, has = (Counter(finding.code for finding in findings) for findings in (before, after))
        return {code for code, count in made.items() if has[code] > had[code] - count}

    offered = lasting(_fixable(state.findings, unsafe=unsafe), _fixable(step.report.findings, unsafe=unsafe))
    idle = offered & lasting(state.findings, step.report.findings)
    return [one for one in step.fixed if one.code in idle]
