from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import lint_text
from healthlint.reports import Run, full
from healthlint.reports.snippet import cut
from healthlint.reports.terminal import columns
from healthlint.types import Edit, FileReport, Fix, Format, Place, Position, Severity, Source, Span

Build = Callable[..., FileReport]


def text_of(*reports: FileReport, **options: object) -> str:
    return "".join(full.render(reports, Run(**options)))  # type: ignore[arg-type]


def test_a_fix_is_told_with_the_options_that_make_it(report: Build) -> None:
    for safety, options in (("safe", "--fix"), ("unsafe", "--fix --unsafe-fixes")):
        fix = Fix("Write 'help'", (Edit(Span(2, 6), "help"),), safety)  # type: ignore[arg-type]
        assert f"\n  = fix: Write 'help' ({options})\n" in text_of(report("a cure\n", "cure", fix=fix))


def test_finding_with_all_its_parts(report: Build) -> None:
    made = report(
        "# Needling\n\nRead on to learn whether there are any risks.\n\nIt can cause infection.\n",
        "Needling",
        code="HL101",
        name="missing-risk-section",
        severity=Severity.ERROR,
        message="This article is about a procedure but has no section on its risks.",
        scope="document",
        related=[("whether there are any risks", "the introduction promises them")],
        evidence="treated as a procedure article: 'needling' in the title",
        how_to_fix="Add a section with a heading of its own that tells readers what can go wrong.",
    )
    expected = """\
        error[HL101] missing-risk-section: This article is about a procedure but has no section on its risks.
         --> article.md:1:3
          |
        1 | # Needling
          |   ^^^^^^^^
          = why: treated as a procedure article: 'needling' in the title
          = note: article.md:3:18: the introduction promises them: "whether there are any risks"
          = help: Add a section with a heading of its own that tells readers what can go wrong.

        """
    assert text_of(made) == dedent(expected)


def test_long_line_is_cut_around_the_finding(report: Build) -> None:
    words = "the part that is too hard"
    made = report(f"{'before ' * 40}{words} {'after ' * 40}\n", words)
    _, _, _, shown, underline, *_ = text_of(made, width=80).splitlines()
    assert len(shown) <= 80
    assert shown.startswith("1 | …before ")
    assert shown.endswith(" after…")
    assert shown[underline.index("^") : underline.rindex("^") + 1] == words


def test_finding_longer_than_a_line_is_underlined_to_the_cut(report: Build) -> None:
    words = " ".join(["sentence"] * 60)
    made = report(f"Intro. {words} end.\n", words)
    _, _, _, shown, underline, *_ = text_of(made, width=60).splitlines()
    assert columns(shown) == len(shown) <= 60
    assert shown.endswith("…")
    assert underline.count("^") == len(shown) - len("1 | …") - 1 - shown.removeprefix("1 | …").index("sent")


def test_finding_over_several_lines_shows_the_first(report: Build) -> None:
    output = text_of(report("One two\nthree four\nfive\n", "two\nthree four"))
    assert "1 | One two\n  |     ^^^\n" in output
    assert "2 | three" not in output


@pytest.mark.parametrize(
    ("line", "words", "indent", "length"),
    [
        ("\tcure", "cure", 4, 4),
        ("治療 cure", "cure", 5, 4),
        ("cafe\u0301 cure", "cure", 5, 4),
        ("😀 cure", "cure", 3, 4),
        ("a cure 治療 b", "cure 治療", 2, 9),
        ("a\x1b[31m cure", "cure", 10, 4),
    ],
)
def test_underline_stands_below_the_words(
    report: Build, line: str, words: str, indent: int, length: int
) -> None:
    underline = text_of(report(f"{line}\n", words)).splitlines()[4]
    assert underline == "  | " + " " * indent + "^" * length


def test_nothing_raw_reaches_the_terminal(report: Build) -> None:
    evil = "a\x1b]0;owned\x07 cure \u202egnp.exe"
    made = report(
        f"{evil}\n",
        "cure",
        path="bad\x1b[2J\nname.md",
        message=evil,
        evidence=evil,
        how_to_fix=evil,
        related=[(evil, evil)],
    )
    output = text_of(made)
    assert "\\x1b[2J\\nname.md" in output
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", output)


def test_color_marks_severity_and_can_be_stripped(report: Build) -> None:
    made = report("a cure\n", "cure", how_to_fix="Say less.")
    colored = text_of(made, color=True)
    assert "\x1b[1;33mwarning[HL401]\x1b[0m" in colored
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == text_of(made)


def test_help_is_told_once_for_each_rule_and_file(report: Build) -> None:
    made = report("cure one, cure two\n", "cure one", how_to_fix="Say less.")
    again = report("cure one, cure two\n", "cure two", how_to_fix="Say less.")
    both = FileReport(
        made.path, made.format, None, None, (), (*made.findings, *again.findings), source=made.source
    )
    output = text_of(both)
    assert output.index(":1:1\n") < output.index("Say less.") < output.index(":1:11\n")
    assert output.count("Say less.") == 1


def test_many_related_places_are_counted(report: Build) -> None:
    made = report("a b c d e f g h i\n", "a", related=[(word, "") for word in "bcdefghi"])
    assert "= note: and 2 more places\n" in text_of(made)


def test_clean_file_and_unreadable_file_say_nothing(judged: FileReport) -> None:
    broken = FileReport("gone.md", None, None, None, (), (), error="does not exist")
    assert text_of(judged, broken) == ""
    assert text_of(broken, verbose=True) == ""


def test_verbose_tells_topic_reading_and_verdicts(judged: FileReport) -> None:
    expected = """\
        clean.md
          topic: treatment, about 'needling'; what it describes can plausibly harm a reader who does it
              (likelihood 0.93); calls for professional advice (0.97)
            - 'needling' is in the title
          reading: grade 7.2, the median of Flesch-Kincaid 6.9, Fog 8.1, Coleman-Liau 7.4, ARI 7.0; SMOG
              9.8; 6.1 without the article's own medical terms; 412 words in 31 sentences
            - by section: Needling: 7.2
          rules:
            not-applicable HL101 missing-risk-section: the article is a recipe
            pass           HL201 missing-professional-advice: sends the reader on
                           at 3:1: "Ask your doctor first."
            suppressed     HL401 grade: grade 9

        """
    assert text_of(judged, verbose=True) == dedent(expected)


@given(
    st.text(st.characters(exclude_characters="\n"), max_size=300),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(30, 90),
)
def test_any_line_fits_and_its_underline_stays_below_it(line: str, start: int, end: int, width: int) -> None:
    start, end = sorted((min(start, len(line)), min(end, len(line))))
    source = Source("a.md", Format.MARKDOWN, line, b"", "utf-8", (0,))
    place = Place(Span(start, end), Position(1, start + 1), Position(1, end + 1), line[start:end])
    snippet = cut(source, place, width=width)
    assert columns(snippet.text) <= width
    assert snippet.length >= 1
    assert snippet.indent + snippet.length <= max(columns(snippet.text), snippet.indent + 1)


def test_places_in_word_files_are_told_by_paragraph_and_heading(report: Build) -> None:
    text = "Needling\nRisks\nIt can hurt.\nIt can hurt a lot.\n"
    headings = ((0, "Needling"), (9, "Risks"))

    def where(words: str) -> str:
        made = replace(report(text, words, path="a.docx"), format=Format.DOCX, headings=headings)
        return text_of(made).splitlines()[1]

    assert where("Needling") == " --> a.docx: paragraph 1"
    assert where("Risks") == " --> a.docx: paragraph 2, under 'Needling'"
    assert where("a lot") == " --> a.docx: paragraph 4, under 'Risks'"


def test_ci_service_finds_no_command_in_words_of_the_article(report: Build) -> None:
    words = " ".join(["::error::sold out"] * 12) + " ##[error]sold"
    text = "".join(full.render([report("a cure\n", "cure", message=words, evidence=words)], Run()))
    assert not re.search(r"^\s*::|##\[", text, re.MULTILINE)


def test_many_of_one_rule_share_a_line_that_names_each_place_once() -> None:
    long = "Asthma makes it hard to breathe " + "and to run and to sleep " * 5 + "at night. "
    report = lint_text("# Asthma\n\n" + long * 4, select=["HL402"])

    assert "".join(full.render([report], Run())) == (
        "info[HL402] long-sentence: 4 times, in line 3 (--verbose shows each)\n\n"
    )
