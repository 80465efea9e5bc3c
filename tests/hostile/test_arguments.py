"""Names of files that a program hands over and that read as options: neither meaning is chosen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from healthlint.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs odd names")

NAMES = (
    "--fix",
    "-q",
    "--preset=strict",
    "--config=evil.md",
    "--output-format=json:out/x.md",
    "--no-such-option.md",
    "-x.md",
    "--help",
)


@pytest.mark.parametrize("name", NAMES)
def test_option_that_is_a_file_as_well(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("text\n")
    for command in (
        [],
        ["check"],
        ["baseline", "status"],
        ["doctor"],
        ["rules"],
        ["init"],
        ["config", "show"],
    ):
        assert main([*command, name, "good.md"] if command in ([], ["check"]) else [*command, name]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert f"{name} is a file here, and reads as an option; write ./{name} for the file" in err
    assert not (folder / "out/x.md").exists()
    assert not (folder / "healthlint.toml").exists()


def test_option_whose_beginning_is_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "--output-format=json:").mkdir()
    assert main(["--output-format=json:/x.md", "good.md"]) == 2
    assert "--output-format=json: is a file here, and reads as an option" in capsys.readouterr().err


def test_link_to_nowhere_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "--fix").symlink_to("nowhere")
    assert main(["--fix", "good.md"]) == 2
    assert "--fix is a file here" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["--", "./"])
def test_all_are_paths_after_two_dashes(folder: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    names = ("--fix.md", "-q.md", "--preset=strict.md", "-.md")
    for name in (*names, "--", "-"):
        (folder / name).write_text("text\n")
    given = ["--", *names, "--", "-"] if form == "--" else [f"./{name}" for name in (*names, "--", "-")]
    assert main(["--format", "text", "--output-format", "json", *given]) == 0
    paths = [file["path"] for file in json.loads(capsys.readouterr().out)["files"]]
    assert paths == [*names, "--", "-"]


def test_commands_with_paths_know_two_dashes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkdir("--force")
    (folder / "--force/a.md").write_text("text\n")
    assert main(["baseline", "create", "--", "--force"]) == 0
    assert main(["doctor", "--", "--force"]) == 0
    assert main(["config", "show", "--", "--force"]) == 0
    assert main(["init", "--", "--force"]) == 0
    assert (folder / "--force/healthlint.toml").exists()
    assert main(["--", "init"]) == 2
    assert "init: does not exist" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_commands_that_init_prints_can_be_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "good.md").unlink()
    names = ("--config=x", "a\nb 'c'", "$(touch PWNED)", "caf\u00e9")
    for name in names:
        (folder / name).mkdir()
        (folder / name / "a.md").write_text("text\n")
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    (command,) = (line for line in out.splitlines() if line.startswith("  healthlint baseline create"))
    script = f'healthlint() {{ printf "%s\\0" "$@"; }}\n{command}\n'
    done = subprocess.run(["bash", "-c", script], check=True, capture_output=True, text=True)
    assert sorted(done.stdout.split("\0")[2:-1]) == sorted(["./--config=x", *names[1:]])
    assert not (folder / "PWNED").exists()
