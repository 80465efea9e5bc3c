"""`--fix`, `--unsafe-fixes` and `--diff` as they are typed."""

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

URL = "https://amzn.to/3abcdef"
LINK = f'<a href="{URL}">long roller</a>'
MARKED = f'<a href="{URL}" rel="sponsored">long roller</a>'
PAID = f"# Rollers\n\nWe earn a commission on the {LINK}.\n"
SAID = "We earn a commission if you buy through these links."
LATE = f"# Rollers\n\nThe [long roller]({URL}) suits most backs.\n\n{SAID}\n"
ONLY = ("--select", "HL303,HL307,HL402")


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("NO_COLOR", "FORCE_COLOR", "HEALTHLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


def run(capfdbinary: pytest.CaptureFixture[bytes], *argv: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error."""
    code = main([*ONLY, *argv])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


Captured = pytest.CaptureFixture[bytes]


def test_without_options_nothing_is_changed_and_what_could_be_is_told(capfdbinary: Captured) -> None:
    write("paid.md", PAID)
    write("late.md", LATE)

    code, out, err = run(capfdbinary, ".")

    assert Path("paid.md").read_text() == PAID
    assert code == 0
    assert ' = fix: Add rel="sponsored" (--fix)\n' in out
    assert " = fix: Move the disclosure up to line 3 (--fix --unsafe-fixes)\n" in out
    assert err == "Found 1 warning, 1 info in 2 files. 1 fixable with --fix (1 more with --unsafe-fixes).\n"


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("late.md", (), "1 fixable with --fix --unsafe-fixes.\n"),
        ("late.md", ("--unsafe-fixes",), "1 fixable with --fix --unsafe-fixes.\n"),
        ("paid.md", (), "1 fixable with --fix.\n"),
        ("late.md", ("--fix",), "1 fixable with --unsafe-fixes.\n"),
    ],
)
def test_the_summary_names_the_options_that_would_mend(
    capfdbinary: Captured, name: str, options: tuple[str, ...], told: str
) -> None:
    write("paid.md", PAID)
    write("late.md", LATE)

    assert run(capfdbinary, *options, name)[2].endswith(told)


def test_fix_mends_what_is_safe_and_reports_what_is_left(capfdbinary: Captured) -> None:
    write("paid.md", PAID)
    write("late.md", LATE)

    code, out, err = run(capfdbinary, "--fix", "--fail-on", "warning", "--output-format", "concise", ".")

    assert Path("paid.md").read_text() == PAID.replace(LINK, MARKED)
    assert Path("late.md").read_text() == LATE
    assert code == 1
    assert out.startswith("late.md:5:1: HL303 ")
    assert err.startswith("Fixed 1 finding in 1 file. Found 1 warning in 1 of 2 files.")


def test_unsafe_fixes_are_made_as_well(capfdbinary: Captured) -> None:
    write("late.md", LATE)

    assert run(capfdbinary, "--fix", "--unsafe-fixes", "late.md") == (
        0,
        "",
        "Fixed 1 finding in 1 file. All checks passed: 1 file linted.\n",
    )
    assert Path("late.md").read_text().index("We earn") < Path("late.md").read_text().index("The [long")


def test_fixing_twice_changes_nothing(capfdbinary: Captured) -> None:
    path = write("paid.md", PAID)
    run(capfdbinary, "--fix", ".")
    text, changed = path.read_bytes(), path.stat().st_mtime_ns

    code, _, err = run(capfdbinary, "--fix", ".")

    assert (path.read_bytes(), path.stat().st_mtime_ns) == (text, changed)
    assert (code, err) == (0, "All checks passed: 1 file linted.\n")


def test_diff_shows_and_changes_nothing(capfdbinary: Captured) -> None:
    write("paid.md", PAID)
    write("late.md", LATE)

    code, out, err = run(capfdbinary, "--diff", ".")

    assert code == 1
    assert out == (
        "--- paid.md\n+++ paid.md\n@@ -1,3 +1,3 @@\n # Rollers\n \n"
        f"-We earn a commission on the {LINK}.\n+We earn a commission on the {MARKED}.\n"
    )
    assert err == "Would fix 1 finding in 1 file. 1 fixable with --unsafe-fixes.\n"
    assert Path("paid.md").read_text() == PAID


def test_diff_with_nothing_to_fix_exits_0_whatever_is_found(capfdbinary: Captured) -> None:
    write("late.md", LATE)

    assert run(capfdbinary, "--diff", "--fail-on", "info", "late.md") == (
        0,
        "",
        "Nothing to fix. 1 fixable with --unsafe-fixes.\n",
    )
    assert run(capfdbinary, "--diff", "--unsafe-fixes", "late.md")[0] == 1


def test_a_patch_of_the_diff_makes_what_fix_makes(capfdbinary: Captured, tmp_path: Path) -> None:
    texts = {"a.md": PAID.rstrip(), "b.md": LATE.replace("\n", "\r\n"), "c.md": f"{LATE}\n\nEnd"}
    for name, text in texts.items():
        write(name, text)
    (tmp_path / "fix.patch").write_bytes(run(capfdbinary, "--diff", "--unsafe-fixes", ".")[1].encode())
    command = ["git", "apply", "-p0", "--whitespace=nowarn", "fix.patch"]
    Path(".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(command, check=True)
    patched = {name: Path(name).read_bytes() for name in texts}
    for name, text in texts.items():
        write(name, text)

    assert run(capfdbinary, "--fix", "--unsafe-fixes", ".")[0] == 0

    assert {name: Path(name).read_bytes() for name in texts} == patched
    assert all(patched[name] != text.encode() for name, text in texts.items())


@pytest.mark.parametrize("name", ["said.md", "said.mdx", "said.html"])
def test_a_quotation_in_html_is_not_touched(name: str) -> None:
    said = "<p>Her doctor wrote that <q>gout sufferers rest</q>. It hurts {} who rest.</p>\n"
    path = write(name, "<h1>Gout</h1>\n\n" + said.format("gout sufferers"))
    main(["--select", "HL701", "--fix", name])
    assert path.read_text().endswith(said.format("people with gout"))


DISEASED = "# Gout\n\nCafé visits hurt gout sufferers who rest.\n\nEnd of it.\n"
PATCHED = [
    ("latin.md", DISEASED.encode("latin-1")),
    ("page.html", f'<meta charset="iso-8859-1"><p>{DISEASED}</p>\n'.encode("latin-1")),
    ("marked.md", b"\xef\xbb\xbf" + DISEASED.encode()),
    ("mixed.md", DISEASED.replace("\n\n", "\r\n\r\n").encode() + b"\rOne.\rTwo.\n"),
    ("mac.md", DISEASED.replace("\n", "\r").encode()),
    ("pages.txt", DISEASED.replace("End", "\fEnd").replace("Café", "At\f\tcafé").encode()),
    ("a b é.md", DISEASED.encode()),
    ('a "b".md', DISEASED.encode()),
]


@pytest.mark.parametrize(("name", "raw"), PATCHED)
def test_git_takes_the_diff_in_the_bytes_of_the_file(
    capfdbinary: Captured, tmp_path: Path, name: str, raw: bytes
) -> None:
    Path(".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True)
    Path(name).write_bytes(raw)
    assert main(["--select", "HL701", "--diff", name]) == 1
    (tmp_path / "fix.patch").write_bytes(capfdbinary.readouterr()[0])

    command = ["git", "apply", "-p0", "--whitespace=nowarn", str(tmp_path / "fix.patch")]
    subprocess.run(command, check=True)

    assert Path(name).read_bytes() == raw.replace(b"gout sufferers", b"people with gout")


def test_the_diff_names_the_file_that_a_link_or_a_whole_path_leads_to(
    capfdbinary: Captured,
) -> None:
    Path("posts").mkdir()
    write("posts/paid.md", PAID)
    Path("link.md").symlink_to(Path("posts", "paid.md"))
    Path("folder").symlink_to("posts", target_is_directory=True)
    for given in (
        "link.md",
        "folder/paid.md",
        str(Path("posts/paid.md").absolute()),
        "./posts/../posts/paid.md",
    ):
        assert run(capfdbinary, "--diff", given)[1].startswith("--- posts/paid.md\n+++ posts/paid.md\n")
    Path("posts").joinpath("below").mkdir()
    os.chdir("posts/below")
    assert run(capfdbinary, "--diff", "../paid.md")[1].startswith("--- ../paid.md\n"), "git apply refuses it"


def test_a_diff_of_what_git_takes_for_binary_is_for_people(capfdbinary: Captured) -> None:
    Path("wide.md").write_bytes(PAID.encode("utf-16"))

    out = run(capfdbinary, "--diff", "wide.md")[1]

    assert f"+We earn a commission on the {MARKED}.\n" in out


def test_standard_input_comes_back_fixed(capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = PAID.replace("\n", "\r\n").encode() + b"caf\xe9"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))

    code = main([*ONLY, "--fix", "--output-format", "concise", "-"])
    out, err = capfdbinary.readouterr()

    assert code == 0
    assert out == stdin.replace(LINK.encode(), MARKED.encode())
    assert err == b"Fixed 1 finding in 1 file. All checks passed: 1 file linted.\n"


@pytest.mark.parametrize("raw", [b"Nothing to mend.\r\n", b"\x89PNG\0\0"])
def test_standard_input_comes_back_whatever_it_is(
    capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    main([*ONLY, "--fix", "-"])

    assert capfdbinary.readouterr().out == raw


def test_the_report_on_standard_input_goes_to_standard_error(
    capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LATE.encode())))

    code, out, err = run(capfdbinary, "--fix", "--output-format", "concise", "--statistics", "-")

    assert (code, out) == (0, LATE)
    assert err.startswith("<stdin>:5:1: HL303 ")
    assert "1  HL303" in err


def test_word_files_are_reported_and_said_not_to_be_fixed(capfdbinary: Captured) -> None:
    document = docx.Document()
    document.add_paragraph("Ask about pain, " + "fever, nausea and headache, " * 20 + "and then rest.")
    document.save("a.docx")
    raw = Path("a.docx").read_bytes()

    code, out, err = run(capfdbinary, "--fix", "--unsafe-fixes", "a.docx")

    assert (code, Path("a.docx").read_bytes()) == (0, raw)
    assert "HL402" in out
    assert err == "Found 1 info in 1 file. Word files cannot be fixed (1 with findings).\n"


def test_what_cannot_be_read_does_not_keep_the_others_from_being_fixed(capfdbinary: Captured) -> None:
    write("paid.md", PAID)

    code, _, err = run(capfdbinary, "--fix", "gone.md", "paid.md")

    assert code == 2
    assert Path("paid.md").read_text() == PAID.replace(LINK, MARKED)
    assert err == (
        "healthlint: error: gone.md: does not exist\n"
        "Fixed 1 finding in 1 file. No problems in 1 file; 1 file could not be read.\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_may_not_be_written_is_told_and_reported(capfdbinary: Captured) -> None:
    write("paid.md", PAID).chmod(0o400)
    write("more.md", PAID)

    code, out, err = run(capfdbinary, "--fix", "--output-format", "concise", ".")

    assert code == 2
    assert out.startswith("paid.md:3:")
    assert "paid.md: cannot be fixed: it may not be written\n" in err
    assert Path("more.md").read_text() == PAID.replace(LINK, MARKED)


@pytest.mark.parametrize(
    "suppression",
    [
        "<!-- healthlint-disable-next-line HL307 -->\n",
        "<!-- healthlint-disable HL307 -->\n\n",
        "<!-- healthlint-disable-file -->\n\n",
    ],
)
def test_what_the_article_suppresses_is_never_changed(capfdbinary: Captured, suppression: str) -> None:
    text = PAID.replace("We earn", f"{suppression}We earn")
    path = write("paid.md", text)

    run(capfdbinary, "--fix", "--unsafe-fixes", ".")
    run(capfdbinary, "--fix", "--unsafe-fixes", "--no-inline-suppressions", ".")

    assert path.read_text() == text


@pytest.mark.parametrize(
    "above",
    ["<!-- healthlint-disable HL303 -->\n\n", "<!-- healthlint-disable-next-line HL402 -->\n"],
    ids=["a region of the rule", "a comment on the line below"],
)
def test_no_fix_writes_into_a_suppressed_place(capfdbinary: Captured, above: str) -> None:
    text = LATE.replace("The [long", f"{above}The [long")
    text = text.replace("\n\nWe earn", "\n\n<!-- healthlint-enable HL303 -->\n\nWe earn")
    path = write("late.md", text)

    assert "HL303" in run(capfdbinary, "late.md")[1]
    run(capfdbinary, "--fix", "--unsafe-fixes", "late.md")

    assert path.read_text() == text


def git(*arguments: str) -> None:
    config = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *config, *arguments], check=True, capture_output=True)


def test_what_a_baseline_holds_is_not_fixed(capfdbinary: Captured) -> None:
    path = write("paid.md", PAID)
    assert main(["baseline", "create", *ONLY, "paid.md"]) == 0
    capfdbinary.readouterr()
    new = '\nWe earn on the <a href="https://amzn.to/3new">new roller</a>.\n'
    write("paid.md", PAID + new)

    code, _, err = run(capfdbinary, "--fix", "paid.md")

    assert path.read_text() == PAID + new.replace("3new", '3new" rel="sponsored')
    assert (code, err) == (
        0,
        "Fixed 1 finding in 1 file. All checks passed: 1 file linted (1 in the baseline).\n",
    )


def test_only_what_was_changed_is_fixed(capfdbinary: Captured) -> None:
    Path(".git").rmdir()
    git("init", "-q")
    path = write("paid.md", PAID)
    git("add", ".")
    git("commit", "-qm", "old")
    new = '\nWe earn on the <a href="https://amzn.to/3new">new roller</a>.\n'
    write("paid.md", PAID + new)
    git("add", ".")

    assert run(capfdbinary, "--fix", "--diff-base", "HEAD", ".")[0] == 0
    assert path.read_text() == PAID + new.replace("3new", '3new" rel="sponsored')

    code, _, err = run(capfdbinary, "--fix", "--staged", ".")  # the index holds what it held

    assert code == 2
    assert "paid.md: is not what was linted (changed since, or not all of it staged)" in err
    write("paid.md", PAID + new)
    assert run(capfdbinary, "--fix", "--staged", ".")[0] == 0
    assert path.read_text() == PAID + new.replace("3new", '3new" rel="sponsored')


def test_a_rule_tells_what_can_be_fixed(capfdbinary: Captured) -> None:
    assert main(["explain", "HL101"]) == 0
    told = " ".join(capfdbinary.readouterr().out.decode().split())
    assert main(["rules", "--output-format", "json"]) == 0
    rules = {rule["code"]: rule["fix"] for rule in json.loads(capfdbinary.readouterr().out)}

    assert "What healthlint can fix --fix --unsafe-fixes puts the heading 'Risks and side effects'" in told
    assert rules["HL307"] == {"kind": "add-rel", "safety": "safe"}
    assert rules["HL402"] is None


def test_diff_takes_the_place_of_a_report(capfdbinary: Captured) -> None:
    write("paid.md", PAID)

    code, out, err = run(capfdbinary, "--diff", "--output-format", "json", ".")

    assert (code, out) == (2, "")
    assert err == "healthlint: error: --diff prints changes instead of a report; leave out --output-format\n"


def test_nothing_in_an_article_commands_a_terminal_or_a_ci_log(capfdbinary: Captured) -> None:
    write("paid.md", PAID + "\n::error::x \x1b[31m\u202e ##[error]\n\tTab\n")

    out = run(capfdbinary, "--diff", ".")[1]

    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "##[error]" not in out
    assert " ::error" not in out


def test_a_diff_has_colours_if_told(capfdbinary: Captured) -> None:
    write("paid.md", PAID)

    out = run(capfdbinary, "--diff", "--color", "always", ".")[1]

    assert "\x1b[1;31m-We earn" in out
    assert "\x1b[32m+We earn" in out


def test_what_is_not_shown_is_not_mended(capfdbinary: Captured) -> None:
    path = write("paid.md", PAID)
    write("late.md", LATE)

    assert run(capfdbinary, "--diff", "--min-severity", "error", ".")[:2] == (0, "")
    _, out, err = run(capfdbinary, "--fix", "--unsafe-fixes", "--min-severity", "warning", ".")
    assert (path.read_text(), out) == (PAID, "")
    assert err == "Fixed 1 finding in 1 file. No problems in 2 files (1 below warning not shown).\n"
    assert run(capfdbinary, "--fix", "--min-severity", "info", ".")[2].startswith(
        "Fixed 1 finding in 1 file."
    )


LENGTHY = "Most diabetics should look at their feet each day, and because " + "a cut heals slowly there, " * 6
LENGTHY += "they should ask."


def test_fixes_that_are_not_made_are_told_and_offered_no_more(capfdbinary: Captured) -> None:
    text = f"# Diabetes and your feet\n\nHigh blood sugar harms the nerves of the feet.\n\n{LENGTHY}\n"
    words = len(LENGTHY.split())
    Path("healthlint.toml").write_text(
        f'select = ["HL402", "HL702"]\n[rules.HL402]\nmax-words = {words}\n', encoding="utf-8"
    )
    path = write("feet.md", text)
    assert b"HL702 [*]" in raw_run(capfdbinary, "feet.md")[1]

    for option in ("--fix", "--diff"):
        _, out, err = raw_run(capfdbinary, option, "feet.md")
        assert b"[*]" not in out
        assert b"1 fix not made: it would bring new findings (HL402)." in err
        assert b"fixable" not in err
    assert path.read_text() == text


def raw_run(captured: Captured, *argv: str) -> tuple[int, bytes, bytes]:
    output = [] if "--diff" in argv else ["--output-format", "concise"]
    return main([*output, *argv]), *captured.readouterr()
