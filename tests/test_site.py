"""`[site]`: what the template of a site prints need not stand in each article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.cli import main

PAID = "# Rollers\n\nThe [long roller](https://amzn.to/3abcdef) suits most backs.\n"
HTML = PAID.replace("[long roller](https://amzn.to/3abcdef)", '<a href="https://amzn.to/3abcdef">Roller</a>')
ALONE = "# Migraine\n\n" + "Migraine is a disease. A migraine attack lasts for hours, and you feel sick. " * 9
ARTICLES = {
    "silent.md": PAID,
    "vague.md": PAID.replace("The [", "This post has affiliate links.\n\nThe ["),
    "late.md": PAID + "\nRoll slowly.\n\nWe earn a commission if you buy through these links.\n",
    "html.md": HTML,
    "alone.md": ALONE,
}
CODES = "HL201,HL301,HL302,HL303,HL304,HL307"

Verdicts = dict[str, dict[str, tuple[str, str]]]


@pytest.fixture
def verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Verdicts]:
    """Return what lints the articles with a config and returns outcomes and reasons by file and code."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def lint(config: str) -> Verdicts:
        (tmp_path / "healthlint.toml").write_text(config, encoding="utf-8")
        main(["--select", CODES, "--output-format", "json", "."])
        return {
            file["path"]: {one["code"]: (one["outcome"], one["reason"]) for one in file["verdicts"]}
            for file in json.loads(capsys.readouterr().out)["files"]
        }

    return lint


@pytest.mark.parametrize(
    ("key", "file", "code"),
    [
        ("disclosure", "silent.md", "HL301"),
        ("disclosure", "vague.md", "HL302"),
        ("disclosure", "late.md", "HL303"),
        ("platform", "silent.md", "HL304"),
        ("rel", "html.md", "HL307"),
        ("disclaimer", "alone.md", "HL201"),
    ],
)
def test_what_the_template_shows_is_not_asked_of_articles(
    verdicts: Callable[..., Verdicts], key: str, file: str, code: str
) -> None:
    assert verdicts("")[file][code][0] == "fail"
    found = verdicts(f'[site]\n{key} = "template"\n')
    assert found[file][code] == ("pass", "the site's template shows it")
    others = [one for file in found.values() for other, one in file.items() if other != code]
    if key != "disclosure":
        assert ("pass", "the site's template shows it") not in others
    assert verdicts(f'[site]\n{key} = "article"\n')[file][code][0] == "fail"


def test_what_does_not_apply_stays_so(verdicts: Callable[..., Verdicts]) -> None:
    found = verdicts('site = { disclosure = "template", platform = "template", rel = "template" }\n')
    assert found["alone.md"]["HL301"][0] == "not-applicable"
    assert found["silent.md"]["HL307"][0] == "not-applicable"


def test_an_option_beats_site_and_the_nearer_config_both(
    verdicts: Callable[..., Verdicts], tmp_path: Path
) -> None:
    site = '[site]\ndisclosure = "template"\n'
    own = verdicts(f"{site}[rules.HL301]\nshown-by-template = false\n")
    assert [own[name][code][0] for name, code in (("silent.md", "HL301"), ("vague.md", "HL302"))] == [
        "fail",
        "pass",
    ]
    (tmp_path / "base.toml").write_text("[rules.HL301]\nshown-by-template = true\n", encoding="utf-8")
    extended = verdicts('extend = "base.toml"\n[site]\ndisclosure = "article"\n')
    assert extended["silent.md"]["HL301"][0] == "fail"
    some = verdicts('[[overrides]]\nfiles = ["silent.md"]\nsite.disclosure = "template"\n')
    assert (some["silent.md"]["HL301"][0], some["html.md"]["HL301"][0]) == ("pass", "fail")


def test_faults_name_line_and_remedy(
    verdicts: Callable[..., Verdicts],  # noqa: ARG001 - the folder
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = '[site]\ndisclosur = "template"\nauthor = true\ndate = 1\n[[overrides]]\nfiles = ["a"]\nsite = 3\n'
    (tmp_path / "healthlint.toml").write_text(text, encoding="utf-8")
    assert main(["silent.md"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "healthlint: error: healthlint.toml:2: unknown key 'disclosur'; did you mean 'disclosure'?",
        'healthlint: error: healthlint.toml:3: author of site must be "template" or "article", not true',
        'healthlint: error: healthlint.toml:4: date of site must be "template" or "article", not 1',
        "healthlint: error: healthlint.toml:7: overrides: site must be a table: [site], not 3",
    ]
