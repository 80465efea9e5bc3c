"""The wheel, the sdist and the editable install, each in a clean environment and off the network."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import healthlint

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(600)]

ARTICLE = "ashwagandha-gummies.md"
NO_NETWORK = """\
import sys

def _refuse(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise RuntimeError(f"healthlint asked for the network: {event}{arguments}")

sys.addaudithook(_refuse)
"""


@pytest.fixture(scope="module")
def dist(
    snapshot: Path, tmp_path_factory: pytest.TempPathFactory, clean_environment: Mapping[str, str]
) -> Path:
    """Return a folder with the sdist and the wheel built from it; `direct/` has the tree's own wheel."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    for options in (["--outdir", str(folder)], ["--wheel", "--outdir", str(folder / "direct")]):
        subprocess.run([*build, *options, str(snapshot)], check=True, env=clean_environment)
    return folder


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory, project: Path, clean_environment: Mapping[str, str]
) -> Path:
    """Return a virtual environment with what healthlint depends on, and without healthlint."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    pip(folder, *settings["project"]["dependencies"], env=clean_environment)
    return folder


@pytest.fixture(scope="module", params=["wheel", "sdist", "editable"])
def installed(
    request: pytest.FixtureRequest,
    environment: Path,
    dist: Path,
    snapshot: Path,
    clean_environment: Mapping[str, str],
) -> Path:
    """Return the environment with healthlint in it, installed in one of the three ways."""
    what = {
        "wheel": [str(next(dist.glob("*.whl")))],
        "sdist": [str(next(dist.glob("*.tar.gz")))],
        "editable": ["-e", str(snapshot)],
    }
    pip(environment, "--no-deps", "--force-reinstall", *what[request.param], env=clean_environment)
    return environment


def pip(environment: Path, *arguments: str, env: Mapping[str, str]) -> None:
    python = environment / "bin" / "python"
    command = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, env=env)


@pytest.fixture
def offline(tmp_path: Path, clean_environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return an environment in which Python ends with an error when it asks for the network."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return {**clean_environment, "PYTHONPATH": str(tmp_path / "guard")}


def test_sdist_builds_the_same_wheel_as_the_tree(dist: Path) -> None:
    contents = []
    for path in (next(dist.glob("*.whl")), next((dist / "direct").glob("*.whl"))):
        with zipfile.ZipFile(path) as wheel:
            contents.append({name: wheel.read(name) for name in wheel.namelist()})
    assert contents[0] == contents[1]


def test_wheel_holds_the_package_with_its_data_and_nothing_else(dist: Path, snapshot: Path) -> None:
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    info = f"healthlint-{healthlint.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"healthlint", info}
    assert f"{info}/licenses/LICENSE" in names
    assert {"healthlint/py.typed", "healthlint/analysis/data/syllables.txt.gz"} <= names
    files = (path for path in (snapshot / "rules").rglob("*") if path.suffix in {".yaml", ".toml"})
    rules = {f"healthlint/{path.relative_to(snapshot)}" for path in files}
    assert "healthlint/rules/profiles/uk.toml" in rules
    assert {name for name in names if name.startswith("healthlint/rules/")} == rules
    modules = {str(path.relative_to(snapshot)) for path in (snapshot / "healthlint").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == modules


def test_sdist_holds_what_builds_it(dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as sdist:
        top = {name.split("/")[1] for name in sdist.getnames()}
    assert {
        "pyproject.toml",
        "PKG-INFO",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "healthlint",
        "rules",
    } <= top


def test_the_guard_refuses_the_network(environment: Path, offline: Mapping[str, str]) -> None:
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    command = [environment / "bin" / "python", "-c", script]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert "healthlint asked for the network" in done.stderr


def test_installed_healthlint_lints_elsewhere_and_offline(
    installed: Path, offline: Mapping[str, str], snapshot: Path, tmp_path: Path
) -> None:
    article = tmp_path / "elsewhere" / ARTICLE
    article.parent.mkdir()
    article.write_bytes((snapshot / "examples" / ARTICLE).read_bytes())

    def run(*program: str | Path, env: Mapping[str, str]) -> str:
        command = [*program, "check", "--output-format", "json", ARTICLE]
        done = subprocess.run(
            command, cwd=article.parent, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1, done.stderr
        return done.stdout

    report = run(installed / "bin" / "healthlint", env=offline)
    codes = {finding["code"] for finding in json.loads(report)["files"][0]["findings"]}
    assert codes == {"HL101", "HL201", "HL301", "HL401"}
    tree = {**offline, "PYTHONPATH": str(snapshot)}
    assert report == run(sys.executable, "-m", "healthlint", env=tree)


# An editable install puts the whole checkout on the path, and cannot do otherwise.
@pytest.mark.parametrize("installed", ["wheel", "sdist"], indirect=True)
def test_install_adds_no_other_top_level_package(installed: Path, offline: Mapping[str, str]) -> None:
    names = ("rules", "tests", "examples", "benchmarks", "fuzz", "tools")
    script = f"import importlib.util as u; print(*(name for name in {names} if u.find_spec(name)))"
    command = [installed / "bin" / "python", "-I", "-c", script]
    done = subprocess.run(command, cwd=installed, env=offline, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
