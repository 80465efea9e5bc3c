"""Articles that no writer wrote, each beside a good one, in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = "Microneedling is a treatment with needles. It can cause bleeding and infection.\n\n"
LONGEST = 5 * 1024 * 1024
"""Bytes that healthlint reads of an article."""

READ = {
    "empty": "",
    "blank": " \n\t\n" * 1000,
    "mark-alone": "\ufeff",
    "one-line-of-5-MB": "x" * LONGEST,
    "exclamations": f"# Microneedling\n\n{TEXT}{'!' * 20_000}",
    "million-brackets": "(" * 1_000_000,
    "tags-without-end": "<a " * 30_000,
    "tags-with-broken-ends": "<a href='x" * 10_000,
    "nested-quotes": "> " * 10_000 + "text",
    "nested-quote-elements": "<blockquote>" * 10_000 + "text",
    "nested-lists": "- " * 10_000 + "text",
    "nested-list-elements": "<ul><li>" * 10_000 + "text",
    "indented-lists": "".join("  " * depth + "- text\n" for depth in range(500)),
    "nested-divs": "<div>" * 10_000 + "text" + "</div>" * 10_000,
    "nested-tables": "<table><tr><td>" * 10_000 + "text",
    "nested-braces": "{" * 10_000 + "text" + "}" * 10_000,
    "components": "<Box a={" * 10_000,
    "comments": "<!-- healthlint-disable " * 10_000,
    "directives": "<!-- healthlint-disable-next-line HL402 -->\n" * 3_000 + TEXT,
    "unknown-rules": f"<!-- healthlint-disable {' '.join(f'HX{n}' for n in range(10_000))} -->\n{TEXT}",
    "emphasis": "*a **b _c " * 10_000,
    "code-marks": "".join("`" * count + "a" for count in range(500)),
    "footnotes": "".join(f"[^{n}]: a[^{n}]\n\n" for n in range(3_000)),
    "references": "[a][a" * 10_000,
    "addresses": "http://a.b(((" * 10_000,
    "json-ld": f"<script type='application/ld+json'>{'[' * 100_000}</script>\n\n{TEXT}",
    "right-to-left": f"# \u202eMicroneedling\u2066\u200f\n\n{TEXT}" + "\u202e" * 10_000,
    "accents": "e" + "\u0301" * 100_000,
    "escapes": f"# \x1b[31mMicroneedling\x1b]8;;http://a.b\x07&#27;[1m\n\n{TEXT * 20}",
    "controls": "".join(map(chr, range(1, 32))) * 1000 + TEXT,
}
FRONT_MATTER = {
    "broken": "title: Aspirin: the facts\n\t- x\n'",
    "list": "- a\n- b",
    "aliases": "title: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]",
    "merged": "title: &a {x: 1}\nb:\n  <<: *a",
    "object": "title: !!python/object/apply:os.system ['true']",
    "deep": f"title: {'[' * 10_000}",
    "indented": "title:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 200)),
    "twice": "title: a\ntitle: b",
    "long": "title: a\n" + "b: c\n" * 20_000,
    "number": f"title: {'9' * 60_000}",
    "date": "date: 2024-99-99",
    "escape": 'title: "\\UFFFFFFFF"',
    "half": 'title: "\\ud800 \\e[1m"',
    "directive": "title: a\n%YAML 9.9",
    "ours": "healthlint: {disable: [[[HL1]], {a: b}], x: 1}",
}
TOML = {
    "toml-dots": "title = 1\n" + ".".join("a" * 20_000) + " = 1",
    "toml-deep": f"title = {'[' * 10_000}",
    "toml-twice": "title = 1\ntitle = 2",
    "toml-number": f"title = {'9' * 10_000}",
}
REFUSED = {
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is a binary file, not an article"),
    "nul": (TEXT.encode() * 20 + b"\x00", "this is a binary file, not an article"),
    "large": (b"a" * (LONGEST + 1), "is larger than 5 MB, which no article is; exclude it"),
}

Lint = Callable[..., Any]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("suffix", ["md", "mdx", "html", "txt"])
def test_what_can_be_read_is_linted(folder: Path, lint: Lint, suffix: str) -> None:
    for name, text in READ.items():
        (folder / f"{name}.{suffix}").write_text(text)
    run = lint()

    assert run.files.keys() == {"good.md", *(f"{name}.{suffix}" for name in READ)}
    assert run.code == 0


@pytest.mark.timeout(400)
@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_words_of_5_mb_on_one_line(folder: Path, lint: Lint, suffix: str) -> None:
    size = LONGEST if suffix == "txt" else LONGEST // 8
    (folder / f"long.{suffix}").write_text("word " * (size // 5))
    run = lint()

    assert run.files[f"long.{suffix}"]["measures"]["words"] == size // 5
    assert run.code == 0


def test_front_matter_that_is_none(folder: Path, lint: Lint) -> None:
    for fence, bodies in (("---", FRONT_MATTER), ("+++", TOML)):
        for name, body in bodies.items():
            (folder / f"{name}.md").write_text(f"{fence}\n{body}\n{fence}\n\n# Microneedling\n\n{TEXT}")
    run = lint()
    told = {
        path for path, file in run.files.items() if any(one["code"] == "HL003" for one in file["findings"])
    }

    assert run.files.keys() == {"good.md", *(f"{name}.md" for name in FRONT_MATTER | TOML)}
    assert {f"{name}.md" for name in ("broken", "aliases", "deep", "twice", "long", *TOML)} <= told
    assert run.code == 0


@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_told(folder: Path, lint: Lint, name: str, suffix: str) -> None:
    raw, sentence = REFUSED[name]
    (folder / f"{name}.{suffix}").write_bytes(raw)
    run = lint()

    assert run.code == 2
    assert f"{name}.{suffix}: {sentence}" in run.told
    assert run.files.keys() == {"good.md"}


def test_half_characters_are_read_as_windows_1252(folder: Path, lint: Lint) -> None:
    (folder / "half.md").write_bytes(TEXT.encode() + "\ud800 caf\xe9".encode("utf-8", "surrogatepass"))
    run = lint()

    assert run.code == 0
    assert run.files["half.md"]["measures"]["words"] > 10
