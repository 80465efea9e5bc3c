"""Our own hooks, run over all our files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.timeout(300)
def test_our_own_hooks_pass(snapshot: Path, run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    # The hooks may mend files, so they get a copy of their own.
    run(tmp_path, "git", "clone", "-q", str(snapshot), "own")
    # The hooks run the tools of .venv; those of this Python are the same.
    (tmp_path / "own" / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    code, said = run(tmp_path / "own", "pre-commit", "run", "--all-files")
    assert code == 0, said
    hooks = ["ruff check", "ruff format", "mypy", "import contracts", "healthlint"]
    assert re.findall(r"^(.+?)\.+Passed$", said, re.MULTILINE) == hooks
