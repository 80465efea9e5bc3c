"""The command line as it is typed, on articles that make rules fire or not."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from healthlint.cli import main

LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest.\n"
CLEAN = "# Headache\n\nGo to bed early. Ask your doctor about the headache.\n"


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("NO_COLOR", "FORCE_COLOR", "HEALTHLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    write("long.md", f"# Needles\n\n{LONG}")
    write("clean.md", CLEAN)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error."""
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


ONLY = ("--select", "HL402")


def test_findings_are_shown_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *ONLY, "--fail-on", "info", "long.md", "clean.md")
    assert code == 1
    assert out.startswith("info[HL402] long-sentence: ")
    assert " --> long.md:3:1\n" in out
    assert err == "Found 1 info in 1 of 2 files.\n"


def test_findings_below_fail_on_exit_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *ONLY, "long.md")[0] == 0
    assert run(capsys, *ONLY, "long.md", "--fail-on", "never")[0] == 0


def test_clean_run_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *ONLY, "clean.md") == (0, "", "All checks passed: 1 file linted.\n")
    assert run(capsys, "check", *ONLY, "clean.md", "--quiet") == (0, "", "")


def test_nothing_to_lint_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    assert run(capsys, "empty") == (0, "", "No articles found in empty.\n")


def test_missing_file_is_2_and_the_others_are_linted(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        capsys, *ONLY, "--fail-on", "info", "--output-format", "concise", "gone.md", "long.md"
    )
    assert code == 2
    assert out.startswith("long.md:3:1: HL402 ")
    assert err.splitlines() == [
        "healthlint: error: gone.md: does not exist",
        "Found 1 info in 1 file. 1 file could not be read.",
    ]


def test_json_holds_every_file_clean_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *ONLY, "--output-format", "json", "--statistics", ".")
    report = json.loads(out)
    assert [file["path"] for file in report["files"]] == ["clean.md", "long.md"]
    clean, long = report["files"]
    assert clean["findings"] == []
    assert [verdict["outcome"] for verdict in clean["verdicts"]] == ["pass"]
    assert clean["verdicts"][0]["name"] == "long-sentence"
    start = long["findings"][0]["start"]
    assert start == {"line": 3, "column": 1, "offset": len("# Needles\n\n")}


def test_several_reports_of_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--output-format", "concise", "--output-format", "json:r.json", "--output-format", "full:r.txt"]
    _, out, _ = run(capsys, *ONLY, *argv, "--color", "always", "long.md")
    assert out.count("\n") == 1
    assert json.loads(Path("r.json").read_text())["summary"]["rules"] == {"HL402": 1}
    assert Path("r.txt").read_text().startswith("info[HL402]")


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    write("long2.md", f"{LONG}\n{LONG}")
    _, out, _ = run(capsys, *ONLY, "--statistics", "--output-format", "concise", ".")
    assert out.splitlines()[-1] == "3  HL402  long-sentence  info     in 2 files"


def test_verbose_tells_what_was_silent(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *ONLY, "--verbose", "clean.md")
    assert out.startswith("clean.md\n  topic: ")
    assert "    pass           HL402 long-sentence: " in out


@pytest.mark.parametrize(
    ("argv", "environ", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    argv: tuple[str, ...],
    environ: dict[str, str],
    *,
    colored: bool,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run(capsys, *ONLY, *argv, "long.md")[1]) is colored


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(text: str | bytes, *argv: str) -> tuple[int, str, str]:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return run(capsys, *ONLY, "--output-format", "concise", "-", *argv)

    assert pipe(LONG)[1].startswith("<stdin>:1:1: HL402 ")
    assert pipe(f"<p>{LONG}</p>", "--stdin-filename", "news/a.html")[1].startswith(
        f"{os.path.join('news', 'a.html')}:1:4: HL402 "
    )
    assert pipe(f"<p>{LONG}</p>", "--format", "html")[1].startswith("<stdin>:1:4: HL402 ")
    word, saved = docx.Document(), io.BytesIO()
    word.add_paragraph(LONG)
    word.save(saved)
    assert pipe(saved.getvalue())[1].startswith("<stdin>:1:1: HL402 ")
    code, _, err = pipe(LONG, "--stdin-filename", "a.rtf")
    assert code == 2
    assert err.startswith("healthlint: error: a.rtf: is not in a format healthlint reads")

    write("news/healthlint.toml", 'select = ["HL401"]\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
    assert run(capsys, "-", "--stdin-filename", "news/a.md", "--verbose")[1].count("HL402") == 0


def test_excluded_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("healthlint.toml", 'exclude = ["drafts/"]\n')

    def pipe(*argv: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
        return run(capsys, *ONLY, "-", "--force-exclude", *argv)

    drafts = ("--stdin-filename", "drafts/a.md")
    assert pipe(*drafts) == (0, "", "1 file left out by exclude.\n")
    code, out, _ = pipe(*drafts, "--output-format", "json")
    assert (code, json.loads(out)["files"]) == (0, [])
    assert pipe("--stdin-filename", "a.md")[1] != ""
    assert pipe("--exclude", "*")[1] != ""


def test_no_rules_are_not_passed(capsys: pytest.CaptureFixture[str]) -> None:
    write("healthlint.toml", "select = []\n")
    said = "No rules are selected: nothing was checked.\n"
    assert run(capsys, "clean.md") == (0, "", said)
    assert run(capsys, "clean.md", *ONLY, "--ignore", "ALL,HL402")[2] == said
    assert run(capsys, "clean.md", *ONLY, "--ignore", "")[2] == "All checks passed: 1 file linted.\n"


def test_clean_and_unreadable(capsys: pytest.CaptureFixture[str]) -> None:
    err = run(capsys, *ONLY, "clean.md", "gone.md")[2]
    assert err.splitlines()[-1] == "No problems in 1 file; 1 file could not be read."


def test_prefix_where_one_rule_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    write("healthlint.toml", "[rules.HL4]\nmax-grade = 9\n")
    code, out, err = run(capsys, "clean.md")
    assert (code, out) == (2, "")
    assert err.startswith(
        "healthlint: error: healthlint.toml:1: 'HL4' takes one rule, not a prefix: HL401, HL402, "
    )


def test_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *ONLY, "--output-format", "json:-", "clean.md")
    assert json.loads(out)["summary"]["files"] == 1
    assert not Path("-").exists()


def test_slips_are_guessed_only_where_close(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--bogus", "--mend"):
        err = run(capsys, option, "clean.md")[2]
        assert err == f"healthlint: error: unknown option {option}; see 'healthlint --help'\n"
    assert "chek: does not exist; did you mean 'check'?\n" in run(capsys, "chek", "clean.md")[2]
    assert "chek: does not exist\n" in run(capsys, "clean.md", "chek")[2]
    assert "posts: does not exist\n" in run(capsys, "posts")[2]


def test_config_is_found_and_overridden(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "healthlint.toml",
        'select = ["HL402"]\nfail-on = "warning"\n[rules.HL402]\nseverity = "error"\n'
        '[per-file-ignores]\n"old/" = ["long-sentence"]\n',
    )
    write("old/long.md", LONG)
    argv = ("--output-format", "concise", ".")
    code, out, err = run(capsys, *argv)
    assert (code, out.count("\n"), err) == (1, 1, "Found 1 error in 1 of 3 files.\n")
    assert run(capsys, *argv, "--ignore", "HL402")[:2] == (0, "")
    assert run(capsys, *argv, "--fail-on", "never")[0] == 0
    assert run(capsys, *argv, "--isolated", *ONLY)[2] == "Found 2 info in 2 of 3 files.\n"
    write("other.toml", 'select = ["HL301"]\n')
    assert run(capsys, *argv, "--config", "other.toml")[0] == 0


def test_bad_config_is_told_whole_before_anything_is_linted(capsys: pytest.CaptureFixture[str]) -> None:
    write("sub/healthlint.toml", 'selct = []\nignore = ["HL999"]\n')
    write("sub/a.md", LONG)
    code, out, err = run(capsys, ".")
    assert (code, out) == (2, "")
    path = os.path.join("sub", "healthlint.toml")
    assert err.splitlines()[0] == f"healthlint: error: {path}:1: unknown key 'selct'; did you mean 'select'?"
    assert err.splitlines()[1].startswith(f"healthlint: error: {path}:2: ignore: unknown rule 'HL999'; ")


def test_exclude(capsys: pytest.CaptureFixture[str]) -> None:
    write("healthlint.toml", 'exclude = ["long.md"]\n')
    assert run(capsys, ".")[2].endswith("1 file linted.\n")
    assert run(capsys, *ONLY, ".", "--exclude", "clean.md", "-q", "--output-format", "concise")[1] != ""
    assert run(capsys, *ONLY, "long.md", "--output-format", "concise", "-q")[1] != ""
    assert run(capsys, "long.md", "--force-exclude")[2] == "1 file left out by exclude.\n"
    err = "All checks passed: 1 file linted. 1 file left out by exclude.\n"
    assert run(capsys, "long.md", "clean.md", "--force-exclude")[2] == err


def test_empty_directory_is_told_from_one_that_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write("a/.gitignore", "x.md\n")
    for name in ("a/x.md", "a/y.md", "b/x.md", "b/deep/x.md"):
        write(name, LONG)
    argv = ("--extend-exclude", "a/y.md,b/*")
    said = "No articles found in {} (2 left out by exclude or .gitignore).\n"
    assert run(capsys, "a", *argv) == (0, "", said.format("a"))
    assert run(capsys, "b", *argv) == (0, "", said.format("b"))


def test_suppression_and_its_override(capsys: pytest.CaptureFixture[str]) -> None:
    write("s.md", f"<!-- healthlint-disable-next-line HL402 -- a quote -->\n\n{LONG}")
    argv = (*ONLY, "s.md", "--output-format", "concise", "-q")
    assert run(capsys, *argv)[1] == ""
    said = "All checks passed: 1 file linted (1 suppressed by comments).\n"
    assert run(capsys, *ONLY, "s.md") == (0, "", said)
    assert run(capsys, *ONLY, "s.md", "long.md")[2] == (
        "Found 1 info in 1 of 2 files (1 suppressed by comments).\n"
    )
    summary = json.loads(run(capsys, *ONLY, "s.md", "--output-format", "json")[1])["summary"]
    assert (summary["findings"], summary["suppressed"]) == (0, 1)
    assert run(capsys, *argv, "--no-inline-suppressions")[1].startswith("s.md:3:1: HL402 ")


def test_unused_suppressions_are_told_but_where_none_is_heeded(capsys: pytest.CaptureFixture[str]) -> None:
    write("s.md", "# Asthma\n\n<!-- healthlint-disable-file -->\n\nSwallow the tablet whole.\n")
    argv = ("s.md", "--output-format", "concise", "-q", "--fail-on", "warning")
    code, out, _ = run(capsys, *argv)
    assert (code, out.startswith("s.md:3:1: HL001 This comment suppresses nothing")) == (1, True)
    assert run(capsys, *argv, "--no-inline-suppressions")[:2] == (0, "")


def test_suppressed_verdicts_stay_in_json_with_their_reason(capsys: pytest.CaptureFixture[str]) -> None:
    write("s.md", f"---\nhealthlint: {{disable: HL402, reason: a quote}}\n---\n\n{LONG}")
    code, out, _ = run(capsys, *ONLY, "s.md", "--output-format", "json")
    (file,) = json.loads(out)["files"]
    (verdict,) = file["verdicts"]
    assert (code, file["findings"], verdict["outcome"], verdict["suppressed"]) == (0, [], "fail", True)
    assert verdict["suppressed_because"] == "a quote"


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("--selct", "HL1", "x"), "unknown option --selct; did you mean --select?"),
        (("--select", "HL311", "x"), "unknown rule 'HL311'; did you mean 'HL301'?"),
        (("--fail-on", "fatal", "x"), "argument --fail-on: invalid choice: 'fatal'"),
        (("--output-format", "jsn", "x"), "unknown output format 'jsn'; did you mean 'json'?"),
        (("--output-format", "json:", "x"), "names no file; write json:FILE"),
        (("--output-format", "json", "--output-format", "full", "x"), "two reports cannot go to the same"),
        (("--output-format", "json:no/such/r.json", "clean.md"), "cannot be written: No such file"),
        (("--output-format", "json:-", "--output-format", "full", "x"), "two reports cannot go to the same"),
        (("--select", "", "x"), "--select names no rule; "),
        (("--select", " , ", "x"), "--select names no rule; "),
        (("--config", "", "x"), "--config names no file; "),
        (("",), "an empty path"),
        (("--stdin-filename", "a.md"), "which is not read; add - to the paths"),
        (("--stdin-filename", "a.md", "clean.md"), "which is not read; add - to the paths"),
        (("posts/*.md",), "posts/*.md: does not exist; globs are not expanded here: name the directory"),
        (("--config", "gone.toml", "x"), "gone.toml: cannot be read: No such file"),
        (("--config", "a", "--isolated", "x"), "give --config or --isolated, not both"),
        (("--preset", "all", "--select", "HL1", "x"), "give a preset or select, not both"),
        (("--quiet",), "no paths given"),
        (("--quiet", "check", "clean.md"), "check: does not exist ('check' as a command comes first"),
        (("explain", "HL9999"), "unknown rule 'HL9999'"),
        (("explain", "HL3"), "'HL3' stands for several rules; explain one of HL301, HL302, HL303"),
    ],
)
def test_usage_errors(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], expected: str) -> None:
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("healthlint: error: ")
    assert expected in err


def test_unexpected_failure_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("healthlint.cli.rules.run", broken)
    code, out, err = run(capsys, "rules")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "healthlint itself failed (ZeroDivisionError: division by zero). Please report this" in err
    monkeypatch.setenv("HEALTHLINT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["rules"])


def test_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("healthlint.cli.rules.run", interrupted)
    assert main(["rules"]) == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_told() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "healthlint", *ONLY, "long.md"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr == "healthlint: error: the report cannot be written: No space left on device\n"


def test_closed_pipe_is_quiet_and_files_are_still_written() -> None:
    for number in range(40):
        write(f"many/{number}.md", LONG * 20)
    command = [sys.executable, "-m", "healthlint", *ONLY, "--fail-on", "info", "many"]
    for argv in ([], ["--output-format", "full", "--output-format", "json:r.json"]):
        reader, writer = os.pipe()
        started = subprocess.Popen([*command, *argv], stdout=writer, stderr=subprocess.PIPE, text=True)
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        _, err = started.communicate()
        assert started.returncode == 1
        assert "Traceback" not in err
        assert "Exception" not in err
    assert len(json.loads(Path("r.json").read_text())["files"]) == 40


def test_ascii_terminal() -> None:
    write("a.md", "Caf\u00e9 \U0001f600 " + LONG)
    done = subprocess.run(
        [sys.executable, "-m", "healthlint", *ONLY, "a.md"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert b"Caf\\xe9" in done.stdout


def test_only_what_is_bad_enough_is_shown_and_the_rest_counted(capsys: pytest.CaptureFixture[str]) -> None:
    write("roller.md", f"# Rollers\n\nThe [long one](https://amzn.to/3abcdef) is good.\n\n{LONG}")
    options = ("--select", "HL301,HL402", "--output-format", "concise", "--min-severity", "error")

    code, out, err = run(capsys, *options, "--statistics", ".")
    assert code == 1
    assert [line for line in out.splitlines() if "HL402" in line] == []
    assert err == "Found 1 error in 1 of 3 files (2 below error not shown).\n"

    code, out, err = run(capsys, *options, "long.md")
    assert (code, out, err) == (0, "", "No problems in 1 file (1 below error not shown).\n")
    code, out, err = run(capsys, *options, "--fail-on", "info", "long.md")
    assert (code, out) == (1, "")
    assert err.endswith("Some that --min-severity hides make the exit code 1: see --fail-on.\n")


def test_every_report_leaves_out_what_is_not_bad_enough(capsys: pytest.CaptureFixture[str]) -> None:
    formats = ("json", "sarif", "junit", "github", "markdown", "jsonl", "full")
    outputs = [part for name in formats for part in ("--output-format", f"{name}:{name}.out")]
    run(capsys, *ONLY, "--min-severity", "warning", "-v", *outputs, "long.md")

    report = json.loads(Path("json.out").read_text())
    assert (report["summary"]["findings"], report["summary"]["lower"]) == (0, 1)
    (verdict,) = report["files"][0]["verdicts"]
    assert (verdict["outcome"], verdict["withheld"]) == ("fail", "lower")
    assert json.loads(Path("sarif.out").read_text())["runs"][0]["results"] == []
    assert "less severe than what is shown" in Path("junit.out").read_text()
    assert "not shown" in Path("full.out").read_text()
    assert Path("github.out").read_text() == ""
    assert "HL402" not in Path("markdown.out").read_text()
    assert '"finding"' not in Path("jsonl.out").read_text()
