"""What the options of a command ask for, as the layer over every config."""

from __future__ import annotations

import argparse

from healthlint.config import Overrides


def overrides_of(arguments: argparse.Namespace) -> Overrides:
    """Return what the options on rules and on files to leave out ask for, unchecked."""
    return Overrides(
        profile=arguments.profile,
        preset=arguments.preset,
        select=arguments.select,
        extend_select=arguments.extend_select,
        ignore=arguments.ignore,
        fail_on=arguments.fail_on,
        exclude=arguments.exclude,
        extend_exclude=arguments.extend_exclude,
        inline_suppressions=getattr(arguments, "inline_suppressions", True),
    )
