from __future__ import annotations

import pytest

from healthlint import rulepack, suppress
from healthlint.config import Catalogue
from healthlint.sources import directives
from healthlint.types import Document, Finding, Format, Outcome, Place, Severity, Source, Span, Verdict

NAMES = {"HL101": "missing-risk-section", "HL401": "reading-grade-too-high", "HL402": "long-sentence"}
CATALOGUE = Catalogue(rulepack.load().rules)


def document_of(text: str) -> Document:
    starts = tuple([0] + [index + 1 for index, char in enumerate(text) if char == "\n"])
    source = Source("a.md", Format.MARKDOWN, text, text.encode(), "utf-8", starts)
    return Document(source, (), (), (), {}, directives.find(text))


def finding(document: Document, words: str, code: str) -> Finding:
    start = document.source.text.index(words)
    span = Span(start, start + len(words))
    position = document.source.position
    place = Place(span, position(span.start), position(span.end), words)
    scope = "document" if code == "HL101" else "span"
    return Finding(code, NAMES[code], Severity.ERROR, "m", scope, place, (), "", "", 1.0)  # type: ignore[arg-type]


def left(text: str, *found: tuple[str, str]) -> list[str]:
    """Return the words of the findings (words, code) that are left."""
    document = document_of(text)
    findings = [finding(document, words, code) for words, code in found]
    kept = suppress.apply(suppress.mentions(document, CATALOGUE), findings, ())
    return [item.place.quote for item in kept.findings]


NEXT = "<!-- healthlint-disable-next-line"


@pytest.mark.parametrize(
    ("directive", "expected"),
    [
        (f"{NEXT} HL402 -- quoted law -->", []),
        (f"{NEXT} long-sentence -->", []),
        (f"{NEXT} HL4 -->", []),
        (f"{NEXT} hl402 -->", []),
        (f"{NEXT} HL101, HL402 -->", []),
        (f"{NEXT} -->", []),
        (f"{NEXT} all -->", []),
        ("{/* healthlint-disable-next-line HL402 */}", []),
        (f"{NEXT} HL401 -->", ["wordy"]),
        (f"{NEXT} sentence -->", ["wordy"]),
        (f"{NEXT} H -->", ["wordy"]),
        ("<!-- healthlint-enable HL402 -->", ["wordy"]),
    ],
)
def test_next_line_names_rules(directive: str, expected: list[str]) -> None:
    assert left(f"{directive}\nThis is wordy.\n", ("wordy", "HL402")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NEXT} HL402 -->\n\n  \none\ntwo\n", ["two"]),
        (f"one\n{NEXT} HL402 -->\ntwo\n", ["one"]),
        (f"one {NEXT} HL402 -->\ntwo\n", ["one"]),
        (f"{NEXT} HL402 -->\n{NEXT} HL101 -->\none two\n", []),
        (f"{NEXT} HL402 -->\n<!-- healthlint-disable HL1 --> one\ntwo\n", ["two"]),
        (f"one\ntwo\n{NEXT} HL402 -->", ["one", "two"]),
        (f"{NEXT}\nHL402\n-- a reason -->\none\ntwo\n", ["two"]),
    ],
)
def test_next_line_finds_its_line(text: str, expected: list[str]) -> None:
    assert left(text, ("one", "HL402"), ("two", "HL402")) == expected


def test_document_finding_is_suppressed_where_it_is_anchored() -> None:
    text = f"{NEXT} HL101 -->\n# Needling\n\nText.\n"
    assert left(text, ("Needling", "HL101"), ("Text", "HL101")) == ["Text"]


@pytest.mark.parametrize(
    ("directive", "expected"),
    [
        ("<!-- healthlint-enable HL402 -->", ["one", "three"]),
        ("<!-- healthlint-enable -->", ["one", "three"]),
        ("<!-- healthlint-enable HL1 -->", ["one"]),
        ("", ["one"]),
    ],
)
def test_range_runs_to_its_enable_or_the_end(directive: str, expected: list[str]) -> None:
    text = f"one\n<!-- healthlint-disable HL4 -->\ntwo\n{directive}\nthree\n"
    assert left(text, ("one", "HL402"), ("two", "HL402"), ("three", "HL402")) == expected


def test_file_directive_holds_everywhere() -> None:
    text = "one\n<!-- healthlint-disable-file long-sentence -->\ntwo\n"
    assert left(text, ("one", "HL402"), ("two", "HL402"), ("one", "HL401")) == ["one"]


def test_verdict_is_marked_only_where_nothing_of_its_rule_is_left() -> None:
    document = document_of(f"{NEXT} HL4 -->\none\ntwo\n")
    findings = [
        finding(document, "one", "HL401"),
        finding(document, "one", "HL402"),
        finding(document, "two", "HL402"),
    ]
    verdicts = [Verdict(code, Outcome.FAIL, "r") for code in ("HL101", "HL401", "HL402")]
    marked = suppress.apply(suppress.mentions(document, CATALOGUE), findings, verdicts).verdicts
    assert [verdict.suppressed for verdict in marked] == [False, True, False]
    assert [verdict.outcome for verdict in marked] == [Outcome.FAIL] * 3


def test_many_directives_and_findings_are_linear() -> None:
    document = document_of(f"{NEXT} HL402 -->\n" * 20_000 + "one\n")
    one = finding(document, "one", "HL402")
    named = suppress.mentions(document, CATALOGUE)
    kept = suppress.apply(named, [one] * 20_000, ())
    assert (kept.findings, len(kept.used)) == ((), 20_000)
