"""Measure one cold article: python -m benchmarks.cold [ARTICLE] [--runs N] [--max-ratio R]

The yardstick is what any program pays that starts spaCy's blank English pipeline. Both run in turn, so
that what else the machine does weighs on both; the ratio is the median over the pairs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ARTICLE = Path(__file__).parents[1] / "examples" / "ashwagandha-gummies.md"
YARDSTICK = (sys.executable, "-c", "import spacy; spacy.blank('en')")


def main() -> int:
    """Print the times and their ratio; return 1 where it is above --max-ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold", description=__doc__.splitlines()[0])
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--runs", type=int, default=11, help="pairs of runs (default: 11)")
    parser.add_argument("--max-ratio", type=float, help="exit 1 above this")
    arguments = parser.parse_args()
    cold = (sys.executable, "-m", "healthlint", "--isolated", str(arguments.article))
    # The first of each warms the disk cache, writes our bytecode (spaCy's came with pip), and is thrown away.
    pairs = [(seconds(cold), seconds(YARDSTICK)) for _ in range(arguments.runs + 1)][1:]
    ratio = median(ours / theirs for ours, theirs in pairs)
    print(f"one cold article   {median(ours for ours, _ in pairs):6.3f} s")
    print(f"spacy.blank('en')  {median(theirs for _, theirs in pairs):6.3f} s")
    print(f"ratio              {ratio:6.2f}")
    if arguments.max_ratio is not None and ratio > arguments.max_ratio:
        print(f"above {arguments.max_ratio}", file=sys.stderr)
        return 1
    return 0


def seconds(command: tuple[str, ...]) -> float:
    """Return how long `command` takes. Raises CalledProcessError where it neither passes nor finds."""
    started = time.perf_counter()
    done = subprocess.run(
        command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    taken = time.perf_counter() - started
    if done.returncode not in (0, 1):
        sys.stderr.buffer.write(done.stderr)
        done.check_returncode()
    return taken


def _environment() -> dict[str, str]:
    """Return an environment in which bytecode is written, as it is where healthlint is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    sys.exit(main())
