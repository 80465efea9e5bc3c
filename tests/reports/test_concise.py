from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from healthlint.reports import Run, concise
from healthlint.types import Edit, FileReport, Fix, Severity, Span

Build = Callable[..., FileReport]


def test_one_line_for_each_finding(report: Build) -> None:
    first = report("a cure\nfor all\n", "cure", message="Two\n lines.")
    second = report("a cure\nfor all\n", "all", code="HL402", severity=Severity.INFO)
    both = replace(first, findings=(*first.findings, *second.findings))
    assert list(concise.render([both], Run())) == [
        "article.md:1:3: HL401 Two lines.\narticle.md:2:5: HL402 This is too hard to read.\n"
    ]


@pytest.mark.parametrize(("safety", "mark"), [("safe", "[*] "), ("unsafe", "")])
def test_what_fix_mends_is_marked(report: Build, safety: str, mark: str) -> None:
    made = report("a cure\n", "cure", fix=Fix("Say less", (Edit(Span(2, 6), "help"),), safety))  # type: ignore[arg-type]
    assert list(concise.render([made], Run())) == [f"article.md:1:3: HL401 {mark}This is too hard to read.\n"]


def test_paths_are_safe_and_colour_is_asked_for(report: Build) -> None:
    made = report("a cure\n", "cure", path="x\x1b[2J.md")
    assert "".join(concise.render([made], Run())).startswith("x\\x1b[2J.md:1:3: ")
    assert "\x1b[1;33mHL401\x1b[0m" in "".join(concise.render([made], Run(color=True)))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("::stop-commands::x.md", "\\x3a:stop-commands::x.md"),
        (" ::error::x.md", " \\x3a:error::x.md"),
        ("##[error]x.md", "\\x23#[error]x.md"),
        ("##vso[task.complete]x.md", "\\x23#vso[task.complete]x.md"),
    ],
)
def test_ci_service_finds_no_command_in_a_path(report: Build, path: str, shown: str) -> None:
    assert "".join(concise.render([report("a cure\n", "cure", path=path)], Run())).startswith(
        f"{shown}:1:3: "
    )
