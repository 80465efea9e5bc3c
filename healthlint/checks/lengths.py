"""Judge what is too long to take in at once: sentences, paragraphs, stretches without a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.analysis import Analysis
from healthlint.analysis.fold import straighten
from healthlint.analysis.stretches import Paragraph, Stretch, is_speech, paragraphs, stretches
from healthlint.checks import places
from healthlint.rulepack.model import MeasureRule
from healthlint.types import Finding, Outcome, Place, Sentence, Verdict

MARGIN = 6
"""Words that each part of a split sentence must keep."""
SPLITTABLE = 3
"""Sentences from which a paragraph can be split: in a shorter one the sentences are too long."""
MOSTLY = 0.8
"""Share of a stretch that must stand within the limit: by its user's guide an item of PEMAT holds where it
does so nearly all of the time, "80% to 100%"."""
RELATED = 3
"""Other long stretches shown at most."""
_COLON = re.compile(r":[*_]*\s*(?:- )?(?=[A-Z][a-z])|(?<=[a-z)])\.(?=[A-Z])")
_JOINTS = frozenset({"and", "but", "so", "because", "although", "though", "while", "whereas", "which", "yet"})
_CLAUSE = frozenset({"he", "i", "it", "she", "there", "they", "we", "you"})
"""Words of which one must follow an "and" that begins a clause: else it may end a list."""
_LEANING = re.compile(
    "also|and|but|even|he|her|his|however|instead|it|it's|its|moreover|nor|or|otherwise|she|similarly|so|still"
    "|such|that|that's|their|then|therefore|these|they|they're|this|those|too|which|yet"
)
"""Words with which a sentence leans on the one before: no paragraph should begin there."""


def check(rule: MeasureRule, analysis: Analysis, limit: int) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on the length that `rule` measures, and a finding for each place above `limit`."""
    if rule.measure.of == "words-without-heading":
        return _headings(rule, analysis, limit)
    what = "sentence" if rule.measure.of == "sentence-words" else "paragraph"
    found = _long_sentences if what == "sentence" else _long_paragraphs
    findings = tuple(found(rule, analysis, limit))
    if findings:
        count = f"{len(findings)} {what}{'s' if len(findings) > 1 else ''} over {limit} words"
        return Verdict(rule.code, Outcome.FAIL, count, findings[0].place), findings
    return Verdict(rule.code, Outcome.PASS, f"no {what} over {limit} words"), ()


def _long_sentences(rule: MeasureRule, analysis: Analysis, limit: int) -> Iterator[Finding]:
    for number, words in analysis.measures.graded.items():
        sentence = analysis.sentences[number]
        if words > limit and _longest(sentence) > limit and not is_speech(sentence.text):
            near = _joint(sentence)
            yield places.finding(
                rule,
                scope="span",
                place=places.at_sentence(analysis.document, sentence),
                message=rule.message["near" if near else "default"].format(
                    words=words, limit=limit, near=near
                ),
                evidence="",
            )


def _longest(sentence: Sentence) -> int:
    """Return the words of the longest sentence of those that a colon ("One thing: Eat well") joins."""
    return max(len(part.split()) for part in _COLON.split(sentence.text))


def _joint(sentence: Sentence) -> str:
    """Return the first words of the clause nearest the middle, "" where no clause plainly begins."""
    words = sentence.text.split()
    middle = len(words) // 2
    joints = [
        number
        for number in range(MARGIN, len(words) - MARGIN)
        if words[number].lower() in _JOINTS
        and words[number - 1].endswith((",", ";"))
        and (words[number].lower() != "and" or words[number + 1].lower() in _CLAUSE)
    ]
    best = min(joints, key=lambda number: (abs(number - middle), number), default=None)
    return "" if best is None else _opening(words[best:])


def _long_paragraphs(rule: MeasureRule, analysis: Analysis, limit: int) -> Iterator[Finding]:
    document = analysis.document
    for paragraph in _paragraphs(analysis):
        block = document.blocks[paragraph.block]
        if paragraph.words <= limit or len(paragraph.sentences) < SPLITTABLE or is_speech(block.text):
            continue
        near = _turn(paragraph)
        yield places.finding(
            rule,
            scope="span",
            place=places.at_block(document, block),
            message=rule.message["near" if near else "default"].format(
                words=paragraph.words, sentences=len(paragraph.sentences), limit=limit, near=near
            ),
            evidence="",
        )


def _turn(paragraph: Paragraph) -> str:
    """Return the first words of the sentence nearest the middle that can begin a paragraph, "" if none."""
    before, best, distance = 0, "", paragraph.words
    for number, sentence in enumerate(paragraph.sentences):
        words = sentence.text.split()
        away = abs(2 * before - paragraph.words)
        if number and away < distance and not _LEANING.fullmatch(straighten(words[0].lower().rstrip(","))):
            best, distance = _opening(words), away
        before += sentence.words
    return best if 2 * distance <= paragraph.words else ""


def _headings(rule: MeasureRule, analysis: Analysis, limit: int) -> tuple[Verdict, tuple[Finding, ...]]:
    found = stretches(analysis.document, _paragraphs(analysis))
    long = sorted((stretch for stretch in found if _is_long(stretch, limit)), key=lambda one: -one.words)
    if not long:
        most = max(stretch.words for stretch in found)
        return Verdict(rule.code, Outcome.PASS, f"at most {most} words without a subheading"), ()
    longest = long[0]
    middle = _middle(longest)
    related = [] if middle is None else [_at(analysis, middle, note="a subheading could go here")]
    related += [
        _at(analysis, other.paragraphs[0], note=f"from here {other.words} words without a subheading, too")
        for other in long[1 : RELATED + 1]
    ]
    none = len(found) == 1
    finding = places.finding(
        rule,
        scope="document" if none else "span",
        place=places.anchor(analysis) if none else _start(analysis, longest),
        message=rule.message["missing" if none else "stretch"].format(words=longest.words, limit=limit),
        evidence=f"no heading, bold lead-in or question breaks {_counted(len(longest.paragraphs))}",
        related=related,
    )
    return Verdict(rule.code, Outcome.FAIL, finding.message, finding.place), (finding,)


def _is_long(stretch: Stretch, limit: int) -> bool:
    """Tell whether a stretch is over the limit, and by more than short paragraphs make up for."""
    chunked = all(2 * paragraph.words <= limit for paragraph in stretch.paragraphs)
    return stretch.words > (limit / MOSTLY if chunked else limit)


def _counted(paragraphs: int) -> str:
    return "this paragraph" if paragraphs == 1 else f"these {paragraphs} paragraphs"


def _start(analysis: Analysis, stretch: Stretch) -> Place:
    """Return where the stretch begins: the title if it stands there, else its heading or first paragraph."""
    document, first = analysis.document, stretch.paragraphs[0].block
    title = document.title
    if title is not None and (stretch.heading or 0) <= title < first:
        return places.at_block(document, document.blocks[title])
    if stretch.heading is None:
        return _at(analysis, stretch.paragraphs[0])
    for section in document.walk_sections():
        if section.heading == stretch.heading:
            return places.at_section(document, section)
    return places.at_block(document, document.blocks[stretch.heading])


def _middle(stretch: Stretch) -> Paragraph | None:
    """Return the paragraph that begins nearest the middle of the stretch, None where it has but one."""
    before, best, distance = 0, None, stretch.words
    for paragraph in stretch.paragraphs:
        if abs(2 * before - stretch.words) < distance:
            best, distance = paragraph, abs(2 * before - stretch.words)
        before += paragraph.words
    return best


def _paragraphs(analysis: Analysis) -> tuple[Paragraph, ...]:
    return paragraphs(analysis.document, analysis.sentences, analysis.measures.graded)


def _at(analysis: Analysis, paragraph: Paragraph, *, note: str = "") -> Place:
    return places.at_sentence(analysis.document, paragraph.sentences[0], note=note)


def _opening(words: list[str]) -> str:
    return " ".join(words[:3]).strip(",.;:").replace('"', "'")
