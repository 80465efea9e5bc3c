"""Tell whether the words around a term explain it."""

from __future__ import annotations

import re

WINDOW = 100
"""Characters before and after a term in which its meaning can stand."""

_OPENED = re.compile(
    r"[^\W\d][\"'\u201d\u2019]?\s?[(\[]\s?[\"'\u201c\u2018]?"
    r"(?:(?:or|aka|also|called|known as|abbreviated(?: as)?|often|commonly|now|formerly|an?|the)\s){0,4}$"
)
_CLOSED = re.compile(
    r"(?:-\w{1,3})?[\"'\u201d\u2019]?(?:[)\]]|[;,] (?![A-Z]{2})|,? (?:or|such as|like|for short)\b)"
)
_GLOSSED = re.compile(
    r"[\"'\u201d\u2019]?\s?[(\[]\s?[\"'\u201c\u2018]?"
    r"(?!(?:see|such|e\.g|for example|like|and|or|with|in|if)\b)(?=[A-Za-z]+[a-z])"
)
MEANS = re.compile(
    r"[\"'\u201d\u2019]?,?\s(?:(?:which|that)\s)?(?:stands for|is short for|means|meaning|short for"
    r"|is (?:an acronym|an abbreviation|the abbreviation) (?:for|of))\b"
    r"|, (?:the|an?) (?:[\w-]+ ){1,3}(?:that|which|your|our|you|cells|used|made|found)\b"
)
_CALLED = re.compile(
    r"\balso (?:called|known as|abbreviated)(?: an?| the)? [\"'\u201c\u2018]?$"
    r"|[\"'\u201c\u2018](?:bad|good)[\"'\u201d\u2019] $"
)
_DEFINED = re.compile(
    r"[\"'\u201d\u2019]?(?: \([^)]{1,40}\))? (?:is|are|refers? to|describes?|occurs when|happens when) "
    r"(?:(?:just|simply|basically|also|when|where|what|one|another)\b|(?:(?:an?|the|any) )?(?:[\w-]+ ){0,4}?"
    r"(?:conditions?|diseases?|disorders?|terms?|names?|words?|states?|types?|kinds?|forms?|groups?|class(?:es)?"
    r"|process(?:es)?|act|practice|procedures?|tests?|scans?|medicines?|drugs?|medications?|inflammation"
    r"|infections?|lack|loss|build-?up) "
    r"(?:of|that|which|in which|where|when|for|used|given|caused|to|with)\b)"
    r"|(?: (?:properties|effects?|activity|action))?(?:\s?[:=]|\s[\u2013\u2014-])\s(?!and\b|but\b|or\b)|\?"
)
# What an abbreviation is one of: "painkillers (NSAIDs, DMARDs)", "GABA, a messenger of the brain".
_LISTED = re.compile(
    r"(?:^|[^\w-])(?!(?:at|by|for|from|in|of|on|or|see|to|with)\b)[^\W\d_][\w-]+[\"'\u201d\u2019]? ?[(\[]"
    r"(?:(?:particularly|especially|mainly|mostly|including|usually|often|such as|like|e\.g\.),? )?"
    r"(?:[A-Z]{2,6}s?(?:-\d)?s?\b[^()\[\]]*[^()\[\]\w-])?$"
)
_LIST_ENDS = re.compile(r"(?:-\w{1,3})?(?![\w-])[^()\[\].;:!?]{0,80}[)\]]")
_IS_A = re.compile(
    r"(?:-\w{1,3})?(?: (?:axis|pathways?|receptors?|system|inhibitors?|tests?))?"
    r"(?:(?: ?[\u2013\u2014] ?| - )"
    r"(?:the|an?|your|these|those|one of|to (?:check|find|look|measure|see|show))\b"
    r"|, (?:the|an?|your) (?:[\w-]+ ){0,4}(?:axis|chemical|condition|disease|disorder|drug|hormone|infection"
    r"|marker|measure|medicine|messenger|method|molecule|neurotransmitter|pathway|protein|scan|system|test"
    r"|therapy|treatment|virus)s?\b)"
)
_OPENS_SENTENCE = re.compile(
    r"(?:-\w{1,3})? (?:(?:is|are) "
    r"(?:(?:also |basically |essentially |simply )?(?:an?|your|like|one of|what)\b"
    r"|the (?:body|brain|skin)['\u2019]s\b)|(?:is|are) (?:sometimes|often|also) called\b)"
)
_ASKED = re.compile(
    r"\bwhat(?:'s|\u2019s| is| are| does| do)(?: an?| the)? $"
    r"|\b(?:called|termed|named|known(?: medically| clinically)? as|referred to as|defined as|diagnosed as)"
    r"(?: an?| the)? [\"'\u201c\u2018]?$"
    r"|\b(?:medical|technical|clinical|scientific|proper|formal|official) (?:term|name|word)s?\b[^.]{0,40}$",
    re.IGNORECASE,
)


def is_glossed(text: str, start: int, end: int) -> bool:
    """Tell whether what stands beside a term explains it: in brackets, or after "means"."""
    before, after = _around(text, start, end)
    if _OPENED.search(before) and _CLOSED.match(after):
        return True
    return bool(_GLOSSED.match(after) or MEANS.match(after) or _CALLED.search(before))


def is_kind_told(text: str, start: int, end: int) -> bool:
    """Tell whether the words around an abbreviation say what it is one of."""
    before, after = _around(text, start, end)
    if _LISTED.search(before) and _LIST_ENDS.match(after):
        return True
    opens = not before.strip(" \"'\u201c\u2018*")
    return bool(_IS_A.match(after) or (opens and _OPENS_SENTENCE.match(after)))


def is_defined(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence says what a term is: beside it, or "... is a condition in which"."""
    before, after = _around(text, start, end)
    if is_glossed(text, start, end):
        return True
    opens = not before.strip(" \"'\u201c\u2018*") or before.rstrip()[-1:] in ".!?:"
    return _ASKED.search(before) is not None or (opens and _DEFINED.match(after) is not None)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(start - WINDOW, 0) : start], text[end : end + WINDOW]
