"""Check the values that a config or a caller gives to the options of rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from healthlint.config.select import shown
from healthlint.config.toml import Keys
from healthlint.config.values import meant
from healthlint.rulepack import wording

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.rulepack.parts import Option

LARGEST = 10**9
"""What a number can be at most where the option sets no limit of its own."""
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "string": ((str,), "a string"),
    "boolean": ((bool,), "true or false"),
}


def faults(rule: Rule, given: Mapping[str, object]) -> Iterator[tuple[Keys, str]]:
    """Yield each key of `given` that is no option of `rule`, or has a value it cannot take, with why."""
    words = wording.named(rule) if any(isinstance(value, str) for value in given.values()) else ()
    for key, value in given.items():
        option = rule.options.get(key)
        if option is not None:
            wanted = _wanted(option, value)
            if wanted is None and isinstance(value, str) and key in words:
                wanted = wording.wanted(value)
            if wanted:
                yield (key,), f"{key} of {rule.code} must be {wanted}, not {shown(value)}"
        elif not rule.options:
            yield (key,), f"{rule.code} has no option {shown(key)}; only its severity can be set"
        else:
            hint = meant(key, ("severity", *rule.options))
            yield (key,), f"{rule.code} has no option {shown(key)}; {hint}"


def _wanted(option: Option, value: object) -> str | None:
    """Return what `value` should have been, or None where it will do."""
    types, wanted = _TYPES[option.type]
    # A bool is an int to Python, never to a person.
    if not isinstance(value, types) or (isinstance(value, bool) and option.type != "boolean"):
        return wanted
    if isinstance(value, int | float) and not isinstance(value, bool):
        least = -LARGEST if option.minimum is None else option.minimum
        most = LARGEST if option.maximum is None else option.maximum
        # Written so that nan fails.
        if not value >= least:
            return f"at least {least:g}"
        if not value <= most:
            return f"at most {most:g}"
    return None
