"""`healthlint baseline create|update|status`: keep the list of findings that are known."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from healthlint import rulepack
from healthlint.baseline.choice import Baselines
from healthlint.baseline.entries import Entry, date_of, read, write
from healthlint.baseline.survey import Survey, Terms
from healthlint.cli.asked import overrides_of
from healthlint.cli.console import Progress, complain
from healthlint.cli.parser import baseline_of, config_of
from healthlint.config.project import short
from healthlint.errors import ConfigError, UsageError
from healthlint.plan import Plan, plan
from healthlint.reports.terminal import line, visible
from healthlint.types import Format

MOST_SHOWN = 20
"""Entries of one kind that are listed."""


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked and return the exit code: 2 where a file cannot be read, 1 from `status` alone."""
    today = date.today()
    paths = arguments.paths or ["."]
    creating = arguments.action == "create"
    planned = plan(
        paths,
        rulepack.load(),
        overrides=overrides_of(arguments),
        config=config_of(arguments),
        isolated=arguments.isolated,
        force_exclude=arguments.force_exclude,
        format=Format(arguments.format) if arguments.format else None,
        baselines=Baselines(today, named=baseline_of(arguments), fresh=creating),
    )
    for path in () if creating else paths:  # a directory may hold no article any more
        planned.baseline_of(os.path.join(path, "_") if os.path.isdir(path) else path)
    found = planned.baselines.found if planned.baselines is not None else {}
    existing = [short(file) for file in found if os.path.lexists(file)]
    if creating and all(item.error is not None for item in planned.inputs):
        raise UsageError(f"no articles found in {', '.join(paths)}, so no baseline is written")
    if not found:
        raise UsageError("there is no baseline here; 'healthlint baseline create' writes one")
    if creating and existing and not arguments.force:
        raise UsageError(
            "exists already; 'update' keeps it up to date, --force writes it anew", path=existing[0]
        )
    surveys = {file: Survey(baseline, _terms(arguments, today)) for file, baseline in found.items()}
    failed = _gather(planned, surveys, paths, quiet=arguments.quiet)
    act = {"create": _create, "update": _update, "status": _status}[arguments.action]
    codes = [act(survey, arguments) for survey in surveys.values()]
    return 2 if failed else max(codes)


def _terms(arguments: argparse.Namespace, today: date) -> Terms:
    expires = None
    if arguments.expires is not None:
        try:
            expires = date_of(arguments.expires)
        except ValueError as error:
            raise UsageError(f"--expires: {error}") from error
        if expires < today:
            raise UsageError(f"--expires {expires} has passed")
    return Terms(arguments.owner, arguments.reason, expires)


def _gather(planned: Plan, surveys: dict[Path, Survey], paths: Sequence[str], *, quiet: bool) -> bool:
    """Lint everything into the surveys, and tell whether something could not be read."""
    progress = Progress(len(planned.inputs), quiet=quiet)
    failed = False
    for report in planned.reports():
        progress.step(report.path)
        for fault in report.faults if report.error is None else (report.error,):
            progress.clear()
            complain(f"{report.path}: {fault}")
            failed = True
        baseline = planned.baseline_of(report.path)
        if baseline is not None:
            surveys[baseline.file].add(report)
    progress.clear()
    for survey in surveys.values():
        survey.close(paths)
    return failed


def _create(survey: Survey, arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of all three
    shown = short(survey.baseline.file)
    lost = _own_words(survey.baseline.file)
    write(survey.baseline.file, survey.new, shown=shown)
    _say(f"Wrote {visible(shown)}: {_entries(len(survey.new))} on {_files(survey.new)}.")
    if lost:
        _say(f"{_entries(lost)} before had an owner, a reason or a last day: lost. 'update' keeps them.")
    _say("Commit it. From now on only what is new is reported.")
    return 0


def _own_words(file: Path) -> int:
    """Count the entries of a baseline to be replaced that say more than what was found."""
    try:
        entries = read(file, shown=short(file)) if file.exists() else ()
    except ConfigError:  # broken, which may be why it is written anew
        return 0
    return sum(bool(entry.owner or entry.reason or entry.expires) for entry in entries)


def _update(survey: Survey, arguments: argparse.Namespace) -> int:
    shown = short(survey.baseline.file)
    taken = survey.new if arguments.accept_new else []
    # Without a day they would hold for ever, which nobody asked for.
    renew = arguments.accept_new and survey.terms.expires is not None
    expired = {entry.name for entry in survey.expired}
    needed = [
        survey.terms.renewed(entry) if renew and entry.name in expired else entry for entry in survey.needed
    ]
    left = sorted((*needed, *survey.unjudged, *taken), key=lambda entry: entry.name)
    if left != list(survey.baseline.entries):
        write(survey.baseline.file, left, shown=shown)
    renewed = f"{len(expired)} renewed, " if renew and expired else ""
    _say(
        f"{visible(shown)}: {len(survey.fixed)} taken out, {len(taken)} taken in, {renewed}"
        f"{_entries(len(left))} left."
    )
    if expired and not renew:
        _say(f"{_entries(len(expired))} expired: mend, or renew with --accept-new --expires DATE.")
    _say_renamed(survey)
    if survey.new and not taken:
        _say(f"{_count(len(survey.new), 'finding')} not in it: mend, or take in with --accept-new.")
    return 0


def _status(survey: Survey, arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of all three
    entries = survey.baseline.entries
    _say(f"{visible(short(survey.baseline.file))}: {_entries(len(entries))} on {_files(entries)}")
    rows = [
        (len(survey.needed) - len(survey.expired), "needed"),
        (len(survey.expired), "expired: reported again"),
        (len(survey.fixed), "fixed: 'healthlint baseline update' takes them out"),
        (len(survey.unjudged), "not judged: this run left out their files or rules"),
        (len(survey.new), "findings that are new, and reported"),
    ]
    width = max(len(str(number)) for number, _ in rows)
    for number, told in rows:
        if number:
            _say(f"  {number:{width}}  {told}")
    _say_renamed(survey)
    for title, some in (("Expired", survey.expired), ("Fixed", survey.fixed)):
        for text in _listed(title, some):
            _say(text)
    for title, counts in _groups(survey.needed):
        _say(
            f"{title}: "
            + ", ".join(f"{line(name)} {count}" for name, count in counts.most_common(MOST_SHOWN))
        )
    return int(bool(survey.fixed or survey.expired))


def _say_renamed(survey: Survey) -> None:
    for was, now in survey.renamed[:MOST_SHOWN]:
        _say(f"  {line(was)} is now {line(now)}")
    if len(survey.renamed) > MOST_SHOWN:
        _say(f"  and {len(survey.renamed) - MOST_SHOWN} more are renamed")


def _listed(title: str, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        return
    yield f"{title}:"
    for entry in entries[:MOST_SHOWN]:
        told = [entry.owner, entry.reason, f"until {entry.expires}" if entry.expires else ""]
        about = f" ({', '.join(line(text) for text in told if text)})" if any(told) else ""
        yield f"  {line(entry.path)}: {line(entry.key.code)}{about}"
    if len(entries) > MOST_SHOWN:
        yield f"  and {len(entries) - MOST_SHOWN} more"


def _groups(entries: Sequence[Entry]) -> Iterator[tuple[str, Counter[str]]]:
    """Yield what is to be paid off by rule, and by owner and date where entries have any."""
    yield "By rule", Counter(entry.key.code for entry in entries)
    if any(entry.owner for entry in entries):
        yield "By owner", Counter(entry.owner or "nobody" for entry in entries)
    if any(entry.expires for entry in entries):
        yield "By last day", Counter(str(entry.expires or "none") for entry in entries)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _entries(number: int) -> str:
    return f"{number} entry" if number == 1 else f"{number} entries"


def _files(entries: Sequence[Entry]) -> str:
    return _count(len({entry.path for entry in entries}), "file")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
