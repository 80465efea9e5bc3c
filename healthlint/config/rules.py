"""Read what a table of a config says of rules: which run, how bad they are, with which options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from healthlint.config.keys import SITE, TOPIC, home
from healthlint.config.model import Config
from healthlint.config.options import faults
from healthlint.config.select import PRESETS, PROFILES, Catalogue, shown
from healthlint.config.values import Given
from healthlint.types import Severity

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule

SHOWN_BY = ("template", "article")
"""What the keys of `[site]` can be: what shows a thing to readers."""


def chosen(given: Given) -> Config:
    """Return the layer of what a table chooses of the rules, and sets for them."""
    if "preset" in given.content and "select" in given.content:
        given.report(("select",), "give preset or select, not both; extend-select adds rules to a preset")
    preset: Any = given.choice("preset", PRESETS)
    site = _site(given.inner("site", "a table: [site]"))
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, object]] = {}
    places = given.places()
    for rule, name, key in _of_site(site, given.catalogue):
        options.setdefault(rule.code, {})[name] = site[key] == "template"
        places["rules", rule.code, name] = given.line(("site", key))
    for rule, table in _tables(given.inner("rules", "tables, like [rules.HL401]")):
        places |= {("rules", rule.code, key): table.line((key,)) for key in table.content}
        severity = table.choice("severity", tuple(Severity), of=f" of {rule.code}")
        if severity is not None:
            severities[rule.code] = Severity(severity)
        rest = {key: value for key, value in table.content.items() if key != "severity"}
        misplaced = {key: told for key in rest if (told := _misplaced(key, rule, table.catalogue))}
        for key, told in misplaced.items():
            table.report((key,), f"{rule.code} has no option {shown(key)}; {told}")
        for fault in faults(rule, {key: value for key, value in rest.items() if key not in misplaced}):
            table.report(*fault)
        if rest:
            options[rule.code] = {**options.get(rule.code, {}), **rest}
    likelihoods = _topic(given.inner("topic", "a table: [topic]"))
    return Config(
        profile=given.choice("profile", PROFILES),
        preset=preset,
        select=given.selectors("select"),
        extend_select=given.selectors("extend-select") or (),
        ignore=given.selectors("ignore") or (),
        severities=severities,
        options=options,
        site=site,
        places=places,
        judge_from=likelihoods.get("judge-from"),
        certain_from=likelihoods.get("certain-from"),
    )


def _tables(given: Given | None) -> Iterator[tuple[Rule, Given]]:
    """Yield each rule that has a table under `[rules]`, with the table."""
    seen: set[str] = set()
    if given is None:
        return
    for name in given.content:
        rule = given.catalogue.rule(name)
        if rule is None:
            if given.catalogue.whole:
                given.report((name,), given.catalogue.not_one(name))
        elif rule.code in seen:
            given.report((name,), f"{rule.code} is set twice, by its code and by its name")
        else:
            seen.add(rule.code)
            table = given.inner(name, f"a table: [rules.{rule.code}]")
            if table is not None:
                yield rule, table


def _misplaced(key: str, rule: Rule, catalogue: Catalogue) -> str | None:
    """Return where a key belongs that is no option of `rule`, None where it is one or is unknown."""
    return None if key in rule.options else home(key, f"rules.{rule.code}", catalogue)


def _site(given: Given | None) -> dict[str, str]:
    if given is None:
        return {}
    given.check_keys(SITE, table="site")
    found = {key: given.choice(key, SHOWN_BY, of=" of site") for key in SITE}
    return {key: value for key, value in found.items() if value is not None}


def _of_site(site: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[Rule, str, str]]:
    """Yield each option of a rule that `site` sets, with the key that does."""
    for rule in catalogue.rules.values() if site else ():
        for name, option in rule.options.items():
            if option.site is not None and option.site in site:
                yield rule, name, option.site


def _topic(given: Given | None) -> dict[str, float]:
    if given is None:
        return {}
    given.check_keys(TOPIC, table="topic")
    found = {}
    for key in TOPIC:
        value = given.content.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            found[key] = float(value)
        elif value is not None:
            given.report((key,), f"{key} of topic must be a number from 0 to 1, not {shown(value)}")
    return found
