"""A pack that is really installed, with its rules, its code and its entry point. Needs no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOUD = "# Acne\n\nThis cream is VERY GOOD against spots. Use sunscreen.\n"
QUIET = "# Moles\n\nLook at your moles in summer.\n"


def install(project: Path, target: Path, *options: str) -> None:
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-index", "--no-build-isolation", *options, "--target", str(target), str(project)]
    subprocess.run(command, check=True, env={**os.environ, "PIP_NO_COMPILE": "0"})


@pytest.fixture(scope="module")
def derma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the distribution healthlint-derma is installed."""
    target = tmp_path_factory.mktemp("installed")
    install(Path(__file__).parent / "derma", target)
    return target


@pytest.fixture
def house(tmp_path: Path, derma: Path, clean_environment: Mapping[str, str]) -> House:
    """Return a project that names the pack."""
    (tmp_path / ".git").mkdir()
    house = House(tmp_path, {**clean_environment, "PYTHONPATH": os.pathsep.join([str(derma), str(ROOT)])})
    house.write("healthlint.toml", 'packs = ["derma"]\nselect = ["DERM101", "DERM102"]\n')
    house.write("loud.md", LOUD)
    house.write("quiet.md", QUIET)
    return house


class House:
    """A project to run healthlint in."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "healthlint", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    def findings(self, *arguments: str) -> dict[str, list[str]]:
        report: dict[str, Any] = json.loads(self.run("--output-format", "json", *arguments, ".")[1])
        return {
            file["path"]: [f"{item['code']} {item['quote']}: {item['message']}" for item in file["findings"]]
            for file in report["files"]
        }


def test_rules_of_an_installed_pack_run_with_their_code_and_options(house: House) -> None:
    shout = "This cream is VERY GOOD against spots."
    sunscreen = "DERM102 Moles: Nothing here speaks of sunscreen. Say when to use it."
    assert house.findings() == {
        "loud.md": [f"DERM101 {shout}: 2 words in capitals, from VERY on. Write them small."],
        "quiet.md": [sunscreen],
    }
    house.write(
        "healthlint.toml",
        'packs = ["derma"]\nselect = ["DERM"]\nignore = ["DERM103"]\n[rules.DERM101]\nmost = 2',
    )
    assert house.findings() == {"loud.md": [], "quiet.md": [sunscreen]}
    house.write("loud.md", f"<!-- healthlint-disable-file no-shouting -->\n\n{LOUD}")
    assert house.findings("--select", "DERM101")["loud.md"] == []


def test_an_installed_pack_is_loaded_only_where_a_config_names_it(house: House) -> None:
    assert "DERM101" in house.run("rules")[1]
    assert house.run("explain", "no-shouting")[1].startswith("DERM101 no-shouting\nA sentence shouts.\n")
    house.write("healthlint.toml", "")
    assert "DERM101" not in house.run("rules")[1]
    assert "unknown rule 'DERM101'" in house.run("--select", "DERM101", ".")[2]


def test_code_that_fails_is_told_and_loses_nothing_else(house: House) -> None:
    raised = "raised ZeroDivisionError (one by nought) in shouting.py:"
    fault = "DERM103 failed: healthlint_derma.shouting:fails " + raised
    code, out, err = house.run("--select", "DERM101,DERM103", "--output-format", "json", ".")
    report = json.loads(out)
    assert code == 2
    assert err.startswith(f"healthlint: error: loud.md: {fault}")
    assert err.endswith("Found 1 warning, 1 info in 2 files. rules of packs failed 1 time.\n")
    assert [error["path"] for error in report["errors"]] == ["loud.md"]
    assert report["errors"][0]["message"].startswith(fault)
    assert report["summary"]["unreadable"] == 0
    verdicts = {verdict["code"]: verdict["outcome"] for verdict in report["files"][0]["verdicts"]}
    assert verdicts == {"DERM101": "fail", "DERM103": "unsure"}
    assert [item["message"] for item in report["files"][1]["findings"]] == ["Something is missing."]


def test_a_folder_beside_the_config_does_not_hide_an_installed_pack(house: House) -> None:
    house.write("derma/rule.yaml", "code: DERM101\n")
    code, _, err = house.run(".")
    assert code == 2
    assert err == (
        "healthlint: error: healthlint.toml:1: packs: 'derma' is an installed pack, and a folder beside this "
        "config; write './derma' for the folder, or rename it\n"
    )


def test_a_pull_request_cannot_bring_a_distribution_or_a_module(house: House) -> None:
    # Python puts the working directory on its path under -m: what lies there is no installed pack.
    evil = "raise SystemExit('code of the pull request ran')\n"
    house.write("healthlint_evil/__init__.py", evil)
    house.write("healthlint_evil-1.0.dist-info/METADATA", "Name: healthlint-evil\nVersion: 1.0\n")
    house.write(
        "healthlint_evil-1.0.dist-info/entry_points.txt", "[healthlint.rules]\nevil = healthlint_evil\n"
    )
    house.write("healthlint.toml", 'packs = ["evil"]\n')
    code, _, err = house.run(".")
    assert (code, "no installed pack is called 'evil'" in err, "ran" in err) == (2, True, False)

    (house.folder / "healthlint_derma").mkdir()
    house.write("healthlint_derma/__init__.py", evil)
    house.write("healthlint.toml", 'packs = ["derma"]\n')
    code, _, err = house.run(".")
    assert code == 2
    assert (
        "the installed pack 'derma' names 'healthlint_derma', which is no folder of healthlint-derma" in err
    )


RULE = """\
code: ODD10{number}
name: odd-rule-{number}
summary: A rule.
severity: info
preset: all
kind: python
python: {function}
fields: [words]
message: {{default: "{{words}} words, not {{limit}}"}}
why: Because.
how_to_fix: Somehow.
"""


FUNCTIONS = {
    "os:system": "7: 'os' is no module of odd-pack, the distribution of this pack",
    "healthlint_derma.shouting:fails": "7: 'healthlint_derma.shouting' is no module of odd-pack, the ",
    "odd_pack.gone:f": "7: there is no module 'odd_pack.gone'",
    "odd_pack.code:gone": "7: 'odd_pack.code' has no function 'gone'",
    "odd_pack.code:LIMIT": "7: 'odd_pack.code' has no function 'LIMIT'",
    "odd_pack.code:system": "7: 'odd_pack.code:system' is a function of 'posix', not of odd-pack",
    "odd_pack.broken:f": "7: 'odd_pack.broken' cannot be imported (RuntimeError: no luck)",
    "odd_pack.leaves:f": "7: 'odd_pack.leaves' cannot be imported (SystemExit: 3)",
    "odd pack": "7: python must name a function, like package.module:function, not 'odd pack'",
    "odd_pack.code:f": "9: message 'default' has no field 'limit'; there are: words",
}


def name_odd_pack(house: House, modules: Mapping[str, str], functions: Iterable[str]) -> None:
    """Install a distribution of `modules`, with a rule for each of `functions`, and name it in the config."""
    target = house.folder.parent / f"{house.folder.name}-odd"
    odd = target / "odd_pack"
    info = target / "odd_pack-1.0.dist-info"
    files = {
        odd / "__init__.py": "",
        **{odd / f"{name}.py": code for name, code in modules.items()},
        info / "METADATA": "Metadata-Version: 2.1\nName: odd-pack\nVersion: 1.0\n",
        info / "entry_points.txt": "[healthlint.rules]\nodd = odd_pack.rules\n",
    }
    for number, function in enumerate(functions):
        files[odd / "rules" / f"{number}.yaml"] = RULE.format(function=function, number=number)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    listed = "".join(f"{path.relative_to(target)},,\n" for path in (*files, info / "RECORD"))
    (info / "RECORD").write_text(listed, encoding="utf-8")
    python_path = os.pathsep.join([str(target), house.environment["PYTHONPATH"]])
    house.environment = {**house.environment, "PYTHONPATH": python_path}
    house.write("healthlint.toml", 'packs = ["odd"]\n')


def test_only_functions_of_the_same_distribution(house: House) -> None:
    modules = {
        "code": "from os import system\nLIMIT = 3\n\n\ndef f(analysis, options):\n    return []\n",
        "broken": "raise RuntimeError('no\\nluck')\n",
        "leaves": "raise SystemExit(3)\n",
    }
    name_odd_pack(house, modules, FUNCTIONS)
    code, _, err = house.run("rules")
    assert code == 2
    for number, fault in enumerate(FUNCTIONS.values()):
        assert f"healthlint: error: odd/{number}.yaml:{fault}" in err


CODE = """\
print("on import")


class Odd(BaseException):
    pass


def prints(analysis, options):
    print("in the function")
    yield None, {"words": 3}


def leaves(analysis, options):
    raise Odd("one\\n::error::two")


def counts(analysis, options):
    return 5
"""
FAULTS = [
    "ODD101 failed: odd_pack.code:leaves raised Odd (one ::error::two) in code.py:",
    "ODD102 failed: odd_pack.code:counts must yield its findings or return a list of them, not int",
]


def test_code_that_prints_or_leaves_spoils_no_report(house: House) -> None:
    name_odd_pack(house, {"code": CODE}, [f"odd_pack.code:{name}" for name in ("prints", "leaves", "counts")])
    for path in (house.folder.parent / f"{house.folder.name}-odd/odd_pack/rules").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(", not {limit}", ""), encoding="utf-8")
    code, out, err = house.run("--select", "ODD", "--output-format", "json", "quiet.md")
    report = json.loads(out)
    assert code == 2
    assert [item["message"] for item in report["files"][0]["findings"]] == ["3 words"]
    assert "on import\nin the function\n" in err
    for fault, told in zip(FAULTS, report["errors"], strict=True):
        assert told["message"].startswith(fault)
