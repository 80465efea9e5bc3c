"""Build `healthlint/analysis/data/syllables.txt.gz` from CMUdict and `medical_words.txt`.

Run `python tools/build_syllables.py` in the development environment after a change to the rule in
`healthlint/analysis/syllables.py` or to `tools/medical_words.txt`. It reads CMUdict's own data file
(BSD licence) out of the installed `cmudict` distribution and imports none of its code.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from healthlint.analysis.syllables import count_with

ROOT = Path(__file__).parents[1]
DATA = ROOT / "healthlint" / "analysis" / "data"
HEADER = """\
# Exceptions to the syllable rule of healthlint/analysis/syllables.py: count, then words.
# From CMUdict, copyright (C) 1993-2015 Carnegie Mellon University (see syllables.LICENSE), and medical words.
"""


def cmudict_file(name: str) -> str:
    """Return the text of the data file `name` of the `cmudict` distribution."""
    return Path(str(distribution("cmudict").locate_file(f"cmudict/data/{name}"))).read_text("utf-8")


def cmudict_words() -> dict[str, int]:
    """Return CMUdict's words with the syllables of their first pronunciation."""
    words: dict[str, int] = {}
    for line in cmudict_file("cmudict.dict").splitlines():
        word, *phones = line.partition("#")[0].split()
        count = sum(phone[-1].isdigit() for phone in phones)
        if word.isascii() and word.replace("'", "").isalpha() and word[0] != "'" and count:
            words.setdefault(word, count)
    return words


def medical_words() -> dict[str, int]:
    """Return our own words: `co-lon-os-co-py` has five syllables, `REM:1` has one."""
    words: dict[str, int] = {}
    for line in (ROOT / "tools" / "medical_words.txt").read_text("utf-8").splitlines():
        for entry in () if line.startswith("#") else line.split():
            spelling, _, count = entry.partition(":")
            words[spelling.replace("-", "")] = int(count or spelling.count("-") + 1)
    return words


def exceptions(words: Mapping[str, int]) -> dict[str, int]:
    """Return the words whose count follows neither from the rule nor from a shorter word."""
    table: dict[str, int] = {}
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not word.islower() or count_with(table, word) != words[word]:
            table[word] = words[word]
    return table


def lines(table: Mapping[str, int]) -> Iterator[str]:
    """Yield the table's lines, one for each count."""
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in table.items():
        by_count[count].append(word)
    for count in sorted(by_count):
        yield f"{count} {' '.join(sorted(by_count[count]))}\n"


def main() -> None:
    cmu, medical = cmudict_words(), medical_words()
    table = exceptions(cmu | medical)
    packed = gzip.compress((HEADER + "".join(lines(table))).encode("ascii"), mtime=0)
    DATA.mkdir(exist_ok=True)
    (DATA / "syllables.txt.gz").write_bytes(packed)
    (DATA / "syllables.LICENSE").write_text(cmudict_file("LICENSE"), "utf-8")
    right = sum(count_with({}, word) == count for word, count in medical.items() if word.islower())
    sys.stdout.write(
        f"{len(cmu)} words of CMUdict, {len(medical)} medical words (the rule alone knows {right}); "
        f"{len(table)} exceptions, {len(packed)} bytes\n"
    )


if __name__ == "__main__":
    main()
