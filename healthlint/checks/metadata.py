"""Judge rules of the kind `metadata`: a page tells who wrote it, when, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from healthlint.analysis import Analysis, provenance
from healthlint.analysis.provenance import Dated
from healthlint.checks import places
from healthlint.rulepack.model import MetadataRule
from healthlint.types import Finding, MetaValue, Outcome, Place, Verdict

_SOURCES = frozenset(("sources", "source", "references", "reference", "citations", "refs", "studies"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def check(
    rule: MetadataRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on what the page tells of itself, and the finding if it does not."""
    if rule.metadata.months:
        return _stale(rule, analysis, options)
    told = next(_told(rule, analysis), None)
    if told is not None:
        where, reason = told
        return Verdict(rule.code, Outcome.PASS, reason, where), ()
    variant, given = "missing", ""
    place = places.anchor(analysis)
    for nobody in provenance.authors(analysis.document) if rule.metadata.tells == "author" else ():
        variant, given = "nobody", nobody.value
        place = _at(analysis, nobody)
    return _failed(rule, place, rule.message[variant].format(given=given))


def _told(rule: MetadataRule, analysis: Analysis) -> Iterator[tuple[Place | None, str]]:
    """Yield each place where the page tells what the rule asks for, and a word on it."""
    document, source = analysis.document, analysis.document.source
    match rule.metadata.tells:
        case "author":
            for value in provenance.authors(document):
                if not provenance.is_nobody(value.value):
                    yield _at(analysis, value), f"written by {places.cut(value.value, 60)}"
        case "date":
            for date in provenance.dates(document):
                if date.value is None:
                    yield None, "the file's name holds a date"
                else:
                    yield _at(analysis, date.value), f"dated {_written(date)}"
        case "sources":
            for key, values in document.meta.items():
                if values and not _SOURCES.isdisjoint(key.split(".")):
                    yield _at(analysis, values[0]), "the front matter lists sources"
            for section in (one for name in rule.metadata.headings for one in analysis.headed(name)):
                if section.blocks or section.children:
                    yield places.at_section(document, section), f"section '{section.title}'"
            for link in document.links:
                if any(analysis.text_says(link.url, name) for name in rule.metadata.links):
                    yield places.at_link(source, link), f"a link in {places.line(source, link.span.start)}"
            for sentence in (one for name in rule.metadata.says for one in analysis.said(name)):
                where = places.at_sentence(document, sentence)
                yield where, f"a source is named in {places.line(source, where.span.start)}"


def _stale(
    rule: MetadataRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    dates = provenance.dates(analysis.document)
    last = max((date for date in dates if not date.due), default=None, key=_months)
    due = max((date for date in dates if date.due), default=None, key=_months)
    if last is None and due is None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "it tells no date"), ()
    most = int(str(options[rule.metadata.months]))
    today = _today(str(options.get("as-of", "")))
    if last is not None and today - _months(last) <= most:
        return Verdict(rule.code, Outcome.PASS, f"dated {_written(last)}"), ()
    if due is not None and _months(due) >= today:
        return Verdict(rule.code, Outcome.PASS, f"to be looked at again in {_written(due)}"), ()
    variant, date = ("default", last) if last is not None else ("due", due)
    if date is None:
        return Verdict(rule.code, Outcome.NOT_APPLICABLE, "it tells no date"), ()
    place = places.anchor(analysis) if date.value is None else _at(analysis, date.value)
    return _failed(rule, place, rule.message[variant].format(date=_written(date), months=most))


def _failed(rule: MetadataRule, place: Place, message: str) -> tuple[Verdict, tuple[Finding, ...]]:
    finding = places.finding(rule, scope="document", place=place, message=message, evidence="")
    return Verdict(rule.code, Outcome.FAIL, message, finding.place), (finding,)


def _at(analysis: Analysis, value: MetaValue) -> Place:
    """Return where a value stands; the properties of a Word file do not stand in its text."""
    source = analysis.document.source
    if not source.text[value.span.start : value.span.end].strip():
        return places.anchor(analysis)
    return places.place(source, value.span, quote=value.value)


def _months(date: Dated) -> int:
    return date.year * 12 + date.month - 1


def _today(as_of: str) -> int:
    """Return the months up to the day from which is counted: today, unless `as_of` is a date."""
    given = provenance.month_of(as_of)
    if given is not None:
        return given[0] * 12 + given[1] - 1
    now = datetime.now(UTC)
    return now.year * 12 + now.month - 1


def _written(date: Dated) -> str:
    return f"{_MONTHS[date.month - 1]} {date.year}"
