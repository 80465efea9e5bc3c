"""Write other words in the place of an article's, with its capitals and its "a" or "an"."""

from __future__ import annotations

import re

from healthlint.analysis.phrases import SMALL, is_titled
from healthlint.checks.fitting import fits
from healthlint.types import Block, BlockKind, Document, Edit, Span

_ARTICLE = re.compile(r"(?<![\w'\u2019-])([Aa]n?|AN) \Z")
# A "u" or "eu" that is spoken as "you", and "one" as "won".
_CONSONANT = re.compile(r"(?:u(?:ni(?![nmd])|s[aeiu]|ri|t[ei]|ro|biq)|eu|ew|on(?:e|ce)\b)", re.IGNORECASE)
_SILENT = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_SPELLED = re.compile(r"[A-Z]{2,}\b|[A-Z]\b|[A-Z]-")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
LONGEST_TITLE = 300
"""Characters of a heading that can be a title."""
_VOWEL_LETTERS = "AEFHILMNORSX"
"""Letters whose names begin with a vowel: "an MRI"."""
_PLAIN = re.compile(r"[\w -]*")


def written(
    document: Document, block: Block, *, start: int, end: int, instead: str
) -> tuple[Edit, ...] | None:
    """Return the edits that write `instead` over `block.text[start:end]`, None where they would do harm.

    That is so where the words stand in mark-up or in more than one piece, before "'s", for what is said
    instead may be too long for one, and where it may not be right English.
    """
    span = block.locate(start, end)
    found = block.text[start:end]
    if block.text[end : end + 1] in ("'", "\u2019") or not _lies(document, span, found):
        return None
    if _PLAIN.fullmatch(instead) is None and _in_data(document, span):
        return None
    if not fits(block.text, start, end, instead):
        return None
    titled = _titled(block, start, end)
    told = (
        instead if not titled and _is_amid(block.text, start, found) else cased(instead, found, titled=titled)
    )
    broken = _BREAK.search(document.source.text, span.start, span.end)
    # Where the words run over a line end, so do the others if they can.
    edits = [Edit(span, told.replace(" ", broken[0], 1) if broken else told)]
    article = _ARTICLE.search(block.text[max(0, start - 4) : start])
    if article is not None and not _is_letter(block.text, start - len(article[0]), article[1]):
        right = _article(article[1], instead)
        if right != article[1]:
            at = start - len(article[0])
            place = block.locate(at, at + len(article[1]))
            if not _lies(document, place, article[1]):
                return None
            edits.insert(0, Edit(place, right))
    return tuple(edits)


def cased(instead: str, found: str, *, titled: bool = False) -> str:
    """Return `instead` with the capitals of what it stands for; `titled`: those around it are a title's."""
    letters = [char for char in found if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return instead.upper()
    if not found[:1].isupper():
        return instead
    words = instead.split(" ")
    if titled or (" " in found and is_titled(found)):
        rest = [word if word in SMALL else word[:1].upper() + word[1:] for word in words[1:]]
    else:
        rest = words[1:]
    return " ".join((words[0][:1].upper() + words[0][1:], *rest))


def article_of(words: str) -> str:
    """Return "a" or "an", whichever is said before `words`."""
    if _SPELLED.match(words):
        vowel = words[0] in _VOWEL_LETTERS
    elif _SILENT.match(words):
        vowel = True
    else:
        vowel = words[:1].lower() in "aeiou" and _CONSONANT.match(words) is None
    if words[:1].isdigit():
        vowel = words.startswith("8") or re.match(r"1[18](?!\d)", words) is not None
    return "an" if vowel else "a"


def _article(given: str, words: str) -> str:
    right = article_of(words)
    if given.isupper() and len(given) > 1:
        return right.upper()
    return right.capitalize() if given[0].isupper() else right


def _is_letter(text: str, at: int, article: str) -> bool:
    """Tell whether an "A" amid a sentence is no article: "hepatitis A"."""
    before = text[max(0, at - 3) : at].rstrip()
    return article == "A" and before[-1:].isalnum()


def _is_amid(text: str, start: int, found: str) -> bool:
    """Tell whether words that begin with an illness's letters stand amid a sentence: "many IBS sufferers"."""
    first, _, rest = found.partition(" ")
    opens = not text[:start].strip() or text[:start].rstrip(" \"'(*\u201c\u2018")[-1:] in ".!?:\u2022"
    return len(first) > 1 and first.isupper() and rest.islower() and not opens


def is_title(block: Block) -> bool:
    """Tell whether a block is written as a title is: it may be one, or a name."""
    text = block.text
    return 0 < len(text) <= LONGEST_TITLE and text[-1] not in ".!?" and is_titled(text)


def _titled(block: Block, start: int, end: int) -> bool:
    """Tell whether the words around are capitalised as those of a title are."""
    if block.kind is not BlockKind.HEADING:
        return is_title(block)
    if len(block.text) > LONGEST_TITLE:
        return False
    return start > 0 or is_titled(block.text[end:])


def _lies(document: Document, span: Span, words: str) -> bool:
    """Tell whether the source holds the words in one piece, as a reader sees them."""
    return " ".join(document.source.text[span.start : span.end].split()) == words


def _in_data(document: Document, span: Span) -> bool:
    """Tell whether words may stand in a value of the front matter or in what a component is given."""
    shown = any(
        value.span.start <= span.start < value.span.end
        for values in document.meta.values()
        for value in values
    )
    return shown or document.source.path.lower().endswith(".mdx")
