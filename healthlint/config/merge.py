"""Merge the layers that bear on a file: the strongest that sets a thing wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from healthlint.config.chain import Chain
from healthlint.config.model import Config, FailOn, Settings
from healthlint.config.toml import Keys
from healthlint.types import Severity, Thresholds


@dataclass(frozen=True, slots=True)
class PerFileIgnore:
    """Hold one glob of `key` in a layer, and the rules that it keeps from running."""

    layer: Config
    key: str
    glob: str
    rules: tuple[str, ...]


def merged(chain: Chain, layers: Sequence[Config], ignoring: Sequence[PerFileIgnore]) -> Settings:
    """Return what a file is linted with on which `layers` bear, weakest first, and these of their ignores."""
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, object]] = {}
    for layer in layers:
        severities |= layer.severities
        for code, given in layer.options.items():
            options[code] = {**options.get(code, {}), **given}
    ignored = {code for one in ignoring for rule in one.rules for code in chain.catalogue.codes(rule)}
    failing = nearest(layers, ("fail-on",))
    return Settings(
        selected=chain.catalogue.selected(layers) - ignored,
        severities=severities,
        options=options,
        inline_suppressions=layers[-1].inline_suppressions,
        fail_on=failing.fail_on if failing and failing.fail_on else FailOn.ERROR,
        thresholds=_thresholds(layers),
        pack=chain.pack,
    )


def nearest(layers: Sequence[Config], where: Keys) -> Config | None:
    """Return the last layer that sets the value at `where`."""
    return next((layer for layer in reversed(layers) if layer.value(where) is not None), None)


def per_file_ignores(chain: Chain) -> Iterator[PerFileIgnore]:
    """Yield those of the nearest config that has any, and what each config adds."""
    own = nearest(chain.layers, ("per-file-ignores",))
    if own is not None:
        for glob, rules in own.per_file_ignores or ():
            yield PerFileIgnore(own, "per-file-ignores", glob, rules)
    for layer in chain.layers:
        for glob, rules in layer.extend_per_file_ignores:
            yield PerFileIgnore(layer, "extend-per-file-ignores", glob, rules)


def _thresholds(layers: Sequence[Config]) -> Thresholds:
    judging = (layer.judge_from for layer in reversed(layers) if layer.judge_from is not None)
    certain = (layer.certain_from for layer in reversed(layers) if layer.certain_from is not None)
    default = Thresholds()
    return Thresholds(next(judging, default.judge_from), next(certain, default.certain_from))
