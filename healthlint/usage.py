"""Judge how an article uses healthlint itself: rules of the kind `tool`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from healthlint.checks import places
from healthlint.config import Catalogue
from healthlint.suppress import EVERY, Mention, idle_enables
from healthlint.types import Document, Finding, Judgement, Note, Outcome, Span, Verdict

if TYPE_CHECKING:
    from healthlint.rulepack.model import ToolRule

MOST_GUESSES = 50
"""Unknown names of an article for which the nearest known one is looked for: each costs a millisecond."""
LONGEST_NAME = 60
"""Characters of a name that a message quotes at most."""
_DECIDED = (Outcome.PASS, Outcome.FAIL)


def front_matter(rule: ToolRule, document: Document) -> Judgement:
    """Report what is wrong with the front matter."""
    found = tuple(_broken(rule, document, note) for note in document.notes)
    return _judged(rule, found, "nothing is wrong with the front matter")


def unheeded(rule: ToolRule) -> Verdict:
    """Return the verdict where no suppression is heeded, and so none is judged."""
    return Verdict(rule.code, Outcome.NOT_APPLICABLE, "what the article suppresses is not heeded in this run")


def suppressions(
    rule: ToolRule,
    document: Document,
    named: Sequence[Mention],
    *,
    used: AbstractSet[int],
    verdicts: Sequence[Verdict],
    catalogue: Catalogue,
) -> Judgement:
    """Report the suppressions that suppress nothing, or those that name no rule.

    `used` are the indices of the mentions that suppressed a finding, `verdicts` what the rules decided.
    """
    if not named:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "the article suppresses nothing"), ()
    if rule.tool.finds == "unknown-suppression":
        found = tuple(_unknown(rule, document, named, catalogue))
        return _judged(rule, found, "every suppression names a rule")
    # A rule that did not run, or asks nothing of this article, may still need it elsewhere or later.
    decided = {verdict.code for verdict in verdicts if verdict.outcome in _DECIDED}
    found = tuple(_unused(rule, document, named, used=used, decided=decided))
    return _judged(rule, found, "every suppression that could be judged suppresses something")


def _judged(rule: ToolRule, found: tuple[Finding, ...], otherwise: str) -> Judgement:
    if not found:
        return Verdict(rule.code, Outcome.PASS, otherwise), ()
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return Verdict(rule.code, Outcome.FAIL, found[0].message + more, found[0].place), found


def _broken(rule: ToolRule, document: Document, note: Note) -> Finding:
    message = rule.message["default"].format(problem=note.problem)
    return _finding(rule, document, note.span, message)


def _unknown(
    rule: ToolRule, document: Document, named: Sequence[Mention], catalogue: Catalogue
) -> Iterator[Finding]:
    guesses: dict[str, str | None] = {}
    for mention in named:
        if mention.rules or mention.given == EVERY:
            continue
        given = mention.given
        if given not in guesses and len(guesses) < MOST_GUESSES:
            guesses[given] = catalogue.meant(given)
        meant = guesses.get(given)
        message = rule.message["meant" if meant else "default"].format(given=_cut(given), meant=meant)
        yield _finding(rule, document, mention.span, message)


def _unused(
    rule: ToolRule,
    document: Document,
    named: Sequence[Mention],
    *,
    used: AbstractSet[int],
    decided: AbstractSet[str],
) -> Iterator[Finding]:
    idle = idle_enables(named)
    for number, mention in enumerate(named):
        every = mention.given == EVERY
        if mention.directive.kind == "enable":
            unused, variant = number in idle and bool(mention.rules), "enable"
        else:
            could = every or mention.given.upper() == "ALL" or mention.rules <= decided
            unused, variant = bool(mention.rules) and could and number not in used, "code"
        if unused:
            message = rule.message["every" if every and variant == "code" else variant]
            given = "every rule" if every else _cut(mention.given)
            yield _finding(rule, document, mention.span, message.format(given=given, where=_where(mention)))


def _where(mention: Mention) -> str:
    if mention.directive.kind == "next-line":
        return f"in line {mention.line}"
    return "in the article" if mention.directive.kind == "file" else "below it"


def _cut(given: str) -> str:
    return given if len(given) <= LONGEST_NAME else given[: LONGEST_NAME - 1] + "\u2026"


def _finding(rule: ToolRule, document: Document, span: Span, message: str) -> Finding:
    quote = " ".join(document.source.text[span.start : span.end].split())
    return places.finding(
        rule,
        scope="span",
        place=places.place(document.source, span, quote=quote),
        message=message,
        evidence="",
    )
