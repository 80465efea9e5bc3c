"""What holds of every format, and what each writes of a run in which all kinds of things happen."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from healthlint.cli import main
from healthlint.reports import FORMATS, Run, render
from healthlint.types import FileReport, Severity

Written = Callable[..., str]
GOLDEN = Path(__file__).parent / "golden"
XML = ("junit", "checkstyle")
JSON = ("json", "sarif", "gitlab", "rdjson")


@pytest.mark.parametrize("name", FORMATS)
def test_report_is_as_it_was(written: Written, name: str, several: Sequence[FileReport]) -> None:
    """Set WRITE_GOLDEN=1 to write the files anew, and look at what git says of them."""
    text = written(name, several, fails=lambda _, severity: severity is Severity.ERROR)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_reports_of_several_formats_keep_step(name: str, several: Sequence[FileReport]) -> None:
    given = []

    def reports() -> Iterator[FileReport]:
        for number, report in enumerate(several):
            given.append(number)
            yield report

    pieces = render(name, reports(), Run())
    for number in range(len(several)):
        next(pieces)
        assert given == list(range(number + 1))


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("full", "concise")])
def test_what_could_not_be_linted_is_told(written: Written, name: str, several: Sequence[FileReport]) -> None:
    text = written(name, several)
    assert "does not exist" in text
    assert "the code of the rule failed" in text


@pytest.mark.parametrize("name", JSON)
def test_nothing_linted_is_still_json(written: Written, name: str) -> None:
    assert json.loads(written(name, [])) is not None


@pytest.mark.parametrize("name", XML)
def test_nothing_linted_is_still_xml(written: Written, name: str) -> None:
    assert list(ET.fromstring(written(name, []))) == []  # noqa: S314


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_an_article_commands_the_log(
    written: Written, name: str, evil: Sequence[FileReport]
) -> None:
    text = written(name, evil)
    lines = [line for line in text.split("\n") if not line.startswith(("::error file=", "::warning file="))]
    assert not [line for line in lines if re.match(r"\s*::", line)]
    assert not re.search(r"##(\[|vso|teamcity)", "\n".join(lines))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", text)


@pytest.mark.parametrize("name", XML)
def test_xml_holds_the_words_that_it_can(written: Written, name: str, evil: Sequence[FileReport]) -> None:
    root = ET.fromstring(written(name, evil))  # noqa: S314
    file = root[0]
    assert file.get("name") == re.sub("[\x1b\ufffe]", "", evil[0].path).replace("\ud800", "\\ud800")
    assert "]]>--></script>`|` a\\x00b\\x1b[2J\\u202e %0A" in text_of_xml(root)


def text_of_xml(root: ET.Element) -> str:
    return " ".join(text for one in root.iter() for text in (*one.attrib.values(), one.text or ""))


@pytest.mark.parametrize("name", FORMATS)
def test_format_can_be_asked_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All formats of one run, in a folder of a repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(
        "# Needles\n\nAsk about pain, " + "fever and headache, " * 20 + "and rest.\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path / "posts")
    outputs = [f"--output-format={name}", f"--output-format={name}:{name}.out"]
    assert main(["--select", "HL402", "--color", "never", *outputs, "a.md", "-q"]) == 0
    out = capsys.readouterr().out
    assert (tmp_path / "posts" / f"{name}.out").read_text(encoding="utf-8") == out
    assert "HL402" in out
    rooted = {"sarif", "github", "gitlab", "markdown"}
    assert ("posts/a.md" in out) == (name in rooted)


def test_help_lists_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    out = capsys.readouterr().out
    assert all(
        re.search(rf"^  {name} +{re.escape(form.about)}$", out, re.MULTILINE)
        for name, form in FORMATS.items()
    )
