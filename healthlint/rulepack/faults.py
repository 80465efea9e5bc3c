"""Say in plain words what is wrong with a file's content, and find the keys it may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from healthlint.rulepack.reader import Where

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST_NAMED = 25
"""Names that a hint on an unknown one lists."""

Fault = tuple[Where, str]
"""Where in a file something is wrong, and a sentence on it."""

_WANTED: Mapping[str, str] = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a map of keys",
    "model_type": "must be a map of keys",
    "model_attributes_type": "must be a map of keys",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
}


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield each thing that pydantic found wrong with the content of a `model`."""
    faults = error.errors()
    places = [fault["loc"] for fault in faults]
    for fault in faults:
        where = fault["loc"]
        # A list whose items are wrong counts as too short: told is what is wrong with the items.
        inside = any(len(place) > len(where) and place[: len(where)] == where for place in places)
        if not (inside and fault["type"] == "too_short"):
            yield where, _sentence(fault, where, model)


def meant(word: str, known: tuple[str, ...]) -> str:
    """Return a hint on an unknown word: the known one it may be a slip of, else all of them."""
    from difflib import get_close_matches

    close = get_close_matches(word[:80], known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"there are: {', '.join(known[:MOST_NAMED]) or 'none'}{more}"


def shown(value: object) -> str:
    """Return a value as a sentence names it."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "\u2026"


def _sentence(fault: ErrorDetails, where: Where, model: type[BaseModel]) -> str:
    context = fault.get("ctx", {})
    name = ".".join(part for part in where if isinstance(part, str)) or "the file"
    kind = fault["type"]
    if kind == "missing":
        return f"key {where[-1]!r} is missing" + (f" from {_above(where)}" if _above(where) else "")
    if kind == "extra_forbidden":
        return f"unknown key {where[-1]!r}; {meant(str(where[-1]), _keys(model, where[:-1]))}"
    if kind == "too_short":
        return f"{name} must hold at least {context['min_length']}, not {context['actual_length']}"
    if kind == "too_long":
        return f"{name} must hold at most {context['max_length']}, not {context['actual_length']}"
    if kind == "string_too_long":
        return f"{name} must be at most {context['max_length']} characters, not {shown(fault['input'])}"
    if kind == "string_too_short":
        return f"{name} must not be empty"
    if kind == "value_error":
        return f"{name} {context['error']}"
    wanted = _WANTED.get(kind)
    if wanted is None:
        return f"{name}: {fault['msg']}"
    return f"{name} {wanted.format(**context)}, not {shown(fault['input'])}"


def _above(where: Where) -> str:
    return ".".join(part for part in where[:-1] if isinstance(part, str))


def _keys(model: type[BaseModel], where: Where) -> tuple[str, ...]:
    """Return the keys that the map at `where` of a `model` may hold."""
    at: Any = model
    for part in where:
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = _annotation(at, str(part))
        elif get_origin(at) is dict:
            at = get_args(at)[1]
        elif get_origin(at) is tuple:
            at = get_args(at)[0]
    if not (isinstance(at, type) and issubclass(at, BaseModel)):
        return ()
    return tuple(field.alias or name for name, field in at.model_fields.items())


def _annotation(model: type[BaseModel], key: str) -> Any:
    """Return what the value of a key must be, without the None that it may be."""
    fields = model.model_fields
    field = fields.get(key) or next(one for one in fields.values() if one.alias == key)
    given = [one for one in get_args(field.annotation) if one is not NoneType]
    optional = NoneType in get_args(field.annotation) and len(given) == 1
    return given[0] if optional else field.annotation
