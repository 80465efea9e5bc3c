"""Decide what an article is about and what a careful editor would ask of it.

A linear model over the features of `features.py`; its weights are data (`rules/topic.yaml`,
made by `tools/train_topic.py`), so the same article gets the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING

from healthlint.analysis.families import ILL
from healthlint.analysis.features import features
from healthlint.analysis.spelling import spelling
from healthlint.analysis.subject import Candidate, candidates, fullest
from healthlint.types import Kind, Likelihood, Topic

if TYPE_CHECKING:
    from healthlint.analysis import Analysis

_KIND_FAMILIES: Mapping[Kind, frozenset[str]] = {
    Kind.TREATMENT: frozenset({"procedure", "talking", "test"}),
    Kind.DRUG: frozenset({"drug"}),
    Kind.SUPPLEMENT: frozenset({"supplement"}),
    Kind.DEVICE_OR_PRODUCT: frozenset({"product", "skincare", "active", "device"}),
    Kind.DIET_OR_FITNESS: frozenset({"diet", "restrictive", "exercise", "strenuous"}),
    Kind.CONDITION: ILL,
    Kind.LIFESTYLE: frozenset({"lifestyle"}),
}
_TAKEN = frozenset().union(
    *(_KIND_FAMILIES[kind] for kind in (Kind.TREATMENT, Kind.DRUG, Kind.SUPPLEMENT, Kind.DEVICE_OR_PRODUCT)),
    _KIND_FAMILIES[Kind.DIET_OR_FITNESS],
)
_NAMES: Mapping[Kind, str] = {
    Kind.TREATMENT: "an article on a treatment",
    Kind.DRUG: "an article on a medicine",
    Kind.SUPPLEMENT: "an article on a supplement",
    Kind.DEVICE_OR_PRODUCT: "an article on a product",
    Kind.DIET_OR_FITNESS: "an article on diet or exercise",
    Kind.CONDITION: "an article on a condition",
    Kind.LIFESTYLE: "an article on everyday habits",
    Kind.NEWS: "health news",
    Kind.NON_HEALTH: "an article that is not about health",
}
LIKELY = 0.5
"""Probability from which a question is answered with yes."""
NEWS_MARKS = 3
NEWS_DENSITY = 0.38
"""From so many marks of news, this dense (`features.py`), an article is news."""
NAMED = 3
"""Sentences in which a thing that the title does not name must stand to be given as a reason."""
AMOUNTS = 2
"""Lines with amounts that make a list of ingredients one to cook with."""
CARD = 10
"""Headings up to which an article with a recipe in it is that recipe."""


def judge(analysis: Analysis) -> Topic:
    """Return the topic of an article, with the reasons an editor is shown."""
    found = candidates(analysis)
    values = features(analysis, found)
    scores = {name: score(values, weights) for name, weights in analysis.vocabulary.topic.weights.items()}
    recipe = _is_recipe(analysis)
    if recipe:
        scores["health"] = 0.0
    # What is not about health is nothing to take, and needs nobody, however it is worded.
    likely = Likelihood(
        *(
            round(min(scores["health"], scores[name]), 3)
            for name in ("health", "intervention", "needs_advice")
        )
    )
    health = likely.health >= LIKELY
    kind = _kind(analysis, values, scores=scores) if health else Kind.NON_HEALTH
    subject = _subject(found, kind)
    shown = spelling(analysis.document, analysis.concepts, subject.name) if subject else ""
    return Topic(
        health=health,
        kind=kind,
        subject=subject.name if subject and (subject.in_title or not subject.weak) else "",
        intervention=likely.intervention >= LIKELY,
        needs_advice=likely.needs_advice >= LIKELY,
        likelihood=likely,
        reasons=tuple(_reasons("a recipe" if recipe else _NAMES[kind], subject, shown=shown)),
    )


def _kind(analysis: Analysis, values: Mapping[str, float], *, scores: Mapping[str, float]) -> Kind:
    """Return the likeliest kind; news is told by how dense its marks stand, whatever it is about."""
    marks = sum(one.lexicon == "news" and one.group != "ambiguous" for one in analysis.concepts)
    if marks >= NEWS_MARKS and values.get("density:news", 0.0) >= NEWS_DENSITY:
        return Kind.NEWS
    kinds = [kind for kind in Kind if kind is not Kind.NON_HEALTH]
    return max(kinds, key=lambda one: scores.get(f"kind:{one}", 0.0))


def score(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the model's probability: the logistic function of the weighted sum."""
    total = sum(weights.get(name, 0.0) * value for name, value in sorted(values.items()))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _subject(found: Sequence[Candidate], kind: Kind) -> Candidate | None:
    families = _KIND_FAMILIES.get(kind, frozenset())
    fitting = [candidate for candidate in found if candidate.family in families]
    if not (fitting or found):
        return None
    chosen = (fitting or found)[0]
    if chosen.generic:
        taken = [one for one in found if one.family in _TAKEN and one.in_title and not one.everyday]
        chosen = next((one for one in (*fitting, *taken) if one.in_title and not one.generic), chosen)
    return fullest(chosen, found)


def _is_recipe(analysis: Analysis) -> bool:
    """Tell whether the article is a recipe: amounts under a heading, and steps under another."""
    document = analysis.document
    lists = [section for section in analysis.headed("recipe-list") if section.heading != document.title]
    steps = [section for section in analysis.headed("recipe-steps") if section.heading != document.title]
    if not lists or not steps or sum(1 for one in document.walk_sections() if one.title) > CARD:
        return False
    listed = {block for section in lists for block in section.all_blocks()}
    amounts = {sentence.span for sentence in analysis.said("amount") if sentence.block in listed}
    return len(amounts) >= AMOUNTS


def _reasons(treated: str, subject: Candidate | None, *, shown: str) -> Iterator[str]:
    yield f"treated as {treated}"
    if subject is not None and (subject.in_title or subject.mentions >= NAMED):
        places = [
            *(["the title"] if subject.in_title else []),
            *(["the opening"] if subject.in_opening and not subject.in_title else []),
            f"{subject.mentions} sentence{'s' if subject.mentions != 1 else ''}",
        ]
        yield f"'{shown}' in {' and '.join(places)}"
