"""Tell whether other words fit where an article's stand. A list of words cannot know the grammar.

A name such as "diabetics" ends with its noun, and "people with diabetes" begins with it. What stands before
the one then belongs to other words ("current or former smokers"), and so does what stands behind it
("diabetics and addicts"). Without a parser the safe way is to know the words beside which the others surely
fit, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from healthlint.checks import beside

REACH = 80
"""Characters on either side that are looked at."""
SHORT = 3
"""Letters of a word, at most, that may stand twice."""
_TOKEN = re.compile(r"[\w'\u2019-]+|[^\w\s]")
_TURNED = re.compile(r"(\w+) (with|who|that|in|of|on|exposed)\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold words, those to write over them, and what stands on either side, in small letters."""

    found: str
    instead: str
    before: Sequence[str]
    after: Sequence[str]

    def prior(self, number: int = 1) -> str:
        """Return the word before, or the one before that, "" at the start."""
        return self.before[-number] if len(self.before) >= number else ""

    def next(self, number: int = 1) -> str:
        """Return the word behind, or the one behind that, "" at the end."""
        return self.after[number - 1] if len(self.after) >= number else ""


def fits(text: str, start: int, end: int, instead: str) -> bool:
    """Tell whether `instead` is surely right English over `text[start:end]`."""
    place = _Place(
        " ".join(text[start:end].lower().replace("\u2019", "'").split()),
        instead.lower(),
        _tokens(text[max(0, start - REACH) : start])[start > REACH :],
        _tokens(text[end : end + REACH]),
    )
    return all(
        one(place) for one in (_in_place, _of_people, _of_things, _as_verb, _as_participle, _of_suicide)
    )


def _tokens(text: str) -> list[str]:
    return [token.replace("\u2019", "'") for token in _TOKEN.findall(text.lower())]


def _in_place(place: _Place) -> bool:
    """Tell whether no word would be said twice or joined to another's "or"."""
    first = place.instead.split()[0]
    brought = (
        {word for word in place.instead.split() if len(word) > SHORT}
        - set(place.found.split())
        - beside.PERSON
    )
    if brought & {*_run(reversed(place.before)), *_run(place.after)} - beside.COMMON:
        return False
    if first.endswith("er") and place.prior() in beside.SO:
        return False
    joins = any(f" {word} " in place.instead and f" {word} " not in place.found for word in ("and", "or"))
    shared = {place.prior(), place.next()} & beside.CONJUNCTIONS
    return not (joins and (shared or place.prior() in beside.SO or place.prior().endswith("ly")))


def _run(words: Iterable[str]) -> Iterable[str]:
    """Return the next few words, up to the first mark."""
    return takewhile(lambda word: word[0].isalnum(), islice(words, 3))


def _head(place: _Place) -> str:
    """Return the noun that the other words begin with, "" where the article's words begin with it as well."""
    turned = _TURNED.match(place.instead)
    if turned is None or place.found.split()[0] == turned[1] or turned[1] == "died":
        return ""
    return turned[1]


def _of_people(place: _Place) -> bool:
    head = _head(place)
    return head not in beside.PERSON or (_leads(place, head) and _follows(place, head))


def _leads(place: _Place, head: str) -> bool:
    """Tell whether what stands before a name of people fits before a noun with words behind it."""
    prior, before = place.prior(), place.prior(2)
    if _is_said_of(place, head):
        return False
    if prior in beside.CONJUNCTIONS:
        told = place.prior(3) if before == "," else before
        return head not in beside.ONE and told in beside.GROUPS
    if prior in ("-", "/", ")") or (prior == "," and head in beside.ONE):
        return False
    if not prior or not prior[0].isalnum():
        return True
    if place.found.split()[-1] == head:
        return not prior.endswith("ly") and prior not in beside.SO
    if prior.replace(",", "").isdigit():
        return before != "type"
    return prior in beside.LEADS


def _is_said_of(place: _Place, head: str) -> bool:
    """Tell whether the words say what somebody is: "women who were current smokers"."""
    words = list(place.before)
    while words and words[-1] in beside.BESIDE_BE:
        words.pop()
    verb = words.pop() if words else ""
    if verb.endswith(("'re", "'m")) or verb in ("he's", "she's"):
        return head not in beside.ONE
    if verb not in beside.BE:
        return verb.endswith("'s") and place.prior() in ("a", "an", "not")
    subject = words[-1] if words else ""
    if subject == "there":
        return False
    return head not in beside.ONE or subject not in beside.WHO_IS or verb not in ("is", "are", "am")


def _follows(place: _Place, head: str) -> bool:
    """Tell whether what stands behind a name of people fits behind the words behind its noun."""
    following = place.next()
    if following == ",":
        return not _is_list(place.after)
    if following in beside.CONJUNCTIONS:
        return place.next(2) in beside.AFTER_CONJUNCTION
    if following in ("with", "without", "/", "-"):
        return False
    if not following or not following[0].isalnum():
        return True
    if " who " in place.instead:
        return following in beside.AFTER_WHO
    return following in beside.AFTER_ONE if head in beside.ONE else following not in beside.NOUNS_BEHIND


def _is_list(after: Sequence[str]) -> bool:
    """Tell whether a comma goes on with another part of a list: ", asthmatics and the elderly"."""
    if len(after) > 1 and after[1] in beside.AFTER_CONJUNCTION | {
        "and",
        "or",
        "but",
        "who",
        "which",
        "so",
        "good",
    }:
        return False
    for word in after[2:6]:
        if word in beside.CONJUNCTIONS or word == ",":
            return True
        if not word[0].isalnum():
            return False
    return False


def _of_things(place: _Place) -> bool:
    """Tell whether words such as "medicines that open the airways" take in nothing behind them."""
    head = _head(place)
    if not head or head in beside.PERSON:
        return True
    following = place.next()
    if following in beside.CONJUNCTIONS:
        return place.next(2) in beside.AFTER_CONJUNCTION
    return following not in ("with", "that", "/") and not (following == "," and _is_list(place.after))


def _as_verb(place: _Place) -> bool:
    """Tell whether what follows goes with another verb: "are mentally ill and homeless"."""
    first, last = place.found.split()[0], place.found.split()[-1]
    if last in ("from", "with", "by"):
        return place.next() not in beside.NOT_HAD
    if first in ("is", "are", "was", "were") and first != place.instead.split()[0]:
        return place.next() not in (*beside.CONJUNCTIONS, ",", "but", "yet")
    return True


def _as_participle(place: _Place) -> bool:
    """Tell whether "with" can stand for "afflicted with": not behind "has been"."""
    if place.instead != "with" or len(place.found.split()) < 2:
        return True
    return place.prior() not in beside.NOT_BEFORE_WITH and not place.prior().endswith("ly")


def _of_suicide(place: _Place) -> bool:
    """Tell whether a verb is one, and is not told how twice."""
    if place.found in ("attempt to commit suicide", "attempts to commit suicide"):
        return place.prior() in beside.TRIES
    return not (place.instead.endswith("by suicide") and place.next() in ("by", "or"))
