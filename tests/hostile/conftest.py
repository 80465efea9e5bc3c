"""A folder with one good article, and the command line over it and what else lies there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from healthlint.cli import main

GOOD = (
    "# Microneedling\n\n"
    + "Microneedling is a treatment with needles. It can cause bleeding and infection.\n\n" * 20
)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what a run said: `files` are those of its JSON report by name."""

    code: int
    files: Mapping[str, Any]
    told: str


Lint = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with `good.md`, as the working directory."""
    home = tmp_path / "project"
    (home / ".git").mkdir(parents=True)
    (home / "good.md").write_text(GOOD)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def lint(folder: Path, capsys: pytest.CaptureFixture[str]) -> Lint:  # noqa: ARG001 - where it runs
    """Return what lints paths (none: the folder) with every rule; the good article is among them."""

    def run(*arguments: str) -> Run:
        given = arguments or (".",)
        code = main(["--extend-select", "ALL", "--fail-on", "never", "--output-format", "json", *given])
        out, err = capsys.readouterr()
        for sign in ("Traceback", "itself failed", "failed on this file", "\x1b", "\u202e"):
            assert sign not in out + err
        files = {file["path"]: file for file in json.loads(out)["files"]} if out else {}
        if out and given == (".",):
            assert {finding["code"] for finding in files["good.md"]["findings"]} >= {"HL101", "HL201"}
        return Run(code, files, err)

    return run
