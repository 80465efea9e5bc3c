"""Check what a rule or pattern names against what there is: patterns, lexicons, options, fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from healthlint.rulepack import wording
from healthlint.rulepack.faults import Fault, meant
from healthlint.rulepack.fixes import fix_faults
from healthlint.rulepack.model import (
    AbbreviationRule,
    LinkRule,
    MeasureRule,
    MetadataRule,
    PhraseRule,
    PythonRule,
    Rule,
    SectionRule,
    StatementRule,
    ToolRule,
)
from healthlint.types import Lexicon, Vocabulary

if TYPE_CHECKING:
    from healthlint.rulepack.vocabulary import PatternFile

OWN = "HL"
"""What the codes of the rules that ship begin with."""
EVERY = "ALL"
"""What users call every rule."""
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "section": ("subject", "lines"),
    "statement": ("subject", "lines"),
    "forbidden": ("words", "count", "lines"),
    "thin": ("subject", "title", "words"),
    "disclosure": ("count", "links", "network", "first", "line", "said_line", "footer", "words"),
    "network-statement": ("network", "links", "first", "line"),
    "denial": ("words", "first", "line", "links", "network"),
    "rel": ("network", "found"),
    "reading-grade": ("grade", "limit", "level", "aim"),
    "sentence-words": ("words", "limit", "near"),
    "paragraph-words": ("words", "sentences", "limit", "near"),
    "words-without-heading": ("words", "limit"),
    "author": ("given",),
    "date": (),
    "stale": ("date", "months"),
    "sources": (),
    "abbreviation": ("short", "meaning", "line"),
    "phrase": ("found", "instead"),
    "unused-suppression": ("given", "where"),
    "unknown-suppression": ("given", "meant"),
    "broken-front-matter": ("problem",),
}
"""The fields that each check fills in its messages."""
_MEASURE_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "reading-grade": ("default",),
    "sentence-words": ("default", "near"),
    "paragraph-words": ("default", "near"),
    "words-without-heading": ("missing", "stretch"),
}
_METADATA_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "author": ("missing", "nobody"),
    "date": ("missing",),
    "stale": ("default", "due"),
    "sources": ("missing",),
}
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
    known = tuple(lexicon.name for lexicon in words.lexicons)
    for place, name in _lexicons(rule):
        if name not in known:
            yield place, f"no lexicon is called {name!r}; {meant(name, known)}"
    for place, option in _named_options(rule):
        if option not in rule.options:
            yield place, f"the rule has no option {option!r}; {meant(option, tuple(rule.options))}"
    yield from _options(rule)
    yield from _messages(rule)
    yield from fix_faults(rule)


def shipped_faults(rule: Rule) -> Iterator[Fault]:
    """Yield what a rule that ships lacks, and one of a house may lack."""
    for key in ("since", "authorities"):
        if not getattr(rule, key):
            yield (), f"key {key!r} is missing"
    for key in ("bad", "good"):
        if not getattr(rule.examples, key):
            yield ("examples",), f"key {key!r} is missing from examples"
    if rule.kind == "python":
        yield ("kind",), "a rule that ships is data; kind python is for packs that are installed"


def house_faults(rule: Rule) -> Iterator[Fault]:
    """Yield what only a rule that ships may be."""
    if rule.code.startswith((OWN, EVERY)):
        prefix = OWN if rule.code.startswith(OWN) else EVERY
        told = f"codes in {prefix} are healthlint's own; take letters of yours, like ACME101"
        yield ("code",), told
    if "-" not in rule.name:
        yield ("name",), f"name must be two words or more, like long-sentence, not {rule.name!r}"


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


def _lexicons(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each lexicon that `rule` names, and where."""
    if isinstance(rule, SectionRule):
        if rule.section.holding is not None:
            yield ("section", "holding"), rule.section.holding
        if rule.section.thin is not None:
            for number, name in enumerate(rule.section.thin.names):
                yield ("section", "thin", "names", number), name


def _patterns(rule: Rule) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each pattern that `rule` names, and where."""
    if rule.fix is not None:
        yield from ((("fix", "before"), name) for name in rule.fix.before)
        yield from ((("fix", "unless"), name) for name in rule.fix.unless)
    if isinstance(rule, SectionRule):
        section = rule.section
        lists: dict[str, tuple[str, ...]] = {
            "headings": section.headings,
            "weak_headings": section.weak_headings,
            "told_headings": (*section.told_headings, *chain.from_iterable(section.told_headings.values())),
            "unless": section.unless,
            "title": section.title,
            "mentions": (section.mentions,) if section.mentions else (),
            "promises": (section.promises,) if section.promises else (),
        }
        yield from ((("section", key), name) for key, names in lists.items() for name in names)
        if section.thin is not None:
            yield ("section", "thin", "reassures"), section.thin.reassures
            yield ("section", "thin", "warns"), section.thin.warns
    elif isinstance(rule, LinkRule):
        if rule.link.statement is not None:
            yield ("link", "statement", "says"), rule.link.statement.says
        if rule.link.denial is not None:
            yield ("link", "denial"), rule.link.denial
    elif isinstance(rule, MetadataRule):
        for key in ("headings", "links", "says"):
            yield from ((("metadata", key), name) for name in getattr(rule.metadata, key))
    elif isinstance(rule, PhraseRule):
        for key in ("patterns", "unless"):
            yield from ((("phrase", key), name) for name in getattr(rule.phrase, key))
    elif isinstance(rule, StatementRule):
        statement = rule.statement
        for key in ("required", "forbidden", "headings", "weak"):
            yield from ((("statement", key), name) for name in getattr(statement, key))
        for key in ("under", "before", "after", "section", "title") if statement.unless else ():
            yield from ((("statement", "unless", key), name) for name in getattr(statement.unless, key))
        for number, occasion in enumerate(statement.when):
            for key in ("said", "under", "titled", "front_matter", "links"):
                where = ("statement", "when", number, key)
                yield from ((where, name) for name in getattr(occasion, key))


def _named_options(rule: Rule) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each option that `rule` takes a limit from, and where."""
    if isinstance(rule, MeasureRule):
        yield ("measure", "limit"), rule.measure.limit
    elif isinstance(rule, MetadataRule) and rule.metadata.months:
        yield ("metadata", "months"), rule.metadata.months


def _options(rule: Rule) -> Iterator[Fault]:
    least_words = rule.options.get("min-words")
    if least_words is not None and least_words.type != "integer":
        yield ("options", "min-words", "type"), "min-words must be of type integer"
    for _, name in _named_options(rule):
        if name in rule.options and rule.options[name].type not in ("integer", "number"):
            yield ("options", name, "type"), f"{name} is a limit: its type must be integer or number"
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
    filled = rule.fields if isinstance(rule, PythonRule) else _FIELDS[_judged(rule)]
    words = wording.fields(rule)
    for name in words:
        if name in filled:
            yield ("options", name), f"a field of the message is called {name!r}; call the option otherwise"
        fault = wording.wanted(str(rule.options[name].default))
        if fault and any(f"{{{name}}}" in text for text in (rule.how_to_fix, *rule.message.values())):
            yield ("options", name, "default"), f"default of {name} must be {fault}"
    for variant, text in rule.message.items():
        for fault in wording.template_faults(text, (*filled, *words)):
            yield ("message", variant), f"message {variant!r}{fault}"
    for fault in wording.template_faults(rule.how_to_fix, words):
        yield ("how_to_fix",), f"how_to_fix{fault}"


def _judged(rule: Rule) -> str:
    """Return what judges `rule`: its kind, or what it asks, measures or finds."""
    if isinstance(rule, SectionRule):
        return "section" if rule.section.thin is None else "thin"
    if isinstance(rule, StatementRule):
        return "forbidden" if rule.statement.forbidden else "statement"
    if isinstance(rule, LinkRule):
        link = rule.link
        named = {"network-statement": link.statement, "denial": link.denial, "rel": link.rel}
        return next((name for name, value in named.items() if value), "disclosure")
    if isinstance(rule, MeasureRule):
        return rule.measure.of
    if isinstance(rule, MetadataRule):
        return "stale" if rule.metadata.months else rule.metadata.tells
    return rule.tool.finds if isinstance(rule, ToolRule) else rule.kind


def _variants(rule: Rule) -> Iterator[str]:
    """Yield the messages that a rule's check may ask for."""
    if isinstance(rule, SectionRule) and rule.section.thin is not None:
        yield from ("empty", "short", "reassuring")
    elif isinstance(rule, SectionRule):
        yield "missing"
        if rule.section.mentions:
            yield "mentioned"
        if rule.fix is not None:
            yield "stub"
    elif isinstance(rule, StatementRule) and rule.statement.forbidden:
        # Each pattern may have a message of its own; several sentences in one finding share one.
        if rule.statement.at_least or not set(rule.statement.forbidden) <= set(rule.message):
            yield "default"
    elif isinstance(rule, StatementRule):
        yield "missing"
        if rule.statement.weak:
            yield "weak"
        if rule.statement.opening is not None:
            yield "late"
        if rule.fix is not None:
            yield "stub"
    elif isinstance(rule, LinkRule):
        yield "default"
        if rule.link.rel:
            yield "other"
    elif isinstance(rule, MeasureRule):
        yield from _MEASURE_VARIANTS[rule.measure.of]
    elif isinstance(rule, MetadataRule):
        yield from _METADATA_VARIANTS[_judged(rule)]
    elif isinstance(rule, AbbreviationRule):
        yield from ("default", "unknown", "later")
    elif isinstance(rule, PhraseRule):
        if rule.phrase.report or rule.phrase.patterns:
            yield "default"
        if rule.phrase.replace or rule.phrase.suggest or rule.phrase.tell:
            yield "instead"
    elif isinstance(rule, PythonRule):
        yield "default"
    elif isinstance(rule, ToolRule):
        yield from _TOOL_VARIANTS[rule.tool.finds]
