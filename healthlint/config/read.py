"""Check a config file's table against the rules: every fault at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from healthlint.config import rules
from healthlint.config.keys import KEYS, OVERRIDES
from healthlint.config.model import Config, FailOn
from healthlint.config.project import leads_out, project_root
from healthlint.config.select import Catalogue, shown
from healthlint.config.toml import Table
from healthlint.config.values import Given, Report
from healthlint.sources import format_of


def layers(table: Table, catalogue: Catalogue, report: Report, *, path: Path) -> tuple[Config, ...]:
    """Return what the config at `path` asks for: of every file, then of those that its overrides name.

    What is wrong is reported, and left out.
    """
    given = Given(table.content, catalogue, report, table.line)
    given.check_keys(KEYS)
    fail_on = given.choice("fail-on", tuple(FailOn))
    own = replace(
        rules.chosen(given),
        root=path.parent,
        path=path,
        kind="config",
        name=table.shown,
        packs=_names(table.content.get("packs")),
        fail_on=FailOn(fail_on) if fail_on else None,
        exclude=given.globs("exclude"),
        extend_exclude=given.globs("extend-exclude") or (),
        per_file_ignores=given.per_file("per-file-ignores"),
        extend_per_file_ignores=given.per_file("extend-per-file-ignores") or (),
        baseline=_baseline(given, folder=path.parent),
    )
    more = (replace(one, root=own.root, path=path, kind=own.kind, name=own.name) for one in _overrides(given))
    return (own, *more)


def _names(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(name for name in given if isinstance(name, str))


def named(key: str, table: Table, report: Report, *, example: str) -> tuple[str, ...]:
    """Return the paths or names under `key`, which holds one or a list of them."""
    value = table.content.get(key, [])
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        report((key,), f"{key} must be a path or a list of them, like {example}, not {shown(value)}")
        return ()
    for name in given:
        if not name or "\0" in name:
            report((key,), f"{key}: {shown(name)} is no path")
    return tuple(name for name in given if name and "\0" not in name)


def _overrides(given: Given) -> Iterator[Config]:
    value = given.content.get("overrides", [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        told = f"overrides must be tables, each under [[overrides]], not {shown(value)}"
        given.report(("overrides",), told)
        return
    for number, item in enumerate(value):
        one = given.at(("overrides", str(number)), item, told="overrides: ")
        one.check_keys(OVERRIDES, table="[overrides]")
        files = one.globs("files")
        if "files" not in item:
            told = 'the key "files" is missing; it names the files that these are for, like ["news/**"]'
            one.report((), told)
        elif files is not None and all(glob.startswith("!") for glob in files):
            one.report(("files",), "files must name at least one glob that is not taken back by !")
        yield replace(rules.chosen(one), files=files or ())


def _baseline(given: Given, *, folder: Path) -> Path | None:
    value = given.content.get("baseline")
    if value is None:
        return None
    if not isinstance(value, str) or not value or "\0" in value:
        told = f'baseline must be a path, like ".healthlint-baseline.jsonl", not {shown(value)}'
        given.report(("baseline",), told)
        return None
    path = folder / value
    if leads_out(path, project_root(folder) or folder):
        told = f"baseline: {shown(value)} leads out of the project; name a file inside of it"
        given.report(("baseline",), told)
        return None
    if format_of(value) is not None:
        told = (
            f"baseline: {shown(value)} is called as an article; name a file like .healthlint-baseline.jsonl"
        )
        given.report(("baseline",), told)
        return None
    return path
