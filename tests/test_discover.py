from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from healthlint import discover as discovery
from healthlint.config import Globs
from healthlint.discover import Input, discover, read_bytes
from healthlint.errors import SourceError
from healthlint.types import Format


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str, text: str = "x\n") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(*paths: str, **options: object) -> list[str]:
    inputs = discover(paths, **options)  # type: ignore[arg-type]
    return [item.path for item in inputs if item.error is None]


def errors(*paths: str) -> list[tuple[str, str]]:
    return [(item.path, item.error) for item in discover(paths) if item.error is not None]


def excluding(patterns: Sequence[str]) -> discovery.Excluded:
    globs = Globs(patterns, root=Path.cwd())

    def excluded(path: Path, *, directory: bool = False) -> bool:
        return globs.decide(path, directory=directory) is True

    return excluded


def test_directories_are_walked_in_order_of_names_with_formats() -> None:
    write("b.md", "a/z.HTML", "a/c.markdown", "c.txt", "a.mdx", "a/x.htm", "code.py", "README", "a/d/e.md")
    assert [(item.path, item.format) for item in discover(["."])] == [
        (os.path.join("a", "c.markdown"), Format.MARKDOWN),
        (os.path.join("a", "d", "e.md"), Format.MARKDOWN),
        (os.path.join("a", "x.htm"), Format.HTML),
        (os.path.join("a", "z.HTML"), Format.HTML),
        ("a.mdx", Format.MARKDOWN),
        ("b.md", Format.MARKDOWN),
        ("c.txt", Format.TEXT),
    ]


def test_walk_leaves_out_what_is_no_article() -> None:
    write(
        "requirements.txt", "requirements-dev.txt", "robots.txt", "llms.txt", "CMakeLists.txt", "LICENSE.txt"
    )
    write("node_modules/a.md", ".venv/a.md", ".hidden/a.md", "__pycache__/a.md", ".git/a.md", "._a.md")
    write("env/pyvenv.cfg", "env/a.md", "ok.md")
    assert found(".") == ["ok.md"]


def test_named_files_are_linted_whatever_they_are_called() -> None:
    write("requirements.txt", ".hidden/a.md", ".gitignore", text="*\n")
    assert found("requirements.txt", os.path.join(".hidden", "a.md")) == [
        "requirements.txt",
        os.path.join(".hidden", "a.md"),
    ]


def test_gitignore_may_be_too_large_for_one_set_of_patterns() -> None:
    write(".gitignore", text="*.md\n" + ("*a" * 16 + "\n[\n") * 1500 + "!keep.md\n")
    write("a.md", "keep.md")
    assert found(".") == ["keep.md"]


def test_gitignore_decides_as_git_does() -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    write(".gitignore", text="build/\n*.html\n!keep.html\n/only-here.md\n# *.txt\n[z-a]\n")
    write("docs/.gitignore", text="draft-*.md\n!draft-final.md\n*.txt\n")
    write("docs/deep/.gitignore", text="!note.txt\n")
    names = ["build/a.md", "docs/build/a.md", "a.html", "keep.html", "docs/keep.html", "only-here.md"]
    names += ["docs/only-here.md", "docs/draft-a.md", "docs/draft-final.md", "docs/a.txt", "a.txt"]
    names += ["docs/deep/note.txt", "docs/deep/other.txt", "docs/deep/draft-b.md"]
    write(*names)
    listed = subprocess.run(
        ["git", "ls-files", "-o", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    expected = {name for name in listed.stdout.split() if not name.endswith(".gitignore")}
    assert set(found(".")) == {name.replace("/", os.sep) for name in expected}
    assert set(found("docs")) == {name for name in found(".") if name.startswith("docs")}


def test_ignored_directory_that_is_named_is_walked() -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    write(".gitignore", text="build/\n")
    write("build/a.md", "build/deep/b.md")
    assert found("build") == [os.path.join("build", "a.md"), os.path.join("build", "deep", "b.md")]
    assert found(os.path.join("build", "deep")) == [os.path.join("build", "deep", "b.md")]


def test_exclude_is_for_walks_and_for_named_files_only_when_forced() -> None:
    write("drafts/a.md", "b.md")
    excluded = excluding(["drafts/"])
    draft = os.path.join("drafts", "a.md")
    assert found(".", excluded=excluded) == ["b.md"]
    assert found(draft, "b.md", excluded=excluded) == [draft, "b.md"]
    assert found(draft, "b.md", excluded=excluded, force_exclude=True) == ["b.md"]


def test_every_file_once() -> None:
    write("docs/a.md", "docs/b.md")
    Path("docs/c.md").symlink_to("a.md")
    a, b = os.path.join("docs", "a.md"), os.path.join("docs", "b.md")
    assert found(b, "docs", ".", os.path.join(".", b)) == [b, a]


def test_a_file_is_found_by_its_own_path_and_not_by_a_link_to_it() -> None:
    write("posts/a.md")
    Path("archive").mkdir()
    Path("archive/x.txt").symlink_to("../posts/a.md")
    Path("archive/y.html").symlink_to("x.txt")
    own, link = os.path.join("posts", "a.md"), os.path.join("archive", "x.txt")

    assert found(".") == [own]
    assert found(link, os.path.join("archive", "y.html"), own) == [own]
    assert [item.format for item in discover(["."])] == [Format.MARKDOWN]

    Path(".git").mkdir()
    assert found("archive") == [link]


def test_own_path_that_is_below_a_link_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("repo/.git/HEAD", "repo/posts/a.md", "repo/archive/b.md")
    Path("repo/archive/x.md").symlink_to("../posts/a.md")
    Path("short").symlink_to("repo")
    monkeypatch.chdir("repo")
    own = str(tmp_path / "short" / "posts" / "a.md")

    assert own in found(str(tmp_path / "short"))
    assert found(os.path.join("archive", "x.md"), own) == [own]


def test_links_out_of_the_project_and_to_directories_are_not_followed(tmp_path: Path) -> None:
    write("outside/secret.md", "repo/docs/a.md", "repo/README.md")
    (tmp_path / "repo" / ".git").mkdir()
    Path("repo/docs/secret.md").symlink_to(tmp_path / "outside" / "secret.md")
    Path("repo/docs/out").symlink_to(tmp_path / "outside")
    Path("repo/docs/loop").symlink_to(tmp_path / "repo")
    Path("repo/docs/dangling.md").symlink_to("nowhere.md")
    Path("repo/docs/readme.md").symlink_to("../README.md")
    docs = os.path.join("repo", "docs")
    assert found(docs) == [os.path.join(docs, "a.md"), os.path.join(docs, "readme.md")]


def test_what_cannot_be_linted_is_told_and_the_others_go_on() -> None:
    write("a.md", "picture.png")
    os.mkfifo("pipe.md")
    told = dict(errors("gone.md", "a.md", "picture.png", "pipe.md", ""))
    assert told["gone.md"] == "does not exist"
    assert told["picture.png"].startswith("is not in a format healthlint reads (.md, .markdown, ")
    assert told["pipe.md"].startswith("is not a regular file")
    assert told[""] == "is an empty path"
    assert found("gone.md", "a.md", "pipe.md") == ["a.md"]
    assert found(".") == ["a.md"]


def test_format_overrides_suffix() -> None:
    write("notes", "a.html")
    assert list(discover(["notes", "a.html"], format=Format.TEXT)) == [
        Input("notes", format=Format.TEXT),
        Input("a.html", format=Format.TEXT),
    ]


@pytest.mark.parametrize("name", [discovery.STDIN, "post.md"])
def test_standard_input_is_read_once(name: str) -> None:
    piped = Input(name, b"# Hello\n", Format.MARKDOWN)
    assert list(discover(["-", "-"], stdin=lambda: piped)) == [piped]


def test_read_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", text="# Caf\u00e9\n")
    assert read_bytes("a.md") == b"# Caf\xc3\xa9\n"
    os.mkfifo("pipe.md")
    for path, message in (
        ("gone.md", "does not exist"),
        ("pipe.md", "is not a regular file"),
        (".", "cannot be read: Is a directory"),
    ):
        with pytest.raises(SourceError, match=message):
            read_bytes(path)
    monkeypatch.setattr(discovery, "LIMIT", 4)
    with pytest.raises(SourceError, match="is larger than"):
        read_bytes("a.md")


def test_deep_folders() -> None:
    names = ["d"] * 1200
    folders = [os.sep.join(names[:count]) for count in range(1, len(names) + 1)]
    for folder in folders:
        os.mkdir(folder)
    article = os.path.join(folders[-1], "a.md")
    write(article)
    try:
        assert found(".") == [article]
    finally:
        # shutil.rmtree, with which pytest cleans up, recurses.
        os.remove(article)
        for folder in reversed(folders):
            os.rmdir(folder)


def test_a_named_link_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/own.md").write_text("own")
    (tmp_path / "repository/out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "repository/in.md").symlink_to(tmp_path / "repository/own.md")

    out, inside = (next(discover([str(tmp_path / "repository" / name)])) for name in ("out.md", "in.md"))

    assert "leads out of the project" in (out.error or "")
    assert inside.error is None


def test_a_refused_link_does_not_stand_for_its_file() -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    write(".site/a.md")
    Path("link.md").symlink_to(".site/a.md")
    assert found("link.md", ".site/a.md") == [os.path.join(".site", "a.md")]


def test_links_are_followed_as_the_system_does(tmp_path: Path) -> None:
    write("repo/deep/docs/x.md", "repo/deep/x.md", "x.md")
    (tmp_path / "repo" / ".git").mkdir()
    Path("repo/docs").symlink_to("deep/docs")
    Path("repo/deep/x.md").unlink()
    Path("repo/deep/x.md").symlink_to(tmp_path / "x.md")
    (item,) = discover(["repo/docs/../x.md"])
    assert "leads out of the project" in (item.error or "")
