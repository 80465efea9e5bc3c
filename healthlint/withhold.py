"""Take known findings out of a report without losing count of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from healthlint.types import FileReport, Withheld

if TYPE_CHECKING:
    from healthlint.baseline.matching import Match

Before = Callable[[], FileReport | None]
"""Lints the earlier version of a file, where there was one."""


def withhold(report: FileReport, match: Match | None, before: Before | None) -> FileReport:
    """Return `report` without what a baseline holds and what the earlier version of the file had.

    Both are counted, and told by each verdict of whose rule nothing is left. The earlier version is
    linted only where there is something to compare.
    """
    if match is None and before is None:
        return report
    held = match.held if match is not None else frozenset[int]()
    expired = match.expired if match is not None else frozenset[int]()
    fixed = len(match.fixed) if match is not None else 0
    old = frozenset[int]()
    if before is not None and len(held) < len(report.findings):
        from healthlint.changes.compare import old as had

        earlier = before()
        old = frozenset() if earlier is None else had(report, earlier)
    left = tuple(finding for at, finding in enumerate(report.findings) if at not in held | old)
    gone = {finding.code for finding in report.findings} - {finding.code for finding in left}
    known = {report.findings[at].code for at in held}
    verdicts = tuple(
        replace(verdict, withheld="baseline" if verdict.code in known else "old")
        if verdict.code in gone
        else verdict
        for verdict in report.verdicts
    )
    counts = Withheld(len(held), len(old - held), len(expired - old), fixed)
    return replace(report, findings=left, verdicts=verdicts, withheld=counts)
