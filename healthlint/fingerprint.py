"""Name findings so that they are known again after the article was edited elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import PurePath

from healthlint.types import FileReport, Finding

_BYTES = 16


def fingerprints(report: FileReport, *, path: str | None = None) -> Sequence[str]:
    """Return one id for each of `report.findings`, in their order: 32 hexadecimal digits.

    One on what the article lacks is made of path and code, one on what stands somewhere of the
    words of its block as well; findings that are alike are numbered in reading order. So moving a
    paragraph, or editing another, changes no id. `path` stands for `report.path` where ids must
    not depend on how the file was named.
    """
    name = PurePath(report.path if path is None else path).as_posix()
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for finding in report.findings:
        key = (finding.code, place_of(finding))
        found.append(_hashed(name, *key, str(seen[key])))
        seen[key] += 1
    return tuple(found)


def place_of(finding: Finding) -> str:
    """Return what a finding's place is known by: the hash of its block, "" for the whole article."""
    return "" if finding.scope == "document" else hash_of(finding.block or finding.place.quote)


def hash_of(text: str) -> str:
    """Return the hash of `text`, whatever its case and white space."""
    return _hashed(" ".join(text.casefold().split()))


def _hashed(*parts: str) -> str:
    # No part holds a NUL: an article or a path that does is refused.
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
