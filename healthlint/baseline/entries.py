"""Read and write a baseline: a file of JSON, one entry a line, sorted, so that it merges as text does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from healthlint.config.project import bounded
from healthlint.drafts import draft
from healthlint.errors import ConfigError, together
from healthlint.fingerprint import Key

SCHEMA = 1
LIMIT = 32 * 1024 * 1024
MOST = 100_000
"""Lines of a baseline: reading takes some 40 microseconds for each."""
MOST_FAULTS = 20
QUOTE = 60
"""Characters of the article that an entry quotes, for those who read the file."""
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_GARBAGE = "is no entry; delete this line, its finding is reported again then"
_TEXTS = ("path", "code", "block", "content", "quote", "owner", "reason", "expires")


class Name(NamedTuple):
    """Know an entry in its file: `path` is relative to the baseline's root, with slashes."""

    path: str
    key: Key


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one finding that is known. `content` sketches the article, by which it is known when renamed.

    `expires` is the last day on which the entry holds, None where it holds for ever.
    """

    path: str
    key: Key
    content: frozenset[str] = frozenset()
    quote: str = ""
    owner: str = ""
    reason: str = ""
    expires: date | None = field(default=None)

    @property
    def name(self) -> Name:
        return Name(self.path, self.key)

    def expired(self, today: date) -> bool:
        """Tell whether the entry no longer holds."""
        return self.expires is not None and self.expires < today


def read(path: Path, *, shown: str) -> tuple[Entry, ...]:
    """Read the baseline at `path`, which errors name as `shown`.

    Raises ConfigError with all lines that are no entries.
    """
    entries: dict[Name, Entry] = {}
    faults: list[ConfigError] = []
    text = bounded(path, shown=shown, limit=LIMIT, what="baseline").decode("utf-8-sig", "replace")
    if text.count("\n") > MOST:
        raise ConfigError(f"holds more than {MOST} lines, too many for a baseline", path=shown)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
        except ValueError as error:
            faults.append(ConfigError(str(error), path=shown, line=number))
            if len(faults) == MOST_FAULTS:
                break
            continue
        if entry is not None:
            # Where a merge kept both versions of an entry, the one that expires first holds.
            entries[entry.name] = min((entries.get(entry.name, entry), entry), key=_end)
    if faults:
        raise together(ConfigError, faults)
    return tuple(sorted(entries.values(), key=lambda entry: entry.name))


def write(path: Path, entries: Iterable[Entry], *, shown: str) -> None:
    """Write a baseline, whole or not at all.

    Raises ConfigError where it cannot be written, is too large, or what is there is no baseline.
    """
    entries = tuple(entries)
    if len(entries) >= MOST:
        told = f"would hold {len(entries)} entries, and {MOST - 1} are the most; adopt fewer rules at first"
        raise ConfigError(told, path=shown)
    if not _is_ours(path):
        raise ConfigError("is no baseline, and is not overwritten; name another file", path=shown)
    try:
        with draft(path) as file:
            file.writelines(f"{line}\n".encode("ascii") for line in _lines(entries))
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=shown) from error


def _is_ours(path: Path) -> bool:
    """Tell whether there is nothing at `path`, a link, an empty file or a baseline, be it a damaged one."""
    if not os.path.lexists(path) or os.path.islink(path):
        return True
    if not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT)
    except OSError:
        return False
    lines = [line for line in raw.decode("utf-8-sig", "replace").split("\n") if line.strip()]
    return not lines or any(_is_entry(line) for line in lines)


def _is_entry(line: str) -> bool:
    try:
        _entry(line)
    except ValueError:
        return False
    return True


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    yield json.dumps({"schema": SCHEMA})
    for entry in sorted(entries, key=lambda entry: entry.name):
        values = {
            "path": entry.path,
            "code": entry.key.code,
            "block": entry.key.block,
            "number": entry.key.number,
            "content": " ".join(sorted(entry.content)),
            "quote": entry.quote,
            "owner": entry.owner,
            "reason": entry.reason,
            "expires": entry.expires.isoformat() if entry.expires else "",
        }
        yield json.dumps({key: value for key, value in values.items() if value})


def _entry(line: str) -> Entry | None:
    """Return the entry on a line, None for the head of the file. Raises ValueError with what is wrong."""
    if line.startswith(_CONFLICT):
        raise ValueError("a merge left a conflict here; keep the lines of both sides and delete this one")
    try:
        given: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(_GARBAGE) from None
    if not isinstance(given, dict):
        raise ValueError(_GARBAGE)
    if "schema" in given:
        if given["schema"] != SCHEMA or len(given) > 1:
            raise ValueError(f"is of another schema than {SCHEMA}, which this version of healthlint knows")
        return None
    texts = _texts(given)
    number = given.get("number", 0)
    if type(number) is not int or not 0 <= number < LIMIT:
        raise ValueError('"number" must be a whole number, 0 or more')
    return Entry(
        texts["path"],
        Key(texts["code"], texts["block"], number),
        frozenset(texts["content"].split()),
        texts["quote"],
        texts["owner"],
        texts["reason"],
        date_of(texts["expires"]) if texts["expires"] else None,
    )


def _texts(given: Mapping[str, object]) -> dict[str, str]:
    for key in given:
        if key not in (*_TEXTS, "number"):
            raise ValueError(f"unknown key {key[:40]!r}; there are: {', '.join((*_TEXTS, 'number'))}")
    found = {}
    for key in _TEXTS:
        value = given.get(key, "")
        if not isinstance(value, str):
            raise ValueError(f'"{key}" must be text')
        if key in ("path", "code") and (not value or "\0" in value):
            raise ValueError(f'"{key}" is missing or empty')
        found[key] = value
    return found


def date_of(text: str) -> date:
    """Read a date as in 2026-12-31. Raises ValueError that says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no date; write it as in 2026-12-31") from None


def _end(entry: Entry) -> date:
    return entry.expires or date.max
