"""The hook as a user's repository gets it: cloned, built and run by the real pre-commit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]

Run = Callable[..., tuple[int, str]]

BAD = "# Foam rollers\n\nThe [long roller](https://amzn.to/3abcdef) suits most backs. Roll slowly.\n"
GOOD = BAD.replace("(https://amzn.to/3abcdef)", "(https://amzn.to/3abcdef) (paid link)")
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: {hook}
"""


@pytest.fixture(scope="module")
def blog(snapshot: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that uses the hook; its environment is built from a clone of ours."""
    folder = tmp_path_factory.mktemp("blog")
    rev = run(snapshot, "git", "rev-parse", "HEAD")[1].strip()
    (folder / ".pre-commit-config.yaml").write_text(
        CONFIG.format(repo=snapshot, rev=rev, hook="healthlint"), encoding="utf-8"
    )
    for command in (
        ("git", "init", "-q"),
        ("git", "add", "."),
        ("git", "commit", "-q", "-m", "Start"),
        ("pre-commit", "install", "--install-hooks"),
    ):
        code, said = run(folder, *command)
        assert code == 0, said
    return folder


@pytest.fixture
def only(blog: Path, run: Run) -> Iterator[Callable[[str], None]]:
    """Return what makes another of our hooks that of the repository, until the test is over."""
    start = run(blog, "git", "rev-parse", "HEAD")[1].strip()
    config = blog / ".pre-commit-config.yaml"

    def call(hook: str) -> None:
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("id: healthlint", f"id: {hook}"), encoding="utf-8")
        run(blog, "git", "commit", "-q", "--no-verify", "-a", "-m", f"Use {hook}")

    yield call
    run(blog, "git", "reset", "-q", "--hard", start)


@pytest.fixture
def commit(blog: Path, run: Run) -> Callable[..., tuple[int, str]]:
    """Return what commits files, given as a name and a text each."""

    def call(files: dict[str, str | bytes]) -> tuple[int, str]:
        run(blog, "git", "reset", "-q", "--hard")
        for name, text in files.items():
            (blog / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        run(blog, "git", "add", *files)
        return run(blog, "git", "commit", "-m", "Add an article")

    return call


def test_a_bad_article_blocks_the_commit(commit: Run, blog: Path, run: Run) -> None:
    code, said = commit({"rollers.md": BAD, "good.md": GOOD})
    assert code == 1
    assert "error[HL301] undisclosed-affiliate-links: " in said
    assert " --> rollers.md:3:5" in said
    assert "in 1 of 2 files" in said
    assert run(blog, "git", "log", "--format=%s")[1] == "Start\n"


def test_a_good_article_passes(commit: Run, blog: Path, run: Run) -> None:
    code, said = commit({"a good one.md": GOOD})
    assert code == 0, said
    assert re.search(r"^healthlint\.+Passed$", said, re.MULTILINE)
    assert run(blog, "git", "status", "--porcelain")[1] == ""


def test_a_word_file_is_linted(commit: Run) -> None:
    word = docx.Document()
    word.add_heading("Foam rollers", 0)
    word.add_paragraph("Buy the long roller: https://amzn.to/3abcdef today.")
    buffer = io.BytesIO()
    word.save(buffer)
    code, said = commit({"rollers.docx": buffer.getvalue()})
    assert code == 1
    assert " --> rollers.docx: paragraph 2, under 'Foam rollers'" in said


def test_requirements_are_no_article(commit: Run) -> None:
    code, said = commit({"requirements.txt": BAD})
    assert code == 0, said
    assert "(no files to check)Skipped" in said


def test_what_the_config_excludes_is_not_linted(commit: Run) -> None:
    code, said = commit({"healthlint.toml": 'exclude = ["draft.md"]\n', "draft.md": BAD})
    assert code == 0, said
    assert re.search(r"^healthlint\.+Passed$", said, re.MULTILINE)


def test_many_files_are_linted_in_one_call(commit: Run) -> None:
    code, said = commit({f"posts-{number}.md": BAD if number % 50 == 0 else GOOD for number in range(1, 201)})
    assert code == 1
    assert re.findall(r"in (\d+) of (\d+) files", said) == [("4", "200")]


def test_staged_blocks_only_what_is_new(
    commit: Run, blog: Path, run: Run, only: Callable[[str], None]
) -> None:
    only("healthlint-staged")
    (blog / "old.md").write_text(BAD, encoding="utf-8")
    run(blog, "git", "add", "old.md")
    run(blog, "git", "commit", "-q", "--no-verify", "-m", "An old article")

    code, said = commit({"old.md": BAD.replace("Roll slowly", "Roll very slowly")})
    assert code == 0, said
    code, said = commit({"old.md": BAD, "new.md": BAD})
    assert code == 1
    assert "error[HL301] undisclosed-affiliate-links: " in said
    assert "--> new.md:3:5" in said
    assert "--> old.md" not in said


def test_staged_sees_what_is_new_since_a_revision_and_all_files_whole(
    blog: Path, run: Run, only: Callable[[str], None]
) -> None:
    only("healthlint-staged")
    (blog / "old.md").write_text(BAD, encoding="utf-8")
    run(blog, "git", "add", "old.md")
    run(blog, "git", "commit", "-q", "--no-verify", "-m", "An old article")
    (blog / "new.md").write_text(BAD, encoding="utf-8")
    (blog / "old.md").write_text(BAD.replace("Roll slowly", "Roll very slowly"), encoding="utf-8")
    run(blog, "git", "add", "new.md", "old.md")
    run(blog, "git", "commit", "-q", "--no-verify", "-m", "A new article")

    code, said = run(blog, "pre-commit", "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert code == 1
    assert "--> new.md:3:5" in said
    assert "--> old.md" not in said
    code, said = run(blog, "pre-commit", "run", "--all-files")
    assert code == 1
    assert "--> new.md:3:5" in said
    assert "--> old.md:3:5" in said
    assert re.search(r"\b\d files with nothing staged linted whole\.", said)


def test_staged_heeds_what_is_committed_of_it(
    commit: Run, blog: Path, run: Run, only: Callable[[str], None]
) -> None:
    only("healthlint-staged")
    commit({"one.md": GOOD, "two.md": GOOD})
    (blog / "one.md").write_text(BAD, encoding="utf-8")
    (blog / "two.md").write_text(GOOD + "More to come.\n", encoding="utf-8")
    # Each of these has git make an index of its own for the hook.
    code, said = run(blog, "git", "commit", "-m", "Two", "--", "two.md")
    assert code == 0, said
    code, said = run(blog, "git", "commit", "-a", "-m", "One")
    assert code == 1
    assert "--> one.md:3:5" in said


def test_a_fix_stops_the_commit_until_it_is_staged(
    commit: Run, blog: Path, run: Run, only: Callable[[str], None]
) -> None:
    only("healthlint-fix")
    link = '<h1>Rollers</h1>\n<p>Paid link: <a href="https://amzn.to/3abcdef">a roller</a>.</p>\n'
    code, said = commit({"healthlint.toml": 'select = ["HL307"]\n', "rollers.html": link})
    assert code == 1
    assert "files were modified by this hook" in said
    assert 'rel="sponsored"' in (blog / "rollers.html").read_text(encoding="utf-8")
    assert 'rel="sponsored"' not in run(blog, "git", "show", ":rollers.html")[1]

    run(blog, "git", "add", "rollers.html")
    code, said = run(blog, "git", "commit", "-m", "Mended")
    assert code == 0, said
    assert 'rel="sponsored"' in run(blog, "git", "show", "HEAD:rollers.html")[1]


def test_what_no_fix_mends_is_left_and_told(commit: Run, blog: Path, only: Callable[[str], None]) -> None:
    only("healthlint-fix")
    code, said = commit({"rollers.md": BAD})
    assert code == 1
    assert "error[HL301] undisclosed-affiliate-links: " in said
    assert "files were modified by this hook" not in said
    assert (blog / "rollers.md").read_text(encoding="utf-8") == BAD
