"""Configs and ignore files of a pull request: used, or refused with a sentence; nothing outside is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lint = Callable[..., Any]

CONFIGS = {
    "deep list": ("a = " + "[" * 100_000, "is nested too deeply"),
    "deep table": ("a = " + "{b = " * 50_000, "is nested too deeply"),
    "many dots": (".".join("a" * 20_000) + " = 1", "holds a key of more than 32 parts"),
    "large": ("#" * 300_000, "is larger than 256 KB, too large for a config"),
    "unclosed": ('preset = "' + "a" * 200_000, "is not valid TOML: "),
    "control": ("preset = \x00\x1b[31m", "is not valid TOML: "),
    "escape": ('preset = "\\u001b[31m\\u202e"', 'preset must be "recommended", "strict" or "all", not '),
    "key": ('"\\u001b[31m\\u202e" = 1', "unknown key '"),
    "number": (f"preset = {'9' * 5000}", "is not valid TOML: "),
    "endless": ("[rules.HL401]\nmax-grade = 1e999", "max-grade of HL401 must be at most 20, not inf"),
    "negative": ("[rules.HL402]\nmax-words = -1", "max-words of HL402 must be at least "),
    "globs": (f"exclude = {['a*b'] * 20_000}", "exclude holds 20000 globs, more than 1000"),
    "output": ('output-format = "json:/tmp/x"', "unknown key 'output-format'; "),
    "python": ('python = "os:system"', "unknown key 'python'; "),
}


@pytest.mark.parametrize("name", ["healthlint.toml", ".healthlint.toml"])
@pytest.mark.parametrize("case", CONFIGS)
def test_config_that_is_none(folder: Path, lint: Lint, case: str, name: str) -> None:
    text, sentence = CONFIGS[case]
    (folder / name).write_text(text)
    run = lint()

    assert run.code == 2
    assert run.told.startswith(f"healthlint: error: {name}")
    assert sentence in run.told
    assert max(map(len, run.told.splitlines())) < 300


def test_broken_part_of_pyproject_is_told_and_others_are_not_ours(folder: Path, lint: Lint) -> None:
    (folder / "pyproject.toml").write_text(f"a = {'[' * 100_000}")
    assert lint().code == 0
    (folder / "pyproject.toml").write_text(f"[tool.healthlint]\na = {'[' * 100_000}")
    assert "pyproject.toml: is nested too deeply" in lint().told


def test_config_that_is_not_utf8(folder: Path, lint: Lint) -> None:
    (folder / "healthlint.toml").write_bytes(b'preset = "all"\n# caf\xe9\n')
    assert "healthlint.toml:2: is not UTF-8; save it as UTF-8" in lint().told


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
def test_config_that_is_no_file(folder: Path, lint: Lint) -> None:
    (folder.parent / "secret").write_text("password = hunter2\n")
    os.symlink("../secret", "healthlint.toml")
    run = lint()
    assert (run.code, run.files) == (2, {})
    assert "healthlint.toml: is a symbolic link to a file outside of the project" in run.told
    assert "hunter2" not in run.told
    for make in (
        lambda: os.mkfifo("healthlint.toml"),
        lambda: os.symlink("healthlint.toml", "healthlint.toml"),
        lambda: os.symlink("/dev/zero", "healthlint.toml"),
    ):
        (folder / "healthlint.toml").unlink()
        make()
        assert lint().files.keys() == {"good.md"}
        assert lint("--config", "healthlint.toml", ".").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
def test_ignore_files_of_every_kind(folder: Path, lint: Lint) -> None:
    (folder.parent / "secret").write_text("*.md\n")
    for content in (
        b"\x00\xff\xfe",
        b"[\n[!\n[z-a]\n\\\n!\n***/[\n",
        b"*a" * 30_000,
        b"a*\n" * 20_000,
        b"!" * 60_000,
    ):
        (folder / ".gitignore").write_bytes(content)
        assert lint().files.keys() == {"good.md"}
    for make in (
        lambda: os.mkfifo(".gitignore"),
        lambda: os.symlink("../secret", ".gitignore"),
        lambda: os.symlink(".gitignore", ".gitignore"),
        lambda: (folder / ".gitignore").mkdir(),
    ):
        (folder / ".gitignore").unlink()
        make()
        assert lint().files.keys() == {"good.md"}
