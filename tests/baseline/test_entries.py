"""The file of a baseline: what it holds, and what is told where it holds something else."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from healthlint.baseline.entries import Entry, read, write
from healthlint.errors import ConfigError
from healthlint.fingerprint import Key

WHOLE = Entry(
    "posts/\u00e9 \udce9.md",
    Key("HL402", "ab" * 16, 1),
    frozenset({"0123abcd", "89ef4567"}),
    'He said "no"\n',
    "anna",
    "the law\u2019s words",
    date(2031, 1, 2),
)
BARE = Entry("posts/a.md", Key("HL101", "", 0))


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "known.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read(path, shown="known.jsonl")
    return str(error.value)


def test_what_is_written_is_read_sorted(tmp_path: Path) -> None:
    path = tmp_path / "known.jsonl"
    write(path, [WHOLE, BARE], shown="known.jsonl")
    assert read(path, shown="known.jsonl") == (BARE, WHOLE)
    lines = path.read_bytes().decode("ascii").splitlines()
    assert lines[:2] == ['{"schema": 1}', '{"path": "posts/a.md", "code": "HL101"}']
    assert len(lines) == 3
    assert os.listdir(tmp_path) == ["known.jsonl"]


def test_lines_in_any_order_and_twice_are_what_a_merge_makes(tmp_path: Path) -> None:
    path = tmp_path / "known.jsonl"
    write(path, [BARE, WHOLE], shown="known.jsonl")
    head, bare, whole = path.read_text().splitlines()
    sooner = whole.replace("2031", "2030")
    path.write_text("\n".join([whole, head, sooner, "", bare, bare, head, whole]))
    read_back = read(path, shown="known.jsonl")
    assert [entry.expires for entry in read_back] == [None, date(2030, 1, 2)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "a merge left a conflict here; keep the lines of both sides and delete this one"),
        ("not JSON", "is no JSON object; delete the line"),
        ("[" * 100_000, "is no JSON object; delete the line"),
        ("[1]", "is no JSON object; delete the line"),
        ('{"path": "a.md"}', '"code" is missing or empty'),
        ('{"path": "", "code": "HL101"}', '"path" is missing or empty'),
        ('{"path": 1, "code": "HL101"}', '"path" must be text'),
        ('{"path": "a.md", "code": "HL101", "number": -1}', '"number" must be a whole number, 0 or more'),
        ('{"path": "a.md", "code": "HL101", "number": true}', '"number" must be a whole number, 0 or more'),
        (
            '{"path": "a.md", "code": "HL101", "expires": "soon"}',
            "'soon' is no date; write it as in 2026-12-31",
        ),
        (
            '{"path": "a.md", "code": "HL101", "expiry": "2026-12-31"}',
            "unknown key 'expiry'; there are: path, code, block, content, quote, owner, reason, expires, "
            "number",
        ),
        ('{"schema": 2}', "is of another schema than 1, which this version of healthlint knows"),
    ],
)
def test_what_is_no_entry_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    assert told(tmp_path, f'{{"schema": 1}}\n{line}\n') == f"known.jsonl:2: {said}"


def test_all_faults_are_told_at_once_but_not_thousands(tmp_path: Path) -> None:
    assert told(tmp_path, "x\n\ny\n").count("\n") == 1
    assert told(tmp_path, "x\n" * 10_000).count("\n") == 19


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="is not a regular file"):
        read(tmp_path / "pipe", shown="pipe")


def test_a_baseline_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"known\.jsonl: cannot be written: No such file or directory"):
        write(tmp_path / "gone" / "known.jsonl", [BARE], shown="known.jsonl")
