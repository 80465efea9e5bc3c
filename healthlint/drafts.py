"""Write a file whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_ANYONE, _OWNER = 0o666, 0o600


@contextmanager
def draft(target: Path) -> Iterator[BinaryIO]:
    """Yield a file beside `target` that takes its place in the end, or goes where that is not reached.

    A link at `target` is replaced; nothing is written through it. A file there hands on its permissions,
    attributes and, where that may be, its owner. Raises OSError.
    """
    kept = os.lstat(target) if os.path.lexists(target) else None
    if kept is not None and not stat.S_ISREG(kept.st_mode):
        kept = None
    # Of few bytes: beside a long name there is no room for a longer one.
    place = target.parent / f".healthlint-{os.urandom(6).hex()}"

    def create(path: str, flags: int) -> int:
        return os.open(path, flags, _ANYONE if kept is None else _OWNER)

    try:
        with open(place, "xb", opener=create) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            _dress(place, target, kept)
        os.replace(place, target)
    except BaseException:
        with suppress(OSError):
            place.unlink()
        raise


def _dress(place: Path, target: Path, kept: os.stat_result) -> None:
    """Give a new file what the one at `target` has beside its content."""
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away
            os.chown(place, kept.st_uid, kept.st_gid)
    # After the owner: a change of owner takes special bits away.
    place.chmod(stat.S_IMODE(kept.st_mode))
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(place, name, os.getxattr(target, name))
