"""The command line: what people type, and the exit code they get."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from healthlint.cli.console import complain, quiet_stdout
from healthlint.errors import HealthlintError

USAGE = 2
INTERRUPTED = 130
DEBUG = "HEALTHLINT_DEBUG"
COLLECT_AFTER = 100_000
"""Objects made between two collections of garbage; Python's own 700 suits long-lived servers."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run healthlint and return its exit code.

    0: nothing at or above `--fail-on`. 1: findings. 2: usage, config or input that cannot be
    used, which beats 1. Never a count.
    """
    # What start-up makes lives to the end: looking through it again and again for garbage only
    # costs a short run time.
    gc.set_threshold(COLLECT_AFTER)
    if sys.stderr is None:  # closed by who called us: what we complain of is not wanted
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if sys.stdout is None:
        complain("standard output is closed; send it to a file, or to /dev/null")
        return USAGE
    for stream in (sys.stdout, sys.stderr):
        # An article may hold what the terminal's encoding lacks.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except HealthlintError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        quiet_stdout()
        return 0
    except OSError as error:  # a full disk, a terminal that went away
        if os.environ.get(DEBUG):
            raise
        complain(f"cannot go on: {error.strerror or error}")
        quiet_stdout()
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        complain(
            f"healthlint itself failed ({type(error).__name__}: {error}). Please report this, with the "
            f"output of the same command under {DEBUG}=1"
        )
        return USAGE
    return code


def _run(argv: list[str]) -> int:
    from healthlint.cli.parser import parse

    arguments = parse(argv)
    if isinstance(arguments, int):
        return arguments
    # Each command imports its own stages, so that --help imports none.
    if arguments.command == "explain":
        from healthlint.cli.explain import run
    elif arguments.command == "baseline":
        from healthlint.cli.baseline import run
    elif arguments.command == "rules":
        from healthlint.cli.rules import run
    elif arguments.command == "config":
        from healthlint.cli.config import run
    elif arguments.command == "init":
        from healthlint.cli.init import run
    elif arguments.command == "doctor":
        from healthlint.cli.doctor import run
    else:
        from healthlint.cli.check import run
    return run(arguments)
