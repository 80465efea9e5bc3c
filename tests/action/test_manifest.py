"""What GitHub reads of action.yml, and that inputs reach the scripts as variables only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml


@pytest.fixture(scope="module")
def action(project: Path) -> dict:
    return yaml.safe_load((project / "action.yml").read_text(encoding="utf-8"))


def test_it_is_a_composite_action(action: dict) -> None:
    assert set(action) == {"name", "description", "branding", "inputs", "outputs", "runs"}
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert set(step) <= {"id", "shell", "env", "run"}
        assert step["shell"] == "bash"
    assert all(set(each) == {"description", "default"} for each in action["inputs"].values())
    # GitHub knows text only.
    assert all(isinstance(each["default"], str) for each in action["inputs"].values())


def test_no_expression_stands_in_a_script(action: dict) -> None:
    assert not [step for step in action["runs"]["steps"] if "${{" in step["run"]]


def test_every_input_reaches_the_script(action: dict, project: Path) -> None:
    (given,) = (step["env"] for step in action["runs"]["steps"] if "env" in step)
    assert given == {
        f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in action["inputs"]
    }
    script = (project / "action" / "run.sh").read_text(encoding="utf-8")
    assert set(re.findall(r"INPUT_[A-Z_]+(?=[}:\-])", script)) == set(given)


def test_every_output_is_one_of_the_script(action: dict, project: Path) -> None:
    script = (project / "action" / "run.sh").read_text(encoding="utf-8")
    for name, output in action["outputs"].items():
        assert output["value"] == f"${{{{ steps.lint.outputs.{name} }}}}"
        assert f"{name}=%s" in script


def test_every_input_and_output_is_documented(action: dict, project: Path) -> None:
    page = (project / "docs" / "ci.md").read_text(encoding="utf-8")
    for name in [*action["inputs"], *action["outputs"]]:
        assert f"`{name}`" in page


@pytest.mark.parametrize("script", ["install.sh", "run.sh"])
def test_scripts_parse_and_can_be_run(project: Path, script: str) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    path = project / "action" / script
    assert os.access(path, os.X_OK)
    done = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
