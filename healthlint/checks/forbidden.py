"""Judge rules of the kind `statement` that forbid one: the article may not say it as its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.analysis import Analysis
from healthlint.analysis.lines import Said
from healthlint.checks import places
from healthlint.checks.surroundings import Surroundings
from healthlint.rulepack.model import Around, StatementRule
from healthlint.types import Finding, Outcome, Place, Verdict

_WORDS = re.compile(r"\w(?:.*[\w%$])?", re.DOTALL)
QUOTED = 60
"""Characters of the article that a message repeats at most."""
SHOWN = 5
"""Further places shown at most, where several sentences are one finding."""


def check(rule: StatementRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on whether the article says it, and a finding for each sentence that does."""
    spec = rule.statement
    found = _said(rule, analysis)
    if not found:
        return Verdict(rule.code, Outcome.PASS, "nothing of the kind is said"), ()
    surroundings = Surroundings(analysis, spec.unless or Around(), spec.quoted)
    excuses = {said: surroundings.excuse(said) for said in found}
    own = {said: name for said, name in found.items() if not excuses[said]}
    if len(own) < (spec.at_least or 1):
        return _passed(rule, analysis, excuses), ()
    shown = [(_place(analysis, said), name) for said, name in sorted(own.items())]
    if spec.at_least is not None:
        one, *others = [place for place, _ in shown]
        findings = [_finding(rule, analysis, one, "default", others=others)]
    else:
        findings = [_finding(rule, analysis, place, name) for place, name in shown]
    first = findings[0]
    return Verdict(rule.code, Outcome.FAIL, first.message, first.place), tuple(findings)


def _said(rule: StatementRule, analysis: Analysis) -> dict[Said, str]:
    """Return what is said with the pattern that found it, of each sentence what stands first."""
    found: dict[int, tuple[Said, str]] = {}
    for name in rule.statement.forbidden:
        for said in analysis.found(name):
            if said.sentence not in found or said < found[said.sentence][0]:
                found[said.sentence] = said, name
    return dict(found.values())


def _passed(rule: StatementRule, analysis: Analysis, excuses: dict[Said, str]) -> Verdict:
    said, why = min(excuses.items())
    where = _place(analysis, said)
    line = places.line(analysis.document.source, where.span.start)
    told = f"'{places.cut(where.quote, QUOTED)}' in {line}"
    reason = f"{told} counts for nothing: {why}" if why else f"{told} is not enough"
    return Verdict(rule.code, Outcome.PASS, reason, where)


def _place(analysis: Analysis, said: Said) -> Place:
    """Return the place of what is said, without the blanks and marks at its ends."""
    document = analysis.document
    block = document.blocks[analysis.sentences[said.sentence].block]
    words = _WORDS.search(block.text[said.start : said.end])
    start, end = (said.start + words.start(), said.start + words.end()) if words else (said.start, said.end)
    return places.place(document.source, block.locate(start, end), quote=block.text[start:end])


def _finding(
    rule: StatementRule, analysis: Analysis, place: Place, name: str, *, others: Sequence[Place] = ()
) -> Finding:
    message = rule.message[name if name in rule.message else "default"].format(
        words=places.cut(place.quote, QUOTED),
        count=len(others) + 1,
        lines=places.lines(analysis.document.source, (place, *others)),
    )
    return places.finding(
        rule, scope="span", place=place, message=message, evidence="", related=others[:SHOWN]
    )
