"""What goes to the terminal beside the report: complaints, progress, whether there is colour."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from healthlint.reports import WIDTH

WIDEST = 120
MANY = 36
MOST_TOLD = 50
"""Faults told at once; who has more of them begins with these."""


def complain(text: str) -> None:
    """Write each line of `text` to stderr as an error of healthlint's."""
    from healthlint.reports.terminal import visible

    lines = text.split("\n")
    if len(lines) > MOST_TOLD:
        lines[MOST_TOLD:] = [f"and {len(lines) - MOST_TOLD} more"]
    for sentence in lines:
        sys.stderr.write(f"healthlint: error: {visible(sentence)}\n")


def quiet_stdout() -> None:
    """Send what is still to be written to nowhere: the reader of the pipe has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def colored(choice: str, stream: TextIO) -> bool:
    """Say whether to colour `stream`: `--color` over NO_COLOR over FORCE_COLOR over what it is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return how many columns a report on `stream` may take."""
    if not stream.isatty():
        return WIDTH
    return max(40, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))


class Progress:
    """Show on one line of stderr which file is linted, if there are many and someone looks."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total = total
        self._shown = total > MANY and not quiet and sys.stderr.isatty()
        self._done = 0

    def step(self, path: str) -> None:
        self._done += 1
        if self._shown:
            from healthlint.reports.terminal import visible

            width = width_of(sys.stderr) - 1
            text = f"Linting {self._done}/{self._total} {visible(path)}"
            sys.stderr.write(f"\r\x1b[K{text[:width]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away before something else is written."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
