"""Mark a paid link that is written in HTML: the fix of rules on its `rel`."""

from __future__ import annotations

import re

from healthlint.types import Edit, Format, Link, Source, Span

MOST = 40
"""Attributes of a tag that are read."""
# A value in quotes may hold anything but its quote. What is filled in when the page is built stands
# in braces or angle brackets: where one stands outside of quotes, the tag is not understood.
_ATTRIBUTE = re.compile(
    r"\s+(?P<name>[^\s\"'<>/={}]{1,100})"
    r"(?:\s{0,9}=\s{0,9}(?P<value>\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\s\"'<>`{}]{1,4000}))?"
)
_END = re.compile(r"\s{0,99}/?>")
_OPENING = 2
"""Characters of `<a`."""


def marked(source: Source, link: Link, value: str) -> Edit | None:
    """Return the edit that puts `value` first in a link's `rel`, None where its tag is not understood."""
    attributes: dict[str, re.Match[str]] = {}
    text, at = source.text, link.span.start + _OPENING
    while len(attributes) < MOST and (found := _ATTRIBUTE.match(text, at)):
        attributes.setdefault(found["name"].lower(), found)
        at = found.end()
    address, rel = attributes.get("href"), attributes.get("rel")
    end = _END.match(text, at)
    if end is None or address is None or not address["value"]:
        return None
    if source.format is Format.MARKDOWN and "\n" in end.group():
        return None  # the mark of a quote, perhaps, behind which the tag goes on
    if rel is not None:
        return _in(rel, value)
    # A `rel` that only the parser found needs no second.
    quote = "'" if address["value"][0] == "'" else '"'
    return None if link.rel.strip() else Edit(Span(at, at), f" rel={quote}{value}{quote}")


def _in(rel: re.Match[str], value: str) -> Edit:
    """Return the edit that adds a value to the attribute."""
    given = rel["value"]
    if given is None:
        return Edit(Span(rel.end(), rel.end()), f'="{value}"')
    start, end = rel.span("value")
    if given[0] not in "\"'":
        return Edit(Span(start, end), f'"{value} {given}"')
    return Edit(Span(start + 1, start + 1), f"{value} " if given[1:-1].strip() else value)
