"""`healthlint [check] PATH...`: lint, report, and say it with the exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterator
from datetime import date

from healthlint import rulepack
from healthlint.baseline.choice import Baselines
from healthlint.cli import precommit
from healthlint.cli.asked import overrides_of
from healthlint.cli.console import Progress, colored, complain, quiet_stdout
from healthlint.cli.output import outputs, run_of, spare, write
from healthlint.cli.parser import CLOSE, COMMANDS, baseline_of, config_of
from healthlint.cli.tally import Tally
from healthlint.config import FailOn, closest
from healthlint.discover import LIMIT, STDIN, UNKNOWN_FORMAT, Input, bounded
from healthlint.errors import SourceError, UsageError
from healthlint.plan import Plan, plan
from healthlint.sources import format_of
from healthlint.types import FileReport, Format


def run(arguments: argparse.Namespace) -> int:
    """Lint the paths and return the exit code."""
    if not _has_working_directory():
        raise UsageError("the working directory no longer exists; change to one that does")
    if arguments.select is not None and not arguments.select:
        raise UsageError("--select names no rule; give codes, prefixes or names, or leave it out")
    config = config_of(arguments)
    others = arguments.staged and precommit.names_all(os.environ)
    wanted = outputs(arguments.output_format)
    planned = plan(
        arguments.paths,
        rulepack.load(),
        overrides=overrides_of(arguments),
        config=config,
        isolated=arguments.isolated,
        force_exclude=arguments.force_exclude,
        format=Format(arguments.format) if arguments.format else None,
        stdin=lambda: _stdin(arguments),
        baselines=_baselines(arguments),
        diff_base=arguments.diff_base,
        staged=arguments.staged,
        others=others,
    )
    spare(wanted, planned, arguments.paths)
    tally = Tally(
        diff=arguments.diff,
        fix=arguments.fix,
        unsafe=arguments.unsafe_fixes,
        least=FailOn(arguments.min_severity),
    )
    progress = Progress(len(planned.inputs), quiet=arguments.quiet)
    reports = _counted(planned, tally, progress, arguments)
    # Where standard input is fixed, standard output is for what came of it.
    taken = arguments.fix and not arguments.diff and "-" in arguments.paths
    stdout = sys.stderr if taken else sys.stdout
    try:
        if arguments.diff:
            deque(reports, maxlen=0)
        else:
            write(reports, wanted, run_of(arguments, planned, stdout), progress=progress, stdout=stdout)
        progress.clear()
        if arguments.statistics:
            for_people = any(output.path is None and output.for_people for output in wanted)
            _statistics(arguments, tally, on_stdout=for_people and stdout is sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        quiet_stdout()
        return tally.exit_code
    if not arguments.quiet:
        named = {*arguments.paths, arguments.stdin_filename}
        left_out = [path in named for path in planned.left_out]
        summary = tally.summary(
            arguments.paths,
            left_out_by_name=sum(left_out),
            left_out=len(left_out) - sum(left_out),
            changes=planned.changes,
            unstaged=planned.unstaged,
        )
        sys.stderr.write(summary + "\n")
    return tally.exit_code


def _has_working_directory() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _baselines(arguments: argparse.Namespace) -> Baselines | None:
    if arguments.no_baseline and arguments.baseline is not None:
        raise UsageError("give --baseline or --no-baseline, not both")
    if arguments.no_baseline:
        return None
    return Baselines(date.today(), named=baseline_of(arguments), usual=not arguments.isolated)


def _stdin(arguments: argparse.Namespace) -> Input:
    name = arguments.stdin_filename or STDIN
    kind = Format(arguments.format) if arguments.format else format_of(name)
    if arguments.stdin_filename and kind is None:
        return Input(name, error=UNKNOWN_FORMAT)
    if sys.stdin is None:
        return Input(name, error="is closed: there is nothing to read")
    try:
        raw = bounded(sys.stdin.buffer.read(LIMIT + 1), path=name)
        # A Word file is a ZIP archive, and no text begins as one does.
        return Input(name, raw, kind or (Format.DOCX if raw.startswith(b"PK\3\4") else Format.MARKDOWN))
    except SourceError as error:
        return Input(name, error=error.message)
    except OSError as error:
        return Input(name, error=f"cannot be read: {error.strerror}")


def _counted(
    planned: Plan, tally: Tally, progress: Progress, arguments: argparse.Namespace
) -> Iterator[FileReport]:
    first = arguments.paths[0]
    for report in _reports(planned, tally, progress, arguments):
        progress.step(report.path)
        if report.error is not None:
            progress.clear()
            complain(f"{report.path}: {report.error}{_misplaced(report.path, first=first)}")
        for fault in report.faults:
            progress.clear()
            complain(f"{report.path}: {fault}")
        yield tally.add(report, fail_on=planned.resolver.settings_for(report.path).fail_on)


def _reports(
    planned: Plan, tally: Tally, progress: Progress, arguments: argparse.Namespace
) -> Iterator[FileReport]:
    if not (arguments.fix or arguments.diff):
        return planned.run()
    from healthlint.cli import fixing

    make = fixing.show if arguments.diff else fixing.fixed
    return make(planned, tally, progress, arguments)


def _misplaced(path: str, *, first: str) -> str:
    """Return a hint for a command taken for a path: `healthlint --quiet check docs`, `chek docs`."""
    if path in COMMANDS:
        return f" ('{path}' as a command comes first: healthlint {path} ...)"
    meant = closest(path, COMMANDS, cutoff=CLOSE) if path == first and not os.path.lexists(path) else None
    return f"; did you mean {meant!r}?" if meant else ""


def _statistics(arguments: argparse.Namespace, tally: Tally, *, on_stdout: bool) -> None:
    from healthlint.reports import statistics

    # Where the report is for programs, the counts must not end up in it.
    stream = sys.stdout if on_stdout else sys.stderr
    stream.write(statistics.render(tally.statistics, color=colored(arguments.color, stream)))
