"""Read a labelled corpus (`articles/` and `labels.jsonl`) and say what each label expects of healthlint."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

RULES = ("HL101", "HL201", "HL301", "HL302", "HL303")
"""The rules that labels have an answer for."""
_STATES = {"HL301": "none", "HL302": "vague", "HL303": "late"}


@dataclass(frozen=True, slots=True)
class Label:
    """Hold what readers said of one article; `values` has every field of its line, None where arguable."""

    file: str
    source: str
    kind: str
    format: str
    values: Mapping[str, object]


def read(corpus: Path) -> tuple[Label, ...]:
    """Return the labels of a corpus in their order. Raises OSError, ValueError and KeyError."""
    lines = (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(
        Label(values["file"], values["repo"], values["kind"], values["format"], values)
        for values in map(json.loads, filter(str.strip, lines))
    )


def expected(label: Label, code: str) -> bool | None:
    """Tell whether a rule should fire on an article; None where that is arguable."""
    told = label.values
    if code == "HL101":
        return _all(told["health"], told["intervention"], _other_than(told["risk_section"], "section"))
    if code == "HL201":
        return _all(told["health"], told["needs_advice"], _other_than(told["advice"], "clear"))
    if told["affiliate"] is False:
        return False
    disclosure = told["disclosure"]
    return _all(told["affiliate"], None if disclosure is None else disclosure == _STATES[code])


def _other_than(value: object, good: str) -> bool | None:
    return None if value is None else value != good


def _all(*terms: object) -> bool | None:
    if any(term is False for term in terms):
        return False
    return None if any(term is None for term in terms) else True


QUESTIONS: Mapping[str, Callable[[Label], bool | None]] = {
    "health": lambda label: _all(label.values["health"]),
    "intervention": lambda label: _all(label.values["health"], label.values["intervention"]),
    "needs_advice": lambda label: _all(label.values["health"], label.values["needs_advice"]),
}
"""What the topic answers, each with what a label says."""
