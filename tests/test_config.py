from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from healthlint import rulepack
from healthlint.config import Catalogue, Config, Configs, FailOn, Overrides, Packs, Resolver, read
from healthlint.errors import ConfigError, UsageError
from healthlint.rulepack.model import LinkRule, LinkSpec, MeasureRule, MeasureSpec, Rule
from healthlint.rulepack.parts import Authority, Example, Examples, Option
from healthlint.types import Severity

EXAMPLES = Examples(bad=(Example(text="a"), Example(text="b")), good=(Example(text="c"), Example(text="d")))
COMMON = {
    "summary": "s",
    "since": "0.1",
    "message": {"text": "m"},
    "why": "w",
    "how_to_fix": "h",
    "authorities": (Authority(title="t", publisher="p", url="https://example.org"),),
    "examples": EXAMPLES,
}


def link_rule(code: str, name: str, preset: str = "recommended") -> Rule:
    spec = LinkSpec(disclosure="missing")
    return LinkRule.model_validate(
        {**COMMON, "code": code, "name": name, "severity": "error", "preset": preset, "kind": "link"}
        | {"link": spec}
    )


def grade_rule() -> Rule:
    options = {
        "max-grade": Option(type="number", default=8, about="a", minimum=1, maximum=20),
        "min-words": Option(type="integer", default=100, about="a", minimum=0),
        "audience": Option(type="string", default="public", about="a"),
        "count-lists": Option(type="boolean", default=True, about="a"),
    }
    return MeasureRule.model_validate(
        {
            **COMMON,
            "code": "HL401",
            "name": "reading-grade",
            "severity": "warning",
            "preset": "recommended",
            "kind": "measure",
            "options": options,
            "measure": MeasureSpec(of="reading-grade", limit="max-grade"),
        }
    )


RULES: tuple[Rule, ...] = (
    link_rule("HL301", "undisclosed-links"),
    link_rule("HL302", "vague-disclosure"),
    grade_rule(),
    link_rule("HL501", "strict-claim", "strict"),
    link_rule("HL901", "odd-claim", "all"),
)
CATALOGUE = Catalogue(RULES)
PACK = rulepack.RulePack(RULES, rulepack.load().vocabulary)


def resolver(asked: Config | None = None, **which: Any) -> Resolver:
    return Resolver(Configs(PACK, **which), overrides=asked)


def write(folder: Path, text: str, name: str = "healthlint.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path: Path, text: str, name: str = "healthlint.toml") -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(write(tmp_path, text, name), Packs(PACK), name=name)
    return str(caught.value).split("\n")


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ((Config(),), {"HL301", "HL302", "HL401"}),
        ((Config(preset="strict"),), {"HL301", "HL302", "HL401", "HL501"}),
        ((Config(select=("ALL",)),), {"HL301", "HL302", "HL401", "HL501", "HL901"}),
        ((Config(select=("HL3",)),), {"HL301", "HL302"}),
        ((Config(select=("hl3",), ignore=("HL302",)),), {"HL301"}),
        ((Config(select=("HL302",), ignore=("HL3",)),), {"HL302"}),
        ((Config(select=("HL302",), ignore=("vague-disclosure",)),), set()),
        ((Config(extend_select=("HL9",)),), {"HL301", "HL302", "HL401", "HL901"}),
        ((Config(ignore=("reading-grade",)),), {"HL301", "HL302"}),
        ((Config(ignore=("HL401",)), Config(select=("HL4",))), {"HL401"}),
        ((Config(ignore=("HL401",)), Config(extend_select=("HL4",))), {"HL301", "HL302", "HL401"}),
        ((Config(select=("HL901",)), Config(preset="recommended")), {"HL301", "HL302", "HL401"}),
        ((Config(select=("HL3",)), Config(ignore=("HL301",))), {"HL302"}),
        ((Config(select=()),), set()),
    ],
)
def test_selection_by_layers(layers: tuple[Config, ...], expected: set[str]) -> None:
    assert CATALOGUE.selected(layers) == expected


def test_every_key_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        preset = "strict"
        extend-select = ["HL9"]
        ignore = ["HL302"]
        fail-on = "warning"
        exclude = ["drafts/"]
        extend-exclude = ["*.html"]

        [per-file-ignores]
        "news/" = ["HL4", "undisclosed-links"]

        [rules.HL401]
        severity = "error"
        max-grade = 9.5

        [rules.vague-disclosure]
        severity = "info"
        """,
    )
    chain = read(path, Packs(PACK))
    assert chain is not None
    assert chain.layers[0] == Config(
        root=tmp_path,
        path=path,
        preset="strict",
        extend_select=("HL9",),
        ignore=("HL302",),
        fail_on=FailOn.WARNING,
        exclude=("drafts/",),
        extend_exclude=("*.html",),
        per_file_ignores=(("news/", ("HL4", "undisclosed-links")),),
        severities={"HL401": Severity.ERROR, "HL302": Severity.INFO},
        options={"HL401": {"max-grade": 9.5}},
    )


def test_all_faults_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = """\
selct = ["HL1"]
ignore = "HL401"
fail-on = "fatal"
exclude = ["a", 1]
extend-select = ["HL402"]

[per-file-ignores]
"news/" = ["HL999"]
"!a.md" = []

[rules.HL401]
severity = "bad"
max-grade = 0
min-words = 1.5
"audience" = 3
count-lists = 1
maxgrade = 3

[rules.reading-grad]
[rules.HL301]
level = 1
"""
    assert faults(tmp_path, text) == [
        "healthlint.toml:1: unknown key 'selct'; did you mean 'select'?",
        'healthlint.toml:2: ignore must be a list of strings, like ["HL1", "HL401"], not \'HL401\'',
        'healthlint.toml:3: fail-on must be "error", "warning", "info" or "never", not \'fatal\'',
        'healthlint.toml:4: exclude must be a list of strings, like ["drafts/", "*.html"], not [\'a\', 1]',
        "healthlint.toml:5: extend-select: unknown rule 'HL402'; did you mean 'HL401'?",
        "healthlint.toml:8: per-file-ignores \"news/\": unknown rule 'HL999'; did you mean 'HL901'?",
        "healthlint.toml:9: per-file-ignores: '!a.md' must say which files it is about, not which it is not",
        'healthlint.toml:12: severity of HL401 must be "error", "warning" or "info", not \'bad\'',
        "healthlint.toml:13: max-grade of HL401 must be at least 1, not 0",
        "healthlint.toml:14: min-words of HL401 must be a whole number, not 1.5",
        "healthlint.toml:15: audience of HL401 must be a string, not 3",
        "healthlint.toml:16: count-lists of HL401 must be true or false, not 1",
        "healthlint.toml:17: HL401 has no option 'maxgrade'; did you mean 'max-grade'?",
        "healthlint.toml:19: unknown rule 'reading-grad'; did you mean 'reading-grade'?",
        "healthlint.toml:21: HL301 has no option 'level'; only its severity can be set",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('preset = "all"\nselect = []\n', "2: give preset or select, not both; extend-select adds rules"),
        ("rules = 3\n", "1: rules must be tables, like [rules.HL401], not 3"),
        ("[rules]\nHL401 = 3\n", "2: HL401 must be a table: [rules.HL401]"),
        ("[rules.HL401]\n[rules.reading-grade]\n", "2: HL401 is set twice, by its code and by its name"),
        ("per-file-ignores = []\n", "1: per-file-ignores must be a table"),
        ('exclude = ["a\\\\"]\n', "1: exclude: 'a\\\\' is not a glob"),
        (f"exclude = {['a'] * 1001}\n", "1: exclude holds 1001 globs, more than 1000; name directories"),
        (
            "[per-file-ignores]\n" + "".join(f"a{number} = ['HL1']\n" for number in range(1001)),
            "1: per-file-ignores holds 1001 globs, more than 1000; name directories",
        ),
        ("[rules.HL401]\nmax-grade = nan\n", "2: max-grade of HL401 must be at least 1, not nan"),
        ("[rules.HL401]\nmax-grade = true\n", "2: max-grade of HL401 must be a number, not true"),
        ("[rules.HL401]\nmax-grade = 99\n", "2: max-grade of HL401 must be at most 20, not 99"),
        ("rules.HL401.max-grade = 99\n", "1: max-grade of HL401 must be at most 20, not 99"),
        ("ignore = [true]\n", 'like ["HL1", "HL401"], not [true]'),
        ('per-file-ignores = { "x" = 1 }\n', 'per-file-ignores "x" must be a list of strings'),
        ("[rules.HL3]\n", "1: 'HL3' takes one rule, not a prefix: HL301 or HL302"),
        ("[rules.hl50]\n", "1: 'hl50' takes one rule, not a prefix: HL501"),
        ("a = 1\nselect = [\n", "toml:2: is not valid TOML: Invalid value"),
        ("a = 1\na = 2\n", "2: 'a' is set twice"),
        ("a = []\na = [\n  [1],\n  2]\nb = 3\n", "4: 'a' is set twice"),
        ("[rules.HL401]\n[rules.HL401] # again\n", "2: [rules.HL401] is set twice"),
        ("a = { b = 1, b = 2 }\n", "1: 'b' is set twice"),
        ("a = " + "[" * 5000, "is nested too deeply"),
        ("a" + ".a" * 5000 + " = 1", "holds a key of more than 32 parts"),
        ("a = " + "1" * 9999, "is not valid TOML: "),
        ("#" * 300_000, "is larger than 256 KB"),
    ],
)
def test_faults(tmp_path: Path, text: str, expected: str) -> None:
    (fault,) = faults(tmp_path, text)
    assert expected in fault


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('disclosure = "template"\n', "1: unknown key 'disclosure'; it belongs under [site]"),
        ("judge-from = 0.7\n", "1: unknown key 'judge-from'; it belongs under [topic]"),
        (
            "max-grade = 9\n",
            "1: unknown key 'max-grade'; it is an option of a rule: write it under [rules.HL401]",
        ),
        ("[hl401]\nmax-grade = 9\n", "1: unknown key 'hl401'; write [rules.hl401]"),
        (
            '[rules.HL401]\nignore = ["HL3"]\n',
            "2: HL401 has no option 'ignore'; it is a key of the whole config: write it above [rules.HL401]",
        ),
        (
            '[topic]\nextend = "a.toml"\n',
            "2: unknown key 'extend'; it is a key of the whole config: write it above [topic]",
        ),
    ],
)
def test_what_stands_in_the_wrong_table_is_shown_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert faults(tmp_path, text) == [f"healthlint.toml:{expected}"]


def test_pyproject_lines_and_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\nselect = 1\n\n[tool.healthlint]\nselect = ["HL3"]\nselct = 1\n'
    assert faults(tmp_path, text, "pyproject.toml") == [
        "pyproject.toml:7: unknown key 'selct'; did you mean 'select'?"
    ]
    other = write(tmp_path / "other", "[tool.ruff]\n# not for healthlint\n", "pyproject.toml")
    assert read(other, Packs(PACK)) is None
    broken = write(tmp_path / "broken", "[[[ not toml", "pyproject.toml")
    assert read(broken, Packs(PACK)) is None


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "healthlint.toml"
    path.write_bytes(b'# fine\npreset = "\xff"\n')
    with pytest.raises(ConfigError, match=r"toml:2: is not UTF-8"):
        read(path, Packs(PACK))


def test_nearest_config_wins_and_the_walk_stops_at_the_git_root(tmp_path: Path) -> None:
    write(tmp_path, 'select = ["HL501"]')
    repo = tmp_path / "repo"
    (repo / ".git").mkdir(parents=True)
    found = resolver()
    assert found.settings_for(str(repo / "a.md")).selected == {"HL301", "HL302", "HL401"}
    assert found.settings_for(str(tmp_path / "a.md")).selected == {"HL501"}

    write(repo / "docs", 'select = ["HL3"]', "pyproject.toml")
    write(repo / "docs", '[tool.healthlint]\nselect = ["HL901"]', "pyproject.toml")
    write(repo / "docs" / "news", 'select = ["HL401"]', ".healthlint.toml")
    found = resolver()
    assert found.settings_for(str(repo / "docs" / "deep" / "er" / "a.md")).selected == {"HL901"}
    assert found.settings_for(str(repo / "docs" / "news" / "a.md")).selected == {"HL401"}


def test_precedence(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        fail-on = "warning"
        [rules.HL401]
        severity = "info"
        max-grade = 9
        min-words = 50
        """,
    )
    path = str(tmp_path / "a.md")
    settings = resolver().settings_for(path)
    assert (settings.fail_on, settings.severities) == (FailOn.WARNING, {"HL401": Severity.INFO})

    asked = Overrides(fail_on="never", options={"reading-grade": {"max-grade": 12}}).checked(CATALOGUE)
    settings = resolver(asked).settings_for(path)
    assert settings.fail_on is FailOn.NEVER
    assert settings.options == {"HL401": {"max-grade": 12, "min-words": 50}}

    other = write(tmp_path / "other", 'fail-on = "info"')
    assert resolver(config_file=other).settings_for(path).fail_on is FailOn.INFO
    assert resolver(isolated=True).settings_for(path).fail_on is FailOn.ERROR
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        resolver(config_file=tmp_path / "gone.toml")


def test_per_file_ignores_come_last(tmp_path: Path) -> None:
    write(tmp_path, '[per-file-ignores]\n"news/**" = ["HL3"]\n"*.html" = ["reading-grade"]\n')
    asked = Overrides(select=("HL301", "HL401")).checked(CATALOGUE)
    found = resolver(asked)
    assert found.settings_for(str(tmp_path / "a.md")).selected == {"HL301", "HL401"}
    assert found.settings_for(str(tmp_path / "news" / "a.md")).selected == {"HL401"}
    assert found.settings_for(str(tmp_path / "news" / "a.html")).selected == set()


def test_exclude_of_config_and_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'exclude = ["drafts/"]\nextend-exclude = ["*.html"]')
    monkeypatch.chdir(tmp_path)

    def excluded(name: str, **asked: list[str]) -> bool:
        return resolver(Overrides(**asked).checked(CATALOGUE)).excluded(Path(name))  # type: ignore[arg-type]

    assert excluded("drafts/a.md")
    assert excluded("x/a.html")
    assert not excluded("x/a.md")
    assert not excluded("drafts/a.md", exclude=["old/"])
    assert excluded("old/a.md", exclude=["old/"])
    assert excluded("old/a.md", extend_exclude=["old/"])
    assert excluded("drafts/a.md", extend_exclude=["old/"])


def test_config_linked_from_outside_the_project_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", 'password = "hunter2"', "passwords.toml")
    repo = tmp_path / "repo"
    (repo / ".git").mkdir(parents=True)
    (repo / "healthlint.toml").symlink_to(secret)
    with pytest.raises(ConfigError, match="symbolic link to a file outside") as caught:
        resolver().settings_for(str(repo / "a.md"))
    assert "password" not in str(caught.value)


def test_inner_link_is_followed(tmp_path: Path) -> None:
    repo = tmp_path / "repo"
    (repo / ".git").mkdir(parents=True)
    write(repo / "shared", 'select = ["HL3"]', "lint.toml")
    (repo / "healthlint.toml").symlink_to(repo / "shared" / "lint.toml")
    assert resolver().settings_for(str(repo / "a.md")).selected == {"HL301", "HL302"}


def test_deep_folders_do_not_overflow(tmp_path: Path) -> None:
    deep = os.path.join(tmp_path, *["d"] * 1900, "a.md")
    assert resolver().settings_for(deep).fail_on is FailOn.ERROR


def test_globs_are_linear(tmp_path: Path) -> None:
    asked = Overrides(exclude=["*a" * 60 + "b"]).checked(CATALOGUE)
    assert not resolver(asked).excluded(tmp_path / ("a" * 250))


def test_overrides_name_all_that_is_wrong() -> None:
    asked = Overrides(
        select=["HL999"],
        ignore=["undisclosed-link"],
        preset="strict",
        severities={"HL401": "fatal"},
        options={"HL401": {"max": 3}, "nope": {}},
    )
    with pytest.raises(UsageError) as caught:
        asked.checked(CATALOGUE)
    assert str(caught.value).split("\n") == [
        "unknown rule 'HL999'; did you mean 'HL901'?",
        "unknown rule 'undisclosed-link'; did you mean 'undisclosed-links'?",
        "give a preset or select, not both; extend-select adds rules to a preset",
        "the severity of HL401 must be one of error, warning, info, not 'fatal'",
        "HL401 has no option 'max'; there are: severity, max-grade, min-words, audience, count-lists",
        "unknown rule 'nope'; 'healthlint rules' lists them all",
    ]


@pytest.mark.parametrize(
    ("fail_on", "severity", "expected"),
    [
        (FailOn.ERROR, Severity.WARNING, False),
        (FailOn.WARNING, Severity.WARNING, True),
        (FailOn.INFO, Severity.ERROR, True),
        (FailOn.NEVER, Severity.ERROR, False),
    ],
)
def test_fail_on(fail_on: FailOn, severity: Severity, *, expected: bool) -> None:
    assert fail_on.reached_by(severity) is expected
