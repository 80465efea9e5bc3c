"""What analysis needs of a rule pack, compiled by the engine into plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SiteKey = Literal["disclosure", "platform", "disclaimer", "author", "date", "rel"]
"""What the template of a site can show on every page, so that its articles need not."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold the phrases of one concept family, by group (`professional`: `general`, `pharmacy`...).

    A phrase with two or more capitals in a row (`GP`, `ENT doctor`) matches only in that case;
    every other matches in any. Phrases stand in all the forms that are to match. `suffixes`
    name single words of six letters and more by their ending, but for those in `not_suffix`.
    What stands in `not_phrase` holds a phrase and means something else ("drug store"): no concept.
    """

    name: str
    groups: Mapping[str, tuple[str, ...]]
    suffixes: Mapping[str, tuple[str, ...]]
    not_suffix: frozenset[str] = frozenset()
    not_phrase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold one thing that a sentence or heading can say, as RE2 patterns over folded text.

    In folded text letters are lower-case and without accents and quotes are straight; every
    concept of a lexicon in `tags` is written `<lexicon>`, and of a single group, where the tag
    is `lexicon.group`, `<lexicon.group>`. The pattern holds where one of `accept` is found and
    none of `reject`.
    """

    name: str
    tags: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AffiliateSignal:
    """Hold one sign in a URL or `rel` that a link can pay the publisher.

    `hosts` are host names (any sub-domain counts; `amazon.*` is any national domain); `host_pattern`,
    `param` and `path` are RE2 patterns; all that are given must hold. A `low` risk of error
    counts alone, `medium` needs a second sign, `high` counts only on a page that says that it earns
    from its links.
    """

    network: str
    risk: Literal["low", "medium", "high"]
    hosts: tuple[str, ...]
    host_pattern: str
    param: str
    path: str
    rel: str


@dataclass(frozen=True, slots=True)
class LinkCatalogue:
    never_hosts: frozenset[str]
    shorteners: frozenset[str]
    anchor_words: tuple[str, ...]
    redirect_parameters: frozenset[str]
    signals: tuple[AffiliateSignal, ...]


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Hold the weights of `rules/topic.yaml`, for each question by feature (see `analysis/topic.py`)."""

    weights: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    lexicons: tuple[Lexicon, ...]
    patterns: Mapping[str, Pattern]
    topic: TopicModel
    links: LinkCatalogue
