"""Take findings out of a report that are known, or not asked for, without losing count of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from healthlint.types import FileReport, Finding, Severity, Withheld

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
    known = {report.findings[at].code for at in held}
    counts = Withheld(len(held), len(old - held), len(expired - old), fixed)
    return _left(report, left, counts, lambda code: "baseline" if code in known else "old")


def lower(report: FileReport, least: Callable[[Severity], bool]) -> FileReport:
    """Return `report` with the findings of the severities that are at `least` so bad; others are counted."""
    left = tuple(finding for finding in report.findings if least(finding.severity))
    if len(left) == len(report.findings):
        return report
    counts = replace(report.withheld, lower=len(report.findings) - len(left))
    return _left(report, left, counts, lambda _: "lower")


def _left(
    report: FileReport,
    left: tuple[Finding, ...],
    counts: Withheld,
    why: Callable[[str], Literal["baseline", "old", "lower"]],
) -> FileReport:
    """Return a report of the findings that are left; `why` tells of a rule with none why there is none."""
    gone = {finding.code for finding in report.findings} - {finding.code for finding in left}
    verdicts = tuple(
        replace(verdict, withheld=why(verdict.code)) if verdict.code in gone else verdict
        for verdict in report.verdicts
    )
    return replace(report, findings=left, verdicts=verdicts, withheld=counts)
