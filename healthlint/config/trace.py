"""Tell of every setting of a file where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from healthlint.config.chain import Chain
from healthlint.config.merge import PerFileIgnore, nearest
from healthlint.config.model import Config, FailOn, Origin
from healthlint.config.project import short
from healthlint.config.select import Decision
from healthlint.config.toml import Keys
from healthlint.types import SiteKey, Thresholds

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule

DEFAULT = Origin("default")


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold the value at `key`, as a config would set it (None: it is not set).

    What several configs add up is told one by one.
    """

    key: Keys
    value: object
    origin: Origin


@dataclass(frozen=True, slots=True)
class Choice:
    """Say whether a rule runs, why, and what decides it."""

    rule: Rule
    runs: bool
    reason: str
    origin: Origin

    @property
    def why(self) -> str:
        """The reason, and where it comes from."""
        typed = self.origin.kind == "command-line"
        return f"{self.reason} ({'command line' if typed else self.origin})"


@dataclass(frozen=True, slots=True)
class Trace:
    """Hold every setting of a file, whether each rule runs, and the configs that bear on it, nearest last."""

    configs: tuple[str, ...]
    settings: tuple[Setting, ...]
    choices: tuple[Choice, ...]


def traced(chain: Chain, layers: Sequence[Config], ignoring: Sequence[PerFileIgnore]) -> Trace:
    """Return what `merged` makes of the same arguments, with where each value comes from."""
    configs = dict.fromkeys(layer.name for layer in layers if layer.kind == "config")
    return Trace(
        tuple(configs),
        (*_of_the_run(layers), *_of_rules(chain.pack.rules, layers)),
        tuple(_choices(chain, layers, ignoring)),
    )


def _of_the_run(layers: Sequence[Config]) -> Iterator[Setting]:
    thresholds = Thresholds()
    yield _one(layers, ("profile",), "none")
    yield _one(layers, ("fail-on",), FailOn.ERROR)
    yield _one(layers, ("exclude",), ())
    yield _one(layers, ("baseline",), None)
    for key in ("extend-exclude", "packs"):
        yield from _each(layers, (key,))
    yield _one(layers, ("topic", "judge-from"), thresholds.judge_from)
    yield _one(layers, ("topic", "certain-from"), thresholds.certain_from)
    for key in get_args(SiteKey):
        yield _one(layers, ("site", key), "article")


def _of_rules(rules: Sequence[Rule], layers: Sequence[Config]) -> Iterator[Setting]:
    for rule in rules:
        yield _one(layers, ("rules", rule.code, "severity"), rule.severity)
        for name, option in rule.options.items():
            yield _one(layers, ("rules", rule.code, name), option.default)


def _one(layers: Sequence[Config], where: Keys, default: object) -> Setting:
    layer = nearest(layers, where)
    if layer is None:
        return Setting(where, default, DEFAULT)
    value = layer.value(where)
    return Setting(where, short(value) if isinstance(value, Path) else value, layer.origin(where))


def _each(layers: Sequence[Config], where: Keys) -> Iterator[Setting]:
    values = ((layer, layer.value(where)) for layer in layers)
    return (Setting(where, value, layer.origin(where)) for layer, value in values if value)


def _choices(chain: Chain, layers: Sequence[Config], ignoring: Sequence[PerFileIgnore]) -> Iterator[Choice]:
    decided = chain.catalogue.decided(layers)
    for rule in chain.pack.rules:
        decision = decided[rule.code]
        ignored = [
            (one, selector)
            for one in ignoring
            for selector in one.rules
            if rule.code in chain.catalogue.codes(selector)
        ]
        if ignored and decision.runs:
            one, selector = ignored[0]
            where = (one.key, one.glob)
            yield Choice(rule, False, f'{one.key} "{one.glob}" = "{selector}"', one.layer.origin(where))
        else:
            origin = DEFAULT if decision.layer is None else decision.layer.origin((decision.key,))
            yield Choice(rule, decision.runs, _reason(rule, decision), origin)


def _reason(rule: Rule, decision: Decision) -> str:
    if decision.key == "preset" and not decision.runs:
        return f'in preset "{rule.preset}", not in "{decision.chosen}"'
    if not decision.chosen:
        return "not in select"
    return f'{decision.key} = "{decision.chosen}"'
