"""Errors for people: what is wrong, where, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar


class HealthlintError(Exception):
    """Report a failure that ends with exit code 2; `str()` names the file and line."""

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(place + message)


class UsageError(HealthlintError):
    """Report arguments that cannot be followed."""


class ConfigError(HealthlintError):
    """Report a config file that cannot be used."""


class RuleError(HealthlintError):
    """Report a rule or lexicon file that cannot be used."""


class SourceError(HealthlintError):
    """Report an input that cannot be read or is not an article."""


Kind = TypeVar("Kind", bound=HealthlintError)


def together(kind: type[Kind], faults: Iterable[HealthlintError]) -> Kind:
    """Return one error of `kind` that tells all `faults`, which must be one or more, a line each."""
    first, *rest = faults
    lines = dict.fromkeys(line for fault in (first, *rest) for line in str(fault).split("\n"))
    told = [first.message.split("\n")[0], *list(lines)[1:]]
    return kind("\n".join(told), path=first.path, line=first.line)
