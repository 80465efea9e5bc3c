"""Make the places and findings that checks report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from healthlint.analysis import Analysis
from healthlint.rulepack.parts import RuleBase
from healthlint.types import (
    Block,
    BlockKind,
    Document,
    Finding,
    Fix,
    Format,
    Link,
    Place,
    Section,
    Sentence,
    Source,
    Span,
)

QUOTE = 160
"""Characters of the article that a place quotes at most."""
LONG_WORD = 24
"""Characters of a word from which it is cut."""


def place(source: Source, span: Span, *, quote: str, note: str = "") -> Place:
    """Return the place of `span`, its quote cut to a length that a person reads."""
    return Place(span, source.position(span.start), source.position(span.end), cut(quote, QUOTE), note)


def cut(text: str, most: int) -> str:
    """Return `text`, at most `most` characters of it, cut between words where it has any."""
    if len(text) <= most:
        return text
    kept = text[:most].rpartition(" ")[0]
    return (kept if len(kept) > most - LONG_WORD else text[: most - 1]).rstrip() + "\u2026"


def at_sentence(document: Document, sentence: Sentence, *, note: str = "") -> Place:
    """Return the place of a sentence."""
    return place(document.source, sentence.span, quote=sentence.text, note=note)


def at_section(document: Document, section: Section, *, note: str = "") -> Place:
    """Return the place of a section's heading."""
    return place(document.source, section.span, quote=section.title, note=note)


def at_block(document: Document, block: Block, *, note: str = "") -> Place:
    """Return the place of a block's first words."""
    end = min(len(block.text), QUOTE)
    return place(document.source, block.locate(0, end), quote=block.text, note=note)


def at_link(source: Source, link: Link, *, note: str = "") -> Place:
    """Return the place of a link, its words quoted, or its mark-up where it has none."""
    return place(
        source, link.span, quote=link.text or source.text[link.span.start : link.span.end], note=note
    )


def anchor(analysis: Analysis) -> Place:
    """Return where the requirement arises: the title, else the subject's first mention."""
    document = analysis.document
    title = document.title
    if title is not None:
        return at_block(document, document.blocks[title])
    subject = analysis.topic.subject
    for concept in analysis.concepts:
        if subject and concept.text.startswith(subject):
            block = document.blocks[concept.block]
            span = block.locate(concept.start, concept.end)
            return place(document.source, span, quote=block.text[concept.start : concept.end])
    prose = (block for block in document.blocks if block.kind is not BlockKind.FOOTER)
    block = next(prose, document.blocks[0])
    return at_block(document, block)


def line(source: Source, offset: int) -> str:
    """Say where an offset is: "line 3", in a Word file "paragraph 3"."""
    return f"{_unit(source)} {source.position(offset).line}"


def _unit(source: Source) -> str:
    return "paragraph" if source.format is Format.DOCX else "line"


def lines(source: Source, places: Sequence[Place], *, most: int = 6) -> str:
    """Say where places are: "line 3", "lines 3, 9 and 14"; of a Word file its paragraphs."""
    numbers = sorted({where.start.line for where in places})
    shown = [str(number) for number in numbers[:most]]
    if len(numbers) > most:
        shown.append(f"{len(numbers) - most} more")
    if len(shown) == 1:
        return f"{_unit(source)} {shown[0]}"
    return f"{_unit(source)}s {', '.join(shown[:-1])} and {shown[-1]}"


def finding(
    rule: RuleBase,
    *,
    scope: Literal["document", "span"],
    place: Place,
    message: str,
    evidence: str,
    related: Sequence[Place] = (),
    confidence: float = 1.0,
    fix: Fix | None = None,
) -> Finding:
    """Return a finding of `rule` with its name, severity and help."""
    return Finding(
        rule.code,
        rule.name,
        rule.severity,
        message,
        scope,
        place,
        tuple(related),
        evidence,
        rule.how_to_fix,
        confidence,
        fix=fix,
    )
