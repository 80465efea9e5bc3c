"""Lint and fix from Python: `lint_text`, `lint_file`, `lint_paths`, `fix_text`, `fix_file`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from healthlint import rulepack
from healthlint.baseline.choice import Baselines
from healthlint.config import Configs, Overrides, Resolver
from healthlint.discover import Input
from healthlint.errors import UsageError
from healthlint.fix import rewrite
from healthlint.plan import Plan, plan
from healthlint.rulepack import RulePack
from healthlint.types import FileReport, Format, Mended, Report

TextFormatName = Literal["markdown", "html", "text"]
FormatName = TextFormatName | Literal["docx"]
PathName = str | os.PathLike[str]


def lint_text(
    text: str,
    *,
    format: TextFormatName | Format = "markdown",  # noqa: A002
    path: str = "<text>",
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> FileReport:
    """Lint an article held in memory; no config file is read.

    Rules are named by code, prefix (`HL3`) or name. `options` are by rule, as in
    `{"HL401": {"max-grade": 10}}`. `path` is what the report calls the article.

    Raises UsageError for unknown rules, options and formats.
    """
    overrides = _overrides(select, extend_select, ignore, profile, preset, severities, options)
    return next(_plan_text(text, format, path, overrides).run())


def lint_file(
    path: PathName,
    *,
    format: FormatName | Format | None = None,  # noqa: A002
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    config: PathName | None = None,
    isolated: bool = False,
) -> FileReport:
    """Lint one file as the command line would, with the config nearest to it.

    A file that cannot be read gives a report with `error`. The arguments beat the config;
    `config` replaces it, `isolated` reads none. Rules and options as in `lint_text`.

    Raises UsageError and ConfigError.
    """
    overrides = _overrides(select, extend_select, ignore, profile, preset, severities, options)
    return next(_plan_file(path, format, overrides, config, isolated=isolated).run())


def lint_paths(
    paths: Sequence[PathName],
    *,
    format: FormatName | Format | None = None,  # noqa: A002
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    config: PathName | None = None,
    isolated: bool = False,
    baseline: PathName | None = None,
    diff_base: str | None = None,
) -> Report:
    """Lint files and directories as the command line would; see `lint_file`.

    What the file `baseline` holds is left out, and with `diff_base` all that is older than this
    revision of git; no baseline is heeded that is not named here. The reports hold the articles'
    text; for thousands of files lint them one by one.
    """
    if isinstance(paths, str | os.PathLike):
        raise UsageError("lint_paths takes a list of paths; for one file there is lint_file")
    planned = plan(
        [os.fspath(path) for path in paths],
        _pack(),
        overrides=_overrides(select, extend_select, ignore, profile, preset, severities, options),
        config=None if config is None else Path(config),
        isolated=isolated,
        format=None if format is None else _format(format),
        baselines=None if baseline is None else Baselines(date.today(), named=Path(baseline)),
        diff_base=diff_base,
    )
    return Report(tuple(planned.run()))


def fix_text(
    text: str,
    *,
    format: TextFormatName | Format = "markdown",  # noqa: A002
    path: str = "<text>",
    unsafe_fixes: bool = False,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> Mended:
    """Fix an article held in memory: what is safe to fix, with `unsafe_fixes` the others as well.

    The text is that of the result. All else as in `lint_text`.
    """
    overrides = _overrides(select, extend_select, ignore, profile, preset, severities, options)
    return next(_plan_text(text, format, path, overrides).mend(unsafe=unsafe_fixes))


def fix_file(
    path: PathName,
    *,
    format: TextFormatName | Format | None = None,  # noqa: A002
    unsafe_fixes: bool = False,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str | None = None,
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    config: PathName | None = None,
    isolated: bool = False,
) -> Mended:
    """Fix a file on disk as `--fix` would; see `lint_file` and `fix_text`.

    Raises UsageError and ConfigError, and SourceError where the file cannot be written.
    """
    overrides = _overrides(select, extend_select, ignore, profile, preset, severities, options)
    mended = next(_plan_file(path, format, overrides, config, isolated=isolated).mend(unsafe=unsafe_fixes))
    old, new = mended.before.source, mended.report.source
    if mended.changed and old is not None and new is not None:
        rewrite(mended.before.path, old.raw, new.raw)
    return mended


def _plan_text(text: str, name: TextFormatName | Format, path: str, overrides: Overrides) -> Plan:
    form = _format(name)
    if form is Format.DOCX:
        raise UsageError("a Word file is no text; lint_file reads it")
    pack = _pack()
    configs = Configs(pack, isolated=True)
    resolver = Resolver(configs, overrides=overrides.checked(configs.catalogue))
    return Plan((Input(path, text.encode("utf-8", "replace"), form),), resolver, pack)


def _plan_file(
    path: PathName,
    name: FormatName | Format | None,
    overrides: Overrides,
    config: PathName | None,
    *,
    isolated: bool,
) -> Plan:
    given = os.fspath(path)
    if os.path.isdir(given):
        raise UsageError("is a directory; lint_paths lints directories", path=given)
    return plan(
        [given],
        _pack(),
        overrides=overrides,
        config=None if config is None else Path(config),
        isolated=isolated,
        format=None if name is None else _format(name),
    )


@cache
def _pack() -> RulePack:
    return rulepack.load()


def _overrides(
    select: Sequence[str] | None,
    extend_select: Sequence[str],
    ignore: Sequence[str],
    profile: str | None,
    preset: str | None,
    severities: Mapping[str, str] | None,
    options: Mapping[str, Mapping[str, object]] | None,
) -> Overrides:
    for given in (select, extend_select, ignore):
        if isinstance(given, str):
            raise UsageError(f"rules are given as a list: [{given!r}]")
    return Overrides(
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        preset=preset,
        severities=severities or {},
        options=options or {},
    )


def _format(name: FormatName | Format) -> Format:
    try:
        return Format(name)
    except ValueError as error:
        raise UsageError(f"format must be markdown, html, text or docx, not {name!r}") from error
