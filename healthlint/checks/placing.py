"""Find where a paragraph or a section can be put into an article, and write it as its format does.

What is found is careful rather than complete: in the midst of mark-up that is not understood there is
no place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from healthlint.analysis import Analysis
from healthlint.checks import markup
from healthlint.types import Block, BlockKind, Document, Edit, Format, Span

LEAST = 8
"""Words from which a paragraph is the article's, and not a byline or a label above it."""
APPARATUS = 120
"""Words at most that stand below a last rule and are no part of the article: a disclaimer, a byline."""
# What may stand in a line before the first word of a paragraph of Markdown.
_INLINE = re.compile(r"[*_~(\[\"'\u201c\u2018]*")
_HEADING = re.compile(r"#{1,6}[ \t]+[*_~(\[\"'\u201c\u2018]*")
_CONTAINER = re.compile(r"[ \t]*(?::::|!!!|\?\?\?|>|<(?!/)(?![^>]*/>[ \t]*$)(?!.*</)[A-Za-z])")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|\+{3})[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S")
_LAST_RULE = re.compile(r"\n\n(?:-{3,}|\*{3,}|_{3,})[ \t]*\n")


def paragraph(document: Document, written: str, *, by: int) -> Edit | None:
    """Return the edit that puts a paragraph, `written` as the format has it, where a reader meets it first.

    That is above the article's first paragraph, or above a heading that comes sooner; None where no
    such place is found by the offset `by`.
    """
    title = document.title
    best: int | None = None
    for index, block in enumerate(document.blocks):
        if index == title or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        at = start_of(document, block)
        found = best is not None
        if (block.span.start if at is None else at) > by or (found and block.kind is BlockKind.HEADING):
            break
        best = best if at is None else at
        if at is not None and (block.kind is BlockKind.HEADING or len(block.text.split()) >= LEAST):
            break
    return None if best is None else _above(document, best, [written])


def section(analysis: Analysis, heading: str, words: str, *, before: Sequence[str]) -> Edit | None:
    """Return the edit that puts a section before the closing ones, whose titles say one of `before`, or last.

    It has the level of the article's main sections. None where its place cannot be told.
    """
    document = analysis.document
    level = _main_level(document)
    lines = _section(document, heading, words, level=level)
    closing = _closing_heading(analysis, before, level=level)
    if closing is not None:
        at = start_of(document, closing)
        return None if at is None else _above(document, _whole_of(document, at), lines)
    return _at_end(document, lines)


def start_of(document: Document, block: Block) -> int | None:
    """Return the offset before which something can be put above a paragraph or heading, None if nowhere."""
    text, start = document.source.text, block.span.start
    if document.source.format is Format.HTML:
        return markup.opening(text, start)
    line = text.rfind("\n", 0, start) + 1
    marks = _HEADING if block.kind is BlockKind.HEADING else _INLINE
    if line < start and marks.fullmatch(text, line, start) is None:
        return None
    above = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)]
    before = _last_word(text, line)
    last = text[text.rfind("\n", 0, before) + 1 : before]
    apart = not above.strip() or _RULE.fullmatch(above) is not None
    return line if apart and not _CONTAINER.match(last) else None


def whole(document: Document, block: Block) -> tuple[Span, Span] | None:
    """Return where a paragraph with its mark-up stands, and all that goes where it is taken out.

    None where that is not plain to see.
    """
    text = document.source.text
    start = start_of(document, block)
    if start is None or block.kind is not BlockKind.PARAGRAPH:
        return None
    if document.source.format is Format.HTML:
        end = markup.paragraph_end(text, block.span.end)
    else:
        found = text.find("\n\n", block.span.end)
        end = len(text.rstrip("\n")) if found < 0 else found
    others = (one for one in document.blocks if one is not block)
    if end < 0 or any(one.span.start < end and start < one.span.end for one in others):
        return None
    return Span(start, end), _with_blanks(document, Span(start, end))


def _with_blanks(document: Document, span: Span) -> Span:
    """Return `span` with the blank lines, or the blanks around its tags, that go with it."""
    text = document.source.text
    if document.source.format is Format.HTML:
        line, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        alone = end >= 0 and not (text[line : span.start] + text[span.end : end]).strip()
        return Span(line, end + 1) if alone else span
    after = text[span.end :]
    end = len(text) - len(after.lstrip("\n"))
    return Span(span.start, end) if end < len(text) else Span(len(text[: span.start].rstrip("\n")), span.end)


def in_paragraph(document: Document, words: str) -> str:
    """Return words as a paragraph of the document's format."""
    return f"<p>{words}</p>" if document.source.format is Format.HTML else words


def _section(document: Document, heading: str, words: str, *, level: int) -> list[str]:
    """Return the lines of a section."""
    if document.source.format is Format.HTML:
        return [f"<h{level}>{heading}</h{level}>", f"<p>{words}</p>"]
    marks = "" if document.source.format is Format.TEXT else "#" * level + " "
    return [f"{marks}{heading}", "", words]


def _above(document: Document, at: int, lines: Sequence[str]) -> Edit:
    """Return the edit that puts lines above what begins at `at`."""
    text = document.source.text
    if document.source.format is not Format.HTML:
        return Edit(Span(at, at), "\n".join(lines) + "\n\n")
    indent = text[text.rfind("\n", 0, at) + 1 : at]
    if indent.strip():
        return Edit(Span(at, at), "".join(lines))
    return Edit(Span(at, at), "".join(f"{line}\n{indent}" for line in lines))


def _at_end(document: Document, lines: Sequence[str]) -> Edit | None:
    text = document.source.text
    if document.source.format is Format.HTML:
        return _after_last(document, lines)
    written = "\n".join(lines)
    rule = next(reversed(list(_LAST_RULE.finditer(text, max(0, len(text) - 8 * APPARATUS)))), None)
    if rule is not None and _ends_article(document, rule):
        return Edit(Span(rule.start() + 2, rule.start() + 2), f"{written}\n\n")
    end = _before_definitions(text)
    return Edit(Span(end, end), f"\n\n{written}")


def _before_definitions(text: str) -> int:
    """Return where a text ends but for the addresses of its links, which Markdown can have last."""
    end = _last_word(text, len(text))
    while _DEFINITION.match(text, text.rfind("\n", 0, end) + 1, end):
        end = _last_word(text, text.rfind("\n", 0, end) + 1)
    return end


def _last_word(text: str, end: int) -> int:
    """Return where the last word before `end` ends."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _ends_article(document: Document, rule: re.Match[str]) -> bool:
    """Tell whether a rule stands between the article and a few words that are no part of it."""
    long = (block for block in document.blocks if len(block.text.split()) >= LEAST)
    first = next((block for block in long if block.kind is BlockKind.PARAGRAPH), None)
    rest = [block for block in document.blocks if block.span.start >= rule.end()]
    return (
        first is not None
        and first.span.end <= rule.start()
        and all(block.kind is not BlockKind.HEADING for block in rest)
        and sum(len(block.text.split()) for block in rest) <= APPARATUS
    )


def _after_last(document: Document, lines: Sequence[str]) -> Edit | None:
    """Return the edit that puts lines where an HTML article ends, beside its last main heading."""
    level = _main_level(document)
    title = document.blocks[document.title] if document.title is not None else None
    mains = (
        block
        for block in reversed(document.blocks)
        if block.kind is BlockKind.HEADING and block.level <= level and block is not title
    )
    first = (block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)
    start = next((at for block in (*mains, *first) if (at := start_of(document, block)) is not None), None)
    seen = [block for block in document.blocks if block.kind not in (BlockKind.FOOTER, BlockKind.ASIDE)]
    if start is None:
        return None
    text = document.source.text
    after = max((seen[-1].span.end, *(stub.span.end for stub in document.stubs)))
    end = markup.end_beside(text, markup.out_of_wrappers(text, start), after)
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start] if not text[line:start].strip() else ""
    return Edit(Span(end, end), "".join(f"\n{indent}{one}" for one in lines))


def _whole_of(document: Document, at: int) -> int:
    """Return where what begins at `at` begins with the elements that hold it as their first thing."""
    text = document.source.text
    return markup.out_of_wrappers(text, at) if document.source.format is Format.HTML else at


def _closing_heading(analysis: Analysis, before: Sequence[str], *, level: int) -> Block | None:
    """Return the first of the main headings at the end of the article that all close it."""
    document = analysis.document
    titles = {one.heading for name in before for one in analysis.headed(name)}
    title, found = document.title, None
    for index in range(len(document.blocks) - 1, -1, -1):
        block = document.blocks[index]
        if block.kind is not BlockKind.HEADING or block.level > level or index == title:
            continue
        if index not in titles:
            break
        found = block
    return found


def _main_level(document: Document) -> int:
    """Return the level of the headings below the title that are the article's sections."""
    title = document.title
    levels = Counter(
        block.level
        for index, block in enumerate(document.blocks)
        if block.kind is BlockKind.HEADING and index != title
    )
    often = [level for level, count in levels.items() if count > 1]
    return min(often or [level for level in levels if level > 1], default=2)
