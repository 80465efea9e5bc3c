"""Tell what an article was taken for, and what each rule decided on it and why."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.reports.terminal import Style, line, visible, wrap
from healthlint.types import FileReport, Format, Measures, Outcome, Severity, Topic, Verdict

_LONGEST_QUOTE = 160
_WITHHELD = {"baseline": "in baseline", "old": "old", "lower": "not shown"}


def render(report: FileReport, style: Style, *, width: int) -> str:
    """Return the paragraph that `--verbose` adds for one file."""
    lines = [style.bold(visible(report.path))]
    if report.topic is not None:
        lines.append(_labelled("topic", _topic(report.topic), width=width))
        lines += [_item(line(reason), width=width) for reason in report.topic.reasons]
    if report.measures is not None:
        lines.append(_labelled("reading", _reading(report.measures), width=width))
        if report.measures.sections:
            sections = ", ".join(f"{title}: {grade:.1f}" for title, grade in report.measures.sections)
            lines.append(_item(f"by section: {sections}", width=width))
    if report.verdicts:
        lines.append("  rules:")
    for verdict in report.verdicts:
        lines += _verdict(verdict, style, width=width, form=report.format)
    return "\n".join(lines) + "\n"


def _labelled(label: str, text: str, *, width: int) -> str:
    return wrap(text, width=width, first=f"  {label}: ", rest=" " * 6)


def _item(text: str, *, width: int) -> str:
    return wrap(text, width=width, first="    - ", rest=" " * 6)


def _topic(topic: Topic) -> str:
    kind = topic.kind.value.replace("_", " ")
    parts = [f"{kind}, about {topic.subject!r}" if topic.subject else kind]
    if topic.health:
        harm = "can" if topic.intervention else "cannot"
        parts.append(
            f"what it describes {harm} plausibly harm a reader who does it"
            f" (likelihood {topic.likelihood.intervention:.2f})"
        )
        advice = "calls for professional advice" if topic.needs_advice else "needs no advice"
        parts.append(f"{advice} ({topic.likelihood.needs_advice:.2f})")
    else:
        parts.append(f"not a health article (likelihood of health {topic.likelihood.health:.2f})")
    return "; ".join(parts)


def _reading(measures: Measures) -> str:
    reading = measures.reading
    if reading.grade is None:
        return f"{measures.words} words, too short to grade"
    parts = {
        "Flesch-Kincaid": reading.flesch_kincaid,
        "Fog": reading.fog,
        "Coleman-Liau": reading.coleman_liau,
        "ARI": reading.ari,
    }
    formulas = ", ".join(f"{name} {grade:.1f}" for name, grade in parts.items() if grade is not None)
    said = f"grade {reading.grade:.1f}, the median of {formulas}"
    if reading.smog is not None:
        said += f"; SMOG {reading.smog:.1f}"
    if measures.grade_without_terms is not None:
        said += f"; {measures.grade_without_terms:.1f} without the article's own medical terms"
    return f"{said}; {reading.words} words in {reading.sentences} sentences"


def _verdict(verdict: Verdict, style: Style, *, width: int, form: Format | None) -> Iterator[str]:
    outcome = "suppressed" if verdict.suppressed else _WITHHELD.get(verdict.withheld, verdict.outcome.value)
    failed = verdict.outcome is Outcome.FAIL and not verdict.suppressed and not verdict.withheld
    padded = f"{outcome:14}"
    if failed:
        painted = style.severity(padded, Severity.ERROR)
    else:
        painted = style.good(padded) if verdict.outcome is Outcome.PASS else style.dim(padded)
    head = f"    {padded} {verdict.code} {verdict.name}".rstrip()
    reason = "see above" if failed else verdict.reason
    if verdict.suppressed_because:
        reason = f"{reason} (suppressed: {verdict.suppressed_because})"
    text = wrap(reason, width=width, first=f"{head}: ", rest=" " * 19)
    yield text.replace(padded, painted, 1)
    if verdict.where is not None and verdict.outcome is not Outcome.FAIL:
        place = verdict.where
        start = place.start
        where = f"paragraph {start.line}" if form is Format.DOCX else f"{start.line}:{start.column}"
        quote = line(place.quote)
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[: _LONGEST_QUOTE - 1] + "…"
        said = ": ".join(part for part in (where, place.note, f'"{quote}"') if part)
        yield wrap(said, width=width, first=" " * 19 + "at ", rest=" " * 19)
