"""Find the articles among the paths that the user names, and read them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from healthlint.articles import article_name, ignore_files, ignored, ignores_above, misled, skipped_folder
from healthlint.config import Globs
from healthlint.config.project import links, project_root
from healthlint.errors import SourceError
from healthlint.sources import format_of
from healthlint.types import Format

LIMIT = 5 * 1024 * 1024
STDIN = "<stdin>"
UNKNOWN_FORMAT = (
    "is not in a format healthlint reads (.md, .markdown, .mdx, .html, .htm, .txt, .docx); "
    "pass --format markdown, html, text or docx"
)
TOO_LARGE = f"is larger than {LIMIT >> 20} MB, which no article is; exclude it"


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

    A file that is found by its own path and by a link goes by its own, whichever came first. Files
    that are named are linted whatever they are called, unless `force_exclude`. In directories the
    suffix decides, and `.gitignore` files, `excluded`, hidden and tool folders are left out. What
    cannot be linted is yielded with its `error`. `-` calls `stdin`.
    `leave_out` is called with what `excluded` or a `.gitignore` leaves out.
    """
    found: dict[str, Input] = {}
    everything = _found(paths, excluded, leave_out, force_exclude=force_exclude, format=format, stdin=stdin)
    for item in everything:
        # What is refused does not stand for what it leads to.
        real = "" if item.raw is not None else item.path if item.error else os.path.realpath(item.path)
        other = found.get(real)
        if other is not None and _detour(item) < _detour(other):
            # A link in a folder with laxer rules must not hide the article.
            del found[real]
        found.setdefault(real, item)
    for item in found.values():
        yield item if format is None or item.error else _as(item, format)


def read_bytes(path: str) -> bytes:
    """Read the article at `path`.

    Raises SourceError for what is no regular file, over 5 MB, or reached by a link that is not followed.
    """
    fault = misled(Path(path))  # whoever chose it, and whatever it was then
    if fault:
        raise SourceError(fault, path=path)
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


def _found(
    paths: Sequence[str],
    excluded: Excluded,
    leave_out: Callable[[str], None],
    *,
    force_exclude: bool,
    format: Format | None,  # noqa: A002
    stdin: Callable[[], Input] | None,
) -> Iterator[Input]:
    """Yield what there is by each of the paths, be it the same file again."""
    for given in dict.fromkeys(paths):
        if given == "-" and stdin is not None:
            item = stdin()
            if force_exclude and item.path != STDIN and excluded(Path(item.path)):
                leave_out(item.path)
            else:
                yield item
        elif os.path.isdir(given):
            yield from _walk(Path(given), excluded, leave_out)
        elif force_exclude and excluded(Path(given)):
            leave_out(given)
        else:
            yield _named(given, format)


def _detour(item: Input) -> tuple[int, int]:
    """Count the links on the way to a file: those that lie in a project, which others can bring, and all."""
    if item.raw is not None or item.error is not None:
        return 0, 0
    crossed = list(links(Path(item.path)))
    return sum(project_root(link.parent) is not None for link in crossed), len(crossed)


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
    fault = misled(Path(path))
    if fault:
        return Input(path, error=fault)
    if kind is None:
        return Input(path, error=UNKNOWN_FORMAT)
    return Input(path, format=kind)


def _unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read: {error.strerror}"


def _walk(root: Path, excluded: Excluded, leave_out: Callable[[str], None]) -> Iterator[Input]:
    fault = misled(root)
    if fault:
        yield Input(str(root), error=fault)
        return
    project = project_root(Path(os.path.abspath(root)))
    inside = project or root
    waiting: list[tuple[Path, tuple[Globs, ...]] | Input] = [(root, ignores_above(root, project))]
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
            ignores = (*ignores, *ignore_files((folder,)))
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


def _out(path: Path, ignores: tuple[Globs, ...], excluded: Excluded, *, directory: bool) -> bool:
    return ignored(path, ignores, directory=directory) or excluded(path, directory=directory)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_article(entry: os.DirEntry[str], inside: Path) -> bool:
    if not article_name(entry.name):
        return False
    try:
        if entry.is_symlink() and misled(Path(entry.path), inside=inside):
            return False
        return entry.is_file()
    except OSError:
        return False
