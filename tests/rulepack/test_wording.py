"""String options are words that a house puts into what a rule says: whatever they hold, they stay words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.errors import UsageError
from healthlint.rulepack.wording import worded

ARTICLE = "# Rollers\n\nThe [long roller](https://amzn.to/3abcdef) suits most backs.\n"
FILE = "risks/HL901-no-risks.yaml"
HELP = "how_to_fix: Write one."


def said(**options: object) -> healthlint.Finding:
    (finding,) = healthlint.lint_text(ARTICLE, select=["HL301"], options={"HL301": options}).findings
    return finding


def test_an_option_stands_in_the_message_and_without_words_leaves_no_gap() -> None:
    assert said().message.endswith("Say so before line 3.")
    chosen = said(standard="It may fall short of our charter.")
    assert chosen.message == f"{said().message} It may fall short of our charter."


@pytest.mark.parametrize(
    "words", ["{line}", "{", "}}{{", "{0.__class__}", "{links!r:>9999999}", "%s %(line)s", "\\g<0> $1"]
)
def test_words_that_look_like_fields_are_words(words: str) -> None:
    assert said(standard=words).message == f"{said().message} {words}"


def test_how_to_fix_is_worded_as_well() -> None:
    text = "# Stroke\n\nSymptoms of a stroke are a drooping face, a weak arm and slurred speech.\n" * 3
    report = healthlint.lint_text(text, select=["HL205"], options={"HL205": {"emergency-number": "{999}"}})
    assert "'Call an ambulance now ({999})'" in report.findings[0].message
    assert "country ({999})" in report.findings[0].how_to_fix


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\nb", "standard of HL301 must be one line of text, without control characters, not 'a\\nb'"),
        ("\x1b[31m", "must be one line of text"),
        ("\u202egnp", "must be one line of text"),
        ("x" * 201, "standard of HL301 must be at most 200 characters, for it stands in a message, not 'x"),
        (3, "standard of HL301 must be a string, not 3"),
    ],
)
def test_what_no_message_may_hold_is_refused(words: object, expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        said(standard=words)
    assert expected in str(caught.value)


def test_a_string_that_no_text_names_may_be_long() -> None:
    known = "\n".join(["ABC"] * 500)
    assert healthlint.lint_text(ARTICLE, select=["HL407"], options={"HL407": {"known": known}}).error is None


def test_a_rule_can_name_its_string_options(pack: Path) -> None:
    spoil(pack, "options:\n", "options:\n  whom: {type: string, default: a nurse, about: Who helps.}\n")
    spoil(pack, HELP, 'how_to_fix: "Ask {whom}, or write {{whom}}."')
    spoil(pack, '"No risks of {subject}."', '"No risks of {subject}. Ask {whom}."')
    (rule,) = rulepack.load(pack).rules
    filled = worded(rule, {"whom": "{subject}"})
    assert filled.how_to_fix == "Ask {subject}, or write {whom}."
    assert filled.message["missing"].format(subject="x") == "No risks of x. Ask {subject}."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (HELP, "how_to_fix: Ask {whom}.", "how_to_fix has no field 'whom'; write {{ and }} for braces"),
        (HELP, "how_to_fix: Ask {min-words}.", "how_to_fix has no field 'min-words'; "),
        (HELP, "how_to_fix: Ask {.", "how_to_fix: expected '}' before end of string; write {{ and }}"),
        (
            "options:\n",
            "options:\n  lines: {type: string, default: x, about: a}\n",
            "a field of the message is called 'lines'; call the option otherwise",
        ),
        (
            "options:\n",
            'options:\n  whom: {type: string, default: "a\\nb", about: a}\n',
            "default of whom must be one line of text, without control characters",
        ),
    ],
)
def test_what_a_rule_names_must_be_there(
    pack: Path, faults: Callable[..., list[str]], old: str, new: str, expected: str
) -> None:
    spoil(pack, '"No risks of {subject}."', '"No risks of {subject}{whom}."' if "whom:" in new else '"No."')
    (fault,) = faults(FILE, old, new)
    assert expected in fault
    assert fault.startswith(f"{FILE}:")


def test_explain_speaks_in_the_words_of_the_config(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    main(["explain", "HL205"])
    assert "(999 in the UK, 911 in the US)" in " ".join(capsys.readouterr().out.split())
    (tmp_path / "healthlint.toml").write_text('[rules.HL205]\nemergency-number = "000"\n')
    main(["explain", "HL205"])
    assert "your readers' country (000)" in " ".join(capsys.readouterr().out.split())


def spoil(pack: Path, old: str, new: str) -> None:
    path = pack / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_code_scanning_is_told_of_a_rule_is_worded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "healthlint.toml").write_text('[rules.HL205]\nemergency-number = "{000}"\n')
    (tmp_path / "stroke.md").write_text("# Stroke\n\nSymptoms of a stroke are a drooping face.\n")
    main(["--select", "HL205", "--output-format", "sarif", "stroke.md"])
    (rule,) = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert "country ({{000}})" in rule["help"]["text"]
