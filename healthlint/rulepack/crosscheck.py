"""Check what a rule or pattern names against what there is: patterns, lexicons, options, fields."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from healthlint.rulepack.faults import Fault, meant, shown
from healthlint.rulepack.model import LinkRule, MeasureRule, Rule, SectionRule, StatementRule, ToolRule
from healthlint.types import Lexicon, Vocabulary

if TYPE_CHECKING:
    from healthlint.rulepack.vocabulary import PatternFile

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "section": ("subject", "lines"),
    "statement": ("subject", "lines"),
    "link": ("count", "links", "network", "line", "said_line", "footer", "words"),
    "reading-grade": ("grade", "limit"),
    "sentence-words": ("words", "limit", "near"),
    "unused-suppression": ("given", "where"),
    "unknown-suppression": ("given", "meant"),
    "broken-front-matter": ("problem",),
}
"""The fields that each check fills in its messages."""
_TOOL_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "unused-suppression": ("code", "every", "enable"),
    "unknown-suppression": ("default", "meant"),
    "broken-front-matter": ("default",),
}
_WORD = re.compile(r"(?<!\\x)\{([a-z][\w-]*)\}")


def rule_faults(rule: Rule, words: Vocabulary) -> Iterator[Fault]:
    """Yield what `rule` names that is not there."""
    for where, name in _patterns(rule):
        if name not in words.patterns:
            yield where, f"no lexicon holds the pattern {name!r}; {meant(name, tuple(words.patterns))}"
    if isinstance(rule, SectionRule) and rule.section.holding is not None:
        holding, known = rule.section.holding, tuple(lexicon.name for lexicon in words.lexicons)
        if holding not in known:
            yield ("section", "holding"), f"no lexicon is called {holding!r}; {meant(holding, known)}"
    if isinstance(rule, MeasureRule) and rule.measure.limit not in rule.options:
        hint = meant(rule.measure.limit, tuple(rule.options))
        yield ("measure", "limit"), f"the rule has no option {rule.measure.limit!r}; {hint}"
    yield from _defaults(rule)
    yield from _messages(rule)


def pattern_faults(file: PatternFile, lexicons: Sequence[Lexicon]) -> Iterator[Fault]:
    """Yield what the patterns of `file` name that is not there: tags and `{words}`."""
    tags = tuple(lexicon.name for lexicon in lexicons)
    tags += tuple(
        f"{lexicon.name}.{group}"
        for lexicon in lexicons
        for group in dict.fromkeys((*lexicon.groups, *lexicon.suffixes))
    )
    for name, entry in file.items.items():
        for tag in entry.tags:
            if tag not in tags:
                yield ("items", name, "tags"), f"no lexicon or group is called {tag!r}; {meant(tag, tags)}"
        for key, patterns in (("accept", entry.accept), ("reject", entry.reject)):
            for number, text in enumerate(patterns):
                yield from _words(text, file.words, ("items", name, key, number))
    known: list[str] = []
    for name, text in file.words.items():
        yield from _words(text, known, ("words", name))
        known.append(name)


def _words(text: str, known: Collection[str], where: tuple[str | int, ...]) -> Iterator[Fault]:
    for name in _WORD.findall(text):
        if name not in known:
            yield where, f"no word {name!r} stands before it under 'words'; {meant(name, tuple(known))}"


def _patterns(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each pattern that `rule` names, and where."""
    if isinstance(rule, SectionRule):
        section = rule.section
        lists: dict[str, tuple[str, ...]] = {
            "headings": section.headings,
            "weak_headings": section.weak_headings,
            "title": section.title,
            "mentions": (section.mentions,) if section.mentions else (),
            "promises": (section.promises,) if section.promises else (),
        }
        yield from ((("section", key), name) for key, names in lists.items() for name in names)
    elif isinstance(rule, StatementRule):
        statement = rule.statement
        for key in ("required", "headings", "weak"):
            yield from ((("statement", key), name) for name in getattr(statement, key))
        for number, occasion in enumerate(statement.when):
            for key in ("said", "under", "titled", "front_matter", "links"):
                where = ("statement", "when", number, key)
                yield from ((where, name) for name in getattr(occasion, key))


def _defaults(rule: Rule) -> Iterator[Fault]:
    for name, option in rule.options.items():
        if isinstance(option.default, int | float):
            least = option.default if option.minimum is None else option.minimum
            most = option.default if option.maximum is None else option.maximum
            if not least <= option.default <= most:
                fault = f"default {option.default:g} is not between minimum and maximum"
                yield ("options", name, "default"), fault


def _messages(rule: Rule) -> Iterator[Fault]:
    for variant in _variants(rule):
        if variant not in rule.message:
            yield ("message",), f"message {variant!r} is missing"
    fields = _FIELDS[_judged(rule)]
    for variant, text in rule.message.items():
        where = ("message", variant)
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError as error:
            yield where, f"message {variant!r}: {error}; write {{{{ and }}}} for braces"
            continue
        for _, field, form, conversion in parts:
            if field is not None and field not in fields:
                yield where, f"message {variant!r} has no field {shown(field)}; {meant(field, fields)}"
            elif form or conversion:
                yield where, f"message {variant!r}: write {{{field}}} alone, without a format"


def _judged(rule: Rule) -> str:
    """Return what judges `rule`: its kind, or what it measures or finds."""
    if isinstance(rule, MeasureRule):
        return rule.measure.of
    return rule.tool.finds if isinstance(rule, ToolRule) else rule.kind


def _variants(rule: Rule) -> Iterator[str]:
    """Yield the messages that a rule's check may ask for."""
    if isinstance(rule, SectionRule):
        yield "missing"
        if rule.section.mentions:
            yield "mentioned"
    elif isinstance(rule, StatementRule):
        yield "missing"
        if rule.statement.weak:
            yield "weak"
        if rule.statement.opening is not None:
            yield "late"
    elif isinstance(rule, LinkRule | MeasureRule):
        yield "default"
        if isinstance(rule, MeasureRule) and rule.measure.of == "sentence-words":
            yield "near"
    elif isinstance(rule, ToolRule):
        yield from _TOOL_VARIANTS[rule.tool.finds]
