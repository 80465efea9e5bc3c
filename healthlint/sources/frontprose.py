"""Find the article that stands in the front matter alone: some sites keep a page's text in its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from healthlint.types import MetaValue

SPARSE = 40
"""Words below the front matter up to which the article may be in it."""
_FEWEST = 4
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
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|[^\n])")


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a field that a page shows: its words, and where in the source each of their characters stands."""

    words: str
    heads: bool
    place: Callable[[int], int]


def told(text: str, meta: Mapping[str, Sequence[MetaValue]]) -> Iterator[Told]:
    """Yield the fields that are headings and prose of the article, in the order of the source."""
    fields = sorted(
        ((value, heads) for key in meta for heads in _shows(key) for value in meta[key]),
        key=lambda field: field[0].span,
    )
    for value, heads in fields:
        least = 1 if heads else _FEWEST
        if least <= len(value.value.split()):
            yield Told(value.value, heads, _places(value, text))


def _shows(key: str) -> Iterator[bool]:
    """Yield whether the fields of a key are headings, and nothing where a page shows none of them."""
    words = [word.lower() for word in _WORD.findall(key)]
    if key in _OF_THE_PAGE or not _APART.isdisjoint(words):
        return
    last = {word.lower() for word in _WORD.findall(key.rpartition(".")[2])}
    if last & _TEXTS:
        yield False
    elif last & _HEADS:
        yield True


def _places(value: MetaValue, text: str) -> Callable[[int], int]:
    """Return the map from the characters of a value to the source, which may indent, fold or escape them."""
    at, end = value.span
    found = []
    header = _BLOCK.match(text, at, end)
    at = header.end() if header else at
    for char in value.value:
        if not char.isspace():
            while at < end and text[at].isspace():
                at += 1
        escape = _ESCAPE.match(text, at, end)
        if escape or (char == "'" and text.startswith("''", at)):
            at = escape.end() - 1 if escape else at + 1
            found.append(at)
            at += 1
            continue
        found.append(at)
        if at < end and (text[at] == char or (char.isspace() and text[at].isspace())):
            at += 1
    found.append(min(at, end))
    return found.__getitem__
