"""Configs that extend others, and settings by glob: what wins, what is refused, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.config import Config, Configs, FailOn, Overrides, Resolver
from healthlint.errors import HealthlintError
from healthlint.types import Severity

PACK = rulepack.load()


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a git repository, which is the working directory."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def resolver(asked: Config | None = None) -> Resolver:
    return Resolver(Configs(PACK), overrides=asked)


def faults(name: str = "a.md") -> list[str]:
    with pytest.raises(HealthlintError) as caught:
        resolver().settings_for(name)
    return str(caught.value).split("\n")


def test_the_nearer_config_wins_key_by_key() -> None:
    write(
        "base.toml",
        """
        fail-on = "info"
        extend-select = ["HL402"]
        ignore = ["HL1", "HL303"]
        [rules.HL401]
        max-grade = 9
        severity = "info"
        [rules.HL201]
        min-words = 50
        """,
    )
    write(
        "docs/healthlint.toml",
        'extend = "../base.toml"\nextend-select = ["HL101"]\n'
        "[rules.reading-grade-too-high]\nmax-grade = 12\n",
    )
    settings = resolver().settings_for("docs/a.md")
    assert settings.fail_on is FailOn.INFO
    assert settings.options == {"HL401": {"max-grade": 12}, "HL201": {"min-words": 50}}
    assert settings.severities == {"HL401": Severity.INFO}
    assert {"HL101", "HL402"} <= settings.selected
    assert "HL303" not in settings.selected


def test_the_later_of_a_list_wins_and_a_config_may_be_extended_twice() -> None:
    write("base.toml", 'select = ["HL1"]\nfail-on = "warning"\n')
    write("a.toml", 'extend = "base.toml"\nextend-select = ["HL201"]\n')
    write("b.toml", 'extend = ["base.toml"]\nfail-on = "never"\nignore = ["HL201"]\n')
    write("healthlint.toml", 'extend = ["a.toml", "b.toml"]\n')
    settings = resolver().settings_for("a.md")
    assert settings.fail_on is FailOn.NEVER
    assert "HL101" in settings.selected
    assert "HL201" not in settings.selected


def test_a_preset_or_select_starts_anew() -> None:
    write("base.toml", 'extend-select = ["HL402"]\nignore = ["HL101"]\n')
    write("healthlint.toml", 'extend = "base.toml"\nselect = ["HL101", "HL2"]\n')
    assert "HL101" in resolver().settings_for("a.md").selected
    assert "HL402" not in resolver().settings_for("a.md").selected


def test_globs_are_relative_to_the_config_that_holds_them() -> None:
    write(
        "base.toml",
        'exclude = ["/drafts/"]\nextend-exclude = ["*.html"]\n'
        '[per-file-ignores]\n"news/**" = ["HL101"]\n[extend-per-file-ignores]\n"docs/old/**" = ["HL401"]\n',
    )
    write("docs/healthlint.toml", 'extend = "../base.toml"\n')
    found = resolver()
    assert not found.excluded(Path("docs/drafts/a.md"))
    assert found.excluded(Path("docs/a.html"))
    assert "HL101" in found.settings_for("docs/news/a.md").selected
    assert "HL401" not in found.settings_for("docs/old/a.md").selected

    write(
        "docs/healthlint.toml",
        'extend = "../base.toml"\nexclude = ["/drafts/"]\n[per-file-ignores]\n"news/**" = ["HL201"]\n'
        '[extend-per-file-ignores]\n"old/**" = ["HL402"]\n',
    )
    found = resolver()
    assert found.excluded(Path("docs/drafts/a.md"))
    assert found.excluded(Path("docs/a.html"))
    assert not {"HL201"} & found.settings_for("docs/news/a.md").selected
    assert not {"HL401", "HL402"} & found.settings_for("docs/old/a.md").selected


def test_a_pyproject_can_extend_and_be_extended() -> None:
    write("pyproject.toml", '[tool.healthlint]\nignore = ["HL101"]\n')
    write("docs/pyproject.toml", '[tool.healthlint]\nextend = "../pyproject.toml"\nignore = ["HL201"]\n')
    assert not {"HL101", "HL201"} & resolver().settings_for("docs/a.md").selected


@pytest.mark.parametrize(
    ("extend", "expected"),
    [
        (
            '"gone.toml"',
            "healthlint.toml:1: extend: 'gone.toml' is no file; paths are relative to this config",
        ),
        ('"docs"', "healthlint.toml:1: extend: 'docs' is no file; paths are relative to this config"),
        ('""', "healthlint.toml:1: extend: '' is no path"),
        ('"a\\u0000b"', "healthlint.toml:1: extend: 'a\\x00b' is no path"),
        (f'"{"a" * 5000}"', "is no file; paths are relative to this config"),
        ("3", 'healthlint.toml:1: extend must be a path or a list of them, like "../healthlint.toml", not 3'),
        ("[3]", "healthlint.toml:1: extend must be a path or a list of them"),
        ('"../outside.toml"', "leads out of the project; name a file inside of it"),
        ('"/etc/passwd"', "leads out of the project; name a file inside of it"),
        ('"link.toml"', "leads out of the project; name a file inside of it"),
        ('"pyproject.toml"', "healthlint.toml:1: extend: 'pyproject.toml' has no table [tool.healthlint]"),
        ('"broken.toml"', "broken.toml:2: is not valid TOML: "),
        (
            '"healthlint.toml"',
            "healthlint.toml:1: extend: 'healthlint.toml' goes round in a circle: healthlint.toml extends "
            "healthlint.toml",
        ),
        (
            '"one.toml"',
            "two.toml:1: extend: 'one.toml' goes round in a circle: "
            "one.toml extends two.toml extends one.toml",
        ),
    ],
)
def test_what_cannot_be_extended(project: Path, extend: str, expected: str) -> None:
    write("../outside.toml", 'password = "hunter2"\n')
    Path("link.toml").symlink_to(project.parent / "outside.toml")
    write("docs/a.md", "")
    write("pyproject.toml", "[tool.ruff]\n")
    write("broken.toml", "a = 1\nselect = [\n")
    write("one.toml", 'extend = "two.toml"\n')
    write("two.toml", 'extend = "one.toml"\n')
    write("healthlint.toml", f"extend = {extend}\n")
    (fault,) = faults()
    assert expected in fault
    assert "hunter2" not in fault


def test_configs_in_a_row_end() -> None:
    for number in range(20):
        write(f"{number}.toml", f'extend = "{number + 1}.toml"\n')
    write("20.toml", "")
    write("healthlint.toml", 'extend = "0.toml"\n')
    assert faults() == [
        "9.toml:1: extend: '10.toml' is the 11th config in a row that another extends; 10 are allowed"
    ]
    # Each of these extends all that follow: without a memory of what was read, 2**60 of them.
    for number in range(60):
        rest = [f"{other}.toml" for other in range(number + 1, 60)]
        write(f"{number}.toml", f"extend = {rest}\n")
    write("healthlint.toml", f"extend = {[f'{number}.toml' for number in reversed(range(60))]}\n")
    assert (
        faults()[0] == "healthlint.toml:1: extend: '0.toml' is one config too many; 50 can be extended in all"
    )


def test_all_faults_of_all_configs_are_told_at_once() -> None:
    write("base.toml", 'selct = []\nignore = ["HL999"]\n')
    write("healthlint.toml", 'fail-on = "often"\nextend = ["base.toml", "gone.toml"]\n')
    assert faults() == [
        'healthlint.toml:1: fail-on must be "error", "warning", "info" or "never", not \'often\'',
        "healthlint.toml:2: extend: 'gone.toml' is no file; paths are relative to this config",
        "base.toml:1: unknown key 'selct'; did you mean 'select'?",
    ]
    write("healthlint.toml", 'extend = ["base.toml"]\n')
    assert faults()[1].startswith("base.toml:2: ignore: unknown rule 'HL999'; ")


def test_outside_of_a_repository_the_project_is_the_folder_of_the_config(project: Path) -> None:
    (project / ".git").rmdir()
    write("base.toml", 'ignore = ["HL101"]\n')
    write("healthlint.toml", 'extend = "base.toml"\n')
    write("docs/healthlint.toml", 'extend = "../base.toml"\n')
    assert "HL101" not in resolver().settings_for("a.md").selected
    assert "leads out of the project" in faults("docs/a.md")[0]


OVERRIDES = """
ignore = ["HL303"]

[rules.HL402]
max-words = 20

[[overrides]]
files = ["news/**", "!news/health/**"]
ignore = ["HL1"]

[[overrides]]
files = ["*.html", "/news/today/"]
extend-select = ["HL101", "HL303"]

[overrides.rules.HL402]
max-words = 30
severity = "error"

[per-file-ignores]
"news/today/last.md" = ["HL101"]
"""


def test_overrides_by_glob_later_ones_win() -> None:
    write("healthlint.toml", OVERRIDES)
    found = resolver()
    plain, news, health = (found.settings_for(f"{name}a.md") for name in ("", "news/", "news/health/"))
    assert "HL101" in plain.selected
    assert "HL101" not in news.selected
    assert "HL101" in health.selected
    assert (plain.options, plain.severities) == ({"HL402": {"max-words": 20}}, {})

    today = found.settings_for("news/today/a.md")
    assert {"HL101", "HL303"} <= today.selected
    assert (today.options, today.severities) == ({"HL402": {"max-words": 30}}, {"HL402": Severity.ERROR})
    assert "HL101" not in found.settings_for("news/today/last.md").selected


def test_the_command_line_beats_overrides_and_they_what_is_extended() -> None:
    write("healthlint.toml", OVERRIDES)
    write("docs/healthlint.toml", 'extend = "../healthlint.toml"\n[rules.HL402]\nmax-words = 40\n')
    assert resolver().settings_for("docs/a.html").options == {"HL402": {"max-words": 40}}
    asked = Overrides(ignore=["HL101"], options={"HL402": {"max-words": 50}}).checked(Configs(PACK).catalogue)
    settings = resolver(asked).settings_for("a.html")
    assert settings.options == {"HL402": {"max-words": 50}}
    assert "HL101" not in settings.selected


def test_faults_in_overrides_name_their_line() -> None:
    text = """\
[[overrides]]
files = ["a/"]
ignore = ["HL999"]
fail-on = "never"

[[overrides]]
files = "b/"
[overrides.rules.HL401]
max-grade = 0

[[overrides]]
select = ["HL1"]
preset = "all"

[[overrides]]
files = ["!c/"]

[[overrides]]
files = []
"""
    write("healthlint.toml", text)
    assert faults() == [
        "healthlint.toml:3: overrides: ignore: unknown rule 'HL999'; 'healthlint rules' lists them all",
        "healthlint.toml:4: overrides: unknown key 'fail-on'; "
        "it is a key of the whole config: write it above [[overrides]]",
        "healthlint.toml:7: overrides: files must be a list of strings, "
        'like ["drafts/", "*.html"], not \'b/\'',
        "healthlint.toml:9: overrides: max-grade of HL401 must be at least 1, not 0",
        'healthlint.toml:11: overrides: the key "files" is missing; it names the files that these are for, '
        'like ["news/**"]',
        "healthlint.toml:12: overrides: give preset or select, not both; "
        "extend-select adds rules to a preset",
        "healthlint.toml:16: overrides: files must name at least one glob that is not taken back by !",
        "healthlint.toml:19: overrides: files must name at least one glob that is not taken back by !",
    ]
    write("healthlint.toml", "overrides = 3\n")
    assert faults() == ["healthlint.toml:1: overrides must be tables, each under [[overrides]], not 3"]


@pytest.mark.parametrize("value", ["0x" + "f" * 5000, "[[0x" + "f" * 5000 + "]]", "inf", "nan"])
def test_numbers_without_end_are_told(value: str) -> None:
    write("healthlint.toml", f"select = {value}\n[rules.HL201]\nmin-words = {value}\n")
    assert len(faults()) == 2
