"""`--fix` and `--diff`: mend files, or show what would be mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from healthlint.cli.console import Progress, colored, complain
from healthlint.cli.tally import Tally
from healthlint.errors import SourceError
from healthlint.fix import rewrite
from healthlint.plan import Plan
from healthlint.types import FileReport, Mended


def fixed(planned: Plan, tally: Tally, progress: Progress, *, unsafe: bool) -> Iterator[FileReport]:
    """Mend the inputs; yield the report of what is left in each as soon as it is mended."""
    for item, mended in zip(planned.inputs, planned.mend(unsafe=unsafe), strict=True):
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
    for mended in planned.mend(unsafe=arguments.unsafe_fixes):
        fault, changes = _fault(mended), diff.render(mended, color=color)
        if fault or changes:
            progress.clear()
        if fault:
            complain(f"{mended.before.path}: {fault}")
            tally.unfixed += 1
        sys.stdout.write(changes)
        tally.mended(mended)
        yield mended.before


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
