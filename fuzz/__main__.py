"""Fuzz healthlint for a while: python -m fuzz --minutes 60 [--corpus FOLDER] [--log FOLDER]"""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def main() -> int:
    """Hunt until the time is over; return 1 where a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("--minutes", type=float, default=60, help="how long (default: 60)")
    parser.add_argument("--corpus", type=Path, help="a folder of articles to spoil, beside the examples")
    parser.add_argument(
        "--log", type=Path, default=Path("fuzzlog"), help="where log and faults go (default: fuzzlog)"
    )
    arguments = parser.parse_args()
    # With this set the engine lets every exception through.
    os.environ["HEALTHLINT_DEBUG"] = "1"
    from fuzz.hunt import Hunt

    hunt = Hunt(arguments.log, arguments.corpus)
    hunt.run(arguments.minutes)
    return 1 if hunt.found else 0


if __name__ == "__main__":
    raise SystemExit(main())
