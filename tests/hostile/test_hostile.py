"""What a hostile pull request may hold: nothing crashes, nothing takes more than linear work."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest

import healthlint
from healthlint import rulepack
from healthlint.cli import main
from healthlint.config import Catalogue
from healthlint.sources import frontmatter, mdx, parse, read
from healthlint.suppress import apply, mentions
from healthlint.types import Format

TREATMENT = "Microneedling is a treatment with needles. It can cause bleeding and infection.\n\n"
ARTICLE = "# Microneedling\n\n" + TREATMENT * 20
LONG = f"{'word ' * 50}end.\n"
CELL = '<tr><td>Buy <a href="https://amazon.com/dp/1?tag=x-20">it</a></td></tr>'


def steps(run: Callable[[], object]) -> int:
    """Count the lines and calls of our own code that `run` takes, whatever the machine's load."""
    count = 0
    ours = os.path.dirname(healthlint.__file__)

    def follow(frame: FrameType, _event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        mine = frame.f_code.co_filename.startswith(ours)
        count += mine
        return follow if mine else None

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


class Counted(str):
    """Count the characters that are copied out of a text by slices."""

    copied = 0

    def __getitem__(self, key: object) -> str:
        cut = super().__getitem__(key)  # type: ignore[index]
        Counted.copied += len(cut)
        return cut


def lint(text: str, name: str) -> healthlint.FileReport:
    form, path = ("markdown", "a.mdx") if name == "mdx" else (name, "a")
    return healthlint.lint_text(text, format=form, path=path, preset="all")  # type: ignore[arg-type]


# Sizes are so small that even what is quadratic ends soon; four times the size may cost four times the work.
GROWING = {
    "paid labels in cells": ("markdown", lambda n: "|a|b|\n|-|-|\n" + CELL_ROW + "|(paid link)|(ad)|\n" * n),
    "paid labels in rows": ("html", lambda n: f"<table>{CELL}{'<tr><td>(paid link)</td></tr>' * n}</table>"),
    "front matter": ("markdown", lambda n: "---\nfaq:\n" + "- q: Why?\n  a: So.\n" * n + "---\n\n" + ARTICLE),
    "directives": ("markdown", lambda n: "<!-- healthlint-disable-next-line HL402 -->\n" * n + LONG),
    "links": ("markdown", lambda n: "[a](https://amazon.com/dp/1?tag=x-20) " * n + "`code`"),
    "list items": ("markdown", lambda n: "- **Nausea.** It may come.\n" * n),
    "nested quotes": ("markdown", lambda n: "> " * n + "text"),
    "nested elements": ("html", lambda n: "<div>" * n + "text"),
    "unclosed elements": ("html", lambda n: "<article><h2>Related<p>text <a href='/x'>y" * n),
    "names in one paragraph": (
        "markdown",
        lambda n: "# Ibuprofen\n\n" + "Side effects may follow. Take ibuprofen 200 mg. " * n,
    ),
    "risk sections that tell nothing": (
        "markdown",
        lambda n: ARTICLE + "## Risks of microneedling\n\nIt varies.\n\n" * n,
    ),
    "sentences": ("text", lambda n: "Side effects may cause nausea. See a doctor. " * n),
    "brackets": ("markdown", lambda n: "(" * n + "[" * n + "text"),
    "exclamations": ("text", lambda n: "Buy it" + "!" * n),
    "tags without end": ("markdown", lambda n: "<a " * n),
    "tags without end in HTML": ("html", lambda n: "<a " * n),
    "nested lists": ("markdown", lambda n: "- " * n + "text"),
    "nested divs": ("markdown", lambda n: "<div>" * n + "text"),
    "nested list elements": ("html", lambda n: "<ul><li>" * n + "text"),
    "links over blocks": (
        "markdown",
        lambda n: "<a href='https://amazon.com/dp/1?tag=x-20'>" + "<p>it</p>" * n,
    ),
    "headings": ("markdown", lambda n: "## Risks\n\nNausea is common.\n\n" * n),
    "components": ("mdx", lambda n: "<Box a={" * n + "text"),
    "braces": ("mdx", lambda n: "{" * n + "text" + "}" * n),
    "footnotes": ("markdown", lambda n: "".join(f"[^{at}]: a[^{at}]\n\n" for at in range(n))),
    "JSON-LD": ("html", lambda n: '<script type=\'application/ld+json\'>{"author": "A"}</script>' * n),
    "meta": ("html", lambda n: "<meta name=author content=x>" * n + "<p>text"),
    "closing marks": ("text", lambda n: f"word{'.)' * 9} " * n),
}
CELL_ROW = "|[Buy](https://amazon.com/dp/1?tag=x-20)|b|\n"


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_size(name: str) -> None:
    form, write = GROWING[name]
    lint(write(9), form)  # what is compiled and learned once
    first, second = (steps(lambda n=n: lint(write(n), form)) for n in (100, 400))  # type: ignore[misc]

    assert second <= 5 * first


def test_a_long_run_of_code_marks_is_read_once() -> None:
    def cost(marks: int) -> float:
        started = time.process_time()
        lint("Needles sting. " + "`" * marks, "markdown")
        return time.process_time() - started

    cost(9)  # what is compiled and learned once
    assert cost(320_000) <= 24 * max(cost(40_000), 0.02)


def test_one_block_of_more_than_a_million_characters() -> None:
    assert lint("word text. " * 100_000, "text").error is None


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("markdown", '---\ntitle: "\\uD800 Microneedling"\n---\n\n'),
        ("markdown", '---\n"disclosure\\uD800": "\\uD800 we earn"\n---\n\n'),
        ("markdown", '---\nfaq:\n- q: "\\uD83D\\uDE00?"\n  a: "\\uDFFF"\n---\n\n'),
        ("html", '<script type="application/ld+json">{"headline":"\\ud800","author":"\\ud800 J"}</script>'),
    ],
)
def test_half_a_character_that_metadata_spells_out(form: str, head: str) -> None:
    assert lint(head + TREATMENT * 20, form).error is None


def test_a_long_key_is_not_copied_into_all_that_stands_in_it() -> None:
    inner = "".join(f"b{number} = 1\n" for number in range(1000))
    meta = frontmatter.read(f"+++\n[{'a' * 30_000}]\n{inner}+++\n\ntext").meta

    assert len(meta) == 1000
    assert sum(map(len, meta)) < 300_000


def test_directives_before_a_long_line_read_it_once() -> None:
    def copied(count: int) -> int:
        comment = "<!-- healthlint-disable-next-line -->"
        text = f"{comment}\n" * count + comment * count + f"\n{LONG}"
        document = parse(read("a.md", text.encode(), Format.MARKDOWN))
        document = replace(document, source=replace(document.source, text=Counted(text)))
        Counted.copied = 0
        apply(mentions(document, catalogue), findings, ())
        return Counted.copied

    catalogue = Catalogue(rulepack.load().rules)
    findings = lint(ARTICLE, "markdown").findings
    assert findings
    assert copied(100) <= 2.5 * copied(50)


def test_code_marks_of_every_length_in_mdx() -> None:
    def masked(text: str) -> list[str]:
        return [text[one.start : one.end] for one in mdx.find(text).stretches]

    assert masked("`{a}` ``{b} ` {c}`` {d} ```{e}") == ["{d}", "{e}"]
    assert masked("\\```{a}`` {b}") == ["{b}"]
    assert masked("x " + "`" * 1500 + "{a}" + "`" * 1500 + "{b}") == ["{b}"]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Fill a directory with what is no article, and one that is."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "bom.md").write_bytes(b"\xef\xbb\xbf")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "half.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "bytes.md").write_bytes(b"text \xff\x80\xed\xa0\x80 text")
    (tmp_path / "escape.md").write_text(
        '---\ntitle: "\\e[31m Microneedling \\u202e"\n---\n# \x1b[31mRed \u202e&#27;[1m\n\n' + TREATMENT * 20
    )
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "\x1b[31m\u202e\n%s.md").write_text(ARTICLE)
    os.symlink("/etc/passwd", tmp_path / "out.md")
    os.symlink("self.md", tmp_path / "self.md")
    os.symlink(".", tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe.md")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and such names")
@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_a_hostile_directory(hostile: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    code = main(["--isolated", "--verbose", "--color", "never", "--output-format", form, str(hostile)])
    told = capsys.readouterr()

    assert code == 2
    assert "picture.md: this is a binary file" in told.err
    assert "good.md" in told.out
    assert "root:" not in told.out
    for sign in ("\x1b", "\u202e", "Traceback", "itself failed"):
        assert sign not in told.out + told.err
    if form == "json":
        assert len(json.loads(told.out)["files"]) == 7


def test_an_article_that_is_all_footer() -> None:
    assert lint(f"<footer>{('<p>' + TREATMENT) * 60}</footer>", "html").error is None


def test_headings_without_a_title() -> None:
    def write(count: int) -> str:
        return TREATMENT * 5 + "## Side effects of microneedling\n\nNausea is common.\n\n" * count

    lint(write(9), "markdown")
    first, second = (steps(lambda n=n: lint(write(n), "markdown")) for n in (200, 800))  # type: ignore[misc]

    assert second <= 5 * first
