"""`healthlint doctor`: what is installed, what runs here, and what is broken."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from healthlint import __version__
from healthlint.cli.console import colored, width_of
from healthlint.cli.parser import config_of
from healthlint.config.trace import Trace
from healthlint.doctor import FORMATS, House, broken_formats, look_at_house, parts, surroundings
from healthlint.errors import UsageError
from healthlint.reports.encoded import as_json
from healthlint.reports.terminal import Style, visible, wrap
from healthlint.types import Severity

BROKEN = 2


def run(arguments: argparse.Namespace) -> int:
    """Tell what there is, and return 2 where something is broken."""
    if not os.path.lexists(arguments.path):
        raise UsageError("does not exist; name the file or directory to look at", path=arguments.path)
    folder = Path(arguments.path)
    found = _found(
        look_at_house(arguments.path, config=config_of(arguments), isolated=arguments.isolated),
        dict(surroundings(folder if folder.is_dir() else folder.parent)),
        path=arguments.path,
    )
    if arguments.output_format == "json":
        sys.stdout.write(as_json(found, indent=2) + "\n")
    else:
        style = Style(colored(arguments.color, sys.stdout))
        lines = _lines(found, style, width_of(sys.stdout))
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return BROKEN if found["broken"] else 0


def _found(house: House, around: Mapping[str, str], *, path: str) -> dict[str, Any]:
    installed = list(parts())
    formats = dict(broken_formats())
    broken = [
        f"{' '.join((one.name, one.version)).strip()} {one.problem}" for one in installed if one.problem
    ]
    broken += [f"{form} cannot be linted: {problem}" for form, problem in formats.items()]
    trace = house.trace or Trace((), (), ())
    return {
        "schema": 1,
        "tool": {"name": "healthlint", "version": __version__},
        "path": path,
        "parts": {one.name: one.version for one in installed},
        "formats": {form.value: form not in formats for form in FORMATS},
        "configs": None if house.trace is None else trace.configs,
        "profile": next((one.value for one in trace.settings if one.key == ("profile",)), None),
        "packs": house.packs,
        "rules": [{"code": one.rule.code, "runs": one.runs, "reason": one.why} for one in trace.choices],
        "articles": house.articles,
        "left_out": house.left_out,
        "elsewhere": house.elsewhere,
        "surroundings": around,
        "broken": [*broken, *house.broken],
    }


def _lines(found: Mapping[str, Any], style: Style, width: int) -> Iterator[str]:
    def under(title: str, lines: Iterable[str]) -> Iterator[str]:
        yield style.bold(visible(title))
        for text in lines:
            yield wrap(text, width=width, first="  ", rest="    ")
        yield ""

    yield from under("Installed", _installed(found))
    yield from under(f"Config of {found['path']}", _config(found))
    yield from under("Rules", _rules(found))
    yield from under("Articles", _articles(found))
    yield from under("Surroundings", (f"{name}: {state}" for name, state in found["surroundings"].items()))
    if not found["broken"]:
        yield style.good("Nothing is broken.")
        return
    yield style.severity(f"Broken ({len(found['broken'])})", Severity.ERROR)
    yield from (wrap(text, width=width, first="  ", rest="    ") for text in found["broken"])


def _installed(found: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} {version or '(missing)'}" for name, version in found["parts"].items())
    works = [name for name, fine in found["formats"].items() if fine]
    yield f"lints {', '.join(works) or 'nothing'}"


def _config(found: Mapping[str, Any]) -> Iterator[str]:
    if found["configs"] is None:
        yield "cannot be used: see below"
        return
    *extended, own = found["configs"] or ("none: the defaults hold",)
    yield from (own, *(f"extends {name}" for name in reversed(extended)), f"profile {found['profile']}")
    yield from (f"pack {name}: {_count(count, 'rule')}" for name, count in found["packs"].items())
    yield from (
        f"{name} holds for {_count(count, 'file')} below" for name, count in found["elsewhere"].items()
    )


def _rules(found: Mapping[str, Any]) -> Iterator[str]:
    runs = [one["code"] for one in found["rules"] if one["runs"]]
    yield f"{len(runs)} run: {' '.join(runs)}" if runs else "none run"
    silent: dict[str, list[str]] = {}
    for one in found["rules"]:
        if not one["runs"]:
            silent.setdefault(one["reason"], []).append(one["code"])
    for reason, codes in silent.items():
        yield f"{' '.join(codes)} {'does' if len(codes) == 1 else 'do'} not run: {reason}"


def _articles(found: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join(f"{count} {form}" for form, count in found["articles"].items()) or "none found"
    if found["left_out"]:
        yield f"{found['left_out']} left out by exclude or .gitignore"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
