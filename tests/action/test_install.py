"""The action from its own checkout, as a workflow gets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.action.conftest import Runner

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]

TRAP = "import pathlib\npathlib.Path(__file__).with_name('owned').touch()\nraise SystemExit('caught')\n"


def test_it_installs_its_checkout_and_lints(bare_runner: Runner, snapshot: Path) -> None:
    runner = replace(bare_runner, project=snapshot)
    traps = ("pip", "venv", "sitecustomize", "healthlint", "hatchling")
    runner.commit({"post.md": "# Foam rollers\n\nBuy the [roller](https://amzn.to/3abcdef) now.\n"})
    for name in traps:
        (runner.workspace / f"{name}.py").write_text(TRAP, encoding="utf-8")

    installed = runner.step("install.sh")
    assert installed.code == 0, installed.log
    step = runner.step()
    assert step.code == 1, step.log
    assert "::error file=post.md,line=3," in step.log
    assert not (runner.workspace / "owned").exists()


def test_a_python_that_is_too_old_is_told(bare_runner: Runner, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (old / "python3").chmod(0o755)
    step = bare_runner.step("install.sh", PATH=f"{old}:{bare_runner.environment['PATH']}")
    assert step.code == 2
    assert "::error title=healthlint::needs Python 3.11 or later" in step.log
