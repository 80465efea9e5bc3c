"""Fixes are made until none is left; what would do harm is left undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.config import Settings
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.fix import mend
from healthlint.rulepack import with_pack
from healthlint.rulepack.folder import PackFolder
from healthlint.sources import read
from healthlint.types import Edit, FileReport, Finding, Fix, Format, Mended, Place, Severity, Span

PACK = rulepack.load()
RULE = """\
code: {code}
name: {name}
summary: Words.
severity: warning
preset: recommended
kind: phrase
phrase: {{{phrase}}}
message: {{default: "Not '{{found}}'.", instead: "Not '{{found}}' but '{{instead}}'."}}
fix: {{kind: replace, safety: safe}}
why: Because.
how_to_fix: Write it.
"""


Fixed = Callable[..., Mended]


@pytest.fixture
def fixed(tmp_path: Path) -> Fixed:
    """Return a function that fixes a text by phrase rules, each a code and its lists, and other rules."""

    def run(text: str, rules: Mapping[str, str], *others: str, unsafe: bool = False) -> Mended:
        for code, phrase in rules.items():
            rule = RULE.format(code=code, name=f"words-{code.lower()}", phrase=phrase)
            (tmp_path / f"{code}.yaml").write_text(rule, encoding="utf-8")
        pack = with_pack(PACK, PackFolder(tmp_path, shown="house"))
        settings = Settings(frozenset({*rules, *others}))

        def one(item: Input) -> FileReport:
            return next(lint((item,), lambda _: settings, pack))

        first = mend(one(Input("a.md", text.encode())), one, unsafe=unsafe)
        again = mend(one(Input("a.md", first.text.encode())), one, unsafe=unsafe)
        assert again.fixed == ()
        assert again.text == first.text
        return first

    return run


def test_fixes_for_the_same_place_are_made_one_after_the_other(fixed: Fixed) -> None:
    text = "# Botox\n\n" + "Botox is an injection that relaxes the muscles of the face. " * 10 + "\n"

    made = fixed(text, {"ACME101": "replace: zebra -> horse"}, "HL101", "HL201", unsafe=True)

    headings = [line for line in made.text.split("\n") if line.startswith("## ")]
    assert headings == ["## Risks and side effects", "## When to see a doctor"]
    assert [finding.code for finding in made.fixed] == ["HL101", "HL201"]
    assert [finding.code for finding in made.report.findings] == ["HL101", "HL201"]


def test_of_fixes_that_overlap_the_first_is_made(fixed: Fixed) -> None:
    rules = {"ACME101": "replace: old black cat -> dog", "ACME102": "replace: black cat sat -> bird flew"}

    made = fixed("An old black cat sat.\n", rules)

    assert made.text == "A dog sat.\n"
    assert [finding.code for finding in made.fixed] == ["ACME101"]


def test_a_fix_that_would_bring_a_finding_is_left_undone_and_the_others_are_made(fixed: Fixed) -> None:
    long = "The hypertension " + "and the pain " * 8 + "were gone.\n"  # 28 words are too many already
    near = "Hypertension " + "and the pain " * 7 + "were gone.\n"  # 24 words, and two more make 26
    rules = {"ACME101": "replace: hypertension -> high blood pressure"}

    made = fixed(f"{long}\n{near}\nHypertension is common.\n", rules, "HL402")

    assert "The high blood pressure and the pain" in made.text
    assert "\nHypertension and the pain" in made.text
    assert "High blood pressure is common." in made.text
    assert [finding.code for finding in made.report.findings] == ["HL402", "ACME101"]


def test_a_harmful_fix_is_found_by_trying_where_its_finding_stands_elsewhere(fixed: Fixed) -> None:
    # The shorter sentence would make the comment above it one that suppresses nothing.
    sentence = "A headache " + "and a sharp pain " * 7 + "came and went in a utilisation of ibuprofen.\n"
    comment = "<!-- healthlint-disable-next-line HL402 -->"
    text = f"{comment}\n{sentence}\nThe utilisation of ibuprofen is common.\n"
    rules = {"ACME101": f"replace: {'and a sharp pain ' * 5}-> again"}
    rules["ACME102"] = "replace: utilisation -> use"

    made = fixed(text, rules, "HL402", "HL001")

    assert "again" not in made.text
    assert "came and went in a use of ibuprofen" in made.text
    assert "The use of ibuprofen is common." in made.text


def test_a_fix_that_another_rule_would_report_is_left_undone(fixed: Fixed) -> None:
    made = fixed("A cat sat.\n", {"ACME101": "replace: cat -> dog", "ACME102": "replace: dog -> cat"})

    assert made.text == "A cat sat.\n"
    assert [finding.code for finding in made.report.findings] == ["ACME101"]


def test_what_does_not_come_to_rest_changes_nothing() -> None:
    def lint(item: Input) -> FileReport:
        """Offer to turn the letter of a text into the other one, by a rule of each letter."""
        source = read(item.path, item.raw or b"", Format.TEXT)
        place = Place(Span(0, 1), source.position(0), source.position(1), source.text)
        fix = Fix("Turn it", (Edit(Span(0, 1), "b" if source.text == "a" else "a"),), "safe")
        names = ("ACME101", "ACME102")
        found = [
            Finding(name, name, Severity.INFO, "m", "span", place, (), "", "", 1.0, fix if able else None)
            for name, able in zip(names, (source.text == "a", source.text == "b"), strict=True)
        ]
        return FileReport(item.path, Format.TEXT, None, None, (), tuple(found), source=source)

    made = mend(lint(Input("a.txt", b"a")), lint)

    assert (made.text, made.changed, made.unsettled) == ("a", False, ("ACME102",))


def test_unsafe_fixes_are_made_only_if_told(fixed: Fixed) -> None:
    rules = {"ACME101": "suggest: cat -> dog"}

    assert fixed("A cat sat.\n", rules).text == "A cat sat.\n"
    assert fixed("A cat sat.\n", rules, unsafe=True).text == "A dog sat.\n"


def test_the_origin_of_every_line_is_known(fixed: Fixed) -> None:
    made = fixed("One.\nA cat sat.\nThree.\n", {"ACME101": "replace: cat -> dog"})

    assert made.origins == (0, -1, 2, 3)
