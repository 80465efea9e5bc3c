"""Run a rule on an analysed article: one module per kind of rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from healthlint.analysis import Analysis
from healthlint.types import Finding, Kind, Outcome, Verdict

if TYPE_CHECKING:
    from healthlint.rulepack.model import CheckedRule


def check(
    rule: CheckedRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return what `rule` decides on an article, with `options` (every option of the rule set)."""
    reason = next(_exemptions(rule, analysis, options), None)
    if reason is not None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, reason), ()
    from healthlint.checks import abbreviation, link, measure, phrase, section, statement, thin

    match rule.kind:
        case "section":
            if rule.section.thin is not None:
                return thin.check(rule, rule.section.thin, analysis)
            return section.check(rule, analysis)
        case "statement":
            return statement.check(rule, analysis)
        case "link":
            return link.check(rule, analysis, options)
        case "measure":
            return measure.check(rule, analysis, options)
        case "abbreviation":
            return abbreviation.check(rule, analysis, options)
        case "phrase":
            return phrase.check(rule, analysis)
        case "python":
            from healthlint.checks import python

            return python.check(rule, analysis, options)


def _exemptions(rule: CheckedRule, analysis: Analysis, options: Mapping[str, object]) -> Iterator[str]:
    applies = rule.applies
    if not analysis.words:
        yield "the article holds no prose"
    minimum = int(str(options.get("min-words", applies.min_words)))
    if analysis.words < minimum:
        yield f"shorter than {minimum} words ({analysis.words})"
    if applies.formats and analysis.document.source.format not in applies.formats:
        yield f"not for {analysis.document.source.format} files"
    if (
        applies.health is None
        and applies.intervention is None
        and applies.needs_advice is None
        and not applies.kinds
    ):
        return
    topic = analysis.topic
    why = "; ".join(topic.reasons)
    if applies.health is not None and topic.health is not applies.health:
        yield why if topic.kind is Kind.NON_HEALTH else f"a health article ({why})"
    if applies.kinds and topic.kind not in applies.kinds:
        yield f"not asked of this kind of article ({why})"
    if applies.intervention is not None and topic.intervention is not applies.intervention:
        yield f"its main subject is nothing a reader takes or undergoes that can plausibly harm ({why})"
    if applies.needs_advice is not None and topic.needs_advice is not applies.needs_advice:
        yield f"nothing in it needs a professional ({why})"
