"""Describe the config as a JSON schema, from which editors complete and check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from healthlint.config.keys import OVERRIDES, SITE, TOPIC
from healthlint.config.model import FailOn
from healthlint.config.rules import SHOWN_BY
from healthlint.config.select import ALL, PRESETS, PROFILES
from healthlint.config.values import MOST_GLOBS
from healthlint.rulepack import wording
from healthlint.types import Severity

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.rulepack.parts import Option

Schema = dict[str, Any]

# Of the drafts the one that every editor knows.
DRAFT = "http://json-schema.org/draft-07/schema#"
_GLOBS: Schema = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_GLOBS}
# Beside a reference this draft reads no other key.
_SELECTORS: Schema = {"allOf": [{"$ref": "#/definitions/selectors"}]}
_PER_FILE: Schema = {"type": "object", "additionalProperties": _SELECTORS, "maxProperties": MOST_GLOBS}
_NAMES: Schema = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}},
    ]
}
_LIKELIHOOD: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_TOPIC: Schema = {
    "type": "object",
    "properties": dict.fromkeys(TOPIC, _LIKELIHOOD),
    "additionalProperties": False,
}
_SITE: Schema = {
    "type": "object",
    "properties": {key: {"enum": [*SHOWN_BY]} for key in SITE},
    "additionalProperties": False,
}
_TYPES: Mapping[str, Schema] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
}
_KEYS: Mapping[str, tuple[str, Schema]] = {
    "extend": ("Take over what these configs say.", _NAMES),
    "packs": ("Know the rules of these packs: folders beside the config, or installed ones.", _NAMES),
    "profile": ("What readers of a country are due.", {"enum": [*PROFILES]}),
    "preset": ("The set of rules to start from.", {"enum": [*PRESETS]}),
    "select": ("Run these rules and no others, instead of a preset.", _SELECTORS),
    "extend-select": ("Run these rules as well.", _SELECTORS),
    "ignore": ("Do not run these rules.", _SELECTORS),
    "fail-on": ("Findings of this severity or above make the exit code 1.", {"enum": [*FailOn]}),
    "exclude": ("Leave these out of directories.", _GLOBS),
    "extend-exclude": ("Leave these out as well, even where --exclude is given.", _GLOBS),
    "per-file-ignores": ("Do not run these rules on these files.", _PER_FILE),
    "extend-per-file-ignores": ("The same, beside those of an extended config.", _PER_FILE),
    "baseline": ("The file of the findings that are known.", {"type": "string", "minLength": 1}),
    "rules": ("Severity and options of rules.", {"allOf": [{"$ref": "#/definitions/rules"}]}),
    "site": ("What the site's template shows on every page.", _SITE),
    "topic": ("How likely it must be that a rule fits an article.", _TOPIC),
}


def schema(rules: Sequence[Rule]) -> Schema:
    """Return the schema of a config that knows `rules`; those of other packs it lets pass unseen."""
    keys = {key: {"description": about, **form} for key, (about, form) in _KEYS.items()}
    files = {"description": "Globs of the files that these settings are for.", **_GLOBS, "minItems": 1}
    override = _table({"files": files, **{key: keys[key] for key in OVERRIDES if key in keys}})
    override["required"] = ["files"]
    told = "Settings for some files only; the later one wins."
    whole = _table({**keys, "overrides": {"description": told, "type": "array", "items": override}})
    return {
        "$schema": DRAFT,
        "title": "healthlint.toml",
        "description": "The config of healthlint, a linter for health articles.",
        **whole,
        "definitions": {
            "selectors": {"type": "array", "items": _selector(rules)},
            "rules": {
                "type": "object",
                "properties": {name: _reference(rule) for rule in rules for name in (rule.code, rule.name)},
                "additionalProperties": {"type": "object"},
            },
            **{rule.code: _rule(rule) for rule in rules},
        },
    }


def _table(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        # Either of them starts anew.
        "not": {"required": ["preset", "select"]},
    }


def _selector(rules: Sequence[Rule]) -> Schema:
    known = [ALL, *(rule.code for rule in rules), *(rule.name for rule in rules)]
    others = "^([A-Za-z]{2,5}[0-9]{0,3}|[A-Za-z0-9]+(-[A-Za-z0-9]+)+)$"
    told = "A rule by its code, its name or the start of its code."
    return {"description": told, "anyOf": [{"enum": known}, {"type": "string", "pattern": others}]}


def _reference(rule: Rule) -> Schema:
    return {"description": rule.summary, "allOf": [{"$ref": f"#/definitions/{rule.code}"}]}


def _rule(rule: Rule) -> Schema:
    told = f"How bad a finding is (default: {rule.severity})."
    severity = {"description": told, "enum": [*Severity]}
    words = wording.named(rule)
    options = {name: _option(option, words=name in words) for name, option in rule.options.items()}
    return {
        "type": "object",
        "properties": {"severity": severity, **options},
        "additionalProperties": False,
    }


def _option(option: Option, *, words: bool) -> Schema:
    made: Schema = {"description": option.about, **_TYPES[option.type], "default": option.default}
    if option.minimum is not None:
        made["minimum"] = option.minimum
    if option.maximum is not None:
        made["maximum"] = option.maximum
    return made | ({"maxLength": wording.LONGEST} if words else {})
