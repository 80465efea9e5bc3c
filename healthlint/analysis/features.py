"""Turn an article into the numbers that the topic model weighs, each about 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log1p
from typing import TYPE_CHECKING

from healthlint.analysis.families import FAMILIES, family
from healthlint.analysis.subject import Candidate, by_family
from healthlint.types import BlockKind

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

_HEALTH = (*dict.fromkeys(FAMILIES.values()), "harm", "professional")
HEADING_SIGNS = (
    "benefits",
    "dosage",
    "side-effect-title",
    "symptoms",
    "causes",
    "diagnosis",
    "treatment",
    "prevention",
    "how-it-works",
    "ingredients",
    "products",
    "abstract",
    "acts",
    "taken",
    "lowers-risk",
    "elsewhere",
    "upkeep",
    "food",
    "review",
    "costs",
)
"""Heading patterns that the model weighs in the title and in the other headings."""

STYLES = ("first-person", "second-person", "try-it", "describes-condition", "diary")
"""Sentence patterns that the model weighs by how many sentences say them."""
_DENSITIES = (
    *FAMILIES.values(),
    "harm",
    "professional",
    "news",
    "recipe",
    "software",
    "research",
    "shop",
    "money",
    "insurance",
    "animal",
    "chemistry",
)

_SCHOLARLY = frozenset({"bibliography", "doi", "orcid", "author.orcid", "citation_doi", "csl"})
"""What front matter and heads of pages hold where researchers write for researchers."""
_ELSEWHERE = ("software", "research", "money", "insurance", "animal", "chemistry", "recipe")


def features(analysis: Analysis, found: Sequence[Candidate]) -> Mapping[str, float]:
    """Return the features of an article by name; those that are 0 are left out."""
    values: dict[str, float] = {"bias": 1.0}
    values.update(_subjects(found))
    values.update(_headings(analysis))
    values.update(_title(analysis))
    values.update(_densities(analysis))
    values.update(_style(analysis))
    values.update(_offers(analysis))
    return {name: round(value, 4) for name, value in values.items() if value}


def _subjects(found: Sequence[Candidate]) -> Iterable[tuple[str, float]]:
    if found:
        yield f"subject:{found[0].family}", 0.5 if found[0].everyday else 1.0
        yield "subject:in-title", float(found[0].in_title)
    for name, best in by_family(found).items():
        yield f"title:{name}", best.in_title * (0.5 if best.everyday else 1.0)
        yield f"opening:{name}", float(best.in_opening)
        yield f"headings:{name}", min(best.in_headings, 4) / 4
        yield f"mentions:{name}", log1p(best.mentions) / 4


def _headings(analysis: Analysis) -> Iterable[tuple[str, float]]:
    title = analysis.document.title
    total = sum(1 for section in analysis.document.walk_sections() if section.title)
    for sign in HEADING_SIGNS:
        sections = analysis.headed(sign)
        yield f"title-says:{sign}", float(analysis.titled(sign))
        others = sum(section.heading != title for section in sections)
        yield f"headings-say:{sign}", float(others > 0)
        yield f"headings-share:{sign}", min(1.0, others / total * 3) if total else 0.0


def _title(analysis: Analysis) -> Iterable[tuple[str, float]]:
    """Yield what else than health the title is about."""
    title = analysis.document.title
    named = {one.lexicon for one in analysis.headline[1]}
    if title is not None:
        named |= {one.lexicon for one in analysis.by_block[title]}
    for name in _ELSEWHERE:
        yield f"title-names:{name}", float(name in named)


def _densities(analysis: Analysis) -> Iterable[tuple[str, float]]:
    words = max(analysis.words, 100)
    counts = Counter(
        family(concept) or concept.lexicon for concept in analysis.concepts if concept.group != "ambiguous"
    )
    for name in dict.fromkeys(_DENSITIES):
        yield f"density:{name}", _density(counts[name], words)
    yield "density:health", _density(sum(counts[name] for name in _HEALTH), words)


def _offers(analysis: Analysis) -> Iterable[tuple[str, float]]:
    """Yield whether the page has paid links, and whether all of several lead to one offer."""
    addresses = Counter(paid.link.url.partition("?")[0] for paid in analysis.paid)
    yield "links:paid", float(bool(addresses))
    yield "links:one-offer", float(len(addresses) == 1 and addresses.total() > 1)


def _density(count: int, words: int) -> float:
    """Return how dense `count` mentions stand in `words` words, on a scale that flattens upwards."""
    return min(1.0, log1p(1000 * count / words) / 4)


def _style(analysis: Analysis) -> Iterable[tuple[str, float]]:
    sentences = [s for s in analysis.sentences if analysis.block(s).kind is not BlockKind.HEADING]
    count = max(len(sentences), 10)
    for pattern in STYLES:
        yield f"style:{pattern}", min(1.0, len(analysis.said(pattern)) / count * 2)
    yield "style:short", float(analysis.words < 200)
    yield "style:unapproved", float(bool(analysis.said("unapproved")))
    yield "meta:scholarly", float(not _SCHOLARLY.isdisjoint(analysis.document.meta))
