"""Find the articles among the paths that the user names, and read them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from healthlint.config import Globs
from healthlint.config.project import leads_out, project_root
from healthlint.errors import SourceError
from healthlint.sources import format_of
from healthlint.types import Format

LIMIT = 5 * 1024 * 1024
IGNORE_FILE_LIMIT = 64 * 1024
STDIN = "<stdin>"
UNKNOWN_FORMAT = (
    "is not in a format healthlint reads (.md, .markdown, .mdx, .html, .htm, .txt, .docx); "
    "pass --format markdown, html, text or docx"
)
TOO_LARGE = f"is larger than {LIMIT >> 20} MB, which no article is; exclude it"
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


@dataclass(frozen=True, slots=True)
class Input:
    """Name one thing to lint. `raw` is None where the file at `path` is still to be read.

    `format` is None only where `error` says why the file cannot be linted.
    """

    path: str
    raw: bytes | None = None
    format: Format | None = None
    error: str | None = None


class Excluded(Protocol):
    def __call__(self, path: Path, *, directory: bool = False) -> bool: ...


def _unheard(path: str) -> None:
    """Take the name of a path that is left out where nobody asks for it."""


def _nothing(path: Path, *, directory: bool = False) -> bool:  # noqa: ARG001 - the shape of Excluded
    return False


def discover(
    paths: Sequence[str],
    *,
    excluded: Excluded = _nothing,
    force_exclude: bool = False,
    format: Format | None = None,  # noqa: A002 - the word of our trade
    stdin: Callable[[], Input] | None = None,
    leave_out: Callable[[str], None] = _unheard,
) -> Iterator[Input]:
    """Yield what there is to lint, every file once: as named, in directories by name.

    Files that are named are linted whatever they are called, unless `force_exclude`. In
    directories the suffix decides, and `.gitignore` files, `excluded`, hidden and tool folders
    are left out. What cannot be linted is yielded with its `error`. `-` calls `stdin`.
    `leave_out` is called with what `excluded` or a `.gitignore` leaves out.
    """
    seen: set[str] = set()
    for given in dict.fromkeys(paths):
        if given == "-" and stdin is not None:
            item = stdin()
            if force_exclude and item.path != STDIN and excluded(Path(item.path)):
                leave_out(item.path)
                continue
            found: Iterator[Input] = iter((item,))
        elif os.path.isdir(given):
            found = _walk(Path(given), excluded, leave_out)
        elif force_exclude and excluded(Path(given)):
            leave_out(given)
            continue
        else:
            found = iter((_named(given, format),))
        for item in found:
            real = os.path.realpath(item.path) if item.raw is None else ""
            if real not in seen:
                seen.add(real)
                yield item if format is None or item.error else _as(item, format)


def read_bytes(path: str) -> bytes:
    """Read the file at `path`. Raises SourceError for what is no regular file or over 5 MB."""
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SourceError(_IRREGULAR, path=path)
            return bounded(file.read(LIMIT + 1), path=path)
    except OSError as error:
        raise SourceError(_unreadable(error), path=path) from error


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK, opening a pipe would wait for someone to write to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def bounded(raw: bytes, *, path: str) -> bytes:
    """Return `raw`. Raises SourceError where it is too large to be an article."""
    if len(raw) > LIMIT:
        raise SourceError(TOO_LARGE, path=path)
    return raw


_GLOB = re.compile(r"[*?]|\[.+\]")
_UNEXPANDED = "; globs are not expanded here: name the directory"
_IRREGULAR = "is not a regular file; to lint what a program writes, pipe it into 'healthlint -'"


_FOREIGN = "is a link to a file outside of the project; to lint that file, name it by its own path"


def _is_foreign(path: str) -> bool:
    """Tell whether a path in a git repository is a link to a file that is not in it."""
    project = project_root(Path(os.path.abspath(path)).parent)
    return project is not None and leads_out(Path(path), project)


def _as(item: Input, format: Format) -> Input:  # noqa: A002
    return Input(item.path, item.raw, format)


def _named(given: str, wanted: Format | None) -> Input:
    if not given:
        return Input(given, error="is an empty path")
    path = str(Path(given))
    kind = wanted or format_of(path)
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return Input(path, error=_unreadable(error) + (_UNEXPANDED if _GLOB.search(path) else ""))
    except ValueError:
        return Input(path, error="is not a path (it holds a NUL)")
    if not stat.S_ISREG(mode):
        return Input(path, error=_IRREGULAR)
    if _is_foreign(path):
        return Input(path, error=_FOREIGN)
    if kind is None:
        return Input(path, error=UNKNOWN_FORMAT)
    return Input(path, format=kind)


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read: {error.strerror}"


def _walk(root: Path, excluded: Excluded, leave_out: Callable[[str], None]) -> Iterator[Input]:
    project = project_root(Path(os.path.abspath(root)))
    inside = project or root
    waiting: list[tuple[Path, tuple[Globs, ...]] | Input] = [(root, _above(root, project))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Input):
            yield item
            continue
        folder, ignores = item
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield Input(str(folder), error=_unreadable(error))
            continue
        if any(entry.name == ".gitignore" for entry in listed):
            ignores = (*ignores, _ignore_file(folder))
        for entry in listed:
            path = folder / entry.name
            if _is_folder(entry):
                if skipped_folder(path):
                    continue
                if _out(path, ignores, excluded, directory=True):
                    leave_out(str(path))
                else:
                    waiting.append((path, ignores))
            elif _is_article(entry, inside):
                if _out(path, ignores, excluded, directory=False):
                    leave_out(str(path))
                else:
                    waiting.append(Input(str(path), format=format_of(entry.name)))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


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


def _is_article(entry: os.DirEntry[str], inside: Path) -> bool:
    if not article_name(entry.name):
        return False
    try:
        # A link may show a file of the project under a second name, never one from outside of it.
        if entry.is_symlink() and leads_out(Path(entry.path), inside):
            return False
        return entry.is_file()
    except OSError:
        return False


def _out(path: Path, ignores: tuple[Globs, ...], excluded: Excluded, *, directory: bool) -> bool:
    for globs in reversed(ignores):
        decision = globs.decide(path, directory=directory)
        if decision is not None:
            if decision:
                return True
            break
    return excluded(path, directory=directory)


def _above(root: Path, project: Path | None) -> tuple[Globs, ...]:
    """Return the ignore files over `root` within its project.

    None where they ignore `root` itself: who names an ignored directory wants to see into it.
    """
    folder = Path(os.path.abspath(root))
    if project is None or folder == project:
        return ()
    between = [above for above in folder.parents if above.is_relative_to(project)]
    ignores = tuple(
        _ignore_file(above) for above in reversed(between) if os.path.isfile(above / ".gitignore")
    )
    for path in (*reversed(between), folder):
        if path != project and _out(path, ignores, _nothing, directory=True):
            return ()
    return ignores


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
