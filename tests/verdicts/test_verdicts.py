"""How people really write, and what a careful editor would say of it: near misses above all.

Each file beside this one holds short articles, written for this test, with the rules that must
fire on them, those that must not, and why. `known` tells that healthlint errs, and where.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import healthlint

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))
KEYS = {"name", "because", "format", "fires", "silent", "known", "text"}
# An article that shows one thing is shorter than those that the rules are asked of.
OPTIONS = {"HL101": {"min-words": 0}, "HL201": {"min-words": 0}}


@cache
def articles(path: Path) -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")))


def cases() -> list[Any]:
    return [
        pytest.param(
            article,
            id=f"{path.stem}-{article['name']}",
            marks=pytest.mark.xfail(reason=article["known"]) if article.get("known") else (),
        )
        for path in FILES
        for article in articles(path)
    ]


@pytest.mark.parametrize("article", cases())
def test_an_editor_would_say_the_same(article: dict[str, Any]) -> None:
    fires, silent = set(article.get("fires", ())), set(article.get("silent", ()))
    report = healthlint.lint_text(
        article["text"],
        format=article.get("format", "markdown"),
        select=sorted(fires | silent),
        options=OPTIONS,
    )

    told = {finding.code: finding.message for finding in report.findings}
    assert set(told) == fires, (article["because"], told, [verdict.reason for verdict in report.verdicts])


def test_each_article_says_what_it_shows_and_why() -> None:
    every = [article for path in FILES for article in articles(path)]

    assert [article["name"] for article in every if not article.keys() <= KEYS] == []
    assert [article["name"] for article in every if not article["because"].endswith(".")] == []
    assert [article["name"] for article in every if not (article.get("fires") or article.get("silent"))] == []
    assert [name for name, count in Counter(article["name"] for article in every).items() if count > 1] == []
