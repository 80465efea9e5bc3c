"""Put new bytes in the place of a file's, all of them or none."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from healthlint.articles import misled
from healthlint.discover import read_bytes
from healthlint.errors import SourceError


def rewrite(path: str, old: bytes, new: bytes) -> None:
    """Replace the content of the file at `path`, which must still be `old`.

    A link goes on leading to its file, and the file keeps its permissions and, where that may be, its
    owner. Raises SourceError where it cannot be written, or was changed since it was read.
    """
    from tempfile import mkstemp

    fault = misled(Path(path))  # what was linted may be staged, and the file a link by now
    if fault:
        raise SourceError(fault)
    target = Path(os.path.realpath(path))
    if read_bytes(str(target)) != old:
        raise SourceError(
            "is not what was linted (changed since, or not all of it staged), and so is not fixed"
        )
    temporary: Path | None = None
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(None, "it may not be written")
        kept = target.stat()
        number, name = mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".healthlint")
        temporary = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, kept)
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise SourceError(f"cannot be fixed: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _dress(path: Path, kept: os.stat_result) -> None:
    """Give a new file the permissions and the owner that another had."""
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away
            os.chown(path, kept.st_uid, kept.st_gid)
    # After the owner: a change of owner takes special bits away.
    path.chmod(stat.S_IMODE(kept.st_mode))
