"""Fix what a page says of its paid links: add a network's sentence, or move the disclosure up."""

from __future__ import annotations

from healthlint.analysis import Analysis
from healthlint.analysis.disclosure import Disclosure, State
from healthlint.analysis.statements import Statement
from healthlint.checks import places, placing
from healthlint.rulepack.parts import FixSpec
from healthlint.types import Block, BlockKind, Document, Edit, Fix, Span

MAINLY = 0.5
"""Share of a paragraph's words from which a disclosure takes the rest of them along."""
_RUNNING = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.ASIDE}


def with_sentence(spec: FixSpec, analysis: Analysis, network: str) -> Fix | None:
    """Return the fix that adds the sentence which `network` asks for, above every paid link.

    It goes on where the page discloses its links already, else it is a paragraph of its own. There is
    none where the page denies such links, or where other links pay that it does not disclose, or not in
    time: the sentence would pass for their disclosure.
    """
    found = analysis.disclosure
    links = (*found.links, *analysis.paid)
    if not links or any(analysis.said(pattern) for pattern in spec.unless):
        return None
    if found.state is not State.CLEAR and any(one.network != network for one in links):
        return None
    by = min(one.link.span.start for one in links)
    document = analysis.document
    edit = _after_disclosure(document, found.said, spec.text, by=by) or placing.paragraph(
        document, placing.in_paragraph(document, spec.text), by=by
    )
    if edit is None:
        return None
    line = places.line(document.source, edit.span.start)
    return Fix(f"Write in {line}: '{spec.text}'", (edit,), spec.safety)


def _after_disclosure(document: Document, said: Statement | None, text: str, *, by: int) -> Edit | None:
    """Return the edit that puts a sentence after the one that discloses, where that stands above `by`."""
    if said is None or said.block < 0 or said.footer or said.span.end > by:
        return None
    block, end = document.blocks[said.block], said.span.end
    ends = document.source.text[end - 1 : end] in (".", "!")
    linked = any(link.span.start < end < link.span.end for link in document.links)
    if block.kind not in _RUNNING or not ends or linked:
        return None
    return Edit(Span(end, end), f" {text}")


def moved_up(spec: FixSpec, document: Document, found: Disclosure) -> Fix | None:
    """Return the fix that moves a late disclosure up, None where its end or its new place is not plain."""
    said, first = found.said, found.first
    if said is None or first is None or said.block < 0 or said.footer:
        return None
    block = document.blocks[said.block]
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    taken = placing.whole(document, block) if _mainly(block, said) else _sentence(document, block, said)
    if taken is None:
        return None
    text, cut = taken
    written = document.source.text[text.start : text.end]
    if not _mainly(block, said):
        written = placing.in_paragraph(document, written)
    edit = placing.paragraph(document, written, by=first.span.start)
    if edit is None or edit.span.end > cut.start:
        return None
    title = f"Move the disclosure up to {places.line(document.source, edit.span.start)}"
    return Fix(title, (edit, Edit(cut, "")), spec.safety)


def _mainly(block: Block, said: Statement) -> bool:
    """Tell whether the disclosure is most of its paragraph."""
    return len(said.text.split()) >= MAINLY * len(block.text.split())


def _sentence(document: Document, block: Block, said: Statement) -> tuple[Span, Span] | None:
    """Return where a disclosure without mark-up stands in its paragraph, and that with a blank before it."""
    text, span = document.source.text, said.span
    alone = text[span.start - 1 : span.start].isspace() and not text[span.end : span.end + 1].strip()
    plain = " ".join(text[span.start : span.end].split()) == said.text and block.span.start < span.start
    return (span, Span(span.start - 1, span.end)) if alone and plain else None
