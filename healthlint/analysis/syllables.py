"""Count the syllables of English words: a table of exceptions over a rule.

The table (`data/syllables.txt.gz`, built by `tools/build_syllables.py`) holds only those words
of CMUdict and of our own list of medical words that the rule gets wrong.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

_VOWELS = re.compile(r"[aeiouy]+")

# Vowel groups that are not said: silent e, at the end and inside compounds; -ically; -gue, -que.
_SILENT = re.compile(
    r"""
      (?<=[^aeiouy])e$ (?<![^aeiouywrl]le)
    | (?<=[^aeiouydt])ed$ (?<![^aeiouywrl]led)
    | (?<=[^aeiouyscgxz])es$ (?<!shes) (?<!ches) (?<![^aeiouywrl]les)
    | (?<=[aeiouy][^aeiouywx])e(?=(?:ly|less|lessly|lessness|ness|ments?|ful|fully|fulness|some|m[ae]n
        |land|ville|house|wood|style|time|lets?|bone|work|guard|field|well|ton)$)
    | (?<=[aeiouy][^aeiouywxl]l)e(?=ly$)
    | (?<=ic)a(?=lly$)
    | (?<=[gq])ue(?=s?$)
    """,
    re.VERBOSE,
)

# Places where one group of vowels is two syllables, and syllables without a vowel letter.
_HIATUS = re.compile(
    r"""
    # bacteria, bio-, appreciate, science, diet; not million, opinion, action, special, marriage
    (?=i)(?:
        (?<=[^aeiouctsgx])i(?=[aou])(?!a[gr][edr]|ons?$|onsh)(?<!lli)
      | (?<=[ctsgx])i(?=a(?!ns?$|ls?$|ll?y$|l[itz]|nces?$|bl|$)|o(?!n|us)|u)
      | (?<=[^aeiouctsg])i(?=en[ctz]|e[rt]|est$)(?<!^[a-z]i)(?<!^[a-z][a-z]i)
      | (?<=[aeiouy]s)i(?=er$|est$) | (?<=sc)i(?=en) | (?<=[dqs]u)i(?=et) | (?<=[dtv])i(?=et)
      | (?<=[lp]s|lg|us)i(?=a$) | (?<=x)i(?=a$) | (?<=[aeou])i(?=[aou])
      | (?<=[aeou])(?=ings?$)(?<!qu)(?<!gu)  # doing
    )
    # video, create, area, oesophageal, atheist, seborrheic, goer
    | (?=e)(?:
        (?<=[^aeioucg])e(?=o(?!u|ns?$|p)) | (?<=[^aeioucgt])e(?=ous) | (?<=[cg])e(?=o[^nru]) | (?<=st)e(?=op)
      | (?<=cr)e(?=at) | (?<=r[rh]|pn|oc|ac|us|os|or)e(?=as?$) | (?<=on|ag|ch|ut|in|un|or)e(?=als?$)
      | (?<=[a-z]t)e(?=atos|arat) | e(?=u[ms]$) | (?<=[a-z])e(?=is[mt]) | (?<=rh)e(?=ic|a$)
      | (?<=rho|pno)e(?=a) | (?<=[wd]o)(?=er)
    )
    # player, tallying, hyaluronic; not eyes, your, canyon
    | (?=y)(?:
        (?<=[aeiou])y(?=[aeiou])(?!e[sd]?$)(?!ou?r?s?$)
      | (?<=[^aeiou])y(?=e[^dsar]|e[lr]|ing|a(?!r|ns?$)|o(?!n|u|r))(?<!^y)
    )
    # usual, virtuous, cruel, influence, fluid, ruin; not guard, quite, suit
    | (?=u)(?:
        (?<=[^qg])u(?=a) | (?<=[^q])u(?=ou|o(?!y)) | (?<=[^qg])u(?=e[lnt])
      | (?<=[fnrd])u(?=er|enc|est) | (?<=[rflndc])u(?=id[^e]|id$|in(?!g)|it[yo]|is[mt])
      | (?<=[aeiouy][gq])u(?=ity|ous)
    )
    # re- and pre- before a vowel: pre-eclampsia, readjust
    | ^(?:p?re|de)(?=e[lmnsdx][a-z]{2}|i[nmsdt][a-z]{2}|[ou])(?!in[gs]|is[mt])
    | ^re(?=a[cdlpstf][a-z]*(?:tion|ing|ment|i[sz]e[sd]?|ist|ity|ts?|just)$)(?!ading|aching|alist|ad|aping)
    # first parts of learned words: microorganism, gastroenteritis, antiemetic, polyuria, cooperate
    | (?:aut|bi|bronch|cardi|dextr|electr|endo?|fibr|gastr|hydr|hyp|ket|lip|macr|micr|mon|my|neur
          |oste|phot|phyt|psych|retr|schiz|thromb|vas|z)o(?=[aeio])(?!ol|om$)
    | (?:anti|poly|semi|contra|intra|ultra)(?=[aeiu]) | a(?=o) | po(?=e[mt])
    # cooperate, McCoy, needling, prism, rhythm
    | ^co(?=o[pr]|e[nfxd]|in[cfs]|a[gul]) | ^mc | (?<=[bdfgkpt])(?=ling$) | (?<=is|ys|th)m(?=s?$)
    """,
    re.VERBOSE,
)

# Whether `_HIATUS`, which is slow, can find anything at all.
_MAY_SPLIT = re.compile(r"[aeiouy]{2}|m(?=s?$)|^mc|ling$")

_NUMBER_OR_WORD = re.compile(r"[0-9][0-9.,:]*|[^\W\d_']+(?:'[^\W\d_]+)*")
_ABBREVIATION = re.compile(r"([A-Z]{2,6})(s?)")
_ACCENTS = str.maketrans("àáâäãåèéêëìíîïòóôöõøùúûüýñçœæ", "aaaaaaeeeeiiiioooooouuuuyncee")

_SIBILANTS = ("s", "x", "z", "ch", "sh", "ce", "ge", "se", "ze")

# Short words often set in capitals for weight: not abbreviations.
_STRESSED = re.compile(
    r"all|also|always|and|any|are|avoid|both|but|call|can|do|does|even|every|few|for|get|how|if|in|is|it|just"
    r"|less|may|more|most|must|need|never|new|no|non|none|not|now|off|on|one|only|or|out|see|some|stop|take"
    r"|than|that|the|this|to|too|use|very|was|what|when|why|with|yes|you|your",
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def count_syllables(word: str) -> int:
    """Return how many syllables `word` has when read aloud; at least 1.

    A hyphenated word has the syllables of its parts. A figure counts one for one digit, else two:
    Flesch advises to leave figures out of the count, which comes to the same. An
    abbreviation is read letter by letter where it has up to three letters or no vowel.
    """
    if word.islower() and word.isascii() and word.isalpha():
        return count_with(_table(), word)
    return max(1, sum(_count_part(part) for part in _NUMBER_OR_WORD.findall(word)))


def count_by_rule(word: str) -> int:
    """Return the syllables of `word` (lower-case letters) from its spelling alone."""
    count = len(_VOWELS.findall(word))
    if "e" in word or word.endswith("ally"):
        count -= len(_SILENT.findall(word))
    if _MAY_SPLIT.search(word):
        count += len(_HIATUS.findall(word))
    return max(1, count)


def count_with(table: Mapping[str, int], word: str) -> int:
    """Return the syllables of `word` (lower-case) by `table`, by its stem in `table`, or by rule."""
    known = table.get(word)
    if known is not None:
        return known
    for stem, more in _stems(word):
        known = table.get(stem)
        if known is not None:
            return known + more
    return count_by_rule(word.replace("'", ""))


def _count_part(part: str) -> int:
    if part[0].isdigit():
        return min(2, sum(character.isdigit() for character in part))
    table = _table()
    capitals = _ABBREVIATION.fullmatch(part)
    if capitals is not None and not _STRESSED.fullmatch(capitals[1]):
        letters = capitals[1]
        known = table.get(letters)
        if known is not None:
            return known
        if len(letters) <= 3 or not set(letters) & set("AEIOUY"):
            return len(letters) + 2 * letters.count("W")
    return count_with(table, part.lower().translate(_ACCENTS))


def _stems(word: str) -> Iterator[tuple[str, int]]:
    """Yield the words that `word` may be inflected from, with the syllables the ending adds."""
    if word.endswith(("'s", "s'")):
        stem = word[:-2] if word.endswith("'s") else word[:-1]
        yield stem, int(word.endswith("'s") and stem.endswith(_SIBILANTS))
    elif word.endswith("s") and len(word) > 3:
        yield word[:-1], int(word[:-1].endswith(_SIBILANTS))
        if word.endswith("ies"):
            yield word[:-3] + "y", 0
        elif word.endswith("es"):
            yield word[:-2], 1
    elif word.endswith("ed") and len(word) > 4:
        more = int(word[-3] in "td")
        yield word[:-1], more
        yield word[:-2], more
        if word.endswith("ied"):
            yield word[:-3] + "y", 0
    elif word.endswith("ing") and len(word) > 5:
        yield word[:-3], 1
        yield word[:-3] + "e", 1


@cache
def _table() -> Mapping[str, int]:
    packed = (Path(__file__).parent / "data" / "syllables.txt.gz").read_bytes()
    table: dict[str, int] = {}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        if not line.startswith("#"):
            count, _, words = line.partition(" ")
            table.update(dict.fromkeys(words.split(), int(count)))
    return table
