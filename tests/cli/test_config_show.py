"""`healthlint config show`: every setting of a file, and where it comes from."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthlint.cli import main
from healthlint.config.keys import KEYS

BASE = """\
exclude = ["drafts/"]
extend-exclude = ["*.txt"]
fail-on = "warning"
baseline = "known.jsonl"

[rules.long-sentence]
max-words = 30

[topic]
judge-from = 0.7
"""
OWN = """\
extend = "base.toml"
profile = "uk"
extend-exclude = ["old/", "é\\u202e"]
ignore = ["HL402"]

[site]
disclosure = "template"

[rules.HL302]
shown-by-template = false
severity = "error"

[per-file-ignores]
"news/" = ["HL4", "HL101"]

[[overrides]]
files = ["news/us/**"]
profile = "us"
rules.HL205.emergency-number = "911 or 112"
"""

Show = Callable[..., dict[str, str]]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """Return what shows a path's settings: where each value comes from, by key or code."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in {"base.toml": BASE, "healthlint.toml": OWN}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("a.md", "news/b.md", "news/us/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# A\n", encoding="utf-8")

    def run(*argv: str) -> dict[str, str]:
        assert main(["config", "show", *argv]) == 0
        found = {}
        for line in capsys.readouterr().out.splitlines():
            text, _, why = line.removeprefix("# ").partition("  # ")
            found[text.strip().strip('",').partition(" = ")[0].partition(" ")[0]] = f"{text.strip()} <- {why}"
        return found

    return run


def test_each_value_has_its_origin(show: Show) -> None:
    found = show("a.md")
    assert {
        key: found[key]
        for key in (
            "profile",
            "fail-on",
            "baseline",
            "exclude",
            "*.txt",
            "old/",
            "topic.judge-from",
            "topic.certain-from",
            "site.disclosure",
            "site.author",
            "rules.HL402.max-words",
            "rules.HL302.severity",
            "rules.HL302.shown-by-template",
            "rules.HL301.shown-by-template",
            "rules.HL401.max-grade",
            "rules.HL205.emergency-number",
            "HL205",
            "HL101",
        )
    } == {
        "profile": 'profile = "uk" <- healthlint.toml:2',
        "fail-on": 'fail-on = "warning" <- base.toml:3',
        "baseline": 'baseline = "known.jsonl" <- base.toml:4',
        "exclude": 'exclude = ["drafts/"] <- base.toml:1',
        "*.txt": '"*.txt", <- base.toml:2',
        "old/": '"old/", <- healthlint.toml:3',
        "topic.judge-from": "topic.judge-from = 0.7 <- base.toml:10",
        "topic.certain-from": "topic.certain-from = 0.6 <- default",
        "site.disclosure": 'site.disclosure = "template" <- healthlint.toml:7',
        "site.author": 'site.author = "article" <- default',
        "rules.HL402.max-words": "rules.HL402.max-words = 30 <- base.toml:7",
        "rules.HL302.severity": 'rules.HL302.severity = "error" <- healthlint.toml:11',
        "rules.HL302.shown-by-template": "rules.HL302.shown-by-template = false <- healthlint.toml:10",
        "rules.HL301.shown-by-template": "rules.HL301.shown-by-template = true <- healthlint.toml:7",
        "rules.HL401.max-grade": "rules.HL401.max-grade = 9 <- profile uk",
        "rules.HL205.emergency-number": 'rules.HL205.emergency-number = "999" <- profile uk',
        "HL205": '"HL205", <- extend-select = "HL205" (profile uk)',
        "HL101": '"HL101", <- preset = "recommended" (default)',
    }


@pytest.mark.usefixtures("show")
def test_it_tells_why_a_rule_does_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    def silent(*argv: str) -> list[str]:
        main(["config", "show", *argv])
        return [line for line in capsys.readouterr().out.splitlines() if "does not run" in line]

    told = silent("news/b.md", "--extend-select", "HL103,HL3")
    assert [line for line in told if line.startswith(("# HL1", "# HL40"))] == [
        '# HL101 does not run: per-file-ignores "news/" = "HL101" (healthlint.toml:14)',
        '# HL106 does not run: in preset "strict", not in "recommended" (default)',
        '# HL401 does not run: per-file-ignores "news/" = "HL4" (healthlint.toml:14)',
        '# HL402 does not run: ignore = "HL402" (healthlint.toml:4)',
        '# HL403 does not run: in preset "strict", not in "recommended" (default)',
        '# HL405 does not run: in preset "strict", not in "recommended" (default)',
        '# HL406 does not run: per-file-ignores "news/" = "HL4" (healthlint.toml:14)',
        '# HL407 does not run: per-file-ignores "news/" = "HL4" (healthlint.toml:14)',
    ]
    assert "# HL101 does not run: not in select (command line)" in silent("a.md", "--select", "HL2")


def test_overrides_and_options_of_the_command_line(show: Show) -> None:
    found = show("news/us/c.md", "--fail-on", "never", "--extend-select", "HL103")
    assert found["profile"] == 'profile = "us" <- healthlint.toml:18'
    number = 'rules.HL205.emergency-number = "911 or 112" <- healthlint.toml:19'
    assert found["rules.HL205.emergency-number"] == number
    assert found["fail-on"] == 'fail-on = "never" <- --fail-on'
    assert found["HL103"] == '"HL103", <- extend-select = "HL103" (command line)'
    whole = show(".")
    assert whole["profile"] == 'profile = "uk" <- healthlint.toml:2'


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("path", ["a.md", "news/b.md", "news/us/c.md"])
def test_what_is_shown_is_a_config_that_sets_the_same(
    capsys: pytest.CaptureFixture[str],
    path: str,
) -> None:
    def settings(*argv: str) -> Any:
        assert main(["config", "show", "--output-format", "json", path, *argv]) == 0
        told = json.loads(capsys.readouterr().out)
        runs = {one["code"]: one["runs"] for one in told["rules"]}
        added_up = [one["value"] for one in told["settings"] if one["key"] == "extend-exclude"]
        values = {one["key"]: one["value"] for one in told["settings"] if one["key"] != "extend-exclude"}
        return runs, values, [glob for globs in added_up for glob in globs]

    main(["config", "show", path])
    shown = capsys.readouterr().out
    Path("shown.toml").write_text(shown, encoding="utf-8")
    before = settings()
    assert settings("--config", "shown.toml") == before
    unshown = {"extend", "preset", "extend-select", "ignore", "overrides"}
    unshown |= {key for key in KEYS if key.endswith("per-file-ignores")}
    assert set(tomllib.loads(shown)) == set(KEYS) - unshown


@pytest.mark.usefixtures("show")
def test_json_tells_kind_name_and_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["config", "show", "--output-format", "json", "a.md", "--ignore", "HL101"])
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["path"], told["configs"]) == (1, "a.md", ["base.toml", "healthlint.toml"])
    origins = {one["key"]: one["origin"] for one in told["settings"]}
    assert origins["fail-on"] == {"kind": "config", "name": "base.toml", "line": 3}
    assert origins["site.date"] == {"kind": "default", "name": "", "line": None}
    assert origins["rules.HL207.crisis-line"]["kind"] == "profile"
    assert told["rules"][3]["origin"] == {"kind": "command-line", "name": "--ignore", "line": None}


@pytest.mark.usefixtures("show")
def test_what_exclude_leaves_out_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    note = "# exclude leaves it out: it is linted only where it is named."
    main(["config", "show", "a.md"])
    assert note not in capsys.readouterr().out
    main(["config", "show", "a.md", "--exclude", "*.md"])
    assert note in capsys.readouterr().out
    main(["config", "show", "news", "--extend-exclude", "news/", "--output-format", "json"])
    assert json.loads(capsys.readouterr().out)["excluded"] is True


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["gone.md"], "gone.md: does not exist; name the file or directory whose settings to show"),
        (["a.md", "--outpt-format"], "unknown option --outpt-format; did you mean --output-format?"),
        (["a.md", "--select", "HL999"], "unknown rule 'HL999'; "),
        (["a.md", "--config", "gone.toml"], "gone.toml: cannot be read: No such file or directory"),
    ],
)
def test_mistakes(
    capsys: pytest.CaptureFixture[str],
    argv: list[str],
    expected: str,
) -> None:
    assert main(["config", "show", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, err.partition(": error: ")[2].startswith(expected)) == ("", True), err


@pytest.mark.usefixtures("show")
def test_a_broken_config_is_told_as_ever(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("news/healthlint.toml").write_text("[rules.HL401]\nmax-grade = 0\n", encoding="utf-8")
    for path in ("news", "news/b.md"):
        assert main(["config", "show", path]) == 2
        told = "healthlint: error: news/healthlint.toml:2: max-grade of HL401 must be at least 1, not 0\n"
        assert capsys.readouterr().err == told
    assert main(["config", "show", "a.md"]) == 0


def test_without_a_verb_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == 2
    assert "VERB; see 'healthlint config --help'" in capsys.readouterr().err
    assert main(["config", "--help"]) == 0
    assert "show" in capsys.readouterr().out
