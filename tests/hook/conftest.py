"""The real pre-commit, with a cache of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def run(
    tmp_path_factory: pytest.TempPathFactory, clean_environment: Mapping[str, str]
) -> Callable[..., tuple[int, str]]:
    """Return what runs a command in a folder and returns its exit code and all that it said."""
    environment = {**clean_environment, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit"))}

    def call(folder: Path, *command: str) -> tuple[int, str]:
        if command[0] == "pre-commit":
            command = (sys.executable, "-m", "pre_commit", *command[1:])
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    return call
