"""Which findings an earlier version had."""

from __future__ import annotations

import pytest

import healthlint
from healthlint.changes import old

FILLER = "Sleep is good for you. Go to bed early and read a book. Leave your telephone in the kitchen.\n\n"
LONG = (
    "Walking is a good way to start because it needs no gear and no skill and because you can stop at any "
    "time and rest on a bench before you go on with it until you are home again and can put up your feet."
)
WRAPPED = LONG.replace(" because", "\nbecause").replace(" before", "\nbefore")
OTHER = LONG.replace("Walking", "Swimming")
HERB = (
    "# Ashwagandha for stress\n\nAshwagandha is a herb that people take as a supplement to feel calmer.\n\n"
    "## Risks and side effects\n\nAshwagandha can cause nausea, a rash and liver damage.\n\n"
    "## Dose\n\nTake one capsule of ashwagandha at night. Ask your doctor about ashwagandha first.\n"
)


def new(before: str, after: str, *select: str) -> list[str]:
    """Return the rules of the findings of `after` that `before` had not."""
    reports = [
        healthlint.lint_text(
            text, select=select or ("HL402",), options={code: {"min-words": 0} for code in ("HL101", "HL103")}
        )
        for text in (before, after)
    ]
    known = old(reports[1], reports[0])
    return [finding.code for at, finding in enumerate(reports[1].findings) if at not in known]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILLER + LONG, f"Words.\n\n{FILLER}{LONG}"),
        (FILLER + LONG, f"{LONG}\n\n{FILLER}"),
        (FILLER + LONG, FILLER + WRAPPED),
        (f"It is free.\n{WRAPPED}", f"It costs nothing.\n{WRAPPED}"),
        (f"{LONG}\n\n{OTHER}", f"{OTHER}\n\n{LONG}"),
        (f"{LONG}\n\n{OTHER}", OTHER),
    ],
    ids=["above", "moved", "wrapped anew", "another line of the paragraph", "swapped", "deleted"],
)
def test_what_was_there_is_old(before: str, after: str) -> None:
    assert new(before, after) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILLER, FILLER + LONG),
        (FILLER + LONG, FILLER + OTHER),
        (FILLER + LONG, f"{FILLER}{LONG}\n\n{LONG}"),
        (f"{LONG} It is free.", f"{LONG} It costs nothing."),
        (WRAPPED, WRAPPED.replace("rest on a bench", "sit on a bench")),
    ],
    ids=["added", "reworded", "twice", "edited line", "edited line of many"],
)
def test_what_was_not_is_new(before: str, after: str) -> None:
    assert new(before, after) == ["HL402"]


def test_what_a_deletion_brought_is_new_in_an_unchanged_line() -> None:
    without = HERB.replace(
        "## Risks and side effects\n\nAshwagandha can cause nausea, a rash and liver damage.\n\n", ""
    )
    assert new(HERB, without, "HL101") == ["HL101"]
    thin = HERB.replace("Ashwagandha can cause nausea, a rash and liver damage.", "Ashwagandha is safe.")
    assert new(HERB, thin, "HL103") == ["HL103"]


def test_what_the_article_lacks_is_old_whatever_its_title() -> None:
    lacking = HERB.replace("Ask your doctor about ashwagandha first.", "")
    assert new(lacking, lacking.replace("for stress", "for calm"), "HL201") == []


def test_undisclosed_links_are_one_finding_whichever_comes_first() -> None:
    one, two = (f"The [mat](https://amzn.to/{name}) is soft and wide.\n\n" for name in ("3abcdef", "3fedcba"))
    assert new(f"# Mats\n\n{one}{two}", f"# Mats\n\n{two}", "HL301") == []
    assert new(f"# Mats\n\n{FILLER}", f"# Mats\n\n{one}", "HL301") == ["HL301"]
