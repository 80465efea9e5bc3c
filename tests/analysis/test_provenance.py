"""Dates as people write them."""

from __future__ import annotations

import pytest

from healthlint.analysis.provenance import is_nobody, month_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-05-03", (2024, 5)),
        ("2024-05-03T10:00:00+02:00", (2024, 5)),
        ("2024/5", (2024, 5)),
        ("2024.05.03", (2024, 5)),
        ("May 2024", (2024, 5)),
        ("3 May 2024", (2024, 5)),
        ("3rd May, 2024", (2024, 5)),
        ("May 3, 2024", (2024, 5)),
        ("Sept. 3rd, 2024", (2024, 9)),
        ("03-May-2024", (2024, 5)),
        ("on a Friday in January of 2024", (2024, 12)),
        ("31/12/2024", (2024, 12)),
        ("12/31/2024", (2024, 12)),
        ("03.05.2024", (2024, 5)),  # the later, for which comes first nobody knows
        ("2024-13-01", (2024, 12)),
        ("2024", (2024, 12)),
        ("12024", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_has_a_year_and_a_month(text: str, told: tuple[int, int] | None) -> None:
    assert month_of(text) == told


@pytest.mark.parametrize(
    "name", ["admin", "Admin2", "by staff", "Site Admin", "the editors", "--", "", "null", "N/A"]
)
def test_names_of_nobody(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize("name", ["Jane", "The Editors of Health", "Adminah Lee", "NHS", "Staff Nurse Lee"])
def test_names_of_somebody(name: str) -> None:
    assert not is_nobody(name)
