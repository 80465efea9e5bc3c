"""Write a name as the article does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.types import BlockKind, Concept, Document

_PROPER = re.compile(
    "accutane|adderall|advil|asperger|atkins|botox|down|dukan|dysport|ebola|epstein|humira|invisalign"
    "|juvederm|lyme|mediterranean|mounjaro|nipah|ozempic|pilates|prozac|reiki|restylane|rolfing"
    "|rybelsus|tourette|turner|tylenol|valium|viagra|wegovy|xanax|zepbound|zika|zoloft"
)
"""Words of names, in small letters, that keep their capital wherever they stand."""
_OF_NAMES = {"ayurvedic", "brand", "chinese", "homeopathic", "latin"}
"""Groups of supplements that may be written with a capital; herbs and minerals are not, as shops may do."""


def spelling(document: Document, concepts: Sequence[Concept], name: str) -> str:
    """Return `name`, which is lower-case, as the article itself writes it with the fewest capitals.

    Where it only ever opens a heading or a sentence, its first capital tells nothing.
    """
    named = [(one.block, one.start) for one in concepts if one.text == name.lower()]
    # A name that no lexicon has is no concept.
    named = named or [
        (block, found.start())
        for block, one in enumerate(document.blocks)
        for found in re.finditer(rf"\b{re.escape(name)}\b", one.text, re.IGNORECASE)
        if name
    ]
    inside = [one for one in named if _is_amid(document, *one)]
    written = [document.blocks[block].text[start : start + len(name)] for block, start in inside or named]
    fitting = [text for text in written if text.lower() == name.lower()]
    best = min(fitting, key=lambda text: sum(map(str.isupper, text)), default=name)
    common = " " not in name and any(_is_common(one) for one in concepts if one.text == name.lower())
    return best if inside and not common else " ".join(map(_lower, best.split(" ")))


def _is_common(concept: Concept) -> bool:
    if concept.lexicon == "supplement":
        return concept.group not in _OF_NAMES
    return (concept.lexicon, concept.group) in {("procedure", "therapy"), ("diet", "restrictive")}


def _is_amid(document: Document, block: int, start: int) -> bool:
    """Tell whether a name stands within a sentence of running text."""
    text = document.blocks[block].text
    before = text[max(0, start - 4) : start].rstrip(" \"'(\u201c\u2018*")
    return (
        document.blocks[block].kind is not BlockKind.HEADING
        and bool(before)
        and before[-1] not in ".!?:\u2022"
    )


def _lower(word: str) -> str:
    """Return a word of a heading in small letters, but "NMN", "L-dopa" and "Crohn's" as they are."""
    proper = word.endswith(("'s", "\u2019s")) or _PROPER.fullmatch(word.lower()) is not None
    return word.lower() if word[:2].isalpha() and word[1:].islower() and not proper else word


def singular(text: str) -> str:
    """Return a name without its plural's "s" and its hyphens."""
    text = text.replace("-", " ")
    if text.endswith("s") and not text.endswith(("ss", "us", "is")) and len(text) > 3:
        return text[:-1]
    return text
