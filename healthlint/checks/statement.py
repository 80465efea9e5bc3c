"""Judge rules of the kind `statement`: the article must say something to the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.analysis import Analysis
from healthlint.checks import naming, places, stub
from healthlint.checks.occasion import occasions
from healthlint.rulepack.model import StatementRule
from healthlint.types import BlockKind, Finding, Outcome, Place, Section, Sentence, Verdict

_NO = re.compile(
    r"(?:no|nope|not|never|rarely|seldom|hardly|(?:probably|usually|generally|mostly) not)\b", re.IGNORECASE
)
_APART = {BlockKind.HEADING, BlockKind.FOOTER, BlockKind.ASIDE}
SHOWN = 3
"""Near misses, and further occasions, shown at most."""


def check(rule: StatementRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on whether the article says it, and the finding if not."""
    spec = rule.statement
    due = occasions(spec.when, analysis)
    if spec.when and not due:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, spec.otherwise), ()
    left = stub.left(rule, analysis)
    if left is not None:
        return stub.unfilled(
            rule, analysis, left, place=_anchor(analysis, due), subject=naming.asked_of(rule, analysis)
        )
    said: list[Sentence] = []
    timely: list[Sentence] = []
    for name in spec.required:
        # In running text before asides, then by the first of the patterns: the rest need not be sought.
        said += analysis.said(name)
        timely = said if spec.opening is None else _timely(said, analysis, opening=spec.opening)
        if any(analysis.block(one).kind not in _APART for one in timely):
            break
    if timely:
        best = min(timely, key=lambda one: analysis.block(one).kind in _APART)
        where = places.at_sentence(analysis.document, best)
        return Verdict(
            rule.code,
            Outcome.PASS,
            f"said in {places.line(analysis.document.source, where.span.start)}",
            where,
        ), ()
    headed = (one for name in spec.headings for one in analysis.headed(name))
    section = next((one for one in headed if not _denied(one, analysis)), None)
    if section is not None:
        where = places.at_section(analysis.document, section)
        return Verdict(rule.code, Outcome.PASS, f"section '{section.title}'", where), ()
    finding = _finding(rule, analysis, due=due, late=said)
    return Verdict(rule.code, Outcome.FAIL, finding.message, finding.place), (finding,)


def _denied(section: Section, analysis: Analysis) -> bool:
    """Tell whether the title is a question and what stands under it begins with a no."""
    if not section.title.endswith("?"):
        return False
    below = (
        sentence.text
        for block in section.all_blocks()
        for sentence in analysis.sentences_of(block)
        if sentence.span.end > section.span.end
    )
    return _NO.match(next(below, "")) is not None


def _timely(said: Sequence[Sentence], analysis: Analysis, *, opening: int) -> list[Sentence]:
    """Return the sentences within the first `opening` words, or amid the article beside their matter."""
    words = 0
    early = set()
    for sentence in analysis.sentences:
        if words >= opening:
            break
        early.add(sentence.span)
        words += sentence.words
    sections = [section for section in analysis.document.walk_sections() if section.blocks]
    last = set(sections[-1].blocks) if sections else set()
    return [
        one
        for one in said
        if one.span in early or (one.block not in last and analysis.block(one).kind is not BlockKind.FOOTER)
    ]


def _finding(
    rule: StatementRule, analysis: Analysis, *, due: Sequence[Place], late: Sequence[Sentence]
) -> Finding:
    document = analysis.document
    if late:
        variant, shown = "late", [places.at_sentence(document, one, note="said only here") for one in late]
    else:
        shown = [
            places.at_sentence(document, sentence, note="a disclaimer that names nobody to ask")
            for name in rule.statement.weak
            for sentence in analysis.said(name)
        ]
        variant = "weak" if shown else "missing"
    message = rule.message[variant].format(
        subject=naming.asked_of(rule, analysis),
        lines=places.lines(document.source, shown) if shown else "",
    )
    anchor = _anchor(analysis, due)
    return places.finding(
        rule,
        scope="document",
        place=anchor,
        message=message,
        evidence=": ".join(analysis.topic.reasons) if _asks_of_the_topic(rule) else "",
        related=(*(one for one in shown[:SHOWN] if one.span != anchor.span), *due[1 : SHOWN + 1]),
        fix=stub.made(rule, analysis),
    )


def _anchor(analysis: Analysis, due: Sequence[Place]) -> Place:
    return due[0] if due else places.anchor(analysis)


def _asks_of_the_topic(rule: StatementRule) -> bool:
    """Tell whether it is what the article is about that makes the statement due, not what it says."""
    applies = rule.applies
    return not rule.statement.when or applies.intervention is not None or applies.needs_advice is not None
