"""Write config, rule and ignore files that are nearly valid."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from fuzz import pieces
from fuzz.prose import noise

Text = st.SearchStrategy[str]

_GLOBS = (
    "*.md",
    "news/",
    "**/*",
    "!a.md",
    "[",
    "[]",
    "[a-",
    "a" * 3000,
    "*a" * 50,
    "**/" * 50,
    "\\",
    "{a,b}",
    "/",
    "../x",
    "",
    "!",
    "[z-a]",
    "é\u202e",
)
_words = st.sampled_from(
    (*pieces.CODES, *_GLOBS, "recommended", "strict", "error", "info", "never", "max-grade")
)
_strings = _words.map(lambda word: '"' + word.replace("\\", "\\\\").replace('"', "'") + '"')
_scalars = st.one_of(
    _strings,
    _strings,
    st.integers().map(str),
    st.integers(0, 30).map(str),
    st.floats().map(str),
    st.sampled_from(
        (
            "true",
            "false",
            "1979-05-27",
            "1e400",
            "nan",
            "0x" + "f" * 500,
            "9" * 5000,
            "'''\na'''",
            '"\\uD800"',
            '"\\e[1m"',
            "x",
            "",
        )
    ),
)
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"a{at} = {item}" for at, item in enumerate(items)) + "}"
        )
    ),
    max_leaves=5,
)
_keys = st.sampled_from(
    (
        *"preset select extend-select ignore fail-on exclude extend-exclude per-file-ignores rules".split(),
        *"extend packs presets max-grade rules.HL401 rules.HL401.max-grade rules.HL101.severity".split(),
        *"profile site site.disclosure topic topic.judge-from rules.HL205.emergency-number".split(),
        "options",
        "severity",
        "a.b.c",
        'rules."long-sentence".max-words',
        '"*.md"',
        "a" * 500,
        '"\\e[1m"',
        "'\u202e'",
        '""',
    )
)
_right = st.sampled_from(
    (
        'preset = "strict"',
        'select = ["HL1", "HL401"]',
        'ignore = ["HL402"]',
        'fail-on = "info"',
        'exclude = ["drafts/"]',
        'per-file-ignores = { "news/" = ["HL201"] }',
        "[rules.HL401]\nmax-grade = 10",
        'profile = "uk"',
        '[site]\ndisclosure = "template"',
        "[rules.HL205]\nemergency-number = '{0}{line}\u202f}{'",
        '[[overrides]]\nfiles = ["a/**", "*.md"]\nprofile = "us"',
        '[rules.HL101]\nseverity = "info"',
    )
)
_lines = st.one_of(
    _right,
    st.builds(lambda key, value: f"{key} = {value}", _keys, _values),
    _keys.map(lambda key: f"[{key}]"),
    _keys.map(lambda key: f"[[{key}]]"),
    st.sampled_from(
        (
            "#",
            "[" * 300,
            "a = " + "[" * 2000,
            "a = " + "{b = " * 900,
            ".".join("ab" * 20) + " = 1",
            "\t",
            "\x1b[1m",
            "=",
        )
    ),
)
configs = st.one_of(
    st.lists(_lines, max_size=8).map("\n".join), st.lists(_right, max_size=4).map("\n".join), noise
)
ignore_files = st.lists(st.sampled_from(_GLOBS) | noise, max_size=8).map("\n".join)

_yaml = st.sampled_from(
    (
        *"a [] {} '' -1 1e9 true null [[ *a {x:1} [HL1] '{subject}' '{nothing}' '{0}' '{' '(a*)*$'".split(),
        "'{subject.__class__}'",
        "&a b",
        "!!int 1",
        "{x: 1}",
        "|\n  x",
        "\\\\b(",
        "'" + "(" * 500 + "'",
        "'" + "a{1000}" * 50 + "'",
        "[error, warning]",
        "'\u202e\x1b'",
        '"\\uD800"',
        "python:os.system",
        "x" * 3000,
    )
)


def rule_files(originals: Sequence[str]) -> Text:
    """Take a rule file and give it other values, keys, lines and characters."""
    spoils = st.lists(
        st.tuples(
            st.sampled_from(("value", "value", "drop", "twice", "indent", "key", "put")),
            st.floats(0, 1, allow_nan=False),
            _yaml,
        ),
        min_size=1,
        max_size=3,
    )
    return st.builds(_spoil, st.sampled_from(originals), spoils)


def _spoil(rule: str, spoils: list[tuple[str, float, str]]) -> str:
    lines = rule.split("\n")
    for how, where, value in spoils:
        at = min(int(where * len(lines)), len(lines) - 1)
        line = lines[at]
        key, colon, _ = line.partition(":")
        lines[at : at + 1] = {
            "value": [f"{key}: {value}" if colon else f"  - {value}"],
            "drop": [],
            "twice": [line, line],
            "indent": [" " + line],
            "key": [f"{value}: x"],
            "put": [line, value],
        }[how] or ([""] if len(lines) == 1 else [])
    return "\n".join(lines)
