"""The diff of what fixing would change."""

from __future__ import annotations

from dataclasses import replace

from healthlint.reports import diff
from healthlint.sources import read
from healthlint.types import FileReport, Finding, Format, Mended, Place, Severity, Span

PLACE = Place(Span(0, 0), (1, 1), (1, 1), "")  # type: ignore[arg-type]
FINDING = Finding("HL307", "n", Severity.INFO, "m", "span", PLACE, (), "", "", 1.0)


def mended(old: bytes, new: bytes, origins: tuple[int, ...], path: str = "a.md") -> Mended:
    before, after = (
        FileReport(path, Format.MARKDOWN, None, None, (), (), source=read(path, raw, Format.MARKDOWN))
        for raw in (old, new)
    )
    return Mended(before, after, (FINDING,), origins)


def test_changes_far_apart_are_shown_apart_with_three_lines_around() -> None:
    lines = [f"line {number}" for number in range(1, 21)]
    changed = ["new", *lines[1:9], "added", *lines[9:19]]
    origins = (-1, *range(1, 9), -1, *range(9, 19), 20)

    made = mended("\n".join([*lines, ""]).encode(), "\n".join([*changed, ""]).encode(), origins)

    assert diff.render(made).split("\n") == [
        "--- a.md",
        "+++ a.md",
        "@@ -1,4 +1,4 @@",
        "-line 1",
        "+new",
        *(f" line {number}" for number in (2, 3, 4)),
        "@@ -7,6 +7,7 @@",
        *(f" line {number}" for number in (7, 8, 9)),
        "+added",
        *(f" line {number}" for number in (10, 11, 12)),
        "@@ -17,4 +18,3 @@",
        *(f" line {number}" for number in (17, 18, 19)),
        "-line 20",
        "",
    ]


def test_a_last_line_without_an_end_is_told() -> None:
    assert diff.render(mended(b"one", b"one\n\ntwo", (0, -1, -1))) == (
        "--- a.md\n+++ a.md\n@@ -1 +1,3 @@\n-one\n\\ No newline at end of file\n+one\n+\n+two\n"
        "\\ No newline at end of file\n"
    )


def test_line_ends_of_the_file_are_kept_and_old_ones_of_macs_are_plain() -> None:
    assert diff.render(mended(b"one\r\ntwo\r\n", b"one\r\n2\r\n", (0, -1, 2))).endswith(
        " one\r\n-two\r\n+2\r\n"
    )
    assert diff.render(mended(b"one\rtwo\r", b"one\r2\r", (0, -1, 2))).endswith(" one\n-two\n+2\n")


def test_nothing_is_shown_where_nothing_changes() -> None:
    assert diff.render(replace(mended(b"one\n", b"one\n", (0, 1)), fixed=())) == ""


def test_paths_and_lines_command_nothing() -> None:
    shown = diff.render(mended(b"::error::a \x1b[2J\tb\n", b"c\n", (-1, 1), path="x\x1b[2J.md"))

    assert shown.startswith("--- x\\x1b[2J.md\n")
    assert "-\\x3a:error::a \\x1b[2J\tb\n" in shown
    exact = diff.patch(mended(b"::error::a \x1b[2J\tb\n", b"c\n", (-1, 1), path="x\x1b[2J.md"))
    assert exact.startswith(b'--- "x\\033[2J.md"\n')
    assert b"-\\x3a:error::a \\x1b[2J\tb\n" in exact


def test_a_form_feed_is_written_out_for_people_alone() -> None:
    made = mended(b"\f::error::a#\f##[b\n", b"c\n", (-1, 1))
    assert "-\\x0c::error::a#\\x0c\\x23#[b\n" in diff.render(made)
    assert b"-\f\\x3a:error::a#\f\\x23#[b\n" in diff.patch(made)
