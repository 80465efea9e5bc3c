"""Measure a warm run over many articles: python -m benchmarks.throughput PATH... [--max-ratio R]

The yardstick is spaCy's tokenizer over the same text: the least that any analysis pays.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from statistics import median

import spacy
from spacy.language import Language

from healthlint import rulepack
from healthlint.config import Overrides
from healthlint.engine import lint
from healthlint.plan import Plan, plan
from healthlint.types import FileReport

PIECE = 50_000


def main() -> int:
    """Print the speed and its ratio to tokenizing; return 1 where it is above --max-ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("paths", nargs="+", help="articles, or directories of them")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs (default: 5)")
    parser.add_argument("--max-ratio", type=float, help="exit 1 above this")
    arguments = parser.parse_args()
    planned = plan(arguments.paths, rulepack.load(), overrides=Overrides())
    texts = [report.source.text for report in planned.run() if report.source is not None]
    if len(texts) < len(planned.inputs) or not texts:
        parser.error("healthlint cannot read all of that, or there is nothing")
    words = sum(len(text.split()) for text in texts)
    linting, nlp = endless(planned), spacy.blank("en")
    pairs = [(lint_all(linting, len(texts)), tokenize(nlp, texts)) for _ in range(arguments.runs + 1)][1:]
    taken = median(ours for ours, _ in pairs)
    ratio = median(ours / theirs for ours, theirs in pairs)
    print(f"{len(texts)} articles, {words} words in {taken:.2f} s")
    print(f"{len(texts) / taken:.1f} articles/s, {words / taken:.0f} words/s")
    print(f"ratio to tokenizing {ratio:.2f}")
    if arguments.max_ratio is not None and ratio > arguments.max_ratio:
        print(f"above {arguments.max_ratio}", file=sys.stderr)
        return 1
    return 0


def endless(planned: Plan) -> Iterator[FileReport]:
    """Yield the reports over and over from one engine, so that its start is paid once."""
    return lint(cycle(planned.inputs), planned.resolver.settings_for, planned.pack)


def lint_all(reports: Iterator[FileReport], count: int) -> float:
    """Return the seconds that the next `count` reports take."""
    started = time.perf_counter()
    deque(islice(reports, count), maxlen=0)
    return time.perf_counter() - started


def tokenize(nlp: Language, texts: Sequence[str]) -> float:
    """Return the seconds that tokenizing `texts` takes."""
    started = time.perf_counter()
    for text in texts:
        # The tokenizer refuses a million characters.
        for start in range(0, len(text), PIECE):
            nlp.make_doc(text[start : start + PIECE])
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
