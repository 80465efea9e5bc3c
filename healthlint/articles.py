"""Tell by name and place what is an article: folders that tools own, ignore files, links."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from healthlint.config import Globs
from healthlint.config.project import links, project_root
from healthlint.sources import format_of

IGNORE_FILE_LIMIT = 64 * 1024
_BY_NAME = "to lint what it leads to, name that by its own path"
FOREIGN = f"is, or is below, a link that leads out of the project; {_BY_NAME}"
CLOSED = (
    "is, or is below, a link to what is no article of the project (hidden, ignored by git or of another "
    f"kind of file); {_BY_NAME}"
)
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
# Text files by their suffix that nobody wrote as an article.
SKIPPED_NAMES = frozenset(
    {
        "authors.txt",
        "cmakelists.txt",
        "copying.txt",
        "humans.txt",
        "license.txt",
        "licence.txt",
        "llms.txt",
        "llms-full.txt",
        "notice.txt",
        "robots.txt",
        "security.txt",
        "top_level.txt",
    }
)


def skipped_folder(path: Path) -> bool:
    """Tell whether a directory is hidden, or holds what tools put there."""
    name = path.name
    return name.startswith(".") or name in SKIPPED_FOLDERS or os.path.exists(path / "pyvenv.cfg")


def article_name(name: str) -> bool:
    """Tell whether a file in a directory is taken for an article by its name."""
    name = name.lower()
    # While a file is open Word keeps one beside it that says who has it.
    if name.startswith((".", "~$")) or format_of(name) is None or name in SKIPPED_NAMES:
        return False
    return not (name.startswith("requirements") and name.endswith(".txt"))


def misled(path: Path, *, inside: Path | None = None) -> str | None:
    """Return why what `path` leads to is neither read nor written; None where it is, or is no link.

    A pull request can bring a link to anywhere. So one that lies in a project, or else `inside`, must
    lead to what would be found there without it: an article, or a folder of articles.
    """
    for link in links(path):
        project = project_root(link.parent) or inside
        if project is None:
            continue
        real, root = Path(os.path.realpath(link)), Path(os.path.realpath(project))
        if not real.is_relative_to(root):
            return FOREIGN
        if not _is_open(real, root):
            return CLOSED
    return None


def _is_open(path: Path, root: Path) -> bool:
    """Tell whether a walk from `root` would come to `path`, a folder or an article."""
    ignores: tuple[Globs, ...] = ()
    above = root
    for part in path.relative_to(root).parts:
        ignores = (*ignores, *ignore_files((above,)))
        above /= part
        directory = above != path or os.path.isdir(path)
        if skipped_folder(above) if directory else not article_name(part):
            return False
        if ignored(above, ignores, directory=directory):
            return False
    return True


def ignored(path: Path, ignores: Sequence[Globs], *, directory: bool) -> bool | None:
    """Tell what the ignore files say, the nearest last; None where none says anything."""
    for globs in reversed(ignores):
        decision = globs.decide(path, directory=directory)
        if decision is not None:
            return decision
    return None


def ignores_above(root: Path, project: Path | None) -> tuple[Globs, ...]:
    """Return the ignore files over `root` within its project.

    None where they ignore `root` itself: who names an ignored directory wants to see into it.
    """
    folder = Path(os.path.abspath(root))
    if project is None or folder == project:
        return ()
    between = [above for above in folder.parents if above.is_relative_to(project)]
    ignores = ignore_files(reversed(between))
    for path in (*reversed(between), folder):
        if path != project and ignored(path, ignores, directory=True):
            return ()
    return ignores


def ignore_files(folders: Iterable[Path]) -> tuple[Globs, ...]:
    """Return the ignore files of those of `folders` that have one."""
    return tuple(_ignore_file(folder) for folder in folders if os.path.isfile(folder / ".gitignore"))


def _ignore_file(folder: Path) -> Globs:
    path = folder / ".gitignore"
    # Git does not follow a linked .gitignore either.
    if os.path.islink(path) or not os.path.isfile(path):
        return Globs((), root=folder)
    try:
        with path.open("rb") as file:
            text = file.read(IGNORE_FILE_LIMIT).decode("utf-8", "replace")
    except OSError:
        return Globs((), root=folder)
    return Globs(text.splitlines(), root=folder, lenient=True)
