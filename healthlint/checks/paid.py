"""Judge what rules of the kind `link` ask of paid links beside their disclosure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthlint.analysis import Analysis
from healthlint.analysis.affiliate import PaidLink, opening_tag
from healthlint.analysis.components import component_texts, notices
from healthlint.analysis.disclosure import State
from healthlint.checks import disclosing, paidlinks, places, rel
from healthlint.rulepack.model import LinkRule, StatementForLinks
from healthlint.types import Document, Finding, Fix, Judgement, Outcome, Place, Sentence, Verdict

QUOTED = 120
"""Characters of a sentence that a message repeats at most."""

_ANCHOR = re.compile(r"<a\s", re.IGNORECASE)
# A value filled in when the page is built, or attributes handed on as a whole.
_FILLED_IN = re.compile(r"""\brel\s*=\s*["']?\s*[{<]|\{\s*\.\.\.""", re.IGNORECASE)


def check_statement(rule: LinkRule, asked: StatementForLinks, analysis: Analysis) -> Judgement:
    """Judge whether the page says what the network of its paid links asks for."""
    document, source = analysis.document, analysis.document.source
    links = [one for one in analysis.paid if one.sure and one.network == asked.network]
    if not links:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, f"no paid links of {asked.network}"), ()
    said = _said(analysis, asked.says)
    if said is not None:
        return Verdict(rule.code, Outcome.PASS, f"said in {places.line(source, said.span.start)}", said), ()
    shown = next(notices(document), None)
    if shown is not None:
        where = places.place(source, shown.span, quote=shown.text)
        return paidlinks.unseen(rule, source, where), ()
    first = places.at_link(source, links[0].link)
    message = rule.message["default"].format(
        network=asked.network,
        links=paidlinks.counted(len(links)),
        first=paidlinks.first(len(links)),
        line=places.line(source, first.span.start),
    )
    finding = places.finding(
        rule,
        scope="document",
        place=first,
        message=message,
        evidence=paidlinks.evidence(source, links[0]),
        related=paidlinks.others(links, source),
        fix=disclosing.with_sentence(rule.fix, analysis, asked.network) if rule.fix is not None else None,
    )
    return Verdict(rule.code, Outcome.FAIL, message, first), (finding,)


def _said(analysis: Analysis, pattern: str) -> Place | None:
    """Return the block or the text of a component that says `pattern`, which can take two sentences."""
    source = analysis.document.source
    for block in analysis.document.blocks:
        if analysis.text_says(block.text, pattern):
            return places.at_block(analysis.document, block)
    shown = (one for one in component_texts(analysis.document) if analysis.text_says(one.text, pattern))
    return next((places.place(source, one.span, quote=one.text) for one in shown), None)


def check_denial(rule: LinkRule, pattern: str, analysis: Analysis) -> Judgement:
    """Judge whether a page that denies paid links has none."""
    denials = analysis.said(pattern)
    if not denials:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "nothing in it denies that its links pay"), ()
    document, source = analysis.document, analysis.document.source
    where = places.at_sentence(document, denials[0])
    denied = places.line(source, where.span.start)
    links = [one for one in analysis.paid if one.sure]
    if not links:
        return Verdict(rule.code, Outcome.PASS, f"as {denied} says, no link pays", where), ()
    told = analysis.disclosure
    if told.state in (State.CLEAR, State.LATE) and told.said is not None:
        line = places.line(source, told.said.span.start)
        reason = f"{denied} denies paid links, {line} discloses them: which is right?"
        return Verdict(rule.code, Outcome.UNSURE, reason, where), ()
    finding = _denied(rule, document, denials, links)
    return Verdict(rule.code, Outcome.FAIL, finding.message, where), (finding,)


def _denied(
    rule: LinkRule, document: Document, denials: Sequence[Sentence], links: Sequence[PaidLink]
) -> Finding:
    source = document.source
    first = places.at_link(source, links[0].link, note="this link pays")
    again = [places.at_sentence(document, one, note="denied again here") for one in denials[1:2]]
    return places.finding(
        rule,
        scope="span",
        place=places.at_sentence(document, denials[0]),
        message=rule.message["default"].format(
            words=places.cut(denials[0].text, QUOTED),
            line=places.line(source, first.span.start),
            links=paidlinks.counted(len(links)),
            first=paidlinks.first(len(links)),
            network=links[0].network,
        ),
        evidence=paidlinks.evidence(source, links[0]),
        related=(first, *paidlinks.others(links, source), *again),
    )


def check_rel(rule: LinkRule, wanted: Sequence[str], analysis: Analysis) -> Judgement:
    """Judge whether each paid link that is written in HTML has one of the `wanted` values of `rel`."""
    document = analysis.document
    tags = ((one, opening_tag(document, one.link)) for one in analysis.paid)
    written = [(one, tag) for one, tag in tags if _ANCHOR.match(tag)]
    if not written:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "no paid links in HTML"), ()
    findings = tuple(
        _unmarked(rule, document, one, value=wanted[0])
        for one, tag in written
        if not set(wanted).intersection(one.link.rel.lower().split()) and not _FILLED_IN.search(tag)
    )
    if not findings:
        return Verdict(rule.code, Outcome.PASS, "every paid link in HTML is marked"), ()
    lines = places.lines(document.source, [finding.place for finding in findings])
    reason = f"{paidlinks.counted(len(findings))} without {' or '.join(wanted)} in rel ({lines})"
    return Verdict(rule.code, Outcome.FAIL, reason, findings[0].place), findings


def _unmarked(rule: LinkRule, document: Document, one: PaidLink, *, value: str) -> Finding:
    found = one.link.rel.strip()
    message = rule.message["other" if found else "default"].format(
        network=one.network, found=places.cut(found, 40)
    )
    edit = rel.marked(document.source, one.link, value) if rule.fix is not None else None
    return places.finding(
        rule,
        scope="span",
        place=places.at_link(document.source, one.link),
        message=message,
        evidence=f"taken for a paid link: {one.sign}",
        fix=Fix(f'Add rel="{value}"', (edit,), rule.fix.safety) if rule.fix and edit else None,
    )
