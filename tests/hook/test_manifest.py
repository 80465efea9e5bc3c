"""What the hook asks pre-commit to hand it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from healthlint.articles import SKIPPED_NAMES


@pytest.fixture(scope="module", params=["healthlint", "healthlint-staged", "healthlint-fix"])
def manifest(request: pytest.FixtureRequest, project: Path) -> dict[str, str]:
    hooks = yaml.safe_load((project / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = (hook for hook in hooks if hook["id"] == request.param)
    return hook


@pytest.mark.parametrize(
    "name", ["a.md", "docs/a.mdx", "b.markdown", "c.html", "d.htm", "e e.txt", "é.md", "post.docx"]
)
def test_articles_are_linted(manifest: dict[str, str], name: str) -> None:
    assert re.search(manifest["files"], name)
    assert not re.search(manifest["exclude"], name)


@pytest.mark.parametrize(
    "name",
    [
        *sorted(SKIPPED_NAMES),
        "CMakeLists.txt",
        "src/CMakeLists.txt",
        "requirements.txt",
        "requirements-dev.txt",
        "dev-requirements.txt",
        "requirements/test.txt",
        "constraints.txt",
        "~$post.docx",
        "drafts/~$post.docx",
        "a.py",
        "a.md.j2",
    ],
)
def test_other_files_are_not(manifest: dict[str, str], name: str) -> None:
    assert not re.search(manifest["files"], name) or re.search(manifest["exclude"], name)
