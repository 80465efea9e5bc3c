"""What a folder may hold beside articles, and what may happen to a file: the others are linted."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.config import Overrides
from healthlint.plan import plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, links and odd names")

Lint = Callable[..., Any]
MB = 1024 * 1024


def test_file_of_50_mb_is_not_read_whole(folder: Path, lint: Lint) -> None:
    with (folder / "large.md").open("wb") as file:
        file.write(b"# Microneedling\n")
        file.truncate(50 * MB)
    run = lint()

    assert run.code == 2
    assert "large.md: is larger than 5 MB, which no article is; exclude it" in run.told
    assert run.files.keys() == {"good.md"}


def test_standard_input_of_50_mb(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.BytesIO(b"a" * 50 * MB)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
    run = lint("-", "good.md")

    assert run.code == 2
    assert "<stdin>: is larger than 5 MB" in run.told
    assert run.files.keys() == {"good.md"}
    assert pipe.tell() < 10 * MB


def test_pipe_that_nobody_writes_to(lint: Lint) -> None:
    os.mkfifo("pipe.md")

    assert (lint().code, lint().files.keys()) == (0, {"good.md"})
    run = lint("pipe.md", "good.md")
    assert run.code == 2
    assert "pipe.md: is not a regular file; to lint what a program writes, pipe it into" in run.told
    assert run.files.keys() == {"good.md"}


def test_device_and_folder_in_the_clothes_of_an_article(folder: Path, lint: Lint) -> None:
    (folder / "folder.md").mkdir()
    (folder / "folder.md" / "a.md").write_text("text\n")

    assert lint().files.keys() == {"good.md", os.path.join("folder.md", "a.md")}
    run = lint("--format", "text", "/dev/zero", "good.md")
    assert run.code == 2
    assert "/dev/zero: is not a regular file" in run.told
    assert run.files.keys() == {"good.md"}


def test_links_that_lead_round_and_out(folder: Path, lint: Lint) -> None:
    for name in ("secret.md", "other.md"):
        (folder.parent / name).write_text("root:x:0:0\n")
    for name, target in {
        "self.md": "self.md",
        "a.md": "b.md",
        "b.md": "a.md",
        "loop": ".",
        "up": "..",
        "out.md": "../secret.md",
        "passwd.md": "/etc/passwd",
        "gone.md": "nothing.md",
        "later.md": "good.md",
    }.items():
        os.symlink(target, name)

    assert (lint().code, lint().files.keys()) == (0, {"good.md"})
    run = lint("self.md", "out.md", "up/other.md", "loop/passwd.md", "gone.md", "good.md")
    assert run.code == 2
    for said in (
        "self.md: cannot be read: Too many levels of symbolic links",
        "out.md: is, or is below, a link that leads out of the project; to lint what it leads to, ",
        "up/other.md: is, or is below, a link that leads out",
        "loop/passwd.md: is, or is below, a link that leads out",
        "gone.md: does not exist",
    ):
        assert said in run.told
    assert run.files.keys() == {"good.md"}


@pytest.fixture
def closed(folder: Path, lint: Lint) -> Iterator[Path]:
    """Return a project with a file and two folders that may not be read, and become who may not.

    root reads whatever it likes: where the tests run as root they are somebody else for a while.
    """
    lint()  # what is imported late has to be imported before
    home = Path(tempfile.mkdtemp())
    shutil.copytree(folder, home, dirs_exist_ok=True)
    for name in ("secret.md", "shut/a.md", "listed/a.md", "open/a.md"):
        (home / name).parent.mkdir(exist_ok=True)
        shutil.copy(folder / "good.md", home / name)
    for name, mode in {".": 0o755, "secret.md": 0, "shut": 0, "listed": 0o444}.items():
        (home / name).chmod(mode)
    root = os.geteuid() == 0
    os.chdir(home)
    try:
        if root:
            os.seteuid(65534)
        yield home
    finally:
        if root:
            os.seteuid(0)
        os.chdir(folder)
        for name in ("shut", "listed"):
            (home / name).chmod(0o755)
        shutil.rmtree(home)


@pytest.mark.usefixtures("closed")
def test_what_may_not_be_read(lint: Lint) -> None:
    run = lint()
    assert run.code == 2
    for name in ("secret.md", "shut", os.path.join("listed", "a.md")):
        assert f"{name}: cannot be read: Permission denied" in run.told
    assert run.files.keys() == {"good.md", os.path.join("open", "a.md")}

    named = lint(os.path.join("shut", "a.md"), "listed", "secret.md", "good.md")
    assert named.code == 2
    assert named.told.count("cannot be read: Permission denied") == 3
    assert named.files.keys() == {"good.md"}


def test_config_that_may_not_be_read(closed: Path, lint: Lint) -> None:
    os.seteuid(os.getuid())
    (closed / "healthlint.toml").write_text("preset = 'all'\n")
    (closed / "healthlint.toml").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    run = lint()
    assert (run.code, run.files) == (2, {})
    assert "healthlint.toml: cannot be read: Permission denied" in run.told


NAMES = (
    b"a\nb",
    b"a\r\nb",
    b"\x1b[31mred",
    b"\xe2\x80\xaeder",
    b"caf\xe9",
    b"%s{0}",
    b" ",
    b"-",
    b"--help",
    b"'\"`$()",
)


@pytest.mark.parametrize("form", ["full", "concise"])
def test_names_that_a_terminal_would_obey(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    for name in NAMES:
        (folder / os.fsdecode(name + b".md")).write_bytes((folder / "good.md").read_bytes())
    (folder / ".gitignore").write_text("drafts/\ncaf\\[\n")
    (folder / "healthlint.toml").write_text('exclude = ["old/"]\nper-file-ignores = {"new/" = ["HL2"]}\n')
    code = main(["--verbose", "--output-format", form, "."])
    out, err = capsys.readouterr()

    assert code == 1
    assert f"in {len(NAMES) + 1} files" in err
    assert "\\xe9" in out
    assert "a\\nb.md" in out
    for sign in ("\x1b", "\u202e", "\r", "a\nb", "\udce9"):
        assert sign not in out + err


@pytest.mark.parametrize("form", ["full", "concise"])
def test_nothing_commands_the_log_of_a_ci_service(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    words = "::stop-commands::x ##[add-mask]e ##vso[task.complete]y " * 40
    for name in ("::error file=a::b.md", "##[error]c.md", "good.md"):
        (folder / name).write_text(f"# {words}\n\n{words}\n\n{(folder / 'good.md').read_text()}")
    (folder / "healthlint.toml").write_text('extend-select = ["ALL"]\n')
    main(["--verbose", "--output-format", form, "."])
    main(["--select", "::error::x", "."])
    out, err = capsys.readouterr()

    assert "error file=a" in out
    for line in (out + err).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "##vso[" not in line


def test_names_in_json_can_be_read_by_any_program(folder: Path, capsysbinary: Any) -> None:
    for name in NAMES:
        (folder / os.fsdecode(name + b".md")).write_bytes(b"text\n")
    main(["--output-format", "json", "."])
    paths = {file["path"] for file in json.loads(capsysbinary.readouterr().out.decode("utf-8"))["files"]}

    assert {"a\nb.md", "\x1b[31mred.md", "caf\\udce9.md", "--help.md"} <= paths
    assert all(path.encode("utf-8") for path in paths)


@pytest.mark.parametrize("change", ["gone", "folder", "pipe", "large", "binary", "empty", "link", "out"])
def test_file_that_is_another_when_it_is_read(folder: Path, change: str) -> None:
    (folder / "a.md").write_text("text\n")
    planned = plan(["a.md", "good.md"], rulepack.load(), overrides=Overrides())
    (folder / "a.md").unlink()
    {
        "gone": lambda: None,
        "folder": lambda: (folder / "a.md").mkdir(),
        "pipe": lambda: os.mkfifo("a.md"),
        "large": lambda: (folder / "a.md").write_bytes(b"a" * 6 * MB),
        "binary": lambda: (folder / "a.md").write_bytes(b"\x00"),
        "empty": lambda: (folder / "a.md").write_bytes(b""),
        "link": lambda: os.symlink("a.md", "a.md"),
        "out": lambda: os.symlink("/etc/hosts", "a.md"),
    }[change]()
    changed, good = planned.run()

    expected = {
        "gone": "does not exist",
        "folder": "cannot be read: Is a directory",
        "pipe": "is not a regular file",
        "large": "is larger than 5 MB",
        "binary": "this is a binary file",
        "link": "cannot be read: Too many levels of symbolic links",
        "out": "is, or is below, a link that leads out of the project",
    }
    assert (changed.error or "").startswith(expected.get(change, ""))
    assert (changed.error is None) == (change == "empty")
    assert good.error is None


def test_file_that_is_written_to_while_it_is_read(folder: Path) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with (folder / "live.md").open("wb") as file:
                for number in range(50):
                    file.write(b"## Caf\xc3\xa9 %d\n\nMicroneedling is a treatment. " % number)
                    file.flush()

    (folder / "live.md").touch()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        reports = [healthlint.lint_paths(["live.md", "good.md"]).files for _ in range(10)]
    finally:
        done.set()
        writer.join()

    for live, good in reports:
        assert live.error is None
        assert live.source is not None
        for finding in live.findings:
            assert 0 <= finding.place.span.start <= finding.place.span.end <= len(live.source.text)
        assert good.error is None


def test_closed_standard_input(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it after `<&-`
    run = lint("-", "good.md")
    assert run.code == 2
    assert "<stdin>: is closed: there is nothing to read" in run.told
    assert run.files.keys() == {"good.md"}


def test_closed_standard_output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["rules"]) == 2
    assert capsys.readouterr().err.startswith("healthlint: error: standard output is closed; ")


@pytest.mark.usefixtures("folder")
def test_closed_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["good.md", "gone.md"]) == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk here")
@pytest.mark.usefixtures("folder")
def test_full_disk(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--output-format", "json:/dev/full", "good.md"]) == 2
    assert "/dev/full: the report cannot be written: No space left on device" in capfd.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk here")
def test_full_disk_under_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["rules"]) == 2
    assert "healthlint: error: cannot go on: No space left on device" in capsys.readouterr().err


def test_working_directory_that_is_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "gone").mkdir()
    os.chdir("gone")
    (folder / "gone").rmdir()
    assert main(["."]) == 2
    assert "the working directory no longer exists; change to one that does" in capsys.readouterr().err
