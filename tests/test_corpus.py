"""What must hold on every labelled article. Skipped where the corpus is not beside the project."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.accuracy_page import page
from healthlint import rulepack
from healthlint.config import Settings
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.types import FileReport, Place


@pytest.fixture(scope="module")
def pack() -> rulepack.RulePack:
    return rulepack.load()


def run(inputs: list[Input], pack: rulepack.RulePack) -> list[FileReport]:
    settings = Settings(frozenset(rule.code for rule in pack.rules), {}, {})
    return list(lint(inputs, lambda _: settings, pack))


def articles(corpus_dir: Path) -> list[Path]:
    return sorted((corpus_dir / "articles").iterdir())


@pytest.fixture(scope="module")
def reports(corpus_dir: Path, pack: rulepack.RulePack) -> list[FileReport]:
    return run([Input(str(path), path.read_bytes()) for path in articles(corpus_dir)], pack)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, html.unescape(text)))


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part)


def places(report: FileReport) -> Iterator[Place]:
    for finding in report.findings:
        yield finding.place
        yield from finding.related
    yield from (verdict.where for verdict in report.verdicts if verdict.where)


def test_every_article_is_linted(reports: list[FileReport]) -> None:
    assert [report.path for report in reports if report.error is not None] == []


def test_every_place_lies_in_the_file_and_renders_to_its_quote(reports: list[FileReport]) -> None:
    wrong = []
    for report in reports:
        assert report.source is not None
        text = report.source.text
        for place in places(report):
            start, end = place.span
            quote = letters(place.quote.removesuffix("\u2026"))
            inside = 0 <= start < end <= len(text)
            if not inside or not quote or not is_subsequence(quote, letters(text[start:end])):
                wrong.append((report.path, place))

    assert wrong == []


def test_linting_twice_gives_the_same_bytes(corpus_dir: Path) -> None:
    command = [sys.executable, "-m", "healthlint", "--isolated", "--output-format", "json"]
    some = [str(path) for path in articles(corpus_dir)[::12]]

    first, second = (
        subprocess.run([*command, *some], capture_output=True, check=False).stdout for _ in range(2)
    )

    assert first == second
    assert len(json.loads(first)["files"]) == len(some)


def test_line_ends_do_not_change_the_findings(corpus_dir: Path, pack: rulepack.RulePack) -> None:
    some = articles(corpus_dir)[::6]
    plain = [path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n") for path in some]
    copies = [
        [Input(path.name, end.join(raw.split(b"\n"))) for path, raw in zip(some, plain, strict=True)]
        for end in (b"\n", b"\r\n")
    ]

    lf, crlf = (run(inputs, pack) for inputs in copies)

    for one, other in zip(lf, crlf, strict=True):
        assert other.findings == one.findings, one.path


@pytest.mark.timeout(600)
def test_the_published_page_tells_these_numbers(corpus_dir: Path) -> None:
    published = Path(__file__).parents[1] / "docs" / "accuracy.md"

    assert page(corpus_dir, accuracy.read(corpus_dir)) == published.read_text(encoding="utf-8")


def test_scores_stay_above_their_floors(corpus_dir: Path, reports: list[FileReport]) -> None:
    found = {Path(report.path).name: report for report in reports}
    labels = accuracy.read(corpus_dir)

    cases = accuracy.judge(labels, [found[label.file] for label in labels])

    assert accuracy.below(cases, accuracy.floors()) == []
