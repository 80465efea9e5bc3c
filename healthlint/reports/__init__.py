"""The formats of reports: one module each, and one line here.

A module has `render(reports, run)`. It yields one piece of text for each file report, "" where it
has none, so that reports written side by side keep step; more may follow the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.types import FileReport, Severity

WIDTH = 100
"""Columns of a report that no terminal is asked for."""


@dataclass(frozen=True, slots=True)
class Form:
    """Say which module writes a format, and for what. `people` read it, or else programs do."""

    module: str
    about: str
    people: bool = False


FORMATS: Mapping[str, Form] = {
    "full": Form(
        "full", "for people: each finding with its line, why it is one, and what to do", people=True
    ),
    "concise": Form("concise", "for people, grep and editors: one line for each finding", people=True),
    "json": Form("jsonreport", "for programs: all that was judged, in one object"),
    "jsonl": Form("jsonl", "for programs: one object for each finding, a line each"),
    "sarif": Form("sarif", "for code scanning on GitHub and Azure, and for editors: SARIF 2.1.0"),
    "github": Form("github", "for GitHub Actions: annotations beside the lines of a pull request"),
    "gitlab": Form("gitlab", "for GitLab: a code quality report"),
    "junit": Form("junit", "for all that shows tests: JUnit XML"),
    "checkstyle": Form("checkstyle", "for Jenkins and many others: Checkstyle's XML"),
    "rdjson": Form("rdjson", "for reviewdog"),
    "markdown": Form("markdown", "for a comment on a pull request: counts, a table, why folded away"),
}
"""The formats by name, the default first."""


def _as_named(path: str) -> str:
    return path


def _any(_path: str, _severity: Severity) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what a report tells of the run, beside the reports of its files.

    `located` turns a path as it was named into the one that a CI service knows the file by: below
    the root of the repository, with slashes. `fails` says whether a finding of a severity in a file
    is as bad as `--fail-on`. `rules` are those that could run. `version` is healthlint's.
    """

    version: str = ""
    rules: tuple[Rule, ...] = ()
    located: Callable[[str], str] = _as_named
    fails: Callable[[str, Severity], bool] = _any
    color: bool = False
    width: int = WIDTH
    verbose: bool = False


def render(name: str, reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the text of a report in the format `name`; its module is imported only now."""
    pieces: Iterator[str] = import_module(f"healthlint.reports.{FORMATS[name].module}").render(reports, run)
    return pieces
