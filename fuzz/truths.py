"""What holds of every document, report and run, whatever was read."""

from __future__ import annotations

import html
import json
import re
import signal
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from types import FrameType
from typing import Any

from healthlint.fix import apply, fits
from healthlint.sources import line_ends, original_offsets
from healthlint.types import (
    Document,
    FileReport,
    Fix,
    Format,
    Mended,
    Outcome,
    Place,
    Severity,
    Source,
    Span,
)

SLOW = 10.0
"""Seconds of the processor that no input of a fuzz test may take; most take hundredths."""
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset({Format.MARKDOWN, Format.HTML})


class Fault(AssertionError):  # noqa: N818 - as pytest's own Failed
    """Say what does not hold that should."""


def expect(holds: object, what: str) -> None:
    """Raise Fault with `what` unless it `holds`."""
    if not holds:
        raise Fault(what)


@contextmanager
def in_time(seconds: float = SLOW) -> Iterator[None]:
    """Raise Fault where what is done within takes too much of the processor."""

    class Alarm(BaseException):  # no `except Exception` between here and there may take it
        pass

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Alarm

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except Alarm as alarm:
        raise Fault(f"took more than {seconds} s of the processor") from alarm
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def document(found: Document) -> None:
    """Check that what was parsed lies in the source and hangs together."""
    size = len(found.source.text)

    def lies_in(span: Span, what: str) -> None:
        expect(0 <= span.start <= span.end <= size, f"{what} lies outside of the source: {span}")

    expect("\r" not in found.source.text or found.source.format is Format.DOCX, "a carriage return is left")
    for block in found.blocks:
        lies_in(block.span, "a block")
        expect(block.text.strip(), "a block holds nothing")
        expect(0 <= block.lead <= len(block.text), "a lead is longer than its block")
        ends = [0, *(piece.end for piece in block.pieces)]
        starts = [*(piece.start for piece in block.pieces), len(block.text)]
        expect(starts == ends, "the pieces do not cover the block")
        for piece in block.pieces:
            lies_in(piece.span, "a piece")
        expect(all(a.span.end <= b.span.start for a, b in pairwise(block.pieces)), "pieces lie in disorder")
    for link in found.links:
        lies_in(link.span, "a link")
        expect(-1 <= link.block < len(found.blocks), "a link stands in no block there is")
    for section in found.walk_sections():
        lies_in(section.span, "a section")
        expect(
            all(0 <= index < len(found.blocks) for index in section.blocks), "a section holds no such block"
        )
    for directive in found.directives:
        lies_in(directive.span, "a directive")
        expect(len(directive.codes) == len(directive.places), "a code of a directive has no place")
        for code, place in zip(directive.codes, directive.places, strict=True):
            lies_in(place, "a directive's code")
            expect(
                found.source.text[place.start : place.end], f"the directive's code {code!r} stands nowhere"
            )
    for note in found.notes:
        lies_in(note.span, "a note")
        expect(visible_to_utf8(note.problem), "a note cannot be encoded")
    for key, values in found.meta.items():
        expect(visible_to_utf8(key), "a key of the meta data cannot be encoded")
        for value in values:
            lies_in(value.span, f"the meta value {key}")
            expect(visible_to_utf8(value.value), "meta data cannot be encoded")


def visible_to_utf8(text: str) -> bool:
    """Tell whether `text` can be written as UTF-8."""
    return text.encode("utf-8", "ignore").decode() == text


def report(found: FileReport) -> None:
    """Check that a file's report says where things are, and says it in order."""
    if found.error is not None:
        expect("healthlint failed" not in found.error, found.error)
        expect(found.error.strip() and not found.findings and not found.verdicts, "an error with findings")
        return
    expect(
        found.source is not None and found.topic is not None and found.measures is not None, "half a report"
    )
    source = found.source
    if source is None:
        return
    order = [(finding.place.span, finding.code) for finding in found.findings]
    expect(order == sorted(order), "findings stand in disorder")
    codes = [verdict.code for verdict in found.verdicts]
    expect(codes == sorted(set(codes)), "verdicts stand in disorder, or twice")
    # A toss-up is unsure, and told all the same.
    failed = {verdict.code for verdict in found.verdicts if verdict.outcome in {Outcome.FAIL, Outcome.UNSURE}}
    loud = {
        verdict.code
        for verdict in found.verdicts
        if verdict.outcome is Outcome.FAIL and not verdict.suppressed
    }
    told = {finding.code for finding in found.findings}
    # Where it is a toss-up whether a rule fits, its verdict is "unsure".
    unsure = {verdict.code for verdict in found.verdicts if verdict.outcome is Outcome.UNSURE}
    expect(told <= failed | unsure, f"findings of rules that did not fail: {told - failed - unsure}")
    expect(loud <= told, f"rules that failed without a finding: {loud - told}")
    for finding in found.findings:
        expect(finding.message.strip(), f"{finding.code} says nothing")
        _place(finding.place, source, finding.code)
        for related in finding.related:
            _place(related, source, f"{finding.code}, related")
        if finding.fix is not None:
            _fix(finding.fix, source, finding.code)
    for verdict in found.verdicts:
        expect(verdict.reason.strip(), f"the verdict {verdict.code} has no reason")
        if verdict.where is not None:
            _place(verdict.where, source, f"the verdict {verdict.code}")


def mended(found: Mended, again: Mended) -> None:
    """Check that fixing a file did no harm, and that there was nothing left for it to do `again`."""
    expect(not found.unsettled, f"the fixes of {found.unsettled} undo each other")
    expect(not again.changed, f"fixed again: {[finding.code for finding in again.fixed]}")
    before, after = (Counter(one.code for one in side.findings) for side in (found.before, found.report))
    more = {code: (before[code], after[code]) for code in after if after[code] > before[code]}
    expect(not more, f"fixing brought findings: {more}")
    old, new = found.before.source, found.report.source
    if old is None or new is None:
        expect(not found.changed, "what cannot be read was fixed")
        return
    expect(len(found.origins) == len(new.line_starts), "not every line has an origin")
    kept = [origin for origin in found.origins if origin >= 0]
    expect(kept == sorted(set(kept)), "lines changed their order unsaid")
    lines, written = old.text.split("\n"), new.text.split("\n")
    ends, now = ([*line_ends(side), ""] for side in (old, new))
    for number, origin in enumerate(found.origins):
        same = origin < 0 or written[number] == lines[origin]
        expect(same, f"a line was changed unsaid: {written[number]!r}")
        last = origin < 0 or "" in (ends[origin], now[number])
        expect(last or ends[origin] == now[number], "a line end was changed")
    lost = Counter("".join(lines).split()) - Counter("".join(written).split())
    expect(found.changed or not lost, "words were lost")


def _fix(made: Fix, source: Source, who: str) -> None:
    """Check that a fix can be made, and changes no byte but those of its edits."""
    expect(made.title.strip(), f"{who}: a fix without a title")
    expect(fits(source, made), f"{who}: a fix that cannot be made")
    offsets = original_offsets(source)
    raw = apply(source, made.edits)
    at = 0
    for number, edit in enumerate(made.edits):
        start = offsets[made.edits[number - 1].span.end] if number else 0
        before = source.raw[start : offsets[edit.span.start]]
        found = raw.find(before, at)
        expect(found == 0 if number == 0 else found >= at, f"{who}: what stands before an edit was changed")
        at = found + len(before)
    expect(raw.endswith(source.raw[offsets[made.edits[-1].span.end] :]), f"{who}: the rest was changed")


def _place(place: Place, source: Source, who: str) -> None:
    span = place.span
    expect(0 <= span.start <= span.end <= len(source.text), f"{who}: {span} lies outside of the source")
    for position, offset in ((place.start, span.start), (place.end, span.end)):
        line = source.text.count("\n", 0, offset) + 1
        column = offset - (source.text.rfind("\n", 0, offset) + 1) + 1
        expect(position == (line, column), f"{who}: {offset} is {(line, column)}, not {position}")
    # A cut may go through a reference.
    quote = place.quote[:-12] if place.quote.endswith("…") else place.quote
    there = source.text[span.start : span.end]
    expect(not quote.strip() or there.strip(), f"{who}: quotes {place.quote!r}, and nothing stands there")
    expect(not quote.strip() or there[:1] not in (" ", "\t", "\n"), f"{who}: {there!r} begins with a blank")
    # What is a reference depends on the format, so that both sides are read both ways.
    marked = source.format in _MARKS
    quotes, shown = (
        (text, html.unescape(html.unescape(text))) if marked else (text,) for text in (quote, there)
    )
    stands = any(_within(_letters(one), _letters(other)) for one in quotes for other in shown)
    expect(stands, f"{who}: {place.quote!r} does not stand in {there!r}")


def _within(quote: str, there: str) -> bool:
    """Tell whether nothing of `quote` is missing `there`, where mark-up may stand between its words."""
    rest = iter(there)
    return all(char in rest for char in quote)


def _letters(text: str) -> str:
    # What a reference to a control character stands for, parsers of HTML do not agree on.
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) != "Cc")


def text_report(text: str) -> None:
    """Check that a terminal can be shown `text`: nothing in it is obeyed."""
    for char in set(text) - {"\n"}:
        kind = unicodedata.category(char)
        expect(kind not in {"Cc", "Cs", "Zl", "Zp"} and char not in _REORDERING, f"the report holds {char!r}")


def xml_report(raw: bytes) -> None:
    """Check that an XML report can be read by any program."""
    ET.fromstring(raw)  # noqa: S314 - ours


def commands(text: str) -> None:
    """Check that what GitHub would obey in its report are annotations."""
    for line in re.split(r"\r\n|\r|\n", text):
        if line.lstrip().startswith("::"):
            expect(re.match(r"::(error|warning|notice) (file|title)=", line), f"a command: {line!r}")


def json_value(raw: bytes) -> Any:
    """Check that JSON can be read by any program, and return what it says."""
    content = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    for given in _strings(content):
        expect(visible_to_utf8(given), f"JSON holds half a character: {given!r}")
    return content


def json_report(raw: bytes) -> dict[str, object]:
    """Check that a JSON report can be read by any program, and return it."""
    content = json_value(raw)
    expect(content["schema"] == 1, "not schema 1")
    return dict(content)


def _no_number(name: str) -> None:
    raise Fault(f"JSON holds {name}")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def exit_code(reports: list[FileReport]) -> int:
    """Return what the run over these files must end with."""
    if any(one.error is not None for one in reports):
        return 2
    return int(any(finding.severity is Severity.ERROR for one in reports for finding in one.findings))


def complaints(told: str) -> None:
    """Check that what is said on standard error is sentences for people."""
    text_report(told)
    for sign in ("itself failed", "failed on this file", "Traceback"):
        expect(sign not in told, told)
