"""What one config file (or the command line) asks for, and what a file is linted with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from healthlint.config.toml import Keys
from healthlint.rulepack import RulePack
from healthlint.types import Severity, Thresholds

Preset = Literal["recommended", "strict", "all"]
PerFile = tuple[tuple[str, tuple[str, ...]], ...]
"""Globs, and the rules that do not run on what each names."""


class FailOn(StrEnum):
    """Name the least severity that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    def reached_by(self, severity: Severity) -> bool:
        """Say whether a finding of `severity` is at or above this."""
        if self is FailOn.NEVER:
            return False
        ranks = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}
        return ranks[severity] >= ranks[Severity(self.value)]


@dataclass(frozen=True, slots=True)
class Origin:
    """Say where a value comes from: `name` is that of the config, the profile or the option typed."""

    kind: Literal["default", "profile", "config", "command-line"]
    name: str = ""
    line: int | None = None

    def __str__(self) -> str:
        if self.kind == "config":
            return f"{self.name}:{self.line}"
        return self.name or self.kind


@dataclass(frozen=True, slots=True)
class Config:
    """Hold what one layer sets; None and empty mean that it leaves a thing as it is.

    Globs are relative to `root`. `options` and `severities` are keyed by code. `files` are globs
    of the files that the layer is about; empty: every file. `options` hold what `site` sets of them.
    `kind` and `name` say what layer it is, `places` in which line of it each value stands.
    """

    root: Path = field(default_factory=Path.cwd)
    path: Path | None = None
    kind: Literal["profile", "config", "command-line"] = field(default="command-line", compare=False)
    name: str = field(default="", compare=False)
    places: Mapping[Keys, int] = field(default_factory=dict, compare=False)
    packs: tuple[str, ...] = field(default=(), compare=False)
    files: tuple[str, ...] = ()
    profile: str | None = None
    preset: Preset | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    per_file_ignores: PerFile | None = None
    extend_per_file_ignores: PerFile = ()
    baseline: Path | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    site: Mapping[str, str] = field(default_factory=dict)
    judge_from: float | None = None
    certain_from: float | None = None
    inline_suppressions: bool = True

    def value(self, where: Keys) -> object:
        """Return what the layer sets at `where`, where a rule is named by its code; None: nothing."""
        match where:
            case ("rules", code, "severity"):
                return self.severities.get(code)
            case ("rules", code, option):
                return self.options.get(code, {}).get(option)
            case ("site", key):
                return self.site.get(key)
        return getattr(self, where[-1].replace("-", "_"))

    def origin(self, where: Keys) -> Origin:
        """Return where the value at `where` comes from, which the layer sets."""
        if self.kind == "command-line":
            return Origin(self.kind, f"--{where[-1]}")
        return Origin(self.kind, self.name, self.places.get(where, self.places.get(where[:1], 1)))


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """Hold what one file is linted with. `options` holds only what differs from the defaults.

    `pack` is what its config adds rules to; None: the run's own. Settings equal only themselves, so
    that what is made of them can be kept by them.
    """

    selected: frozenset[str]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    inline_suppressions: bool = True
    fail_on: FailOn = FailOn.ERROR
    thresholds: Thresholds = DEFAULT_THRESHOLDS
    pack: RulePack | None = None
