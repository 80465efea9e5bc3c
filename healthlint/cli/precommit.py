"""Know how pre-commit runs a hook: at a commit, between two revisions, or for any files."""

from __future__ import annotations

from collections.abc import Mapping


def base(environment: Mapping[str, str]) -> str | None:
    """Return the revision of `--from-ref`, or from which a push goes; None where pre-commit gives none.

    What lies between it and `--to-ref` is what pre-commit names, as it is in the work tree.
    """
    return environment.get("PRE_COMMIT_FROM_REF") or None if "PRE_COMMIT" in environment else None


def names_all(environment: Mapping[str, str]) -> bool:
    """Tell whether pre-commit was started by hand, and so may name files with nothing staged.

    At a commit git names an index, also to the hooks. Files without a change can come in then only from a
    merge with conflicts, and are old.
    """
    return "PRE_COMMIT" in environment and "GIT_INDEX_FILE" not in environment
