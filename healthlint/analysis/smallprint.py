"""Tell what of an article is not its prose: references, small print, facts by label."""

from __future__ import annotations

import re

from healthlint.types import Block, Document

_REFERENCE_LENGTH = 400  # characters: a block up to this long that holds a citation is a reference

_BACK_MATTER = re.compile(
    r"(?:\W|\d)*(?:(?:our|article|selected|key|scientific|medical|health|affiliate|full|important|financial)\s+)*"
    r"(?:references?|sources?|citations?|bibliography|works cited|footnotes|further reading|disclaimers?"
    r"|disclosures?|affiliate links|about the authors?|related (?:articles?|posts?|reading))"
    r"(?:\s*(?:and|&|/|,)\s*(?:references?|sources?|citations?|further reading|links|notes|resources"
    r"|disclaimers?|disclosures?))?\W*",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"\baffiliate\b|\bamazon associate\b|\bearn from qualifying\b"
    r"|\b(?:earns?|receives?|gets?|makes?|paid) (?:us )?(?:an? |any )?(?:small |modest )?commissions?\b"
    r"|\bcommissions? (?:on|from|if|when|for|at no)\b"
    r"|\bnot (?:\w+ ){0,6}(?:medical|professional|health) advice\b"
    r"|\bsubstitute for (?:\w+ ){0,3}(?:medical|advice)\b"
    r"|\b(?:informational|information|educational)(?: (?:and|or|and/or) \w+)? purposes\b"
    r"|\bsubject to copyright\b|\bis not copyright|\bcopyright(?: \d|:|ed\b)|\ball rights reserved\b"
    r"|\bcreative commons\b|\bprivacy policy\b|\bterms of (?:use|service)\b|\buses? cookies\b"
    r"|\bunsubscribe\b|\b(?:in|to) your inbox\b"
    r"|\b(?:subscribe to|sign up for) (?:\w+ ){0,3}(?:newsletter|emails?|updates)\b"
    r"|\b(?:freelance|staff) (?:writer|journalist|reporter)\b|\bregular contributor to\b"
    r"|\bhas been featured in\b",
    re.IGNORECASE,
)
_CITATION = re.compile(
    r"\bdoi\s?:|doi\.org|\bpmc?id\b|\d\(\d+(?:-\d+)?\)\\?:\s?[a-z]?\d|\b(?:19|20)\d\d;\d", re.IGNORECASE
)
# "Hull MG, Kelly NJ, Conway DI" and "Baron, K. G., & Zee, P. (2017)".
_AUTHORS = re.compile(
    r"(?:[A-Z][^\s,]{1,40} [A-Z]{1,3}, ){2}[A-Z][^\s,]{1,40} [A-Z]{1,3}\b"
    r"|[A-Z][^\s,]{1,40} [A-Z]{1,3}, (?:et al\b|editors?\b)"
    r"|[A-Z][^\s,]{1,40}, (?:[A-Z]\.[ -]?){1,3}[,&(].{0,200}?\((?:19|20)\d\d"
)
_INITIAL = re.compile(r"[A-Z]\.?,")  # what all of these hold: looking for it first is quicker
FACTS = 3
"""Labels ("Price: ...") from which a sentence is made of lines of facts, which Markdown joins."""
_FACT = re.compile(r"(?:^|\s)[A-Z\d][\w'&/:-]{0,20}(?: [\w'&/-]{1,20}){0,3}: ")


def is_small_print(text: str) -> bool:
    """Tell whether a sentence disclaims, discloses, cites or lists facts by label: none of it is graded."""
    if "\u00a9" in text or _SMALL_PRINT.search(text):
        return True
    if text.count(": ") >= FACTS and len(_FACT.findall(text)) >= FACTS:
        return True
    return _cites(text)


def is_reference(block: Block) -> bool:
    """Tell whether a block is short and cites something: an entry of a list of references."""
    return len(block.text) <= _REFERENCE_LENGTH and _cites(block.text)


def _cites(text: str) -> bool:
    if _CITATION.search(text):
        return True
    return _INITIAL.search(text) is not None and _AUTHORS.search(text) is not None


def back_matter(document: Document) -> frozenset[int]:
    """Return the blocks of sections that list references, disclaim or disclose."""
    return frozenset(
        block
        for section in document.walk_sections()
        if _BACK_MATTER.fullmatch(section.title)
        for block in section.all_blocks()
    )
