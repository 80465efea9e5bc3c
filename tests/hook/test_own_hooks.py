"""Our own hooks, run over all our files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.timeout(300)
def test_our_own_hooks_pass(snapshot: Path, run: Callable[..., tuple[int, str]]) -> None:
    # The hooks run the tools of .venv; those of this Python are the same.
    (snapshot / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    code, said = run(snapshot, "pre-commit", "run", "--all-files")
    assert code == 0, said
    hooks = ["ruff check", "ruff format", "mypy", "import contracts", "healthlint"]
    assert re.findall(r"^(.+?)\.+Passed$", said, re.MULTILINE) == hooks
