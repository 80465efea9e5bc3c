from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from healthlint.fingerprint import fingerprints
from healthlint.reports import Run, jsonreport
from healthlint.types import Edit, FileReport, Fix, Span

Build = Callable[..., FileReport]


def parsed(*reports: FileReport) -> dict[str, Any]:
    text = "".join(jsonreport.render(reports, Run(version="1.2.3")))
    assert text.isascii()
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_nothing_linted_is_still_a_report() -> None:
    assert parsed() == {
        "schema": 1,
        "tool": {"name": "healthlint", "version": "1.2.3"},
        "files": [],
        "errors": [],
        "summary": {
            "files": 0,
            "unreadable": 0,
            "findings": 0,
            "error": 0,
            "warning": 0,
            "info": 0,
            "suppressed": 0,
            "baseline": 0,
            "old": 0,
            "lower": 0,
            "fixable": {"safe": 0, "unsafe": 0},
            "rules": {},
        },
    }


def test_path_that_is_not_utf8_is_one_that_every_reader_takes() -> None:
    path = b"caf\xe9.md".decode("utf-8", "surrogateescape")
    broken = FileReport(path, None, None, None, (), (), error=f"{path} cannot be read")
    loaded = parsed(FileReport(path, None, None, None, (), ()), broken)

    assert loaded["files"][0]["path"] == loaded["errors"][0]["path"] == "caf\\udce9.md"
    assert loaded["errors"][0]["message"] == "caf\\udce9.md cannot be read"


def test_finding_has_the_keys_of_the_schema(report: Build) -> None:
    fix = Fix("Say less", (Edit(Span(2, 6), "“help”"),), "safe")
    made = report("a cure\nfor “all”\n", "cure", evidence="why", fix=fix, related=[("“all”", "claimed here")])
    (file,) = parsed(made)["files"]
    assert file["findings"] == [
        {
            "code": "HL401",
            "name": "reading-grade-too-high",
            "severity": "warning",
            "message": "This is too hard to read.",
            "scope": "span",
            "start": {"line": 1, "column": 3, "offset": 2},
            "end": {"line": 1, "column": 7, "offset": 6},
            "quote": "cure",
            "evidence": "why",
            "confidence": 1.0,
            "how_to_fix": "",
            "related": [
                {
                    "start": {"line": 2, "column": 5, "offset": 11},
                    "end": {"line": 2, "column": 10, "offset": 16},
                    "quote": "“all”",
                    "note": "claimed here",
                }
            ],
            "fix": {
                "title": "Say less",
                "safety": "safe",
                "edits": [
                    {
                        "start": {"line": 1, "column": 3, "offset": 2},
                        "end": {"line": 1, "column": 7, "offset": 6},
                        "replacement": "“help”",
                    }
                ],
            },
            "fingerprint": fingerprints(made)[0],
        }
    ]


def test_clean_file_tells_topic_measures_and_verdicts(judged: FileReport) -> None:
    (file,) = parsed(judged)["files"]
    assert file["topic"]["kind"] == "treatment"
    assert file["topic"]["likelihood"] == {"health": 0.99, "intervention": 0.934, "needs_advice": 0.97}
    assert file["measures"]["reading"]["grade"] == pytest.approx(7.2)
    assert file["measures"]["hard_words"] == [{"word": "inflammation", "count": 4}]
    passed = file["verdicts"][1]
    assert (passed["name"], passed["outcome"]) == ("missing-professional-advice", "pass")
    assert passed["where"]["start"] == {"line": 3, "column": 1, "offset": 12}
    assert [verdict["suppressed"] for verdict in file["verdicts"]] == [False, False, True]


def test_unreadable_files_are_errors_and_counted(report: Build, judged: FileReport) -> None:
    broken = FileReport("gone\udcff.md", None, None, None, (), (), error="does not exist")
    whole = parsed(broken, report("a cure\n", "cure"), broken, judged)
    assert [file["path"] for file in whole["files"]] == ["article.md", "clean.md"]
    assert whole["errors"][0] == {"path": "gone\\udcff.md", "message": "does not exist"}
    assert whole["summary"] == {
        "files": 2,
        "unreadable": 2,
        "findings": 1,
        "error": 0,
        "warning": 1,
        "info": 0,
        "suppressed": 0,
        "baseline": 0,
        "old": 0,
        "lower": 0,
        "fixable": {"safe": 0, "unsafe": 0},
        "rules": {"HL401": 1},
    }


def test_streams_file_by_file(report: Build) -> None:
    taken = []

    def reports() -> Any:
        for number in range(3):
            taken.append(number)
            yield report("a cure\n", "cure")

    pieces = jsonreport.render(reports(), Run())
    next(pieces)
    assert taken == [0]


def test_ci_service_finds_no_command_in_the_report(report: Build) -> None:
    words = "##[error]a ##vso[task.complete]cure"
    text = "".join(jsonreport.render([report(f"{words}\n", words, message=words)], Run()))
    assert "##" not in text
    assert json.loads(text)["files"][0]["findings"][0]["quote"] == words
