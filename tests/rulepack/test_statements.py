"""A rule of the kind `statement` loads, or says what is wrong with when it is due."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.rulepack.model import StatementRule

NAME = "risks/HL901-no-risks.yaml"
STATEMENT = """\
kind: statement
statement:
  when:
    - said: [harm]
      under: [risk-heading]
      at_least: 2
  otherwise: no harm is told
  required: [harm]
"""


@pytest.fixture
def statement_pack(pack: Path) -> Path:
    """Return the pack with its one rule asking for a statement."""
    path = pack / NAME
    text = path.read_text(encoding="utf-8")
    start, end = text.index("kind: section"), text.index("options:")
    text = text[:start] + STATEMENT + text[end:]
    start, end = text.index("section:\n"), text.index("message:")
    text = text[:start] + text[end:]
    mentioned = text.index("  mentioned:")
    path.write_text(text[:mentioned] + text[text.index("why:") :], encoding="utf-8")
    return pack


def test_occasions_are_read(statement_pack: Path) -> None:
    (rule,) = rulepack.load(statement_pack).rules

    assert isinstance(rule, StatementRule)
    (occasion,) = rule.statement.when
    assert (occasion.said, occasion.under, occasion.at_least) == (("harm",), ("risk-heading",), 2)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("said: [harm]", "said: [harms]", "no lexicon holds the pattern 'harms'; did you mean 'harm'?"),
        ("under: [risk-heading]", "under: [heading]", "no lexicon holds the pattern 'heading'"),
        ("  required: [harm]", "  required: [hurt]", "no lexicon holds the pattern 'hurt'"),
        ("    - said: [harm]\n      under", "    - under", "must name patterns under 'said', 'titled', "),
        ("at_least: 2", "at_least: 0", "at_least: Input should be greater than or equal to 1"),
        (
            "  otherwise: no harm is told\n",
            "",
            "must have 'otherwise', which says that there was no occasion",
        ),
        ("  required: [harm]", "  required: [harm]\n  opening: 9", "message 'late' is missing"),
    ],
)
@pytest.mark.usefixtures("statement_pack")
def test_what_is_wrong_with_it_is_told(
    faults: Callable[..., list[str]], old: str, new: str, fault: str
) -> None:
    assert any(fault in line for line in faults(NAME, old, new))
