"""Each target of the fuzz programme for a moment; `make fuzz` runs them for as long as you like."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fuzz import truths
from fuzz.targets import grown, targets

TARGETS = targets()
FEW = {"growth": 3, "run": 10, "pipeline": 40, "fixes": 20, "rules": 10}
"""Inputs of the targets that take long; the others are given 25."""


@pytest.fixture(autouse=True)
def _debug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every exception through, of whatever stage."""
    monkeypatch.setenv("HEALTHLINT_DEBUG", "1")


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("name", TARGETS)
def test_nothing_that_is_drawn_shows_a_fault(name: str) -> None:
    target = TARGETS[name]

    @st.composite  # whose representation is short
    def inputs(draw: st.DrawFn) -> Any:
        return draw(target.inputs)

    # The same inputs in every run: to look for new ones is what `make fuzz` is for.
    @settings(
        max_examples=FEW.get(name, 25),
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(inputs())
    def attempt(drawn: Any) -> None:
        target.check(drawn)

    attempt()


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("piece", ["!", "(", "<a ", "> ", "- ", "<div>", "[a](", "Nausea. "])
def test_what_is_repeated_costs_no_more_each_time(piece: str, name: str) -> None:
    grown((("", piece, ""), name))


def test_what_takes_too_long_is_a_fault() -> None:
    def hang() -> None:
        with truths.in_time(0.05):
            while True:
                pass

    with pytest.raises(truths.Fault, match="took more than"):
        hang()


def test_what_a_terminal_obeys_is_a_fault() -> None:
    for text in ("\x1b[1m", "a\u202eb", "\r", "\u2028"):
        with pytest.raises(truths.Fault):
            truths.text_report(text)
    truths.text_report("Café, 5 µg\n")
