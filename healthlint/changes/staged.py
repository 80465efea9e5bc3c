"""Choose the files that are staged for the next commit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from healthlint.articles import article_name, skipped_folder
from healthlint.changes.git import Change, Repository, repository
from healthlint.changes.model import Changes, foreign, nested_in, stranger
from healthlint.discover import UNKNOWN_FORMAT, Excluded, Input
from healthlint.sources import format_of
from healthlint.types import Format

CONFLICT = "has a merge conflict; resolve it and stage the file"


def staged(
    paths: Sequence[str],
    *,
    excluded: Excluded,
    leave_out: Callable[[str], None],
    force_exclude: bool = False,
    format: Format | None = None,  # noqa: A002 - the word of our trade
    others: bool = False,
) -> Changes:
    """Choose what is staged of `paths`, and what the index holds of it.

    Files that are named are taken whatever they are called, of directories only articles, as
    `discover` does; `leave_out` is called with what `excluded` leaves out. With `others` files that
    are named and have nothing staged are taken as well, as they are, and count as new. Raises
    UsageError where git cannot tell.
    """
    repo = repository(paths)
    changes = {change.now.path: change for change in repo.staged(repo.head())}
    found: dict[str, Input] = {}
    unchanged = whole = 0
    for given in dict.fromkeys(paths):
        path = repo.path_of(_real(given))
        nested = nested_in(given, repo)
        if path is None:
            found[given] = stranger(given, repo)
        elif nested is not None:
            found[given] = foreign(given, nested)
        elif path in changes:
            if force_exclude and excluded(Path(given)):
                leave_out(given)
            else:
                found.setdefault(path, _input(str(Path(given)), changes[path], format))
        elif os.path.isdir(given) or any(PurePosixPath(each).is_relative_to(path) for each in changes):
            for below, name in _articles(path, Path(given), changes):
                if excluded(name):
                    leave_out(str(name))
                else:
                    found.setdefault(below, _input(str(name), changes[below], format))
        elif others and os.path.isfile(given):
            if force_exclude and excluded(Path(given)):
                leave_out(given)
            else:
                found.setdefault(path, _named(str(Path(given)), format))
                whole += 1
        elif os.path.lexists(given):
            unchanged += 1
        else:
            found[given] = Input(given, error="does not exist")
    return _changes(repo, found, changes, unchanged=unchanged, whole=whole)


def _real(given: str) -> str:
    """Return where a path leads, but not a link that came in the place of a file that is staged."""
    if os.path.isdir(given):
        return os.path.realpath(given)
    folder, name = os.path.split(os.path.abspath(given))
    return os.path.join(os.path.realpath(folder), name)


def _articles(path: str, given: Path, changes: Mapping[str, Change]) -> Iterator[tuple[str, Path]]:
    """Yield the articles among `changes` that are below the directory `path`, and what they are called."""
    for each in sorted(changes):
        if not PurePosixPath(each).is_relative_to(path):
            continue
        name = given / PurePosixPath(each).relative_to(path)
        folders = [folder for folder in name.parents if folder.is_relative_to(given) and folder != given]
        if article_name(name.name) and not any(skipped_folder(folder) for folder in folders):
            yield each, name


def _input(name: str, change: Change, wanted: Format | None) -> Input:
    return Input(name, error=CONFLICT) if change.conflict else _named(name, wanted)


def _named(name: str, wanted: Format | None) -> Input:
    kind = wanted or format_of(name)
    return Input(name, error=UNKNOWN_FORMAT) if kind is None else Input(name, format=kind)


def _changes(
    repo: Repository, found: Mapping[str, Input], changes: Mapping[str, Change], *, unchanged: int, whole: int
) -> Changes:
    linted = [(item, changes[path]) for path, item in found.items() if item.error is None and path in changes]
    return Changes(
        None,
        tuple(found.values()),
        unchanged,
        repo,
        {item.path: change.before for item, change in linted if change.before is not None},
        {item.path: change.now for item, change in linted},
        whole,
    )
