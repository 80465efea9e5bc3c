"""Judge rules of the kind `measure`: a number of the article may not exceed a limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor

from healthlint.analysis import Analysis
from healthlint.checks import lengths, places
from healthlint.rulepack.model import MeasureRule
from healthlint.types import Finding, Measures, Outcome, Place, Verdict

COSTLY = 3
"""Sentences shown at most as those that cost most."""
WORTH_SPLITTING = 20
"""Words from which a sentence is shown as one of the hardest: a short one cannot be split."""
AGE = 5
"""Years that children are older than their US school grade."""
TELLING = 0.5
"""Grades by which leaving out the medical terms must lower the grade to be told."""


def check(
    rule: MeasureRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on the measure, and a finding for each place that exceeds the limit."""
    limit = float(str(options[rule.measure.limit]))
    if rule.measure.of == "reading-grade":
        return _grade(rule, analysis, limit, as_age=options.get("as-reading-age") is True)
    return lengths.check(rule, analysis, int(limit))


def _grade(
    rule: MeasureRule, analysis: Analysis, limit: float, *, as_age: bool
) -> tuple[Verdict, tuple[Finding, ...]]:
    measures = analysis.measures
    reading = measures.reading
    if reading.grade is None:
        reason = f"too short to grade ({reading.words} words, {reading.sentences} sentences)"
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, reason), ()
    parts = (
        f"Flesch-Kincaid {reading.flesch_kincaid:.1f}, Fog {reading.fog:.1f}, "
        f"Coleman-Liau {reading.coleman_liau:.1f}, ARI {reading.ari:.1f}"
    )
    graded = f"grade {reading.grade:.1f} ({parts})"
    if not _is_over(reading.grade, limit):
        return Verdict(rule.code, Outcome.PASS, graded), ()
    plain = measures.grade_without_terms
    if plain is not None and not _is_over(plain, limit):
        # Nobody can shorten what a medicine or a disease is called.
        reason = f"{graded}; {plain:.1f} without its names of conditions, drugs, brands and the like"
        return Verdict(rule.code, Outcome.PASS, reason), ()
    costly = tuple(_costly(analysis))
    told = rule.message["default"] if costly else rule.message.get("words", rule.message["default"])
    message = told.format(**_fields(reading.grade, limit, as_age=as_age))
    finding = places.finding(
        rule,
        scope="document",
        place=places.anchor(analysis),
        message=message,
        evidence=f"{_besides(analysis.measures)}the grade is the median of {parts}{_smog(analysis.measures)}",
        related=costly,
    )
    return Verdict(rule.code, Outcome.FAIL, message, finding.place), (finding,)


def _is_over(grade: float, limit: float) -> bool:
    """Tell whether a grade is over the limit; the eighth school year goes from 8.0 to 8.9."""
    graded = round(grade, 1)
    return floor(graded) > limit if limit.is_integer() else graded > limit


def _fields(grade: float, limit: float, *, as_age: bool) -> Mapping[str, str]:
    given = {"grade": f"{grade:.1f}", "limit": f"{limit:g}"}
    if as_age:
        return given | {"level": f"a reading age of {grade + AGE:.1f}", "aim": f"{limit + AGE:g}"}
    return given | {"level": f"US school grade {grade:.1f}", "aim": given["limit"]}


def _besides(measures: Measures) -> str:
    """Tell what was graded, and how much of the grade its medical terms make."""
    reading, plain = measures.reading, measures.grade_without_terms
    said = f"{reading.words} words in {reading.sentences} sentences; "
    if plain is not None and reading.grade is not None and reading.grade - plain >= TELLING:
        said += f"without its names of conditions, drugs, brands and the like the grade is {plain:.1f}; "
    return said


def _smog(measures: Measures) -> str:
    smog = measures.reading.smog
    return "" if smog is None else f" (SMOG, which stands higher by design, is {smog:.1f})"


def _costly(analysis: Analysis) -> Iterator[Place]:
    costly = [analysis.sentences[index] for index in analysis.measures.costly]
    for sentence in [sentence for sentence in costly if sentence.words >= WORTH_SPLITTING][:COSTLY]:
        note = f"one of the hardest sentences ({sentence.words} words)"
        yield places.at_sentence(analysis.document, sentence, note=note)
