"""Put new bytes in the place of a file's, all of them or none."""

from __future__ import annotations

import os
from pathlib import Path

from healthlint.articles import misled
from healthlint.discover import read_bytes
from healthlint.drafts import draft
from healthlint.errors import SourceError


def rewrite(path: str, old: bytes, new: bytes) -> None:
    """Replace the content of the file at `path`, which must still be `old`.

    A link goes on leading to its file, and the file keeps its permissions, attributes and, where that may
    be, its owner. Raises SourceError where it cannot be written, or was changed since it was read.
    """
    fault = misled(Path(path))  # what was linted may be staged, and the file a link by now
    if fault:
        raise SourceError(fault)
    target = Path(os.path.realpath(path))
    if read_bytes(str(target)) != old:
        raise SourceError(
            "is not what was linted (changed since, or not all of it staged), and so is not fixed"
        )
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(None, "it may not be written")
        with draft(target) as file:
            file.write(new)
    except OSError as error:
        raise SourceError(f"cannot be fixed: {error.strerror or error}") from error
