"""Draw from the targets until the time is over; keep a log, and each input that shows a fault."""

from __future__ import annotations

import hashlib
import os
import pickle
import random
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fuzz.targets import ROOT, Target, targets

ROUND = 100
"""Inputs that hypothesis draws from one seed."""


class Hunt:
    """Run rounds of inputs, one target after the other, and remember what was found."""

    def __init__(self, folder: Path, corpus: Path | None) -> None:
        self.found: Counter[str] = Counter()
        self.tried: Counter[str] = Counter()
        self._folder = folder
        self._targets = targets(corpus)
        folder.mkdir(parents=True, exist_ok=True)
        warnings.filterwarnings("ignore", "Generating overly large repr")
        self._log = (folder / "log.txt").open("a", encoding="utf-8")

    def run(self, minutes: float) -> None:
        """Hunt for so long, then write what was tried."""
        started = told = time.monotonic()
        self.say(f"hunting for {minutes:g} minutes, process {os.getpid()}")
        names = list(self._targets)
        weights = [self._targets[name].weight for name in names]
        draw = random.Random()  # noqa: S311 - nothing secret is drawn
        while (now := time.monotonic()) - started < minutes * 60:
            name = draw.choices(names, weights)[0]
            self._round(name, self._targets[name], draw.getrandbits(64))
            if now - told > 60:
                told = now
                self.say(self.summary(now - started))
        self.say("over: " + self.summary(time.monotonic() - started))

    def say(self, text: str) -> None:
        """Write a line to the log and to standard output."""
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}"
        print(line, flush=True)
        self._log.write(line + "\n")
        self._log.flush()

    def summary(self, seconds: float) -> str:
        """Return what was tried so far, and what was found."""
        each = ", ".join(f"{name} {count}" for name, count in sorted(self.tried.items()))
        faults = (
            f"{len(self.found)} faults ({sum(self.found.values())} inputs)" if self.found else "no faults"
        )
        return f"{sum(self.tried.values())} inputs in {seconds / 60:.1f} minutes, {faults}: {each}"

    def _round(self, name: str, target: Target, number: int) -> None:
        # A fault that is known must not hide the next: only the first of its kind ends a round.
        known = frozenset(self.found)
        latest: dict[str, tuple[Any, str]] = {}

        def attempt(drawn: Any) -> None:
            self.tried[name] += 1
            try:
                target.check(drawn)
            except Exception as error:
                kind = _kind(name, error)
                if kind in known:
                    self.found[kind] += 1
                    return
                latest[kind] = (drawn, traceback.format_exc())
                raise

        @st.composite  # whose representation is short: that of the inputs may be megabytes
        def inputs(draw: st.DrawFn) -> Any:
            return draw(target.inputs)

        run = given(inputs())(attempt)
        run = settings(
            max_examples=ROUND if name != "growth" else ROUND // 10,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
        )(run)
        try:
            seed(number)(run)()
        except Exception as error:
            kind = _kind(name, error)
            if kind not in latest:
                self.say(f"round {name} {number} ended: {error!r}")
            for one, (drawn, trace) in latest.items():
                self.found[one] += 1
                self._keep(one, drawn, trace)

    def _keep(self, kind: str, drawn: Any, trace: str) -> None:
        name = hashlib.sha256(kind.encode()).hexdigest()[:10]
        (self._folder / f"{name}.pickle").write_bytes(pickle.dumps(drawn))
        (self._folder / f"{name}.txt").write_text(
            f"{kind}\n\n{drawn!r}\n\n{trace}", errors="backslashreplace"
        )
        self.say(f"FAULT {name}: {kind}")


def _kind(name: str, error: Exception) -> str:
    """Return what is the same in all the inputs that show one fault."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
    last = frames[-1] if frames else None
    ours = [frame for frame in frames if "healthlint" in Path(frame.filename).relative_to(ROOT).parts[:1]]
    last = ours[-1] if ours else last
    where = f"{Path(last.filename).name}:{last.lineno}" if last else ""
    said = "".join(char for char in str(error)[:60].split(":")[0] if not char.isdigit())
    return f"{name} {type(error).__name__} {where} {said}"
