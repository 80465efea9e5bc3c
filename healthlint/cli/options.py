"""The options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from healthlint.errors import UsageError


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see '{self.prog} --help'")


def new_parser(
    prog: str, usage: str, description: str, *, epilog: str | None = None
) -> argparse.ArgumentParser:
    """Return a parser of no arguments yet, whose errors are ours."""
    return Parser(
        prog=prog,
        usage=usage,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_baseline_option(parser: argparse._ActionsContainer) -> None:
    """Add the option that names the baseline."""
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="use this baseline (default: that of the config, or .healthlint-baseline.jsonl)",
    )


def add_rule_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the group of options that say which findings are wanted."""
    group = parser.add_argument_group("rules", "RULES are codes, prefixes (HL3) or names, comma-separated")
    add_choosing_options(group)
    group.add_argument(
        "--no-inline-suppressions",
        dest="inline_suppressions",
        action="store_false",
        help="report what comments in the articles suppress, too",
    )
    return group


def add_choosing_options(group: argparse._ActionsContainer) -> None:
    """Add the options that choose rules."""
    rules = {"metavar": "RULES", "action": "extend", "type": _listed}
    group.add_argument("--select", **rules, help="run these rules, and no others")  # type: ignore[arg-type]
    group.add_argument("--extend-select", **rules, default=[], help="run these rules as well")  # type: ignore[arg-type]
    group.add_argument("--ignore", **rules, default=[], help="do not run these rules")  # type: ignore[arg-type]
    add_profile_option(group)
    group.add_argument(
        "--preset", choices=("recommended", "strict", "all"), help="run this set (default: recommended)"
    )


def add_profile_option(parser: argparse._ActionsContainer) -> None:
    """Add the option that names a profile."""
    parser.add_argument(
        "--profile",
        choices=("us", "uk", "none"),
        help="start from what readers of this country are due (default: none)",
    )


def add_failing_option(group: argparse._ActionsContainer) -> None:
    """Add the option that says which severity fails."""
    group.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="exit 1 at findings of this severity or above (default: error)",
    )


def add_input_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the group of options that say what is read, and how."""
    group = parser.add_argument_group("input")
    group.add_argument(
        "--format", choices=("markdown", "html", "text", "docx"), help="read every file as this"
    )
    add_excluding_options(group)
    group.add_argument("--force-exclude", action="store_true", help="leave them out even where named as PATH")
    add_config_options(group, "use this config for every file")
    return group


def add_excluding_options(group: argparse._ActionsContainer) -> None:
    """Add the options that leave files out."""
    globs = {"metavar": "GLOBS", "action": "extend", "type": _listed}
    group.add_argument("--exclude", **globs, help="leave these out, instead of those in the config")  # type: ignore[arg-type]
    group.add_argument("--extend-exclude", **globs, default=[], help="leave these out as well")  # type: ignore[arg-type]


def add_config_options(parser: argparse._ActionsContainer, told: str) -> None:
    """Add the options that name the config, which is used as `told`."""
    parser.add_argument("--config", metavar="FILE", help=told)
    parser.add_argument("--isolated", action="store_true", help="use no config file")


def _listed(text: str) -> Sequence[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
