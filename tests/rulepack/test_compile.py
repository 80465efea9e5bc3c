"""A pack loads, or says what is wrong with it: every fault of a file at once, each with its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.errors import RuleError

Faults = Callable[[str, str, str], list[str]]
RULE = "risks/HL901-no-risks.yaml"
PATTERNS = "lexicons/statements.yaml"
HARM = "lexicons/harm.yaml"


def test_the_smallest_pack_loads(pack: Path) -> None:
    loaded = rulepack.load(pack)
    (rule,) = loaded.rules
    (lexicon,) = loaded.vocabulary.lexicons
    assert (rule.code, rule.options["min-words"].default) == ("HL901", 5)
    assert lexicon.groups == {"general": ("rash", "rashes"), "weak": ("itch", "itches")}
    assert loaded.vocabulary.patterns["harm"].accept == ("(?:can|may) .*<harm>",)
    assert loaded.vocabulary.topic.weights["needs_advice"] == {"bias": 1.0}
    assert [signal.network for signal in loaded.vocabulary.links.signals] == ["Shop"]


def test_the_shipped_pack_loads() -> None:
    assert len(rulepack.load().rules) >= 7


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        # keys
        (RULE, "summary:", "sumary:", ":3: unknown key 'sumary'; did you mean 'summary'?"),
        (RULE, "summary:", "sumary:", ":1: key 'summary' is missing"),
        (RULE, "  headings:", "  heading:", ":15: unknown key 'heading'; did you mean 'headings'?"),
        (RULE, "  headings:", "  heading:", ":14: key 'headings' is missing from section"),
        (RULE, "    publisher: A body\n", "", ":24: key 'publisher' is missing from authorities"),
        (RULE, "    minimum: 0", "    least: 0", ":12: unknown key 'least'; there are: type, default, "),
        (RULE, "why: Because.", "why:", ":21: why must not be empty"),
        (HARM, "plural: true\n", "plurals: true\n", ":4: unknown key 'plurals'; did you mean 'plural'?"),
        ("topic.yaml", "  health: {bias: 1}\n", "", ":4: weights must hold the weights of 'health'"),
        # types and values
        (
            RULE,
            "severity: error",
            "severity: bad",
            ":4: severity must be 'error', 'warning' or 'info', not 'bad'",
        ),
        (
            RULE,
            "preset: recommended",
            "preset: [all]",
            ":5: preset must be 'recommended', 'strict' or 'all', not a",
        ),
        (
            RULE,
            "code: HL901",
            "code: 901",
            ":1: code must be two to five capitals and three digits, like ACME101, not '901'",
        ),
        (RULE, "[risk-heading]", "risk-heading", ":15: section.headings must be a list, not 'risk-heading'"),
        (RULE, "[risk-heading]", "[]", ":15: section.headings must hold at least 1, not 0"),
        (RULE, "summary: No section on risks.", "summary: [a]", ":3: summary must be text, not a list"),
        (RULE, "type: integer", "type: int", ":10: options.min-words.type must be 'integer', 'number', "),
        (
            RULE,
            "default: 5",
            "default: five",
            ":9: options.min-words has a default that is no integer: 'five'",
        ),
        (RULE, "default: 5", "default: [5]", ":9: options.min-words has a default that is a list or map"),
        (RULE, "default: 5", "default: -5", ":11: default -5 is not between minimum and maximum"),
        (RULE, "minimum: 0", "minimum: none", ":12: options.min-words.minimum must be a number, not 'none'"),
        (RULE, "    - text: Four.\n", "", ":31: examples.good must hold at least 2, not 1"),
        (
            RULE,
            "https://body.example/guide",
            "body.example",
            ":26: authorities.url must be a web address, like ",
        ),
        (
            RULE,
            "kind: section",
            "kind: sections",
            ":7: kind must name a kind of rule, not 'sections'; did you mean ",
        ),
        (
            RULE,
            "kind: section\n",
            "",
            ":1: key 'kind' is missing; there are: section, statement, ",
        ),
        (HARM, "[rash]", "rash", ":6: groups.general must be a list, not 'rash'"),
        (HARM, "plural: true", "plural: perhaps", ":4: plural must be true or false, not 'perhaps'"),
        (
            "topic.yaml",
            "health: {bias: 1}",
            "health: {bias: big}",
            ":5: weights.health.bias must be a number",
        ),
        (
            "lexicons/links.yaml",
            "risk: low",
            "risk: huge",
            ":10: signals.risk must be 'low', 'medium' or 'high', not 'huge'",
        ),
        # patterns
        (PATTERNS, '"{can} .*<harm>"', '"{can} (<harm>"', ":10: harm is not an RE2 pattern (missing ): "),
        (
            PATTERNS,
            '"{can} .*<harm>"',
            '"(?=<harm>)"',
            ":10: harm is not an RE2 pattern (invalid perl operator: (?=",
        ),
        (
            PATTERNS,
            '"{can} .*<harm>"',
            '"{cann} <harm>"',
            ":10: no word 'cann' stands before it under 'words'; did ",
        ),
        (
            PATTERNS,
            '"can|may"',
            '"can|{may}"',
            ":5: no word 'may' stands before it under 'words'; there are: none",
        ),
        (
            PATTERNS,
            "[harm, harm.weak]",
            "[harms]",
            ":8: no lexicon or group is called 'harms'; did you mean 'harm'?",
        ),
        (
            PATTERNS,
            "harm.weak]",
            "harm.week]",
            ":8: no lexicon or group is called 'harm.week'; did you mean ",
        ),
        ("lexicons/links.yaml", '"ref="', '"ref=("', ":12: signals.param is not an RE2 pattern (missing )"),
        # what a rule names
        (
            RULE,
            "mentions: harm",
            "mentions: harms",
            ":17: no lexicon holds the pattern 'harms'; did you mean 'harm'?",
        ),
        (
            RULE,
            "[risk-heading]",
            "[risks-heading]",
            ":15: no lexicon holds the pattern 'risks-heading'; did you ",
        ),
        (RULE, "holding: harm", "holding: harms", ":16: no lexicon is called 'harms'; did you mean 'harm'?"),
        (RULE, "  mentioned:", "  mention:", ":18: message 'mentioned' is missing"),
        (
            RULE,
            "of {subject}.",
            "of {subjct}.",
            ":19: message 'missing' has no field 'subjct'; did you mean 'subject'?",
        ),
        (
            RULE,
            "of {subject}.",
            "of {subject.x}.",
            ":19: message 'missing' has no field 'subject.x'; did you mean ",
        ),
        (
            RULE,
            "of {subject}.",
            "of {subject:>9}.",
            ":19: message 'missing': write {subject} alone, without a format",
        ),
        (
            RULE,
            "of {subject}.",
            "of {subject.",
            ":19: message 'missing': expected '}' before end of string; ",
        ),
    ],
)
def test_fault_is_told_with_its_line(file: str, old: str, new: str, fault: str, faults: Faults) -> None:
    told = faults(file, old, new)
    assert any(line.startswith(file + fault) for line in told), told


def test_all_faults_of_a_file_are_told_at_once(faults: Faults) -> None:
    old = "summary: No section on risks.\nseverity: error\n"
    assert faults(RULE, old, "sumary: No section on risks.\nseverity: bad\n") == [
        f"{RULE}:1: key 'summary' is missing",
        f"{RULE}:3: unknown key 'sumary'; did you mean 'summary'?",
        f"{RULE}:4: severity must be 'error', 'warning' or 'info', not 'bad'",
    ]


def test_measure_needs_its_option(pack: Path, faults: Faults) -> None:
    (pack / RULE).write_text(
        (pack / RULE).read_text().replace("kind: section", "kind: measure"), encoding="utf-8"
    )
    section = "section:\n  headings: [risk-heading]\n  holding: harm\n  mentions: harm\n"
    told = faults(RULE, section, "measure:\n  of: sentence-words\n  limit: max-words\n")
    assert f"{RULE}:16: the rule has no option 'max-words'; did you mean 'min-words'?" in told
    assert f"{RULE}:17: message 'default' is missing" in told
    assert f"{RULE}:18: message 'missing' has no field 'subject'; there are: words, limit, near" in told


@pytest.mark.parametrize(
    ("source", "copy", "fault"),
    [
        (RULE, "risks/HL902-again.yaml", ":1: the code HL901 is taken by risks/HL901-no-risks.yaml"),
        (RULE, "risks/HL902-again.yaml", ":2: the name no-risks is taken by risks/HL901-no-risks.yaml"),
        (HARM, "lexicons/harm-too.yaml", ":1: another lexicon is called 'harm'"),
        (PATTERNS, "lexicons/statements-too.yaml", ":7: another pattern is called 'harm'"),
        (
            "lexicons/links.yaml",
            "lexicons/links-too.yaml",
            ":1: a pack has one link catalogue, and there is another",
        ),
    ],
)
def test_nothing_stands_twice_in_a_pack(pack: Path, source: str, copy: str, fault: str) -> None:
    shutil.copy(pack / source, pack / copy)
    with pytest.raises(RuleError) as caught:
        rulepack.load(pack)
    told = str(caught.value)
    assert fault in told
    assert told.startswith(tuple(name for name in (source, copy)))


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("topic.yaml", r"^topic\.yaml: cannot be read: No such file or directory"),
        ("lexicons/links.yaml", r"^lexicons: holds no link catalogue"),
        ("lexicons/harm.yaml", r"^lexicons/statements\.yaml:8: no lexicon or group is called 'harm'"),
    ],
)
def test_missing_file_is_told(pack: Path, file: str, fault: str) -> None:
    (pack / file).unlink()
    with pytest.raises(RuleError, match=fault):
        rulepack.load(pack)


def test_a_pattern_that_analysis_looks_up_is_demanded_of_the_pack_that_ships(faults: Faults) -> None:
    assert faults(PATTERNS, "  speaks-of-pay:", "  speaks-of-play:") == [
        "lexicons: no file holds the pattern 'speaks-of-pay', which analysis needs"
    ]


@pytest.mark.parametrize("key", ["since: 0.1.0\n", "authorities:\n  - title: A guide\n"])
def test_what_a_house_may_leave_out_a_rule_that_ships_may_not(key: str, pack: Path) -> None:
    text = (
        (pack / RULE)
        .read_text()
        .replace(key, "")
        .replace(
            "    publisher: A body\n    url: https://body.example/guide\n",
            "" if "authorities" in key else "    publisher: A body\n    url: https://body.example/guide\n",
        )
    )
    (pack / RULE).write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=f":1: key '{key.partition(':')[0]}' is missing"):
        rulepack.load(pack)


def test_faults_of_the_yaml_name_the_file_in_the_pack(faults: Faults) -> None:
    assert faults(RULE, "why: Because.", "name: twice") == [f"{RULE}:21: key 'name' stands twice"]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("type: string, default: x, site: author", "with 'site' must be a boolean whose default is false"),
        (
            "type: boolean, default: true, site: author",
            "with 'site' must be a boolean whose default is false",
        ),
        ("type: boolean, default: false, site: footer", "site must be 'disclosure', 'platform', "),
    ],
)
def test_what_a_template_can_show_is_a_yes_or_no(
    faults: Callable[..., list[str]], option: str, expected: str
) -> None:
    new = f"options:\n  shown: {{about: a, {option}}}\n"
    (fault,) = faults("risks/HL901-no-risks.yaml", "options:\n", new)
    assert expected in fault
