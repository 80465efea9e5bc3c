"""Name the patterns that analysis looks up by name: the shipped pack must hold them."""

from __future__ import annotations

from healthlint.analysis.features import HEADING_SIGNS, STYLES
from healthlint.analysis.statements import SENTENCE_PATTERNS

_OTHERS = (
    "amount",
    "asks-to-buy",
    "gives-own-code",
    "recipe-list",
    "recipe-steps",
    "speaks-of-buying",
    "speaks-of-pay",
    "unapproved",
)

PATTERNS = tuple(sorted({*HEADING_SIGNS, *STYLES, *(name for _, name in SENTENCE_PATTERNS), *_OTHERS}))
