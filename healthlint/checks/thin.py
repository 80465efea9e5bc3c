"""Judge rules of the kind `section` that ask whether the section, where there is one, tells anything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set

from healthlint.analysis import Analysis
from healthlint.analysis.components import embeds
from healthlint.checks import naming, places, section
from healthlint.rulepack.model import SectionRule, ThinSpec
from healthlint.types import BlockKind, Finding, Format, Outcome, Section, Sentence, Span, Verdict

UNNAMED = {"general", "minimiser", "frame"}
"""Groups of a lexicon that speak of harm in general and name none."""
LONGEST = 15
"""Words of a title that is a title: a quotation or a sentence set as a heading tells something itself."""
TITLE = 50
"""Characters of a section's title that a message repeats at most."""
QUOTED = 80
"""Characters of a section that a message repeats at most."""
TABLE = {BlockKind.CELL, BlockKind.CAPTION}
"""Blocks whose words label a table: its cells, and the caption over it."""


def check(rule: SectionRule, thin: ThinSpec, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on whether one of the sections tells enough, and the finding if none does."""
    document = analysis.document
    title = section.titled(rule, analysis)
    if title is not None:
        where = places.at_section(document, title)
        return Verdict(rule.code, Outcome.PASS, "the whole article is about it", where), ()
    found = section.accepted(rule, analysis)
    if not found:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "no section is devoted to it (HL101)"), ()
    said = frozenset(analysis.said(thin.reassures)), frozenset(analysis.said(thin.warns))
    for one in found:
        where = places.at_section(document, one)
        if _in_table(analysis, one):
            return Verdict(rule.code, Outcome.PASS, f"a table under '{one.title}' names some", where), ()
        if _tells(thin, analysis, one, said=said):
            return Verdict(rule.code, Outcome.PASS, f"section '{one.title}' names some", where), ()
    headings = sorted(other.span.start for other in document.walk_sections() if other.heading is not None)
    for one in found:
        if embeds(document, _reach(analysis, one, headings)):
            reason = f"what stands under '{one.title}' is shown by a component or picture"
            return Verdict(rule.code, Outcome.UNSURE, reason, places.at_section(document, one)), ()
    finding = _finding(rule, analysis, found[0], calm=said[0])
    return Verdict(rule.code, Outcome.FAIL, finding.message, finding.place), (finding,)


def _in_table(analysis: Analysis, one: Section) -> bool:
    return one.heading is not None and analysis.document.blocks[one.heading].kind in TABLE


def _sentences(analysis: Analysis, one: Section) -> list[Sentence]:
    """Return the sentences that a section holds beside its title; a bold lead-in shares one with it."""
    blocks = set(one.all_blocks())
    if one.heading is not None and analysis.document.blocks[one.heading].kind is BlockKind.HEADING:
        blocks.discard(one.heading)
    return [
        sentence
        for block in sorted(blocks)
        for sentence in analysis.sentences_of(block)
        if sentence.span.end > one.span.end
    ]


def _words(one: Section, sentences: list[Sentence]) -> int:
    shared = len(one.title.split()) if _is_lead_in(one, sentences) else 0
    return sum(sentence.words for sentence in sentences) - shared


def _is_lead_in(one: Section, sentences: list[Sentence]) -> bool:
    return any(sentence.span.start < one.span.end for sentence in sentences)


def _is_parent(analysis: Analysis, sentences: list[Sentence]) -> bool:
    """Tell whether another heading follows at once in plain text, where nothing shows which is the lower."""
    return not sentences and analysis.document.source.format is Format.TEXT


def _tells(
    thin: ThinSpec, analysis: Analysis, one: Section, *, said: tuple[Set[Sentence], Set[Sentence]]
) -> bool:
    """Tell whether a section has words enough, names a harm or warns of one.

    `said` are the sentences of the whole article that reassure, and those that warn.
    """
    sentences = _sentences(analysis, one)
    words = _words(one, sentences)
    if words >= max(thin.words, thin.reassuring_words) or len(one.title.split()) > LONGEST:
        return True
    if _is_parent(analysis, sentences):
        return True
    blocks = {sentence.block for sentence in sentences} | (
        {one.heading} if one.heading is not None else set()
    )
    named = [
        concept
        for block in blocks
        for concept in analysis.by_block[block]
        if concept.lexicon in thin.names and concept.group not in UNNAMED
    ]
    if any(concept.lexicon == thin.names[0] for concept in named):
        return True
    calming = said[0] & set(sentences)
    # "Safe for people with acne" names a condition, but as no harm.
    if any(analysis.sentences[concept.sentence] not in calming for concept in named):
        return True
    few = thin.reassuring_words if calming else thin.words
    return words >= few or not said[1].isdisjoint(sentences)


def _reach(analysis: Analysis, one: Section, headings: Sequence[int]) -> Span:
    """Return the source from a heading to the next; `headings` are where they start, in order."""
    after = bisect_left(headings, one.span.end)
    end = headings[after] if after < len(headings) else len(analysis.document.source.text)
    return Span(one.span.end, end)


def _finding(rule: SectionRule, analysis: Analysis, one: Section, *, calm: Set[Sentence]) -> Finding:
    sentences = _sentences(analysis, one)
    said = " ".join(sentence.text for sentence in sentences)
    if _is_lead_in(one, sentences):
        said = said.removeprefix(one.title).lstrip(" :.-\u2013\u2014")
    calming = calm & set(sentences)
    variant = "reassuring" if calming and said else "short" if said else "empty"
    message = rule.message[variant].format(
        subject=naming.subject(analysis, taken=True),
        title=places.cut(one.title, TITLE),
        words=places.cut(said, QUOTED),
    )
    return places.finding(
        rule,
        scope="span",
        place=places.at_section(analysis.document, one),
        message=message,
        evidence=": ".join(analysis.topic.reasons),
    )
