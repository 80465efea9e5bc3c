"""The harness that scores healthlint on labelled articles, on a small corpus written for it."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.labels import RULES, expected, read
from benchmarks.scores import Case, Score, interval, score

ROOT = Path(__file__).parents[1]
WORDS = "Ashwagandha is a supplement that people take to sleep. The ashwagandha capsules hold root extract. "
ADVICE = "Ask your doctor before you take ashwagandha. "
LABEL = {
    "format": "md",
    "kind": "supplement",
    "health": True,
    "intervention": True,
    "risk_section": "none",
    "needs_advice": True,
    "advice": "none",
    "affiliate": False,
    "disclosure": None,
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return four articles of two sources; the label of `wrong.md` says what the article does not."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "articles").mkdir()
    told = {
        "bare.md": ("one", {}, WORDS * 12),
        "told.md": ("one", {"advice": "clear"}, WORDS * 12 + ADVICE),
        "open.md": ("two", {"intervention": None, "needs_advice": None}, WORDS * 12),
        "wrong.md": ("two", {"advice": "clear"}, WORDS * 12),
    }
    lines = []
    for name, (source, label, text) in told.items():
        (folder / "articles" / name).write_text(f"# Ashwagandha for sleep\n\n{text}\n", encoding="utf-8")
        lines.append(json.dumps({**LABEL, **label, "file": name, "repo": source}))
    (folder / "labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def run(corpus: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.accuracy", str(corpus), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_counts_hits_and_leaves_out_what_is_arguable(corpus: Path) -> None:
    done = run(corpus)

    first = [line.split() for line in done.stdout.splitlines() if "|" in line]
    assert [row[:3] for row in first if row[0] == "HL101"] == [["HL101", "3", "3"]]
    assert [row[:7] for row in first if row[0] == "HL201"] == [["HL201", "3", "1", "|", "1", "1", "0"]]


def test_lists_a_wrong_verdict_with_its_evidence(corpus: Path) -> None:
    done = run(corpus)

    wrong = done.stdout.split("HL201 false alarm: wrong.md (supplement, two)\n")[1]
    assert "treated as an article on a supplement" in wrong.split("\n\n")[0]
    assert "false alarm" not in run(corpus, "--quiet").stdout


def test_fails_below_a_floor(corpus: Path) -> None:
    done = run(corpus, "--quiet")

    assert done.returncode == 1
    assert "HL201: F1 0.667 is below its floor" in done.stderr


def test_the_page_tells_every_figure(corpus: Path) -> None:
    told = run(corpus, "--page").stdout

    assert "4 real articles from 2 public sites" in told
    assert "| HL201 | 3 | 1 | 1 | 1 | 0 | 0.50 | 1.00 | 0.667 (0.00 to 1.00) |" in told
    assert "<!-- rules -->" not in told


def test_says_what_is_no_corpus(tmp_path: Path) -> None:
    done = run(tmp_path)

    assert done.returncode == 2
    assert "cannot read the corpus" in done.stderr
    assert "Traceback" not in done.stderr


def case(source: str, *, wanted: bool, got: bool) -> Case:
    return Case("a.md", source, "drug", "md", wanted, got)


def test_figures_of_nothing_are_no_numbers() -> None:
    assert math.isnan(score([]).f1)
    assert score([case("a", wanted=True, got=True)]).f1 == 1.0


def test_an_interval_is_as_wide_as_its_sources_differ() -> None:
    alike = [case(source, wanted=True, got=got) for source in "abcdefgh" for got in (True, True, True, False)]
    apart = [case(source, wanted=True, got=source in "abcdef") for source in "abcdefgh" for _ in range(4)]

    assert interval(alike, recall) == (0.75, 0.75)
    low, high = interval(apart, recall)
    assert low <= 0.5
    assert high == 1.0


def recall(counts: Score) -> float:
    return counts.recall


def test_agrees_with_the_yardstick_of_the_corpus(corpus_dir: Path) -> None:
    tools = corpus_dir.parents[1] / "tools"
    code = (
        "import json, score, sys; judged = [[score.expected(json.loads(line), rule) for rule in score.RULES]"
        " for line in sys.stdin]; print(json.dumps(judged))"
    )
    labels = (corpus_dir / "labels.jsonl").read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tools, input=labels, capture_output=True, text=True, check=True
    )

    assert [[expected(label, rule) for rule in RULES] for label in read(corpus_dir)] == json.loads(
        done.stdout
    )
