"""What git is asked, and what a repository cannot make it do."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.changes.git import Blob, Repository, repository
from healthlint.cli import main
from healthlint.errors import UsageError

Git = Callable[..., str]
SHALLOW = (
    "the clone is shallow; fetch it with its history first: 'git fetch --unshallow origin BRANCH', "
    "in GitHub Actions fetch-depth: 0"
)


def here() -> Repository:
    return repository(())


def test_the_base_is_where_the_work_left_the_branch(git: Git, commit: Git) -> None:
    start = commit(a_md="One.\n")
    git("checkout", "-q", "-b", "work")
    commit(b_md="Two.\n")
    git("checkout", "-q", "main")
    commit(c_md="Three.\n")
    git("checkout", "-q", "work")
    assert here().base("main") == start


@pytest.mark.parametrize("revision", ["-p", "--output=stolen", "", " ", "\0"])
def test_what_could_be_an_option_is_no_revision(folder: Path, commit: Git, revision: str) -> None:
    commit(a_md="One.\n")
    with pytest.raises(UsageError, match="is no revision; name a branch, tag or commit"):
        here().base(revision)
    assert not (folder / "stolen").exists()


@pytest.mark.parametrize("revision", ["nope", "main..main", "main:a.md", "main^{tree}", "a.md"])
def test_unknown_revisions_are_told(commit: Git, revision: str) -> None:
    commit(a_md="One.\n")
    with pytest.raises(UsageError, match="git knows no revision"):
        here().base(revision)


def test_unrelated_histories_are_told(git: Git, commit: Git) -> None:
    commit(a_md="One.\n")
    git("checkout", "-q", "--orphan", "work")
    commit(b_md="Two.\n")
    with pytest.raises(UsageError, match="'main' and HEAD have no commit in common"):
        here().base("main")


def test_a_shallow_clone_is_told_with_what_to_do(
    git: Git, commit: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(a_md="One.\n")
    git("checkout", "-q", "-b", "work")
    commit(b_md="Two.\n")
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth", "1", "-b", "work", f"file://{Path.cwd()}", str(clone))
    monkeypatch.chdir(clone)
    with pytest.raises(UsageError) as told:
        here().base("origin/main")
    assert told.value.message == f"git does not have the revision 'origin/main': {SHALLOW}"
    git("fetch", "-q", "--depth", "1", "origin", "main", at=clone)
    with pytest.raises(UsageError) as told:
        here().base("FETCH_HEAD")
    assert told.value.message == f"git cannot tell where this work left 'FETCH_HEAD': {SHALLOW}"


def test_no_repository_and_no_git_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="is in no git repository"):
        repository([str(tmp_path / "a.md")])
    from healthlint.changes import git as module

    module.program.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed, or not on the PATH"):
        repository(())
    module.program.cache_clear()


def test_what_git_lacks_is_not_fetched(folder: Path, git: Git, commit: Git) -> None:
    commit(a_md="One.\n")
    git("remote", "add", "origin", f"file://{folder}")
    git("config", "remote.origin.promisor", "true")
    git("config", "remote.origin.uploadpack", f"touch {folder}/fetched; git-upload-pack")
    with pytest.raises(UsageError, match="healthlint fetches nothing"):
        here().content(Blob("a.md", "12" * 20), most=100)
    assert not (folder / "fetched").exists()


def test_large_files_are_not_read(git: Git, commit: Git) -> None:
    commit(a_md="One two three.\n")
    blob = Blob("a.md", git("rev-parse", "HEAD:a.md"))
    assert here().content(blob, most=100) == b"One two three.\n"
    assert here().content(blob, most=5) is None


def test_nothing_that_a_config_names_is_run(
    folder: Path, git: Git, commit: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(a_md="# Sleep\n\nGo to bed.\n", b_md="# Food\n\nEat.\n")
    Path("a.md").write_text("# Sleep\n\nGo to bed early.\n", encoding="utf-8")
    git("mv", "b.md", "c.md")
    git("add", "a.md")
    marker = f"touch {folder}/run-by-"
    (folder / ".gitattributes").write_text("*.md filter=evil diff=evil\n", encoding="utf-8")
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\n{marker}hook\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    for key, name in {
        "core.hooksPath": str(hooks),
        "core.fsmonitor": f"{marker}fsmonitor; false",
        "core.pager": f"{marker}pager",
        "diff.external": f"{marker}external",
        "diff.evil.textconv": f"{marker}textconv; cat",
        "diff.evil.command": f"{marker}command",
        "filter.evil.clean": f"{marker}clean; cat",
        "filter.evil.smudge": f"{marker}smudge; cat",
        "filter.evil.process": f"{marker}process",
        "alias.diff-index": f"!{marker}alias",
        "alias.cat-file": f"!{marker}alias",
    }.items():
        subprocess.run(["git", "-c", "core.fsmonitor=false", "config", key, name], check=True)
    assert main(["--staged"]) == 0
    assert main(["--diff-base", "main"]) == 0
    assert capsys.readouterr().err.count("All checks passed") == 2
    assert [path.name for path in folder.glob("run-by-*")] == []
    # The trap works: git itself falls into it.
    subprocess.run(["git", "diff", "HEAD"], capture_output=True, check=False)
    assert list(folder.glob("run-by-*"))
