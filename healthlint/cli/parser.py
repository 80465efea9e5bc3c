"""What can be typed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from healthlint import __version__
from healthlint.errors import UsageError
from healthlint.reports import FORMATS

CLOSE = 0.75
"""How alike a slip and what it is taken for must be."""
COMMANDS = ("check", "baseline", "explain", "rules")
DESCRIPTION = "Lint health articles: risks, professional advice, affiliate disclosure, reading level."
_FORMATS = "\n".join(f"  {name:<12}{form.about}" for name, form in FORMATS.items())
EPILOG = f"""\
commands:
  healthlint [check] PATH...  lint articles
  healthlint baseline create  adopt: know what is found today, report only what is new
  healthlint explain CODE     tell what a rule wants, why, and how to meet it
  healthlint rules            list the rules

formats:
{_FORMATS}

exit code: 0 nothing at or above --fail-on, 1 findings, 2 usage, config or unreadable input
(a broken config or option stops the run; an unreadable file does not)
"""
BASELINE_EPILOG = """\
create writes down what is found now, update takes out what was mended and follows renamed files,
status tells what the baseline holds and changes nothing.

exit code of status: 0 every entry is needed, 1 some are fixed or expired, 2 something cannot be read
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see '{self.prog} --help'")


def parse(argv: list[str]) -> argparse.Namespace | int:
    """Return the arguments with their `command`, or the exit code where all is said."""
    if not argv:
        sys.stderr.write(_check_parser().format_help())
        return 2
    command, rest = (argv[0], argv[1:]) if argv[0] in COMMANDS else ("check", argv)
    parser = {
        "check": _check_parser,
        "baseline": _baseline_parser,
        "explain": _explain_parser,
        "rules": _rules_parser,
    }[command]()
    try:
        arguments, unknown = parser.parse_known_args(rest)
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else 0
    if hasattr(arguments, "paths"):
        # argparse takes the paths before the first option only.
        arguments.paths += [given for given in unknown if given == "-" or not given.startswith("-")]
        unknown = [given for given in unknown if given != "-" and given.startswith("-")]
    if unknown:
        raise UsageError(_unknown(parser, unknown[0]))
    arguments.command = command
    if command == "check":
        _check_changes(arguments)
        _check_paths(arguments)
    if command == "baseline":
        _check_baseline(arguments)
    return arguments


def _check_baseline(arguments: argparse.Namespace) -> None:
    if "-" in arguments.paths or "" in arguments.paths:
        raise UsageError("a baseline is of files; name files or directories")
    if arguments.force and arguments.action != "create":
        raise UsageError("--force goes with create")
    if arguments.accept_new and arguments.action != "update":
        raise UsageError("--accept-new goes with update")
    if (arguments.owner or arguments.reason or arguments.expires) and not (
        arguments.action == "create" or arguments.accept_new
    ):
        raise UsageError(
            "--owner, --reason and --expires are for what is taken in: with create, or update --accept-new"
        )


def _check_changes(arguments: argparse.Namespace) -> None:
    changed = "--staged" if arguments.staged else "--diff-base" if arguments.diff_base is not None else None
    if changed is None:
        return
    if arguments.staged and arguments.diff_base is not None:
        raise UsageError("give --diff-base or --staged, not both")
    if "-" in arguments.paths:
        raise UsageError(f"{changed} asks git, which knows no standard input; name files or directories")
    arguments.paths = arguments.paths or ["."]


def _check_paths(arguments: argparse.Namespace) -> None:
    if arguments.stdin_filename is not None and "-" not in arguments.paths:
        raise UsageError("--stdin-filename names standard input, which is not read; add - to the paths")
    if not arguments.paths:
        raise UsageError("no paths given; 'healthlint .' lints all articles below this directory")
    if arguments.diff and arguments.output_format:
        raise UsageError("--diff prints changes instead of a report; leave out --output-format")
    if "" in arguments.paths:
        raise UsageError("an empty path is given; name a file or a directory ('.' is this one)")


def _unknown(parser: argparse.ArgumentParser, option: str) -> str:
    from healthlint.config.select import closest

    known = [name for name in parser._option_string_actions if name.startswith("--")]
    guess = closest(option.partition("=")[0], known, cutoff=CLOSE)
    hint = f"did you mean {guess}?" if guess else f"see '{parser.prog} --help'"
    return f"unknown option {option}; {hint}"


def _parser(prog: str, usage: str, description: str, *, epilog: str | None = None) -> argparse.ArgumentParser:
    return _Parser(
        prog=prog,
        usage=usage,
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _check_parser() -> argparse.ArgumentParser:
    parser = _parser("healthlint", "healthlint [OPTION]... PATH...", DESCRIPTION, epilog=EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file or directory; - reads standard input")
    parser.add_argument("--version", action="version", version=f"healthlint {__version__}")
    _add_rule_options(parser).add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="exit 1 at findings of this severity or above (default: error)",
    )
    _add_fix_options(parser)
    _add_input_options(parser).add_argument(
        "--stdin-filename", metavar="PATH", help="what to call, and configure, standard input"
    )
    _add_change_options(parser)
    _add_output_options(parser)
    return parser


def _add_change_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("only what is new")
    group.add_argument(
        "--diff-base",
        metavar="REV",
        help="lint files changed since the work at hand left REV, report findings it did not have",
    )
    group.add_argument(
        "--staged", action="store_true", help="the same for what git has staged, as it is staged"
    )
    _add_baseline_option(group)
    group.add_argument("--no-baseline", action="store_true", help="report what a baseline holds, too")


def _add_baseline_option(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="use this baseline (default: that of the config, or .healthlint-baseline.jsonl)",
    )


def _baseline_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "healthlint baseline",
        "healthlint baseline ACTION [OPTION]... [PATH]...",
        "Keep a list of findings that are known, so that only new ones are reported.",
        epilog=BASELINE_EPILOG,
    )
    parser.set_defaults(fail_on=None)
    parser.add_argument(
        "action", metavar="ACTION", choices=("create", "update", "status"), help="what to do, see below"
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="file or directory (default: this directory)"
    )
    group = parser.add_argument_group("baseline")
    _add_baseline_option(group)
    group.add_argument("--force", action="store_true", help="create: replace a baseline that exists")
    group.add_argument("--accept-new", action="store_true", help="update: take in new findings as well")
    group.add_argument("--owner", default="", help="who is to mend what is taken in")
    group.add_argument("--reason", default="", help="why it is taken in")
    group.add_argument("--expires", metavar="DATE", help="last day on which it is known, as in 2026-12-31")
    _add_rule_options(parser)
    _add_input_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress on standard error")
    return parser


def _add_rule_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("rules", "RULES are codes, prefixes (HL3) or names, comma-separated")
    rules = {"metavar": "RULES", "action": "extend", "type": _listed}
    group.add_argument("--select", **rules, help="run these rules, and no others")  # type: ignore[arg-type]
    group.add_argument("--extend-select", **rules, default=[], help="run these rules as well")  # type: ignore[arg-type]
    group.add_argument("--ignore", **rules, default=[], help="do not run these rules")  # type: ignore[arg-type]
    group.add_argument(
        "--preset", choices=("recommended", "strict", "all"), help="run this set (default: recommended)"
    )
    group.add_argument(
        "--no-inline-suppressions",
        dest="inline_suppressions",
        action="store_false",
        help="report what comments in the articles suppress, too",
    )
    return group


def _add_fix_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("fixes")
    group.add_argument(
        "--fix", action="store_true", help="mend what is safe to mend, and report what is left; - is printed"
    )
    group.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="also make fixes that leave work to a writer, such as a place for a missing section",
    )
    group.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing; exit 1 if any"
    )


def _add_input_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("input")
    globs = {"metavar": "GLOBS", "action": "extend", "type": _listed}
    group.add_argument(
        "--format", choices=("markdown", "html", "text", "docx"), help="read every file as this"
    )
    group.add_argument("--exclude", **globs, help="leave these out, instead of those in the config")  # type: ignore[arg-type]
    group.add_argument("--extend-exclude", **globs, default=[], help="leave these out as well")  # type: ignore[arg-type]
    group.add_argument("--force-exclude", action="store_true", help="leave them out even where named as PATH")
    _add_config_options(group, "use this config for every file")
    return group


def _add_config_options(parser: argparse._ActionsContainer, told: str) -> None:
    parser.add_argument("--config", metavar="FILE", help=told)
    parser.add_argument("--isolated", action="store_true", help="use no config file")


def config_of(arguments: argparse.Namespace) -> Path | None:
    """Return the config that is named. Raises UsageError where that makes no sense."""
    if arguments.config and arguments.isolated:
        raise UsageError("give --config or --isolated, not both")
    if arguments.config == "":
        raise UsageError("--config names no file; --isolated reads none")
    return Path(arguments.config) if arguments.config else None


def baseline_of(arguments: argparse.Namespace) -> Path | None:
    """Return the baseline that is named. Raises UsageError for an empty name."""
    if arguments.baseline == "":
        raise UsageError("--baseline names no file; --no-baseline heeds none")
    return Path(arguments.baseline) if arguments.baseline else None


def _add_output_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument(
        "--output-format",
        metavar="FORMAT[:FILE]",
        action="append",
        default=[],
        help=f"how to report (default: {next(iter(FORMATS))}), see below; repeat to write several; "
        "FILE - is standard output",
    )
    group.add_argument("--statistics", action="store_true", help="count the findings of each rule at the end")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="also tell what each rule decided, and why (with full only)",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="no summary on standard error")


def _explain_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "healthlint explain", "healthlint explain CODE...", "Tell what a rule wants, why, and how to meet it."
    )
    parser.add_argument("rules", nargs="+", metavar="CODE", help="a rule's code or name")
    _add_config_options(parser, "explain the rules of this config's packs, too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser


def _rules_parser() -> argparse.ArgumentParser:
    parser = _parser("healthlint rules", "healthlint rules [OPTION]...", "List the rules.")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    _add_config_options(parser, "list the rules of this config's packs, too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser


def _listed(text: str) -> Sequence[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
