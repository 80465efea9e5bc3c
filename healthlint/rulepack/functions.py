"""Find the functions that rules of the kind `python` name: only ones of the pack's own distribution."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import Distribution
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.rulepack.installed import located, owns
from healthlint.types import Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

Told = Iterable[tuple[Span | None, Mapping[str, object]]]
"""Where a finding stands (None: nowhere, the article lacks something), and the fields of its message."""
Function = Callable[["Analysis", Mapping[str, object]], Told]


def function_fault(reference: str, distribution: Distribution | None) -> str | None:
    """Return why a rule cannot name `module:function`, None where it can.

    Nothing is imported before it is known to be of `distribution`, which installed the pack.
    """
    if distribution is None:
        return (
            "a folder of rules is data and cannot run code: kind python is for packs that are installed; "
            "take another kind, or make the pack a distribution"
        )
    module, _, name = reference.partition(":")
    maker = distribution.metadata["Name"]
    for one in located(module):
        if one is None:
            return f"there is no module {module!r}"
        namespace = one.file is None and one.folders
        if not namespace and not (one.file and owns(distribution, Path(one.file))):
            return f"{module!r} is no module of {maker}, the distribution of this pack"
    try:
        # Standard output is the report's.
        with redirect_stdout(sys.stderr):
            found = getattr(import_module(module), name, None)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what it raises is up to the module
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return f"{module!r} cannot be imported ({reason})"
    if not callable(found):
        return f"{module!r} has no function {name!r}"
    if str(getattr(found, "__module__", module)).partition(".")[0] != module.partition(".")[0]:
        return f"{reference!r} is a function of {found.__module__!r}, not of {maker}"
    return None


def function(reference: str) -> Function:
    """Return the function `module:function`, which `function_fault` has found to be in order."""
    module, _, name = reference.partition(":")
    found: Function = getattr(import_module(module), name)
    return found
