"""Check that a rule can have the fix that its file names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from healthlint.rulepack.faults import Fault
from healthlint.rulepack.model import LinkRule, PhraseRule, Rule, SectionRule, StatementRule

_SAFE = "--fix"
_UNSAFE = "--fix --unsafe-fixes"
_TOLD: Mapping[str, str] = {
    "replace": "{option} writes the other words, with the capitals of those that it replaces and the right "
    "'a' or 'an'. Words in quotations, titles of links, names and addresses stay. In headings, to which "
    "links may lead by their words, it needs --unsafe-fixes as well.",
    "add-rel": '{option} adds rel="{value}" to the <a> tag; other values stay.',
    "insert-sentence": "{option} writes '{text}' after the disclosure, where one stands above the first paid "
    "link, else above the first paragraph.",
    "insert-section": "{option} puts the heading '{heading}' before the closing sections, with a TODO under "
    "it. The rule goes on failing until you have written the section and taken the TODO out.",
    "move-up": "{option} moves the disclosure above the first paragraph. Read it again there: it may speak "
    "of 'the links above'.",
}
_SUGGESTED = " What it only suggests, because it depends on the sentence, needs --unsafe-fixes as well."
_REL = re.compile(r"[a-z]+(?:-[a-z]+)*")


def fix_faults(rule: Rule) -> Iterator[Fault]:
    """Yield why findings of `rule` cannot carry its fix."""
    if rule.fix is None:
        return
    kind, possible = rule.fix.kind, possible_fix(rule)
    if kind != possible:
        instead = f"this one can have {possible!r}" if possible else "this one can have none"
        yield ("fix", "kind"), f"a rule of the kind {rule.kind} cannot have the fix {kind!r}; {instead}"
    elif isinstance(rule, LinkRule) and rule.link.rel and not _REL.fullmatch(rule.link.rel[0]):
        yield ("link", "rel"), f"the fix cannot write {rule.link.rel[0]!r}: take small letters and hyphens"


def fix_told(rule: Rule) -> str:
    """Say in a sentence or two what the fix of `rule` does and which option makes it, "" if it has none."""
    spec = rule.fix
    if spec is None:
        return ""
    if isinstance(rule, PhraseRule) and not rule.phrase.replace:
        option = _UNSAFE
    else:
        option = _SAFE if spec.safety == "safe" else _UNSAFE
    value = rule.link.rel[0] if isinstance(rule, LinkRule) and rule.link.rel else ""
    also = bool(isinstance(rule, PhraseRule) and rule.phrase.replace and rule.phrase.suggest)
    told = _TOLD[spec.kind].format(option=option, value=value, text=spec.text, heading=spec.heading)
    return told + (_SUGGESTED if also and option == _SAFE else "")


def possible_fix(rule: Rule) -> str:
    """Return the kind of fix that findings of `rule` can carry, "" where there is none."""
    if isinstance(rule, PhraseRule):
        return "replace" if rule.phrase.replace or rule.phrase.suggest else ""
    if isinstance(rule, StatementRule):
        return "insert-section"
    if isinstance(rule, SectionRule):
        return "insert-section" if rule.section.thin is None else ""
    if not isinstance(rule, LinkRule):
        return ""
    if rule.link.rel:
        return "add-rel"
    if rule.link.statement is not None:
        return "insert-sentence"
    return "move-up" if rule.link.disclosure == "late" else ""
