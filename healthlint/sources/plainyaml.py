"""Load YAML as plain text, lists and maps: no dates, no numbers, no tags, no aliases."""

from __future__ import annotations

from typing import Any

import yaml

_DEEPEST = 12


class PlainLoader(yaml.SafeLoader):
    """Refuse what lets a small file grow or hang: aliases, doubled keys, deep nesting."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _refusal("aliases are not allowed", event.start_mark)
        if self._depth > _DEEPEST:
            raise _refusal("nested too deep", event.start_mark)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        if isinstance(node, yaml.MappingNode):
            _refuse_doubles(node)
        return node


# Without resolvers every scalar is text: `2024-99-99`, `12`, `yes`.
PlainLoader.yaml_implicit_resolvers = {}


def _refuse_doubles(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _refusal("a key must be one word or phrase", key.start_mark)
        if key.value in seen:
            raise _refusal(f"the key {key.value!r} stands twice", key.start_mark)
        seen.add(key.value)


def _refusal(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
