"""Judge rules of the kind `abbreviation`: capital letters are spelled out where they first stand."""

from __future__ import annotations

from collections.abc import Mapping

from healthlint.analysis import Analysis
from healthlint.analysis.abbreviations import Abbreviation, Meaning, meanings, unexplained
from healthlint.checks import naming, places
from healthlint.rulepack.model import AbbreviationRule
from healthlint.types import Finding, Outcome, Verdict


def check(
    rule: AbbreviationRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on the abbreviations, and a finding for each that is not spelled out in time."""
    listed = meanings(rule.abbreviation.meanings)
    found = unexplained(
        analysis.document,
        analysis.sentences,
        graded=analysis.measures.graded,
        listed=listed,
        known=frozenset((*rule.abbreviation.known.split(), *str(options.get("known", "")).split())),
    )
    if not found:
        return Verdict(rule.code, Outcome.PASS, "every abbreviation in need of it is spelled out"), ()
    findings = tuple(_finding(rule, analysis, one, listed.get(one.short)) for one in found)
    names = ", ".join(one.short for one in found)
    return Verdict(rule.code, Outcome.FAIL, f"not spelled out at first: {names}", findings[0].place), findings


def _finding(
    rule: AbbreviationRule, analysis: Analysis, one: Abbreviation, meaning: Meaning | None
) -> Finding:
    document, sentence = analysis.document, analysis.sentences[one.sentence]
    block = document.blocks[sentence.block]
    related = []
    variant = "default" if meaning is not None and meaning.words else "unknown"
    line = ""
    if one.later is not None:
        spelled = places.at_sentence(document, analysis.sentences[one.later], note="spelled out only here")
        related.append(spelled)
        variant, line = "later", places.line(document.source, spelled.span.start)
    short = block.text[one.start : one.end]
    words = meaning.words if meaning is not None else ""
    return places.finding(
        rule,
        scope="span",
        place=places.place(document.source, block.locate(one.start, one.end), quote=short),
        message=rule.message[variant].format(
            short=short, meaning=naming.plural(words) if one.plural else words, line=line
        ),
        evidence="",
        related=related,
    )
