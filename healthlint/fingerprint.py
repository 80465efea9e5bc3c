"""Name findings so that they are known again after the article was edited elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePath
from typing import NamedTuple

from healthlint.types import FileReport, Finding

_BYTES = 16
SKETCHED = 8
"""Blocks of an article that its sketch holds."""
SHORTEST = 5
"""Words of a block that tells one article from another: "Side effects" stands in many."""
SAME = 0.6
"""Share of their blocks that two versions of one article have in common at least."""


class Key(NamedTuple):
    """Know a finding within its file: `block` is the hash of its block, "" for the whole article.

    `number` tells those apart that are alike, in reading order from 0.
    """

    code: str
    block: str
    number: int


def fingerprints(report: FileReport, *, path: str | None = None) -> Sequence[str]:
    """Return one id for each of `report.findings`, in their order: 32 hexadecimal digits.

    One on what the article lacks is made of path and code, one on what stands somewhere of the
    words of its block as well; findings that are alike are numbered. So moving a paragraph, or
    editing another, changes no id. `path` stands for `report.path` where ids must not depend on
    how the file was named.
    """
    name = PurePath(report.path if path is None else path).as_posix()
    return tuple(_hashed(name, key.code, key.block, str(key.number)) for key in keys(report))


def keys(report: FileReport) -> tuple[Key, ...]:
    """Return what each of `report.findings` is known by within the file, in their order."""
    return tuple(_keys(report.findings))


def numbered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings, which stand in reading order, each with its number among those that are alike."""
    return tuple(
        replace(finding, number=key.number) for finding, key in zip(findings, _keys(findings), strict=True)
    )


def _keys(findings: Iterable[Finding]) -> Iterator[Key]:
    seen: Counter[Key] = Counter()
    for finding in findings:
        block = "" if finding.scope == "document" else hash_of(finding.block or finding.place.quote)
        key = Key(finding.code, block, finding.number)
        yield key._replace(number=key.number + seen[key])
        seen[key] += 1


def hash_of(text: str) -> str:
    """Return the hash of `text`, whatever its case and white space."""
    return _hashed(" ".join(text.casefold().split()))


def sketch(report: FileReport) -> frozenset[str]:
    """Return hashes of a few of the article's blocks, the same few wherever it stands.

    They are the smallest of all (a bottom-k sketch), so that two sketches tell how alike the articles are.
    """
    long = [text for text in report.blocks if len(text.split()) >= SHORTEST]
    hashes = {hash_of(text)[:8] for text in long or report.blocks}
    return frozenset(sorted(hashes)[:SKETCHED])


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of blocks that two articles have in common, estimated from their sketches."""
    smallest = sorted(one | other)[:SKETCHED]
    return sum(each in one and each in other for each in smallest) / len(smallest) if smallest else 0.0


def _hashed(*parts: str) -> str:
    # No part holds a NUL: an article or a path that does is refused.
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
