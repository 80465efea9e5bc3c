from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from healthlint.reports import Run, github
from healthlint.types import FileReport, Severity

Build = Callable[..., FileReport]
Written = Callable[..., str]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read what GitHub's runner would: the level, the properties and the message of each command."""
    found = []
    for line in re.split("\r\n|\r|\n", text):
        if not line.lstrip().startswith("::"):
            continue
        info, _, data = line.lstrip()[2:].partition("::")
        level, _, given = info.partition(" ")
        pairs = (pair.split("=", 1) for pair in given.strip().split(",") if pair)
        found.append((level, {key: unescaped(value) for key, value in pairs}, unescaped(data)))
    return found


def unescaped(text: str) -> str:
    for written, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, char)
    return text


def test_percent_line_ends_and_colons_survive(report: Build, written: Written) -> None:
    made = report("a cure\n", "cure", path="a%0A,b::c\r\nd.md", message="50% :: of\nall, 100%0A")
    ((level, properties, message),) = commands(written("github", [made]))
    assert level == "warning"
    assert properties == {
        "file": "a%0A,b::c\r\nd.md",
        "line": "1",
        "endLine": "1",
        "col": "3",
        "endColumn": "7",
        "title": "HL401 reading-grade-too-high",
    }
    assert message == "a%0A,b::c\\r\\nd.md:1:3: HL401 50% :: of all, 100%0A"


def test_nothing_of_an_article_is_a_command_of_its_own(evil: Sequence[FileReport], written: Written) -> None:
    found = commands(written("github", evil))
    assert [level for level, _, _ in found] == ["warning", "error"]
    assert all(
        set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        for _, properties, _ in found
    )


@given(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=40))
def test_any_path_is_one_property(path: str) -> None:
    broken = FileReport(path, None, None, None, (), (), error="does not exist")
    ((_, properties, _),) = commands("".join(github.render([broken], Run())))
    if path.isprintable():
        assert properties["file"] == path
    assert properties["title"] == "healthlint failed here"


def test_findings_over_two_lines_have_no_columns(report: Build, written: Written) -> None:
    ((_, properties, _),) = commands(written("github", [report("one\ntwo\n", "one\ntwo")]))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties


def test_columns_are_those_of_utf16(report: Build, written: Written) -> None:
    ((_, properties, _),) = commands(written("github", [report("😀 é cure\n", "cure")]))
    assert (properties["col"], properties["endColumn"]) == ("6", "10")


def test_what_github_would_not_show_is_a_line_of_the_log(report: Build, written: Written) -> None:
    made = report("a cure\n", "cure")
    errors = tuple(replace(made.findings[0], severity=Severity.ERROR) for _ in range(12))
    notices = tuple(replace(made.findings[0], severity=Severity.INFO) for _ in range(10))
    text = written("github", [replace(made, findings=errors), replace(made, findings=notices)])
    found = commands(text)
    assert [level for level, _, _ in found] == ["error"] * 10 + ["notice"] * 10
    assert found[-1][2] == (
        "GitHub shows ten of a kind for each step. In its log stand 2 errors and 1 notice more."
    )
    plain = [line for line in text.splitlines() if not line.startswith("::")]
    assert plain == ["article.md:1:3: HL401 This is too hard to read."] * 3


def test_long_messages_are_cut(report: Build, written: Written) -> None:
    ((_, _, message),) = commands(written("github", [report("a cure\n", "cure", message="word " * 2000)]))
    assert len(message) == github.LONGEST
