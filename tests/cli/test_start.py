"""What healthlint says of itself, and that saying it is cheap."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import healthlint
from healthlint.cli import main

HEAVY = {"spacy", "yaml", "pydantic", "textstat", "re2", "pathspec", "pyromark", "turbohtml", "docx", "lxml"}


def modules_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after running `code`."""
    script = f"import sys\n{code}\nprint('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize(
    "code",
    [
        "import healthlint",
        "from healthlint.cli import main; main(['--help'])",
        "from healthlint.cli import main; main(['--version'])",
        "from healthlint.cli import main; main(['explain', '--help'])",
        "from healthlint.cli import main; main(['config', 'show', '--help'])",
        "from healthlint.cli import main; main(['init', '--help'])",
        "from healthlint.cli import main; main(['doctor', '--help'])",
        "from healthlint.cli import main; main(['--selct'])",
    ],
)
def test_start_imports_nothing_heavy(code: str) -> None:
    assert not modules_after(code) & HEAVY


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"healthlint {healthlint.__version__}\n"


def test_help_names_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "healthlint explain CODE" in out
    assert "exit code: 0 nothing" in out


def test_no_arguments_print_help_and_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: healthlint ")


def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("HL001  unused-suppression ")
    assert main(["rules", "--output-format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert [line.split()[0] for line in lines] == [rule["code"] for rule in rules]
    assert {rule["preset"] for rule in rules} <= {"recommended", "strict", "all"}


def test_every_rule_is_explained_by_code_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "--output-format", "json"])
    for rule in json.loads(capsys.readouterr().out):
        assert main(["explain", rule["code"].lower()]) == 0
        by_code = capsys.readouterr().out
        assert main(["explain", rule["name"]]) == 0
        assert capsys.readouterr().out == by_code
        assert by_code.startswith(f"{rule['code']} {rule['name']}\n")
        headings = ["Why", "How to fix", "Reported", "Accepted", "Authorities"]
        assert [line for line in by_code.splitlines() if line in headings] == headings
        assert all(option in by_code for option in rule["options"])
