"""Where reports go: whole or not at all, and nowhere that a pull request leads them."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from healthlint.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")

OPTIONS = ("--fail-on", "never", "--output-format")


def report(target: str) -> int:
    return main([*OPTIONS, f"json:{target}", "good.md"])


@pytest.mark.parametrize("inside", ["project", "folder without git"])
def test_link_is_replaced_and_not_followed(folder: Path, inside: str) -> None:
    if inside != "project":
        (folder / ".git").rmdir()
    outside = folder.parent / "bashrc"
    outside.write_text("mine\n")
    (folder / "r.json").symlink_to(outside)
    assert report("r.json") == 0
    assert outside.read_text() == "mine\n"
    assert not (folder / "r.json").is_symlink()
    assert json.loads((folder / "r.json").read_text())["files"]
    (folder / "dangling.json").symlink_to(folder.parent / "new")
    assert report("dangling.json") == 0
    assert not (folder.parent / "new").exists()


@pytest.mark.parametrize("target", ["..", ".git", "../.."])
def test_folder_that_leads_out(folder: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    (folder / "reports").symlink_to(target)
    assert report("reports/healthlint-r.json") == 2
    assert "reports/healthlint-r.json: is below a link that leads out" in capsys.readouterr().err
    assert not os.path.exists(Path(target) / "healthlint-r.json")


@pytest.mark.timeout(60)
def test_pipe_in_the_project_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("r.json")
    assert report("r.json") == 2
    assert "r.json: is not a regular file" in capsys.readouterr().err
    (folder / "d").mkdir()
    assert report("d") == 2
    assert "d: cannot be written: Is a directory" in capsys.readouterr().err


def test_streams_of_the_system_are_written_to(folder: Path) -> None:
    command = [sys.executable, "-m", "healthlint", *OPTIONS]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for target in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        if not os.path.exists(target):
            continue
        with open("log", "w") as log:
            subprocess.run([*command, f"json:{target}", "good.md"], stdout=log, env=environment, check=True)
        assert json.loads((folder / "log").read_text())["files"]
        done = subprocess.run(
            [*command, f"json:{target}", "good.md"], capture_output=True, env=environment, check=True
        )
        assert json.loads(done.stdout)["files"]
    assert report("/dev/null") == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize(
    "target", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr", "/dev/fd/2"]
)
def test_streams_that_are_appended_to_a_file(folder: Path, target: str) -> None:
    if not os.path.exists(target):
        pytest.skip("no such stream here")
    command = [
        sys.executable,
        "-m",
        "healthlint",
        *OPTIONS,
        f"concise:{target}",
        "--select",
        "ALL",
        "good.md",
    ]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    (folder / "log").write_text("what was there\n")
    with open("log", "a") as log:
        subprocess.run(command, stdout=log, stderr=log, env=environment, check=True)
    told = (folder / "log").read_text()
    assert told.startswith("what was there\ngood.md:")
    assert told.rstrip().endswith(".")
    assert "Found " in told


def test_standard_output_is_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output-format", "json", "--output-format", "sarif:/dev/stdout", "good.md"]) == 2
    assert "two reports cannot go to the same place" in capsys.readouterr().err


def test_pipe_elsewhere_is_up_to_who_runs_this(folder: Path) -> None:
    os.mkfifo("../pipe")
    read = subprocess.Popen(["cat", "../pipe"], stdout=subprocess.PIPE)
    assert report("../pipe") == 0
    assert json.loads(read.communicate()[0])["files"]
    target = folder.parent / "real.json"
    target.write_text("")
    (folder.parent / "mine.json").symlink_to(target)
    assert report("../mine.json") == 0
    assert json.loads(target.read_text())["files"]


def test_report_is_whole_or_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "r.json").write_text("old\n")
    (folder / "r.json").chmod(0o640)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        assert report("r.json") == 2
    assert (folder / "r.json").read_text() == "old\n"
    assert report("r.json") == 0
    assert stat.S_IMODE((folder / "r.json").stat().st_mode) == 0o640
    assert report("new.json") == 0
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((folder / "new.json").stat().st_mode) == 0o666 & ~mask
    assert sorted(os.listdir()) == [".git", "good.md", "new.json", "r.json"]


def test_article_is_not_replaced(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "good.md").read_bytes()
    (folder / "link.md").symlink_to("good.md")
    (folder / "x.json").symlink_to("good.md")
    for target in ("good.md", str(folder / "good.md"), "link.md", "x.json", "./good.md"):
        for paths in (["good.md"], ["."], ["link.md"]):
            assert main([*OPTIONS, f"json:{target}", "--fix", *paths]) == 2
            assert f"{target}: is an article that is linted" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(before)))
    assert main([*OPTIONS, "json:good.md", "--stdin-filename", "good.md", "-"]) == 2
    assert (folder / "good.md").read_bytes() == before
    assert sorted(os.listdir()) == [".git", "good.md", "link.md", "x.json"]


def test_report_of_the_run_before_is_replaced(folder: Path) -> None:
    (folder / "comment.md").write_text("<!-- healthlint -->\n### healthlint: no problems in 9 files\n")
    assert main([*OPTIONS, "markdown:comment.md", "."]) == 0
    assert "9 files" not in (folder / "comment.md").read_text()


@pytest.mark.parametrize("target", [".git/config", ".git/hooks/pre-commit", ".GIT/config", "sub/../.git/new"])
def test_nothing_is_written_below_git(folder: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    for name in ("hooks", "../sub"):
        (folder / ".git" / name).mkdir()
    (folder / ".git/config").write_text("[core]\n")
    (folder / ".GIT").mkdir(exist_ok=True)
    assert report(target) == 2
    assert f"{target}: is below .git" in capsys.readouterr().err
    assert (folder / ".git/config").read_text() == "[core]\n"
    assert sorted(os.listdir(".git")) == ["config", "hooks"]


def test_file_that_may_not_be_written_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "r.json").write_text("old\n")
    (folder / "r.json").chmod(0o444)
    # Root, who may write everywhere, is told what others are told.
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK or Path(path).name != "r.json")
    assert report("r.json") == 2
    assert "r.json: cannot be written: it may not be written" in capsys.readouterr().err
    assert (folder / "r.json").read_text() == "old\n"
    assert report("new.json") == 0


RULE = """\
code: EVIL101
name: our-words
summary: Sum ##[error]x ##vso[task.complete]y
severity: warning
preset: recommended
kind: phrase
phrase:
  suggest: |
    microneedling -> rolling
message:
  instead: "Our readers know '{instead}' better than '{found}'."
  default: "'{found}' promises too much. Leave it out."
why: |
  Hello @octocat ![i](http://evil.example/x.png) <img src=x><script>x</script>

  # Head \u202e [a](http://evil.example) ##[error]z
how_to_fix: |
  - See #12 and <b>this</b>.
authorities:
  - title: "a](http://evil.example) ![x](y"
    publisher: "<b>@octocat</b>"
    url: "https://evil.example/a)![x](https://evil.example/b.png"
examples:
  bad:
    - {text: "Microneedling is new.", underlined: "Microneedling"}
    - {text: "It is microneedling.", underlined: "microneedling"}
  good:
    - {text: "Rolling is new."}
    - {text: "The needle is new."}
options:
  words: {type: string, default: "##[error]o", about: "##[error]a ##vso[b]"}
"""


def test_what_a_pack_says_is_no_mark_up_and_no_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "house").mkdir()
    (folder / "house/EVIL101.yaml").write_text(RULE)
    (folder / "healthlint.toml").write_text('packs = ["house"]\n')
    assert main(["--select", "EVIL101", "--output-format", "sarif", "good.md"]) == 0
    out, _ = capsys.readouterr()
    (rule,) = json.loads(out)["runs"][0]["tool"]["driver"]["rules"]
    markdown = rule["help"]["markdown"]
    for sign in ("@octocat", "![", "<img", "<script", "<b>", "\u202e", "](http:", "# Head", "#12"):
        assert sign not in markdown
    assert "](https://evil.example/a%29%21%5Bx%5D%28https://evil.example/b.png)" in markdown
    for command in (["rules"], ["config", "schema"], ["config", "show"], ["doctor"]):
        main([*command, *([] if command[-1] == "schema" else ["--output-format", "json"])])
        out, _ = capsys.readouterr()
        json.loads(out)
        assert "##[" not in out
        assert "##vso[" not in out
