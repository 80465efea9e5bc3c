"""Put the words that a house chooses into what a rule says: its string options are fields of its texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from string import Formatter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from healthlint.rulepack.parts import RuleBase

LONGEST = 200
"""Characters of a string that stands in a message."""
_CONTROLS = {"Cc", "Cs", "Zl", "Zp"}
_REORDERING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

AnyRule = TypeVar("AnyRule", bound="RuleBase")


def fields(rule: RuleBase) -> tuple[str, ...]:
    """Return the options of `rule` that its texts may name: those that are strings."""
    return tuple(name for name, option in rule.options.items() if option.type == "string")


def named(rule: RuleBase) -> frozenset[str]:
    """Return the options that the texts of `rule` do name."""
    texts = (rule.how_to_fix, *rule.message.values())
    there = {field for text in texts for _, field, _, _ in Formatter().parse(text)}
    return frozenset(name for name in fields(rule) if name in there)


def worded(rule: AnyRule, values: Mapping[str, object]) -> AnyRule:
    """Return `rule` with `values` of its string options, or their defaults, in its texts.

    Each value stands there on one line, as it is: braces in it are no fields. An empty one takes the
    blank before it away. The other fields of a message stay for the check to fill.
    """
    words = {
        name: " ".join(str(values.get(name, rule.options[name].default)).split()) for name in fields(rule)
    }
    if not words and "{" not in rule.how_to_fix and "}" not in rule.how_to_fix:
        return rule
    message = {variant: _filled(text, words) for variant, text in rule.message.items()}
    return rule.model_copy(
        update={"message": message, "how_to_fix": _filled(rule.how_to_fix, words).format()}
    )


def template_faults(text: str, known: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a text that may name the fields `known`."""
    # The config knows this module, and starts without what reads rule files.
    from healthlint.rulepack.faults import meant, shown

    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        yield f": {error}; write {{{{ and }}}} for braces"
        return
    for _, field, form, conversion in parts:
        if field is not None and field not in known:
            hint = meant(field, tuple(known)) if known else "write {{ and }} for braces"
            yield f" has no field {shown(field)}; {hint}"
        elif form or conversion:
            yield f": write {{{field}}} alone, without a format"


def wanted(value: str) -> str | None:
    """Return what a string that stands in a message should have been, None where it will do."""
    if any(unicodedata.category(char) in _CONTROLS or char in _REORDERING for char in value):
        return "one line of text, without control characters"
    if len(value) > LONGEST:
        return f"at most {LONGEST} characters, for it stands in a message"
    return None


def _filled(text: str, words: Mapping[str, str]) -> str:
    made = ""
    for literal, field, _, _ in Formatter().parse(text):
        made += _literal(literal)
        if field is not None and field not in words:
            made += f"{{{field}}}"
        elif field is not None:
            made = made + _literal(words[field]) if words[field] else made.removesuffix(" ")
    return made


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
