"""Find what the title names where no lexicon knows it: the article says what kind of thing it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from healthlint.types import BlockKind, Concept

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

EARLY = 40
"""Sentences from the start among which a definition stands."""
NEAR = 90
"""Characters after the verb within which the kind of thing is told, if no clause begins before."""
LONGEST = 5
"""Words of a name at most."""

# "What is X?", "The benefits of X": X is the name.
_FRAME = re.compile(
    r"^(?:(?:what (?:is|are|does)|all about|about|understanding|introduction to|an? guide to|guide to|"
    r"(?:the )?(?:\w+ )?(?:benefits|uses|side effects|risks|dangers|science|truth|types|symptoms|causes)"
    r" of) )?"
    r"(?:an? |the )?"
)
_END = re.compile(r"[:?!|\u2013\u2014(,;/]| - ")
_VERB = re.compile(r"(?:\s*\([^()]{1,80}\)|,[^,.]{1,80},)?\s+(?:is|are|was|were|refers? to)\s+")
_CLAUSE = re.compile(r"\b(?:that|which|who|where|when|used|given|taken|made|caused|found|to|for|with|in)\b")


def defined(
    analysis: Analysis, kind_of: Callable[[Concept], str | None]
) -> Iterator[tuple[str, str, frozenset[int]]]:
    """Yield name, family and sentences of what the title names and an early sentence defines.

    `kind_of` gives the family of a concept. "Lipase is a class of enzymes" tells nothing unless
    a lexicon knows enzymes; "Rotigotine is a medication" makes it a drug.
    """
    title = analysis.document.title
    name = _name(analysis.document.blocks[title].text) if title is not None else ""
    if not name:
        return
    opening = re.compile(
        rf"(?:^|[.?:)] )(?:an? |the |topical |oral )?{re.escape(name)}(?:s|es)?\b", re.IGNORECASE
    )
    for index, sentence in enumerate(analysis.sentences[:EARLY]):
        if sentence.block == title or analysis.block(sentence).kind is BlockKind.HEADING:
            continue
        found = opening.search(sentence.text)
        verb = found and _VERB.match(sentence.text, found.end())
        if not verb:
            continue
        start = sentence.start + verb.end()
        clause = _CLAUSE.search(sentence.text, verb.end(), verb.end() + NEAR)
        end = sentence.start + clause.start() if clause else start + NEAR
        for concept in analysis.by_sentence[index]:
            family = kind_of(concept)
            if start <= concept.start <= end and family and concept.group != "ambiguous":
                yield name, family, _naming(analysis, name)
                return


def _name(title: str) -> str:
    lower = _FRAME.sub("", title.strip().lower(), count=1)
    name = _END.split(lower, maxsplit=1)[0].strip(" .*\"'")
    return name if len(name) >= 3 and name.count(" ") < LONGEST else ""


def _naming(analysis: Analysis, name: str) -> frozenset[int]:
    return frozenset(i for i, sentence in enumerate(analysis.sentences) if name in sentence.text.lower())
