"""Know what was changed, and which findings that brought."""

from healthlint.changes.compare import old
from healthlint.changes.model import Changes
from healthlint.changes.since import since
from healthlint.changes.staged import staged

__all__ = ["Changes", "old", "since", "staged"]
