"""Where reports go: `--output-format FORMAT[:FILE]`."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import TextIOWrapper
from itertools import tee, zip_longest
from pathlib import Path
from typing import TextIO

from healthlint import __version__
from healthlint.cli.console import Progress, colored, quiet_stdout, width_of
from healthlint.config import closest
from healthlint.config.project import astray, project_root
from healthlint.discover import STDIN
from healthlint.drafts import draft
from healthlint.errors import UsageError
from healthlint.plan import Plan
from healthlint.reports import FORMATS, WIDTH, Run, render
from healthlint.types import FileReport

_STREAMS = (Path("/dev"), Path("/dev/fd"))
"""Where the system keeps devices and what is open."""
_STDOUT, _STDERR = (
    frozenset((f"/dev/{name}", f"/dev/fd/{number}", f"/proc/self/fd/{number}"))
    for name, number in (("stdout", 1), ("stderr", 2))
)
_ENCODING, _ERRORS, _NEWLINE = "utf-8", "backslashreplace", "\n"


@dataclass(frozen=True, slots=True)
class Output:
    """Name a format and the file it is written to; None: standard output."""

    format: str
    path: str | None

    @property
    def for_people(self) -> bool:
        return FORMATS[self.format].people


def outputs(asked: Sequence[str]) -> tuple[Output, ...]:
    """Read the values of `--output-format`. Raises UsageError."""
    found = []
    for text in asked or (next(iter(FORMATS)),):
        name, colon, path = text.partition(":")
        if name not in FORMATS:
            guess = closest(name, FORMATS)
            hint = f"did you mean {guess!r}?" if guess else f"there are: {', '.join(FORMATS)}"
            raise UsageError(f"unknown output format {name!r}; {hint}")
        if colon and not path:
            raise UsageError(f"--output-format {text} names no file; write {name}:FILE")
        found.append(Output(name, None if path in ("", "-") or path in _STDOUT else path))
    targets = [os.path.realpath(output.path) if output.path else None for output in found]
    if len(set(targets)) < len(targets):
        raise UsageError("two reports cannot go to the same place; give each a file: json:report.json")
    return tuple(found)


def spare(wanted: Sequence[Output], planned: Plan, paths: Iterable[str]) -> None:
    """Refuse what would put a report in the place of an article: one that is linted, or was named.

    Raises UsageError.
    """
    named = (*(item.path for item in planned.inputs), *paths)
    articles = {os.path.realpath(path) for path in named if not os.path.isdir(path)}
    for output in wanted:
        if output.path is None or os.path.realpath(output.path) not in articles:
            continue
        if not _is_report(output.path):
            raise UsageError(
                "is an article that is linted; name another file for the report", path=output.path
            )


def _is_report(path: str) -> bool:
    """Tell whether there is no article at `path` but what the last run left in Markdown, or nothing."""
    from healthlint.reports.markdown import MARKER

    try:
        with open(path, "rb") as file:
            return file.read(len(MARKER)) == MARKER.encode()
    except OSError:
        return True


def run_of(arguments: argparse.Namespace, planned: Plan, stdout: TextIO) -> Run:
    """Return what reports tell of a run, for one that goes to `stdout`."""
    return Run(
        version=__version__,
        rules=planned.rules,
        located=_located(Path.cwd()),
        fails=lambda path, severity: planned.resolver.settings_for(path).fail_on.reached_by(severity),
        color=colored(arguments.color, stdout),
        width=width_of(stdout),
        verbose=arguments.verbose,
    )


def _located(working: Path) -> Callable[[str], str]:
    """Return what turns a path into the one that a CI service knows: seen from the repository's root."""
    root = project_root(working) or working

    def located(path: str) -> str:
        whole = Path(os.path.normpath(working / path))
        for name in (whole, Path(os.path.realpath(whole))):
            if path != STDIN and name.is_relative_to(root):
                return name.relative_to(root).as_posix()
        return path if path == STDIN else whole.as_posix()

    return located


def write(
    reports: Iterator[FileReport],
    wanted: Sequence[Output],
    run: Run,
    *,
    progress: Progress,
    stdout: TextIO,
) -> None:
    """Write all `wanted` reports side by side, file by file; `stdout` is what counts as standard output.

    Raises UsageError for a file that cannot be written, BrokenPipeError where nobody reads.
    """
    with ExitStack() as files:
        streams = [_open(output, files, stdout) for output in wanted]
        # Renderers yield one piece for each file, so that a tee never holds more than a few.
        copies = tee(reports, len(wanted))
        pieces = [
            render(
                output.format, copy, run if output.path is None else replace(run, color=False, width=WIDTH)
            )
            for output, copy in zip(wanted, copies, strict=True)
        ]
        for row in zip_longest(*pieces, fillvalue=""):
            for output, stream, piece in zip(wanted, streams, row, strict=True):
                if piece:
                    progress.clear()
                    _put(output, stream, piece, alone=len(wanted) == 1)


def _open(output: Output, files: ExitStack, stdout: TextIO) -> TextIO:
    if output.path is None:
        return stdout
    if output.path in _STDERR:
        return sys.stderr
    try:
        target = _target(Path(output.path))
        if target is not None:
            return files.enter_context(_drafted(target, shown=output.path))
        # Appended: who opened the file may have written to it already.
        return files.enter_context(
            open(output.path, "a", encoding=_ENCODING, errors=_ERRORS, newline=_NEWLINE)
        )
    except OSError as error:
        raise _unwritten(error, output.path) from error


def _target(path: Path) -> Path | None:
    """Return what a report replaces; None where it goes into what is there, a device or a pipe.

    A pull request can bring links and pipes: within a project what is no file is refused, a link is
    replaced itself, and none is followed out. Elsewhere it is up to who runs this. Raises UsageError.
    """
    if astray(path.parent):
        raise UsageError("is below a link that leads out of the project; name another", path=str(path))
    folder = Path(os.path.realpath(path.parent))
    if any(part.lower() == ".git" for part in (*folder.parts, path.name)):
        raise UsageError("is below .git, which is git's own; name another file", path=str(path))
    if folder in _STREAMS or folder.is_relative_to("/proc"):
        return None
    if project_root(folder) is None and not folder.is_relative_to(Path.cwd()):
        path = Path(os.path.realpath(path))
        if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
            return None
    mode = os.lstat(path).st_mode if os.path.lexists(path) else 0
    if stat.S_ISDIR(mode):
        raise UsageError("cannot be written: Is a directory", path=str(path))
    if mode and not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        raise UsageError("is not a regular file; name another for the report", path=str(path))
    # A draft takes the place even of a file that says that it is to stay.
    if stat.S_ISREG(mode) and not os.access(path, os.W_OK):
        raise UsageError("cannot be written: it may not be written", path=str(path))
    return path


@contextmanager
def _drafted(target: Path, *, shown: str) -> Iterator[TextIO]:
    try:
        with draft(target) as file:
            text = TextIOWrapper(file, _ENCODING, _ERRORS, _NEWLINE)
            yield text
            text.detach()
    except OSError as error:
        raise _unwritten(error, shown) from error


def _unwritten(error: OSError, path: str) -> UsageError:
    return UsageError(f"cannot be written: {error.strerror}", path=path)


def _put(output: Output, stream: TextIO, piece: str, *, alone: bool) -> None:
    try:
        stream.write(piece)
        stream.flush()
    except BrokenPipeError:
        if alone:
            raise
        # The reports that go to files are still wanted whole.
        quiet_stdout()
    except OSError as error:
        raise UsageError(f"the report cannot be written: {error.strerror}", path=output.path) from error
