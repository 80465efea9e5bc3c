"""Judge rules of the kind `section`: a section of its own must be devoted to something."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from operator import attrgetter

from healthlint.analysis import Analysis
from healthlint.analysis.spelling import singular
from healthlint.checks import naming, places, stub
from healthlint.checks.confirming import Confirming, labels_a_table
from healthlint.rulepack.model import SectionRule
from healthlint.types import BlockKind, Concept, Finding, Outcome, Place, Section, Sentence, Span, Verdict

INTRODUCTION = 250
"""Words from the start in which a promise counts as the introduction's."""
_ASKED = re.compile(r"(?:is|are) (.{1,60}?) (?:safe|dangerous|harmful|bad|risky|toxic)\b(.*)")
_SAME = {"it", "this", "they", "these", "that"}
_TAKEN = {"drug", "supplement", "procedure", "product"}
_CLASSES = {"general", "generic", "ambiguous", "nutrient", "food", "interaction"}
_GOES_ON = re.compile(
    r"(?:(?:however|but|also|additionally|still|and|yet|other|common|possible|rare|like any \w+),? ){0,2}"
    r"(?:it(?!['\u2019]s (?:important|essential|crucial|worth|best))|they|this|these|its|their"
    r"|side effects|risks|complications|some (?:people|users|patients))\b"
)
"""How a sentence begins that goes on about what was spoken of before."""
_EASES = re.compile(
    r"\b(?:without|none of|free (?:of|from)|no|minimal|fewer|lack of|rather than) (?:[\w']+ ){0,4}"
    r"(?:side effects?|risks?|harm|danger|complications?|downsides?)\b"
    r"|\bnot (?:have|show|find|raise|increase) (?:[\w']+ ){0,3}(?:risks?|harm)\b|\bcauses? (?:of|for)\b"
    r"|\b(?:reliev|mitigat|prevent|complementary|alleviat|lower(?:s|ed|ing)? the risk|reduc\w+ the risk)"
)
"""What the thing is said not to do, or to do against harm."""
OPENS = 12
"""Characters from a sentence's start within which a name is taken for its subject."""
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
    title = analysis.document.title

    found = (
        one
        for one in _satisfying(rule, analysis)
        # The article's own title heads no section of it, unless `titled` says so.
        if not (title is not None and one.heading == title) and not _asks_of_another(analysis, one)
    )
    return sorted(found, key=lambda one: (labels_a_table(one, analysis), one.span not in plain))


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
    under = Confirming(spec, analysis)
    told = tuple(chain.from_iterable(spec.told_headings.values()))
    for name in spec.headings:
        for one in analysis.headed(name):
            # A row of marks ("Safety: 8/10") is no section on risks, whatever its label.
            if not labels_a_table(one, analysis) or under.holds(one) or under.says(told, one):
                yield one
    for name in spec.weak_headings:
        yield from filter(under.holds, analysis.headed(name))
    for name, patterns in spec.told_headings.items():
        for one in analysis.headed(name):
            if under.says(patterns, one) or (not labels_a_table(one, analysis) and under.holds(one)):
                yield one


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
        and _of_the_subject(analysis, sentence)
        and not _about_another(analysis, sentence)
    ]


def _of_the_subject(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether a sentence may speak of harm by the subject: it eases none, and names no other."""
    subject = singular(analysis.topic.subject.lower())
    text = sentence.text.lower().replace("-", " ")
    if _EASES.search(text):
        return False
    if (subject and subject.split()[-1] in text) or _GOES_ON.match(text):
        return True
    return not any(one.lexicon in _TAKEN for one in _within(analysis, sentence, sentence.end))


def _within(analysis: Analysis, sentence: Sentence, end: int) -> Sequence[Concept]:
    """Return what a sentence names that begins before `end`; its block may hold thousands of sentences."""
    named = analysis.by_block[sentence.block]
    start = bisect_left(named, sentence.start, key=_start)
    return named[start : bisect_right(named, min(end, sentence.end), key=_start)]


def _about_another(analysis: Analysis, sentence: Sentence) -> bool:
    """Tell whether the sentence begins with another medicine or the like than the article's."""
    subject = analysis.topic.subject.lower()
    opening = _within(analysis, sentence, sentence.start + OPENS)
    taken = (one for one in opening if one.lexicon in _TAKEN and one.group not in _CLASSES)
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
