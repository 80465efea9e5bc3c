"""What tests of every room share: the labelled articles, and a copy of the project as it stands.

pytest-socket (see pyproject.toml) keeps the tests themselves off the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "dev"
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A Writer",
    "GIT_AUTHOR_EMAIL": "writer@example.org",
    "GIT_COMMITTER_NAME": "A Writer",
    "GIT_COMMITTER_EMAIL": "writer@example.org",
    "NO_COLOR": "1",
    # This says --no-compile: pip wants a false value there. It saves a third of each install.
    "PIP_NO_COMPILE": "0",
}


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """Return the labelled development corpus: `articles/` and `labels.jsonl`."""
    if not (CORPUS / "labels.jsonl").is_file():
        pytest.skip("the labelled corpus is not beside the project")
    return CORPUS


@pytest.fixture(scope="session")
def clean_environment() -> Mapping[str, str]:
    """Return an environment into which neither our git hooks, our Python nor the user's git settings leak."""
    ours = ("GIT_", "PYTHON", "PRE_COMMIT", "PYTEST_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | SETTINGS


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory, clean_environment: Mapping[str, str]) -> Path:
    """Return a git repository with one commit: the project as it stands, uncommitted work included."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the project is not a git checkout")
    target = tmp_path_factory.mktemp("snapshot") / "healthlint"
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Snapshot"]):
        subprocess.run(["git", *command], cwd=target, check=True, env=clean_environment)
    return target
