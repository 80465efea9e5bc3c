"""Choose the files of the work tree that were changed since a revision."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import sha256

from healthlint.changes.git import Blob, Repository, is_same, repository
from healthlint.changes.model import Changes, foreign, nested_in, stranger
from healthlint.discover import LIMIT, Input, read_bytes
from healthlint.errors import SourceError

# What git keeps in the place of a file that Git LFS stores.
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?s:.{0,500})oid sha256:([0-9a-f]{64})\n"
)


def since(revision: str, inputs: Sequence[Input], paths: Sequence[str] = ()) -> Changes:
    """Choose the inputs that were changed since the work at hand left `revision`, be it committed or not.

    `paths` are those that were named, in which the inputs were found. Raises UsageError where git cannot
    tell.
    """
    repo = repository([item.path for item in inputs])
    base = repo.base(revision)
    files = repo.files(base)
    renamed = {change.now.path: change.before for change in repo.staged(base)}
    changed = [foreign(path, nested) for path in paths if (nested := nested_in(path, repo))]
    strangers, nested_files = len(changed), 0
    before: dict[str, Blob] = {}
    for item in inputs:
        real = os.path.realpath(item.path)
        if nested_in(item.path, repo):
            nested_files += 1
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
    unchanged = len(inputs) - nested_files - (len(changed) - strangers)
    return Changes(revision, tuple(changed), unchanged, repo, before, nested=0 if strangers else nested_files)


def _unchanged(item: Input, blob: Blob, repo: Repository) -> bool:
    try:
        raw = read_bytes(item.path)
    except SourceError:  # told when it is linted
        return False
    if is_same(raw, blob):
        return True
    pointer = _POINTER.match(repo.content(blob, most=LIMIT) or b"")
    return pointer is not None and pointer[1].decode() == sha256(raw).hexdigest()
