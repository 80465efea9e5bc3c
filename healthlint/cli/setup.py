"""What can be typed after the commands with which healthlint is set up."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from healthlint.cli.options import (
    add_baseline_option,
    add_choosing_options,
    add_config_options,
    add_excluding_options,
    add_failing_option,
    add_input_options,
    add_profile_option,
    add_rule_options,
    new_parser,
)
from healthlint.errors import UsageError

BASELINE_EPILOG = """\
create writes down what is found now, update takes out what was mended and follows renamed files,
status tells what the baseline holds and changes nothing.

exit code of status: 0 every entry is needed, 1 some are fixed or expired, 2 something cannot be read
"""


def _baseline_parser() -> argparse.ArgumentParser:
    parser = new_parser(
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
    add_baseline_option(group)
    group.add_argument("--force", action="store_true", help="create: replace a baseline that exists")
    group.add_argument("--accept-new", action="store_true", help="update: take in new findings as well")
    group.add_argument("--owner", default="", help="who is to mend what is taken in")
    group.add_argument("--reason", default="", help="why it is taken in")
    group.add_argument("--expires", metavar="DATE", help="last day on which it is known, as in 2026-12-31")
    add_rule_options(parser)
    add_input_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress on standard error")
    return parser


def check_baseline(arguments: argparse.Namespace) -> None:
    """Raise UsageError where the options of `healthlint baseline` do not go together."""
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


def _config_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "healthlint config",
        "healthlint config show|schema [OPTION]...",
        "Tell what is configured, and what can be.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    told = "Tell every setting of a file, and where it comes from."
    usage = "healthlint config show [OPTION]... [PATH]"
    show = verbs.add_parser("show", usage=usage, description=told, help=told, allow_abbrev=False)
    show.add_argument("path", nargs="?", default=".", metavar="PATH", help="file or directory (default: .)")
    add_choosing_options(show)
    add_failing_option(show)
    add_excluding_options(show)
    add_config_options(show, "show what this config sets")
    show.add_argument("--output-format", choices=("text", "json"), default="text")
    show.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    told = "Write a JSON schema of the config, for editors."
    usage = "healthlint config schema [OPTION]..."
    schema = verbs.add_parser("schema", usage=usage, description=told, help=told, allow_abbrev=False)
    add_config_options(schema, "describe the rules of this config's packs, too")
    for verb in (show, schema):
        verb.set_defaults(parser=verb)
    return parser


def _init_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "healthlint init",
        "healthlint init [OPTION]... [DIRECTORY]",
        "Look at a repository and write its first config, healthlint.toml. Nothing is linted.",
    )
    parser.add_argument("directory", nargs="?", default=".", metavar="DIRECTORY", help="where (default: .)")
    add_profile_option(parser)
    parser.add_argument("--force", action="store_true", help="write it even where there is a config")
    return parser


def _doctor_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "healthlint doctor",
        "healthlint doctor [OPTION]... [PATH]",
        "Tell what is installed, what runs on a path and what does not, and what is broken.",
    )
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="file or directory (default: .)")
    add_config_options(parser, "look at this config instead")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    return parser


PARSERS: Mapping[str, Callable[[], argparse.ArgumentParser]] = {
    "baseline": _baseline_parser,
    "config": _config_parser,
    "init": _init_parser,
    "doctor": _doctor_parser,
}
"""What makes the parser of each command."""
