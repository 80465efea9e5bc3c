from __future__ import annotations

import pytest

from healthlint import engine, rulepack
from healthlint.config import Settings
from healthlint.discover import Input
from healthlint.types import Document, Format, Source

PACK = rulepack.load()
SETTINGS = Settings(frozenset({"HL402"}), {}, {})


def errors(*inputs: Input) -> list[str | None]:
    return [report.error for report in engine.lint(inputs, lambda _: SETTINGS, PACK)]


def test_a_file_that_cannot_be_read_does_not_lose_the_others() -> None:
    binary = Input("a.md", b"\x89PNG\x00\x00")
    article = Input("b.md", b"# Pain\n\nSee your doctor.")
    unknown = Input("c.xyz", b"")

    first, second, third = errors(binary, article, unknown)

    assert "binary" in (first or "")
    assert second is None
    assert "--format" in (third or "")


def test_a_fault_of_ours_on_one_file_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Source) -> Document:
        if source.path == "a.md":
            raise ZeroDivisionError("division by zero")
        return parse(source)

    parse = engine.parse
    monkeypatch.setattr(engine, "parse", broken)
    first, second = errors(Input("a.md", b"text"), Input("b.md", b"text", Format.TEXT))

    assert first == "healthlint failed on this file (ZeroDivisionError: division by zero); please report it"
    assert second is None


def test_reports_come_one_by_one() -> None:
    def inputs() -> object:
        yield Input("a.md", b"text")
        raise AssertionError("asked for too early")

    reports = engine.lint(inputs(), lambda _: SETTINGS, PACK)  # type: ignore[arg-type]

    assert next(reports).path == "a.md"
