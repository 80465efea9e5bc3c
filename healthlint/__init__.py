"""Lint health articles: risks, professional advice, affiliate disclosure, reading level.

From Python:

    import healthlint

    report = healthlint.lint_file("article.md")
    for finding in report.findings:
        print(finding.place.start.line, finding.code, finding.message)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from healthlint.api import fix_file, fix_text, lint_file, lint_paths, lint_text
    from healthlint.errors import ConfigError, HealthlintError, RuleError, SourceError, UsageError
    from healthlint.types import (
        FileReport,
        Finding,
        Format,
        Measures,
        Mended,
        Outcome,
        Place,
        Position,
        Report,
        Severity,
        Span,
        Topic,
        Verdict,
    )

__version__ = "0.1.0"

__all__ = [
    "ConfigError",
    "FileReport",
    "Finding",
    "Format",
    "HealthlintError",
    "Measures",
    "Mended",
    "Outcome",
    "Place",
    "Position",
    "Report",
    "RuleError",
    "Severity",
    "SourceError",
    "Span",
    "Topic",
    "UsageError",
    "Verdict",
    "__version__",
    "fix_file",
    "fix_text",
    "lint_file",
    "lint_paths",
    "lint_text",
]


# Hidden from type checkers, which would take any misspelt name for an object.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is asked for: `import healthlint` costs nothing."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name.startswith(("lint_", "fix_")):
            module = "healthlint.api"
        else:
            module = "healthlint.errors" if name.endswith("Error") else "healthlint.types"
        return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return sorted(__all__)
