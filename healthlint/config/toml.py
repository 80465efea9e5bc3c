"""Read a config file into its table, with the line of every key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from healthlint.config.project import bounded
from healthlint.errors import ConfigError

Keys = tuple[str, ...]
"""The way to a value in a config: `("rules", "HL401", "max-grade")`."""

LIMIT = 262_144
DEEPEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Table:
    """Hold healthlint's part of a config file. `lines` gives the line of keys by their path."""

    shown: str
    content: dict[str, Any]
    lines: Mapping[Keys, int]

    def line(self, where: Keys) -> int:
        """Return the line of `where`, or of the nearest key above it that stands in the file."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def written(value: object) -> str:
    """Return a string, boolean, number or list of them as TOML writes it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    return str(value)


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def load(path: Path, *, shown: str) -> Table | None:
    """Read `path`, which errors name as `shown`; None for a pyproject.toml without our table.

    Raises ConfigError for a file that cannot be read or is no TOML.
    """
    text = _text(path, shown=shown)
    ours: Keys = ("tool", "healthlint") if path.name == "pyproject.toml" else ()
    if ours and "healthlint" not in text:
        return None
    content = _parse(text, shown=shown)
    for key in ours:
        inner = content.get(key)
        if inner is None:
            return None
        if not isinstance(inner, dict):
            raise ConfigError("tool.healthlint must be a table: [tool.healthlint]", path=shown)
        content = inner
    lines = {where[len(ours) :]: line for where, line in _lines(text).items() if where[: len(ours)] == ours}
    return Table(shown, content, lines)


def _text(path: Path, *, shown: str) -> str:
    raw = bounded(path, shown=shown, limit=LIMIT, what="config")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8; save it as UTF-8", path=shown, line=line) from error


def _parse(text: str, *, shown: str) -> dict[str, Any]:
    # tomllib takes time squared in the dots of one key: 20,000 of them are 12 seconds.
    for part in re.split(r"[=,{}\[\]\n]", text):
        if sum(1 for piece in part.split(".") if piece.strip()) > DEEPEST_KEY:
            raise ConfigError(f"holds a key of more than {DEEPEST_KEY} parts", path=shown)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError("is nested too deeply", path=shown) from error
    except ValueError as error:
        message = str(error)
        at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        last = len(text.splitlines()) or 1
        line = (int(at[1]) if at[1] else last) if at else None
        sentence = message[: at.start()] if at else message
        repeated = _repeated(sentence, text.split("\n")[: line or last])
        reason = f"{repeated} is set twice" if repeated else f"is not valid TOML: {sentence}"
        raise ConfigError(reason, path=shown, line=line) from error


def _repeated(sentence: str, lines: list[str]) -> str | None:
    """Return the key that tomllib found a second time where `lines` end, if that is its complaint."""
    if inline := re.match(r"Duplicate inline table key ('.*')$", sentence):
        return inline[1]
    if not re.match(r"Cannot (overwrite a value|declare .* twice)$", sentence):
        return None
    if header := re.match(r"\s*(\[\[?[^\[\]]+\]\]?)\s*(#.*)?$", lines[-1]):
        return header[1]
    # A list runs over several lines, and its last is the one that is told.
    for line in reversed(lines):
        stripped = line.strip()
        if re.match(r"[\w\"'.-][^=\[\]{},]*=", stripped):
            return repr(".".join(_keys(_before_equals(stripped))))
    return None


def _lines(text: str) -> dict[Keys, int]:
    """Return the line of each table header and key that starts a line, by a scan of the text.

    On the path to a table in a list stands its number: `("overrides", "0", "files")`.
    """
    found: dict[Keys, int] = {}
    table: Keys = ()
    items: dict[Keys, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            table = _keys(stripped.strip("[]").partition("]")[0])
            found.setdefault(table, number)
            if stripped.startswith("[["):
                items[table] = items.get(table, -1) + 1
            table = _numbered(table, items)
            found.setdefault(table, number)
        elif "=" in stripped and not stripped.startswith("#"):
            keys = _keys(_before_equals(stripped))
            for depth in range(1, len(keys) + 1):
                found.setdefault((*table, *keys[:depth]), number)
    return found


def _numbered(table: Keys, items: Mapping[Keys, int]) -> Keys:
    """Return the path to `table` with the number of the last item in each list of tables on it."""
    found: Keys = ()
    for depth, key in enumerate(table, 1):
        found = (*found, key)
        if table[:depth] in items:
            found = (*found, str(items[table[:depth]]))
    return found


def _before_equals(line: str) -> str:
    """Return the key of `key = value`, where a quoted key may hold an equals sign."""
    quote = line[0] if line[0] in "\"'" else ""
    closing = line.find(quote, 1) if quote else 0
    return line[: line.find("=", max(closing, 0))]


def _keys(dotted: str) -> Keys:
    """Split `rules."HL401".severity` at the dots outside quotes."""
    parts = re.findall(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)", dotted)
    return tuple(double or single or bare for double, single, bare in parts)
