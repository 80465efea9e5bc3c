from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from healthlint.types import Edit, FileReport, Fix, Span

Build = Callable[..., FileReport]
Written = Callable[..., str]
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "rdjson.json").read_text(encoding="utf-8"))


def diagnostics(text: str) -> list[dict[str, Any]]:
    content = json.loads(text)
    Draft202012Validator(SCHEMA).validate(content)
    assert content["source"] == {"name": "healthlint"}
    return list(content["diagnostics"])


def test_all_that_can_happen_is_valid(written: Written, several: Sequence[FileReport]) -> None:
    found = diagnostics(written("rdjson", several))
    assert [one["severity"] for one in found] == ["ERROR", "ERROR", "WARNING", "INFO", "WARNING", "ERROR"]
    assert found[0]["related_locations"][0]["message"] == "promised here, in the introduction"
    assert "range" not in found[4]["location"]  # a Word file has no lines


def test_nothing_linted_and_evil_words_are_valid(written: Written, evil: Sequence[FileReport]) -> None:
    assert diagnostics(written("rdjson", [])) == []
    assert len(diagnostics(written("rdjson", evil))) == 2


def test_columns_are_bytes_of_utf8(written: Written, report: Build) -> None:
    text = "😀 é cure\n"
    (found,) = diagnostics(written("rdjson", [report(text, "cure")]))
    place = found["location"]["range"]
    line = text.encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"cure"


def test_only_a_fix_of_one_edit_is_suggested(written: Written, report: Build) -> None:
    edits = (Edit(Span(2, 6), "help"), Edit(Span(0, 1), "some"))
    whole = report("a cure\n", "cure", fix=Fix("Say less", edits[:1], "safe"))
    parts = report("a cure\n", "cure", fix=Fix("Say less", edits, "safe"))
    one, two = diagnostics(written("rdjson", [whole, parts]))
    assert one["suggestions"] == [{"range": one["location"]["range"], "text": "help"}]
    assert "suggestions" not in two
