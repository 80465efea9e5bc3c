from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from healthlint.types import FileReport

Written = Callable[..., str]


def test_lines_are_the_findings_and_errors_of_the_json_report(
    written: Written, several: Sequence[FileReport]
) -> None:
    whole = json.loads(written("json", several))
    lines = [json.loads(line) for line in written("jsonl", several).splitlines()]
    assert [line for line in lines if line["type"] == "finding"] == [
        {"type": "finding", "path": file["path"]} | finding
        for file in whole["files"]
        for finding in file["findings"]
    ]
    errors = [{"path": line["path"], "message": line["message"]} for line in lines if line["type"] == "error"]
    assert errors == whole["errors"]


def test_evil_words_stay_in_their_line(written: Written, evil: Sequence[FileReport]) -> None:
    assert [json.loads(line)["type"] for line in written("jsonl", evil).splitlines()] == ["finding", "error"]


def test_nothing_linted_is_no_line(written: Written) -> None:
    assert written("jsonl", []) == ""
