"""Where it is a toss-up whether a rule fits an article, its finding says so and stands one severity lower."""

from __future__ import annotations

from pathlib import Path

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.config import Settings
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.types import FileReport, Outcome, Severity, Thresholds

ARTICLE = "# Botox\n\n" + "Botox relaxes the muscles of the face. " * 30


def judged(likelihood: float, *, severities: dict[str, Severity] | None = None) -> FileReport:
    """Lint the article by thresholds that put its likelihood just below what is certain."""
    settings = Settings(
        frozenset({"HL101"}),
        severities or {},
        thresholds=Thresholds(judge_from=likelihood - 0.01, certain_from=likelihood + 0.01),
    )
    pack = rulepack.load()
    return next(lint([Input("a.md", ARTICLE.encode())], lambda _: settings, pack))


@pytest.fixture(scope="module")
def likelihood() -> float:
    report = healthlint.lint_text(ARTICLE, select=["HL101"])
    assert report.topic is not None
    return report.topic.likelihood.intervention


def test_what_is_certain_keeps_its_severity(likelihood: float) -> None:
    (finding,) = healthlint.lint_text(ARTICLE, select=["HL101"]).findings

    assert (finding.severity, finding.confidence) == (Severity.ERROR, likelihood)


def test_a_toss_up_is_unsure_and_one_severity_lower(likelihood: float) -> None:
    report = judged(likelihood)

    (finding,), (verdict,) = report.findings, report.verdicts
    assert (verdict.outcome, finding.severity) == (Outcome.UNSURE, Severity.WARNING)
    assert "Not certain" in finding.message


def test_a_toss_up_stands_below_the_severity_that_the_user_set(likelihood: float) -> None:
    (finding,) = judged(likelihood, severities={"HL101": Severity.WARNING}).findings

    assert finding.severity is Severity.INFO


def test_a_house_sets_the_thresholds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    config = tmp_path / "healthlint.toml"
    told = []
    for keys in ("judge-from = 1", "judge-from = 0.1\ncertain-from = 1", ""):
        config.write_text(f'select = ["HL101"]\n[topic]\n{keys}\n', encoding="utf-8")
        told.append((main([str(tmp_path)]), "HL101" in capsys.readouterr().out))

    assert told == [(0, False), (0, True), (1, True)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("topic = 1", "1: topic must be a table: [topic], not 1"),
        ("[topic]\njudge = 1", "2: unknown key 'judge'; did you mean 'judge-from'?"),
        ("[topic]\njudge-from = 2", "2: judge-from of topic must be a number from 0 to 1, not 2"),
    ],
)
def test_a_wrong_threshold_is_told(
    line: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "healthlint.toml").write_text(line, encoding="utf-8")
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")

    assert main([str(tmp_path)]) == 2
    assert f"healthlint.toml:{fault}" in capsys.readouterr().err
