from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from healthlint.types import FileReport, Outcome, Severity, Verdict, Withheld

Build = Callable[..., FileReport]
Written = Callable[..., str]
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def suites(text: str) -> list[ET.Element]:
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    found = list(ET.fromstring(text))  # noqa: S314
    for suite in found:
        for key, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(suite.get(key, "")) == len(list(suite.iter(tag)))
    return found


def test_all_that_can_happen_is_valid(written: Written, several: Sequence[FileReport]) -> None:
    found = suites(written("junit", several))
    assert [suite.get("name") for suite in found] == [report.path for report in several]
    assert [suite.get("errors") for suite in found] == ["0", "1", "0", "0", "1"]


def test_nothing_linted_and_evil_words_are_valid(written: Written, evil: Sequence[FileReport]) -> None:
    assert suites(written("junit", [])) == []
    assert len(suites(written("junit", evil))) == 2


def test_only_what_fails_the_run_fails_a_case(written: Written, report: Build) -> None:
    made = report("a cure\n", "cure", how_to_fix="Say less.")
    (warned,) = suites(written("junit", [made], fails=lambda _, severity: severity is Severity.ERROR))
    (failed,) = suites(written("junit", [made]))
    assert warned.get("failures") == "0"
    assert "Say less." in (warned[1].findtext("system-out") or "")
    assert "Say less." in (failed[1].findtext("failure") or "")


def test_findings_of_one_rule_are_one_case(written: Written, report: Build) -> None:
    made = report("a cure for all\n", "cure")
    more = report("a cure for all\n", "all")
    (suite,) = suites(written("junit", [replace(made, findings=(*made.findings, *more.findings))]))
    (failure,) = suite.iter("failure")
    assert failure.get("message") == "This is too hard to read. (and 1 more)"
    assert "article.md:1:3:" in (failure.text or "")
    assert "article.md:1:12:" in (failure.text or "")


def test_verdicts_without_findings(written: Written, judged: FileReport) -> None:
    unsure = Verdict("HL402", Outcome.UNSURE, "a component holds the text", name="long-sentence")
    known = Verdict("HL405", Outcome.FAIL, "in the baseline", name="long-paragraph")
    (suite,) = suites(written("junit", [replace(judged, verdicts=(*judged.verdicts, unsure, known))]))
    assert [case.get("name") for case in suite] == [
        "can be linted",
        "HL201 missing-professional-advice",
        "HL401 grade",
        "HL402 long-sentence",
        "HL405 long-paragraph",
    ]
    assert [one.get("message") for one in suite.iter("skipped")] == [
        "suppressed",
        "unsure: a component holds the text",
        "known already",
    ]


def test_what_is_less_severe_is_counted(written: Written, report: Build) -> None:
    made = replace(report("a cure\n", "cure"), findings=(), withheld=Withheld(lower=2))
    (suite,) = suites(written("junit", [made]))
    assert (
        suite.findtext("system-out")
        == "2 findings are less severe than what is shown; --fail-on counts them as ever"
    )
