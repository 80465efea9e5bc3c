"""Measure how right healthlint is on labelled articles: python -m benchmarks.accuracy CORPUS_DIR

CORPUS_DIR holds `articles/` and `labels.jsonl`. Each rule is scored against its labels, with 95%
intervals, by kind of article and by format, and so are the questions that the topic answers. Every
wrong verdict is listed with the evidence that healthlint gave. `--page` prints `docs/accuracy.md`.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.labels import QUESTIONS, RULES, Label, expected, read
from benchmarks.scores import Case, Score, interval, score
from healthlint import rulepack
from healthlint.config import DEFAULT_THRESHOLDS, Settings
from healthlint.discover import Input
from healthlint.engine import lint
from healthlint.rulepack import RulePack
from healthlint.types import FileReport, Thresholds

FLOORS = Path(__file__).with_name("floors.toml")


def main() -> int:
    """Print the scores; return 1 where one is below its floor, or an article was not linted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument(
        "--unseen", action="store_true", help="judge each source by weights trained without it"
    )
    parser.add_argument("--quiet", action="store_true", help="do not list the wrong verdicts")
    parser.add_argument("--page", action="store_true", help="print the page that is published, and no more")
    arguments = parser.parse_args()
    try:
        labels = read(arguments.corpus)
        if arguments.page:
            from benchmarks.accuracy_page import page

            print(page(arguments.corpus, labels), end="")
            return 0
        reports = run(
            arguments.corpus, labels, pack_for=unseen(arguments.corpus) if arguments.unseen else None
        )
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"cannot read the corpus: {error}")
    cases = judge(labels, reports)
    print("\n".join(told(cases, wrong=not arguments.quiet)))
    unread = [report for report in reports if report.error is not None]
    for report in unread:
        print(f"{report.path}: not linted: {report.error}", file=sys.stderr)
    low = [] if arguments.unseen else below(cases, floors())
    for name, got, floor in low:
        print(f"{name}: F1 {got:.3f} is below its floor {floor:.3f} ({FLOORS.name})", file=sys.stderr)
    return 1 if unread or low else 0


def run(
    corpus: Path,
    labels: Sequence[Label],
    *,
    pack_for: Callable[[str], RulePack] | None = None,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> tuple[FileReport, ...]:
    """Lint each labelled article by every rule, source by source; `pack_for` chooses a source's pack."""
    own = rulepack.load()
    found: dict[str, FileReport] = {}
    for source in dict.fromkeys(label.source for label in labels):
        pack = pack_for(source) if pack_for else own
        settings = Settings(frozenset(rule.code for rule in pack.rules), thresholds=thresholds)
        reports = lint(_inputs(corpus, labels, source=source), partial(_always, settings), pack)
        found |= {report.path: report for report in reports}
    return tuple(found[label.file] for label in labels)


def _inputs(corpus: Path, labels: Sequence[Label], *, source: str) -> Iterator[Input]:
    files = (label.file for label in labels if label.source == source)
    return (Input(file, (corpus / "articles" / file).read_bytes()) for file in files)


def _always(settings: Settings, _: str) -> Settings:
    return settings


def unseen(corpus: Path) -> Callable[[str], RulePack]:
    """Return what gives the pack whose topic weights never saw a source's articles."""
    from tools.train_topic import without

    return without([corpus])


def judge(labels: Sequence[Label], reports: Sequence[FileReport]) -> Mapping[str, tuple[Case, ...]]:
    """Return the cases of each rule and of each question on the topic."""
    pairs = list(zip(labels, reports, strict=True))
    rules = {code: tuple(_rule_cases(code, pairs)) for code in RULES}
    return rules | {name: tuple(_topic_cases(name, pairs)) for name in QUESTIONS}


def _rule_cases(code: str, pairs: Sequence[tuple[Label, FileReport]]) -> Iterator[Case]:
    for label, report in pairs:
        wanted = expected(label, code)
        if wanted is None:
            continue
        finding = next((one for one in report.findings if one.code == code), None)
        verdict = next((one for one in report.verdicts if one.code == code), None)
        if finding is not None:
            why = f"{finding.message} [{finding.evidence}]"
        elif verdict is not None:
            shown = f': "{verdict.where.quote}"' if verdict.where else ""
            why = f"{verdict.outcome}: {verdict.reason}{shown}"
        else:
            why = report.error or ""
        yield _case(label, wanted=wanted, got=finding is not None, why=why)


def _topic_cases(name: str, pairs: Sequence[tuple[Label, FileReport]]) -> Iterator[Case]:
    for label, report in pairs:
        wanted = QUESTIONS[name](label)
        if wanted is not None and report.topic is not None:
            got = bool(getattr(report.topic, name))
            yield _case(label, wanted=wanted, got=got, why="; ".join(report.topic.reasons))


def _case(label: Label, *, wanted: bool, got: bool, why: str) -> Case:
    return Case(label.file, label.source, label.kind, label.format, wanted, got, why)


def told(cases: Mapping[str, Sequence[Case]], *, wrong: bool) -> Iterator[str]:
    """Yield the lines of the report."""
    yield f"{'':13}judged wanted |  hits false missed | precision (95%)      recall (95%)         F1 (95%)"
    for name, some in cases.items():
        yield f"{name:13}" + _row(some)
    yield from _split(cases, "kind", {case: case.group for some in cases.values() for case in some})
    yield from _split(cases, "format", {case: case.format for some in cases.values() for case in some})
    if wrong:
        for name, some in cases.items():
            yield from _wrong(name, some)


def _split(cases: Mapping[str, Sequence[Case]], title: str, part: Mapping[Case, str]) -> Iterator[str]:
    names = sorted(set(part.values()))
    yield ""
    yield f"By {title}: hits/false/missed"
    yield f"{'':13}" + "".join(f"{name[:13]:>14}" for name in names)
    for name, some in cases.items():
        counts = (score([case for case in some if part[case] == one]) for one in names)
        yield f"{name:13}" + "".join(f"{f'{one.hits}/{one.alarms}/{one.misses}':>14}" for one in counts)


def _row(cases: Sequence[Case]) -> str:
    counts = score(cases)
    figures: tuple[Callable[[Score], float], ...] = (
        lambda one: one.precision,
        lambda one: one.recall,
        lambda one: one.f1,
    )
    shown = ("{:.3f} ({:.2f}-{:.2f})".format(figure(counts), *interval(cases, figure)) for figure in figures)
    told = f"{counts.judged:6} {counts.hits + counts.misses:6} | {counts.hits:5} {counts.alarms:5}"
    return f"{told} {counts.misses:6} | {'    '.join(shown)}"


def _wrong(name: str, cases: Sequence[Case]) -> Iterator[str]:
    for case in cases:
        if case.wanted != case.got:
            yield ""
            error = "missed" if case.wanted else "false alarm"
            yield f"{name} {error}: {case.file} ({case.group}, {case.source})"
            yield f"    {case.why}"


def floors() -> Mapping[str, float]:
    """Return the least F1 of each rule and question, raised with each gain."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text(encoding="utf-8")).items()}


def below(cases: Mapping[str, Sequence[Case]], floors: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Return name, F1 and floor of all that fell below its floor."""
    scores = {name: score(some).f1 for name, some in cases.items()}
    return [(name, scores[name], floor) for name, floor in floors.items() if scores[name] < floor]


if __name__ == "__main__":
    sys.exit(main())
