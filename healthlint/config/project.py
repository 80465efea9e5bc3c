"""Know what a project is: a git repository, and what lies in it."""

from __future__ import annotations

import os
from pathlib import Path


def project_root(directory: Path) -> Path | None:
    """Return the nearest directory at or above `directory` that holds `.git`."""
    for folder in (directory, *directory.parents):
        # Path.exists raises in a directory that may not be looked into.
        if os.path.exists(folder / ".git"):
            return folder
    return None


def leads_out(path: Path, project: Path) -> bool:
    """Tell whether `path`, once its links are followed, is not in `project`."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(project))


def short(path: Path) -> str:
    """Return `path` as seen from the working directory, where it is below it."""
    working = Path.cwd()
    return str(path.relative_to(working) if path.is_relative_to(working) else path)
