"""Baselines of a pull request: nothing of others is written over, none takes long."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from healthlint.baseline import entries, matching
from healthlint.cli import main
from healthlint.fingerprint import alike

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links")

NAME = ".healthlint-baseline.jsonl"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (".git/config", "leads out of the project"),
        ("good.md", "is called as an article"),
        ("new.html", "is called as an article"),
        ("Makefile", "is no baseline, and is not overwritten"),
        ("linked/new.jsonl", "is a link, or in a linked folder"),
        ("link.jsonl", "is a link, or in a linked folder"),
    ],
)
def test_what_is_no_baseline_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, fault: str, force: list[str]
) -> None:
    for path, text in {".git/config": "[core]\n", "Makefile": "all:\n", ".venv/a.py": "1\n"}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    (folder / "linked").symlink_to(".venv")
    (folder / "link.jsonl").symlink_to("Makefile")
    (folder / "healthlint.toml").write_text(f'baseline = "{name}"\n')
    said = told(capsys, "baseline", "create", *force)
    assert fault in said or (not force and "exists already" in said)
    if name == "Makefile":
        assert "Makefile:1: is no entry; delete this line" in told(capsys, "good.md")
        (folder / "healthlint.toml").unlink()
        said = told(capsys, "baseline", "create", "--force", "--baseline", name)
        assert "Makefile: is no baseline, and is not overwritten; name another file" in said
    assert (folder / ".git/config").read_text() == "[core]\n"
    assert (folder / "Makefile").read_text() == "all:\n"
    assert (folder / "good.md").read_text().startswith("# Microneedling")
    assert not (folder / ".venv/new.jsonl").exists()


@pytest.mark.parametrize("text", ["", "\n", "<<<<<<< HEAD\n{}\n=======\n", "not JSON\n"])
def test_damaged_baseline_can_be_written_anew(folder: Path, text: str) -> None:
    assert main(["baseline", "create"]) == 0
    path = folder / NAME
    path.write_text(text + (path.read_text() if text.strip() else ""))
    assert main(["baseline", "create", "--force"]) == 0
    assert path.read_text().startswith('{"schema": 1}\n')


def test_baseline_with_a_long_line_is_kept_up_to_date(folder: Path) -> None:
    entry = {"path": "gone.md", "code": "HL101", "quote": "x" * 100_000}
    (folder / NAME).write_text(json.dumps(entry) + "\n")
    assert main(["baseline", "update"]) == 0
    assert (folder / NAME).read_text() == '{"schema": 1}\n'


def test_byte_order_mark_is_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "create"]) == 0
    path = folder / NAME
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["good.md"]) == 0
    assert "in the baseline" in capsys.readouterr().err


def test_too_many_lines_are_refused_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / NAME).write_bytes(b'{"path":"a","code":"b"}\n' * (entries.MOST + 1))
    assert "holds more than 100000 lines, too many for a baseline" in told(capsys, "good.md")
    (folder / NAME).write_bytes(b" " * (entries.LIMIT + 1))
    assert "is larger than 32 MB, too large for a baseline" in told(capsys, "good.md")


def test_more_entries_than_can_be_read_are_not_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST", 2)
    assert "entries, and 1 are the most; adopt fewer rules at first" in told(capsys, "baseline", "create")


def test_words_that_thousands_of_files_that_are_gone_had(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def counted(*sketches: frozenset[str]) -> float:
        calls.append(1)
        return alike(*sketches)

    monkeypatch.setattr(matching, "alike", counted)
    assert main(["baseline", "create"]) == 0
    content = json.loads((folder / NAME).read_text().splitlines()[1])["content"]
    made = [json.dumps({"path": f"g{at}.md", "code": "HL301", "content": content}) for at in range(5000)]
    (folder / NAME).write_text("\n".join(made))
    for at in range(3):
        (folder / f"a{at}.md").write_text((folder / "good.md").read_text())
    assert main(["--fail-on", "never", "."]) == 0
    assert len(calls) <= 4 * matching.COMMON
