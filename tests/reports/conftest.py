"""Reports built by hand, as the engine would hand them on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from healthlint.types import (
    FileReport,
    Finding,
    Format,
    Grade,
    Kind,
    Likelihood,
    Measures,
    Outcome,
    Place,
    Severity,
    Source,
    Span,
    Topic,
    Verdict,
)


def source_of(text: str, path: str = "article.md") -> Source:
    starts = tuple([0] + [index + 1 for index, char in enumerate(text) if char == "\n"])
    return Source(path, Format.MARKDOWN, text, text.encode("utf-8", "replace"), "utf-8", starts)


def place_of(source: Source, words: str, note: str = "") -> Place:
    start = source.text.index(words)
    span = Span(start, start + len(words))
    return Place(span, source.position(span.start), source.position(span.end), words, note)


@pytest.fixture
def report() -> Callable[..., FileReport]:
    """Return a function that makes the report of `text` with one finding at `words`."""

    def build(text: str, words: str, *, path: str = "article.md", **changes: Any) -> FileReport:
        source = source_of(text, path)
        related = tuple(place_of(source, quote, note) for quote, note in changes.pop("related", ()))
        values = {
            "code": "HL401",
            "name": "reading-grade-too-high",
            "severity": Severity.WARNING,
            "message": "This is too hard to read.",
            "scope": "span",
            "place": place_of(source, words),
            "related": related,
            "evidence": "",
            "how_to_fix": "",
            "confidence": 1.0,
        }
        finding = Finding(**{**values, **changes})
        return FileReport(path, Format.MARKDOWN, None, None, (), (finding,), source=source)

    return build


@pytest.fixture
def judged() -> FileReport:
    """Return the report of a clean article, with topic, measures and verdicts."""
    source = source_of("# Needling\n\nAsk your doctor first.\n")
    grade = Grade(412, 31, 7.2, 6.9, 8.1, 7.4, 7.0, 9.8, 64.2)
    return FileReport(
        path="clean.md",
        format=Format.MARKDOWN,
        topic=Topic(
            True,
            Kind.TREATMENT,
            "needling",
            True,
            True,
            Likelihood(0.99, 0.934, 0.97),
            ("'needling' is in the title",),
        ),
        measures=Measures(412, grade, 6.1, (("Needling", 7.2),), (3,), (("inflammation", 4),)),
        verdicts=(
            Verdict("HL101", Outcome.NOT_APPLICABLE, "the article is a recipe", name="missing-risk-section"),
            Verdict(
                "HL201",
                Outcome.PASS,
                "sends the reader on",
                place_of(source, "Ask your doctor first."),
                name="missing-professional-advice",
            ),
            Verdict("HL401", Outcome.FAIL, "grade 9", suppressed=True, name="grade"),
        ),
        findings=(),
        source=source,
    )
