"""Fixing every labelled article does no harm. Skipped where the corpus is not beside the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

import healthlint
from fuzz import truths
from healthlint import rulepack
from healthlint.rulepack.model import PhraseRule
from healthlint.sources import format_of, parse, read

COMMAND = [sys.executable, "-m", "healthlint", "--isolated", "--preset", "all", "--quiet"]
REPLACED = {"a", "an"} | {
    word
    for rule in rulepack.load().rules
    if isinstance(rule, PhraseRule)
    for phrase in (*rule.phrase.replace, *rule.phrase.suggest)
    for word in phrase.words.lower().split()
}
"""The words that a fix may take away."""


def lint(folder: Path, *arguments: str) -> tuple[int, Mapping[str, Any]]:
    done = subprocess.run(
        [*COMMAND, "--output-format", "json", *arguments], cwd=folder, capture_output=True, check=False
    )
    return done.returncode, json.loads(done.stdout)


def codes(report: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Count the findings of each file by their rules."""
    return {file["path"]: Counter(found["code"] for found in file["findings"]) for file in report["files"]}


def words(raw: bytes) -> Counter[str]:
    """Count the words of a text, without the marks around and between them."""
    text = raw.decode("utf-8", "replace").lower().replace("\u2019", "'")
    return Counter(word.strip("'/-") for word in re.findall(r"[\w'/-]+", text))


def copied(articles: Iterable[Path], folder: Path) -> Path:
    folder.mkdir()
    for path in articles:
        shutil.copyfile(path, folder / path.name)
    return folder


def raws(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def before(corpus_dir: Path) -> dict[str, Counter[str]]:
    return codes(lint(corpus_dir / "articles", ".")[1])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("options", [("--fix",), ("--fix", "--unsafe-fixes")], ids=["safe", "unsafe"])
def test_fixing_does_no_harm(
    corpus_dir: Path, tmp_path: Path, before: dict[str, Counter[str]], options: tuple[str, ...]
) -> None:
    folder = copied((corpus_dir / "articles").iterdir(), tmp_path / "articles")
    old = raws(folder)

    code, left = lint(folder, *options, ".")

    new = raws(folder)
    changed = [name for name in old if new[name] != old[name]]
    assert code in (0, 1)
    assert left["errors"] == []
    assert len(changed) > 20
    after = codes(left)
    assert {name: after[name] - before[name] for name in before if after[name] - before[name]} == {}
    for name in changed:
        form = format_of(name)
        assert form is not None
        truths.document(parse(read(name, new[name], form)))
        assert set(words(old[name]) - words(new[name])) <= REPLACED, name
    # What was not changed the first time, linted just so, cannot be the second.
    lint(folder, *options, *changed)
    assert raws(folder) == new


def test_every_edit_of_every_fix_keeps_the_bytes_around_it(corpus_dir: Path) -> None:
    for path in sorted((corpus_dir / "articles").iterdir()):
        truths.report(healthlint.lint_file(path, isolated=True, select=["HL101", "HL201", "HL3"]))
