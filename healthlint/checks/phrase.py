"""Judge rules of the kind `phrase`: words that the article should not use, or should say in others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from healthlint.analysis import Analysis
from healthlint.analysis.glosses import is_defined
from healthlint.analysis.phrases import Phrase, Phrasebook, Use, inside, quotations
from healthlint.analysis.smallprint import back_matter, is_reference
from healthlint.checks import naming, places, wording
from healthlint.rulepack.model import PhraseRule
from healthlint.types import BlockKind, Finding, Fix, Outcome, Sentence, Span, Verdict

TOLD = 3
"""Phrases that a verdict names at most."""
LONG_WORD = 40
"""Characters of a word, with the blank after it, at most."""
QUOTED = 120
"""Characters of the article's words that a message repeats at most."""


def check(rule: PhraseRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on the article's words, and a finding for each place where they are not right."""
    spec = rule.phrase
    book = spec.book
    spared = frozenset(sentence for name in spec.unless for sentence in analysis.said(name))
    uses = list(_uses(rule, analysis, book, spared))
    found = list(_of_phrases(rule, analysis, uses))
    found += _of_patterns(rule, analysis, book, spared, taken=sorted(one.place.span for one in found))
    if not found:
        return Verdict(rule.code, Outcome.PASS, "none of what it looks for is said"), ()
    findings = tuple(sorted(found, key=lambda finding: finding.place.span))
    said = list(dict.fromkeys(f"'{finding.place.quote}'" for finding in findings))
    more = f" and {len(said) - TOLD} more" if len(said) > TOLD else ""
    where = places.lines(analysis.document.source, [finding.place for finding in findings])
    reason = f"{', '.join(said[:TOLD])}{more} in {where}"
    return Verdict(rule.code, Outcome.FAIL, reason, findings[0].place), findings


def _uses(
    rule: PhraseRule, analysis: Analysis, book: Phrasebook, spared: frozenset[Sentence]
) -> Iterator[Use]:
    """Yield the uses of phrases that may be reported."""
    uses = book.find(analysis.document, analysis.folded_blocks)
    if rule.phrase.explained is not None:
        uses = _unexplained(list(uses), analysis, within=rule.phrase.explained)
    for use in uses:
        if use.quoted and not rule.phrase.quoted:
            continue
        if not spared or _sentence(analysis, use) not in spared:
            yield use


def _sentence(analysis: Analysis, use: Use) -> Sentence:
    at = bisect_right(analysis.sentences, (use.block, use.start), key=lambda one: (one.block, one.start))
    return analysis.sentences[max(at - 1, 0)]


def _unexplained(uses: Sequence[Use], analysis: Analysis, *, within: int) -> Iterator[Use]:
    """Yield the uses before and beside which the article does not say what the words mean."""
    if not uses:
        return
    plain = {_singular(use.phrase.instead) for use in uses if use.phrase.instead}
    book = Phrasebook(
        [
            Phrase(form, entry=words)
            for words in sorted(plain)
            for form in (words, f"{words}s", naming.plural(words))
        ]
    )
    said: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, block in enumerate(analysis.document.blocks):
        for phrase, start, _ in book.within(block.text, analysis.folded_blocks[index]):
            said[phrase.entry].append((index, start))
    defined: dict[object, list[int]] = defaultdict(list)
    for use in uses:
        if is_defined(analysis.document.blocks[use.block].text, use.start, use.end):
            defined[use.phrase.entry].append(use.block)
    for use in uses:
        heads = analysis.document.blocks[use.block].kind is BlockKind.HEADING
        first = next(iter(defined[use.phrase.entry]), None)
        if first is not None and first <= use.block + heads:
            continue
        if not _explained(analysis, use, said.get(_singular(use.phrase.instead), ()), within, below=heads):
            yield use


def _singular(words: str) -> str:
    return words.removesuffix("s")


def _explained(
    analysis: Analysis, use: Use, said: Sequence[tuple[int, int]], within: int, *, below: bool
) -> bool:
    """Tell whether plain words stand before a use, or at most `within` words after it.

    What stands `below` a heading stands after its words.
    """
    if bisect_right(said, (use.block, use.start)) > 0:
        return True
    if not said or said[0][0] > use.block + below:
        return False
    blocks, (last, end) = analysis.document.blocks, said[0]
    reach = LONG_WORD * (within + 1)
    if last == use.block:
        between = blocks[last].text[use.end : min(end, use.end + reach)]
        return end - use.end == len(between) and len(between.split()) <= within
    return (
        end <= reach
        and len((blocks[use.block].text[use.end :] + " " + blocks[last].text[:end]).split()) <= within
    )


def _of_phrases(rule: PhraseRule, analysis: Analysis, uses: Sequence[Use]) -> Iterator[Finding]:
    alike: dict[object, list[Use]] = defaultdict(list)
    for number, use in enumerate(uses):
        alike[use.phrase.entry if rule.phrase.once else number].append(use)
    for group in alike.values():
        phrase, block = group[0].phrase, analysis.document.blocks[group[0].block]
        start, end = group[0].start, group[0].end
        found = block.text[start:end]
        yield places.finding(
            rule,
            scope="span",
            place=places.place(analysis.document.source, block.locate(start, end), quote=found),
            message=rule.message["instead" if phrase.instead else "default"].format(
                found=found, instead=phrase.instead
            ),
            evidence="",
            fix=_fix(rule, analysis, group),
        )


def _fix(rule: PhraseRule, analysis: Analysis, uses: Sequence[Use]) -> Fix | None:
    """Return the fix that writes the other words for the first of the uses, and for others if it can.

    Links lead to a heading by its words: one is changed only by an unsafe fix, and only if it is first.
    What is written as a title is may be a name.
    """
    blocks = analysis.document.blocks
    first = uses[0]
    if rule.fix is None or first.quoted or not (first.phrase.instead and first.phrase.written):
        return None
    made = [
        wording.written(
            analysis.document,
            blocks[use.block],
            start=use.start,
            end=use.end,
            instead=use.phrase.instead,
        )
        for use in uses
        if use is first or not (use.quoted or blocks[use.block].kind is BlockKind.HEADING)
    ]
    if made[0] is None:
        return None
    done = [edits for edits in made if edits is not None]
    times = f", {len(done)} times" if len(done) > 1 else ""
    heading = blocks[first.block].kind is BlockKind.HEADING
    named = blocks[first.block].text[first.start].isupper() and wording.is_title(blocks[first.block])
    sure = not (heading or named) and all(use.phrase.sure for use in uses)
    return Fix(
        f"Write '{first.phrase.instead}'{times}",
        tuple(edit for edits in done for edit in edits),
        rule.fix.safety if sure else "unsafe",
    )


def _of_patterns(
    rule: PhraseRule,
    analysis: Analysis,
    book: Phrasebook,
    spared: frozenset[Sentence],
    *,
    taken: Sequence[Span],
) -> Iterator[Finding]:
    """Yield a finding for each sentence that says one of the patterns, unless one stands in it already."""
    document = analysis.document
    skipped = back_matter(document) if rule.phrase.patterns else frozenset[int]()
    reported: set[int] = set()
    quoted = cache(lambda index: quotations(document.blocks[index]))
    for name in rule.phrase.patterns:
        for said in analysis.found(name):
            sentence = analysis.sentences[said.sentence]
            if said.sentence in reported or sentence.block == document.title or sentence.block in skipped:
                continue
            if sentence in spared:
                continue
            block = document.blocks[sentence.block]
            start, end = _trimmed(block.text, said.start, said.end)
            first = sentence.start
            folded = analysis.folded_blocks[sentence.block][first : sentence.end]
            if is_reference(block) or book.excepts(sentence.text, folded, start - first, end - first):
                continue
            span = block.locate(start, end)
            if not rule.phrase.quoted and inside(quoted(sentence.block), start):
                continue
            if _overlap(span, taken):
                continue
            reported.add(said.sentence)
            words = block.text[start:end]
            yield places.finding(
                rule,
                scope="span",
                place=places.place(document.source, span, quote=words),
                message=rule.message["default"].format(found=places.cut(words, QUOTED), instead=""),
                evidence="",
            )


def _overlap(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of others, which are in order and apart."""
    before = bisect_left(others, span.end, key=lambda one: one.start) - 1
    return before >= 0 and span.start < others[before].end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words between `start` and `end` begin and end, without what stands around them."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end
