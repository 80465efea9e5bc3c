"""Find the article that stands in the front matter alone: some sites keep a page's text in its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from healthlint.sources.stubs import is_stub
from healthlint.types import Block, MetaValue

SPARSE = 40
"""Words below the front matter up to which the article may be in it."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_HEADS = frozenset({"header", "heading", "headline", "subheading", "subtitle", "title"})
_TEXTS = frozenset(
    {"body", "content", "copy", "description", "details", "html", "intro", "introduction", "lead"}
    | {"markdown", "paragraph", "text"}
)
# Of search engines, pictures, buttons and prices; `shown.py` prints titles, questions and warnings.
_APART = frozenset(
    {"alt", "author", "authors", "bio", "button", "caption", "categories", "contraindications", "cta"}
    | {"date", "disclaimer", "disclaimers", "excerpt", "faq", "faqs", "icon", "image", "images", "img"}
    | {"keywords", "layout", "link", "menu", "meta", "og", "optimization", "permalink", "photo"}
    | {"precautions", "price", "prices", "pricing", "schema", "seo", "slug", "tags", "testimonial"}
    | {"testimonials", "twitter", "url", "video", "warning", "warnings"}
)
_OF_THE_PAGE = frozenset({"title", "description", "subtitle", "summary"})
_HEADER = re.compile(r"(?:[&!]\S*[ \t]+)*(?:[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n)?")
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(\n[ \t]*)|([^\n]))", re.DOTALL
)
_MEANT = {"n": "\n", "r": "\n", "t": "\t", "_": "\xa0", "0": " ", "b": " ", "e": " ", "f": " "}
_NEAR = 80
"""Characters before a field's words within which its quotation mark stands."""


class _Role(Enum):
    """Say what a field is, with the words from which it is that."""

    HEADS = 1
    TELLS = 4
    MAY_TELL = 15


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a field that a page shows: its words, and where in the source each of their characters stands."""

    words: str
    heads: bool
    place: Callable[[int], int]


def is_sparse(blocks: Sequence[Block]) -> bool:
    """Tell whether so little stands below the front matter that the article may be in it."""
    # What fixes left to write is not yet the article.
    return sum(len(block.text.split()) for block in blocks if not is_stub(block)) < SPARSE


def told(text: str, meta: Mapping[str, Sequence[MetaValue]]) -> tuple[str, list[Told]]:
    """Return the fields that are headings and prose of the article, in the order of the source.

    And the source, as long as it is, with the characters that its escapes stand for.
    """
    fields = sorted(
        (
            (value, role is _Role.HEADS)
            for key in meta
            if (role := _role(key))
            for value in meta[key]
            if len(value.value.split()) >= role.value
        ),
        key=lambda field: field[0].span,
    )
    parts, end = [], 0
    for value, _ in fields:
        start = max(end, value.span.start)
        parts += [text[end:start], _unescaped(text, start, value.span.end)]
        end = max(end, value.span.end)
    meant = "".join((*parts, text[end:]))
    return meant, [Told(value.value, heads, _places(value, meant)) for value, heads in fields]


def _unescaped(text: str, start: int, end: int) -> str:
    """Return what stands at `start:end`, each escape as blanks and what it stands for."""
    before = text[max(0, start - _NEAR) : start].rstrip()
    if before.endswith('"'):
        return _ESCAPE.sub(_meant, text[start:end])
    if before.endswith("'"):
        return text[start:end].replace("''", " '")
    return text[start:end]


def _meant(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if escape[4]:
        char = " "
    elif code:
        number = int(code, 16)
        char = chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    else:
        char = _MEANT.get(escape[5], escape[5])
    return char.rjust(len(escape[0]))


def _role(key: str) -> _Role | None:
    """Return what the fields of a key are, None where a page shows none of them."""
    words = {word.lower() for word in _WORD.findall(key)}
    if key in _OF_THE_PAGE or not _APART.isdisjoint(words):
        return None
    last = {word.lower() for word in _WORD.findall(key.rpartition(".")[2])}
    if last & _TEXTS:
        return _Role.TELLS
    return _Role.HEADS if last & _HEADS else _Role.MAY_TELL


def _places(value: MetaValue, text: str) -> Callable[[int], int]:
    """Return the map from the characters of a value to the source, which may indent or fold them."""
    at, end = value.span
    if not text.startswith(value.value[:1], at) or text.startswith(("|", ">"), at):
        header = _HEADER.match(text, at, end)
        at = header.end() if header else at
    found = []
    for char in value.value:
        while at < end and text[at].isspace() and not char.isspace():
            at += 1
        found.append(at)
        if at < end and (text[at] == char or (char.isspace() and text[at].isspace())):
            at += 1
    found.append(min(at, end))
    return found.__getitem__
