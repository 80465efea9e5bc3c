"""Read a YAML file of the pack into strings, lists and maps, keeping the line of every key.

It goes by the parser's events, so that nothing is built that is not asked for: no dates or
numbers, no tags, no aliases, and no recursion on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from healthlint.errors import RuleError

LIMIT = 262_144
DEEPEST = 20
TOO_DEEP = "is nested too deep"
MOST_TOLD = 100
"""Faults told of one file."""

Where = tuple[str | int, ...]
"""The keys and item numbers that lead to a value."""


@dataclass(frozen=True, slots=True)
class Data:
    """Hold a file's content; `lines` gives the line of each key or item by its path."""

    path: str
    content: dict[str, Any]
    lines: Mapping[Where, int]

    def line(self, where: Where) -> int:
        """Return the line of `where`, or of the nearest key above it that the file holds."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(path: Path, *, shown: str) -> Data:
    """Read `path`, which errors name as `shown`. Every scalar stays text.

    Raises RuleError, with all that is wrong, for a file that cannot be read or is over 256 KB,
    broken YAML, aliases, tags, duplicate keys, or a top level that is no map.
    """
    reading = _Reading()
    try:
        for event in yaml.parse(_text(path, shown), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            reading.take(event)
            if reading.too_deep:
                break
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        # libyaml reads ahead for keys, and from PyYAML 6.0.4 on may meet its own bound before ours.
        deep = "nesting depth" in (error.problem or "")
        reading.faults.append((line, TOO_DEEP if deep else f"is not valid YAML: {error.problem}"))
    except yaml.YAMLError as error:
        reading.faults.append((1, f"is not valid YAML: {getattr(error, 'reason', error)}"))
    if not reading.faults and not isinstance(reading.content, dict):
        reading.faults.append((1, "must be a map of keys"))
    if reading.faults:
        raise told(shown, reading.faults)
    return Data(shown, reading.content, reading.lines)


def told(shown: str, faults: Iterable[tuple[int, str]]) -> RuleError:
    """Return one error for all the faults (line, sentence) of the file `shown`."""
    # A key may hold a line feed, and each line told is a fault of its own.
    sentences = {(line, sentence.replace("\n", "\\n")) for line, sentence in faults}
    (line, first), *rest = sorted(sentences)[:MOST_TOLD]
    return RuleError(
        first + "".join(f"\n{shown}:{at}: {sentence}" for at, sentence in rest), path=shown, line=line
    )


def _text(path: Path, shown: str) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except OSError as error:
        raise RuleError(f"cannot be read: {error.strerror}", path=shown) from error
    if len(raw) > LIMIT:
        raise RuleError(f"is larger than {LIMIT >> 10} KB; split it", path=shown)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RuleError("is not UTF-8; save it as UTF-8", path=shown, line=line) from error


@dataclass(slots=True)
class _Open:
    """Hold a list or map that is being filled; `key` waits for its value."""

    holder: dict[str, Any] | list[Any]
    where: Where
    key: str | None = None


class _Reading:
    """Gather a file's content event by event, and what is wrong with it."""

    def __init__(self) -> None:
        self.content: Any = None
        self.lines: dict[Where, int] = {}
        self.faults: list[tuple[int, str]] = []
        self.too_deep = False
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.faults.append((line, f"tags ({tag}) are not allowed; a value is text, a list or a map"))
        if isinstance(event, yaml.ScalarEvent):
            self._put(event.value, line)
        elif isinstance(event, yaml.AliasEvent):
            self.faults.append((line, f"aliases (*{event.anchor}) are not allowed; write the value out"))
            self._put("", line)
        elif isinstance(event, yaml.CollectionStartEvent):
            holder: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            where = self._put(holder, line)
            self._open.append(_Open(holder, where))
            if len(self._open) > DEEPEST:
                self.faults.append((line, TOO_DEEP))
                self.too_deep = True
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self.faults.append((line, "a second document (---) is not allowed; write a second file"))

    def _put(self, value: Any, line: int) -> Where:
        """Put a value where it belongs, or keep it as the key of the value that follows."""
        if not self._open:
            self.content = value
            self.lines[()] = line
            return ()
        last = self._open[-1]
        if isinstance(last.holder, list):
            where: Where = (*last.where, len(last.holder))
            last.holder.append(value)
            self.lines[where] = line
        elif last.key is None:
            where = (*last.where, self._key(last, value, line))
        else:
            # A key's line is that of the key: a long text may start on the next.
            where = (*last.where, last.key)
            last.holder[last.key] = value
            last.key = None
        return where

    def _key(self, last: _Open, value: Any, line: int) -> str:
        key = value if isinstance(value, str) else ""
        if key is not value:
            self.faults.append((line, "a key must be a word, not a list or map"))
        elif key in last.holder:
            self.faults.append((line, f"key {key!r} stands twice"))
        last.key = key
        self.lines[(*last.where, key)] = line
        return key
