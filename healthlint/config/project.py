"""Know what a project is: a git repository, and what lies in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from healthlint.errors import ConfigError


def project_root(directory: Path) -> Path | None:
    """Return the nearest directory at or above `directory` that holds `.git`."""
    for folder in (directory, *directory.parents):
        # Path.exists raises in a directory that may not be looked into.
        if os.path.exists(folder / ".git"):
            return folder
    return None


def leads_out(path: Path, project: Path) -> bool:
    """Tell whether `path`, once its links are followed, is not in `project`: what `.git` holds is not."""
    real, root = Path(os.path.realpath(path)), os.path.realpath(project)
    return not real.is_relative_to(root) or any(
        part.lower() == ".git" for part in real.relative_to(root).parts
    )


def links(path: Path) -> Iterator[Path]:
    """Yield each link on the way to `path`, by a path without links.

    As the system goes, not as the text reads: `link/..` is over where the link leads.
    """
    real = Path(path.anchor) if path.is_absolute() else Path.cwd()
    for part in path.parts[1:] if path.anchor else path.parts:
        step = real.parent if part == ".." else real / part
        if os.path.islink(step):
            yield step
            step = Path(os.path.realpath(step))
        real = step


def astray(path: Path) -> bool:
    """Tell whether a link on the way to `path` lies in a project and leads out of it."""
    return any(
        (project := project_root(link.parent)) is not None and leads_out(link, project)
        for link in links(path)
    )


def short(path: Path) -> str:
    """Return `path` as seen from the working directory, where it is below it."""
    working = Path.cwd()
    return str(path.relative_to(working) if path.is_relative_to(working) else path)


def bounded(path: Path, *, shown: str, limit: int, what: str) -> bytes:
    """Return what a file holds, up to `limit` bytes; `what` is what errors call it.

    Raises ConfigError for what cannot be read, is larger, or is no file: a pipe would never end.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ConfigError("is not a regular file", path=shown)
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=shown) from error
    if len(raw) > limit:
        size = f"{limit >> 20} MB" if limit >> 20 else f"{limit >> 10} KB"
        raise ConfigError(f"is larger than {size}, too large for a {what}", path=shown)
    return raw
