"""`healthlint doctor`: what is installed, what runs here, and what is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from healthlint.cli import main

FAILED = "healthlint failed on this file"
FORMATS = ("markdown", "html", "text", "docx")


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "HEALTHLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    put(
        {
            ".git/HEAD": "",
            "base.toml": 'profile = "uk"\n',
            "healthlint.toml": OWN,
            "house/rule.yaml": RULE,
            "a.md": "# A\n",
            "news/b.html": "<p>B</p>",
            "news/healthlint.toml": "ignore = ['HL1']\n",
            "old/c.md": "# C\n",
        }
    )


OWN = """\
extend = "base.toml"
packs = ["house"]
exclude = ["old/"]
ignore = ["HL402"]
"""
RULE = """\
code: ACME101
name: short-headings
summary: A heading is long.
severity: info
preset: recommended
kind: measure
options: {most: {type: integer, default: 9, about: Words.}}
measure: {of: sentence-words, limit: most}
message: {default: "Long.", near: "Long."}
why: Because.
how_to_fix: Cut it.
"""


def put(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def doctor(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    code = main(["doctor", "--output-format", "json", *argv])
    return code, json.loads(capsys.readouterr().out)


def test_it_tells_what_there_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, found = doctor(capsys)
    assert (code, found["broken"], found["schema"], found["path"]) == (0, [], 1, ".")
    assert found["parts"]["spacy"] == version("spacy")
    assert found["parts"]["Python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert found["formats"] == {"markdown": True, "html": True, "text": True, "docx": True}
    assert (found["configs"], found["profile"]) == (["base.toml", "healthlint.toml"], "uk")
    assert found["packs"] == {"house": 1}
    assert found["articles"] == {"markdown": 1, "html": 1}
    assert (found["left_out"], found["elsewhere"]) == (1, {"news/healthlint.toml": 1})
    rules = {one["code"]: (one["runs"], one["reason"]) for one in found["rules"]}
    assert rules["ACME101"] == (True, 'preset = "recommended" (default)')
    assert rules["HL402"] == (False, 'ignore = "HL402" (healthlint.toml:4)')
    assert found["surroundings"]["repository"] == str(tmp_path)


def test_people_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for line in (
        f"  spacy {version('spacy')}",
        "  lints markdown, html, text, docx",
        "Config of .",
        "  healthlint.toml",
        "  extends base.toml",
        "  profile uk",
        "  pack house: 1 rule",
        "  news/healthlint.toml holds for 1 file below",
        '  HL402 does not run: ignore = "HL402" (healthlint.toml:4)',
        "  1 markdown, 1 html",
        "  1 left out by exclude or .gitignore",
        "  terminal: none: output goes to a file or a pipe",
    ):
        assert line in lines
    assert lines[-1] == "Nothing is broken."


def test_what_cannot_be_read_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.md").write_bytes(b"a\0b")
    Path("bad.docx").write_bytes(b"no zip")
    put({"news/healthlint.toml": "ignore = 3\n"})
    code, found = doctor(capsys)
    assert code == 2
    assert [line.partition(": ")[0] for line in found["broken"]] == [
        "news/healthlint.toml:1",
        "bad.docx",
        "bad.md",
    ]
    assert found["configs"] == ["base.toml", "healthlint.toml"]
    assert main(["doctor", "news"]) == 2
    out = capsys.readouterr().out
    assert "  cannot be used: see below" in out
    assert "Broken (1)\n  news/healthlint.toml:1: ignore must be a list of strings" in out


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"healthlint.toml": "preset = 'most'\n"}, "healthlint.toml:1: preset must be "),
        ({"base.toml": "a = [\n"}, "base.toml:1: is not valid TOML: "),
        ({"house/rule.yaml": RULE.replace("info", "bad")}, "house/rule.yaml:4: severity must be "),
        ({"healthlint.toml": "packs = ['hous']\n"}, "healthlint.toml:1: packs: no folder beside this config"),
    ],
)
def test_a_config_or_pack_that_cannot_be_used(
    capsys: pytest.CaptureFixture[str], files: dict[str, str], expected: str
) -> None:
    put(files)
    code, found = doctor(capsys)
    assert code == 2
    assert found["broken"][0].startswith(expected)
    assert found["configs"] is None
    assert found["formats"]["html"]


def test_config_options(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = doctor(capsys, "--isolated")
    assert (code, found["configs"], found["packs"]) == (0, [], {})
    assert doctor(capsys, "--config", "gone.toml")[1]["broken"] == [
        "gone.toml: cannot be read: No such file or directory"
    ]
    assert main(["doctor", "gone"]) == 2
    assert capsys.readouterr().err == (
        "healthlint: error: gone: does not exist; name the file or directory to look at\n"
    )


@pytest.mark.parametrize(
    ("files", "expected", "lints"),
    [
        (
            {"spacy-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: spacy\nVersion: 2.0\n"},
            ["spacy 2.0 is not what healthlint needs (<3.9,>=3.8.18); install healthlint again"],
            {"markdown", "html", "text", "docx"},
        ),
        (
            {"turbohtml.py": "raise ImportError('no libhtml')\n"},
            [f"html cannot be linted: {FAILED} (ImportError: no libhtml); please report it"],
            {"markdown", "text", "docx"},
        ),
        (
            {"yaml.py": "raise ImportError('no libyaml')\n"},
            [
                *(f"{form} cannot be linted: ImportError: no libyaml" for form in FORMATS),
                "configs and articles cannot be read: ImportError: no libyaml",
            ],
            set(),
        ),
        (
            {"packaging.py": "raise ImportError('gone')\n"},
            ["packaging cannot be imported (gone); install healthlint again"],
            None,
        ),
    ],
)
def test_a_broken_installation(
    tmp_path: Path, files: dict[str, str], expected: list[str], lints: set[str] | None
) -> None:
    put({f"path/{name}": text for name, text in files.items()})
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", "doctor", "--output-format", "json"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "path")},
        check=False,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (2, "")
    assert found["broken"][: len(expected)] == expected
    assert lints is None or {name for name, fine in found["formats"].items() if fine} == lints
    assert found["surroundings"]["PYTHONPATH"] == str(tmp_path / "path")


def test_names_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    put({"healthlint.toml": 'ignore = ["HL1"]\n'})
    Path("\x1b[31m\n::error::x.md").write_bytes(b"a\0b")
    assert main(["doctor", "--color", "always"]) == 2
    out = capsys.readouterr().out
    assert "\x1b[31m" not in out.replace("\x1b[1;31m", "")
    assert "\n::error" not in out
