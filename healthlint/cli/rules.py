"""`healthlint rules`: list the rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.cli.console import colored
from healthlint.cli.parser import config_of
from healthlint.plan import rules_of
from healthlint.reports.encoded import as_json
from healthlint.reports.terminal import Style, line

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule


def run(arguments: argparse.Namespace) -> int:
    """Print the rules as a table or as JSON."""
    rules = rules_of(Path(), config=config_of(arguments), isolated=arguments.isolated)
    if arguments.output_format == "json":
        sys.stdout.write(as_json([_entry(rule) for rule in rules], indent=2) + "\n")
    else:
        sys.stdout.write(_table(rules, Style(colored(arguments.color, sys.stdout))))
    return 0


def _table(rules: Sequence[Rule], style: Style) -> str:
    rows = [(rule.code, rule.name, rule.severity.value, rule.preset, line(rule.summary)) for rule in rules]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines = []
    for rule, row in zip(rules, rows, strict=True):
        cells = [text.ljust(width) for text, width in zip(row[:4], widths, strict=True)]
        code, severity = style.bold(cells[0]), style.severity(cells[2], rule.severity)
        lines.append(f"{code}  {cells[1]}  {severity}  {cells[3]}  {row[4]}\n")
    return "".join(lines)


def _entry(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "severity": rule.severity,
        "preset": rule.preset,
        "since": rule.since,
        "fix": None if rule.fix is None else {"kind": rule.fix.kind, "safety": rule.fix.safety},
        "options": {
            name: {
                "type": option.type,
                "default": option.default,
                "about": option.about,
                "minimum": option.minimum,
                "maximum": option.maximum,
                "site": option.site,
            }
            for name, option in rule.options.items()
        },
    }
