"""Judge rules of the kind `link`: paid links must be disclosed, plainly and in time.

What else a rule of this kind can ask of paid links is judged in `paid.py`.
"""

from __future__ import annotations

from healthlint.analysis import Analysis
from healthlint.analysis.disclosure import Disclosure, Mark, State, Stead
from healthlint.checks import disclosing, paid, paidlinks, places
from healthlint.rulepack.model import LinkRule
from healthlint.types import Document, Finding, Outcome, Place, Source, Verdict

QUOTED = 80
"""Characters of a wording that a message repeats at most."""

_FIRST_NOTES = {
    Stead.LINK: "the first paid link",
    Stead.SHOPPING: "here the page first speaks of buying",
    Stead.INTRODUCTION: "here the introduction ends",
}


def check(rule: LinkRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on what the article does about its paid links, and the findings if it fails."""
    link = rule.link
    if link.statement is not None:
        return paid.check_statement(rule, link.statement, analysis)
    if link.denial is not None:
        return paid.check_denial(rule, link.denial, analysis)
    if link.rel:
        return paid.check_rel(rule, link.rel, analysis)
    return _check_disclosure(rule, analysis)


def _check_disclosure(rule: LinkRule, analysis: Analysis) -> tuple[Verdict, tuple[Finding, ...]]:
    found = analysis.disclosure
    source = analysis.document.source
    if found.first is None or found.stead is None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "no paid links"), ()
    if found.state is State.UNSEEN:
        where = _place(source, found.told or found.first)
        return paidlinks.unseen(rule, source, where), ()
    if found.state.value != rule.link.disclosure:
        return _silent(rule, found, source), ()
    finding = _finding(rule, found, analysis.document, first=found.first, stead=found.stead)
    return Verdict(rule.code, Outcome.FAIL, finding.message, finding.place), (finding,)


def _silent(rule: LinkRule, found: Disclosure, source: Source) -> Verdict:
    if found.said is None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "paid links are not disclosed at all (HL301)")
    where = places.place(source, found.said.span, quote=found.said.text)
    place = places.line(source, where.span.start)
    if found.state is State.CLEAR:
        return Verdict(rule.code, Outcome.PASS, f"disclosed in {place}", where)
    told = "vaguely (HL302)" if found.state is State.VAGUE else "plainly but late (HL303)"
    return Verdict(rule.code, Outcome.PASS, f"disclosed in {place}, {told}", where)


def _finding(rule: LinkRule, found: Disclosure, document: Document, *, first: Mark, stead: Stead) -> Finding:
    source = document.source
    first_place = _place(source, first, note=_FIRST_NOTES[stead])
    said = None if found.said is None else Mark(found.said.span, found.said.text)
    related = paidlinks.others(found.links, source)
    if said is None:
        anchor = _place(source, first)
    else:
        anchor = _place(source, said)
        related.insert(0, first_place)
    return places.finding(
        rule,
        scope="document" if said is None else "span",
        place=anchor,
        message=_message(rule, found, source, first=first_place.span.start, said=said),
        evidence=_evidence(found, source),
        related=related,
        fix=disclosing.moved_up(rule.fix, document, found) if rule.fix is not None else None,
    )


def _message(rule: LinkRule, found: Disclosure, source: Source, *, first: int, said: Mark | None) -> str:
    count = len(found.links)
    told = rule.message.get(found.stead.value if found.stead is not None else "", rule.message["default"])
    return told.format(
        count=count,
        links=paidlinks.counted(count),
        first=paidlinks.first(count),
        network=found.links[0].network if found.links else "",
        line=places.line(source, first),
        said_line=places.line(source, said.span.start) if said else "",
        footer=", in the footer" if found.said is not None and found.said.footer else "",
        words=places.cut(said.text if said else found.told.text if found.told else "", QUOTED),
    )


def _evidence(found: Disclosure, source: Source) -> str:
    if found.links:
        return paidlinks.evidence(source, found.links[0])
    if found.told is not None:
        line = places.line(source, found.told.span.start)
        return f"{line} suggests that its links pay: '{places.cut(found.told.text, QUOTED)}'"
    return "the page suggests that its links pay"


def _place(source: Source, mark: Mark, *, note: str = "") -> Place:
    return places.place(source, mark.span, quote=mark.text, note=note)
