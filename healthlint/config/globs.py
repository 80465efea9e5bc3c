"""Match paths against globs in the language of .gitignore, in linear time."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Globs:
    """Match paths below `root`; a later pattern beats an earlier one, `!pattern` takes back."""

    def __init__(self, patterns: Sequence[str], *, root: Path) -> None:
        """Compile `patterns`. Raises ValueError naming the first that is no glob."""
        self._root = os.path.abspath(root)
        self._spec = _compile(patterns) if patterns else None

    @classmethod
    def lenient(cls, patterns: Sequence[str], *, root: Path) -> Globs:
        """Compile `patterns`, leaving out those that are no globs, as git does."""
        try:
            return cls(patterns, root=root)
        except ValueError:
            return cls([pattern for pattern in patterns if _is_glob(pattern)], root=root)

    def decide(self, path: Path, *, directory: bool = False) -> bool | None:
        """Return True where a pattern matches, False where one takes it back, else None."""
        if self._spec is None:
            return None
        absolute = os.path.abspath(path)
        relative = os.path.relpath(absolute, self._root)
        if relative.startswith(os.pardir):
            relative = absolute
        # The bytes of a name need not be UTF-8, and RE2 takes nothing else.
        name = relative.encode("utf-8", "replace").decode("utf-8").replace(os.sep, "/").lstrip("/")
        return self._spec.check_file(name + "/" if directory else name).include


def _compile(patterns: Sequence[str]) -> GitIgnoreSpec:
    # pathspec costs 50 ms; RE2 because `*a*a*a*b` takes Python's own matcher years.
    import re2
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns, backend="re2")
    except (ValueError, re.error, re2.error) as error:
        bad = next((pattern for pattern in patterns if not _is_glob(pattern)), None)
        raise ValueError(f"{bad!r} is not a glob" if bad else "too many globs at once") from error


def _is_glob(pattern: str) -> bool:
    import re2
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([pattern], backend="re2")
    except (ValueError, re.error, re2.error):
        return False
    return True
