"""Every rule keeps the promises of its file: its examples, run as a reader would run them."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

import healthlint
from healthlint import rulepack
from healthlint.rulepack.model import Rule
from healthlint.rulepack.parts import Example
from healthlint.types import Format

FOLDER = rulepack.builtin_folder()
PACK = rulepack.load()
FILES = sorted(path for path in FOLDER.glob("*/*.yaml") if path.parent.name != "lexicons")
FAMILIES = {
    "tool": "HL0",
    "risks": "HL1",
    "advice": "HL2",
    "disclosure": "HL3",
    "reading": "HL4",
    "claims": "HL5",
    "evidence": "HL6",
    "people": "HL7",
    "dosage": "HL8",
}
"""The folder of each family of codes."""


class Case(NamedTuple):
    rule: Rule
    example: Example


def cases(wanted: str) -> list[object]:
    return [
        pytest.param(Case(rule, example), id=f"{rule.code}-{number}")
        for rule in PACK.rules
        for number, example in enumerate(getattr(rule.examples, wanted), start=1)
    ]


def findings(case: Case) -> tuple[healthlint.Finding, ...]:
    return lint(case.rule.code, case.example.text, case.example.format)


@cache
def lint(code: str, text: str, form: Format) -> tuple[healthlint.Finding, ...]:
    # Whether a suppression is of use depends on the rule that it names: that must run, too.
    select = None if code.startswith(FAMILIES["tool"]) else [code]
    report = healthlint.lint_text(text, format=form, select=select, path=f"example of {code}")
    assert report.error is None
    return tuple(finding for finding in report.findings if finding.code == code)


def normal(text: str) -> str:
    return " ".join(text.split())


def quotes(quote: str, wanted: str) -> bool:
    """Tell whether a place quotes `wanted`; a long quote is cut and ends in an ellipsis."""
    quote, wanted = normal(quote), normal(wanted)
    return wanted in quote or (quote.endswith("…") and wanted.startswith(quote[:-1].rstrip()))


@pytest.mark.parametrize("case", cases("bad"))
def test_bad_example_is_reported_where_it_is_underlined(case: Case) -> None:
    found = [finding.place.quote for finding in findings(case)]
    assert found
    assert any(quotes(quote, case.example.underlined) for quote in found), found


@pytest.mark.parametrize("case", cases("good"))
def test_good_example_is_not_reported(case: Case) -> None:
    assert [finding.message for finding in findings(case)] == []


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_examples_are_enough(rule: Rule) -> None:
    assert all(example.underlined for example in rule.examples.bad)
    assert all(normal(example.underlined) in normal(example.text) for example in rule.examples.bad)
    assert not any(example.underlined for example in rule.examples.good)
    assert any(example.note.startswith("near miss") for example in rule.examples.good)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_named_after_its_rule(path: Path) -> None:
    (rule,) = [rule for rule in PACK.rules if path.stem.startswith(rule.code)]
    assert path.stem == f"{rule.code}-{rule.name}"
    assert rule.code.startswith(FAMILIES[path.parent.name])


def test_every_file_is_one_rule() -> None:
    assert len(FILES) == len(PACK.rules) == len({rule.name for rule in PACK.rules})


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_messages_are_filled_in_the_bad_examples(rule: Rule) -> None:
    said = [finding.message for example in rule.examples.bad for finding in findings(Case(rule, example))]
    assert not [message for message in said if "{" in message or "}" in message]
    shown = {variant for variant, text in rule.message.items() if any(map(form_of(text).fullmatch, said))}
    # Of pages whose paid links were stripped, and of stubs, the tests of the checks tell.
    assert shown | {"shopping", "introduction", "stub"} >= set(rule.message)


def form_of(message: str) -> re.Pattern[str]:
    # A field without words takes the blank before it away.
    return re.compile(".*".join(map(re.escape, re.split(r" ?\{[\w-]+\}", message))), re.DOTALL)


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_authorities_can_be_looked_up(rule: Rule) -> None:
    for authority in rule.authorities:
        url = urlsplit(authority.url)
        assert url.scheme in {"http", "https"}
        assert "." in (url.hostname or "")


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_rule_speaks_plainly_and_is_no_lawyer(rule: Rule) -> None:
    told = [rule.summary, rule.why, rule.how_to_fix, *rule.message.values()]
    told += [option.about for option in rule.options.values()]
    told += [example.note for example in chain(rule.examples.bad, rule.examples.good)]
    assert not [text for text in told if re.search(r"\billegal", text, re.IGNORECASE)]
    assert rule.summary.endswith(".")
    assert rule.severity in {"error", "warning", "info"}


def test_every_pattern_that_ships_compiles() -> None:
    # A run takes their word for it: only here, and in packs of houses, are they all compiled.
    assert rulepack.load(FOLDER).rules
