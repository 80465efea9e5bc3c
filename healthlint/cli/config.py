"""`healthlint config`: every setting of a file and where it comes from, and what can be set."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from healthlint import __version__, rulepack
from healthlint.cli.asked import overrides_of
from healthlint.cli.console import colored
from healthlint.cli.parser import config_of
from healthlint.config import Configs, Resolver
from healthlint.config.toml import written
from healthlint.config.trace import Choice, Setting, Trace
from healthlint.errors import UsageError
from healthlint.reports.encoded import as_json
from healthlint.reports.terminal import Style, visible

ADDED_UP = ("extend-exclude", "packs")
"""Keys to which each config adds: their values are told one by one."""


def run(arguments: argparse.Namespace) -> int:
    """Do what the verb says, and return the exit code."""
    return _show(arguments) if arguments.verb == "show" else _schema(arguments)


def _schema(arguments: argparse.Namespace) -> int:
    from healthlint.config.schema import schema

    configs = Configs(rulepack.load(), config_file=config_of(arguments), isolated=arguments.isolated)
    rules = configs.of(Path.cwd()).pack.rules
    sys.stdout.write(as_json(schema(rules), indent=2) + "\n")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    """Print the settings of a path as TOML that says where they come from, or as JSON."""
    path = arguments.path
    if not os.path.lexists(path):
        raise UsageError("does not exist; name the file or directory whose settings to show", path=path)
    configs = Configs(rulepack.load(), config_file=config_of(arguments), isolated=arguments.isolated)
    configs.find(os.path.join(path, "x") if os.path.isdir(path) else path)
    configs.check()
    overrides = overrides_of(arguments).checked(configs.catalogue)
    resolver = Resolver(configs, overrides=overrides)
    trace = resolver.trace(path)
    excluded = resolver.excluded(Path(path), directory=os.path.isdir(path))
    if arguments.output_format == "json":
        entry = _entry(path, trace) | {"excluded": excluded}
        sys.stdout.write(as_json(entry, indent=2) + "\n")
    else:
        style = Style(colored(arguments.color, sys.stdout))
        sys.stdout.write("".join(f"{line}\n" for line in _lines(path, trace, style, excluded=excluded)))
    return 0


def _lines(path: str, trace: Trace, style: Style, *, excluded: bool) -> Iterator[str]:
    """Yield the lines of a config that would set all this; comments tell where it comes from."""

    def said(text: str, why: object) -> str:
        return f"{visible(text)}  {style.dim(visible(f'# {why}'))}"

    yield style.dim(visible(f"# {path}: {_configs(trace.configs)}"))
    if os.path.isdir(path):
        yield style.dim("# What is set for some of its files only is left out: name a file to see it.")
    if excluded:
        yield style.dim("# exclude leaves it out: it is linted only where it is named.")
    yield "select = ["
    yield from (said(f"    {written(one.rule.code)},", one.why) for one in trace.choices if one.runs)
    yield "]"
    for one in trace.choices:
        if not one.runs:
            yield style.dim(visible(f"# {one.rule.code} does not run: {one.why}"))
    for key in ADDED_UP:
        found = [setting for setting in trace.settings if setting.key == (key,)]
        yield f"{key} = {'[' if found else '[]'}"
        yield from (said(f"    {value},", one.origin) for one in found for value in _items(one))
        yield from ["]"] if found else []
    for setting in trace.settings:
        if setting.value is None:
            yield style.dim(f"# {'.'.join(setting.key)} is not set")
        elif setting.key[0] not in ADDED_UP:
            yield said(f"{'.'.join(setting.key)} = {written(setting.value)}", setting.origin)


def _configs(names: Sequence[str]) -> str:
    if not names:
        return "no config applies"
    *extended, own = names
    return f"{own}, which extends {', '.join(reversed(extended))}" if extended else own


def _items(setting: Setting) -> Iterator[str]:
    if isinstance(setting.value, tuple):
        yield from map(written, setting.value)


def _entry(path: str, trace: Trace) -> dict[str, object]:
    return {
        "schema": 1,
        "tool": {"name": "healthlint", "version": __version__},
        "path": path,
        "configs": trace.configs,
        "settings": [
            {"key": ".".join(one.key), "value": one.value, "origin": _origin(one)} for one in trace.settings
        ],
        "rules": [
            {
                "code": choice.rule.code,
                "name": choice.rule.name,
                "runs": choice.runs,
                "reason": choice.reason,
                "origin": _origin(choice),
            }
            for choice in trace.choices
        ],
    }


def _origin(one: Setting | Choice) -> dict[str, object]:
    origin = one.origin
    return {"kind": origin.kind, "name": origin.name, "line": origin.line}
