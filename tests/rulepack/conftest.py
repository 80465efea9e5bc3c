"""The smallest pack that loads; each test spoils one file of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.analysis import needed
from healthlint.errors import RuleError

PACK = {
    "topic.yaml": """\
topic: tiny
about: Weights.
source: nobody
weights:
  health: {bias: 1}
  intervention: {bias: 1}
  needs_advice: {bias: 1}
""",
    "lexicons/links.yaml": """\
links: affiliate
about: Shops.
source: nobody
never_hosts: [doi.org]
shorteners: []
anchor_words: [buy]
redirect_parameters: [url]
signals:
  - network: Shop
    risk: low
    hosts: [shop.example]
    param: "ref="
""",
    "lexicons/harm.yaml": """\
lexicon: harm
about: Harms.
source: nobody
plural: true
groups:
  general: [rash]
  weak: [itch]
""",
    "lexicons/statements.yaml": """\
patterns: statements
about: What sentences say.
source: nobody
words:
  can: "can|may"
items:
  harm:
    tags: [harm, harm.weak]
    accept:
      - "{can} .*<harm>"
  risk-heading:
    accept: ["\\\\brisks?\\\\b"]
"""
    + "".join(f"  {name}:\n    accept: [{name}]\n" for name in needed.PATTERNS),
    "risks/HL901-no-risks.yaml": """\
code: HL901
name: no-risks
summary: No section on risks.
severity: error
preset: recommended
since: 0.1.0
kind: section
options:
  min-words:
    type: integer
    default: 5
    minimum: 0
    about: Shorter articles pass.
section:
  headings: [risk-heading]
  holding: harm
  mentions: harm
message:
  missing: "No risks of {subject}."
  mentioned: "Risks of {subject} only in {lines}."
why: Because.
how_to_fix: Write one.
authorities:
  - title: A guide
    publisher: A body
    url: https://body.example/guide
examples:
  bad:
    - {text: One., underlined: One.}
    - {text: Two., underlined: Two.}
  good:
    - text: Three.
    - text: Four.
""",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a folder that holds the pack."""
    for name, text in PACK.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def faults(pack: Path) -> Callable[..., list[str]]:
    """Return a function that changes a file of the pack and lists what loading it complains of."""

    def change(name: str, old: str, new: str) -> list[str]:
        text = (pack / name).read_text(encoding="utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(RuleError) as caught:
            rulepack.load(pack)
        return str(caught.value).split("\n")

    return change
