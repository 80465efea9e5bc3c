"""The report for programs: JSON of schema 1 (see docs/json.md), one line for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from healthlint.fingerprint import fingerprints
from healthlint.reports import Run
from healthlint.reports.encoded import as_json, whole
from healthlint.types import (
    Edit,
    FileReport,
    Finding,
    Fix,
    Grade,
    Measures,
    Place,
    Position,
    Severity,
    Source,
    Topic,
    Verdict,
)

SCHEMA = 1
Json = dict[str, Any]


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """Yield the JSON text piece by piece: a head, each file, the errors and the summary.

    The text is pure ASCII, so that it survives any terminal or pipe.
    """
    tool = {"name": "healthlint", "version": run.version}
    errors: list[Json] = []
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    fixable: Counter[str] = Counter({"safe": 0, "unsafe": 0})
    files = suppressed = baselined = old = lower = unreadable = 0
    head = f'{{"schema": {SCHEMA}, "tool": {as_json(tool)}, "files": ['
    for report in reports:
        if report.error is not None:
            errors.append({"path": whole(report.path), "message": whole(report.error)})
            unreadable += 1
            yield ""
            continue
        yield head + ("\n" if files == 0 else ",\n") + as_json(file(report, run))
        head = ""
        files += 1
        suppressed += report.suppressed
        baselined += report.withheld.baseline
        old += report.withheld.old
        lower += report.withheld.lower
        errors += ({"path": whole(report.path), "message": whole(fault)} for fault in report.faults)
        counts.update(finding.severity.value for finding in report.findings)
        rules.update(finding.code for finding in report.findings)
        fixable.update(finding.fix.safety for finding in report.findings if finding.fix is not None)
    summary = {
        "files": files,
        "unreadable": unreadable,
        "findings": sum(counts.values()),
        **{severity.value: counts[severity.value] for severity in Severity},
        "suppressed": suppressed,
        "baseline": baselined,
        "old": old,
        "lower": lower,
        "fixable": dict(fixable),
        "rules": dict(sorted(rules.items())),
    }
    yield f'{head}\n], "errors": {as_json(errors)}, "summary": {as_json(summary)}}}\n'


def file(report: FileReport, run: Run) -> Json:
    """Return one entry of `files`."""
    return {
        "path": whole(report.path),
        "format": report.format,
        "topic": None if report.topic is None else _topic(report.topic),
        "measures": None if report.measures is None else _measures(report.measures),
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
        "findings": list(findings(report, run)),
    }


def findings(report: FileReport, run: Run) -> Iterator[Json]:
    """Yield the entries of `findings`."""
    known = fingerprints(report, path=run.located(report.path))
    for finding, fingerprint in zip(report.findings, known, strict=True):
        yield _finding(finding, report.source) | {"fingerprint": fingerprint}


def _topic(topic: Topic) -> Json:
    return {
        "health": topic.health,
        "kind": topic.kind,
        "subject": topic.subject,
        "intervention": topic.intervention,
        "needs_advice": topic.needs_advice,
        "likelihood": asdict(topic.likelihood),
        "reasons": list(topic.reasons),
    }


def _measures(measures: Measures) -> Json:
    return {
        "words": measures.words,
        "reading": _grade(measures.reading),
        "grade_without_terms": _rounded(measures.grade_without_terms),
        "sections": [{"title": title, "grade": _rounded(grade)} for title, grade in measures.sections],
        "hard_words": [{"word": word, "count": count} for word, count in measures.hard_words],
    }


def _grade(grade: Grade) -> Json:
    return {
        "words": grade.words,
        "sentences": grade.sentences,
        "grade": _rounded(grade.grade),
        "flesch_kincaid": _rounded(grade.flesch_kincaid),
        "fog": _rounded(grade.fog),
        "coleman_liau": _rounded(grade.coleman_liau),
        "ari": _rounded(grade.ari),
        "smog": _rounded(grade.smog),
        "reading_ease": _rounded(grade.reading_ease),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _verdict(verdict: Verdict) -> Json:
    return {
        "code": verdict.code,
        "name": verdict.name,
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "where": None if verdict.where is None else _place(verdict.where),
        "suppressed": verdict.suppressed,
        "suppressed_because": verdict.suppressed_because,
        "withheld": verdict.withheld,
    }


def _finding(finding: Finding, source: Source | None) -> Json:
    place = _place(finding.place)
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "scope": finding.scope,
        "start": place["start"],
        "end": place["end"],
        "quote": finding.place.quote,
        "evidence": finding.evidence,
        "confidence": round(finding.confidence, 3),
        "how_to_fix": finding.how_to_fix,
        "related": [_place(related) for related in finding.related],
        "fix": None if finding.fix is None or source is None else _fix(finding.fix, source),
    }


def _place(place: Place) -> Json:
    return {
        "start": _point(place.start, place.span.start),
        "end": _point(place.end, place.span.end),
        "quote": place.quote,
        "note": place.note,
    }


def _point(position: Position, offset: int) -> Json:
    return {"line": position.line, "column": position.column, "offset": offset}


def _fix(fix: Fix, source: Source) -> Json:
    return {
        "title": fix.title,
        "safety": fix.safety,
        "edits": [_edit(edit, source) for edit in fix.edits],
    }


def _edit(edit: Edit, source: Source) -> Json:
    start, end = edit.span
    return {
        "start": _point(source.position(start), start),
        "end": _point(source.position(end), end),
        "replacement": edit.replacement,
    }
