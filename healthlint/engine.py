"""Join the stages: bytes to report, one file at a time."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from healthlint import usage
from healthlint.analysis import Analyser, Analysis
from healthlint.checks import LOWER, check
from healthlint.config import Catalogue, Settings
from healthlint.discover import Input, read_bytes
from healthlint.errors import HealthlintError, RuleError, SourceError
from healthlint.fingerprint import numbered
from healthlint.fix import fits
from healthlint.rulepack import RulePack
from healthlint.rulepack.wording import worded
from healthlint.sources import format_of, parse, read
from healthlint.suppress import Barrier, apply, mentions
from healthlint.types import Document, FileReport, Finding, Format, Judgement, Outcome, Source, Verdict

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule

SETTINGS = 32
"""Settings whose rules are kept: files of one folder share them."""
PACKS = 8
"""Packs whose analysers are kept: in a monorepo folders can have rules of their own."""


def lint(
    inputs: Iterable[Input], settings_for: Callable[[str], Settings], pack: RulePack
) -> Iterator[FileReport]:
    """Yield the report of each input as soon as it is linted, with `pack` or what its settings make of it.

    An input that cannot be read, or whose settings cannot, yields a report with `error` set.
    """
    for item in inputs:
        try:
            document = _document(item)
            settings = settings_for(item.path)
            own = settings.pack or pack
            report = _report(Analysis(document, _analyser(own)), settings, own)
        except HealthlintError as error:
            report = FileReport(item.path, item.format, None, None, (), (), error=error.message)
        except Exception as error:  # a fault of ours on one file must not lose the others' results
            if os.environ.get("HEALTHLINT_DEBUG"):
                raise
            reason = f"healthlint failed on this file ({type(error).__name__}: {error}); please report it"
            report = FileReport(item.path, item.format, None, None, (), (), error=reason)
        yield report


@lru_cache(maxsize=PACKS)
def _analyser(pack: RulePack) -> Analyser:
    """Return the analyser of a pack: it costs more to make than an article to lint."""
    return Analyser(pack.vocabulary)


def _document(item: Input) -> Document:
    if item.error is not None:
        raise SourceError(item.error)
    form = item.format or format_of(item.path)
    if form is None:
        raise SourceError("is not a format that healthlint reads; name one with --format")
    raw = read_bytes(item.path) if item.raw is None else item.raw
    return parse(read(item.path, raw, form))


@lru_cache(maxsize=PACKS)
def _catalogue(pack: RulePack) -> Catalogue:
    return Catalogue(pack.rules)


@lru_cache(maxsize=SETTINGS)
def _rules(settings: Settings, pack: RulePack) -> tuple[Rule, ...]:
    """Return the rules that run, in the words that the settings choose."""
    chosen = (rule for rule in pack.rules if rule.code in settings.selected)
    return tuple(worded(rule, settings.options.get(rule.code, {})) for rule in chosen)


def _report(analysis: Analysis, settings: Settings, pack: RulePack) -> FileReport:
    document, catalogue = analysis.document, _catalogue(pack)
    rules = _rules(settings, pack)
    every = mentions(document, catalogue)
    named = every if settings.inline_suppressions else ()
    faults: list[str] = []
    judged = (_judged(rule, analysis, settings, faults) for rule in rules if not rule.about_suppressions)
    verdicts, findings = _joined(judged, settings, catalogue)
    kept = apply(named, findings, verdicts)
    # Whether a suppression is of use shows only once all others have been judged.
    about = (
        usage.suppressions(rule, document, named, used=kept.used, verdicts=kept.verdicts, catalogue=catalogue)
        if settings.inline_suppressions
        else (usage.unheeded(rule), ())
        for rule in rules
        if rule.kind == "tool" and rule.about_suppressions
    )
    own_verdicts, own_findings = _joined(about, settings, catalogue)
    own = apply(named, own_findings, own_verdicts)
    # What the article suppresses no fix changes, even where a run reports it.
    barrier = Barrier(every, document)
    told = (_fixable(finding, document.source, barrier) for finding in (*kept.findings, *own.findings))
    return FileReport(
        document.source.path,
        document.source.format,
        analysis.topic,
        analysis.measures,
        tuple(sorted((*kept.verdicts, *own.verdicts), key=lambda verdict: verdict.code)),
        _placed(told, document),
        source=document.source,
        suppressed=len(findings) - len(kept.findings),
        faults=tuple(faults),
        headings=_headings(document),
        blocks=tuple(block.text for block in document.blocks),
    )


def _fixable(finding: Finding, source: Source, barrier: Barrier) -> Finding:
    """Return a finding without its fix where that cannot be made."""
    if finding.fix is None or (fits(source, finding.fix) and not barrier.bars(finding)):
        return finding
    return replace(finding, fix=None)


def _judged(rule: Rule, analysis: Analysis, settings: Settings, faults: list[str]) -> Judgement:
    if rule.kind == "tool":
        return usage.front_matter(rule, analysis.document)
    try:
        return check(
            rule,
            analysis,
            _options(rule, settings.options.get(rule.code, {})),
            thresholds=settings.thresholds,
        )
    except RuleError as error:  # code of a pack failed: that must not lose what the other rules found
        faults.append(error.message)
        return Verdict(rule.code, Outcome.UNSURE, error.message), ()


def _joined(
    judgements: Iterable[Judgement], settings: Settings, catalogue: Catalogue
) -> tuple[tuple[Verdict, ...], tuple[Finding, ...]]:
    """Gather verdicts with their rules' names, and findings with the severities that the user chose."""
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    for verdict, found in judgements:
        verdicts.append(replace(verdict, name=catalogue.rules[verdict.code].name))
        severity = settings.severities.get(verdict.code)
        if severity and verdict.outcome is Outcome.UNSURE:
            severity = LOWER[severity]
        findings += (replace(finding, severity=severity) if severity else finding for finding in found)
    return tuple(verdicts), tuple(findings)


def _placed(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """Return the findings in the order of their places, with what they are known again by."""
    blocks = sorted(document.blocks, key=lambda block: block.span)
    placed = []
    for finding in sorted(findings, key=lambda item: (item.place.span, item.code)):
        start = finding.place.span.start
        nearest = bisect_right(blocks, start, key=lambda block: block.span.start) - 1
        inside = nearest >= 0 and start < blocks[nearest].span.end
        placed.append(replace(finding, block=blocks[nearest].text) if inside else finding)
    return numbered(placed)


def _headings(document: Document) -> tuple[tuple[int, str], ...]:
    if document.source.format is not Format.DOCX:
        return ()
    sections = (section for section in document.walk_sections() if section.title)
    return tuple(sorted((section.span.start, section.title) for section in sections))


def _options(rule: Rule, chosen: Mapping[str, object]) -> Mapping[str, object]:
    return {**{name: option.default for name, option in rule.options.items()}, **chosen}
