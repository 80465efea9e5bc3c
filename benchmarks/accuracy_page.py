"""Write `docs/accuracy.md`: what was measured on labelled articles, and what is known to be weak."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import accuracy
from benchmarks.labels import RULES, Label, expected
from benchmarks.scores import Case, Score, interval, score
from healthlint.types import FileReport, Thresholds

TEXT = Path(__file__).with_name("accuracy_page.md")
"""The words of the page; `<!-- name -->` stands where a table goes."""
TOSSED = ("HL101", "HL201")
"""The rules of which a topic decides whether they are asked."""
STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUESTIONS = {
    "health": "is it about health?",
    "intervention": "is it about something that may harm?",
    "needs_advice": "does it call for a professional?",
}


def page(corpus: Path, labels: Sequence[Label]) -> str:
    """Return the page for a labelled corpus."""
    seen = accuracy.judge(labels, accuracy.run(corpus, labels))
    unseen = accuracy.judge(labels, accuracy.run(corpus, labels, pack_for=accuracy.unseen(corpus)))
    asked = accuracy.run(corpus, labels, thresholds=Thresholds(judge_from=0.0, certain_from=0.0))
    tables = {
        "rules": _rules(seen),
        "unseen": _unseen(seen, unseen),
        "kinds": _by({name: seen[name] for name in RULES}, part="group"),
        "formats": _by({name: seen[name] for name in RULES}, part="format"),
        "thresholds": _thresholds(labels, asked),
    }
    text = TEXT.read_text(encoding="utf-8")
    sources = {label.source for label in labels}
    text = text.replace("{articles}", str(len(labels))).replace("{sources}", str(len(sources)))
    for name, lines in tables.items():
        text = text.replace(f"<!-- {name} -->", "\n".join(lines))
    return text


def _rules(cases: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    yield "| | judged | due | right | false alarms | missed | precision | recall | F1 (95% interval) |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, some in cases.items():
        counts = score(some)
        low, high = interval(some, _f1)
        told = f"{name}: {QUESTIONS[name]}" if name in QUESTIONS else name
        yield (
            f"| {told} | {counts.judged} | {counts.hits + counts.misses} | {counts.hits} | {counts.alarms}"
            f" | {counts.misses} | {counts.precision:.2f} | {counts.recall:.2f}"
            f" | {counts.f1:.3f} ({low:.2f} to {high:.2f}) |"
        )


def _unseen(seen: Mapping[str, Sequence[Case]], unseen: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    yield "| F1 | trained on all | trained without the article's site |"
    yield "|---|---|---|"
    for name in (*TOSSED, *QUESTIONS):
        yield f"| {name} | {score(seen[name]).f1:.3f} | {score(unseen[name]).f1:.3f} |"


def _by(cases: Mapping[str, Sequence[Case]], *, part: str) -> Iterator[str]:
    names = sorted({getattr(case, part) for some in cases.values() for case in some})
    yield f"| right / false alarms / missed | {' | '.join(name.replace('_', ' ') for name in names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for code, some in cases.items():
        counts = [score([case for case in some if getattr(case, part) == name]) for name in names]
        yield f"| {code} | " + " | ".join(f"{one.hits}/{one.alarms}/{one.misses}" for one in counts) + " |"


def _thresholds(labels: Sequence[Label], reports: Sequence[FileReport]) -> Iterator[str]:
    yield "| `judge-from` | " + " | ".join(f"{code} precision | {code} recall" for code in TOSSED) + " |"
    yield "|---" * (1 + 2 * len(TOSSED)) + "|"
    for step in STEPS:
        counts = [_from(step, code, labels, reports) for code in TOSSED]
        cells = [_figure(figure) for one in counts for figure in (one.precision, one.recall)]
        yield f"| {step} | {' | '.join(cells)} |"


def _from(step: float, code: str, labels: Sequence[Label], reports: Sequence[FileReport]) -> Score:
    """Return the counts of a rule that is asked of articles from the likelihood `step` on."""
    cases = []
    for label, report in zip(labels, reports, strict=True):
        wanted = expected(label, code)
        if wanted is not None:
            got = any(one.code == code and one.confidence >= step for one in report.findings)
            cases.append(Case(label.file, label.source, label.kind, label.format, wanted, got))
    return score(cases)


def _figure(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"


def _f1(counts: Score) -> float:
    return counts.f1
