"""What was changed: the inputs, and what they were before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from healthlint.changes.git import Blob, Repository
from healthlint.config.project import project_root
from healthlint.discover import LIMIT, TOO_LARGE, Input


@dataclass(frozen=True, slots=True)
class Changes:
    """Hold the inputs that were changed since a revision, or are staged; `unchanged` counts the others.

    `whole` counts the inputs with nothing staged, which are linted as if they were new. `since` is None
    where they are staged. `before` and `staged` say by the paths of inputs where git keeps what they
    were, and what is to be linted where that is not the file of the work tree.

    `nested` counts files of repositories within the one that is asked, as submodules are: it knows nothing
    of them.
    """

    since: str | None
    inputs: tuple[Input, ...]
    unchanged: int
    repository: Repository
    before: Mapping[str, Blob]
    staged: Mapping[str, Blob] = field(default_factory=dict)
    whole: int = 0
    nested: int = 0

    @property
    def base(self) -> str:
        """What the earlier versions are of, as a person says it."""
        return "HEAD" if self.since is None else self.since

    def present(self, item: Input) -> Input:
        """Return an input with the content that is to be linted. Raises UsageError where git lacks it."""
        blob = self.staged.get(item.path)
        return item if blob is None else self._read(item, blob)

    def earlier(self, item: Input) -> Input | None:
        """Return the earlier version of an input, under its present name; None where it had none.

        Raises UsageError where git lacks it.
        """
        blob = self.before.get(item.path)
        return None if blob is None else self._read(item, blob)

    def _read(self, item: Input, blob: Blob) -> Input:
        raw = self.repository.content(blob, most=LIMIT)
        return Input(item.path, error=TOO_LARGE) if raw is None else Input(item.path, raw, item.format)


def stranger(path: str, repository: Repository) -> Input:
    """Return an input that cannot be linted because nothing tells what it was."""
    return Input(
        path, error=f"is not in the git repository {repository.root}, which is asked what was changed"
    )


def nested_in(path: str, repository: Repository) -> Path | None:
    """Return the root of the repository that a path is in, where that lies within another."""
    real = Path(os.path.realpath(path))
    nearest = project_root(real if real.is_dir() else real.parent)
    if nearest is None or nearest == repository.root or not nearest.is_relative_to(repository.root):
        return None
    return nearest


def foreign(path: str, root: Path) -> Input:
    """Return an input that cannot be linted because it is of a submodule, which has changes of its own."""
    return Input(path, error=f"is in another git repository, {root}; run healthlint there")
