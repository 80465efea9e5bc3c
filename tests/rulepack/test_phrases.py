"""What is wrong with the lists of a phrase rule, or with a fix, is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint import rulepack
from healthlint.errors import RuleError
from healthlint.rulepack import with_pack
from healthlint.rulepack.folder import PackFolder

PACK = rulepack.load()
RULE = """\
code: ACME101
name: plain-words
summary: A word.
severity: warning
preset: recommended
kind: phrase
phrase:
  replace: |
    big -> large
message: {instead: "For '{found}' write '{instead}'."}
fix: {kind: replace, safety: safe}
why: Because.
how_to_fix: Write it.
"""


def faults(tmp_path: Path, old: str, new: str) -> list[str]:
    assert old in RULE
    (tmp_path / "rule.yaml").write_text(RULE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        with_pack(PACK, PackFolder(tmp_path, shown="house"))
    return [line.removeprefix("house/rule.yaml") for line in str(caught.value).split("\n")]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "big -> large",
            "big",
            ":8: phrase.replace must be lines like 'hypertension -> high blood pressure', not",
        ),
        ("big -> large", "big -> ", ":8: phrase.replace has a form that is empty: 'big ->'"),
        ("big -> large", "big | | huge -> large", ":8: phrase.replace has a form that is empty"),
        ("big -> large", "a | b | c -> d | e", ":8: phrase.replace must have as many forms after the arrow"),
        (
            "big -> large",
            "big* -> large",
            ":8: phrase.replace must list words of at most 100 characters, not 'big*'",
        ),
        (
            "big -> large",
            "big -> <b>large",
            ":8: phrase.replace must say what to write instead in words, without",
        ),
        ("big -> large", "big -> a\n    big -> b", ":7: phrase lists 'big' twice"),
        (
            "big -> large",
            "big -> big thing",
            ":7: phrase would replace 'big' by 'big thing', in which it finds 'big' again; name the new "
            "words under 'except'",
        ),
        (
            "big -> large",
            "big -> huge\n    huge -> big",
            ":7: phrase would replace 'big' by 'huge', in which",
        ),
        (
            "  replace: |\n    big -> large",
            "  quoted: true",
            ":7: phrase must list phrases under 'replace', ",
        ),
        ("replace: |", "report: |", ":8: phrase.report must be lines of words alone, not 'big -> large'"),
        ("replace: |", "replaces: |", ":8: unknown key 'replaces'; did you mean 'replace'?"),
        ("  replace: |", "  except_: x\n  replace: |", ":8: unknown key 'except_'; did you mean 'except'?"),
        (
            "  replace: |",
            "  patterns: [none-such]\n  replace: |",
            ":8: no lexicon holds the pattern 'none-such'; ",
        ),
        (
            "  replace: |",
            "  unless: [none-such]\n  replace: |",
            ":8: no lexicon holds the pattern 'none-such'; ",
        ),
        ("  replace: |", "  report: x\n  replace: |", ":11: message 'default' is missing"),
        ("{instead: ", "{default: ", ":10: message 'instead' is missing"),
        (
            "'{found}' write",
            "'{find}' write",
            ":10: message 'instead' has no field 'find'; did you mean 'found'?",
        ),
        # fixes
        (
            "kind: replace",
            "kind: replaces",
            ":11: fix.kind must be 'replace', 'add-rel', 'insert-sentence', ",
        ),
        ("safety: safe", "safety: sure", ":11: fix.safety must be 'safe' or 'unsafe', not 'sure'"),
        (", safety: safe", "", ":11: key 'safety' is missing from fix"),
        (
            "safety: safe",
            "safety: safe, words: x",
            ":11: unknown key 'words'; there are: kind, safety, text, ",
        ),
        (
            "kind: replace",
            "kind: add-rel",
            ":11: a rule of the kind phrase cannot have the fix 'add-rel'; this",
        ),
        ("safety: safe", "safety: safe, text: x", ":11: fix of the kind replace has no use for text"),
        ("kind: replace", "kind: insert-sentence", ":11: fix of the kind insert-sentence must have text"),
        (
            "kind: replace",
            "kind: insert-section, heading: Risks, text: Tell",
            ":11: fix of the kind insert-section leaves work to the writer: its safety must be unsafe",
        ),
        (
            "kind: replace",
            "kind: insert-sentence, text: <b>x",
            ":11: fix.text must be words and plain punctuation, which no format reads as mark-up, not '<b>x'",
        ),
        (
            "kind: replace",
            "kind: insert-sentence, text: x, unless: [no-such]",
            ":11: no lexicon holds the pattern",
        ),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    told = faults(tmp_path, old, new)

    assert any(line.startswith(fault) for line in told), told


def test_new_words_may_hold_the_old_ones_where_they_are_excepted(tmp_path: Path) -> None:
    text = RULE.replace("big -> large", "big -> big thing\n  except: big thing")
    (tmp_path / "rule.yaml").write_text(text, encoding="utf-8")

    rule = with_pack(PACK, PackFolder(tmp_path, shown="house")).rules[0]

    assert rule.code == "ACME101"


def test_thousands_of_phrases_are_refused_beyond_a_bound(tmp_path: Path) -> None:
    lines = "".join(f"    word{number} -> other\n" for number in range(5001))

    told = faults(tmp_path, "    big -> large\n", lines)

    assert told == [":8: phrase.replace must hold at most 5000 lines, not 5001"]
