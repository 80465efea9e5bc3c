"""Lint from Python: `lint_text`, `lint_file`, `lint_paths`; and `plan`, which all runs start from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from healthlint import rulepack
from healthlint.baseline.choice import Baselines
from healthlint.config import Configs, Overrides, Resolver
from healthlint.discover import STDIN, Excluded, Input, discover
from healthlint.engine import lint
from healthlint.errors import UsageError
from healthlint.fix import mend, rewrite
from healthlint.rulepack import RulePack
from healthlint.types import FileReport, Format, Mended, Report
from healthlint.withhold import withhold

if TYPE_CHECKING:
    from healthlint.baseline.matching import Baseline
    from healthlint.changes import Changes
    from healthlint.rulepack.model import Rule

TextFormatName = Literal["markdown", "html", "text"]
FormatName = TextFormatName | Literal["docx"]
PathName = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what a run will lint, and how; `left_out` is what exclude or .gitignore took away.

    `rules` are those of all packs that its configs know. Where there are `changes`, only the inputs
    that they choose are linted, and only findings reported that are new. What `baselines` know is
    not reported either.
    """

    inputs: tuple[Input, ...]
    resolver: Resolver
    pack: RulePack
    left_out: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    baselines: Baselines | None = None
    changes: Changes | None = None

    def run(self) -> Iterator[FileReport]:
        """Yield the report of each input as soon as it is linted, without what was known before."""
        return map(self._unknown, self.inputs, self.reports())

    def mend(self, *, unsafe: bool = False) -> Iterator[Mended]:
        """Yield what fixing makes of each input, of what is reported alone; nothing is written."""
        for item, before in zip(self.inputs, self.run(), strict=True):
            yield mend(before, partial(self._again, item), unsafe=unsafe)

    def _again(self, item: Input, changed: Input) -> FileReport:
        return self._unknown(item, next(self._reports((changed,))))

    def reports(self) -> Iterator[FileReport]:
        """Yield the report of each input with all its findings."""
        return self._reports(self.inputs if self.changes is None else map(self.changes.present, self.inputs))

    def baseline_of(self, path: str) -> Baseline | None:
        """Return the baseline that may hold findings of the file at `path`. Raises ConfigError."""
        if self.baselines is None or path == STDIN:
            return None
        return self.baselines.of(path, self.resolver.baseline_for(path))

    def _unknown(self, item: Input, report: FileReport) -> FileReport:
        baseline = None if report.error is not None else self.baseline_of(item.path)
        match = None if baseline is None else baseline.match(report)
        return withhold(report, match, None if self.changes is None else partial(self._before, item))

    def _before(self, item: Input) -> FileReport | None:
        earlier = None if self.changes is None else self.changes.earlier(item)
        return None if earlier is None else next(self._reports((earlier,)))

    def _reports(self, inputs: Iterable[Input]) -> Iterator[FileReport]:
        return lint(inputs, self.resolver.settings_for, self.pack)


def plan(
    paths: Sequence[str],
    pack: RulePack,
    *,
    overrides: Overrides,
    config: Path | None = None,
    isolated: bool = False,
    force_exclude: bool = False,
    format: Format | None = None,  # noqa: A002 - the word of our trade
    stdin: Callable[[], Input] | None = None,
    baselines: Baselines | None = None,
    diff_base: str | None = None,
    staged: bool = False,
) -> Plan:
    """Find the inputs and read every config and baseline that bears on them.

    With `diff_base` or `staged` git is asked what was changed, and the rest is left out. Raises
    ConfigError, RuleError and UsageError here, before anything is linted.
    """
    configs = Configs(pack, config_file=config, isolated=isolated)
    resolver = Resolver(configs, overrides=overrides.files())
    left_out: list[str] = []
    search = _staged if staged else partial(_search, stdin=stdin, diff_base=diff_base)
    inputs, changes = search(
        paths,
        excluded=resolver.excluded,
        force_exclude=force_exclude,
        format=format,
        leave_out=left_out.append,
    )
    for item in inputs:
        configs.find(item.path)
    configs.check()
    # Only now are the rules of all packs known, which the caller may have named.
    resolver = Resolver(configs, overrides=overrides.checked(configs.catalogue))
    rules = tuple(configs.catalogue.rules.values())
    planned = Plan(inputs, resolver, pack, tuple(dict.fromkeys(left_out)), rules, baselines, changes)
    for item in inputs:
        planned.baseline_of(item.path)
    return planned


def _search(
    paths: Sequence[str],
    *,
    excluded: Excluded,
    force_exclude: bool,
    format: Format | None,  # noqa: A002
    leave_out: Callable[[str], None],
    stdin: Callable[[], Input] | None,
    diff_base: str | None,
) -> tuple[tuple[Input, ...], Changes | None]:
    found = discover(
        paths,
        excluded=excluded,
        force_exclude=force_exclude,
        format=format,
        stdin=stdin,
        leave_out=leave_out,
    )
    if diff_base is None:
        return tuple(found), None
    from healthlint.changes import since

    changes = since(diff_base, tuple(found))
    return changes.inputs, changes


def _staged(
    paths: Sequence[str],
    *,
    excluded: Excluded,
    force_exclude: bool,
    format: Format | None,  # noqa: A002
    leave_out: Callable[[str], None],
) -> tuple[tuple[Input, ...], Changes | None]:
    from healthlint.changes import staged

    changes = staged(
        paths, excluded=excluded, force_exclude=force_exclude, format=format, leave_out=leave_out
    )
    return changes.inputs, changes


def rules_of(directory: Path, *, config: Path | None = None, isolated: bool = False) -> tuple[Rule, ...]:
    """Return the rules that an article in `directory` can be linted with, those of packs included.

    Raises ConfigError and RuleError.
    """
    configs = Configs(rulepack.load(), config_file=config, isolated=isolated)
    return configs.of(Path(os.path.abspath(directory))).pack.rules


def lint_text(
    text: str,
    *,
    format: TextFormatName | Format = "markdown",  # noqa: A002
    path: str = "<text>",
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> FileReport:
    """Lint an article held in memory; no config file is read.

    Rules are named by code, prefix (`HL3`) or name. `options` are by rule, as in
    `{"HL401": {"max-grade": 10}}`. `path` is what the report calls the article.

    Raises UsageError for unknown rules, options and formats.
    """
    overrides = _overrides(select, extend_select, ignore, preset, severities, options)
    return next(_plan_text(text, format, path, overrides).run())


def lint_file(
    path: PathName,
    *,
    format: FormatName | Format | None = None,  # noqa: A002
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
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
    overrides = _overrides(select, extend_select, ignore, preset, severities, options)
    return next(_plan_file(path, format, overrides, config, isolated=isolated).run())


def lint_paths(
    paths: Sequence[PathName],
    *,
    format: FormatName | Format | None = None,  # noqa: A002
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
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
        overrides=_overrides(select, extend_select, ignore, preset, severities, options),
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
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> Mended:
    """Fix an article held in memory: what is safe to fix, with `unsafe_fixes` the others as well.

    The text is that of the result. All else as in `lint_text`.
    """
    overrides = _overrides(select, extend_select, ignore, preset, severities, options)
    return next(_plan_text(text, format, path, overrides).mend(unsafe=unsafe_fixes))


def fix_file(
    path: PathName,
    *,
    format: TextFormatName | Format | None = None,  # noqa: A002
    unsafe_fixes: bool = False,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    preset: str | None = None,
    severities: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    config: PathName | None = None,
    isolated: bool = False,
) -> Mended:
    """Fix a file on disk as `--fix` would; see `lint_file` and `fix_text`.

    Raises UsageError and ConfigError, and SourceError where the file cannot be written.
    """
    overrides = _overrides(select, extend_select, ignore, preset, severities, options)
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
        preset=preset,
        severities=severities or {},
        options=options or {},
    )


def _format(name: FormatName | Format) -> Format:
    try:
        return Format(name)
    except ValueError as error:
        raise UsageError(f"format must be markdown, html, text or docx, not {name!r}") from error
