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
        ("  required: [harm]", "  weak: [harm]", "must name patterns under 'required' or under 'forbidden'"),
        (
            "  required: [harm]",
            "  required: [harm]\n  forbidden: [harm]",
            "under 'required' or under 'forbidden'",
        ),
        (
            "  required: [harm]",
            "  required: [harm]\n  quoted: true",
            "'quoted', which only goes with 'forbidden'",
        ),
        (
            "  required: [harm]",
            "  required: [harm]\n  at_least: 2",
            "'at_least', which only goes with 'forbidden'",
        ),
        ("  required: [harm]", "  forbidden: [harm]", "has 'when', which only goes with 'required'"),
    ],
)
@pytest.mark.usefixtures("statement_pack")
def test_what_is_wrong_with_it_is_told(
    faults: Callable[..., list[str]], old: str, new: str, fault: str
) -> None:
    assert any(fault in line for line in faults(NAME, old, new))


FORBIDDEN = """\
kind: statement
statement:
  forbidden: [harm]
  unless:
    under: [risk-heading]
    after: [harm]
message:
  default: "Leave out '{words}'."
"""


@pytest.fixture
def forbidding_pack(statement_pack: Path) -> Path:
    """Return the pack with its one rule forbidding a statement."""
    path = statement_pack / NAME
    text = path.read_text(encoding="utf-8")
    start, end = text.index("kind: statement"), text.index("options:")
    text = text[:start] + FORBIDDEN + text[end:]
    start, end = text.rindex("message:"), text.index("why:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    return statement_pack


def test_what_is_forbidden_and_what_excuses_it_are_read(forbidding_pack: Path) -> None:
    (rule,) = rulepack.load(forbidding_pack).rules

    assert isinstance(rule, StatementRule)
    assert rule.statement.forbidden == ("harm",)
    assert rule.statement.unless is not None
    assert (rule.statement.unless.under, rule.statement.unless.after) == (("risk-heading",), ("harm",))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("forbidden: [harm]", "forbidden: [harms]", "no lexicon holds the pattern 'harms'"),
        ("under: [risk-heading]", "under: [heading]", "no lexicon holds the pattern 'heading'"),
        ("after: [harm]", "after: [hurt]", "no lexicon holds the pattern 'hurt'"),
        ("after: [harm]", "afterwards: [harm]", "unknown key 'afterwards'; did you mean 'after'?"),
        ("forbidden: [harm]", "forbidden: [harm]\n  at_least: 1", "at_least: Input should be greater than"),
        ("  default: ", "  harms: ", "message 'default' is missing"),
        ("'{words}'", "'{word}'", "has no field 'word'; did you mean 'words'?"),
    ],
)
@pytest.mark.usefixtures("forbidding_pack")
def test_what_is_wrong_with_what_is_forbidden_is_told(
    faults: Callable[..., list[str]], old: str, new: str, fault: str
) -> None:
    assert any(fault in line for line in faults(NAME, old, new)), faults(NAME, old, new)


METADATA = """\
kind: metadata
metadata:
  tells: sources
  headings: [risk-heading]
message:
  missing: Name what this rests on.
"""


@pytest.fixture
def metadata_pack(forbidding_pack: Path) -> Path:
    """Return the pack with its one rule asking what the page tells of itself."""
    path = forbidding_pack / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(FORBIDDEN, METADATA), encoding="utf-8")
    return forbidding_pack


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("tells: sources", "tells: source", "'author', 'date' or 'sources'"),
        ("tells: sources", "tells: date", "'headings', 'links' or 'says' for sources, and only for them"),
        ("  headings: [risk-heading]\n", "", "'headings', 'links' or 'says' for sources, and only for them"),
        ("[risk-heading]", "[heading]", "no lexicon holds the pattern 'heading'"),
        ("  headings", "  months: age\n  headings", "has 'months', which only goes with a date"),
        ("tells: sources\n  headings: [risk-heading]", "tells: date\n  months: age", "'age'"),
        ("tells: sources\n  headings: [risk-heading]", "tells: author", "message 'nobody' is missing"),
    ],
)
@pytest.mark.usefixtures("metadata_pack")
def test_what_is_wrong_with_what_a_page_must_tell_is_told(
    faults: Callable[..., list[str]], old: str, new: str, fault: str
) -> None:
    assert any(fault in line for line in faults(NAME, old, new)), faults(NAME, old, new)
