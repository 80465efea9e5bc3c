"""The hook as a user's repository gets it: cloned, built and run by the real pre-commit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
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
      - id: healthlint
"""


@pytest.fixture(scope="module")
def blog(snapshot: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that uses the hook; its environment is built from a clone of ours."""
    folder = tmp_path_factory.mktemp("blog")
    rev = run(snapshot, "git", "rev-parse", "HEAD")[1].strip()
    (folder / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=snapshot, rev=rev), encoding="utf-8")
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
