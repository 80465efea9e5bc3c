"""Train the topic model on a labelled corpus and write its weights into `rules/topic.yaml`.

usage: python -m tools.train_topic CORPUS_DIR... [--write]

Prints how well each question is answered on sources that were not trained on (folds by source).
The model is a logistic regression, one question at a time, whose penalty pulls each weight to
its prior in `topic_priors.yaml`; needs numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
import yaml

from benchmarks.labels import QUESTIONS, Label, read
from healthlint import rulepack, sources
from healthlint.analysis import Analyser, Analysis
from healthlint.analysis.features import features
from healthlint.analysis.subject import candidates
from healthlint.rulepack import RulePack
from healthlint.types import Kind, TopicModel

PENALTY = 0.02
FOLDS = 9
HERE = Path(__file__).resolve().parent


def load(corpora: Sequence[Path]) -> Data:
    """Return the labels and the features of every article in the corpora."""
    analyser = Analyser(rulepack.load().vocabulary)
    labels, rows = [], []
    for corpus in corpora:
        for label in read(corpus):
            labels.append(label)
            rows.append(_features(corpus / "articles" / label.file, analyser))
    names = sorted(
        {name for row in rows for name in row} | {name for prior in priors().values() for name in prior}
    )
    return Data(tuple(labels), names, matrix(rows, names))


def _features(article: Path, analyser: Analyser) -> dict[str, float]:
    form = sources.format_of(article.name)
    if form is None:
        raise ValueError(f"{article.name} is not a format that healthlint reads")
    document = sources.parse(sources.read(article.name, article.read_bytes(), form))
    analysis = Analysis(document, analyser)
    return dict(features(analysis, candidates(analysis)))


@cache
def priors() -> dict[str, dict[str, float]]:
    """Return the weights that an editor would write down unasked."""
    told: dict[str, dict[str, float]] = yaml.safe_load((HERE / "topic_priors.yaml").read_text("utf-8"))
    return told


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


def questions() -> dict[str, Callable[[Label], bool | None]]:
    """Return what is asked, each with how a label answers it (None: not judged)."""
    kinds = [kind for kind in Kind if kind is not Kind.NON_HEALTH]
    return {**QUESTIONS, **{f"kind:{kind}": partial(_is_kind, kind) for kind in kinds}}


def _is_kind(kind: Kind, label: Label) -> bool:
    return label.kind == kind


def source_weights(labels: Sequence[Label]) -> np.ndarray:
    """Weigh articles so that a source counts by the root of its size: its articles are alike."""
    sizes: dict[str, int] = {}
    for label in labels:
        sizes[label.source] = sizes.get(label.source, 0) + 1
    return np.array([sizes[label.source] ** -0.5 for label in labels])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = load(args.corpora)
    fold = folds(data)
    guesses: dict[str, np.ndarray] = {}
    for number in range(FOLDS):
        for question, w in data.trained(fold != number).items():
            guesses.setdefault(question, np.zeros(len(fold)))[fold == number] = (data.x @ w)[fold == number]
    for question, answer in questions().items():
        known, y = answered(data.labels, answer)
        said, truth = guesses[question][known] > 0, y[known] > 0
        f1 = 2 * (said & truth).sum() / max(said.sum() + truth.sum(), 1)
        print(f"{question:24} unseen sources: accuracy {np.mean(said == truth):.3f}  F1 {f1:.3f}")
    if args.write:
        write(HERE.parent / "rules" / "topic.yaml", data.weights(np.full(len(fold), True)))
    return 0


@dataclass(frozen=True)
class Data:
    """Hold the labels and features of articles: `x` has a row for each, a column for each of `names`."""

    labels: tuple[Label, ...]
    names: list[str]
    x: np.ndarray

    def trained(self, part: np.ndarray) -> dict[str, np.ndarray]:
        """Return the weights of each question, trained on a part of the articles."""
        weight, told = source_weights(self.labels), {}
        for question, answer in questions().items():
            known, y = answered(self.labels, answer)
            prior = np.array([priors()[question].get(name, 0.0) for name in self.names])
            used = known & part
            told[question] = fit(self.x[used], y[used], weight[used], prior=prior)
        return told

    def weights(self, part: np.ndarray) -> dict[str, dict[str, float]]:
        """Return the weights that `trained` gives by name, as `rules/topic.yaml` has them."""
        return {
            question: {
                name: round(float(v), 2) for name, v in zip(self.names, w, strict=True) if abs(v) >= 0.05
            }
            for question, w in self.trained(part).items()
        }


def answered(
    labels: Sequence[Label], answer: Callable[[Label], bool | None]
) -> tuple[np.ndarray, np.ndarray]:
    """Return which labels answer a question, and the answers as 0 and 1."""
    answers = [answer(label) for label in labels]
    return np.array([value is not None for value in answers]), np.array(
        [bool(value) for value in answers], float
    )


def folds(data: Data) -> np.ndarray:
    """Return the number of the fold that each article lies in; a source lies in one."""
    names = sorted({label.source for label in data.labels})
    return np.array([names.index(label.source) % FOLDS for label in data.labels])


def without(corpora: Sequence[Path]) -> Callable[[str], RulePack]:
    """Return what gives the rule pack with weights that were trained without a source's fold."""
    data, pack = load(corpora), rulepack.load()
    fold = folds(data)

    @cache
    def trained(number: int) -> RulePack:
        topic = TopicModel(data.weights(fold != number))
        return replace(pack, vocabulary=replace(pack.vocabulary, topic=topic))

    number_of = {label.source: int(number) for label, number in zip(data.labels, fold, strict=True)}
    return lambda source: trained(number_of[source])


def write(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """Write the topic file; the words above the weights are kept here."""
    lines = [
        "topic: default",
        "about: Weights of the linear model that decides what an article is about (analysis/topic.py).",
        "source: tools/train_topic.py, on articles labelled by hand; see analysis/features.py",
        "weights:",
    ]
    for question, values in weights.items():
        lines.append(f"  {json.dumps(question)}:")
        lines += [f"    {json.dumps(name)}: {value}" for name, value in sorted(values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
