"""Run a rule on an analysed article: one module per kind of rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from healthlint.analysis import Analysis
from healthlint.types import Finding, Judgement, Kind, Outcome, Severity, Thresholds, Verdict

if TYPE_CHECKING:
    from healthlint.rulepack.model import CheckedRule

LOWER: Mapping[Severity, Severity] = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.INFO,
    Severity.INFO: Severity.INFO,
}
"""The severity of a finding where it is a toss-up whether its rule fits the article."""


def check(
    rule: CheckedRule,
    analysis: Analysis,
    options: Mapping[str, object],
    *,
    thresholds: Thresholds,
) -> Judgement:
    """Return what `rule` decides on an article, with `options` (every option of the rule set).

    Where it is a toss-up whether the rule fits the article, the verdict is "unsure" and the findings
    stand one severity lower.
    """
    reason = next(_exemptions(rule, analysis, options, thresholds), None)
    if reason is not None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, reason), ()
    verdict, findings = _judge(rule, analysis, options)
    if verdict.outcome in (Outcome.FAIL, Outcome.UNSURE) and _shown_by_template(rule, options):
        return Verdict(rule.code, Outcome.PASS, "the site's template shows it"), ()
    if not findings:
        return verdict, ()
    likelihood = min(_answers(rule, analysis).values(), default=1.0)
    if likelihood >= thresholds.certain_from:
        return verdict, tuple(replace(one, confidence=min(one.confidence, likelihood)) for one in findings)
    return _unsure(verdict, findings, likelihood=likelihood)


def _shown_by_template(rule: CheckedRule, options: Mapping[str, object]) -> bool:
    return any(option.site and options.get(name) is True for name, option in rule.options.items())


def _unsure(verdict: Verdict, findings: tuple[Finding, ...], *, likelihood: float) -> Judgement:
    note = f"Not certain: that this rule fits the article is {likelihood:.0%} likely"
    lowered = tuple(
        replace(
            one,
            severity=LOWER[one.severity],
            message=f"{one.message} ({note}.)",
            confidence=min(one.confidence, likelihood),
        )
        for one in findings
    )
    return replace(verdict, outcome=Outcome.UNSURE, reason=f"{verdict.reason} ({note})"), lowered


def _judge(rule: CheckedRule, analysis: Analysis, options: Mapping[str, object]) -> Judgement:
    # Each kind is imported where a rule of it is judged: a run has few of them.
    match rule.kind:
        case "section":
            if rule.section.thin is not None:
                from healthlint.checks import thin

                return thin.check(rule, rule.section.thin, analysis)
            from healthlint.checks import section

            return section.check(rule, analysis)
        case "statement":
            if rule.statement.forbidden:
                from healthlint.checks import forbidden

                return forbidden.check(rule, analysis)
            from healthlint.checks import statement

            return statement.check(rule, analysis)
        case "link":
            from healthlint.checks import link

            return link.check(rule, analysis)
        case "measure":
            from healthlint.checks import measure

            return measure.check(rule, analysis, options)
        case "metadata":
            from healthlint.checks import metadata

            return metadata.check(rule, analysis, options)
        case "abbreviation":
            from healthlint.checks import abbreviation

            return abbreviation.check(rule, analysis, options)
        case "phrase":
            from healthlint.checks import phrase

            return phrase.check(rule, analysis)
        case "python":
            from healthlint.checks import python

            return python.check(rule, analysis, options)


def _answers(rule: CheckedRule, analysis: Analysis) -> Mapping[str, float]:
    """Return how likely it is that the article is as the rule wants it, for each question it asks."""
    asked = {
        name: wanted
        for name in ("health", "intervention", "needs_advice")
        if (wanted := getattr(rule.applies, name)) is not None
    }
    if not asked:
        return {}
    likelihood = analysis.topic.likelihood
    return {
        name: getattr(likelihood, name) if wanted else 1 - getattr(likelihood, name)
        for name, wanted in asked.items()
    }


def _exemptions(
    rule: CheckedRule, analysis: Analysis, options: Mapping[str, object], thresholds: Thresholds
) -> Iterator[str]:
    applies = rule.applies
    if not analysis.words:
        yield "the article holds no prose"
    minimum = int(str(options.get("min-words", applies.min_words)))
    if analysis.words < minimum:
        yield f"shorter than {minimum} words ({analysis.words})"
    if applies.formats and analysis.document.source.format not in applies.formats:
        yield f"not for {analysis.document.source.format} files"
    answers = _answers(rule, analysis)
    if not answers and not applies.kinds:
        return
    topic = analysis.topic
    why = "; ".join(topic.reasons)
    fits = {name: likelihood >= thresholds.judge_from for name, likelihood in answers.items()}
    if not fits.get("health", True):
        yield why if topic.kind is Kind.NON_HEALTH else f"a health article ({why})"
    if applies.kinds and topic.kind not in applies.kinds:
        yield f"not asked of this kind of article ({why})"
    if not fits.get("intervention", True):
        yield f"its main subject is nothing a reader takes or undergoes that can plausibly harm ({why})"
    if not fits.get("needs_advice", True):
        yield f"nothing in it needs a professional ({why})"
