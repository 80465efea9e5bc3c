"""Find what the title names where no lexicon knows it: the article says what kind of thing it is."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from healthlint.analysis.families import ILL, family
from healthlint.types import BlockKind

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

EARLY = 40
"""Sentences from the start among which a definition stands."""
NEAR = 90
"""Characters after the verb within which the kind of thing is told, if no clause begins before."""
LONGEST = 5
"""Words of a name at most."""
OFTEN = 3
"""Times that a review names its subject at least."""
SPOKEN = 2
"""Times that it names the kind of goods that it is, at least."""
GOODS = frozenset({"supplement", "drug", "skincare", "active", "device", "product"})

# "What is X?", "The benefits of X": X is the name.
_FRAME = re.compile(
    r"^(?:(?:what (?:is|are|does)|is|does|do|our|my|an honest|honest|all about|about|understanding"
    r"|introduction to|an? guide to|guide to|(?:the )?(?:\w+ )?(?:benefits|uses|side effects|risks|dangers"
    r"|science|truth|types|symptoms|causes) of) )?(?:an? |the )?"
)
_END = re.compile(
    r"[:?!|\u2013\u2014(,;/]| - | for | (?:reviews?|reviewed|benefits|uses|dosage|side effects|explained"
    r"|guide|scam|legit|complaints|results|worth it|before and after|20\d\d)\b"
)
_REVIEW = re.compile(
    r"\b(?:reviews?|reviewed|legit|scam|worth it|complaints|does it (?:really )?work|to the test"
    r"|under the microscope)\b"
)
# Where the name stands in such a title: "A full review of X", "We put X to the test".
_REVIEWED = re.compile(
    r"\breview of (?:the )?(.+)|\bput (.+) to the test"
    r"|[\u2013\u2014:|] *([^\u2013\u2014:|]+) under the microscope"
)
_EASED = re.compile(r"[- ](?:relie\w+|support|control|management|prevention|treatments?|remed\w+|fighting)\b")
_VERB = re.compile(r"(?:\s*\([^()]{1,80}\)|,[^,.]{1,80},)?\s+(?:is|are|was|were|refers? to)\s+")
_CLAUSE = re.compile(r"\b(?:that|which|who|where|when|used|given|taken|made|caused|found|to|for|with|in)\b")


def defined(analysis: Analysis) -> tuple[str, str, frozenset[int]] | None:
    """Return name, family and sentences of what the title names and the article tells the kind of.

    "Rotigotine is a medication" makes it a drug. What a title reviews is of the kind of thing that
    the review speaks of most.
    """
    title = analysis.document.title
    if title is None:
        return None
    titled = analysis.document.blocks[title].text.lower()
    name = _name(titled)
    if not name:
        return None
    told, reviewed = _told(analysis, name), _REVIEW.search(titled) is not None
    if told is None and not reviewed:
        return None
    naming = frozenset(i for i, one in enumerate(analysis.sentences) if name in one.text.lower())
    if told is None and len(naming) >= OFTEN:
        told = _reviewed(analysis)
    return (name, told, naming) if told is not None else None


def _told(analysis: Analysis, name: str) -> str | None:
    """Return the family of what an early sentence says that `name` is."""
    opening = re.compile(
        rf"(?:^|[.?:)] )(?:an? |the |topical |oral )?{re.escape(name)}(?:s|es)?\b", re.IGNORECASE
    )
    for index, sentence in enumerate(analysis.sentences[:EARLY]):
        if analysis.block(sentence).kind is BlockKind.HEADING:
            continue
        found = opening.search(sentence.text)
        verb = found and _VERB.match(sentence.text, found.end())
        if not verb:
            continue
        start = sentence.start + verb.end()
        clause = _CLAUSE.search(sentence.text, verb.end(), verb.end() + NEAR)
        end = sentence.start + clause.start() if clause else start + NEAR
        text = analysis.block(sentence).text
        for concept in analysis.by_sentence[index]:
            kind = family(concept)
            # "A pain relief gel" is no pain.
            if (
                start <= concept.start <= end
                and kind
                and concept.group != "ambiguous"
                and not (kind in ILL and _EASED.match(text, concept.end))
            ):
                return kind
    return None


def _reviewed(analysis: Analysis) -> str | None:
    """Return the family of goods that the article names most, None where it hardly names any."""
    named = Counter(
        kind
        for concept in analysis.concepts
        if (kind := family(concept)) in GOODS and concept.group != "ambiguous"
    )
    kind, count = max(named.items(), key=lambda one: (one[1], one[0]), default=(None, 0))
    return kind if count >= SPOKEN else None


def _name(title: str) -> str:
    """Return what a title, in small letters, names; "" where that is no name."""
    reviewed = _REVIEWED.search(title)
    if reviewed:
        title = next(filter(None, reviewed.groups()))
    lower = _FRAME.sub("", title.strip(), count=1)
    name = _END.split(lower, maxsplit=1)[0].strip(" .*\"'")
    return name if len(name) >= 3 and name.count(" ") < LONGEST else ""
