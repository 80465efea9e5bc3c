"""A profile chooses rules, thresholds and words for readers of a country, and gives way to every config."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.config.select import PROFILES

FOLDER = rulepack.builtin_folder() / "profiles"
SHIPPED = [name for name in PROFILES if name != "none"]
BAD = {rule.code: rule.examples.bad[0] for rule in rulepack.load().rules}
SAID = {
    "HL106": "Ask {professional} first if you are pregnant or take other medicines.",
    "HL201": "Ask {professional} if the pain lasts more than two weeks.",
    "HL205": "Call an ambulance now ({emergency-number}).",
    "HL207": "{crisis-line}.",
}
"""What the messages of rules propose."""

Findings = Callable[..., list[str]]


def lint(code: str, text: str | None = None, **which: object) -> list[str]:
    example = BAD[code]
    report = healthlint.lint_text(text or example.text, format=example.format, select=[code], **which)  # type: ignore[arg-type]
    return [finding.message for finding in report.findings]


def test_every_profile_is_offered() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_profile_names_no_files_and_nothing_beside_it(name: str) -> None:
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(table) <= {"extend-select", "ignore", "rules", "topic"}


@pytest.mark.parametrize(
    ("code", "us", "uk"),
    [
        ("HL106", "'Ask your doctor or pharmacist first", "'Ask your GP or pharmacist first"),
        ("HL201", "ask a doctor, a pharmacist or another", "ask a GP, a pharmacist or NHS 111 about"),
        ("HL205", "'Call an ambulance now (911)'", "'Call an ambulance now (999)'"),
        ("HL207", "'Call or text 988'", "'Call Samaritans on 116 123, or call NHS 111 and choose option 2'"),
        ("HL301", "FTC's Endorsement Guides", "CAP Code (rules 2.1 and 2.3)"),
        ("HL302", "FTC's Endorsement Guides", "CAP Code (rules 2.1 and 2.3)"),
        ("HL303", "FTC's Endorsement Guides", "CAP Code (rules 2.1 and 2.3)"),
        ("HL305", "FTC's Endorsement Guides", "CAP Code (rules 2.1 and 2.4)"),
        ("HL401", "aim for 8 or less", "at a reading age of"),
    ],
)
def test_messages_speak_of_the_country(code: str, us: str, uk: str) -> None:
    for profile, words in (("us", us), ("uk", uk)):
        (message,) = lint(code, profile=profile)
        assert words in message
        assert "{" not in message


@pytest.mark.parametrize("profile", SHIPPED)
@pytest.mark.parametrize("code", SAID)
def test_who_writes_what_the_message_proposes_has_met_the_rule(code: str, profile: str) -> None:
    table = tomllib.loads((FOLDER / f"{profile}.toml").read_text(encoding="utf-8"))
    proposed = SAID[code]
    for name, words in table["rules"][code].items():
        proposed = proposed.replace(f"{{{name}}}", words)
    assert lint(code, profile=profile)
    assert lint(code, f"{BAD[code].text}\n\n{proposed}\n", profile=profile) == []


def test_rules_and_thresholds_are_chosen() -> None:
    text = f"{BAD['HL205'].text}\n\n{BAD['HL305'].text}"
    found = {
        profile: {verdict.code for verdict in healthlint.lint_text(text, profile=profile).verdicts}
        for profile in PROFILES
    }
    assert found["us"] - found["none"] == {"HL305", "HL306"}
    assert found["uk"] - found["none"] == {"HL205", "HL305"}
    assert found["none"] <= found["us"] & found["uk"]


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Findings:
    """Return what lints stroke.md and us/stroke.md with a config and returns the findings."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "us").mkdir()
    for name in ("stroke.md", "us/stroke.md"):
        (tmp_path / name).write_text(BAD["HL205"].text, encoding="utf-8")

    def run(config: str, *argv: str) -> list[str]:
        (tmp_path / "healthlint.toml").write_text(config, encoding="utf-8")
        main(["--quiet", "--output-format", "concise", *argv, "."])
        out, err = capsys.readouterr()
        return [line for line in (out + err).splitlines() if "HL205" in line or "error" in line]

    return run


def test_every_config_and_option_beats_a_profile(findings: Findings, tmp_path: Path) -> None:
    assert findings("") == []
    both = findings('profile = "uk"\n')
    assert [line.partition(":")[0] for line in both] == ["stroke.md", "us/stroke.md"]
    assert all("(999)" in line for line in both)
    assert findings('profile = "uk"\nignore = ["HL205"]\n') == []
    assert "(112)" in findings('profile = "uk"\n[rules.HL205]\nemergency-number = "112"\n')[0]
    (tmp_path / "base.toml").write_text('profile = "us"\n[rules.HL205]\nemergency-number = "112"\n')
    assert "(112)" in findings('extend = "base.toml"\nprofile = "uk"\n')[0]
    assert findings('extend = "base.toml"\nprofile = "none"\n') == []
    assert findings('profile = "uk"\n', "--profile", "us") == []
    assert "(911)" in findings('profile = "uk"\n', "--profile", "us", "--extend-select", "HL205")[0]
    assert "(999)" in findings("", "--isolated", "--profile", "uk")[0]


def test_editions_can_have_profiles_of_their_own(findings: Findings) -> None:
    config = 'profile = "uk"\nselect = ["HL205"]\n[[overrides]]\nfiles = ["us/**"]\nprofile = "us"\n'
    home, abroad = findings(config)
    assert "(999)" in home
    assert "(911)" in abroad


def test_an_unknown_profile_is_an_error(findings: Findings) -> None:
    assert findings('# readers\nprofile = "gb"\n') == [
        'healthlint: error: healthlint.toml:2: profile must be "us", "uk" or "none", not \'gb\''
    ]
    with pytest.raises(healthlint.UsageError, match="profile must be one of us, uk, none, not 'gb'"):
        healthlint.lint_text("# A", profile="gb")
