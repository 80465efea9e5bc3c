"""The documentation is whole and true: generated pages are current, examples run, output is real."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.cli import parser as command_line
from healthlint.config import Settings
from healthlint.config.keys import KEYS
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.reports import FORMATS
from healthlint.rulepack.folder import PackFolder
from healthlint.rulepack.model import Rule
from healthlint.types import FileReport, Severity

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
RULES = rulepack.load().rules
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")),
]
OPTIONS = sorted(
    {
        option
        for parser in command_line.every()
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction)
        for option in action.option_strings
    }
)
WRITTEN = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md")))
"""The pages at the top of docs/, without those of the rules."""


def build_docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/build_docs.py", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_generated_pages_are_current() -> None:
    done = build_docs("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_fix_stands_in_the_table_of_fixes() -> None:
    page = (DOCS / "fixing.md").read_text(encoding="utf-8")
    table = page.partition("## What can be fixed")[2].partition("\n## ")[0].partition("\n### ")[0]
    rows = re.findall(
        r"^\| \[(HL\d{3})\]\(rules/(HL\d{3}-[a-z-]+)\.md\) \| (safe|unsafe)\b", table, re.MULTILINE
    )

    told = {code: (page, safety) for code, page, safety in rows}
    assert told == {
        rule.code: (f"{rule.code}-{rule.name}", rule.fix.safety) for rule in RULES if rule.fix is not None
    }


def test_stale_pages_are_named_and_mended(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(readme + "old", encoding="utf-8")
    rules = tmp_path / "docs" / "rules"
    (rules / "HL401-reading-grade-too-high.md").write_text("old")
    (rules / "HL402-long-sentence.md").unlink()
    (rules / "HL999-gone.md").write_text("gone")
    done = build_docs("--check", "--into", str(tmp_path))
    assert done.returncode == 1
    assert [line.removeprefix(f"{tmp_path.as_posix()}/") for line in done.stdout.splitlines()] == [
        "README.md: is not up to date; run 'make docs'",
        "docs/rules/HL401-reading-grade-too-high.md: is not up to date; run 'make docs'",
        "docs/rules/HL402-long-sentence.md: is missing; run 'make docs'",
        "docs/rules/HL999-gone.md: is the page of no rule; run 'make docs'",
    ]
    assert build_docs("--into", str(tmp_path)).returncode == 0
    assert build_docs("--check", "--into", str(tmp_path)).stdout == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_documented(rule: Rule) -> None:
    page = (DOCS / "rules" / f"{rule.code}-{rule.name}.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = f"[{rule.code}](docs/rules/{rule.code}-{rule.name}.md)" in readme
    assert listed == (rule.preset == "recommended")
    assert rule.code in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for option in rule.options:
        assert f"`{option}`" in page


@pytest.mark.parametrize("option", OPTIONS)
def test_option_of_the_command_line_is_documented(option: str) -> None:
    assert f"`{option}`" in WRITTEN


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_documented(name: str) -> None:
    assert f"`{name}`" in (DOCS / "ci.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_key_of_the_config_is_documented(key: str) -> None:
    assert f"`{key}`" in WRITTEN or f"`{key}.RULE" in WRITTEN


@pytest.mark.parametrize("name", [name for name in healthlint.__all__ if name[0] != "_"])
def test_name_of_the_library_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", (DOCS / "library.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    text = re.sub(
        r"^(`{3,})[^\n]*\n.*?^\1$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        name, _, anchor = target.partition("#")
        page = (path.parent / name) if name else path
        assert page.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, target


def test_every_page_can_be_reached() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            found = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
            waiting += [path for target in found if (path := (page.parent / target).resolve()).exists()]
    assert set(PAGES) <= seen


def test_output_in_the_readme_is_real(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "console")
    for block in shown:
        command, _, expected = block.partition("\n")
        assert main(["--color", "never", *command.removeprefix("$ healthlint ").split()]) == 1
        output = capsys.readouterr()
        assert output.out + output.err == expected
    assert len(shown) == 2


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_python_examples_run(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "content")
    shutil.copy(ROOT / "examples" / "ashwagandha-gummies.md", tmp_path / "article.md")
    for code in blocks((ROOT / page).read_text(encoding="utf-8"), "python"):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True
        )
        assert done.stderr == ""
        for line in re.findall(r"^.*print\(.*\)  # (.+)$", code, re.MULTILINE):
            assert line in done.stdout


def test_rule_in_contributing_works(tmp_path: Path) -> None:
    pattern, rule = blocks((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "yaml")
    assert len(rule.splitlines()) <= 30
    shutil.copytree(rulepack.builtin_folder(), tmp_path / "rules")
    with (tmp_path / "rules" / "lexicons" / "heading-patterns.yaml").open("a", encoding="utf-8") as headings:
        headings.write(pattern)
    (tmp_path / "rules" / "risks" / "HL107-missing-alternatives.yaml").write_text(rule, encoding="utf-8")
    pack = rulepack.load(tmp_path / "rules")
    (made,) = (one for one in pack.rules if one.code == "HL107")
    texts = [example.text for example in (*made.examples.bad, *made.examples.good)]
    quotes = [[finding.place.quote for finding in report.findings] for report in _reports(pack, texts)]
    assert quotes == [[made.examples.bad[0].underlined], [made.examples.bad[1].underlined], [], []]


def test_rules_of_a_house_work_as_documented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "your-own-rules.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "house-rules").mkdir()
    for name, text in zip(
        re.findall(r"`(house-rules/[\w-]+\.yaml)`", page), blocks(page, "yaml"), strict=False
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "healthlint.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    article = "# Botox\n\nBotox is an injection that relaxes muscles. Botox lasts for four months.\n"
    (tmp_path / "botox.md").write_text(article, encoding="utf-8")
    command, _, expected = blocks(page, "console")[0].partition("\n")
    main(command.removeprefix("$ healthlint ").split())
    assert capsys.readouterr().out == expected
    (tmp_path / "botox.md").write_text(f"{article}Acme Clinic offers it.\n", encoding="utf-8")
    main(command.removeprefix("$ healthlint ").split())
    assert capsys.readouterr().out == ""
    (tmp_path / "botox.md").write_text(f"{article}Acme Clinic is closed.\n", encoding="utf-8")
    main(command.removeprefix("$ healthlint ").split())
    assert capsys.readouterr().out == expected


def test_rule_on_words_works_as_documented(tmp_path: Path) -> None:
    page = (DOCS / "your-own-rules.md").read_text(encoding="utf-8")
    (rule,) = (text for text in blocks(page, "yaml") if "kind: phrase" in text)
    (tmp_path / "rule.yaml").write_text(rule, encoding="utf-8")
    pack = rulepack.with_pack(rulepack.load(), PackFolder(tmp_path, shown="house"))
    text = "A GP utilised acute care; an acute pain is no non-acute one. A miracle cure!\n"
    (report,) = lint(
        [Input("a.md", text.encode())], lambda _: Settings(selected=frozenset({"ACME201"})), pack
    )
    assert [(one.place.quote, one.fix and one.fix.safety) for one in report.findings] == [
        ("GP", "safe"),
        ("utilised", "safe"),
        ("acute", "unsafe"),
        ("miracle cure", None),
    ]


def _reports(pack: rulepack.RulePack, texts: list[str]) -> Iterator[FileReport]:
    inputs = [Input(f"{number}.md", text.encode()) for number, text in enumerate(texts)]
    return lint(inputs, lambda _: Settings(selected=frozenset({"HL107"})), pack)


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 165


def test_docs_pass_our_own_linter() -> None:
    report = healthlint.lint_paths([DOCS, ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
    found = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    assert [(finding.code, finding.place.quote) for finding in found] == []
