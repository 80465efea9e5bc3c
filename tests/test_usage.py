"""What is told of an article's own suppressions and front matter: HL001, HL002, HL003."""

from __future__ import annotations

import pytest

import healthlint
from healthlint.types import FileReport, Outcome, Verdict

RULES = ["HL0", "HL4", "HL101"]
LONG = (
    "Because the asthma tablet, which you should swallow whole, works slowly, you may not feel any better "
    "for the first two weeks, although some people with asthma notice a change within a few days."
)
SHORT = "Swallow the asthma tablet whole. Call your doctor if your asthma gets worse."
NEXT = "<!-- healthlint-disable-next-line"
FILE = "<!-- healthlint-disable-file"


def lint(text: str, *, rules: list[str] = RULES) -> FileReport:
    return healthlint.lint_text(text, select=rules)


def told(text: str, *, rules: list[str] = RULES) -> list[tuple[str, str]]:
    """Return the code and the quote of each finding of the tool's own rules."""
    findings = lint(text, rules=rules).findings
    return [(one.code, one.place.quote) for one in findings if one.code.startswith("HL0")]


def verdict(text: str, code: str) -> Verdict:
    (found,) = [one for one in lint(text).verdicts if one.code == code]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NEXT} HL402 -->\n{SHORT}\n", ["HL402"]),
        (f"{NEXT} long-sentence -- why -->\n{SHORT}\n", ["long-sentence"]),
        (f"{NEXT} HL402 -->\n{SHORT}\n\n{LONG}\n", ["HL402"]),
        (f"<!-- healthlint-disable HL402 -->\n{SHORT}\n", ["HL402"]),
        (f"{LONG}\n\n<!-- healthlint-disable HL402 -->\n", ["HL402"]),
        (f"{FILE} HL402 -->\n\n{SHORT}\n", ["HL402"]),
        (f"{FILE} -->\n\n{SHORT}\n", [f"{FILE} -->"]),
        (f"{FILE} all -->\n\n{SHORT}\n", ["all"]),
        (f"---\ntitle: Asthma\nhealthlint: {{disable: [HL402]}}\n---\n\n{SHORT}\n", ["HL402"]),
        (f"{SHORT}\n\n<!-- healthlint-enable HL402 -->\n", ["HL402"]),
        (f"{SHORT}\n\n<!-- healthlint-enable -->\n", ["<!-- healthlint-enable -->"]),
        (f"{NEXT} HL402 -->\n{LONG}\n", []),
        (f"{NEXT} HL402, HL402 -->\n{LONG}\n", []),
        (f"{NEXT} HL402 -->\n{NEXT} HL402 -->\n{LONG}\n", []),
        (f"{FILE} -->\n\n{LONG}\n", []),
        (f"{FILE} HL402 -->\n\n{LONG}\n", []),
        (f"<!-- healthlint-disable HL402 -->\n\n{LONG}\n\n<!-- healthlint-enable HL402 -->\n", []),
        (f"<!-- healthlint-disable -->\n\n{LONG}\n\n<!-- healthlint-enable HL402 -->\n", []),
        (f"```html\n{NEXT} HL402 -->\n```\n\n{SHORT}\n", []),
    ],
)
def test_a_suppression_that_suppresses_nothing_is_unused(text: str, expected: list[str]) -> None:
    assert told(text) == [("HL001", quote) for quote in expected]


def test_each_rule_of_a_comment_is_judged_for_itself() -> None:
    report = lint(f"{SHORT}\n\n{NEXT} HL402,HL003 -- why -->\n{LONG}\n")
    (finding,) = report.findings
    assert (finding.code, finding.place.quote, finding.place.start) == ("HL001", "HL003", (3, 41))
    assert (
        finding.message
        == "'HL003' suppresses nothing in line 4, and would hide what goes wrong there later. Remove it."
    )


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("HL402", ["HL0"]),  # not selected
        ("HL4", ["HL0", "HL402"]),  # HL401 is not selected
        ("HL401", ["HL0", "HL4"]),  # too short to grade
        ("HL001", ["HL0"]),
    ],
)
def test_a_rule_that_could_not_fire_may_be_suppressed(code: str, rules: list[str]) -> None:
    assert told(f"{FILE} {code} -->\n\n{SHORT}\n", rules=rules) == []


def test_a_rule_that_does_not_fit_the_article_may_be_suppressed() -> None:
    assert told(f"{FILE} HL402 -->\n\nTake off the wheel. Patch the hole in the tyre.\n") == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("HL4O2", "No rule is called 'HL4O2', so nothing is silenced. Did you mean 'HL402'?"),
        (
            "long-sentance",
            "No rule is called 'long-sentance', so nothing is silenced. Did you mean 'long-sentence'?",
        ),
        (
            "because",
            "No rule is called 'because', so nothing is silenced. "
            "Run 'healthlint rules' to see them all, and write a reason after two hyphens.",
        ),
    ],
)
@pytest.mark.parametrize(
    "form", [f"{FILE} HL402, GIVEN -->", "---\nhealthlint:\n  disable: HL402 GIVEN\n---"]
)
def test_an_unknown_rule_is_told_at_its_name(given: str, message: str, form: str) -> None:
    (finding,) = lint(f"{form.replace('GIVEN', given)}\n\n{LONG}\n").findings
    assert (finding.code, finding.place.quote, finding.message) == ("HL002", given, message)


def test_a_comment_cannot_hide_what_is_said_of_itself() -> None:
    unused = f"{NEXT} HL402, HL001 -->\n{SHORT}\n"
    assert told(unused) == [("HL001", "HL402")]
    assert told(f"{FILE} HL001, HL402 -->\n\n{SHORT}\n") == [("HL001", "HL402")]
    assert told(f"<!-- healthlint-disable HL0, HL402 -->\n{SHORT}\n") == [("HL001", "HL402")]
    assert told(f"{FILE} HL002, HL9 -->\n\n{SHORT}\n") == [("HL002", "HL9")]


def test_another_comment_hides_it_if_it_names_the_rule() -> None:
    unused = f"{FILE} HL402, HL9 -->\n\n{SHORT}\n"
    assert told(f"{FILE} HL001, unknown-suppression -- a template -->\n\n{unused}") == []
    assert told(f"{FILE} HL0 -->\n\n{unused}") == []
    assert [code for code, _ in told(f"{FILE} all -->\n\n{unused}")] == ["HL001", "HL001", "HL002"]


def test_verdicts_on_suppressions() -> None:
    assert verdict(SHORT, "HL001").outcome is Outcome.NOT_APPLICABLE
    assert verdict(f"{FILE} HL402 -->\n\n{LONG}", "HL001").outcome is Outcome.PASS
    failed = verdict(f"{FILE} HL402, HL003 -->\n\n{SHORT}", "HL001")
    assert (failed.outcome, failed.suppressed) == (Outcome.FAIL, False)
    assert failed.reason == (
        "'HL402' suppresses nothing in the article, and would hide what goes wrong there later. Remove it."
        " (and 1 more)"
    )
    hidden = verdict(f"{FILE} HL001 -- a template -->\n\n{NEXT} HL402 -->\n{SHORT}", "HL001")
    assert (hidden.suppressed, hidden.suppressed_because) == (True, "a template")


@pytest.mark.parametrize(
    "text",
    [
        f"---\nhealthlint:\n  disable: [HL402]\n  reason: the leaflet's words\n---\n\n{LONG}\n",
        f"---\nhealthlint: {{disable: 'HL101, long-sentence', reason: the leaflet's words}}\n---\n\n{LONG}\n",
        f'+++\n[healthlint]\ndisable = ["HL402"]\nreason = "the leaflet\'s words"\n+++\n\n{LONG}\n',
        f"{FILE} HL402 -- the leaflet's words -->\n\n{LONG}\n",
        f"{NEXT} HL402 -- the leaflet's words -->\n{LONG}\n",
    ],
)
def test_a_suppressed_verdict_tells_the_reason(text: str) -> None:
    found = verdict(text, "HL402")
    assert (found.outcome, found.suppressed) == (Outcome.FAIL, True)
    assert found.suppressed_because == "the leaflet's words"
    assert "HL402" not in {finding.code for finding in lint(text).findings}


def test_front_matter_of_a_web_page_suppresses() -> None:
    text = f"---\nhealthlint: {{disable: HL402}}\n---\n<p>{LONG}</p>\n"
    assert healthlint.lint_text(text, format="html", select=RULES).findings == ()


@pytest.mark.parametrize(
    ("front", "line", "problem"),
    [
        ("title: a: b", 2, "is not valid YAML: a value with a colon needs quotation marks around it"),
        ("title: a\ntitle: b", 3, "is not valid YAML: the key 'title' stands twice"),
        (
            "title: a\nhealthlint:\n  ignore: HL402",
            4,
            "has 'healthlint.ignore', which healthlint does not know: write 'disable' under 'healthlint'",
        ),
        (
            "healthlint: HL402",
            2,
            "has 'healthlint', which healthlint does not know: write 'disable' under 'healthlint'",
        ),
    ],
)
def test_broken_front_matter_is_told_at_its_line(front: str, line: int, problem: str) -> None:
    (finding,) = lint(f"---\n{front}\n---\n\n{SHORT}\n").findings
    assert (finding.code, finding.place.start.line) == ("HL003", line)
    assert finding.message.startswith(f"The front matter {problem}. ")


def test_broken_front_matter_can_be_suppressed() -> None:
    assert told(f"---\ntitle: a: b\n---\n\n{FILE} HL003 -->\n\n{SHORT}\n") == []


def test_a_reason_in_the_front_matter_is_no_disclosure() -> None:
    front = "---\nhealthlint: {disable: HL402, reason: we earn a commission from affiliate links}\n---\n"
    link = "[Buy it](https://amazon.com/dp/1?tag=x-20)"
    report = healthlint.lint_text(f"{front}\n# Asthma\n\n{SHORT} {link}\n", select=["HL301"])
    assert [finding.code for finding in report.findings] == ["HL301"]


def test_severity_is_the_users() -> None:
    report = healthlint.lint_text(f"{FILE} HL9 -->\n", select=["HL002"], severities={"HL002": "error"})
    assert [finding.severity.value for finding in report.findings] == ["error"]


def test_many_unknown_names_are_all_told() -> None:
    names = " ".join(f"word{number}" for number in range(3000))
    assert len(told(f"{FILE} {names} -->\n\n{SHORT}\n")) == 3000


@pytest.mark.parametrize(
    "comment", ["{/* healthlint-disable-next-line HL402 -- why */}", f"{NEXT} HL402 -- why -->"]
)
def test_comments_in_mdx(comment: str) -> None:
    text = f'import Note from "./note"\n\n<Note>\n\n{comment}\n\n{LONG}\n\n</Note>\n\n{comment}\n\n{SHORT}\n'
    report = healthlint.lint_text(text, path="a.mdx", select=RULES)
    assert [(one.code, one.place.start.line) for one in report.findings] == [("HL001", 11)]


def test_a_finding_on_the_article_is_suppressed_at_its_anchor() -> None:
    article = (
        "# Microneedling\n\n" + "Microneedling is a treatment with needles. It can cause bleeding.\n\n" * 20
    )
    assert [one.code for one in lint(article, rules=["HL0", "HL101"]).findings] == ["HL101"]
    assert lint(f"{NEXT} HL101 -->\n{article}", rules=["HL0", "HL101"]).findings == ()
    assert lint(f"{FILE} HL101 -->\n\n{article}", rules=["HL0", "HL101"]).findings == ()
