"""Check a config file's table against the rules: every fault at once, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from healthlint.config.globs import Globs
from healthlint.config.model import Config, FailOn, PerFile
from healthlint.config.project import leads_out, project_root
from healthlint.config.select import PRESETS, Catalogue, closest, shown
from healthlint.config.toml import Keys, Table
from healthlint.types import Severity

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.rulepack.parts import Option

KEYS = (
    "extend",
    "packs",
    "preset",
    "select",
    "extend-select",
    "ignore",
    "fail-on",
    "exclude",
    "extend-exclude",
    "per-file-ignores",
    "extend-per-file-ignores",
    "baseline",
    "rules",
    "topic",
    "overrides",
)
TOPIC = ("judge-from", "certain-from")
"""The keys of `[topic]`: how likely it must be that a rule fits an article."""
OVERRIDES = ("files", "preset", "select", "extend-select", "ignore", "rules", "topic")
"""The keys of one of `[[overrides]]`."""
LARGEST = 10**9
"""What a number can be at most where the option sets no limit of its own."""
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


def layers(table: Table, catalogue: Catalogue, report: Report, *, path: Path) -> tuple[Config, ...]:
    """Return what the config at `path` asks for: of every file, then of those that its overrides name.

    What is wrong is reported, and left out.
    """
    content = table.content
    _check_keys((), content, KEYS, report)
    fail_on = _choice("fail-on", content.get("fail-on"), tuple(FailOn), report)
    own = replace(
        _selection((), content, catalogue, report),
        root=path.parent,
        path=path,
        fail_on=FailOn(fail_on) if fail_on else None,
        exclude=_globs(("exclude",), content.get("exclude"), report),
        extend_exclude=_globs(("extend-exclude",), content.get("extend-exclude"), report) or (),
        per_file_ignores=_per_file("per-file-ignores", content, catalogue, report),
        extend_per_file_ignores=_per_file("extend-per-file-ignores", content, catalogue, report) or (),
        baseline=_baseline(content.get("baseline"), report, folder=path.parent),
    )
    return (own, *(replace(one, root=own.root, path=path) for one in _overrides(content, catalogue, report)))


def named(key: str, table: Table, report: Report, *, example: str) -> tuple[str, ...]:
    """Return the paths or names under `key`, which holds one or a list of them."""
    value = table.content.get(key, [])
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        report((key,), f"{key} must be a path or a list of them, like {example}, not {shown(value)}")
        return ()
    for name in given:
        if not name or "\0" in name:
            report((key,), f"{key}: {shown(name)} is no path")
    return tuple(name for name in given if name and "\0" not in name)


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


def _check_keys(where: Keys, content: Mapping[str, object], known: tuple[str, ...], report: Report) -> None:
    for key in content:
        if key not in known:
            report((*where, key), f"unknown key {shown(key)}; {_meant(key, known)}")


def _selection(where: Keys, content: Mapping[str, Any], catalogue: Catalogue, report: Report) -> Config:
    """Return the layer of what a table chooses of the rules, and sets for them."""

    def at(keys: Keys, text: str) -> None:
        report((*where, *keys), text)

    def selectors(key: str) -> tuple[str, ...] | None:
        return _selectors((key,), content.get(key), catalogue, at)

    if "preset" in content and "select" in content:
        at(("select",), "give preset or select, not both; extend-select adds rules to a preset")
    preset: Any = _choice("preset", content.get("preset"), PRESETS, at)
    severities, options = _rules(content.get("rules", {}), catalogue, at)
    likelihoods = _topic(content.get("topic", {}), at)
    return Config(
        preset=preset,
        select=selectors("select"),
        extend_select=selectors("extend-select") or (),
        ignore=selectors("ignore") or (),
        severities=severities,
        options=options,
        judge_from=likelihoods.get("judge-from"),
        certain_from=likelihoods.get("certain-from"),
    )


def _overrides(content: Mapping[str, Any], catalogue: Catalogue, report: Report) -> Iterator[Config]:
    value = content.get("overrides", [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        report(("overrides",), f"overrides must be tables, each under [[overrides]], not {shown(value)}")
        return
    for number, item in enumerate(value):
        where = ("overrides", str(number))

        def at(keys: Keys, text: str, where: Keys = where) -> None:
            report((*where, *keys), f"overrides: {text}")

        _check_keys((), item, OVERRIDES, at)
        files = _globs(("files",), item.get("files"), at)
        if "files" not in item:
            at((), 'the key "files" is missing; it names the files that these are for, like ["news/**"]')
        elif files is not None and all(glob.startswith("!") for glob in files):
            at(("files",), "files must name at least one glob that is not taken back by !")
        yield replace(_selection((), item, catalogue, at), files=files or ())


def _baseline(value: object, report: Report, *, folder: Path) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value or "\0" in value:
        report(
            ("baseline",), f'baseline must be a path, like ".healthlint-baseline.jsonl", not {shown(value)}'
        )
        return None
    path = folder / value
    if leads_out(path, project_root(folder) or folder):
        report(("baseline",), f"baseline: {shown(value)} leads out of the project; name a file inside of it")
        return None
    return path


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
        if catalogue.whole and not catalogue.codes(selector):
            report(where, f"{_label(where)}: {catalogue.unknown(selector)}")
    return given


def _globs(where: Keys, value: object, report: Report) -> tuple[str, ...] | None:
    given = _strings(where, value, '["drafts/", "*.html"]', report)
    _check_globs(where, given or (), report)
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


def _per_file(
    key: str, content: Mapping[str, object], catalogue: Catalogue, report: Report
) -> PerFile | None:
    value = content.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        report((key,), f'{key} must be a table, like {{ "news/" = ["HL201"] }}, not {shown(value)}')
        return None
    if len(value) > MOST_GLOBS:
        report((key,), f"{key} holds {len(value)} globs, more than {MOST_GLOBS}; name directories")
        return None
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
            if catalogue.whole:
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


def _topic(value: object, report: Report) -> dict[str, float]:
    if not isinstance(value, dict):
        report(("topic",), f"topic must be a table: [topic], not {shown(value)}")
        return {}
    _check_keys(("topic",), value, TOPIC, report)
    found = {}
    for key in TOPIC:
        given = value.get(key)
        if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1:
            found[key] = float(given)
        elif given is not None:
            report(("topic", key), f"{key} of topic must be a number from 0 to 1, not {shown(given)}")
    return found


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
        least = -LARGEST if option.minimum is None else option.minimum
        most = LARGEST if option.maximum is None else option.maximum
        # Written so that nan fails.
        if not value >= least:
            return f"at least {least:g}"
        if not value <= most:
            return f"at most {most:g}"
    return None
