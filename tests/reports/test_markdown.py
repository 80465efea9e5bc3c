"""The comment is read as GitHub and GitLab would: as a page, in whose text they then look for mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyromark import Markdown, Options

from healthlint.reports.marked import code, prose
from healthlint.reports.terminal import line, visible
from healthlint.types import FileReport, Severity, Withheld

Build = Callable[..., FileReport]
Written = Callable[..., str]
PAGE = Markdown(options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS)
# What a service links or notifies, where it stands in the text of a page and not in code.
CALLS = re.compile(
    r"@[^\u200b]|(?<!\w)#\d|(?<!\w)[!$&~%]\w|\bGH-\d|:[a-z_]+:|https?://|\bwww\.\w",
    re.IGNORECASE,
)
MENTIONS = [
    "@octocat",
    "@org/team",
    "see #12, org/repo#12 and GH-12",
    '!12 $12 &12 ~label %milestone ~"two words"',
    "http://evil.example, HTTPS://evil.example and www.evil.example",
    "me@evil.example",
    ":tada: :+1:",
]
MARKUP = [
    "a | b || c \\| d",
    "`| x |`",
    "</details><img src=x onerror=alert(1)>",
    "<!-- healthlint --> -->",
    "[click](http://evil.example) ![i](http://evil.example/i.png) [r]: http://evil.example",
    "*a* _b_ **c** ~~d~~ $x^2$ \\* &amp; &lt;b&gt;",
    "a\n\n# b\n| c |\n```\nd\n/close\n",
    "{{ site.secret }} {% raw %}",
]


@dataclass
class Page(HTMLParser):
    """Hold the tags, the rows of the table as text, and the text outside of code."""

    tags: set[str] = field(default_factory=set)
    rows: list[list[str]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.tags.add(tag)
        self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows and set(self._open) & {"td", "th"}:
            self.rows[-1][-1] += data
        self.text += "\0" if "code" in self._open else data


def page(markdown: str) -> Page:
    made = Page()
    made.feed(PAGE.html(markdown))
    made.close()
    return made


def shown(text: str) -> str:
    return text.replace("\u200b", "")


@pytest.mark.parametrize("words", [*MENTIONS, *MARKUP])
def test_nothing_in_an_article_breaks_out_or_calls(report: Build, written: Written, words: str) -> None:
    quiet = words.replace("\0", "")
    made = report(
        f"{words}\n",
        words,
        path=f"{quiet}.md",
        name=words,
        message=words,
        evidence=words,
        how_to_fix=words,
        related=[(words, words)],
    )
    broken = FileReport(f"{quiet}.md", None, None, None, (), (), error=words)
    text = written("markdown", [made, broken])
    found = page(text)
    plain = page(written("markdown", [report("a cure\n", "cure", how_to_fix="So.", evidence="Why."), broken]))
    assert found.tags <= plain.tags | {"h3", "ul", "li", "p", "strong", "code"}
    assert [shown(cell) for cell in found.rows[1]] == [
        "warning",
        f"{visible(quiet)}.md line 1",
        f"HL401 {line(words)}",
    ]
    assert len(found.rows) == 2
    assert not CALLS.search(found.text)
    assert not re.search(r"^/", text, re.MULTILINE)


@pytest.mark.parametrize(
    "path", ["a/@team/b#12.md", "www.x.org/:a:.md", "a*b*_c_ [d](e) <i>.md", "`a``.md", " b .md "]
)
def test_a_path_that_is_copied_is_the_path(path: str) -> None:
    assert "&#8203;" not in code(path)
    assert PAGE.html(code(path)).startswith("<p><code>")
    read = Page()
    read.handle_data = lambda data: setattr(read, "text", read.text + data)  # type: ignore[method-assign]
    read.feed(PAGE.html(code(path)))
    assert read.text.rstrip("\n") == path


@given(st.text(max_size=60))
def test_prose_shows_any_text_and_nothing_else(text: str) -> None:
    found = page(f"It says {prose(text)}.")
    assert found.tags == {"p"}
    assert shown(found.text).strip() == f"It says {line(text)}."
    assert not CALLS.search(found.text)


@given(st.text(min_size=1, max_size=60))
def test_code_shows_any_text_even_in_a_table(text: str) -> None:
    found = page(f"| a |\n|---|\n| {code(text)} |\n")
    assert found.tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert [[shown(cell) for cell in row] for row in found.rows[1:]] == [[visible(text)]]


def test_worst_come_first_and_what_is_too_much_is_counted(report: Build, written: Written) -> None:
    made = report("a cure\n", "cure", severity=Severity.INFO)
    many = tuple(replace(made.findings[0], message=f"{number} " + "|" * 400) for number in range(300))
    worst = replace(made.findings[0], severity=Severity.ERROR, message="This first.")
    text = written("markdown", [replace(made, findings=many), replace(made, findings=(worst,))])
    found = page(text)
    assert "300 info" in text.splitlines()[1]
    assert found.rows[1][2] == "HL401 This first."
    assert f"\n{301 - (len(found.rows) - 1)} more are not shown.\n" in text
    assert len(text) < 65_536
    assert text.endswith("</details>\n")


def test_many_unreadable_files_and_long_paths_leave_room(report: Build, written: Written) -> None:
    broken = [FileReport("`|" * 2000, None, None, None, (), (), error="|" * 5000) for _ in range(500)]
    text = written("markdown", [*broken, report("a cure\n", "cure", path="|" * 4000)])
    assert len(text) < 65_536
    assert re.search(r"^- and \d+ more$", text, re.MULTILINE)
    assert "HL401" in text


def test_clean_run(written: Written, judged: FileReport) -> None:
    assert written("markdown", [judged]) == "<!-- healthlint -->\n### healthlint: no problems in 1 file\n"


def test_places_in_word_files_are_paragraphs(written: Written, several: Sequence[FileReport]) -> None:
    assert "| `posts/a b.docx` paragraph 2, under 'Risks' |" in written("markdown", several)


def test_what_is_less_severe_is_counted(written: Written, report: Build) -> None:
    made = report("a cure\n", "cure")
    hidden = replace(made, findings=(), withheld=Withheld(lower=1))
    assert "no problems in 1 file (1 less severe finding not shown)\n" in written("markdown", [hidden])
    both = written("markdown", [made, replace(made, withheld=Withheld(lower=2)), hidden])
    assert "2 warnings in 2 of 3 files (3 less severe findings not shown)\n" in both
