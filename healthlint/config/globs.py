"""Match paths against globs in the language of .gitignore, in linear time."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.config.select import shown

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Globs:
    """Match paths below `root`; a later pattern beats an earlier one, `!pattern` takes back."""

    def __init__(self, patterns: Sequence[str], *, root: Path, lenient: bool = False) -> None:
        """Compile `patterns`. Raises ValueError naming the first that is no glob.

        Where `lenient`, those that are no globs are left out, as git does.
        """
        self._root = os.path.abspath(root)
        self._specs = _compile(patterns, lenient=lenient) if patterns else ()

    def decide(self, path: Path, *, directory: bool = False) -> bool | None:
        """Return True where a pattern matches, False where one takes it back, else None."""
        if not self._specs:
            return None
        absolute = os.path.abspath(path)
        relative = os.path.relpath(absolute, self._root)
        if relative.startswith(os.pardir):
            relative = absolute
        # The bytes of a name need not be UTF-8, and RE2 takes nothing else.
        name = relative.encode("utf-8", "replace").decode("utf-8").replace(os.sep, "/").lstrip("/")
        for spec in reversed(self._specs):
            decision = spec.check_file(name + "/" if directory else name).include
            if decision is not None:
                return decision
        return None


def _compile(patterns: Sequence[str], *, lenient: bool) -> tuple[GitIgnoreSpec, ...]:
    """Return the patterns in as few sets as RE2 takes: it refuses what is too large at once."""
    # pathspec costs 50 ms; RE2 because `*a*a*a*b` takes Python's own matcher years.
    import re2
    from pathspec import GitIgnoreSpec

    try:
        return (GitIgnoreSpec.from_lines(patterns, backend="re2"),)
    except (ValueError, re.error, re2.error) as error:
        if len(patterns) > 1:
            half = len(patterns) // 2
            parts = (patterns[:half], patterns[half:])
            return tuple(spec for part in parts for spec in _compile(part, lenient=lenient))
        if lenient:
            return ()
        raise ValueError(f"{shown(patterns[0])} is not a glob") from error
