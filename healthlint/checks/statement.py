"""Judge rules of the kind `statement`: the article must say something to the reader."""

from __future__ import annotations

from healthlint.analysis import Analysis
from healthlint.analysis.subject import spelling
from healthlint.checks import places
from healthlint.rulepack.model import StatementRule
from healthlint.types import BlockKind, Finding, Outcome, Sentence, Verdict

_APART = {BlockKind.HEADING, BlockKind.FOOTER, BlockKind.ASIDE}
WEAK = 3
"""Near misses shown at most."""


def check(rule: StatementRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on whether the article says it, and the finding if not."""
    document = analysis.document
    best = _best(rule, analysis)
    if best is not None:
        where = places.at_sentence(document, best)
        said = f"said in {places.line(document.source, where.span.start)}"
        return Verdict(rule.code, Outcome.PASS, said, where), ()
    weak = [
        places.at_sentence(document, sentence, note="this alone sends nobody to a professional")
        for name in rule.statement.weak
        for sentence in analysis.said(name)
    ]
    message = rule.message["weak" if weak else "missing"].format(
        subject=spelling(document, analysis.concepts, places.subject(analysis)),
        lines=places.lines(document.source, weak) if weak else "",
    )
    finding = places.finding(
        rule,
        scope="document",
        place=places.anchor(analysis),
        message=message,
        evidence=": ".join(analysis.topic.reasons),
        related=weak[:WEAK],
    )
    return Verdict(rule.code, Outcome.FAIL, message, finding.place), (finding,)


def _best(rule: StatementRule, analysis: Analysis) -> Sentence | None:
    """Return the sentence that says it best: in running text, by the first of the patterns."""
    said = [sentence for name in rule.statement.required for sentence in analysis.said(name)]
    return min(said, key=lambda one: analysis.block(one).kind in _APART, default=None)
