"""Join the stages: bytes to report, one file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from healthlint.analysis import Analyser, Analysis
from healthlint.checks import check
from healthlint.config import Settings
from healthlint.discover import Input, read_bytes
from healthlint.errors import HealthlintError, SourceError
from healthlint.rulepack import RulePack
from healthlint.sources import format_of, parse, read
from healthlint.suppress import apply
from healthlint.types import Document, FileReport, Finding, Format, Verdict

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule


def lint(
    inputs: Iterable[Input], settings_for: Callable[[str], Settings], pack: RulePack
) -> Iterator[FileReport]:
    """Yield the report of each input as soon as it is linted.

    An input that cannot be read, or whose settings cannot, yields a report with `error` set.
    """
    for item in inputs:
        try:
            document = _document(item)
            settings = settings_for(item.path)
        except HealthlintError as error:
            yield FileReport(item.path, item.format, None, None, (), (), error=error.message)
            continue
        yield _report(Analysis(document, _analyser(pack)), settings, pack.rules)


@lru_cache(maxsize=2)
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


def _report(analysis: Analysis, settings: Settings, rules: Iterable[Rule]) -> FileReport:
    document = analysis.document
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    names: dict[str, str] = {}
    for rule in rules:
        if rule.code not in settings.selected:
            continue
        names[rule.code] = rule.name
        verdict, found = check(rule, analysis, _options(rule, settings.options.get(rule.code, {})))
        severity = settings.severities.get(rule.code, rule.severity)
        verdicts.append(verdict)
        findings += (replace(finding, severity=severity) for finding in found)
    left, decided = tuple(findings), tuple(verdicts)
    if settings.inline_suppressions:
        left, decided = apply(document, findings, verdicts, names)
    return FileReport(
        document.source.path,
        document.source.format,
        analysis.topic,
        analysis.measures,
        decided,
        tuple(sorted(left, key=lambda finding: (finding.place.span, finding.code))),
        source=document.source,
        headings=_headings(document),
    )


def _headings(document: Document) -> tuple[tuple[int, str], ...]:
    if document.source.format is not Format.DOCX:
        return ()
    sections = (section for section in document.walk_sections() if section.title)
    return tuple(sorted((section.span.start, section.title) for section in sections))


def _options(rule: Rule, chosen: Mapping[str, object]) -> Mapping[str, object]:
    return {**{name: option.default for name, option in rule.options.items()}, **chosen}
