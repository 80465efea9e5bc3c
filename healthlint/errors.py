"""Errors for people: what is wrong, where, what to do."""

from __future__ import annotations


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
