"""Tell headings from prose in plain text, where nothing marks them."""

from __future__ import annotations

import re

_MOST_WORDS = 12
_MOST_QUESTION_WORDS = 16
_MOST_TITLE_WORDS = 25
_MOST_LEAD_WORDS = 7
_MOST_RUN_IN_WORDS = 5
_MOST_SENTENCE_WORDS = 14
_LONGEST = 160
_LONGEST_NOTICE = 400
_SHORT_HEADING = 3  # words
_PROSE = 60  # characters from which a line counts as prose that a heading can stand over
_CLOSING = (".", "!", ",", ";", "\u2026", "-", "\u2013", "\u2014", "&")
# Arrows point from buttons and links: "Buy now →". Dots part the words of a label: "5 May · 7 min read".
_BUTTON = re.compile(r"[\u2190-\u2193\u203a\u00bb\u2039\u00ab\u25b6\u25ba]| [\u2022\u00b7] ")
_OPENING_WORD = re.compile(r"^[\W_]*(\w)")
_NOTICE = re.compile(r"\b(?:disclos|disclaim|affiliate|advertis|sponsor|commission)", re.IGNORECASE)
_LEAD_IN = re.compile(r"[^\W\d_][^:.!?;,\n]{1,60}:(?=\s)")
_ADDRESS = re.compile(r"https?://|www\.|@")
_INNER_END = re.compile(r"[.!?]\s+[A-Z]")
_ABBREVIATION = re.compile(r"\b(?:vs|Dr|Mr|Mrs|Ms|St|No|e\.g|i\.e)\.", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:written|(?:medically |fact )?(?:reviewed|checked)|posted|published|updated|edited)"
    r" (?:by|on)\b|last (?:updated|reviewed|modified)\b"
    r"|(?:last )?(?:updated|published|posted|reviewed):? (?:\d|\w{3,9}\.? \d)"
    r"|(?:authors?|sources?|date|published|updated|posted|credit|photo|image|tags|category"
    r"|reviewed|read more|related|copyright)\s*:\s*\S|copyright\b|\u00a9|all rights reserved)",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"[Bb][Yy]:? [A-Z][a-z]+ [A-Z]")
_DATE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? \d{4}(?: \w+)?$"
    r"|\d{1,2} \w{3,9} \d{4}(?: \w+)?$|[\d/.-]{6,10}$",
    re.IGNORECASE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A line that ends so goes on in the list below it: it is the start of a sentence.
_UNFINISHED = _words(
    """
    a an and are as at be because been but by can cause causes contain contains do following
    for from had has have if in include included includes including into is like may might
    must need of on or should such than that the their these this those to was were when which
    who will with you your
    """
)
_VERBS = _words(
    """
    are can could did do does had has have help helps include includes including is may might
    must need needs should was were will would
    """
)
_ASKING = _words(
    """
    can do does how is are should what when where which who whose why will
    """
)


def is_title(line: str) -> bool:
    """Tell whether the first line of a text, standing alone, is its title."""
    if line.endswith((".", "!")) and not line.endswith("..") and not _INNER_END.search(line):
        return _headline_like(line[:-1], _MOST_SENTENCE_WORDS)
    # A title may be two sentences: "Tired? Here is why".
    return _headline_like(_INNER_END.sub(" ", line), _MOST_TITLE_WORDS) and not line.endswith(":")


def is_label(line: str) -> bool:
    """Tell whether a line above the title is no prose: a date, a byline, a rubric, a notice."""
    return (
        len(line) < _PROSE
        or bool(_BUTTON.search(line))
        or (len(line) < _LONGEST_NOTICE and bool(_NOTICE.search(line)))
    )


def is_numbered(line: str) -> bool:
    """Tell whether what stands behind a number may be a heading: "2. Risks"."""
    limit = _MOST_QUESTION_WORDS if line.endswith("?") else _MOST_WORDS
    return _headline_like(line.rstrip(":"), limit) and not line[0].islower() and not _unfinished(line)


def lead_in(line: str) -> int:
    """Return how long the phrase is that names what the line goes on to say ("Side effects: ..."), or 0."""
    found = _LEAD_IN.match(line)
    if found is None or len(found[0].split()) > _MOST_RUN_IN_WORDS or not line[found.end() :].strip():
        return 0
    if not is_lead(found[0]) or _BYLINE.match(line):
        return 0
    return found.end()


def is_heading(line: str, *, before_list: bool) -> bool:
    """Tell whether a line that stands alone between blank lines is a heading."""
    limit = _MOST_QUESTION_WORDS if line.endswith("?") else _MOST_WORDS
    if line.endswith(":"):
        return is_lead(line)
    if not _headline_like(line, limit) or _unfinished(line):
        return False
    return not before_list or _is_phrase(line)


def is_lead(line: str) -> bool:
    """Tell whether a line is a phrase that names what follows it ("Common side effects:")."""
    words = line.rstrip(" :").split()
    return (
        _headline_like(line.rstrip(" :"), _MOST_LEAD_WORDS)
        and (len(words) > 1 or line.endswith(":"))
        and not _unfinished(line.rstrip(" :"))
        and _is_phrase(line)
    )


def stands_over(line: str, *, previous: str, following: str) -> bool:
    """Tell whether `line` is a heading among lines that follow each other without blank lines.

    The next line must be prose; a short line before it is one more entry of an unmarked list.
    """
    if not _headline_like(line, _MOST_WORDS) or line.endswith(":") or _unfinished(line):
        return False
    if len(following) < max(_PROSE, len(line) * 3 // 2) or _headline_like(following, _MOST_TITLE_WORDS):
        return line.endswith("?") and len(following) >= _PROSE
    if not line[0].isupper() and not line[0].isdigit():
        return False
    return line.endswith("?") or not previous or previous.rstrip()[-1:] in '.?!")\u201d\u2019'


def is_entry(line: str, *, opens_list: bool, lower: bool, following: str) -> bool:
    """Tell whether a short line after "You may have:" is an entry of that list, not a heading.

    `opens_list`: it is the first line there; `lower`: the entries so far have a small first letter.
    """
    if not _headline_like(line, _MOST_TITLE_WORDS) or line.endswith(("?", ":")):
        return False
    if line[0].islower():
        return True
    if lower or _title_case(line):
        return False
    leads_to_prose = not _headline_like(following, _MOST_TITLE_WORDS)
    return not (leads_to_prose and (opens_list or len(line.split()) <= _SHORT_HEADING))


def opens_list(line: str) -> bool:
    """Tell whether a line of prose goes on in the list below it."""
    return line.endswith(":") or (line[-1:].isalpha() and _unfinished(line[-_LONGEST:]))


def _title_case(line: str) -> bool:
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_shouted(line: str) -> bool:
    """Tell whether a line is set in capitals only."""
    letters = sum(1 for char in line[:_LONGEST] if char.isalpha())
    return letters > 3 and line.upper() == line and _headline_like(line, _MOST_WORDS)


def _headline_like(line: str, most_words: int) -> bool:
    if not line or len(line) > _LONGEST or line.endswith(_CLOSING) or len(line.split()) > most_words:
        return False
    if not _OPENING_WORD.match(line) or not any(char.isalpha() for char in line):
        return False
    if (_BYLINE.match(line) and not line.endswith("?")) or _BY_NAME.match(line) or _DATE.match(line):
        return False
    if _ADDRESS.search(line) or _BUTTON.search(line):
        return False
    return not _INNER_END.search(_ABBREVIATION.sub("", line))


def _unfinished(line: str) -> bool:
    words = line.split()
    return len(words) > 1 and words[-1].lower() in _UNFINISHED


def _is_phrase(line: str) -> bool:
    words = [word.strip("(),:?").lower() for word in line.split()]
    return words[0] in _ASKING or _VERBS.isdisjoint(words)
