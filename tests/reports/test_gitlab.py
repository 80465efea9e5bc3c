from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from healthlint.types import FileReport

Build = Callable[..., FileReport]
Written = Callable[..., str]
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gitlab.json").read_text(encoding="utf-8"))


def entries(text: str) -> list[dict[str, Any]]:
    content = json.loads(text)
    Draft202012Validator(SCHEMA).validate(content)
    return list(content)


def test_all_that_can_happen_is_valid(written: Written, several: Sequence[FileReport]) -> None:
    found = entries(written("gitlab", several))
    assert [one["severity"] for one in found] == ["major", "blocker", "minor", "info", "minor", "blocker"]
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_nothing_linted_and_evil_words_are_valid(written: Written, evil: Sequence[FileReport]) -> None:
    assert entries(written("gitlab", [])) == []
    assert len(entries(written("gitlab", evil))) == 2


def test_fingerprints_are_unique_and_outlive_edits_elsewhere(written: Written, report: Build) -> None:
    one = report("a cure\n", "cure")
    same = replace(one, findings=one.findings * 3)
    moved = report("Some new words.\n\na cure\n", "cure")
    (before,) = entries(written("gitlab", [one]))
    assert len({entry["fingerprint"] for entry in entries(written("gitlab", [same]))}) == 3
    (after,) = entries(written("gitlab", [moved]))
    assert after["location"] != before["location"]
    assert after["fingerprint"] == before["fingerprint"]
