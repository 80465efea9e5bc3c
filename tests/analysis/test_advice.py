"""HL201 knows advice by its build, in whatever words: whom, what for, how firmly (`advice.yaml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.rulepack.model import StatementRule
from healthlint.sources import parse, read
from healthlint.types import Format

WORDINGS = yaml.safe_load(Path(__file__).with_name("advice.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rule() -> StatementRule:
    found = next(rule for rule in rulepack.load().rules if rule.code == "HL201")
    assert isinstance(found, StatementRule)
    return found


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(rulepack.load().vocabulary)


def sends(paragraph: str, rule: StatementRule, analyser: Analyser) -> bool:
    text = f"# Notes on a health matter\n\n{paragraph}\n"
    analysis = Analysis(parse(read("a.md", text.encode(), Format.MARKDOWN)), analyser)
    spec = rule.statement
    return any(analysis.said(name) for name in spec.required) or any(map(analysis.headed, spec.headings))


def lines(answer: str) -> list[Any]:
    return [
        pytest.param(line, id=f"{group}: {line}") for group, of in WORDINGS[answer].items() for line in of
    ]


@pytest.mark.parametrize("paragraph", lines("sends"))
def test_this_sends_the_reader_to_a_professional(
    paragraph: str, rule: StatementRule, analyser: Analyser
) -> None:
    assert sends(paragraph, rule, analyser)


@pytest.mark.parametrize("paragraph", lines("sends-nobody"))
def test_this_sends_nobody(paragraph: str, rule: StatementRule, analyser: Analyser) -> None:
    assert not sends(paragraph, rule, analyser)
