"""A house with 300 old articles switches healthlint on: what is old stays quiet, what is new is blocked.

It is gated by a git hook, in one repository with the baseline, in another by what was changed alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

ARTICLES = 300
HOOK = '#!/bin/sh\nexec "{python}" -m healthlint {options} --output-format concise .\n'
OLD = "posts/2018/003.md"  # has a section on risks, and no word of advice
LONG = "posts/2017/106.md"  # has a sentence that is too long, a paragraph of its own

Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def run(clean_environment: Mapping[str, str]) -> Run:
    """Return what runs a command in a folder and returns its exit code and all that it said."""

    def call(folder: Path, *command: str) -> tuple[int, str]:
        if command[0] == "healthlint":
            command = (sys.executable, "-m", *command)
        done = subprocess.run(
            command,
            cwd=folder,
            env=clean_environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    return call


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory, house: Any, run: Run) -> Path:
    """Return a repository of old articles that has just been given a config and a baseline."""
    folder = tmp_path_factory.mktemp("adopted") / "magazine"
    for number in range(ARTICLES):
        path = folder / "posts" / str(2015 + number % 8) / f"{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(house.article(number), encoding="utf-8")
    for command in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "Eight years")):
        assert run(folder, "git", *command)[0] == 0
    assert run(folder, "healthlint", ".", "--fail-on", "info")[0] == 1
    assert run(folder, "healthlint", "init")[0] == 0
    code, said = run(folder, "healthlint", "baseline", "create")
    assert (code, said.splitlines()[-1]) == (0, "Commit it. From now on only what is new is reported.")
    run(folder, "git", "add", ".")
    assert run(folder, "git", "commit", "-qm", "Adopt healthlint")[0] == 0
    return folder


@pytest.fixture(params=["--staged", "--staged --no-baseline"], ids=["baseline", "changes"])
def magazine(request: pytest.FixtureRequest, adopted: Path, tmp_path: Path) -> Path:
    """Return a copy of it whose hook asks healthlint before each commit."""
    folder = tmp_path / "magazine"
    shutil.copytree(adopted, folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(
        HOOK.format(python=sys.executable, options=f"{request.param} --fail-on info"), encoding="utf-8"
    )
    hook.chmod(0o755)
    return folder


@pytest.fixture
def commit(magazine: Path, run: Run) -> Run:
    """Return what commits all that was changed."""

    def call(subject: str) -> tuple[int, str]:
        run(magazine, "git", "add", "--all")
        return run(magazine, "git", "commit", "-qm", subject)

    return call


def test_what_is_old_is_quiet(adopted: Path, run: Run) -> None:
    code, said = run(adopted, "healthlint", ".", "--fail-on", "info")
    assert code == 0
    assert re.fullmatch(r"All checks passed: 300 files linted \(\d{3} in the baseline\)\.\n", said)


def test_a_new_bad_article_is_blocked_until_it_is_mended(magazine: Path, commit: Run, house: Any) -> None:
    post = magazine / "posts" / "new.md"
    post.write_text(house.article(306, risks=False, advice=False), encoding="utf-8")
    code, said = commit("Add an article")
    assert code == 1
    assert re.findall(r"^posts/new\.md:\d+:\d+: (\w+)", said, re.MULTILINE) == ["HL101", "HL201"]
    post.write_text(house.article(306, risks=True, advice=True), encoding="utf-8")
    assert commit("Add an article")[0] == 0


def test_a_paragraph_can_be_moved(magazine: Path, commit: Run) -> None:
    post = magazine / LONG
    paragraphs = post.read_text(encoding="utf-8").split("\n\n")
    long = next(each for each in paragraphs if each.startswith("Because"))
    paragraphs.remove(long)
    post.write_text("\n\n".join([*paragraphs[:2], long, *paragraphs[2:]]), encoding="utf-8")
    assert commit("Move a paragraph")[0] == 0


def test_the_only_section_on_risks_cannot_be_deleted(magazine: Path, commit: Run, run: Run) -> None:
    post = magazine / OLD
    text = post.read_text(encoding="utf-8")
    post.write_text(re.sub(r"## Risks.*?\n\n.*?\n\n", "", text), encoding="utf-8")
    code, said = commit("Shorten")
    assert code == 1
    (line,) = re.findall(rf"^{OLD}:(\d+):\d+: HL101 ", said, re.MULTILINE)
    assert re.findall(r": (HL\d+) ", said) == ["HL101"]
    hunks = run(magazine, "git", "diff", "--cached", "--unified=0")[1]
    assert re.findall(r"^[+][^+]", hunks, re.MULTILINE) == []
    assert line == "1"


def test_an_old_article_can_be_renamed_and_its_title_edited(magazine: Path, commit: Run, run: Run) -> None:
    run(magazine, "git", "mv", OLD, "posts/better-name.md")
    post = magazine / "posts" / "better-name.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("what this injection does", "what it does"), encoding="utf-8")
    code, said = commit("Find a better name")
    assert (code, "HL" in said) == (0, False)


def test_a_branch_is_compared_with_what_it_left(magazine: Path, run: Run, house: Any) -> None:
    run(magazine, "git", "checkout", "-qb", "work")
    (magazine / "posts" / "new.md").write_text(house.article(306, risks=False), encoding="utf-8")
    options = ("--diff-base", "main", "--no-baseline", "--output-format", "concise")
    code, said = run(magazine, "healthlint", *options)
    assert code == 1
    last = said.splitlines()[-1]
    assert " in 1 file. " in last
    assert last.endswith("300 files unchanged since main left out.")
