"""Ask git what was before.

A repository may be hostile: its config can name programs for diffs, filters, hooks, transports and more.
So only plumbing runs that reads objects and the index. Git is never shown the files of the work tree,
and it never writes, fetches or asks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1, sha256
from pathlib import Path
from typing import NamedTuple

from healthlint.config.project import project_root
from healthlint.errors import UsageError

PATIENCE = 120
"""Seconds that git may take for one answer."""
MOST_COMPARED = 500
"""Files that are gone, and files that are new, up to which git looks for edited renames."""
_SETTINGS = (
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    f"core.hooksPath={os.devnull}",
    "safe.bareRepository=explicit",
)
_ENVIRONMENT = {
    # Unlike protocol.allow it beats what the repository's config allows by name.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_DEEPEN = (
    "fetch it with its history first: 'git fetch --unshallow origin BRANCH', in GitHub Actions fetch-depth: 0"
)
_REFETCH = (
    "the clone is partial, and healthlint fetches nothing; run 'git fetch --refetch --no-filter origin' "
    "first, or clone without --filter"
)
_PARTIAL = r"^(extensions\.partialclone|remote\..*\.promisor)$"
_FILES = ("100644", "100755")
_SHA1 = 40
"""Hexadecimal digits of an object's id; in a repository of the newer format it is a SHA-256."""


class Blob(NamedTuple):
    """Know a file of a commit or the index: its path from the root, and the id of its content."""

    path: str
    id: str


class Change(NamedTuple):
    """Know a file of the index that differs from a commit's, `before`; None where it is new."""

    now: Blob
    before: Blob | None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """Read the git repository at `root`; `named` is its GIT_DIR where only that leads to it."""

    root: Path
    named: str | None = None

    def path_of(self, real: str) -> str | None:
        """Return what git calls the file at `real`, a path without links; None where it is outside."""
        path = Path(real)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else None

    def base(self, revision: str) -> str:
        """Return the commit where the work at hand left `revision`. Raises UsageError for none."""
        commit = self._commit(revision)
        done = self._run("merge-base", commit, "HEAD")
        if done.returncode == 0:
            return done.stdout.decode().split()[0]
        if self._is_shallow():
            raise UsageError(
                f"git cannot tell where this work left {revision!r}: the clone is shallow; {_DEEPEN}"
            )
        raise UsageError(
            f"{revision!r} and HEAD have no commit in common; name the branch this work started from"
        )

    def head(self) -> str:
        """Return the commit that the next one will follow, or the empty tree before the first."""
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        return self._told("hash-object", "-t", "tree", "--stdin").decode().strip()

    def files(self, commit: str) -> Mapping[str, Blob]:
        """Return the files of a commit by their path."""
        listed = self._told("ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for entry in filter(None, listed.split(b"\0")):
            told, _, name = entry.partition(b"\t")
            mode, _, identity = told.decode().split()
            if mode in _FILES:
                path = os.fsdecode(name)
                found[path] = Blob(path, identity)
        return found

    def staged(self, commit: str) -> Iterator[Change]:
        """Yield the files of the index that are not as in `commit`; what was deleted is none of them."""
        options = ("--cached", "--raw", "-z", "-M", f"-l{MOST_COMPARED}", "--no-abbrev", "--no-ext-diff")
        fields = iter(self._told("diff-index", *options, "--no-textconv", commit).split(b"\0"))
        for told in filter(None, fields):
            was, mode, old, new, status = told.decode().lstrip(":").split()
            before = os.fsdecode(next(fields))
            renamed = status[0] in "RC"
            path = os.fsdecode(next(fields)) if renamed else before
            if status[0] == "U":
                yield Change(Blob(path, new), None, conflict=True)
            elif mode in _FILES:
                # What was no file (a link, a submodule) was no article.
                yield Change(Blob(path, new), Blob(before, old) if was in _FILES else None)

    def is_staged(self, real: str, raw: bytes) -> bool:
        """Tell whether the index holds `raw` as the file at `real`, a path without links."""
        path = self.path_of(real)
        if path is None:
            return False
        listed = self._told("ls-files", "--stage", "-z", "--", path).split(b"\0")
        found = [entry.partition(b"\t")[0].decode().split() for entry in listed if entry]
        return any(is_same(raw, Blob(path, identity)) for _, identity, _ in found)

    def content(self, blob: Blob, *, most: int) -> bytes | None:
        """Return a file as git keeps it, None where it is of more than `most` bytes.

        Raises UsageError where git lacks it.
        """
        size = self._run("cat-file", "-s", blob.id)
        if size.returncode != 0:
            why = _REFETCH if self._is_partial() else "is the repository damaged? 'git fsck' tells"
            raise UsageError(f"git does not have the earlier version of {blob.path}: {why}")
        return None if int(size.stdout) > most else self._told("cat-file", "blob", blob.id)

    def _commit(self, revision: str) -> str:
        if revision.startswith("-") or not revision.strip() or "\0" in revision:
            raise UsageError(f"{revision!r} is no revision; name a branch, tag or commit, as in origin/main")
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        if self._is_shallow():
            raise UsageError(f"git does not have the revision {revision!r}: the clone is shallow; {_DEEPEN}")
        raise UsageError(
            f"git knows no revision {revision!r}; name a branch, tag or commit, as in origin/main"
        )

    def _is_shallow(self) -> bool:
        return self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def _is_partial(self) -> bool:
        return bool(self._run("config", "--get-regexp", _PARTIAL).stdout.strip())

    def _told(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode != 0:
            if self._is_partial():
                raise UsageError(f"git does not have the earlier versions of all files: {_REFETCH}")
            raise UsageError(f"git {arguments[0]} failed: {_reason(done)}")
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _run(self.root, *arguments, named=self.named)


def repository(paths: Sequence[str]) -> Repository:
    """Return the git repository of the working directory, or that of the first of `paths`, if none is in it.

    As with configs it is the nearest directory that holds `.git`: what git itself takes for a repository
    can be a folder that a pull request brought. Only who sets GIT_DIR can name another. Raises UsageError
    where there is none.
    """
    named = os.environ.get("GIT_DIR")
    here = project_root(Path.cwd())
    if named:
        found = [os.path.realpath(base / named) for base in (Path.cwd(), here) if base is not None]
        if here is None or _git_folder(here) not in found:
            return _named(next(filter(os.path.exists, found), found[0]))
    if here is None or not any(_is_below(path, here) for path in paths or ("",)):
        given = Path(os.path.abspath(paths[0])) if paths else Path.cwd()
        here = project_root(given if given.is_dir() else given.parent)
        if here is None:
            shown = str(Path(paths[0]) if given.is_dir() else Path(paths[0]).parent) if paths else "."
            raise UsageError("is in no git repository, so nothing tells what was changed", path=shown)
    here = Path(os.path.realpath(here))
    root = _top(_run(here, "rev-parse", "--show-toplevel"))
    if root != here:
        raise UsageError(f"git takes {root} for the repository of this folder", path=str(here))
    return Repository(root)


def _is_below(path: str, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _git_folder(root: Path) -> str:
    return os.path.realpath(os.fsdecode(_run(root, "rev-parse", "--absolute-git-dir").stdout.rstrip(b"\r\n")))


def _named(folder: str) -> Repository:
    """Return the repository whose GIT_DIR is `folder`."""
    return Repository(_top(_run(Path.cwd(), "rev-parse", "--show-toplevel", named=folder)), folder)


def _top(done: subprocess.CompletedProcess[bytes]) -> Path:
    if done.returncode != 0:
        raise UsageError(f"git does not open this repository: {_reason(done)}")
    return Path(os.path.realpath(os.fsdecode(done.stdout.removesuffix(b"\n").removesuffix(b"\r"))))


def is_same(raw: bytes, blob: Blob) -> bool:
    """Tell whether git would give `raw` the id of `blob`, whatever its line ends."""
    return any(_identity(each, blob) == blob.id for each in (raw, raw.replace(b"\r\n", b"\n")))


def _identity(raw: bytes, blob: Blob) -> str:
    framed = b"blob %d\0" % len(raw) + raw
    if len(blob.id) == _SHA1:
        return sha1(framed, usedforsecurity=False).hexdigest()
    return sha256(framed).hexdigest()


def _run(folder: Path, *arguments: str, named: str | None = None) -> subprocess.CompletedProcess[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    environment = os.environ | _ENVIRONMENT | ({"GIT_DIR": named} if named else {})
    if not named:
        for name in ("GIT_DIR", "GIT_WORK_TREE"):
            environment.pop(name, None)
    try:
        return subprocess.run(  # noqa: S603
            [program(), "--no-pager", *settings, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"git {arguments[0]} did not end within {PATIENCE} seconds") from None
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}") from error


@cache
def program() -> str:
    """Return where git is, but never one of the working directory. Raises UsageError.

    On Windows that would come first, elsewhere where the PATH holds an empty or a relative entry.
    """
    entries = filter(os.path.isabs, os.environ.get("PATH", os.defpath).split(os.pathsep))
    found = shutil.which("git", path=os.pathsep.join(entries))
    if found is None or not os.path.isabs(found):
        raise UsageError(
            "git is not installed, or not on the PATH; --diff-base and --staged ask it what was changed"
        )
    return found


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    told = " ".join(done.stderr.decode("utf-8", "replace").split())
    return told.removeprefix("fatal: ")[:500] or f"it ended with {done.returncode}"
