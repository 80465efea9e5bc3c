"""Read what components show of the texts and addresses they are given: `<Accordion title="Side effects">`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from healthlint.sources import elements
from healthlint.sources.marks import Act, Mark, titled
from healthlint.sources.masking import Stretch
from healthlint.types import Span

_LONGEST_NAME = 80
_LONGEST_VALUE = 20_000
_LEAST_WORDS = 4
_NAME = re.compile(r"([A-Za-z][\w-]*)\s*=\s*\Z")
_STRING = r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\$]|\\.)*)`"
_LITERAL = re.compile(rf"\{{\s*(?:{_STRING})\s*\}}", re.DOTALL)
_IN_LIST = re.compile(rf"(?:(?<![\w$])[\"']?(\w+)[\"']?\s*:\s*|(?<=[\[,])\s*)?(?:{_STRING})", re.DOTALL)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

_HEADS = frozenset({"title", "heading", "headline", "header", "question", "q", "summary", "label"})
_TEXTS = frozenset(
    {"a", "answer", "body", "children", "content", "description", "details", "disclaimer", "intro"}
    | {"message", "note", "subtitle", "text"}
)
# Of these a reader sees none: data for search engines, pictures, what opens under the pointer.
_UNSHOWN = frozenset(
    {"analytics", "breadcrumb", "breadcrumbs", "head", "helmet", "json", "meta", "schema", "script", "seo"}
    | {"avatar", "chart", "embed", "icon", "iframe", "image", "img", "map", "photo", "picture", "toc"}
    | {"abbr", "tooltip", "tweet", "video", "vimeo", "youtube"}
)
_HEADING_NAMES = frozenset({"heading", "header", "title"})


class Prop(NamedTuple):
    """Hold one attribute of a component; `value` is its source, quotes or braces included."""

    name: str
    value: Span


class Tag(NamedTuple):
    """Hold one tag of MDX; the name of an end tag begins with a slash."""

    name: str
    span: Span
    props: tuple[Prop, ...]


def named(text: str, value: Span) -> Prop:
    """Return the attribute whose value stands at `value`, its name empty where it has none."""
    name = _NAME.search(text, max(0, value.start - _LONGEST_NAME), value.start)
    return Prop(name[1] if name else "", value)


def is_link(text: str, tag: Tag) -> bool:
    """Tell whether a component is given an address as it stands."""
    return any(prop.name in elements.ADDRESSES and _words(text, prop) is not None for prop in tag.props)


def opened(text: str, prop: Prop) -> Iterator[Stretch]:
    """Yield what to mask of an attribute so that it is one of HTML: `{"x"}` becomes `"x"`."""
    start, end = prop.value
    if text[start] != "{":
        return
    words = _words(text, prop) if prop.name in elements.ADDRESSES or prop.name in elements.LABELS else None
    if words is None or '"' in text[words.start : words.end]:
        yield Stretch(start, end, within_tag=True)
        return
    yield Stretch(start, words.start, filler='"'.rjust(words.start - start))
    yield Stretch(words.end, end, filler='"'.ljust(end - words.end))


def literal(text: str, value: Span) -> Span | None:
    """Return where the words are of `{"words"}`."""
    return _words(text, Prop("", value))


def shown(text: str, tag: Tag, *, closed: bool) -> list[Mark]:
    """Return what a reader sees of the attributes of a component; `closed` if nothing stands in it."""
    name = tag.name[:_LONGEST_NAME]
    kinds = {name.lower(), *(word.lower() for word in _WORD.findall(name))}
    found = [mark for prop in tag.props for mark in _of_prop(text, prop)]
    if not _UNSHOWN.isdisjoint(kinds):
        return [mark for mark in found if mark.act is Act.CAPTION]
    if not closed:
        return found
    if len(found) == 1:
        # "<SectionHeading title=...>" heads what follows; other titles head nothing.
        [mark] = found
        heads = mark.act is not Act.TITLE or _HEADING_NAMES & kinds
        return found if heads else [mark._replace(act=Act.TEXT)]
    if any(mark.act is Act.TITLE for mark in found):
        return [Mark(tag.span.start, Act.OPEN), *found, Mark(tag.span.end - 1, Act.CLOSE)]
    return found


def _of_prop(text: str, prop: Prop) -> Iterator[Mark]:
    words = _words(text, prop)
    if words is not None:
        yield from _mark(text, prop.name, words)
    elif text[prop.value.start : prop.value.start + _LONGEST_NAME].replace(" ", "").startswith("{["):
        end = min(prop.value.end, prop.value.start + _LONGEST_VALUE)
        for found in _IN_LIST.finditer(text, prop.value.start, end):
            inner = Span(*found.span(next(group for group in (2, 3, 4) if found[group] is not None)))
            if found[1]:
                yield from _mark(text, found[1], inner)
            elif len(text[inner.start : inner.end].split()) >= _LEAST_WORDS:
                yield Mark(inner.start, Act.ITEM, inner)


def _mark(text: str, name: str, words: Span) -> Iterator[Mark]:
    if not text[words.start : words.end].strip():
        return
    if name in _HEADS:
        yield titled(text, words)
    elif name in _TEXTS:
        yield Mark(words.start, Act.TEXT, words)
    elif name == "caption":
        yield Mark(words.start, Act.CAPTION, words)


def _words(text: str, prop: Prop) -> Span | None:
    """Return where the string is that an attribute holds, None where it holds an expression."""
    start, end = prop.value
    if text[start] != "{":
        return Span(start + 1, end - 1)
    if end - start > _LONGEST_VALUE:
        return None
    literal = _LITERAL.fullmatch(text, start, end)
    if literal is None:
        return None
    return Span(*literal.span(next(group for group in (1, 2, 3) if literal[group] is not None)))
