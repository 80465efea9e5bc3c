"""Judge rules of the kind `section`: a section of its own must be devoted to something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from itertools import takewhile
from operator import attrgetter

from healthlint.analysis import Analysis
from healthlint.analysis.spelling import singular
from healthlint.checks import naming, places, stub
from healthlint.rulepack.model import SectionRule, SectionSpec
from healthlint.types import BlockKind, Finding, Outcome, Place, Section, Sentence, Span, Verdict

INTRODUCTION = 250
"""Words from the start in which a promise counts as the introduction's."""
FAINT_GROUPS = {"weak", "frame"}
"""Groups of the lexicon `holding` whose words may be an illness's, or a parcel's: one is not enough."""
WEIGHED = ("drawback", "downside", "disadvantage")
"""How words begin that weigh a thing and name nothing: its price may be one."""
_ASKED = re.compile(r"(?:is|are) (.{1,60}?) (?:safe|dangerous|harmful|bad|risky|toxic)\b(.*)")
_SAME = {"it", "this", "they", "these", "that"}
_TAKEN = {"drug", "supplement", "procedure", "product"}
_CLASSES = {"general", "generic", "ambiguous", "nutrient", "food", "interaction"}
OPENS = 12
"""Characters from a sentence's start within which a name is taken for its subject."""
CELLS = 60
"""Cells after a table's label in which it is told what the label names."""
MENTIONS = 5
"""Places shown at most where the matter is told in passing."""
_start = attrgetter("start")


def check(rule: SectionRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on whether the article has the section, and the finding if not."""
    document = analysis.document
    left = stub.left(rule, analysis)
    if left is not None:
        place, subject = places.anchor(analysis), naming.asked_of(rule, analysis)
        return stub.unfilled(rule, analysis, left, place=place, subject=subject)
    title = titled(rule, analysis)
    if title is not None:
        where = places.at_section(document, title)
        return Verdict(rule.code, Outcome.PASS, "the whole article is about it", where), ()
    found = accepted(rule, analysis)
    if found:
        where = places.at_section(document, found[0])
        return Verdict(rule.code, Outcome.PASS, f"section '{found[0].title}'", where), ()
    finding = _finding(rule, analysis)
    return Verdict(rule.code, Outcome.FAIL, finding.message, finding.place), (finding,)


def titled(rule: SectionRule, analysis: Analysis) -> Section | None:
    """Return the article's title if it makes the whole article the section."""
    title = analysis.document.title
    found = (section for name in rule.section.title for section in analysis.headed(name))
    return next((section for section in found if section.heading == title), None)


def accepted(rule: SectionRule, analysis: Analysis) -> list[Section]:
    """List the satisfying sections: those whose title says it most plainly first, tables' labels last."""
    plain = {section.span for name in rule.section.title for section in analysis.headed(name)}
    blocks, title = analysis.document.blocks, analysis.document.title

    def labels_a_table(section: Section) -> bool:
        return section.heading is not None and blocks[section.heading].kind is BlockKind.CELL

    found = (
        one
        for one in _satisfying(rule, analysis)
        # The article's own title heads no section of it, unless `titled` says so. A label in a table
        # ("Pregnant women", of doses) is read alone: it must be plain, and no line of marks ("Safety: 8/10").
        if not (title is not None and one.heading == title)
        and not (labels_a_table(one) and (one.span not in plain or not _fills(rule.section, one, analysis)))
        and not _asks_of_another(analysis, one)
    )
    return sorted(found, key=lambda one: (labels_a_table(one), one.span not in plain))


def _asks_of_another(analysis: Analysis, section: Section) -> bool:
    """Tell whether a title asks if another thing is safe with the subject ("Is soda safe on keto?")."""
    subject = analysis.topic.subject.lower()
    asked = _ASKED.match(section.title.lower())
    if asked is None or not subject:
        return False
    names = {subject, subject.split()[0], subject.rstrip("s")}
    if _SAME & set(asked[1].split()) or any(name in asked[1] for name in names):
        return False
    return any(name in asked[2] for name in names)


def _satisfying(rule: SectionRule, analysis: Analysis) -> Iterator[Section]:
    spec = rule.section
    for name in spec.headings:
        yield from analysis.headed(name)
    for name in spec.weak_headings:
        yield from (one for one in analysis.headed(name) if _holds(spec, one, analysis))
    for name, patterns in spec.told_headings.items():
        for one in analysis.headed(name):
            if _says(patterns, one, analysis) or _holds(spec, one, analysis):
                yield one


def _fills(spec: SectionSpec, label: Section, analysis: Analysis) -> bool:
    """Tell whether one of the cells that follow a table's label names something of the lexicon."""
    blocks = analysis.document.blocks
    cells = takewhile(
        lambda index: blocks[index].kind is BlockKind.CELL,
        range(label.blocks[-1] + 1, min(label.blocks[-1] + 1 + CELLS, len(blocks))),
    )
    return any(
        concept.lexicon == spec.holding and concept.text not in label.title.lower()
        for index in cells
        for concept in analysis.by_block[index]
    )


def _says(patterns: Iterable[str], section: Section, analysis: Analysis) -> bool:
    """Tell whether a sentence under the title, or the one that it leads in, says one of `patterns`."""
    blocks = set(section.all_blocks())
    return any(
        sentence.block in blocks and sentence.span.end > section.span.end
        for name in patterns
        for sentence in analysis.said(name)
    )


def _holds(spec: SectionSpec, section: Section, analysis: Analysis) -> bool:
    """Tell whether a section names something of the lexicon: plainly, or faintly and twice."""
    lead = len(section.title)
    named = [
        concept
        for block in section.all_blocks()
        for concept in analysis.by_block[block]
        if concept.lexicon == spec.holding
        and concept.group != "minimiser"
        and not concept.text.startswith(WEIGHED)
        and not (block == section.heading and concept.start < lead)
    ]
    if not named:
        return False
    # "Pros and cons" tells of the pros, too: what the thing helps with is no harm that it does.
    denied = {sentence for name in spec.unless for sentence in analysis.said(name)}
    named = [concept for concept in named if analysis.sentences[concept.sentence] not in denied]
    faint = {concept.text for concept in named if concept.group in FAINT_GROUPS}
    return len(faint) > 1 or any(concept.group not in FAINT_GROUPS for concept in named)


def _finding(rule: SectionRule, analysis: Analysis) -> Finding:
    promises = _promises(rule, analysis)
    mentions = _mentions(rule, analysis, promised={place.span for place in promises})
    variant = "mentioned" if _tell(analysis, mentions) else "missing"
    told = places.lines(analysis.document.source, mentions) if mentions else ""
    message = rule.message[variant].format(subject=naming.asked_of(rule, analysis), lines=told)
    return places.finding(
        rule,
        scope="document",
        place=places.anchor(analysis),
        message=message,
        evidence=": ".join(analysis.topic.reasons),
        related=(*promises, *mentions[:MENTIONS]),
        fix=stub.made(rule, analysis),
    )


def _tell(analysis: Analysis, mentions: list[Place]) -> bool:
    """Tell whether harm is spoken of more than once, or of the subject: else it may be another's."""
    subject = singular(analysis.topic.subject)
    return len(mentions) > 1 or any(
        subject and subject in one.quote.lower().replace("-", " ") for one in mentions
    )


def _mentions(rule: SectionRule, analysis: Analysis, *, promised: Set[Span]) -> list[Place]:
    if rule.section.mentions is None:
        return []
    return [
        places.at_sentence(analysis.document, sentence, note="read as speaking of harm")
        for sentence in analysis.said(rule.section.mentions)
        if sentence.span not in promised
        and analysis.block(sentence).kind is not BlockKind.HEADING
        and not _about_another(analysis, sentence)
    ]


def _about_another(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether the sentence begins with another medicine or the like than the article's."""
    subject = analysis.topic.subject.lower()
    # A block may hold thousands of sentences: only what stands in this one's opening is looked at.
    named = analysis.by_block[sentence.block]
    opening = range(
        bisect_left(named, sentence.start, key=_start),
        bisect_right(named, min(sentence.start + OPENS, sentence.end), key=_start),
    )
    taken = (named[at] for at in opening if named[at].lexicon in _TAKEN and named[at].group not in _CLASSES)
    first = next(taken, None)
    if not subject or first is None:
        return False
    return subject.rstrip("s") not in sentence.text.lower() and first.text not in subject


def _promises(rule: SectionRule, analysis: Analysis) -> list[Place]:
    if rule.section.promises is None:
        return []
    words = 0
    found = []
    said = set(analysis.said(rule.section.promises))
    for sentence in analysis.sentences:
        words += sentence.words
        if words > INTRODUCTION:
            break
        if sentence in said:
            found.append(
                places.at_sentence(analysis.document, sentence, note="promised here, in the introduction")
            )
    return found[:1]
