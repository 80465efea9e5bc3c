"""Turn what a command line or a caller asks for into the layer over every config file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn, Preset
from healthlint.config.options import faults as option_faults
from healthlint.config.select import PRESETS, PROFILES, Catalogue, shown
from healthlint.errors import UsageError
from healthlint.types import Severity


@dataclass(frozen=True, slots=True)
class Overrides:
    """Hold what a caller asks for, unchecked: rules by code, prefix or name. See Config."""

    profile: str | None = None
    preset: str | None = None
    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    fail_on: str | None = None
    exclude: Sequence[str] | None = None
    extend_exclude: Sequence[str] = ()
    severities: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    inline_suppressions: bool = True

    def files(self) -> Config:
        """Return the layer of which files to leave out. Raises UsageError for what is no glob."""
        faults: list[str] = []
        self._check_globs(faults)
        if faults:
            raise UsageError("\n".join(faults))
        exclude = None if self.exclude is None else tuple(self.exclude)
        return Config(exclude=exclude, extend_exclude=tuple(self.extend_exclude))

    def checked(self, catalogue: Catalogue) -> Config:
        """Return the layer. Raises UsageError with all that is wrong, a line each."""
        faults: list[str] = []
        for selector in (*(self.select or ()), *self.extend_select, *self.ignore):
            if not catalogue.codes(selector):
                faults.append(catalogue.unknown(selector))
        if self.preset is not None and self.select is not None:
            faults.append("give a preset or select, not both; extend-select adds rules to a preset")
        _check_choice("profile", self.profile, PROFILES, faults)
        _check_choice("preset", self.preset, PRESETS, faults)
        _check_choice("fail-on", self.fail_on, tuple(FailOn), faults)
        self._check_globs(faults)
        severities = self._severities(catalogue, faults)
        options = self._options(catalogue, faults)
        if faults:
            raise UsageError("\n".join(faults))
        preset: Preset | None = self.preset  # type: ignore[assignment]  # checked above
        return Config(
            profile=self.profile,
            preset=preset,
            select=None if self.select is None else tuple(self.select),
            extend_select=tuple(self.extend_select),
            ignore=tuple(self.ignore),
            fail_on=FailOn(self.fail_on) if self.fail_on else None,
            exclude=None if self.exclude is None else tuple(self.exclude),
            extend_exclude=tuple(self.extend_exclude),
            severities=severities,
            options=options,
            inline_suppressions=self.inline_suppressions,
        )

    def _check_globs(self, faults: list[str]) -> None:
        try:
            Globs((*(self.exclude or ()), *self.extend_exclude), root=Path())
        except ValueError as error:
            faults.append(f"exclude: {error}")

    def _severities(self, catalogue: Catalogue, faults: list[str]) -> dict[str, Severity]:
        found = {}
        for name, severity in self.severities.items():
            rule = catalogue.rule(name)
            if rule is None:
                faults.append(catalogue.not_one(name))
            elif _check_choice(f"the severity of {rule.code}", severity, tuple(Severity), faults):
                found[rule.code] = Severity(severity)
        return found

    def _options(self, catalogue: Catalogue, faults: list[str]) -> dict[str, dict[str, Any]]:
        found = {}
        for name, given in self.options.items():
            rule = catalogue.rule(name)
            if rule is None:
                faults.append(catalogue.not_one(name))
            else:
                faults += (told for _, told in option_faults(rule, given))
                found[rule.code] = dict(given)
        return found


def _check_choice(what: str, value: object, known: tuple[str, ...], faults: list[str]) -> bool:
    if value is None or value in known:
        return True
    faults.append(f"{what} must be one of {', '.join(known)}, not {shown(value)}")
    return False
