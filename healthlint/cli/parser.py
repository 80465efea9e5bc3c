"""What can be typed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from healthlint import __version__
from healthlint.cli import precommit
from healthlint.cli.options import (
    add_baseline_option,
    add_config_options,
    add_failing_option,
    add_input_options,
    add_rule_options,
    new_parser,
)
from healthlint.errors import UsageError
from healthlint.reports import FORMATS

CLOSE = 0.75
"""How alike a slip and what it is taken for must be."""
COMMANDS = ("check", "init", "baseline", "explain", "rules", "config", "doctor")
WITH_PATHS = ("check", "baseline")
"""Commands that take any number of paths."""
DESCRIPTION = "Lint health articles: risks, professional advice, affiliate disclosure, reading level."
_FORMATS = "\n".join(f"  {name:<12}{form.about}" for name, form in FORMATS.items())
EPILOG = f"""\
commands:
  healthlint [check] PATH...  lint articles
  healthlint init             look at this repository and write its first config
  healthlint baseline create  adopt: know what is found today, report only what is new
  healthlint explain CODE     tell what a rule wants, why, and how to meet it
  healthlint rules            list the rules
  healthlint config show PATH tell every setting of a file, and where it comes from
  healthlint config schema    write a JSON schema of the config, for editors
  healthlint doctor           tell what is installed, what runs here, and what is broken

formats:
{_FORMATS}

exit code: 0 nothing at or above --fail-on, 1 findings, 2 usage, config or unreadable input
(a broken config or option stops the run; an unreadable file does not)
"""


def parse(argv: list[str]) -> argparse.Namespace | int:
    """Return the arguments with their `command`, or the exit code where all is said."""
    if not argv:
        sys.stderr.write(_check_parser().format_help())
        return 2
    command, rest = (argv[0], argv[1:]) if argv[0] in COMMANDS else ("check", argv)
    parser = parser_of(command)
    _check_dashes(argv)
    after: list[str] = []
    if command in WITH_PATHS and "--" in rest:
        at = rest.index("--")
        rest, after = rest[:at], rest[at + 1 :]
    try:
        arguments, unknown = parser.parse_known_args(rest)
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else 0
    if hasattr(arguments, "paths"):
        # argparse takes the paths before the first option only.
        arguments.paths += [given for given in unknown if given == "-" or not given.startswith("-")]
        arguments.paths += ["./-" if given == "-" else given for given in after]
        unknown = [given for given in unknown if given != "-" and given.startswith("-")]
    if unknown:
        raise UsageError(_unknown(getattr(arguments, "parser", parser), unknown[0]))
    arguments.command = command
    if command == "check":
        _check_changes(arguments)
        _check_paths(arguments)
    if command == "baseline":
        from healthlint.cli.setup import check_baseline

        check_baseline(arguments)
    return arguments


def _check_dashes(argv: Sequence[str]) -> None:
    """Raise UsageError for what reads as an option and is a path: a pull request names files as it likes."""
    for given in takewhile(lambda given: given != "--", argv):
        if not given.startswith("-") or given == "-":
            continue
        for path in (Path(given), *Path(given).parents):
            if path != Path() and os.path.lexists(path):
                raise UsageError(
                    f"{path} is a file here, and reads as an option; write ./{path} for the file, or -- "
                    "before all paths; to use the option, rename the file"
                )


def parser_of(command: str) -> argparse.ArgumentParser:
    """Return the parser of one of `COMMANDS`."""
    made = {"check": _check_parser, "explain": _explain_parser, "rules": _rules_parser}
    if command in made:
        return made[command]()
    from healthlint.cli.setup import PARSERS

    return PARSERS[command]()


def every() -> Iterator[argparse.ArgumentParser]:
    """Yield the parser of each command, and those of its verbs in the place of one that has verbs."""
    for command in COMMANDS:
        parser = parser_of(command)
        verbs = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        yield from verbs[0].choices.values() if verbs else (parser,)


def _check_changes(arguments: argparse.Namespace) -> None:
    changed = "--staged" if arguments.staged else "--diff-base" if arguments.diff_base is not None else None
    if changed is None:
        return
    if arguments.staged and arguments.diff_base is not None:
        raise UsageError("give --diff-base or --staged, not both")
    if arguments.staged and precommit.base(os.environ) is not None:
        arguments.staged, arguments.diff_base = False, precommit.base(os.environ)
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


def _check_parser() -> argparse.ArgumentParser:
    parser = new_parser("healthlint", "healthlint [OPTION]... PATH...", DESCRIPTION, epilog=EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="file or directory; - reads standard input")
    parser.add_argument("--version", action="version", version=f"healthlint {__version__}")
    add_failing_option(add_rule_options(parser))
    _add_fix_options(parser)
    add_input_options(parser).add_argument(
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
    add_baseline_option(group)
    group.add_argument("--no-baseline", action="store_true", help="report what a baseline holds, too")


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
    group.add_argument(
        "--min-severity",
        choices=("error", "warning", "info"),
        default="info",
        help="show findings of this severity or above (default: info); --fail-on decides on the exit code",
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
    parser = new_parser(
        "healthlint explain", "healthlint explain CODE...", "Tell what a rule wants, why, and how to meet it."
    )
    parser.add_argument("rules", nargs="+", metavar="CODE", help="a rule's code or name")
    add_config_options(parser, "explain the rules of this config's packs, too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser


def _rules_parser() -> argparse.ArgumentParser:
    parser = new_parser("healthlint rules", "healthlint rules [OPTION]...", "List the rules.")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    add_config_options(parser, "list the rules of this config's packs, too")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser
