"""Links that a pull request brings: no way out of the project, into `.git` or into what is ignored."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthlint.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links")

Lint = Callable[..., Any]
TEXT = "[remote]\n\turl = https://hunter2@example.org\n\n\trepositoryformatversion = 0\n"
RULE = """\
code: EVIL101
name: our-words
summary: A word that our style guide does not have.
severity: warning
preset: recommended
kind: phrase
phrase:
  replace: |
    repositoryformatversion -> HACKED
  quoted: true
message:
  instead: "Our readers know '{instead}' better than '{found}'."
  default: "'{found}' promises too much. Leave it out."
fix: {kind: replace, safety: safe}
why: Plain words are understood.
how_to_fix: Write the word that the message names.
"""
HIDDEN = (
    "is, or is below, a link to what is no article of the project (hidden, ignored by git or of another kind"
)
OUTSIDE = (
    "is, or is below, a link that leads out of the project; to lint what it leads to, name that by its own"
)


@pytest.fixture
def house(folder: Path) -> Path:
    """Return a project with secrets in and beside it, and with a pack whose safe fix changes them."""
    (folder / "good.md").unlink()
    (folder / "healthlint.toml").write_text('packs = ["house"]\n')
    for name, text in {
        "house/EVIL101.yaml": RULE,
        ".git/config": TEXT,
        ".git/notes.md": TEXT,
        ".gitignore": "build/\n*.secret.txt\n",
        ".venv/lib/m.txt": TEXT,
        "build/page.txt": TEXT,
        "token.secret.txt": TEXT,
        "node_modules/a.md": TEXT,
        "app.py": TEXT,
        "robots.txt": TEXT,
        "../outdir/x.txt": TEXT,
        "../other/.git/HEAD": "",
        "../other/x.txt": TEXT,
        "content/own.txt": TEXT,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def secrets(house: Path) -> list[str]:
    """Return the files that were changed, which should be none but the project's own articles."""
    root = house.parent
    return [
        path.relative_to(house).as_posix() if path.is_relative_to(house) else path.name
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and b"HACKED" in path.read_bytes()
        and "house" not in path.parts
    ]


TARGETS = {
    "../.git/config": HIDDEN,
    "../.git/notes.md": HIDDEN,
    "../.venv/lib/m.txt": HIDDEN,
    "../build/page.txt": HIDDEN,
    "../token.secret.txt": HIDDEN,
    "../node_modules/a.md": HIDDEN,
    "../app.py": HIDDEN,
    "../robots.txt": HIDDEN,
    "../../outdir/x.txt": OUTSIDE,
}


@pytest.mark.parametrize("target", TARGETS)
def test_link_to_what_is_no_article(house: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    (house / "content/own.txt").unlink()
    (house / "content/x.txt").symlink_to(target)
    (house / "content/y.txt").symlink_to("x.txt")

    assert main(["--fix", "."]) == 0
    assert "content" not in capsys.readouterr().out
    for options in (["--fix"], ["--diff"], []):
        assert main([*options, "content", "content/x.txt", "content/y.txt"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "hunter2" not in err
        for name in ("content/x.txt", "content/y.txt"):
            assert f"{name}: {TARGETS[target]}" in err
    assert secrets(house) == []


def test_link_to_an_article_is_linted_and_fixed_where_it_leads(house: Path) -> None:
    (house / "content/x.txt").symlink_to("../content/own.txt")
    assert main(["--fix", "content/x.txt"]) == 0
    assert (house / "content/x.txt").is_symlink()
    assert secrets(house) == ["content/own.txt"]


@pytest.mark.parametrize("target", ["../outdir", "../other", ".git", ".venv/lib", "build", "node_modules"])
def test_folder_that_is_a_link(house: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    (house / "linked").symlink_to(target)
    names = ("linked", "linked/../linked", "linked/x.txt", "linked/m.txt", "linked/page.txt", "linked/a.md")
    for given in names:
        assert main(["--fix", given]) == 2
        out, err = capsys.readouterr()
        assert "hunter2" not in out + err
        assert ": is, or is below, a link " in err or not (house / given).exists()
    assert secrets(house) == []


def test_folder_that_is_a_link_to_a_folder_of_articles(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "linked").symlink_to("content")
    assert main(["--output-format", "concise", "linked"]) == 0
    assert "linked/own.txt:4:" in capsys.readouterr().out


def test_project_that_is_reached_through_a_link_of_our_own(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house.parent / "short").symlink_to(house)
    assert main(["--fix", str(house.parent / "short/content")]) == 0
    assert secrets(house) == ["content/own.txt"]
    assert "Fixed 1 finding" in capsys.readouterr().err


def test_config_and_rules_are_not_read_out_of_git(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / ".git/config").write_text("hunter2: [x]\n")
    (house / "house/more.yaml").symlink_to("../.git/config")
    assert main(["."]) == 2
    (house / "house/more.yaml").unlink()
    (house / "app.py").write_text("hunter2: [x]\n")
    (house / "house/more.yaml").symlink_to("../app.py")
    assert main(["."]) == 2
    (house / "house/more.yaml").unlink()
    for text in ('extend = ".git/config"\n', 'packs = [".git"]\n', 'baseline = ".git/config"\n'):
        (house / "healthlint.toml").write_text(text)
        assert main(["."]) == 2
        assert "leads out of the project" in capsys.readouterr().err
    (house / "healthlint.toml").unlink()
    (house / "healthlint.toml").symlink_to(".git/config")
    assert main(["."]) == 2
    out, err = capsys.readouterr()
    assert "hunter2" not in out + err


@pytest.mark.parametrize("options", [[], ["--diff-base", "HEAD"]])
def test_link_in_a_laxer_folder_does_not_hide_the_article(
    house: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    (house / ".git").rename(house.parent / "gone")
    subprocess.run(["git", "init", "-q"], check=True)
    (house / "healthlint.toml").write_text('[per-file-ignores]\n"archive/**" = ["HL"]\n')
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "Base"], check=True)
    (house / "posts").mkdir()
    (house / "posts/botox.md").write_text("# Botox\n\nBotox cures wrinkles and has no side effects.\n" * 3)
    (house / "archive").mkdir()
    (house / "archive/x.md").symlink_to("../posts/botox.md")
    subprocess.run(["git", "add", "posts", "archive"], check=True)
    for paths in (["."], ["archive/x.md", "posts/botox.md"]):
        assert main([*options, "--output-format", "concise", "--fail-on", "info", *paths]) == 1
        assert "posts/botox.md:" in capsys.readouterr().out
    assert main([*options, "--fail-on", "info", "archive/x.md"]) == 0


def test_staged_article_whose_folder_became_a_link(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / ".git").rename(house.parent / "gone")
    subprocess.run(["git", "init", "-q"], check=True)
    (house / "content/x.txt").write_text(TEXT)
    subprocess.run(["git", "add", "-f", "content"], check=True)
    (house / "content/own.txt").unlink()
    (house / "content/own.txt").symlink_to("../../outdir/x.txt")
    (house / "content").rename(house / "was")
    (house / "content").symlink_to("../outdir")
    assert main(["--fix", "--staged", "."]) == 2
    (house / "content").unlink()
    (house / "was").rename(house / "content")
    assert main(["--fix", "--staged", "."]) == 2
    assert f"content/own.txt: {OUTSIDE}" in capsys.readouterr().err
    assert secrets(house) == ["content/x.txt"]


def test_config_and_baseline_that_are_named_and_became_links(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house.parent / "hunter2.toml").write_text('hunter2 = "x"\n')
    (house / "ours.toml").symlink_to("../hunter2.toml")
    for option in ("--config", "--baseline"):
        assert main([option, "ours.toml", "content"]) == 2
        out, err = capsys.readouterr()
        assert "ours.toml: is a " in err
        assert "outside of the project" in err or "leads out of the project" in err
        assert "hunter2" not in out + err
    (house.parent / "mine.toml").symlink_to("hunter2.toml")
    (house.parent / "hunter2.toml").write_text('preset = "strict"\n')
    assert main(["--config", "../mine.toml", "content"]) == 0
