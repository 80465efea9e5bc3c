"""What can be typed after the commands with which healthlint is set up."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from healthlint.cli.parser import (
    add_choosing_options,
    add_config_options,
    add_excluding_options,
    add_profile_option,
    new_parser,
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
    "config": _config_parser,
    "init": _init_parser,
    "doctor": _doctor_parser,
}
"""What makes the parser of each command."""
