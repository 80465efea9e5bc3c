"""Real git repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Git = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path, clean_environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty repository, which is the working directory."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)
    made = tmp_path / "house"
    made.mkdir()
    monkeypatch.chdir(made)
    subprocess.run(["git", "init", "-q", "-b", "main"], check=True)
    return made


@pytest.fixture
def git(folder: Path) -> Git:
    """Return what runs git in the repository and returns what it said."""

    def call(*arguments: str, at: Path = folder) -> str:
        done = subprocess.run(["git", *arguments], cwd=at, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    return call


@pytest.fixture
def commit(git: Git) -> Callable[..., str]:
    """Return what writes files, given as names and texts, commits all there is and returns the commit."""

    def call(**files: str) -> str:
        for name, text in files.items():
            Path(name.replace("_", ".")).write_text(text, encoding="utf-8", newline="\n")
        git("add", "--all")
        git("commit", "-q", "--allow-empty", "-m", "Work")
        return git("rev-parse", "HEAD")

    return call
