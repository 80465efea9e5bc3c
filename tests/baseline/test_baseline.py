"""`healthlint baseline` and what `healthlint` makes of one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.cli import main

Run = Callable[..., tuple[int, str, str]]
NAME = ".healthlint-baseline.jsonl"
LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest.\n"
OTHER = LONG.replace("pain", "sleep")
SHORT = (
    "Go to bed early and read a book there. Ask your doctor about the headache.\n",
    "Drink a glass of water before you go to bed. It may help you sleep.\n",
    "Leave your telephone in the kitchen at night. It can wait until breakfast.\n",
)
TEXT = "\n".join(SHORT)


@pytest.fixture(autouse=True)
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs healthlint for long sentences alone, and returns its exit code and what it said."""

    def call(*argv: str) -> tuple[int, str, str]:
        command = (
            ["baseline", *argv[1:]]
            if argv[0] == "baseline"
            else ["--fail-on", "info", "--output-format", "concise", *argv]
        )
        code = main([*command, "--select", "HL402"])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def article(name: str, *paragraphs: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([f"# {path.stem}\n", *paragraphs]), encoding="utf-8")
    return path


def entries() -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(NAME).read_text().splitlines()[1:]]


def places(out: str) -> list[str]:
    return [line.partition(": ")[0] for line in out.splitlines()]


def change(**values: str) -> None:
    """Give every entry these values, as a person would by hand."""
    changed = [json.dumps({**entry, **values}) for entry in entries()]
    Path(NAME).write_text("\n".join(['{"schema": 1}', *changed]) + "\n")


def test_what_was_found_is_known_and_what_is_new_is_found(run: Run) -> None:
    article("posts/a.md", LONG, TEXT)
    article("posts/b.md", TEXT)
    code, out, _ = run("baseline", "create")
    assert (code, out.splitlines()[0]) == (0, f"Wrote {NAME}: 1 entry on 1 file.")
    assert run(".") == (0, "", "All checks passed: 2 files linted (1 in the baseline).\n")
    article("posts/a.md", OTHER, TEXT, LONG)
    assert run("posts/a.md") == (
        1,
        run("posts/a.md")[1],
        "Found 1 info in 1 file (1 in the baseline).\n",
    )
    assert places(run(".")[1]) == ["posts/a.md:3:1"]
    assert places(run(".", "--no-baseline")[1]) == ["posts/a.md:3:1", "posts/a.md:11:1"]


def test_a_baseline_is_not_overwritten_unasked(run: Run) -> None:
    article("a.md", LONG)
    run("baseline", "create", "--owner", "anna")
    code, _, err = run("baseline", "create")
    assert (code, err) == (
        2,
        f"healthlint: error: {NAME}: exists already; 'update' keeps it up to date, --force writes it anew\n",
    )
    assert entries()[0]["owner"] == "anna"
    assert run("baseline", "create", "--force")[0] == 0
    assert "owner" not in entries()[0]


def test_update_takes_out_what_was_mended_and_swallows_nothing_new(run: Run) -> None:
    article("a.md", LONG, TEXT, OTHER)
    article("b.md", LONG)
    run("baseline", "create", "--owner", "anna", "--reason", "old", "--expires", "9999-12-31")
    article("a.md", TEXT, OTHER)
    article("c.md", LONG)
    assert run(".")[2].endswith(
        "Found 1 info in 1 of 3 files (2 in the baseline). "
        "1 entry of the baseline is not needed any more: run 'healthlint baseline update'.\n"
    )
    code, out, _ = run("baseline", "update")
    assert (code, out.splitlines()) == (
        0,
        [
            f"{NAME}: 1 taken out, 0 taken in, 2 entries left.",
            "1 finding not in it: mend, or take in with --accept-new.",
        ],
    )
    assert [entry["path"] for entry in entries()] == ["a.md", "b.md"]
    assert all(entry["owner"] == "anna" and entry["reason"] == "old" for entry in entries())
    assert places(run(".")[1]) == ["c.md:3:1"]
    run("baseline", "update", "--accept-new", "--owner", "ben")
    assert [(entry["path"], entry["owner"]) for entry in entries()] == [
        ("a.md", "anna"),
        ("b.md", "anna"),
        ("c.md", "ben"),
    ]
    before = Path(NAME).stat()
    assert run("baseline", "update")[0] == 0
    assert Path(NAME).stat().st_ino == before.st_ino


def test_update_leaves_alone_what_it_does_not_look_at(run: Run) -> None:
    article("in/a.md", LONG)
    article("out/b.md", LONG)
    article("out/gone.md", LONG)
    run("baseline", "create")
    Path("out/gone.md").unlink()
    article("out/b.md", TEXT)
    article("in/a.md", TEXT)
    run("baseline", "update", "in")
    assert [entry["path"] for entry in entries()] == ["out/b.md", "out/gone.md"]
    assert main(["baseline", "update", "--select", "HL101"]) == 0
    assert [entry["path"] for entry in entries()] == ["out/b.md"]
    run("baseline", "update")
    assert entries() == []


def test_an_entry_that_expired_is_a_finding_again(run: Run) -> None:
    article("a.md", LONG)
    run("baseline", "create")
    change(expires="2001-02-03", owner="anna", reason="legal asked")
    code, out, err = run(".")
    assert (code, places(out)) == (1, ["a.md:3:1"])
    assert err == "Found 1 info in 1 file. 1 finding the baseline holds no longer: the entries expired.\n"
    code, out, _ = run("baseline", "status")
    assert code == 1
    assert "  a.md: HL402 (anna, legal asked, until 2001-02-03)\n" in out
    run("baseline", "update", "--accept-new")
    assert entries()[0]["expires"] == "2001-02-03"
    change(expires="9999-12-31")
    assert run(".")[0] == 0


def test_a_renamed_file_is_known_by_its_content(run: Run) -> None:
    old = article("posts/a.md", *SHORT, LONG)
    run("baseline", "create")
    new = Path("archive/2020/a-better-name.md")
    new.parent.mkdir(parents=True)
    old.rename(new)
    new.write_text(new.read_text().replace("Go to bed early", "Go to bed at nine"))
    assert run(".")[::2] == (0, "All checks passed: 1 file linted (1 in the baseline).\n")
    code, out, _ = run("baseline", "update")
    assert (code, out.splitlines()[1]) == (0, "  posts/a.md is now archive/2020/a-better-name.md")
    assert [entry["path"] for entry in entries()] == ["archive/2020/a-better-name.md"]


def test_a_copy_and_another_article_are_new(run: Run) -> None:
    text = article("a.md", *SHORT, LONG).read_text()
    run("baseline", "create")
    Path("copy.md").write_text(text)
    assert places(run(".")[1]) == ["copy.md:9:1"]
    Path("a.md").unlink()
    Path("copy.md").unlink()
    article("b.md", "Eat an apple a day, and a pear at night.\n", "Walk to work if it is not far.\n", LONG)
    assert places(run(".")[1]) == ["b.md:7:1"]


def test_one_file_that_is_gone_stands_for_one_new_file(run: Run) -> None:
    text = article("a.md", *SHORT, LONG).read_text()
    run("baseline", "create")
    Path("a.md").unlink()
    Path("b.md").write_text(text)
    Path("c.md").write_text(text)
    assert places(run(".")[1]) == ["c.md:9:1"]


def test_status_tells_and_changes_nothing(run: Run) -> None:
    article("a.md", LONG, OTHER)
    article("b.md", LONG)
    run("baseline", "create")
    assert run("baseline", "status")[:2] == (
        0,
        f"{NAME}: 3 entries on 2 files\n  3  needed\nBy rule: HL402 3\n",
    )
    before = Path(NAME).read_bytes()
    article("a.md", LONG)
    article("c.md", OTHER)
    Path("b.md").unlink()
    assert run("baseline", "status")[:2] == (
        1,
        f"{NAME}: 3 entries on 2 files\n"
        "  1  needed\n"
        "  2  fixed: 'healthlint baseline update' takes them out\n"
        "  1  findings that are new, and reported\n"
        "Fixed:\n  a.md: HL402\n  b.md: HL402\nBy rule: HL402 1\n",
    )
    assert Path(NAME).read_bytes() == before


def test_files_that_cannot_be_read_are_never_hidden(run: Run) -> None:
    bad = article("bad.md", LONG)
    article("good.md", LONG)
    run("baseline", "create")
    bad.write_bytes(b"\0\0\0")
    code, out, err = run(".")
    assert (code, out) == (2, "")
    assert "bad.md: this is a binary file" in err
    for action in ("status", "update"):
        code, _, err = run("baseline", action)
        assert code == 2
        assert "bad.md: this is a binary file" in err
    assert [entry["path"] for entry in entries()] == ["bad.md", "good.md"]
    assert run("baseline", "create", "--force")[0] == 2
    assert [entry["path"] for entry in entries()] == ["good.md"]


def test_the_config_names_it(run: Run) -> None:
    article("in/a.md", LONG)
    Path("in/healthlint.toml").write_text('baseline = "../known/in.jsonl"\n')
    code, _, err = run(".")
    assert (code, err) == (
        2,
        "healthlint: error: known/in.jsonl: does not exist; 'healthlint baseline create' writes it\n",
    )
    Path("known").mkdir()
    article("b.md", LONG)
    code, out, _ = run("baseline", "create")
    assert sorted(re.findall(r"^Wrote (.*)$", out, re.MULTILINE)) == [
        ".healthlint-baseline.jsonl: 1 entry on 1 file.",
        "known/in.jsonl: 1 entry on 1 file.",
    ]
    assert run(".")[0] == 0
    assert run("in/a.md", "--isolated")[0] == 1
    assert run("in/a.md", "b.md", "--baseline", NAME)[1].startswith("in/a.md:3:1")


def test_the_working_directory_does_not_matter(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    article("posts/a.md", LONG)
    monkeypatch.chdir("posts")
    run("baseline", "create", "a.md")
    assert not Path(NAME).exists()
    assert run("a.md")[0] == 0
    monkeypatch.chdir("..")
    assert entries()[0]["path"] == "posts/a.md"
    assert run("posts")[0] == 0
    assert run(str(Path("posts/a.md").absolute()))[0] == 0


@pytest.mark.parametrize("value", ['"../out.jsonl"', '"/etc/passwd"', '""', "3", '"link.jsonl"'])
def test_a_config_cannot_name_what_is_outside(run: Run, value: str) -> None:
    article("a.md", LONG)
    Path("link.jsonl").symlink_to("/etc/passwd")
    Path("healthlint.toml").write_text(f"baseline = {value}\n")
    code, _, err = run(".")
    assert code == 2
    assert re.match(r"healthlint: error: healthlint\.toml:1: baseline", err)


def test_a_link_by_the_usual_name_that_leads_out_is_refused(run: Run) -> None:
    article("a.md", LONG)
    Path(NAME).symlink_to("/etc/passwd")
    code, _, err = run(".")
    assert (code, "leads out of the project" in err, "root:" in err) == (2, True, False)


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("status", "--force"), "--force goes with create"),
        (("create", "--accept-new"), "--accept-new goes with update"),
        (("update", "--owner", "anna"), "--owner, --reason and --expires are for what is taken in"),
        (("create", "--expires", "soon"), "--expires: 'soon' is no date; write it as in 2026-12-31"),
        (("create", "--expires", "2001-02-03"), "--expires 2001-02-03 has passed"),
        (("update",), "there is no baseline here; 'healthlint baseline create' writes one"),
        (("create", "gone", "nowhere"), "no articles found in gone, nowhere, so no baseline is written"),
        (("create", "-"), "a baseline is of files; name files or directories"),
        (("creat",), "argument ACTION: invalid choice: 'creat'"),
        (("create", "--baseline", ""), "--baseline names no file"),
    ],
)
def test_what_makes_no_sense_is_told(run: Run, argv: tuple[str, ...], told: str) -> None:
    article("a.md", LONG)
    code, _, err = run("baseline", *argv)
    assert (code, err.startswith(f"healthlint: error: {told}")) == (2, True), err
    assert not Path(NAME).exists()


def test_paths_may_follow_options(run: Run) -> None:
    article("in/a.md", LONG)
    article("b.md", LONG)
    assert run("baseline", "create", "--force", "in", "-q", "b.md")[0] == 0
    assert len(entries()) == 2


def test_json_counts_what_the_baseline_holds(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    article("a.md", LONG)
    run("baseline", "create")
    main(["--select", "HL402", "--output-format", "json", "."])
    report = json.loads(capsys.readouterr().out)
    assert (report["summary"]["findings"], report["summary"]["baseline"]) == (0, 1)
    assert report["files"][0]["verdicts"][0]["withheld"] == "baseline"
    main(["--select", "HL402", "--verbose", "."])
    assert "    in baseline    HL402 long-sentence: " in capsys.readouterr().out


def test_an_expired_entry_is_renewed_with_a_new_day_alone(run: Run) -> None:
    article("a.md", LONG)
    run("baseline", "create", "--owner", "anna", "--reason", "legal")
    change(expires="2020-01-31")

    out = run("baseline", "update")[1]
    assert out.splitlines()[1:] == ["1 entry expired: mend, or renew with --accept-new --expires DATE."]
    assert "1 entry expired" in run("baseline", "update", "--accept-new")[1]
    assert entries()[0]["expires"] == "2020-01-31"

    out = run("baseline", "update", "--accept-new", "--expires", "2999-12-31", "--reason", "still legal")[1]
    assert out == f"{NAME}: 0 taken out, 0 taken in, 1 renewed, 1 entry left.\n"
    (entry,) = entries()
    assert (entry["owner"], entry["reason"], entry["expires"]) == ("anna", "still legal", "2999-12-31")
    assert run("a.md")[0] == 0


def test_create_says_what_it_drops(run: Run) -> None:
    article("a.md", LONG)
    run("baseline", "create")
    assert "lost" not in run("baseline", "create", "--force")[1]
    change(owner="anna")
    assert (
        "1 entry before had an owner, a reason or a last day: lost."
        in run("baseline", "create", "--force")[1]
    )
    Path(NAME).write_text("no JSON")
    assert "lost" not in run("baseline", "create", "--force")[1]


def test_a_line_that_is_no_entry_is_to_be_deleted(run: Run) -> None:
    article("a.md", LONG)
    run("baseline", "create")
    Path(NAME).write_text(Path(NAME).read_text() + "garbage\n[]\n")
    said = "is no entry; delete this line, its finding is reported again then"
    assert run("a.md")[2].splitlines() == [f"healthlint: error: {NAME}:{line}: {said}" for line in (3, 4)]


def test_outside_of_git_the_nearest_one_above_a_file_is_heeded(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").rmdir()
    article("posts/deep/a.md", LONG)
    run("baseline", "create")
    assert Path(NAME).is_file()
    monkeypatch.chdir("posts/deep")
    assert run("a.md")[0] == 0
    run("baseline", "create")
    assert Path(NAME).is_file(), "one is written where it is asked for"
    monkeypatch.chdir("..")
    assert run("deep")[0] == 0
