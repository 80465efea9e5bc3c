"""Where reports go: `--output-format FORMAT[:FILE]`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import tee, zip_longest
from typing import TextIO

from healthlint import __version__
from healthlint.cli.console import DEFAULT_WIDTH, Progress, colored, quiet_stdout, width_of
from healthlint.config import closest
from healthlint.errors import UsageError
from healthlint.types import FileReport

FORMATS = ("full", "concise", "json")

Renderer = Callable[[Iterable[FileReport]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Output:
    """Name a format and the file it is written to; None: standard output."""

    format: str
    path: str | None


def outputs(asked: Sequence[str]) -> tuple[Output, ...]:
    """Read the values of `--output-format`. Raises UsageError."""
    found = []
    for text in asked or ("full",):
        name, colon, path = text.partition(":")
        if name not in FORMATS:
            guess = closest(name, FORMATS)
            hint = f"did you mean {guess!r}?" if guess else f"there are: {', '.join(FORMATS)}"
            raise UsageError(f"unknown output format {name!r}; {hint}")
        if colon and not path:
            raise UsageError(f"--output-format {text} names no file; write {name}:FILE")
        found.append(Output(name, None if path in ("", "-") else path))
    targets = [os.path.realpath(output.path) if output.path else None for output in found]
    if len(set(targets)) < len(targets):
        raise UsageError("two reports cannot go to the same place; give each a file: json:report.json")
    return tuple(found)


def write(
    reports: Iterator[FileReport],
    wanted: Sequence[Output],
    arguments: argparse.Namespace,
    *,
    progress: Progress,
    stdout: TextIO,
) -> None:
    """Write all `wanted` reports side by side, file by file; `stdout` is what counts as standard output.

    Raises UsageError for a file that cannot be written, BrokenPipeError where nobody reads.
    """
    with ExitStack() as files:
        streams = [_open(output, files, stdout) for output in wanted]
        renderers = [
            _renderer(output, stream, arguments) for output, stream in zip(wanted, streams, strict=True)
        ]
        # Renderers yield one piece for each file, so that a tee never holds more than a few.
        copies = tee(reports, len(wanted))
        pieces = [render(copy) for render, copy in zip(renderers, copies, strict=True)]
        for row in zip_longest(*pieces, fillvalue=""):
            for output, stream, piece in zip(wanted, streams, row, strict=True):
                if piece:
                    progress.clear()
                    _put(output, stream, piece, alone=len(wanted) == 1)


def _open(output: Output, files: ExitStack, stdout: TextIO) -> TextIO:
    if output.path is None:
        return stdout
    try:
        return files.enter_context(
            open(output.path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        )
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=output.path) from error


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


def _renderer(output: Output, stream: TextIO, arguments: argparse.Namespace) -> Renderer:
    color = output.path is None and colored(arguments.color, stream)
    if output.format == "json":
        from healthlint.reports import jsonreport

        return lambda reports: jsonreport.render(reports, version=__version__)
    if output.format == "concise":
        from healthlint.reports import concise

        return lambda reports: concise.render(reports, color=color)
    from healthlint.reports import full

    width = width_of(stream) if output.path is None else DEFAULT_WIDTH
    return lambda reports: full.render(reports, color=color, width=width, verbose=arguments.verbose)
