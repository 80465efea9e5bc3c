"""`--diff-base` and `--staged` as they are typed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.cli import main

Git = Callable[..., str]
Run = Callable[..., tuple[int, list[str], str]]

LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest.\n"
SHORT = "Go to bed early. Ask your doctor about the headache.\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what lints for long sentences; it returns the exit code, the places found and the summary."""

    def call(*argv: str) -> tuple[int, list[str], str]:
        code = main(["--select", "HL402", "--fail-on", "info", "--output-format", "concise", *argv])
        out, err = capsys.readouterr()
        return code, [line.partition(": ")[0] for line in out.splitlines()], err.rstrip("\n")

    return call


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def test_only_what_is_new_since_the_base_is_found(git: Git, commit: Git, run: Run) -> None:
    commit(old_md=LONG, edited_md=LONG)
    git("checkout", "-q", "-b", "work")
    write("edited.md", f"{LONG}\n{LONG.replace('pain', 'sleep')}")
    commit(added_md=LONG)
    write("untracked.md", LONG)
    code, places, summary = run("--diff-base", "main")
    assert (code, places) == (1, ["added.md:1:1", "edited.md:3:1", "untracked.md:1:1"])
    assert summary == "Found 3 info in 3 files (1 older than main). 1 file unchanged since main left out."


def test_what_happened_on_the_base_since_is_not_blamed_on_the_work(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=LONG)
    git("checkout", "-q", "-b", "work")
    git("checkout", "-q", "main")
    commit(a_md=SHORT)
    git("checkout", "-q", "work")
    assert run("--diff-base", "main") == (0, [], "No articles in . changed since main.")


def test_a_renamed_file_is_compared_with_what_it_was(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=f"# Pain\n\n{SHORT}\n{SHORT}\n{LONG}")
    git("checkout", "-q", "-b", "work")
    write("posts/b.md", f"# Headache\n\n{SHORT}\n{SHORT}\n{LONG}")
    Path("a.md").unlink()
    git("add", "--all")
    told = (0, [], "All checks passed: 1 file linted (1 older than {}).")
    assert run("--staged") == (*told[:2], told[2].format("HEAD"))
    assert run("--diff-base", "main") == (*told[:2], told[2].format("main"))
    commit()
    assert run("--diff-base", "main", "posts") == (*told[:2], told[2].format("main"))


def test_what_is_staged_is_linted_not_what_is_in_the_work_tree(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=SHORT, b_md=SHORT)
    write("a.md", LONG)
    write("c.md", LONG)
    git("add", ".")
    write("a.md", SHORT)
    write("b.md", LONG)
    Path("c.md").unlink()
    write("d.md", LONG)
    assert run("--staged")[:2] == (1, ["a.md:1:1", "c.md:1:1"])
    assert run("--staged", "b.md", "a.md") == (
        1,
        ["a.md:1:1"],
        "Found 1 info in 1 file. 1 file with nothing staged left out.",
    )
    assert run("--staged", "c.md", "./c.md")[1] == ["c.md:1:1"]
    assert run("--staged", "gone.md")[0] == 2


def test_the_first_commit_is_all_new(git: Git, run: Run) -> None:
    write("a.md", LONG)
    git("add", ".")
    assert run("--staged")[:2] == (1, ["a.md:1:1"])


def test_directories_are_searched_as_ever(git: Git, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", ".hidden/b.md", "node_modules/c.md", "drafts/d.md", "robots.txt", "e.py", "in/f.md"):
        write(name, LONG)
    write("healthlint.toml", 'exclude = ["drafts/"]\n')
    git("add", "--all", "--force")
    assert run("--staged", ".")[1] == ["a.md:1:1", "in/f.md:1:1"]
    assert run("--staged", "drafts/d.md", "e.py")[:2] == (2, ["drafts/d.md:1:1"])
    code, places, summary = run("--staged", "--force-exclude", "drafts/d.md", "in")
    assert (code, places) == (1, ["in/f.md:1:1"])
    assert summary == "Found 1 info in 1 file. 1 file left out by exclude."
    monkeypatch.chdir("in")
    assert run("--staged")[1] == ["f.md:1:1"]
    assert run("--staged", "..")[1] == ["../a.md:1:1", "../in/f.md:1:1"]


def test_the_working_directory_does_not_matter(
    folder: Path, commit: Git, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit(a_md=SHORT)
    commit(a_md=LONG)
    monkeypatch.chdir(tmp_path)
    assert run("--diff-base", "HEAD~1", "house")[1] == ["house/a.md:1:1"]
    code, places, summary = run("--diff-base", "HEAD~1", "house", "gone.md")
    assert (code, places) == (2, ["house/a.md:1:1"])
    assert summary.startswith("healthlint: error: gone.md: does not exist\n")
    (tmp_path / "stray.md").write_text(LONG)
    code, places, summary = run("--diff-base", "HEAD~1", "house", "stray.md")
    assert (code, places) == (2, ["house/a.md:1:1"])
    assert f"stray.md: is not in the git repository {folder.resolve()}" in summary


def test_line_ends_and_links_are_no_changes(git: Git, commit: Git, run: Run) -> None:
    os.symlink("a.md", "link.md")
    commit(a_md=LONG)
    Path("a.md").write_bytes(LONG.encode().replace(b"\n", b"\r\n"))
    assert run("--diff-base", "HEAD") == (0, [], "No articles in . changed since HEAD.")
    os.remove("link.md")
    write("link.md", LONG)
    git("add", "link.md")
    assert run("--staged")[:2] == (1, ["link.md:1:1"])
    git("rm", "-q", "--cached", "a.md")
    Path("a.md").unlink()
    os.symlink("/etc/hostname", "a.md")
    git("add", "a.md")
    assert run("--staged", "a.md")[:2] == (0, [])


def test_what_is_of_another_repository_is_left_out(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=SHORT)
    git("init", "-q", "inner")
    write("inner/b.md", LONG)
    write("a.md", LONG)
    code, places, summary = run("--diff-base", "HEAD")
    assert (code, places) == (1, ["a.md:1:1"])
    told = "1 file of other git repositories (submodules) left out: run healthlint there."
    assert summary == f"Found 1 info in 1 file. {told}"
    for options in (["--diff-base", "HEAD"], ["--staged"]):
        for given in ("inner", os.path.join("inner", "b.md")):
            code, places, summary = run(*options, given, "a.md")
            assert code == 2
            assert f"{given}: is in another git repository, {Path.cwd() / 'inner'}; run healthlint" in summary


def test_names_of_any_bytes_are_found(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=SHORT)
    names = ["caf\u00e9 \u2019.md", "two\nlines.md", ":(top).md", "*.md"]
    if os.name == "posix":
        names.append("caf\udce9.md")
    for name in names:
        Path(name).write_text(LONG)
    git("add", "--all")
    assert len(run("--staged")[1]) == len(names)
    assert len(run("--diff-base", "HEAD")[1]) == len(names)
    assert run("--staged", "*.md")[1] == ["*.md:1:1"]


def test_an_unchanged_file_of_git_lfs_is_unchanged(commit: Git, run: Run) -> None:
    from hashlib import sha256

    digest = sha256(LONG.encode()).hexdigest()
    commit(a_md=f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(LONG)}\n")
    write("a.md", LONG)
    assert run("--diff-base", "HEAD") == (0, [], "No articles in . changed since HEAD.")
    write("a.md", f"{LONG}\n{SHORT}")
    assert run("--diff-base", "HEAD")[1] == ["a.md:1:1"]


def test_merge_conflicts_are_told(git: Git, commit: Git, run: Run) -> None:
    commit(a_md=SHORT)
    git("checkout", "-q", "-b", "work")
    commit(a_md=f"{SHORT}\nOne.\n")
    git("checkout", "-q", "main")
    commit(a_md=f"{SHORT}\nTwo.\n")
    with pytest.raises(Exception, match="returned non-zero"):
        git("merge", "work")
    code, _, said = run("--staged")
    assert code == 2
    assert said.startswith("healthlint: error: a.md: has a merge conflict; resolve it and stage the file\n")


def test_json_counts_what_is_old_and_each_verdict_tells_it(
    git: Git, commit: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(a_md=LONG)
    write("a.md", f"{LONG}\n{SHORT}")
    git("add", ".")
    assert main(["--select", "HL402", "--staged", "--output-format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["summary"]["findings"], report["summary"]["old"], report["summary"]["baseline"]) == (
        0,
        1,
        0,
    )
    (verdict,) = report["files"][0]["verdicts"]
    assert (verdict["outcome"], verdict["withheld"]) == ("fail", "old")
    main(["--select", "HL402", "--staged", "--verbose"])
    assert "    old            HL402 long-sentence: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--staged", "--diff-base", "main"), "give --diff-base or --staged, not both"),
        (("--staged", "-"), "--staged asks git, which knows no standard input; name files or directories"),
        (("--diff-base", "main", "-"), "--diff-base asks git, which knows no standard input"),
        (("--diff-base=-p",), "'-p' is no revision; name a branch, tag or commit, as in origin/main"),
        (("--diff-base", "nope"), "git knows no revision 'nope'; name a branch, tag or commit"),
    ],
)
def test_what_cannot_be_asked_is_told(commit: Git, run: Run, argv: tuple[str, ...], told: str) -> None:
    commit(a_md=SHORT)
    code, _, said = run(*argv)
    assert code == 2
    assert said.startswith(f"healthlint: error: {told}")
    assert "\n" not in said


def test_pre_commit_tells_the_revision_to_compare_with(
    git: Git, commit: Git, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = commit(old_md=LONG, edited_md=SHORT)
    git("checkout", "-q", "-b", "work")
    commit(edited_md=LONG)
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", start)
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")

    assert run("--staged", "edited.md")[:2] == (1, ["edited.md:1:1"])
    assert run("--staged", "old.md")[:2] == (0, [])


def test_what_pre_commit_names_and_nobody_staged_is_linted_whole(
    git: Git, commit: Git, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(old_md=LONG, edited_md=LONG)
    write("edited.md", f"{LONG}\n{SHORT}")
    git("add", "edited.md")
    assert run("--staged", "old.md", "edited.md")[:2] == (0, [])

    monkeypatch.setenv("PRE_COMMIT", "1")
    code, places, summary = run("--staged", "old.md", "edited.md")
    assert (code, places) == (1, ["old.md:1:1"])
    assert summary.endswith("1 file with nothing staged linted whole.")
    monkeypatch.setenv("GIT_INDEX_FILE", str(Path(".git/index").absolute()))
    assert run("--staged", "old.md", "edited.md")[:2] == (0, []), "a commit: what it does not change is old"


def test_a_config_that_is_not_as_it_is_staged_is_told(git: Git, commit: Git, run: Run) -> None:
    write("healthlint.toml", 'exclude = ["drafts"]\n')
    commit(a_md=SHORT)
    write("a.md", f"{SHORT}\n{SHORT}")
    git("add", "a.md")
    assert run("--staged")[2] == "All checks passed: 1 file linted."

    write("healthlint.toml", 'ignore = ["HL101"]\n')
    told = "All checks passed: 1 file linted. {} not as {} staged: the commit may be judged otherwise."
    assert run("--staged")[2] == told.format("healthlint.toml is", "it is")
    write(".healthlint-baseline.jsonl", "")
    both = ".healthlint-baseline.jsonl, healthlint.toml are"
    assert run("--staged")[2] == told.format(both, "they are")
    git("add", ".")
    assert run("--staged")[2] == "All checks passed: 1 file linted."
    assert run("--isolated", "--staged")[2] == "All checks passed: 1 file linted."


def test_a_partial_clone_is_told_with_what_to_do(
    folder: Path,
    git: Git,
    commit: Git,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    git("config", "uploadpack.allowFilter", "true")
    commit(a_md=SHORT, b_md=SHORT)
    git("checkout", "-q", "-b", "work")
    commit(a_md=LONG, b_md=f"{SHORT}\n{SHORT}")
    git("mv", "b.md", "c.md")
    commit(c_md=f"{SHORT}\n{LONG}")
    clone = tmp_path / "clone"
    git("clone", "-q", "--filter=blob:none", "-b", "work", f"file://{folder}", str(clone))
    monkeypatch.chdir(clone)

    code, _, told = run("--diff-base", "origin/main", ".")
    assert code == 2
    assert "the clone is partial" in told
    assert "'git fetch --refetch --no-filter origin'" in told
    assert "promisor" not in told
    git("fetch", "-q", "--refetch", "--no-filter", "origin", at=clone)
    assert run("--diff-base", "origin/main", ".")[1] == ["a.md:1:1", "c.md:3:1"]
