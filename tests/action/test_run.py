"""What the action lints, and what it tells, in the log, on the summary page and with its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.action.conftest import Runner

BAD = "# Foam rollers\n\nThe [long roller](https://amzn.to/3abcdef) suits most backs. Roll slowly.\n"
GOOD = BAD.replace("(https://amzn.to/3abcdef)", "(https://amzn.to/3abcdef) (paid link)")


def test_a_bad_article_fails_the_step(runner: Runner) -> None:
    runner.commit({"rollers.md": BAD, "good.md": GOOD})
    step = runner.step()
    assert step.code == 1
    assert "\n::error file=rollers.md,line=3," in "\n" + step.log
    assert "good.md" not in step.log
    assert step.summary.startswith("# Of a step before\n<!-- healthlint -->\n")
    assert "rollers.md" in step.summary
    assert Path(step.outputs["report"]).read_text(encoding="utf-8") in step.summary
    (run,) = json.loads(Path(step.outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["HL301"]


def test_good_articles_pass_and_the_workspace_is_left_clean(runner: Runner) -> None:
    runner.commit({"good.md": GOOD})
    step = runner.step()
    assert step.code == 0, step.log
    assert "::error" not in step.log
    assert "<!-- healthlint -->" in step.summary
    assert [path.name for path in runner.workspace.iterdir() if path.name != ".git"] == ["good.md"]


def test_a_pull_request_answers_for_what_it_brings(runner: Runner) -> None:
    runner.commit({"old.md": BAD})
    runner.git("update-ref", "refs/remotes/origin/main", "HEAD")
    runner.commit({"old.md": BAD + "\nMore.\n", "new.md": GOOD})
    pull_request = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main"}
    assert runner.step(**pull_request).code == 0
    assert runner.step(**pull_request, INPUT_DIFF_BASE="none").code == 1

    runner.commit({"new.md": BAD})
    step = runner.step(**pull_request)
    assert step.code == 1
    assert "::error file=new.md," in step.log
    assert "::error file=old.md," not in step.log
    assert runner.step(INPUT_DIFF_BASE="HEAD").code == 0


def test_a_base_that_is_missing_is_told(runner: Runner) -> None:
    runner.commit({"good.md": GOOD})
    step = runner.step(GITHUB_EVENT_NAME="pull_request", GITHUB_BASE_REF="main")
    assert step.code == 2
    assert "git knows no revision 'origin/main'" in step.log
    assert (
        "::error title=healthlint::could not start: git knows no revision 'origin/main'; name a" in step.log
    )
    assert "could not start:\n\n```text\ngit knows no revision 'origin/main'" in step.summary
    assert step.outputs == {}


def test_the_reason_is_told_as_it_is_and_commands_nothing(runner: Runner) -> None:
    runner.commit({"healthlint.toml": '"a%0A`::x" = 1\n', "good.md": GOOD})
    step = runner.step()
    assert step.code == 2
    assert "::error title=healthlint::could not start: healthlint.toml:1: " in step.log
    (annotation,) = (line for line in step.log.splitlines() if line.startswith("::error"))
    assert "%250A" in annotation
    assert "a%0A'" in step.summary


def test_inputs_become_options(runner: Runner) -> None:
    runner.commit({"a b.md": BAD, "c.md": BAD, "d.md": BAD})
    step = runner.step(INPUT_PATHS="a b.md\r\n\nc.md\n", INPUT_ARGS="--ignore HL402\n --preset strict")
    assert step.code == 1
    assert "::error file=a b.md," in step.log
    assert "::error file=c.md," in step.log
    assert "file=d.md" not in step.log
    assert runner.step(INPUT_FAIL_ON="never").code == 0
    assert runner.step(INPUT_ARGS="--select HL402").code == 0


@pytest.mark.parametrize(
    "variable", ["INPUT_PATHS", "INPUT_ARGS", "INPUT_DIFF_BASE", "INPUT_FAIL_ON", "GITHUB_BASE_REF"]
)
def test_no_input_is_code(runner: Runner, variable: str) -> None:
    runner.commit({"good.md": GOOD})
    hostile = "a'; touch ../owned; '\"; touch ../owned; \"$(touch ../owned)`touch ../owned`"
    assert runner.step(**{variable: hostile}).code == 2
    assert not (runner.workspace.parent / "owned").exists()


def test_a_base_cannot_pass_for_an_option(runner: Runner) -> None:
    runner.commit({"good.md": GOOD})
    step = runner.step(INPUT_DIFF_BASE="--upload-pack=x")
    assert step.code == 2
    assert "'--upload-pack=x' is no revision" in step.log


def test_a_file_cannot_pass_for_an_option(runner: Runner) -> None:
    runner.commit({"--isolated": "", "--config=mine.md": GOOD, "mine.md": "no config", "bad.md": BAD})
    step = runner.step(INPUT_PATHS="--config=mine.md\nbad.md")
    assert step.code == 1, step.log
    assert "::error file=bad.md," in step.log


def test_arguments_are_no_patterns(runner: Runner) -> None:
    runner.commit({"good.md": GOOD, "bad.md": BAD})
    step = runner.step(INPUT_PATHS="good.md", INPUT_ARGS="*.md")
    assert step.code == 2
    assert "*.md: does not exist" in step.log


def test_what_a_stranger_names_a_file_is_no_command(runner: Runner) -> None:
    runner.commit({"##[set-output name=report]x.md": BAD, "::warning::x.md": BAD})
    (runner.workspace / "##[set-output name=report]y.md").symlink_to("/nowhere")
    names = "\n".join(path.name for path in runner.workspace.iterdir() if path.suffix == ".md")
    step = runner.step(INPUT_PATHS=names)
    assert step.code == 2
    lines = step.log.splitlines()
    heard = [line.split(" ")[0] for line in lines if line.lstrip().startswith("::")]
    assert heard == ["::error"] * 3
    # The older kind of command counts anywhere in a line, but not within one of the newer.
    assert not [line for line in lines if "##[" in line and not line.startswith("::error ")]
