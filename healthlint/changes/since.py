"""Choose the files of the work tree that were changed since a revision."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from healthlint.changes.git import Blob, Repository, is_same, repository
from healthlint.changes.model import Changes, stranger
from healthlint.config.project import project_root
from healthlint.discover import LIMIT, Input, read_bytes
from healthlint.errors import SourceError

# What git keeps in the place of a file that Git LFS stores.
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?s:.{0,500})oid sha256:([0-9a-f]{64})\n"
)


def since(revision: str, inputs: Sequence[Input]) -> Changes:
    """Choose the inputs that were changed since the work at hand left `revision`, be it committed or not.

    Raises UsageError where git cannot tell.
    """
    repo = repository([item.path for item in inputs[:1]])
    base = repo.base(revision)
    files = repo.files(base)
    renamed = {change.now.path: change.before for change in repo.staged(base)}
    changed: list[Input] = []
    before: dict[str, Blob] = {}
    for item in inputs:
        real = os.path.realpath(item.path)
        if _is_nested(real, repo):
            continue
        path = repo.path_of(real)
        blob = None if path is None else files.get(path) or renamed.get(path)
        if item.error is not None or (path is not None and blob is None):
            changed.append(item)
        elif blob is None:
            changed.append(stranger(item.path, repo))
        elif not _unchanged(item, blob, repo):
            changed.append(item)
            before[item.path] = blob
    return Changes(revision, tuple(changed), len(inputs) - len(changed), repo, before)


def _is_nested(real: str, repo: Repository) -> bool:
    """Tell whether a file is of a submodule, or another repository within this one."""
    nearest = project_root(Path(real).parent)
    return nearest is not None and nearest != repo.root and nearest.is_relative_to(repo.root)


def _unchanged(item: Input, blob: Blob, repo: Repository) -> bool:
    try:
        raw = read_bytes(item.path)
    except SourceError:  # told when it is linted
        return False
    if is_same(raw, blob):
        return True
    pointer = _POINTER.match(repo.content(blob, most=LIMIT) or b"")
    return pointer is not None and pointer[1].decode() == sha256(raw).hexdigest()
