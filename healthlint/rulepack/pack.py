"""What a run judges by: rules, and the vocabulary that they judge with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from healthlint.types import Vocabulary

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule


@dataclass(frozen=True, eq=False)
class RulePack:
    """Hold the rules of a pack by code, and the vocabulary they judge with.

    `taken` names the file that holds each (what, name): code, name, lexicon or pattern.
    A pack equals only itself, so that what is made of it can be kept by it.
    """

    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    taken: Mapping[tuple[str, str], str] = field(default_factory=dict)
