"""`--fix` and `--diff`: mend files, or show what would be mended."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from healthlint.cli.console import Progress, colored, complain
from healthlint.cli.tally import Tally
from healthlint.config import FailOn
from healthlint.discover import STDIN
from healthlint.errors import SourceError
from healthlint.fix import rewrite
from healthlint.plan import Plan
from healthlint.types import FileReport, Mended


def fixed(
    planned: Plan, tally: Tally, progress: Progress, arguments: argparse.Namespace
) -> Iterator[FileReport]:
    """Mend the inputs; yield the report of what is left in each as soon as it is mended."""
    for item, mended in zip(planned.inputs, _mended(planned, arguments), strict=True):
        fault = _fault(mended)
        if item.raw is not None:
            # Who pipes a text through healthlint wants it back, whatever became of it.
            _print(mended.report.source.raw if mended.changed and mended.report.source else item.raw)
        elif mended.changed:
            fault = _written(mended)
        if fault:
            progress.clear()
            complain(f"{mended.before.path}: {fault}")
            tally.unfixed += 1
            yield mended.before
            continue
        tally.mended(mended)
        yield mended.report


def show(
    planned: Plan, tally: Tally, progress: Progress, arguments: argparse.Namespace
) -> Iterator[FileReport]:
    """Print the diff of each input that would change; yield its report as it is."""
    from healthlint.reports import diff

    color = colored(arguments.color, sys.stdout)
    for_people = color or sys.stdout.isatty()
    for mended in _mended(planned, arguments):
        fault = _fault(mended)
        if fault or mended.changed:
            progress.clear()
        if fault:
            complain(f"{mended.before.path}: {fault}")
            tally.unfixed += 1
        name = _seen_from_here(mended.before.path)
        if for_people:
            sys.stdout.write(diff.render(mended, name=name, color=color))
        else:
            _print(diff.patch(mended, name=name))
        tally.mended(mended)
        yield mended.before


def _mended(planned: Plan, arguments: argparse.Namespace) -> Iterator[Mended]:
    return planned.mend(least=FailOn(arguments.min_severity), unsafe=arguments.unsafe_fixes)


def _seen_from_here(path: str) -> str:
    """Return what a patch calls the file: where links lead, and from this directory where it is below."""
    real, here = os.path.realpath(path), os.path.realpath(os.curdir)
    if path == STDIN or not os.path.lexists(path) or not Path(real).is_relative_to(here):
        return path
    return Path(real).relative_to(here).as_posix()


def _fault(mended: Mended) -> str:
    if not mended.unsettled:
        return ""
    return f"the fixes of {' and '.join(mended.unsettled)} do not come to rest, and so none was made"


def _written(mended: Mended) -> str:
    """Put what was mended on disk; return why that could not be done, "" where it could."""
    old, new = mended.before.source, mended.report.source
    if old is not None and new is not None:
        try:
            rewrite(mended.before.path, old.raw, new.raw)
        except SourceError as error:
            return error.message
    return ""


def _print(raw: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()
