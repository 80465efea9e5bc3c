from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator

from healthlint import lint_file, rulepack
from healthlint.fingerprint import fingerprints
from healthlint.types import Edit, FileReport, Fix, Span

Build = Callable[..., FileReport]
Written = Callable[..., str]
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def log(written: Written) -> Callable[..., dict[str, Any]]:
    """Return a function that writes reports and returns the run, once it was held against the schema."""

    def read(reports: Sequence[FileReport], **options: Any) -> dict[str, Any]:
        content = json.loads(written("sarif", reports, **options))
        Draft4Validator(SCHEMA).validate(content)
        (run,) = content["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
        return dict(run)

    return read


Log = Callable[..., dict[str, Any]]


def test_schema_refuses_what_is_wrong() -> None:
    assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_all_that_can_happen_is_valid(log: Log, several: Sequence[FileReport]) -> None:
    run = log(several)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "warning"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert [told["message"]["text"] for told in invocation["toolExecutionNotifications"]] == [
        "posts/hard.md: ACME101: the code of the rule failed",
        "gone.md: does not exist",
    ]


def test_nothing_linted_is_valid(log: Log) -> None:
    run = log([])
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_evil_words_are_valid_and_make_no_link(log: Log, evil: Sequence[FileReport]) -> None:
    (result,) = log(evil)["results"]
    text = result["message"]["text"]
    assert "[l] (http://evil.example)" in text
    assert "{{0}}" in text


def test_real_articles_with_the_rules_that_ran(log: Log) -> None:
    rules = rulepack.load().rules
    reports = [lint_file(path, isolated=True) for path in sorted(EXAMPLES.iterdir())]
    run = log(reports, rules=rules)
    listed = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert listed.keys() == {rule.code for rule in rules if rule.preset == "recommended"}
    rule = listed["HL101"]
    assert rule["shortDescription"]["text"].endswith("no section on its risks.")
    assert "How to fix it: " in rule["help"]["text"]
    assert "## How to fix it\n" in rule["help"]["markdown"]
    assert "](http" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["precision"] == "high"
    assert any(result.get("relatedLocations") for result in run["results"])


def test_columns_are_as_declared(log: Log, report: Build) -> None:
    fix = Fix("Say less", (Edit(Span(4, 8), "help"), Edit(Span(0, 0), "A ")), "safe")
    run = log([report("😀 é cure\n", "cure", fix=fix)])
    assert run["columnKind"] == "utf16CodeUnits"
    (result,) = run["results"]
    (place,) = result["locations"]
    expected = {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 10}
    assert place["physicalLocation"]["region"] == expected
    ((change,),) = (one["artifactChanges"] for one in result["fixes"])
    first, second = change["replacements"]
    assert first == {"deletedRegion": expected, "insertedContent": {"text": "help"}}
    assert second["deletedRegion"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


def test_findings_are_known_by_their_fingerprints(log: Log, several: Sequence[FileReport]) -> None:
    results = log(several)["results"]
    known = [result["partialFingerprints"]["healthlint/v1"] for result in results]
    assert known == [one for report in several for one in fingerprints(report)]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("path", ["a b.md", "café.md", "a:b.md", "50%.md", "#1?.md", "a\\b.md"])
def test_paths_are_written_as_addresses(log: Log, report: Build, path: str) -> None:
    (result,) = log([report("a cure\n", "cure", path=path)])["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    parts = urlsplit(location["uri"])
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote(parts.path) == path
    assert location["uri"].isascii()


def test_path_outside_of_the_repository_is_absolute(log: Log, report: Build) -> None:
    (result,) = log([report("a cure\n", "cure", path="/tmp/a b.md")])["results"]  # noqa: S108
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///tmp/a%20b.md"}
