"""Count how often a yes or no was right, and how far to trust the count."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one answer: what was `wanted` of an article of one `source`, what was `got`, and why."""

    file: str
    source: str
    group: str
    format: str
    wanted: bool
    got: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Hold counts of hits, false alarms and misses among `judged` cases; figures of nothing are NaN."""

    judged: int
    hits: int
    alarms: int
    misses: int

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.alarms + self.misses)


def score(cases: Sequence[Case]) -> Score:
    """Return the counts over `cases`."""
    return Score(
        len(cases),
        sum(case.wanted and case.got for case in cases),
        sum(case.got and not case.wanted for case in cases),
        sum(case.wanted and not case.got for case in cases),
    )


def interval(cases: Sequence[Case], value: Callable[[Score], float]) -> tuple[float, float]:
    """Return the 95% interval of a figure by the bootstrap over sources.

    The articles of one site are alike, so whole sources are drawn with replacement (a cluster
    bootstrap, percentile method: Davison and Hinkley 1997, sections 3.8 and 5.3). The draws
    are seeded: the same cases give the same interval. Draws in which the figure has no meaning
    (none was wanted) are left out; without any other both ends are NaN.
    """
    by_source: dict[str, list[Case]] = {}
    for case in cases:
        by_source.setdefault(case.source, []).append(case)
    counts = [score(by_source[source]) for source in sorted(by_source)]
    chance = random.Random(0)  # noqa: S311 - statistics, not secrets
    figures = (value(_sum(chance.choices(counts, k=len(counts)))) for _ in range(DRAWS))
    drawn = sorted(figure for figure in figures if not math.isnan(figure)) or [math.nan]
    return drawn[round(0.025 * (len(drawn) - 1))], drawn[round(0.975 * (len(drawn) - 1))]


def _sum(counts: Sequence[Score]) -> Score:
    return Score(
        sum(one.judged for one in counts),
        sum(one.hits for one in counts),
        sum(one.alarms for one in counts),
        sum(one.misses for one in counts),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
