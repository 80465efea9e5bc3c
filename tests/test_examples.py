"""The articles of `make demo`: what healthlint must find in them, and where it must be silent."""

from __future__ import annotations

from pathlib import Path

import pytest

import healthlint

EXPECTED = {
    "ashwagandha-gummies.md": ["HL101", "HL201", "HL301", "HL401"],
    "chemical-peel.html": ["HL101", "HL302"],
    "ibuprofen-gel.md": [],
    "keto-fast.txt": ["HL101", "HL201", "HL303"],
}


def test_every_example_is_expected(project: Path) -> None:
    assert sorted(path.name for path in (project / "examples").iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize(("name", "codes"), EXPECTED.items())
def test_findings(project: Path, name: str, codes: list[str]) -> None:
    report = healthlint.lint_file(project / "examples" / name, isolated=True)
    assert sorted(finding.code for finding in report.findings) == codes
