"""Name what an article is about, as it does itself, and in neutral words where that is in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from healthlint.analysis import Analysis
from healthlint.analysis.families import ILL, family
from healthlint.analysis.spelling import singular, spelling
from healthlint.analysis.subject import GENERIC
from healthlint.rulepack.model import SectionRule, StatementRule
from healthlint.types import BlockKind, Concept

UNNAMED = "what this page describes"
"""What stands for a subject that the title does not name, or that says nothing by itself."""
_VAGUE = GENERIC | {"condition", "disease", "disorder", "formula", "illness", "screening", "symptom"}
_SUFFERED = ILL | {"lifestyle"}
"""Families of what nobody takes or undergoes: an article on treating one tells the risks of the treatment."""

_DETERMINER = re.compile(
    r"\b(?:(the)|an?|each|every|another)(?:\s+(?!little\b|lot\b|few\b|bit\b)[\w-]+)?\s+$", re.I
)
_NEXT = re.compile(r"[\s®™-]+(\w+)")
_FUNCTION_WORD = re.compile(
    "a|after|also|and|are|as|at|be|because|before|but|by|can|cannot|comes|could|do|does|for|from|had|has|have|helps"
    "|if|in|into|is|isn|it|like|may|means|might|must|no|not|of|off|on|only|or|over|she|should|since|so|such|than"
    "|that|the|then|they|this|through|to|until|was|we|were|when|where|whether|which|while|who|will|with|without"
    "|work|works|would|you|your"
)
"""Words after which a name before them stands by itself: "a probiotic is", not "a probiotic drink"."""
_COUNTED = re.compile(
    ".*\\b(?:diet|facial|implant|injection|mask|patch|pill|plunge|probiotic|psychedelic|serum|supplement|vaccine)"
)
"""Names that never stand for a stuff: alone they stand before another word ("probiotic and other drinks")."""

RARELY = 4
"""Times that "a mask" must outnumber "mask" for a plural that the article never writes."""


def asked_of(rule: SectionRule | StatementRule, analysis: Analysis) -> str:
    """Return what a rule names as its subject: only what is taken, where it asks of interventions."""
    return subject(analysis, taken=rule.applies.intervention is True)


def subject(analysis: Analysis, *, taken: bool = False) -> str:
    """Return what the article is about, in the number in which it speaks of it most.

    With `taken`, only what a reader takes or undergoes is named: a page on a new drug for cancer is
    not asked for the risks of cancer.
    """
    name = analysis.topic.subject
    key = singular(name)
    mentions = [one for one in analysis.concepts if singular(one.text) == key]
    if not name or key in _VAGUE or not _titled(analysis, key):
        return UNNAMED
    families = {family(one) for one in mentions} - {None}
    if taken and families and families <= _SUFFERED:
        return UNNAMED
    return _written(analysis, name, mentions)


def _titled(analysis: Analysis, key: str) -> bool:
    """Tell whether the title names it; an article without one is taken at its word."""
    title = analysis.document.title
    return title is None or key in analysis.document.blocks[title].text.lower().replace("-", " ")


def _written(analysis: Analysis, name: str, mentions: list[Concept]) -> str:
    """Return "probiotics", "the keto diet" or "insulin": how the article writes the name most often."""
    used = Counter(use for one in mentions for use in _uses(analysis, one))
    single = next((one.text for one in mentions if not _isplural(one.text)), name)
    many = Counter(one.text for one in mentions if _isplural(one.text)).most_common(1)
    most = max(("alone", "many", "the"), key=lambda use: used[use])
    if most == "alone" and _COUNTED.fullmatch(single):
        return _spelled(analysis, many[0][0]) if many else plural(_spelled(analysis, single))
    if most == "many" and many:
        return _spelled(analysis, many[0][0])
    if most == "many" and used["many"] > RARELY * used["alone"]:
        return plural(_spelled(analysis, single))
    return f"the {_spelled(analysis, single)}" if most == "the" else _spelled(analysis, single)


def _uses(analysis: Analysis, one: Concept) -> Iterator[str]:
    block = analysis.document.blocks[one.block]
    if _isplural(one.text):
        yield "many"
        return
    after = _NEXT.match(block.text, one.end)
    if after is not None and _FUNCTION_WORD.fullmatch(after[1].lower()) is None:
        return
    before = _DETERMINER.search(block.text[max(0, one.start - 40) : one.start])
    if before is not None:
        yield "the" if before[1] else "many"
    elif block.kind is not BlockKind.HEADING:
        yield "alone"


def _isplural(text: str) -> bool:
    return singular(text) != text.replace("-", " ")


def plural(name: str) -> str:
    """Return the plural of a name, which stays as it is where it ends in a number ("GLP-1")."""
    if name[-1:].isdigit():
        return name
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "z", "ch", "sh")) else f"{name}s"


def _spelled(analysis: Analysis, name: str) -> str:
    return spelling(analysis.document, analysis.concepts, name)
