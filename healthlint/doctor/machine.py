"""Examine what healthlint runs on: its parts, whether they work together, and what is around them."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint import __version__
from healthlint.changes.git import program
from healthlint.config.project import project_root
from healthlint.errors import UsageError
from healthlint.types import Format

if TYPE_CHECKING:
    from packaging.requirements import Requirement

FORMATS = tuple(Format)
_EXPECTED = "HL301"
_PAID = "https://amzn.to/3abcdef"
_TEXTS = {
    Format.MARKDOWN: f"# Rollers\n\nBuy [the roller]({_PAID}).\n",
    Format.HTML: f'<h1>Rollers</h1><p>Buy <a href="{_PAID}">the roller</a>.</p>',
    Format.TEXT: f"Rollers\n\nBuy the roller: {_PAID}\n",
}
_WORD = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="d.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006'
    '/relationships/officeDocument"/></Relationships>',
    "d.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"<w:p><w:r><w:t>Buy the roller: {_PAID}</w:t></w:r></w:p></w:body></w:document>",
}
"""The least that is a Word file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Name something that healthlint runs on; `problem` says what is wrong with it, "" if nothing is."""

    name: str
    version: str
    problem: str = ""


def parts() -> Iterator[Part]:
    """Yield healthlint, Python, and each distribution that healthlint needs."""
    yield Part("Python", f"{platform.python_version()} ({sys.executable})")
    try:
        from packaging.requirements import Requirement

        needed = requires("healthlint") or []
    except PackageNotFoundError:
        yield Part("healthlint", f"{__version__} (not installed, only on the path)")
        return
    except ImportError as error:  # it may be the very one that is broken
        yield Part("packaging", "", f"cannot be imported ({error}); install healthlint again")
        return
    yield Part("healthlint", __version__)
    for requirement in map(Requirement, sorted(needed)):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _part(requirement)


def _part(requirement: Requirement) -> Part:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return Part(requirement.name, "", "is not installed; install healthlint again")
    if requirement.specifier.contains(found, prereleases=True):
        return Part(requirement.name, found)
    wanted = f"is not what healthlint needs ({requirement.specifier}); install healthlint again"
    return Part(requirement.name, found, wanted)


def broken_formats() -> Iterator[tuple[Format, str]]:
    """Yield each format that cannot be linted, with why: a little article of each is."""
    for form in FORMATS:
        try:
            problem = _tried(form)
        except Exception as error:  # what a broken part raises is what is to be told
            problem = f"{type(error).__name__}: {error}"
        if problem:
            yield form, problem


def _tried(form: Format) -> str:
    """Lint a little article with a paid link that it does not disclose."""
    from healthlint import rulepack
    from healthlint.config import Overrides
    from healthlint.discover import Input
    from healthlint.plan import plan

    article = Input(f"article.{form}", _word() if form is Format.DOCX else _TEXTS[form].encode(), form)
    planned = plan(["-"], rulepack.load(), overrides=Overrides(), isolated=True, stdin=lambda: article)
    (report,) = planned.run()
    if report.error is not None:
        return report.error
    found = _EXPECTED in {finding.code for finding in report.findings}
    return "" if found else f"{_EXPECTED} did not find a paid link that is not disclosed"


def _word() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in _WORD.items():
            archive.writestr(name, text)
    return made.getvalue()


def surroundings(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and state of what is around: system, git, encodings, terminal, variables that are heeded."""
    yield "system", platform.platform()
    yield "git", _git()
    root = project_root(Path(os.path.abspath(folder)))
    shallow = root is not None and os.path.exists(root / ".git" / "shallow")
    yield "repository", f"{root}{', a shallow clone' if shallow else ''}" if root is not None else "none"
    yield (
        "encoding",
        f"{sys.stdout.encoding} on standard output, {sys.getfilesystemencoding()} in names of files",
    )
    columns = shutil.get_terminal_size().columns
    yield "terminal", f"{columns} columns" if sys.stdout.isatty() else "none: output goes to a file or a pipe"
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "PYTHONPATH", "HEALTHLINT_DEBUG"):
        if os.environ.get(name):
            yield name, os.environ[name]


def _git() -> str:
    try:
        found = program()
    except UsageError:
        return "not found: what compares revisions cannot be used"
    try:
        done = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        return f"{found} cannot be run: {error}"
    return done.stdout.strip().removeprefix("git version ")
