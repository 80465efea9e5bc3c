"""The reader takes YAML as text, lists and maps, and refuses all else with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.errors import RuleError
from healthlint.rulepack.reader import LIMIT, Data, read


def parsed(tmp_path: Path, text: str | bytes) -> Data:
    path = tmp_path / "rule.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, shown="rule.yaml")


def test_every_scalar_stays_text(tmp_path: Path) -> None:
    data = parsed(tmp_path, "a: 2024-99-99\nb: [1, no, ~]\nc: {d: 1e999}\ne:\n")
    assert data.content == {"a": "2024-99-99", "b": ["1", "no", "~"], "c": {"d": "1e999"}, "e": ""}


def test_lines_are_those_of_keys_and_items(tmp_path: Path) -> None:
    data = parsed(tmp_path, "a: 1\nb:\n  - x\n  - y: >-\n      long\n    z: 2\n")
    assert [data.line(where) for where in (("a",), ("b",), ("b", 0), ("b", 1, "y"), ("b", 1, "z"))] == [
        *(1, 2, 3, 4, 6)
    ]
    assert data.line(("b", 1, "gone", "deeper")) == 4
    assert data.line(("gone",)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\n", "rule.yaml:2: is not valid YAML: did not find expected ',' or ']'"),
        ("a: 1\n\tb: 2\n", "rule.yaml:2: is not valid YAML: "),
        ("a: \x00\n", "rule.yaml:1: is not valid YAML: "),
        ("- a\n", "rule.yaml:1: must be a map of keys"),
        ("", "rule.yaml:1: must be a map of keys"),
        (b"a: 1\nb: \xff\n", "rule.yaml:2: is not UTF-8"),
        ("a: 1\nb: 2\na: 3\n", "rule.yaml:3: key 'a' stands twice"),
        ("a: &x 1\nb: *x\n", "rule.yaml:2: aliases (*x) are not allowed; write the value out"),
        ("a: &x [*x]\n", "rule.yaml:1: aliases (*x) are not allowed; write the value out"),
        (
            "a: !!python/object:os.system {}\n",
            "tags (tag:yaml.org,2002:python/object:os.system) are not allowed",
        ),
        ("? [a]\n: 1\n", "rule.yaml:1: a key must be a word, not a list or map"),
        ("a: 1\n---\nb: 1\n", "rule.yaml:2: a second document (---) is not allowed"),
        ("a: " + "[" * 100_000, "rule.yaml:1: is nested too deep"),
        ("a: '" + "x" * LIMIT + "'\n", "rule.yaml: is larger than 256 KB; split it"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        parsed(tmp_path, text)
    assert message in str(caught.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        parsed(tmp_path, "a: &x 1\na: 2\nb: *x\nc: !t 3\n")
    assert str(caught.value).split("\n") == [
        "rule.yaml:2: key 'a' stands twice",
        "rule.yaml:3: aliases (*x) are not allowed; write the value out",
        "rule.yaml:4: tags (!t) are not allowed; a value is text, a list or a map",
    ]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"^rule\.yaml: cannot be read: No such file"):
        read(tmp_path / "gone.yaml", shown="rule.yaml")
    with pytest.raises(RuleError, match=r"^rule\.yaml: cannot be read: Is a directory"):
        read(tmp_path, shown="rule.yaml")


@given(
    st.one_of(st.binary(max_size=200), st.text(alphabet="ab:-[]{}*&!|>?'\" \n", max_size=60).map(str.encode))
)
def test_anything_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(raw)
    try:
        data = read(path, shown="any.yaml")
    except RuleError:
        return
    assert isinstance(data.content, dict)
