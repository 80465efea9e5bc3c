"""Which rules run: codes, prefixes, names and presets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from healthlint.config.model import Config

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule

PRESETS = ("recommended", "strict", "all")
PROFILES = ("us", "uk", "none")
"""The profiles that ship, and the word for having none."""
ALL = "ALL"
SHORTEST_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """Say whether a rule runs, and by which key, selector or preset of which layer (None: the defaults)."""

    runs: bool
    key: str
    chosen: str
    layer: Config | None


class Catalogue:
    """Find rules by what users call them: a code, a prefix (`HL3`), a name, or `ALL`.

    Where it is not `whole` (a pack is broken), an unknown rule may be one of those that are missing.
    """

    def __init__(self, rules: Sequence[Rule], *, whole: bool = True) -> None:
        self.whole = whole
        self.rules = {rule.code: rule for rule in rules}
        self._codes = {rule.name: rule.code for rule in rules}

    def rule(self, selector: str) -> Rule | None:
        """Return the one rule with this code or name."""
        code = self._codes.get(selector.lower(), selector.upper())
        return self.rules.get(code)

    def codes(self, selector: str) -> frozenset[str]:
        """Return the codes that `selector` stands for; none where it is unknown."""
        rule = self.rule(selector)
        if rule is not None:
            return frozenset({rule.code})
        prefix = selector.upper()
        if prefix == ALL:
            return frozenset(self.rules)
        if len(prefix) < SHORTEST_PREFIX:
            return frozenset()
        return frozenset(code for code in self.rules if code.startswith(prefix))

    def unknown(self, selector: str) -> str:
        """Return a sentence on an unknown selector that says what may have been meant."""
        meant = self.meant(selector)
        hint = f"did you mean {meant!r}?" if meant else "'healthlint rules' lists them all"
        return f"unknown rule {shown(selector)}; {hint}"

    def meant(self, selector: str) -> str | None:
        """Return the code or name that an unknown selector may be a slip of."""
        known = {*self.rules, *self._codes, ALL}
        return closest(selector.upper(), known) or closest(selector.lower(), known)

    def not_one(self, selector: str) -> str:
        """Return a sentence on a selector that stands for no rule, or for several where one is due."""
        codes = sorted(self.codes(selector))
        if not codes:
            return self.unknown(selector)
        choice = f"{', '.join(codes[:-1])} or {codes[-1]}" if codes[1:] else codes[0]
        return f"{shown(selector)} takes one rule, not a prefix: {choice}"

    def preset(self, name: str) -> frozenset[str]:
        """Return the codes in the preset `name`; each preset holds the one before it."""
        within = PRESETS[: PRESETS.index(name) + 1]
        return frozenset(code for code, rule in self.rules.items() if rule.preset in within)

    def selected(self, layers: Iterable[Config]) -> frozenset[str]:
        """Return the codes that run after all `layers`, weakest first."""
        return frozenset(code for code, decision in self.decided(layers).items() if decision.runs)

    def decided(self, layers: Iterable[Config]) -> dict[str, Decision]:
        """Return for each code what decides whether it runs after all `layers`, weakest first.

        A layer with `select` or `preset` starts anew, the others change what they find.
        Within a layer the more specific selector wins, and `ignore` wins a tie.
        """
        found = self._anew("recommended", None)
        for layer in layers:
            if layer.select is not None:
                found = {code: Decision(False, "select", "", layer) for code in self.rules}
            elif layer.preset is not None:
                found = self._anew(layer.preset, layer)
            for key, selector in self._by_specificity(layer):
                decision = Decision(key != "ignore", key, selector, layer)
                found |= dict.fromkeys(self.codes(selector), decision)
        return found

    def _anew(self, preset: str, layer: Config | None) -> dict[str, Decision]:
        codes = self.preset(preset)
        return {code: Decision(code in codes, "preset", preset, layer) for code in self.rules}

    def _by_specificity(self, layer: Config) -> list[tuple[str, str]]:
        picks = [("select", selector) for selector in layer.select or ()]
        picks += [("extend-select", selector) for selector in layer.extend_select]
        picks += [("ignore", selector) for selector in layer.ignore]
        return sorted(picks, key=lambda pick: self._length(pick[1]))

    def _length(self, selector: str) -> int:
        rule = self.rule(selector)
        if rule is not None:
            return len(rule.code)
        return 0 if selector.upper() == ALL else len(selector)


def closest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known word that `word` may be a slip of; `cutoff` is how alike they are, up to 1."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:80], sorted(known), n=1, cutoff=cutoff)), None)


def shown(value: object) -> str:
    """Return `value` as an error message quotes it: on one line, cut where long, true as in TOML."""
    text = f"[{', '.join(map(_written, value))}]" if isinstance(value, list) else _written(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _written(value: object) -> str:
    try:
        return str(value).lower() if isinstance(value, bool) else repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists
        return "a value too large to write out"
