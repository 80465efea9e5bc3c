"""Find what a run will lint, and with what: inputs, settings, baselines, changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint import rulepack
from healthlint.baseline.choice import Baselines
from healthlint.config import Configs, FailOn, Overrides, Resolver
from healthlint.config.project import short
from healthlint.discover import STDIN, Excluded, Input, discover
from healthlint.engine import lint
from healthlint.fix import mend
from healthlint.rulepack import RulePack
from healthlint.rulepack.wording import worded
from healthlint.types import FileReport, Format, Mended
from healthlint.withhold import withhold

if TYPE_CHECKING:
    from healthlint.baseline.matching import Baseline
    from healthlint.changes import Changes
    from healthlint.rulepack.model import Rule


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what a run will lint, and how; `left_out` is what exclude or .gitignore took away.

    `rules` are those of all packs that its configs know, in the words of the first input's. Where there
    are `changes`, only the inputs that they choose are linted, and only findings reported that are new.
    What `baselines` know is not reported either. `unstaged` are configs and baselines that bear on what is
    staged and are not as they are staged.
    """

    inputs: tuple[Input, ...]
    resolver: Resolver
    pack: RulePack
    left_out: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    baselines: Baselines | None = None
    changes: Changes | None = None
    unstaged: tuple[str, ...] = ()

    def run(self) -> Iterator[FileReport]:
        """Yield the report of each input as soon as it is linted, without what was known before."""
        return map(self._unknown, self.inputs, self.reports())

    def mend(self, *, least: FailOn = FailOn.INFO, unsafe: bool = False) -> Iterator[Mended]:
        """Yield what fixing makes of each input, of what is reported alone; nothing is written.

        Findings of a lower severity than `least` are not shown, and keep no fix.
        """
        for item, before in zip(self.inputs, self.run(), strict=True):
            yield mend(_shown(before, least), partial(self._again, item, least), unsafe=unsafe)

    def _again(self, item: Input, least: FailOn, changed: Input) -> FileReport:
        return _shown(self._unknown(item, next(self._reports((changed,)))), least)

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


def _shown(report: FileReport, least: FailOn) -> FileReport:
    """Return a report whose findings offer a fix only where they are at `least` so bad."""
    findings = (one if least.reached_by(one.severity) else replace(one, fix=None) for one in report.findings)
    return report if least is FailOn.INFO else replace(report, findings=tuple(findings))


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
    others: bool = False,
) -> Plan:
    """Find the inputs and read every config and baseline that bears on them.

    With `diff_base` or `staged` git is asked what was changed, and the rest is left out, but for files that
    are named, with `others`. Raises ConfigError, RuleError and UsageError here, before anything is linted.
    """
    configs = Configs(pack, config_file=config, isolated=isolated)
    resolver = Resolver(configs, overrides=overrides.files())
    left_out: list[str] = []
    search = partial(_staged, others=others) if staged else partial(_search, stdin=stdin, diff_base=diff_base)
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
    options = resolver.settings_for(inputs[0].path).options if inputs else {}
    rules = tuple(worded(rule, options.get(rule.code, {})) for rule in configs.catalogue.rules.values())
    planned = Plan(inputs, resolver, pack, tuple(dict.fromkeys(left_out)), rules, baselines, changes)
    for item in inputs:
        planned.baseline_of(item.path)
    return replace(planned, unstaged=_unstaged(planned)) if staged else planned


def _unstaged(planned: Plan) -> tuple[str, ...]:
    """Return the configs and baselines that bear on the inputs and are not what the index holds."""
    files = {file for item in planned.inputs for file in planned.resolver.configs_for(item.path)}
    files |= set(planned.baselines.found) if planned.baselines is not None else set()
    repository = planned.changes.repository if planned.changes is not None else None
    return tuple(
        short(file)
        for file in sorted(files)
        if repository is not None and not repository.is_staged(os.path.realpath(file), file.read_bytes())
    )


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

    changes = since(diff_base, tuple(found), paths)
    return changes.inputs, changes


def _staged(
    paths: Sequence[str],
    *,
    excluded: Excluded,
    force_exclude: bool,
    format: Format | None,  # noqa: A002
    leave_out: Callable[[str], None],
    others: bool,
) -> tuple[tuple[Input, ...], Changes | None]:
    from healthlint.changes import staged

    changes = staged(
        paths,
        excluded=excluded,
        force_exclude=force_exclude,
        format=format,
        leave_out=leave_out,
        others=others,
    )
    return changes.inputs, changes


def rules_of(directory: Path, *, config: Path | None = None, isolated: bool = False) -> tuple[Rule, ...]:
    """Return the rules that an article in `directory` can be linted with, those of packs included.

    They speak in the words that the config chooses. Raises ConfigError and RuleError.
    """
    configs = Configs(rulepack.load(), config_file=config, isolated=isolated)
    options = Resolver(configs).settings_in(directory).options
    rules = configs.of(Path(os.path.abspath(directory))).pack.rules
    return tuple(worded(rule, options.get(rule.code, {})) for rule in rules)
