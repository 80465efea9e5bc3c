"""Show what a site's template prints of the front matter: the title above, FAQ and warnings below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from healthlint.types import Block, BlockKind, Link, MetaValue, Piece, Source, Span

_QUESTION = re.compile(r"^faqs?\.(?:q|title|name)$|\.question$")
_ANSWER = re.compile(r"^faqs?\.(?:a|text|content)$|\.answer$")
_WARNING = re.compile(
    r"^(?:warnings?|cautions?|precautions?|contraindications?|side[ _-]?effects?|disclaimers?)$"
)

Meta = Mapping[str, Sequence[MetaValue]]


def with_meta(
    source: Source, blocks: Sequence[Block], links: Sequence[Link], meta: Meta
) -> tuple[tuple[Block, ...], tuple[Link, ...], int]:
    """Return blocks and links with the title as first heading, unless one is there; warnings and FAQ last.

    The number is how many blocks stand above the first of `blocks`.
    """
    titled = any(block.kind is BlockKind.HEADING and block.level == 1 for block in blocks)
    title = () if titled or not meta.get("title") else _blocks(source, meta["title"][:1], level=1)
    moved = tuple(
        replace(link, block=link.block + len(title)) if title and link.block >= 0 else link for link in links
    )
    return (*title, *blocks, *_warnings(source, meta), *_faq(source, meta)), moved, len(title)


def _warnings(source: Source, meta: Meta) -> tuple[Block, ...]:
    # A single word ("disclaimer: true", "warning: high") is a switch of the template's.
    values = [value for key in meta if _WARNING.match(key) for value in meta[key] if " " in value.value]
    return _blocks(source, values, level=0)


def _faq(source: Source, meta: Meta) -> tuple[Block, ...]:
    questions = [value for key in meta if _QUESTION.search(key) for value in meta[key]]
    answers = [value for key in meta if _ANSWER.search(key) for value in meta[key]]
    found: list[Block] = []
    for question, answer in zip_longest(questions, answers):
        found += _blocks(source, [question] if question else [], level=3)
        found += _blocks(source, [answer] if answer else [], level=0)
    return tuple(found)


def _blocks(source: Source, values: Sequence[MetaValue], *, level: int) -> tuple[Block, ...]:
    kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
    return tuple(
        Block(kind, value.value.strip(), _bare(source, value), (_piece(source, value),), level=level)
        for value in values
        if value.value.strip()
    )


def _bare(source: Source, value: MetaValue) -> Span:
    """Return the span of the value without quotes around it, where it stands there as it is."""
    at = source.text.find(value.value.strip(), value.span.start, value.span.end)
    return value.span if at < 0 else Span(at, at + len(value.value.strip()))


def _piece(source: Source, value: MetaValue) -> Piece:
    return Piece(0, len(value.value.strip()), _bare(source, value))
