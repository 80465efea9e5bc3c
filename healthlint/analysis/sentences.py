"""Tell where sentences end: at their stops, and where a page has lost the breaks of its lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import NamedTuple

_ENDS = frozenset(".!?\u2026")
_MAY_END = _ENDS | frozenset("0123456789\u00b9\u00b2\u00b3")
# "of the kidneys.3 The": the mark of a note that lost its raised letters, behind the full stop.
_NOTE = re.compile(
    r"(?!(?:no|fig|vol)\.).*[^\W\d_]{2}[)\"]?[.!?][\"\])(\[]*[\d\u00b9\u00b2\u00b3,\u2013-]{1,12}",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d+\.\d\d?")  # "at the age of 35.4 Almost": such a mark behind a number
_SMALL = re.compile(r"[a-z]{1,3}[A-Z]")  # eGFR, pH, mRNA: what begins small where a sentence begins, too
_CLOSERS = frozenset("\"')]}\u201d\u2019*_")
_ABBREVIATION = re.compile(
    r"(?:dr|mr|mrs|ms|prof|st|vs|approx|fig|al|cf|ca|incl|esp|ref|min|max|avg|dept|est|"
    r"[a-z]|(?!a\.m|p\.m)(?:[a-z]\.)+[a-z]?)\.?",
    re.IGNORECASE,
)
# What may end a sentence as well as a name: "vitamin D. It", "in the U.S. The", "Reno, CA. And".
_LAST = re.compile(r"(?:[a-z]|(?!e\.g|i\.e)(?:[a-z]\.)+[a-z]?|al|ca|dept|est|max|min)\.?", re.IGNORECASE)
_OPENER = re.compile(
    "About|According|Almost|Although|And|Because|But|During|He|However|If|It|It's|Many|Most|She|Some|That|The"
    "|Their|There|These|They|This|Those|We|What|When|While|You|Your"
)
LONG = 25
"""Tokens from which a sentence is searched for breaks that were lost."""
GLUED = 5
"""Letters from which the beginning of a word is taken for a word that the next was glued to."""
LOOK = 40
"""Characters before such a break in which to look for the word before it."""
# "cramps and diarrhoea It is common to have both": the lines of a page that became one.
_CAPITAL = re.compile(
    r"""(?<=[a-z\d)"] )"""
    r"(?:The(?=[A-Z][a-z])|(?:If|When|While)(?= [A-Z])|[A-Z][a-z]*(?:'[a-z]+)?(?= [a-z\d]))"
)
_COLON = re.compile(r"[\w)]:(?=[^\W\d]| )")
_NEW_LINE = re.compile(
    "Although|Because|However|If|It|It's|Here|Here's|Many|Most|She|Some|The|There|These|They|This|Those|Though|When"
    "|While|You|Your"
)
_BEHIND_LIST = re.compile("A|According|After|An|As|Both|Doctors|During|Each|For|In|Once|Others?|People|We")
# Behind these a capital begins a name, or is one: hepatitis A, in The Hague.
_LEADS_ON = re.compile(
    "an?|and|are|as|at|be|but|by|class|factor|for|from|grade|group|hepatitis|in|influenza|into|is|of|option|or|part"
    "|per|phase|plan|protein|stage|step|than|the|to|toxin|type|via|(?:pro)?vitamins?|was|were|with",
    re.IGNORECASE,
)
_NAMES = frozenset(("March", "May", "Will"))
# A heading and the sentence that repeats it.
_TWICE = re.compile(r"([A-Z][\w'-]*(?: [\w'()-]+){0,6}) (?=\1\b)")
_WORD = re.compile(r"\w+")


class Token(NamedTuple):
    """Hold one word or mark as the tokenizer cuts it."""

    text: str
    start: int
    end: int


def cut(tokens: list[Token], text: str, ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (block, first token, end token) of each sentence of `text`; `ends` are the blocks' ends.

    A long one is cut where the break of a line was lost in it, too.
    """
    common = cache(lambda: frozenset(_WORD.findall(text)))
    for block, begin, end in _segments(tokens, ends):
        if end - begin > LONG:
            first = tokens[begin].start
            for lost in _lost(text[first : tokens[end - 1].end], common):
                at = bisect_left(tokens, first + lost, begin, end, key=lambda token: token.start)
                if begin < at < end and tokens[at].start == first + lost:
                    yield block, begin, at
                    begin = at
        yield block, begin, end


def _lost(text: str, common: Callable[[], Container[str]]) -> list[int]:
    """Return where in a long sentence another begins, though nothing ends the one before.

    Behind a colon, where a list has lost its marks, any word begins one that is no name: one of the
    `common` words, which the article has in small letters, too.
    """
    heading = _TWICE.match(text)
    found = [heading.end()] if heading else []
    colon = _COLON.search(text)
    listed = colon.end() + 1 if colon else len(text)
    for match in _CAPITAL.finditer(text):
        word, start = match.group(), match.start()
        before = text[max(0, start - LOOK) : start - 1].rpartition(" ")[2]
        opens = _NEW_LINE.fullmatch(word) or (
            start > listed and (_BEHIND_LIST.fullmatch(word) or _is_common(word, before, common))
        )
        if opens and not _LEADS_ON.fullmatch(before):
            found.append(start)
    return sorted(found)


def _is_common(word: str, before: str, common: Callable[[], Container[str]]) -> bool:
    """Tell whether a word behind a word in small letters is no name, nor the first of one.

    Where links lost the blanks around them, too: "eczema Stresscan make it worse".
    """
    if len(word) < 2 or word in _NAMES or not (before[0].islower() or before[-1] == ")"):
        return False
    lower, known = word.lower(), common()
    return lower in known or any(lower[:end] in known for end in range(GLUED, len(lower)))


def _segments(tokens: list[Token], ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (block, first token, end token) of each sentence; `ends` are the blocks' ends."""
    block = 0
    begin: int | None = None
    last = -1
    for number, token in enumerate(tokens):
        if token.start >= ends[block] - 2 or (begin is not None and _breaks(tokens, begin, last, number)):
            if begin is not None:
                yield block, begin, last + 1
            begin = None
        while token.start >= ends[block] - 2 and block + 1 < len(ends) and token.start >= ends[block]:
            block += 1
        if not token.text.isspace():
            begin = number if begin is None else begin
            last = number
    if begin is not None:
        yield block, begin, last + 1


def _breaks(tokens: list[Token], begin: int, last: int, number: int) -> bool:
    """Tell whether the sentence from token `begin` ends with `last` and the next begins with `number`."""
    closing = last
    while (
        closing > 0 and tokens[closing].text in _CLOSERS and tokens[closing - 1].end == tokens[closing].start
    ):
        closing -= 1
    word = tokens[closing].text
    if word[-1] not in _MAY_END:
        return False
    following = tokens[number].text
    if word[-1] not in _ENDS:
        return following[0].isupper() and (
            _NOTE.fullmatch(word) is not None
            or (_OPENER.fullmatch(following) is not None and _DECIMAL.fullmatch(word) is not None)
        )
    opens = tokens[last].end < tokens[number].start
    if following.isspace() or (following[0] in _CLOSERS and not opens) or _ENDS.issuperset(following):
        return False
    if not (following[0].isupper() or following[0].isdigit() or not following[0].isalnum()):
        return opens and _SMALL.match(following) is not None
    before = word if len(word) > 1 else (tokens[closing - 1].text if closing else "")
    glued = len(word) > 1 or (closing > 0 and tokens[closing - 1].end == tokens[closing].start)
    if not (word[-1] == "." and glued and _ABBREVIATION.fullmatch(before)):
        return True
    return (
        _OPENER.fullmatch(following) is not None
        and closing - begin > 1
        and _LAST.fullmatch(before) is not None
    )
