"""Read what front matter says to healthlint: `healthlint: {disable: [HL101], reason: ...}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from healthlint.sources import directives
from healthlint.types import Directive, MetaValue, Note, Span

TABLE = "healthlint"
_KEYS = (f"{TABLE}.disable", f"{TABLE}.reason")

Meta = Mapping[str, tuple[MetaValue, ...]]


def is_ours(key: str) -> bool:
    """Tell whether a key of the front matter is for healthlint, and says nothing of the article."""
    return key == TABLE or key.startswith((f"{TABLE}.", f"{TABLE}-"))


def read(text: str, meta: Meta) -> tuple[tuple[Directive, ...], tuple[Note, ...]]:
    """Return what `meta`, the front matter of `text`, suppresses, and the keys that are none of ours."""
    disabled, reason = (meta.get(key, ()) for key in _KEYS)
    named = [word for value in disabled for word in _words(text, value)]
    notes = tuple(
        Note(f"has {key!r}, which healthlint does not know: write 'disable' under '{TABLE}'", values[0].span)
        for key, values in meta.items()
        if is_ours(key) and key not in _KEYS
    )
    if not named:
        return (), notes
    places = tuple(place for _, place in named)
    span = Span(min(place.start for place in places), max(place.end for place in places))
    why = "; ".join(" ".join(value.value.split()) for value in reason)
    return (Directive("file", tuple(code for code, _ in named), why, span, places),), notes


def _words(text: str, value: MetaValue) -> Iterator[tuple[str, Span]]:
    exact = text[value.span.start : value.span.end] == value.value
    for code, place in directives.words(value.value, at=value.span.start):
        yield code, place if exact else value.span
