"""Find where an article makes a statement due: what it names, and what its front matter and links tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthlint.analysis import Analysis
from healthlint.checks import places, surroundings
from healthlint.rulepack.model import Occasion
from healthlint.types import BlockKind, Place


def occasions(when: Sequence[Occasion], analysis: Analysis) -> list[Place]:
    """Return the places of the first occasion that there is, the title before all where it counts."""
    for occasion in when:
        found = sorted(
            (*_named(occasion, analysis), *_told(occasion, analysis)), key=lambda place: place.span
        )
        if found:
            return [places.anchor(analysis), *found] if occasion.titled and occasion.said else found
    return []


def _named(occasion: Occasion, analysis: Analysis) -> list[Place]:
    """Return the title, or the sentences that count; none where they are too few."""
    title = analysis.document.title
    if occasion.titled:
        titles = (section for name in occasion.titled for section in analysis.headed(name))
        if not any(section.heading == title for section in titles if title is not None):
            return []
        if not occasion.said:
            return [places.anchor(analysis)]
    said = {sentence.span: sentence for name in occasion.said for sentence in analysis.said(name)}
    counted = [one for one in said.values() if analysis.block(one).kind is not BlockKind.FOOTER]
    if occasion.under:
        covered = surroundings.covered(occasion.under, analysis)
        counted = [one for one in counted if one.block in covered]
    if len(counted) < occasion.at_least:
        return []
    return [places.at_sentence(analysis.document, one, note=occasion.note) for one in counted]


def _told(occasion: Occasion, analysis: Analysis) -> Iterator[Place]:
    """Yield the entries of the front matter and the links that count."""
    document = analysis.document
    for key, values in document.meta.items() if occasion.front_matter else ():
        for value in values:
            entry = f"{key}: {value.value}"
            if any(analysis.text_says(entry, name) for name in occasion.front_matter):
                yield places.place(document.source, value.span, quote=entry, note=occasion.note)
    for link in document.links if occasion.links else ():
        if any(analysis.text_says(link.url, name) for name in occasion.links):
            yield places.at_link(document.source, link, note=occasion.note)
