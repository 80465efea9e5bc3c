"""Which repository is asked what was changed: ours, whatever a pull request brings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from healthlint.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links")

LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest.\n"
SHORT = "Go to bed early. Ask your doctor about the headache.\n"
OPTIONS = ("--select", "HL402", "--fail-on", "info", "--output-format", "concise")


@pytest.fixture
def home(tmp_path: Path, clean_environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository whose branch `base` has a good article, which the work at hand made worse."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)
    house = tmp_path / "house"
    (house / "content").mkdir(parents=True)
    monkeypatch.chdir(house)
    git("init", "-q")
    (house / "content/a.md").write_text(SHORT)
    save()
    git("branch", "base")
    (house / "content/a.md").write_text(LONG)
    save()
    return house


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def save() -> None:
    git("add", "--all")
    git("commit", "-q", "-m", "Work")


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*OPTIONS, *arguments])
    return (code, *capsys.readouterr())


@pytest.mark.parametrize("at", ["content", "."])
def test_bare_repository_in_the_folder_of_articles(
    home: Path, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    evil = home.parent / "evil"
    subprocess.run(["git", "init", "-q", str(evil)], check=True)
    shutil.copy("content/a.md", evil)
    for command in (["add", "-A"], ["commit", "-qm", "Evil"], ["branch", "base"]):
        subprocess.run(["git", *command], cwd=evil, check=True)
    for name in ("HEAD", "objects", "refs", "index"):
        copy = shutil.copytree if (evil / ".git" / name).is_dir() else shutil.copy
        copy(evil / ".git" / name, home / at / name)
    (home / at / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
    )
    git("add", "-f", "content/a.md")
    for given in ("content", "content/a.md", "."):
        code, out, _ = lint(capsys, "--diff-base", "base", given)
        assert (code, out[:12]) == (1, "content/a.md")
    Path("content/a.md").write_text(f"{LONG}\n{LONG.replace('pain', 'sleep')}")
    git("add", "-f", "content/a.md")
    os.chdir("content")
    for options in (["--diff-base", "base"], ["--staged"]):
        code, out, _ = lint(capsys, *options, ".")
        assert (code, out[:5]) == (1, "a.md:")


def test_first_article_in_a_submodule(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git("init", "-q", "content/aa")
    Path("content/aa/x.md").write_text(LONG)
    subprocess.run(["git", "add", "-A"], cwd="content/aa", check=True)
    subprocess.run(["git", "commit", "-qm", "One"], cwd="content/aa", check=True)
    subprocess.run(["git", "branch", "base"], cwd="content/aa", check=True)
    code, out, err = lint(capsys, "--diff-base", "base", "content")
    assert (code, out[:12]) == (1, "content/a.md")
    assert "1 file of other git repositories (submodules) left out: run healthlint there." in err
    code, out, err = lint(capsys, "--diff-base", "base", "content/aa", "content/a.md")
    assert (code, out[:12]) == (2, "content/a.md")
    assert f"content/aa: is in another git repository, {home / 'content/aa'}; run healthlint there" in err
    os.chdir("content/aa")
    assert lint(capsys, "--diff-base", "base", ".")[0] == 0


@pytest.mark.parametrize("folder", [".", "content"])
@pytest.mark.parametrize("value", [".git", "{home}/.git"])
def test_git_dir_of_a_hook(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    value: str,
) -> None:
    Path("content/a.md").write_text(f"{LONG}\n{LONG.replace('pain', 'sleep')}")
    git("add", "-f", "content/a.md")
    os.chdir(folder)
    monkeypatch.setenv("GIT_DIR", value.format(home=home))
    for options in (["--diff-base", "base"], ["--staged"]):
        assert lint(capsys, *options, ".")[0] == 1


def test_git_dir_that_names_another_repository(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".git").rename(home.parent / "kept")
    monkeypatch.setenv("GIT_DIR", "../kept")
    assert lint(capsys, "--diff-base", "base", ".")[0] == 1
    monkeypatch.setenv("GIT_DIR", "../gone")
    assert lint(capsys, "--diff-base", "base", ".")[0] == 2


@pytest.mark.parametrize("path", ["", ".", "bin"])
def test_git_of_the_working_directory_is_not_run(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    from healthlint.changes.git import program

    (home / "bin").mkdir()
    for name in ("git", "bin/git"):
        Path(name).write_text(f"#!/bin/sh\ntouch {home.parent}/PWNED\n")
        Path(name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    program.cache_clear()
    assert main(["doctor"]) == 0
    assert lint(capsys, "--diff-base", "base", ".")[0] == 1
    program.cache_clear()
    assert not (home.parent / "PWNED").exists()
