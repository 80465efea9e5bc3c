"""Train the topic model on a labelled corpus and write its weights into `rules/topic.yaml`.

usage: python tools/train_topic.py CORPUS_DIR [--write]

Prints how well each question is answered on sources that were not trained on (folds by source).
The model is a logistic regression, one question at a time, whose penalty pulls each weight to
its prior in `topic_priors.yaml`; needs numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from healthlint import rulepack, sources
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.features import features
from healthlint.analysis.subject import candidates
from healthlint.types import Kind

PENALTY = 0.3
FOLDS = 9
HERE = Path(__file__).resolve().parent.parent


def load(corpus: Path) -> tuple[list[dict], list[dict[str, float]]]:
    """Return the labels and the features of every article in the corpus."""
    analyser = Analyser(rulepack.load().vocabulary)
    labels, rows = [], []
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        raw = (corpus / "articles" / label["file"]).read_bytes()
        form = sources.format_of(label["file"])
        analysis = Analysis(sources.parse(sources.read(label["file"], raw, form)), analyser)
        labels.append(label)
        rows.append(dict(features(analysis, candidates(analysis.document, analysis.concepts))))
    return labels, rows


def matrix(rows: list[dict[str, float]], names: list[str]) -> np.ndarray:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, prior: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression drawn to `prior`, by Newton's method."""
    w = prior.copy()
    penalty = np.full(x.shape[1], PENALTY * weight.sum())
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + penalty * (w - prior)
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        # Where the curve is flat a full Newton step overshoots.
        w -= step / max(1.0, np.abs(step).max())
        if np.abs(step).max() < 1e-7:
            break
    return w


def questions() -> dict[str, Callable[[dict], bool | None]]:
    """Return what is asked, each with how a label answers it (None: not judged)."""
    asked: dict[str, Callable[[dict], bool | None]] = {
        "health": lambda label: label["health"],
        "intervention": lambda label: label["intervention"] if label["health"] else False,
        "needs_advice": lambda label: label["needs_advice"] if label["health"] else False,
    }
    for kind in Kind:
        if kind is not Kind.NON_HEALTH:
            asked[f"kind:{kind}"] = lambda label, kind=kind: label["kind"] == kind
    return asked


def source_weights(labels: list[dict]) -> np.ndarray:
    """Weigh articles so that a source counts by the root of its size: its articles are alike."""
    sizes: dict[str, int] = {}
    for label in labels:
        sizes[label["repo"]] = sizes.get(label["repo"], 0) + 1
    return np.array([sizes[label["repo"]] ** -0.5 for label in labels])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    labels, rows = load(args.corpus)
    priors = yaml.safe_load((HERE / "tools" / "topic_priors.yaml").read_text(encoding="utf-8"))
    names = sorted(
        {name for row in rows for name in row} | {name for prior in priors.values() for name in prior}
    )
    x = matrix(rows, names)
    weight = source_weights(labels)
    repos = sorted({label["repo"] for label in labels})
    fold = np.array([repos.index(label["repo"]) % FOLDS for label in labels])
    weights: dict[str, dict[str, float]] = {}
    for question, answer in questions().items():
        answers = [answer(label) for label in labels]
        known = np.array([value is not None for value in answers])
        y = np.array([bool(value) for value in answers], dtype=float)
        guess = np.zeros(len(y))
        prior = np.array([priors[question].get(name, 0.0) for name in names])
        for number in range(FOLDS):
            train, test = known & (fold != number), fold == number
            guess[test] = x[test] @ fit(x[train], y[train], weight[train], prior=prior)
        said, truth = guess[known] > 0, y[known] > 0
        hits = (said & truth).sum()
        f1 = 2 * hits / max(said.sum() + truth.sum(), 1)
        print(f"{question:24} unseen sources: accuracy {np.mean(said == truth):.3f}  F1 {f1:.3f}")
        w = fit(x[known], y[known], weight[known], prior=prior)
        weights[question] = {
            name: round(float(v), 2) for name, v in zip(names, w, strict=True) if abs(v) >= 0.05
        }
    if args.write:
        write(HERE / "rules" / "topic.yaml", weights)
    return 0


def write(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """Write the topic file; the thresholds and the words above the weights are kept here."""
    lines = [
        "topic: default",
        "about: Weights of the linear model that decides what an article is about (analysis/topic.py).",
        "source: tools/train_topic.py, on articles labelled by hand; see analysis/features.py",
        "thresholds:",
        "  health: 0.5",
        "  intervention: 0.5",
        "  needs_advice: 0.5",
        "weights:",
    ]
    for question, values in weights.items():
        lines.append(f"  {json.dumps(question)}:")
        lines += [f"    {json.dumps(name)}: {value}" for name, value in sorted(values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
