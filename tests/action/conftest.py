"""The scripts of the action, run as GitHub's runner runs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Step:
    """Know what a step left: its exit code, its log, the summary page and its outputs."""

    code: int
    log: str
    summary: str
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Runner:
    """Run steps in `workspace`, a git repository."""

    project: Path
    workspace: Path
    temporary: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> None:
        command = ["git", *arguments]
        subprocess.run(command, cwd=self.workspace, env=self.environment, check=True, capture_output=True)

    def commit(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (self.workspace / name).write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Articles")

    def step(self, script: str = "run.sh", **variables: str) -> Step:
        """Run a script of the action with the variables that GitHub and action.yml set."""
        summary, output = self.temporary / "summary.md", self.temporary / "output"
        summary.write_text("# Of a step before\n", encoding="utf-8")
        output.write_text("", encoding="utf-8")
        environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.project),
            "GITHUB_BASE_REF": "",
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
            "INPUT_PATHS": ".",
            "INPUT_ARGS": "",
            "INPUT_DIFF_BASE": "",
            "INPUT_FAIL_ON": "",
        }
        done = subprocess.run(
            ["bash", "-c", f'bash "$GITHUB_ACTION_PATH/action/{script}"'],
            cwd=self.workspace,
            env={**self.environment, **environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return Step(done.returncode, done.stdout, summary.read_text(encoding="utf-8"), outputs)


@pytest.fixture
def bare_runner(project: Path, clean_environment: Mapping[str, str], tmp_path: Path) -> Runner:
    """Return a runner on which nothing is installed yet."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    # Spaces and quotes, to see that the scripts quote.
    made = Runner(project, tmp_path / "the 'work' $space", tmp_path / "its temp", clean_environment)
    made.workspace.mkdir()
    made.temporary.mkdir()
    made.git("init", "-q", "-b", "main")
    return made


@pytest.fixture
def runner(bare_runner: Runner) -> Runner:
    """Return a runner that has this healthlint installed where action/install.sh would put it."""
    (bare_runner.temporary / "healthlint").symlink_to(sys.prefix, target_is_directory=True)
    return bare_runner
