from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from healthlint.types import FileReport

Written = Callable[..., str]


def warnings(text: str) -> list[tuple[str, int, int, str, str]]:
    """Read what Jenkins and reviewdog do: file, line, column, severity, and the source in its two parts."""
    root = ET.fromstring(text)  # noqa: S314
    assert root.tag == "checkstyle"
    assert root.get("version")
    found = []
    for file in root:
        assert file.tag == "file"
        for error in file:
            assert error.tag == "error"
            assert error.get("message")
            assert error.get("severity") in {"error", "warning", "info"}
            category, _, kind = error.get("source", "").rpartition(".")
            assert category == "healthlint"
            line, column = int(error.get("line", "")), int(error.get("column", "0"))
            found.append((file.get("name", ""), line, column, error.get("severity", ""), kind))
    return found


def test_readers_find_all_that_can_happen(written: Written, several: Sequence[FileReport]) -> None:
    assert warnings(written("checkstyle", several)) == [
        ("posts/needling.md", 1, 3, "error", "HL101"),
        ("posts/hard.md", 1, 0, "error", "failed"),
        ("posts/hard.md", 1, 6, "warning", "HL401"),
        ("posts/hard.md", 1, 5, "info", "HL402"),
        ("posts/a b.docx", 2, 1, "warning", "HL401"),
        ("gone.md", 1, 0, "error", "failed"),
    ]


def test_nothing_linted_and_evil_words_can_be_read(written: Written, evil: Sequence[FileReport]) -> None:
    assert warnings(written("checkstyle", [])) == []
    assert len(warnings(written("checkstyle", evil))) == 2
