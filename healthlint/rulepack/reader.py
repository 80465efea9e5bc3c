"""Read a YAML file of the pack into strings, lists and maps, keeping the line of every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from healthlint.errors import RuleError

LIMIT = 262_144


@dataclass(frozen=True, slots=True)
class Data:
    """Hold a file's content; `lines` gives the line of each key or item by its path."""

    path: str
    content: dict[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, where: tuple[str | int, ...]) -> int:
        """Return the line of `where`, or of the nearest key above it that the file holds."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(path: Path, *, shown: str) -> Data:
    """Read `path`, which errors name as `shown`. Every scalar stays text.

    Raises RuleError for a file over 256 KB, broken YAML, aliases, duplicate keys, or a top
    level that is no map.
    """
    raw = path.read_bytes()
    if len(raw) > LIMIT:
        raise RuleError(f"is larger than {LIMIT} bytes; split it", path=shown)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(raw.decode("utf-8"), Loader=loader)
    except UnicodeDecodeError as error:
        raise RuleError("is not UTF-8", path=shown) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RuleError(f"is not valid YAML: {error.problem}", path=shown, line=line) from error
    except yaml.YAMLError as error:
        raise RuleError(f"is not valid YAML: {error}", path=shown) from error
    if not isinstance(node, yaml.MappingNode):
        raise RuleError("must be a map of keys", path=shown, line=1)
    lines: dict[tuple[str | int, ...], int] = {}
    content = _plain(node, where=(), lines=lines, shown=shown, seen=set())
    return Data(shown, content, lines)


def _plain(
    node: yaml.Node,
    *,
    where: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    shown: str,
    seen: set[int],
) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(where, line)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if id(node) in seen:
        raise RuleError("aliases (*name) are not allowed; write the value out", path=shown, line=line)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, where=(*where, number), lines=lines, shown=shown, seen=seen)
            for number, item in enumerate(node.value)
        ]
    result: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        at = key.start_mark.line + 1
        if name in result:
            raise RuleError(f"key {name!r} stands twice", path=shown, line=at)
        lines[(*where, name)] = at
        result[name] = _plain(value, where=(*where, name), lines=lines, shown=shown, seen=seen)
    return result
