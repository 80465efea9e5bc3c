"""Check a config file's table against the rules: every fault at once, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn
from healthlint.config.select import PRESETS, Catalogue, closest, shown
from healthlint.config.toml import Keys, Table, load
from healthlint.errors import ConfigError
from healthlint.types import Severity

if TYPE_CHECKING:
    from healthlint.rulepack.model import Option, Rule

KEYS = (
    "preset",
    "select",
    "extend-select",
    "ignore",
    "fail-on",
    "exclude",
    "extend-exclude",
    "per-file-ignores",
    "rules",
)
MOST_GLOBS = 1000
"""Globs of one key of a config: each costs a millisecond, and again for each file."""
TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "string": ((str,), "a string"),
    "boolean": ((bool,), "true or false"),
    "list": ((list, tuple), "a list of strings"),
}

Report = Callable[[Keys, str], None]


def read(path: Path, catalogue: Catalogue, *, name: str | None = None) -> Config | None:
    """Read the config at `path`; None for a pyproject.toml without [tool.healthlint].

    Raises ConfigError with all that is wrong, a line each.
    """
    table = load(path, shown=name or str(path))
    if table is None:
        return None
    faults: list[tuple[int, str]] = []
    config = _checked(table, catalogue, lambda where, text: faults.append((table.line(where), text)), path)
    if faults:
        raise _error(table, faults)
    return config


def check_options(rule: Rule, given: Mapping[str, object], report: Callable[[str, str], None]) -> None:
    """Report each key of `given` that is no option of `rule`, or has a value it cannot take."""
    for key, value in given.items():
        option = rule.options.get(key)
        if option is not None:
            fault = _option_fault(option, value)
            if fault:
                report(key, f"{key} of {rule.code} must be {fault}, not {shown(value)}")
        elif not rule.options:
            report(key, f"{rule.code} has no option {shown(key)}; only its severity can be set")
        else:
            report(key, f"{rule.code} has no option {shown(key)}; {_meant(key, ('severity', *rule.options))}")


def _checked(table: Table, catalogue: Catalogue, report: Report, path: Path) -> Config:
    content = table.content
    for key in content:
        if key not in KEYS:
            report((key,), f"unknown key {shown(key)}; {_meant(key, KEYS)}")
    if "preset" in content and "select" in content:
        report(("select",), "give preset or select, not both; extend-select adds rules to a preset")

    def selectors(key: str) -> tuple[str, ...] | None:
        return _selectors((key,), content.get(key), catalogue, report)

    def globs(key: str) -> tuple[str, ...] | None:
        return _globs(key, content.get(key), report)

    severities, options = _rules(content.get("rules", {}), catalogue, report)
    preset: Any = _choice("preset", content.get("preset"), PRESETS, report)
    fail_on = _choice("fail-on", content.get("fail-on"), tuple(FailOn), report)
    return Config(
        root=path.parent,
        path=path,
        preset=preset,
        select=selectors("select"),
        extend_select=selectors("extend-select") or (),
        ignore=selectors("ignore") or (),
        fail_on=FailOn(fail_on) if fail_on else None,
        exclude=globs("exclude"),
        extend_exclude=globs("extend-exclude") or (),
        per_file_ignores=_per_file_ignores(content.get("per-file-ignores", {}), catalogue, report),
        severities=severities,
        options=options,
    )


def _error(table: Table, faults: list[tuple[int, str]]) -> ConfigError:
    faults.sort()
    rest = "".join(f"\n{table.shown}:{line}: {text}" for line, text in faults[1:])
    return ConfigError(faults[0][1] + rest, path=table.shown, line=faults[0][0])


def _meant(key: str, known: tuple[str, ...]) -> str:
    guess = closest(key.replace("_", "-").lower(), known)
    return f"did you mean {guess!r}?" if guess else f"there are: {', '.join(known)}"


def _label(where: Keys) -> str:
    """Return what messages call a key: `ignore`, or `per-file-ignores "news/"`."""
    return " ".join((where[0], *(f'"{key}"' for key in where[1:])))


def _strings(where: Keys, value: object, example: str, report: Report) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    report(where, f"{_label(where)} must be a list of strings, like {example}, not {shown(value)}")
    return None


def _selectors(where: Keys, value: object, catalogue: Catalogue, report: Report) -> tuple[str, ...] | None:
    given = _strings(where, value, '["HL1", "HL401"]', report)
    for selector in given or ():
        if not catalogue.codes(selector):
            report(where, f"{_label(where)}: {catalogue.unknown(selector)}")
    return given


def _globs(key: str, value: object, report: Report) -> tuple[str, ...] | None:
    given = _strings((key,), value, '["drafts/", "*.html"]', report)
    _check_globs((key,), given or (), report)
    return given


def _check_globs(where: Keys, patterns: tuple[str, ...], report: Report) -> None:
    if len(patterns) > MOST_GLOBS:
        report(where, f"{where[0]} holds {len(patterns)} globs, more than {MOST_GLOBS}; name directories")
        return
    try:
        Globs(patterns, root=Path())
    except ValueError as error:
        report(where, f"{where[0]}: {error}")


def _choice(key: str, value: object, known: tuple[str, ...], report: Report, *, of: str = "") -> str | None:
    if value is None or (isinstance(value, str) and value in known):
        return value
    choices = ", ".join(f'"{word}"' for word in known[:-1]) + f' or "{known[-1]}"'
    report((key,), f"{key}{of} must be {choices}, not {shown(value)}")
    return None


def _per_file_ignores(
    value: object, catalogue: Catalogue, report: Report
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    key = "per-file-ignores"
    if not isinstance(value, dict):
        report((key,), f'{key} must be a table, like {{ "news/" = ["HL201"] }}, not {shown(value)}')
        return ()
    if len(value) > MOST_GLOBS:
        report((key,), f"{key} holds {len(value)} globs, more than {MOST_GLOBS}; name directories")
        return ()
    found = []
    for glob, ignored in value.items():
        where = (key, glob)
        if glob.startswith("!"):
            report(where, f"{key}: {shown(glob)} must say which files it is about, not which it is not")
        _check_globs(where, (glob,), report)
        found.append((glob, _selectors(where, ignored, catalogue, report) or ()))
    return tuple(found)


def _rules(
    value: object, catalogue: Catalogue, report: Report
) -> tuple[dict[str, Severity], dict[str, dict[str, object]]]:
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, object]] = {}
    if not isinstance(value, dict):
        report(("rules",), f"rules must be tables, like [rules.HL401], not {shown(value)}")
        return severities, options
    for name, given in value.items():
        rule = catalogue.rule(name)
        if rule is None:
            report(("rules", name), catalogue.not_one(name))
        elif not isinstance(given, dict):
            report(("rules", name), f"{name} must be a table: [rules.{rule.code}]")
        elif rule.code in options:
            report(("rules", name), f"{rule.code} is set twice, by its code and by its name")
        else:
            severity, rest = _rule(name, given, rule, report)
            options[rule.code] = rest
            if severity is not None:
                severities[rule.code] = severity
    return severities, {code: given for code, given in options.items() if given}


def _rule(
    name: str, given: dict[str, object], rule: Rule, report: Report
) -> tuple[Severity | None, dict[str, object]]:
    def at_key(key: Keys, text: str) -> None:
        report(("rules", name, *key), text)

    severity = _choice("severity", given.get("severity"), tuple(Severity), at_key, of=f" of {rule.code}")
    rest = {key: value for key, value in given.items() if key != "severity"}
    check_options(rule, rest, lambda key, text: at_key((key,), text))
    return Severity(severity) if severity else None, rest


def _option_fault(option: Option, value: object) -> str | None:
    """Return what `value` should have been, or None where it will do."""
    types, wanted = TYPES[option.type]
    # A bool is an int to Python, never to a person.
    if not isinstance(value, types) or (isinstance(value, bool) and option.type != "boolean"):
        return wanted
    if isinstance(value, list | tuple):
        return None if all(isinstance(item, str) for item in value) else wanted
    if isinstance(value, int | float):
        # Written so that nan fails.
        if option.minimum is not None and not value >= option.minimum:
            return f"at least {option.minimum:g}"
        if option.maximum is not None and not value <= option.maximum:
            return f"at most {option.maximum:g}"
    return None
