"""Read what a page says of itself: `<meta>`, `<time>` and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from healthlint.sources.elements import Attributes, attribute
from healthlint.types import MetaValue, Span

_LARGEST = 256 * 1024
_DEEPEST = 40
_MOST_FACTS = 40
_LONGEST = 500

_ADDRESS = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
_MODIFIED = re.compile(r"modif|updat", re.IGNORECASE)
_NAMES = {
    "description": "description",
    "author": "author",
    "article:author": "author",
    "parsely-author": "author",
    "sailthru.author": "author",
    "dcsext.author": "author",
    "keywords": "keywords",
    "date": "date",
    "pubdate": "date",
    "publish-date": "date",
    "article:published_time": "date",
    "datepublished": "date",
    "dc.date": "date",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "last-modified": "modified",
    "datemodified": "modified",
    "og:title": "og:title",
    "og:description": "og:description",
    "og:type": "og:type",
}
_LINKED = {
    "headline": "jsonld.headline",
    "author": "author",
    "reviewedBy": "reviewer",
    "datePublished": "date",
    "dateModified": "modified",
}


class Metadata:
    """Gather a page's meta values as its tokens pass."""

    def __init__(self) -> None:
        self._values: dict[str, list[MetaValue]] = {}
        self._title: list[tuple[str, Span]] = []
        self._titled = False
        self._linked = False

    def start(self, tag: str, attrs: Attributes, span: Span) -> None:
        """Follow a start tag at `span`."""
        if tag == "meta":
            names = (attribute(attrs, key).lower() for key in ("name", "property", "itemprop"))
            known = next((_NAMES[name] for name in names if name in _NAMES), None)
            if known:
                self._add(known, attribute(attrs, "content"), span)
        elif tag == "html":
            self._add("lang", attribute(attrs, "lang"), span)
        elif tag == "time" and attribute(attrs, "datetime"):
            modified = _MODIFIED.search(attribute(attrs, "class") + attribute(attrs, "itemprop"))
            self._add("modified" if modified else "date", attribute(attrs, "datetime"), span)
        elif tag == "svg":
            self._titled = True
        elif tag == "script":
            self._linked = attribute(attrs, "type").strip().lower() == "application/ld+json"

    def text(self, tag: str, data: str, span: Span) -> None:
        """Follow text that is no prose, in an element `tag`."""
        if tag == "title" and not self._titled:
            self._title.append((data, span))
        elif tag == "script" and self._linked and len(data) <= _LARGEST:
            for key, value in islice(_json_values(data), _MOST_FACTS):
                at = data.find(value)
                where = Span(span.start + at, span.start + at + len(value)) if at >= 0 else span
                self._add(key, value, where)

    def end_title(self) -> None:
        """End the page's title: later ones belong to pictures."""
        self._titled = self._titled or bool(self._title)

    @property
    def titles(self) -> list[str]:
        """Return the names that the page's head gives the article."""
        named = [*self._values.get("og:title", ()), *self._values.get("jsonld.headline", ())]
        return ["".join(data for data, _ in self._title)[:_LONGEST], *(value.value for value in named)]

    def finish(self, found: Iterable[tuple[str, MetaValue]]) -> Mapping[str, tuple[MetaValue, ...]]:
        """Return all values, those `found` in the article's text after those of the page."""
        if self._title:
            whole = Span(self._title[0][1].start, self._title[-1][1].end)
            self._add("title", "".join(data for data, _ in self._title), whole)
        for key, value in found:
            self._values.setdefault(key, []).append(value)
        return {key: tuple(_distinct(values)) for key, values in self._values.items()}

    def _add(self, key: str, value: str, span: Span) -> None:
        # JSON takes "\ud800", half of a character, which nothing after us could encode.
        value = " ".join(value[:_LONGEST].encode("utf-8", "replace").decode("utf-8").split())
        if value and not (key == "author" and _ADDRESS.match(value)):
            self._values.setdefault(key, []).append(MetaValue(value, span))


def _distinct(values: Iterable[MetaValue]) -> Iterable[MetaValue]:
    """Return each value where it stands first."""
    first: dict[str, MetaValue] = {}
    for value in values:
        first.setdefault(value.value, value)
    return first.values()


def _json_values(data: str) -> Iterator[tuple[str, str]]:
    """Yield the few facts that we take from JSON-LD; what is not JSON says nothing."""
    try:
        parsed = json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return
    nodes: list[dict[str, object]] = []
    queue: list[tuple[object, int]] = [(parsed, 0)]
    for node, depth in queue:
        inner: Iterable[object] = ()
        if isinstance(node, dict):
            nodes.append(node)
            inner = [node[key] for key in ("@graph", "mainEntityOfPage", "mainEntity") if key in node]
        elif isinstance(node, list):
            inner = node
        if depth < _DEEPEST:
            queue.extend((child, depth + 1) for child in inner)
    known = {str(node["@id"]): node["name"] for node in nodes if "@id" in node and "name" in node}
    for node in nodes:
        for key, name in _LINKED.items():
            yield from ((name, value) for value in _names(node.get(key), known))


def _names(value: object, known: Mapping[str, object]) -> Iterator[str]:
    """Yield the text of a JSON-LD value: itself, or the name of each person it lists or points to."""
    for one in value if isinstance(value, list) else [value]:
        named = one.get("name", known.get(str(one.get("@id")))) if isinstance(one, dict) else one
        if isinstance(named, str) and not named.startswith("#") and not _ADDRESS.match(named):
            yield named
