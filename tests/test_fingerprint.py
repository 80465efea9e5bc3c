from __future__ import annotations

import pytest

import healthlint
from healthlint.fingerprint import fingerprints
from healthlint.types import FileReport

LONG = (
    "Walking is a good way to start because it needs no gear and no skill and because you can stop at any "
    "time and rest on a bench before you go on with it until you are home again and can put up your feet."
)
LONGER = LONG.replace("Walking", "Swimming")
RISKY = """\
# Botox for the forehead

Botox is an injection that a doctor gives into the muscles of the forehead. It relaxes them, and lines fade.

Botox lasts for four months. Most people have the injection three times a year, and it takes ten minutes.

"""


def _report(text: str, path: str = "posts/a.md") -> FileReport:
    return healthlint.lint_text(
        text, path=path, select=["HL101", "HL402"], options={"HL101": {"min-words": 0}}
    )


def _ids(text: str, path: str = "posts/a.md") -> list[str]:
    return list(fingerprints(_report(text, path)))


def test_one_for_each_finding_in_their_order() -> None:
    report = _report(RISKY + LONG)

    found = fingerprints(report)

    assert [finding.code for finding in report.findings] == ["HL101", "HL402"]
    assert len(set(found)) == 2
    assert all(len(each) == 32 and set(each) <= set("0123456789abcdef") for each in found)


@pytest.mark.parametrize(
    "edited",
    [
        f"{RISKY}{LONGER}\n\n{LONG}\n",
        f"{RISKY}A new paragraph.\n\n{LONG}\n\n{LONGER}\n",
        f"{RISKY}{LONG}\n\n{LONGER}\n".replace("# Botox for the forehead", "# All about Botox"),
        f"{RISKY}{LONG}\n\n{LONGER}\n".replace(" because ", "\n  because "),
        f"{RISKY}{LONG.replace('Walking', 'WALKING')}\n\n{LONGER}\n",
    ],
    ids=["moved", "more", "title", "wrapped", "case"],
)
def test_what_moves_keeps_its_name(edited: str) -> None:
    assert set(_ids(edited)) == set(_ids(f"{RISKY}{LONG}\n\n{LONGER}\n"))


def test_an_edited_block_has_new_names_for_what_stands_in_it_only() -> None:
    before, after = _ids(RISKY + LONG), _ids(RISKY + LONGER)

    assert before[0] == after[0]
    assert before[1] != after[1]


def test_equals_are_numbered() -> None:
    once, twice = _ids(f"{RISKY}{LONG}\n"), _ids(f"{RISKY}{LONG}\n\n{LONG}\n")

    assert len(set(twice)) == 3
    assert set(once) < set(twice)


def test_two_sentences_of_one_block_have_two_names() -> None:
    assert len(set(_ids(f"{LONG} {LONGER}"))) == 2


def test_the_path_is_part_of_it_however_it_is_written() -> None:
    report = _report(RISKY)

    assert fingerprints(report) == tuple(_ids(RISKY, "posts/./a.md"))
    assert fingerprints(report) != tuple(_ids(RISKY, "posts/b.md"))
    assert fingerprints(report, path="posts/b.md") == tuple(_ids(RISKY, "posts/b.md"))


def test_what_stands_in_no_block_is_known_by_its_words() -> None:
    comment = "<!-- healthlint-disable-next-line HL999 -->"
    reports = [
        healthlint.lint_text(text, path="a.md", select=["HL002"])
        for text in (f"# Title\n\n{comment}\n", f"# Another title\n\nWords.\n\n{comment}\n")
    ]

    first, second = (fingerprints(report) for report in reports)

    assert len(first) == 1
    assert first == second
