"""Reports built by hand, as the engine would hand them on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from healthlint.reports import Run, render
from healthlint.types import (
    Edit,
    FileReport,
    Finding,
    Fix,
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

EVIL = (
    "]]>--></script>`|` a\x00b\x1b[2J\u202e %0A::error::x ##[error]y ##vso[z] {0} "
    "[l](http://evil.example) \ud800\ufffe"
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


@pytest.fixture
def several(report: Callable[..., FileReport], judged: FileReport) -> Sequence[FileReport]:
    """Return the reports of a run in which all that can happen to a file has happened to one."""
    lacking = report(
        "# Needling 😀\n\nRead on to learn whether there are any risks.\n",
        "Needling 😀",
        path="posts/needling.md",
        code="HL101",
        name="missing-risk-section",
        severity=Severity.ERROR,
        message="No section tells the risks of needling.",
        scope="document",
        related=[("whether there are any risks", "promised here, in the introduction")],
        evidence="treated as an article on a treatment: 'needling' in the title",
        how_to_fix="Add a section with a heading of its own.",
    )
    fix = Fix("Write 'use'", (Edit(Span(5, 12), "use"),), "safe")
    hard = report(
        "😀 é: utilize it\nand more\n", "utilize", path="posts/hard.md", fix=fix, how_to_fix="Say less."
    )
    long = report("One sentence\nover two lines.\n", "sentence\nover", path="posts/hard.md", code="HL402")
    long = replace(long.findings[0], name="long-sentence", severity=Severity.INFO)
    word = report("Risks\nIt can hurt.\n", "It can hurt.", path="posts/a b.docx")
    return [
        lacking,
        replace(hard, findings=(*hard.findings, long), faults=("ACME101: the code of the rule failed",)),
        replace(word, format=Format.DOCX, headings=((0, "Risks"),)),
        judged,
        FileReport("gone.md", None, None, None, (), (), error="does not exist"),
    ]


@pytest.fixture
def evil(report: Callable[..., FileReport]) -> Sequence[FileReport]:
    """Return reports that hold, wherever words can stand, what would command whatever shows them."""
    path = f"a::b,c%\n{EVIL.replace(chr(0), '')}.md"
    fix = Fix(EVIL, (Edit(Span(0, 1), EVIL),), "safe")
    told = {"message": EVIL, "evidence": EVIL, "how_to_fix": EVIL, "related": [(EVIL, EVIL)], "fix": fix}
    return [
        report(f"{EVIL}\n", EVIL, path=path, **told),
        FileReport(path, None, None, None, (), (), error=EVIL),
    ]


@pytest.fixture
def written() -> Callable[..., str]:
    """Return a function that writes reports in a format."""

    def write(name: str, reports: Sequence[FileReport], **run: Any) -> str:
        return "".join(render(name, reports, Run(version="1.2.3", **run)))

    return write
