"""Cut front matter off an article and read it: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from healthlint.sources import ours
from healthlint.types import Directive, MetaValue, Note, Span

if TYPE_CHECKING:
    import yaml

_LARGEST = 64 * 1024
_DEEPEST = 12
_MOST_DOTS = 100
_LONGEST_KEY = 200
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_YAML_KEY = re.compile(r"""(?:[A-Za-z_][\w .-]{0,80}|"[^"\n]{1,80}"|'[^'\n]{1,80}')\s?:(?:\s|$)""")
_YAML_LIKE = re.compile(r"^(?:\s|#|- |[\]\[{}]|$)")
_TOML_KEY = re.compile(r"""\s*[\w."'-]+\s*=|\s*\[""")
_TOML_LINE = re.compile(
    r"""^[ \t]*([\w."'-]+)[ \t]*=[ \t]*(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}"""
    r"""|\[[ \t]*\n(?:[^\n]*\n){1,200}?[ \t]*\]|[^\n]*)""",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"[\\\"\n\t]|[^\x20-\x7e]")
_LINES_AHEAD = 50
_PLAIN_LINE = re.compile(r"^([A-Za-z_][\w-]*):[ \t]+([^\s\[{|>&*'\"#][^\n]*\S)", re.MULTILINE)
_TOML_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_PLAIN_PROBLEMS = {
    "mapping values are not allowed here": "a value with a colon needs quotation marks around it",
    "found character '\\t' that cannot start any token": "a line begins with a tab; indent with spaces",
}
"""What the YAML parser says most often, in words for writers."""
_BLANKED = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold what stands before the article: it ends at `end` (0: there is none).

    `notes` say what is wrong with it. Where it could not be read, `meta` holds only its plain
    `key: value` lines. What it says to healthlint is in `directives`, and not in `meta`.
    """

    end: int
    meta: Mapping[str, tuple[MetaValue, ...]]
    notes: tuple[Note, ...] = ()
    directives: tuple[Directive, ...] = ()


def read(text: str) -> FrontMatter:
    """Read the front matter at the very start of `text`; broken front matter never raises."""
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(0, {})
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end())
    if closing is None:
        return FrontMatter(0, {})
    body = text[opening.end() : closing.start()]
    if not _is_meta(body, fence):
        return FrontMatter(0, {})
    if len(body) > _LARGEST:
        too_long = Note(f"is longer than {_LARGEST // 1024} KB", Span(0, len(fence)))
        return FrontMatter(closing.end(), {}, (too_long,))
    meta, note = _read_yaml(body) if fence == "---" else _read_toml(body)
    if note and fence == "---":
        if not _mostly_yaml(body):
            return FrontMatter(0, {})
        meta = _gather(_plain_lines(body))
    shifted = {
        key: tuple(MetaValue(v.value, _shift(v.span, opening.end())) for v in values)
        for key, values in meta.items()
    }
    broken = (Note(note.problem, _shift(note.span, opening.end())),) if note else ()
    found, wrong = ours.read(text, shifted)
    meant = {key: values for key, values in shifted.items() if not ours.is_ours(key)}
    return FrontMatter(closing.end(), meant, (*broken, *wrong), found)


def blanked(text: str, end: int) -> str:
    """Return `text` with its first `end` characters blank, lines and offsets kept."""
    return _BLANKED.sub(" ", text[:end]) + text[end:] if end else text


def _is_meta(body: str, fence: str) -> bool:
    """Tell meta data from prose between two thematic breaks."""
    first = next((line for line in body.split("\n", 20)[:20] if not line.startswith("#")), "")
    return bool((_YAML_KEY if fence == "---" else _TOML_KEY).match(first))


def _mostly_yaml(body: str) -> bool:
    lines = body.splitlines()
    alike = sum(1 for line in lines if _YAML_KEY.match(line) or _YAML_LIKE.match(line))
    return alike * 2 > len(lines)


def _plain_lines(body: str) -> Iterator[tuple[str, MetaValue]]:
    """Read what a person meant by `title: Aspirin: the facts`, which is not YAML."""
    for line in _PLAIN_LINE.finditer(body):
        yield line[1].lower(), MetaValue(line[2], Span(line.start(2), line.end(2)))


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _read_yaml(body: str) -> tuple[dict[str, tuple[MetaValue, ...]], Note | None]:
    import yaml

    from healthlint.sources.plainyaml import PlainLoader

    try:
        root = yaml.compose(body, Loader=PlainLoader)
        if not isinstance(root, yaml.MappingNode):
            return {}, Note("is not a list of `key: value` lines", _line(body, 1))
        return _gather(_yaml_values(body, root, "")), None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = _PLAIN_PROBLEMS.get(error.problem or "", error.problem)
        return {}, Note(f"is not valid YAML: {problem}", _line(body, line))
    except yaml.YAMLError as error:
        return {}, Note(f"is not valid YAML: {str(error).splitlines()[0]}", _line(body, 1))
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode: "\\UFFFFFFFF"
        return {}, Note(f"is not valid YAML: {error}", _line(body, 1))


def _yaml_values(body: str, node: yaml.Node, key: str) -> Iterator[tuple[str, MetaValue]]:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            part = _key(name.value)
            yield from _yaml_values(body, value, f"{key}.{part}" if key else part)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _yaml_values(body, value, key)
    elif node.value:
        start, end = node.start_mark.index, node.end_mark.index
        if body[start : start + 1] in ("'", '"') and end - start >= 2:
            start, end = start + 1, end - 1
        end = start + len(body[start:end].rstrip())
        yield key, MetaValue(_whole(str(node.value).strip()), Span(start, end))


def _read_toml(body: str) -> tuple[dict[str, tuple[MetaValue, ...]], Note | None]:
    import tomllib

    # The parser's time grows with the square of a dotted key's parts.
    if any(part.count(".") > _MOST_DOTS for line in body.split("\n") for part in line.split("=")):
        return {}, Note("is not usable TOML: a key has too many parts", _line(body, 1))
    places = _TomlPlaces(body)
    try:
        table = tomllib.loads(body)
        return _gather(_toml_values(table, "", 0, places)), None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        # The parser tells the line in its message alone, and counts from the fence.
        at = _TOML_AT.search(str(error))
        line = 1 if at is None else int(at[1] or len(body))
        return {}, Note(f"is not valid TOML: {_TOML_AT.sub('', str(error))}", _line(body, line))


def _line(body: str, number: int) -> Span:
    """Return where the words of a line of `body` stand: of the last, where it has none so far down."""
    lines = body.split("\n")
    index = min(number, len(lines)) - 1
    while index > 0 and not lines[index].strip():
        index -= 1
    start = sum(len(line) + 1 for line in lines[:index])
    line = lines[index]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def _toml_values(value: Any, key: str, depth: int, places: _TomlPlaces) -> Iterator[tuple[str, MetaValue]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            part = _key(name)
            yield from _toml_values(inner, f"{key}.{part}" if key else part, depth + 1, places)
    elif isinstance(value, list):
        for inner in value:
            yield from _toml_values(inner, key, depth + 1, places)
    else:
        shown = str(value).lower() if isinstance(value, bool) else str(value).strip()
        if shown:
            yield key, MetaValue(shown, places.find(key.rpartition(".")[2], shown))


def _key(name: object) -> str:
    """Return one part of a key. It is copied into the keys of all that stands in it: so it is cut."""
    return _whole(str(name)[:_LONGEST_KEY]).strip().lower()


def _whole(value: str) -> str:
    r"""Return `value` as text that can be encoded: YAML takes "\ud800", half of a character."""
    return value.encode("utf-8", "replace").decode("utf-8")


class _TomlPlaces:
    """Know the lines of each key, in order: the TOML parser does not tell."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._lines: dict[str, list[Span]] = {}
        self._reached: dict[str, tuple[int, int]] = {}
        for line in _TOML_LINE.finditer(body):
            name = line[1].rpartition(".")[2].strip("\"'").lower()
            self._lines.setdefault(name, []).append(Span(line.start(), line.end()))

    def find(self, name: str, shown: str) -> Span:
        """Find the value on a line of its key, after the last that was asked for; else that line itself."""
        lines = self._lines.get(name, [])
        reached, begin = self._reached.get(name, (0, 0))
        for number, line in enumerate(lines[reached : reached + _LINES_AHEAD], reached):
            start = max(line.start, begin)
            at = self._body.find(shown, start, line.end)
            end = at + len(shown) if at >= 0 else line.end
            if at < 0:
                # What is escaped in it stands otherwise in the source, but begins as it does.
                plain = _ESCAPED.split(shown, maxsplit=1)[0]
                at = self._body.find(plain, start, line.end) if plain else -1
            if at >= 0:
                self._reached[name] = number, end
                return Span(at, end)
        return lines[reached] if lines else Span(0, 0)


def _gather(pairs: Iterator[tuple[str, MetaValue]]) -> dict[str, tuple[MetaValue, ...]]:
    grouped: dict[str, list[MetaValue]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}
