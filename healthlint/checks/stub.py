"""Leave the writer a place to fill: the fix of rules on what an article lacks."""

from __future__ import annotations

from healthlint.analysis import Analysis
from healthlint.checks import places, placing
from healthlint.rulepack.model import SectionRule, StatementRule
from healthlint.sources.stubs import mark
from healthlint.types import Finding, Fix, Outcome, Place, Stub, Verdict

NOTE = "to be filled; take the TODO out once it is"


def left(rule: SectionRule | StatementRule, analysis: Analysis) -> Stub | None:
    """Return the stub of the rule that the article still holds, if any."""
    return next((stub for stub in analysis.document.stubs if stub.code == rule.code), None)


def made(rule: SectionRule | StatementRule, analysis: Analysis) -> Fix | None:
    """Return the fix that puts a stub in the place of what is missing, None where the rule has none."""
    spec = rule.fix
    if spec is None:
        return None
    words = f"{mark(rule.code)} {spec.text}"
    edit = placing.section(analysis, spec.heading, words, before=spec.before)
    if edit is None:
        return None
    line = places.line(analysis.document.source, edit.span.start)
    return Fix(f"Put a stub '{spec.heading}' in {line}, to be filled", (edit,), spec.safety)


def unfilled(
    rule: SectionRule | StatementRule, analysis: Analysis, found: Stub, *, place: Place, subject: str
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict and the finding where the article holds a stub that is not filled yet.

    It is the finding that stood at `place` before.
    """
    source = analysis.document.source
    message = rule.message["stub"].format(subject=subject, lines=places.line(source, found.span.start))
    finding = places.finding(
        rule,
        scope="document",
        place=place,
        message=message,
        evidence=": ".join(analysis.topic.reasons),
        related=(places.place(source, found.span, quote=found.text, note=NOTE),),
    )
    return Verdict(rule.code, Outcome.FAIL, message, finding.place), (finding,)
