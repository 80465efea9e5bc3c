"""Judge rules of the kind `measure`: a number of the article may not exceed a limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthlint.analysis import Analysis
from healthlint.checks import places
from healthlint.rulepack.model import MeasureRule
from healthlint.types import Finding, Outcome, Place, Sentence, Verdict

COSTLY = 3
"""Sentences shown at most as those that cost most."""


def check(
    rule: MeasureRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on the measure, and a finding for each place that exceeds the limit."""
    limit = float(str(options[rule.measure.limit]))
    if rule.measure.of == "reading-grade":
        return _grade(rule, analysis, limit)
    findings = tuple(_long_sentences(rule, analysis, int(limit)))
    if findings:
        count = f"{len(findings)} sentence{'s' if len(findings) > 1 else ''} over {limit:.0f} words"
        return Verdict(rule.code, Outcome.FAIL, count, findings[0].place), findings
    return Verdict(rule.code, Outcome.PASS, f"no sentence over {limit:.0f} words"), ()


def _grade(rule: MeasureRule, analysis: Analysis, limit: float) -> tuple[Verdict, tuple[Finding, ...]]:
    measures = analysis.measures
    reading = measures.reading
    if reading.grade is None:
        reason = f"too short to grade ({reading.words} words, {reading.sentences} sentences)"
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, reason), ()
    parts = (
        f"Flesch-Kincaid {reading.flesch_kincaid:.1f}, Fog {reading.fog:.1f}, "
        f"Coleman-Liau {reading.coleman_liau:.1f}, ARI {reading.ari:.1f}"
    )
    if reading.grade <= limit:
        return Verdict(rule.code, Outcome.PASS, f"grade {reading.grade:.1f} ({parts})"), ()
    message = rule.message["default"].format(
        grade=f"{reading.grade:.1f}",
        limit=f"{limit:g}",
        parts=parts,
        smog="" if reading.smog is None else f" SMOG, which stands higher by design, is {reading.smog:.1f}.",
        without_terms=_without_terms(analysis),
        hard_words=", ".join(word for word, _ in measures.hard_words[:6]),
    )
    finding = places.finding(
        rule,
        scope="document",
        place=places.anchor(analysis),
        message=message,
        evidence=f"graded on {reading.words} words in {reading.sentences} sentences of prose",
        related=tuple(_costly(analysis)),
    )
    return Verdict(rule.code, Outcome.FAIL, message, finding.place), (finding,)


def _without_terms(analysis: Analysis) -> str:
    grade = analysis.measures.grade_without_terms
    if grade is None:
        return ""
    return f" Without its names of drugs, conditions and procedures it is {grade:.1f}."


def _costly(analysis: Analysis) -> Iterator[Place]:
    for index in analysis.measures.costly[:COSTLY]:
        sentence = analysis.sentences[index]
        note = f"one of the hardest sentences ({sentence.words} words)"
        yield places.at_sentence(analysis.document, sentence, note=note)


def _long_sentences(rule: MeasureRule, analysis: Analysis, limit: int) -> Iterator[Finding]:
    for number, sentence in enumerate(analysis.sentences):
        if sentence.words > limit and number in analysis.measures.graded:
            yield places.finding(
                rule,
                scope="span",
                place=places.at_sentence(analysis.document, sentence),
                message=rule.message["default"].format(
                    words=sentence.words, limit=limit, near=_middle(sentence)
                ),
                evidence="",
            )


def _middle(sentence: Sentence) -> str:
    """Return the words where the sentence could be split: at a joint near its middle."""
    words = sentence.text.split()
    middle = len(words) // 2
    joints = {"and", "but", "or", "which", "because", "although", "while", "so", "that", "who", "if", "when"}
    candidates = [
        number
        for number in range(3, len(words) - 3)
        if words[number].lower() in joints or words[number - 1].endswith((",", ";", ":"))
    ]
    best = min(candidates, key=lambda number: (abs(number - middle), number), default=middle)
    return " ".join(words[best : best + 3]).strip(",.;:")
