"""Find what an article is mainly about: the thing its title, headings and sentences name most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from healthlint.analysis.defined import defined
from healthlint.analysis.families import ILL, family
from healthlint.analysis.spelling import singular
from healthlint.types import BlockKind, Concept, Document

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

# These phrases have an everyday sense as well, or name a whole class: too weak to be a subject.
_WEAK_GROUPS = {"ambiguous", "generic", "general", "food", "nutrient", "kitchen", "life-stage", "class"}
GENERIC = {
    "active",
    "cream",
    "device",
    "drug",
    "gel",
    "implant",
    "injection",
    "medical procedure",
    "medical treatment",
    "medication",
    "medicine",
    "oil",
    "operation",
    "pill",
    "procedure",
    "product",
    "serum",
    "supplement",
    "supplementation",
    "surgery",
    "tablet",
    "therapy",
    "treatment",
    "vaccine",
    "vitamin",
}
"""Names that hardly say what an article is about, in the singular."""
_ILL_FROM = re.compile(
    r"[- ](?:use disorders?|addiction|abuse|misuse|dependen\w+|poisoning|intoxication|reactions?|allerg\w+"
    r"|crisis|epidemic|deaths?|-?induced)\b",
    re.IGNORECASE,
)
"""What follows a drug's name in the name of an illness."""
_SITE = re.compile(r"\s\|\s[^|]*$")
"""What a page's title ends with: the name of its site."""
_FOR = re.compile(
    r"\b(?:for|against|to (?:treat|manage|ease|relieve|help|reduce|prevent|fight)|helps?)\b", re.IGNORECASE
)
FREQUENT = 0.5
"""Share of a name's mentions from which a longer name that holds it is what the article means."""
OPENING = 150
"""Words of the article, after its title, that count as its opening."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one thing an article names; `name` is how it first does. `mentions` counts sentences.

    `weak` names (a whole class, a word with an everyday sense) say little about an article; of
    these, `everyday` are the words that may well mean something else (cold, period, growth).
    """

    name: str
    family: str
    in_title: bool
    in_headings: int
    in_opening: bool
    mentions: int
    weak: bool
    everyday: bool
    score: float

    @property
    def generic(self) -> bool:
        """Tell whether the name stands for any medicine, treatment or product."""
        return singular(self.name) in GENERIC


def candidates(analysis: Analysis) -> tuple[Candidate, ...]:
    """Return what the article names, the likeliest subject first.

    A name in the title weighs most, then headings, the opening, and how many sentences hold it.
    A name that no lexicon knows counts where the title has it and an early sentence defines it.
    """
    document, title = analysis.document, analysis.document.title
    opening, untitled = _opening(document, title), _untitled(analysis)
    sentences: dict[tuple[str, str], set[int]] = defaultdict(set)
    headings: Counter[tuple[str, str]] = Counter()
    titled: set[tuple[str, str]] = set()
    opened: set[tuple[str, str]] = set()
    weak: set[tuple[str, str]] = set()
    everyday: set[tuple[str, str]] = set()
    shown: dict[tuple[str, str], str] = {}
    for concept in _whole(analysis.concepts):
        kind = family(concept)
        block = document.blocks[concept.block]
        if kind is None or block.kind in {BlockKind.FOOTER, BlockKind.ASIDE}:
            continue
        key = (singular(concept.text), kind)
        shown.setdefault(key, concept.text)
        if block.kind is BlockKind.HEADING:
            sentences.setdefault(key, set())
        else:
            sentences[key].add(concept.sentence)
        headings[key] += block.kind is BlockKind.HEADING
        if concept.block == title and concept not in untitled:
            titled.add(key)
        if concept.block in opening:
            opened.add(key)
        if concept.group in _WEAK_GROUPS:
            weak.add(key)
        if concept.group == "ambiguous":
            everyday.add(key)
    for concept in _whole(analysis.headline[1]):
        kind = family(concept)
        if kind is not None and concept.group != "ambiguous":
            key = (singular(concept.text), kind)
            shown.setdefault(key, concept.text)
            titled.add(key)
            sentences.setdefault(key, set())
            if concept.group in _WEAK_GROUPS:
                weak.add(key)
    told = defined(analysis)
    if told is not None and singular(told[0]) not in {name for name, _ in titled}:
        name, kind, held = told
        key = (singular(name), kind)
        titled.add(key)
        shown[key] = name
        sentences[key] |= held
        headings[key] += sum(
            analysis.block(analysis.sentences[one]).kind is BlockKind.HEADING for one in held
        )
        opened |= {key for one in held if analysis.sentences[one].block in opening}
    found = [
        Candidate(
            shown[name, kind],
            kind,
            (name, kind) in titled,
            headings[name, kind],
            (name, kind) in opened,
            len(held),
            (name, kind) in weak,
            (name, kind) in everyday,
            _score(
                titled=(name, kind) in titled,
                headings=headings[name, kind],
                opened=(name, kind) in opened,
                mentions=len(held),
                weak=(name, kind) in weak,
            ),
        )
        for (name, kind), held in sentences.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.name, one.family)))


def _whole(concepts: Sequence[Concept]) -> Iterator[Concept]:
    """Yield the concepts that are no part of a longer one: in "fitness tracker" nothing is about fitness."""
    reach = (-1, 0, 0)
    for one in sorted(concepts, key=lambda one: (one.block, one.start, -one.end)):
        block, start, end = reach
        within = one.block == block and one.end <= end and (one.start, one.end) != (start, end)
        if not within:
            yield one
            if family(one) is not None and (one.block, one.end) > (block, end):
                reach = (one.block, one.start, one.end)


def _untitled(analysis: Analysis) -> frozenset[Concept]:
    """Return what a title names, but is not about: it is in the site's name, or part of an illness's.

    An illness may be only what something else is for: "yoga for back pain".
    """
    title = analysis.document.title
    if title is None:
        return frozenset()
    text, taken = analysis.document.blocks[title].text, None
    site = _SITE.search(text)
    found = []
    for concept in sorted(analysis.by_block[title], key=lambda one: one.start):
        kind = family(concept)
        if site and concept.start >= site.start():
            found.append(concept)
        elif kind in ILL:
            if taken is not None and _FOR.search(text, taken.end, concept.start):
                found.append(concept)
        elif kind is not None and _ILL_FROM.match(text, concept.end):
            found.append(concept)
        elif kind is not None and concept.group not in _WEAK_GROUPS:
            taken = concept
    return frozenset(found)


def by_family(found: Sequence[Candidate]) -> Mapping[str, Candidate]:
    """Return the likeliest candidate of each family."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        best.setdefault(candidate.family, candidate)
    return best


def fullest(chosen: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return the longest name that holds the chosen one and is about as frequent."""
    words = f" {singular(chosen.name)} "
    longer = [
        one
        for one in found
        if len(one.name) > len(chosen.name)
        and (one.family in ILL) == (chosen.family in ILL)
        and words in f" {singular(one.name)} "
        and one.in_title >= chosen.in_title
        and one.mentions >= FREQUENT * chosen.mentions
    ]
    return max(longer, key=lambda one: (len(one.name), one.name), default=chosen)


def _opening(document: Document, title: int | None) -> frozenset[int]:
    words = 0
    found = []
    for index, block in enumerate(document.blocks):
        if (title is not None and index <= title) or block.kind in {BlockKind.FOOTER, BlockKind.ASIDE}:
            continue
        found.append(index)
        words += block.text.count(" ") + 1
        if words > OPENING:
            break
    return frozenset(found)


def _score(*, titled: bool, headings: int, opened: bool, mentions: int, weak: bool) -> float:
    score = min(headings, 4) * 0.5 + 0.7 * opened + log1p(mentions)
    # However often something else is named, the title says what the article is about.
    return 4.0 * titled * (0.8 if weak else 1.0) + score * (0.6 if weak else 1.0)
