"""What fixing would change, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from healthlint.reports.terminal import Style, visible
from healthlint.sources import line_ends, original_offsets
from healthlint.sources.charset import mark as byte_order_mark
from healthlint.types import Mended, Severity, Source

CONTEXT = 3
"""Unchanged lines shown before and after a change."""
NO_NEWLINE = "\\ No newline at end of file\n"
_TO_QUOTE = re.compile(r'["\\\t]|\s\Z')
_TABS = re.compile(r"(\t+)")
_FEEDS = re.compile(r"([\t\f]+)")
"""What parts the text of old plain files, too: a log obeys no form feed, and a patch without it fails."""

_Opcode = tuple[str, int, int, int, int]


def render(mended: Mended, *, name: str | None = None, color: bool = False) -> str:
    """Return the diff of one file for people to read, "" where nothing would change.

    `name` is what the file is called, where that is not the path of the report.
    """
    old, new = mended.before.source, mended.report.source
    if not mended.changed or old is None or new is None:
        return ""
    style = Style(color)
    path = visible(mended.report.path if name is None else name)
    lines = [style.bold(f"--- {path}") + "\n", style.bold(f"+++ {path}") + "\n"]
    for mark, line in _changes(_lines(old), _lines(new), mended.origins):
        match mark:
            case "@":
                lines.append(style.frame(line) + "\n")
            case " ":
                lines.append(f" {line}")
            case _:
                lines.append(_painted(f"{mark}{line}", style, removed=mark == "-"))
    return "".join(lines)


def patch(mended: Mended, *, name: str | None = None) -> bytes:
    """Return the diff of one file as `git apply -p0` takes it: in the file's own bytes, and in git's lines.

    What a terminal or a CI log would obey is written out all the same; such a line cannot be applied. Nor
    can a file in UTF-16, of which git knows no lines: it is shown in UTF-8.
    """
    old, new = mended.before.source, mended.report.source
    if not mended.changed or old is None or new is None:
        return b""
    if old.encoding.startswith(("utf-16", "utf-32")):
        return render(mended, name=name).encode("utf-8", "backslashreplace")
    path = _quoted(mended.report.path if name is None else name)
    before, after = _exact(old), _exact(new)
    # A byte to a character: so lines of bytes are compared and joined as lines of text are.
    texts, others = ([line.decode("latin-1") for _, line in lines] for lines in (before, after))
    origins = list(_regrouped(mended.origins, [count for count, _ in before], [count for count, _ in after]))
    lines = [f"--- {path}\n", f"+++ {path}\n"]
    for mark, line in _changes(texts, others, origins):
        lines.append(f"{line}\n" if mark == "@" else f"{mark}{line}")
    return "".join(lines).encode("latin-1")


def _changes(before: Sequence[str], after: Sequence[str], told: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a diff, each with its mark; "@" is that of the head of a hunk."""
    origins = [
        origin if 0 <= origin < len(before) and before[origin] == line else -1
        for origin, line in zip(told, after, strict=False)
    ]
    matcher = SequenceMatcher[str](None, "", "")
    # Which line is which is known, and guessing it can take long. Only the grouping is asked for.
    matcher.opcodes = list(_opcodes(origins, len(before)))  # type: ignore[attr-defined]
    for group in matcher.get_grouped_opcodes(CONTEXT):
        (_, first, _, start, _), (_, _, last, _, end) = group[0], group[-1]
        yield "@", f"@@ -{_range(first, last)} +{_range(start, end)} @@"
        for tag, one, two, three, four in group:
            if tag == "equal":
                yield from ((" ", line) for line in before[one:two])
                continue
            yield from (("-", line) for line in before[one:two])
            yield from (("+", line) for line in after[three:four])


def _exact(source: Source) -> list[tuple[int, bytes]]:
    """Return the lines that git sees, with how many of ours each is: a carriage return alone ends none."""
    offsets, starts = original_offsets(source), source.line_starts
    cuts = [0, *(offsets[start] for start in starts[1:]), len(source.raw)]
    found: list[tuple[int, bytes]] = []
    open_line = False
    for start, end in pairwise(cuts):
        raw = source.raw[start:end]
        if not raw:
            continue
        count, before = found.pop() if open_line else (0, b"")
        found.append((count + 1, before + _safe(raw, source, first=start == 0)))
        open_line = not raw.endswith(b"\n")
    if found and not found[-1][1].endswith(b"\n"):
        found[-1] = (found[-1][0], found[-1][1] + f"\n{NO_NEWLINE}".encode())
    return found


def _safe(raw: bytes, source: Source, *, first: bool) -> bytes:
    """Return the bytes of a line as they are, or written out where a terminal or a CI log would obey them."""
    body = raw.rstrip(b"\r\n")
    mark = byte_order_mark(body) if first else b""
    text = body[len(mark) :].decode(source.encoding, "replace")
    shown = _shown(text, _FEEDS)
    return raw if shown == text else mark + shown.encode(source.encoding, "replace") + raw[len(body) :]


def _regrouped(origins: Sequence[int], before: Sequence[int], after: Sequence[int]) -> Iterator[int]:
    """Yield the origins of lines that are some of ours each, as many as `after` says, from those of ours."""
    starts = {at: number for number, at in enumerate(accumulate(before, initial=0))}
    at = 0
    for count in after:
        ours = origins[at : at + count]
        number = starts.get(ours[0], -1) if ours else -1
        whole = 0 <= number < len(before) and list(ours) == list(range(ours[0], ours[0] + before[number]))
        yield number if whole else -1
        at += count


def _quoted(path: str) -> str:
    """Return a path as git writes it: in quotation marks where it holds what would not be read back."""
    raw = os.fsencode(path)
    if visible(path) == path and not _TO_QUOTE.search(path):
        return raw.decode("latin-1")
    told = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}" for byte in raw
    )
    return f'"{told}"'


def _opcodes(origins: Sequence[int], count: int) -> Iterator[_Opcode]:
    """Yield what became of the `count` lines, from the origins of the new ones."""
    old = new = 0
    while old < count or new < len(origins):
        start, begin = old, new
        while new < len(origins) and origins[new] == old:
            old, new = old + 1, new + 1
        if new > begin:
            yield "equal", start, old, begin, new
            start, begin = old, new
        while new < len(origins) and origins[new] < 0:
            new += 1
        old = origins[new] if new < len(origins) else count
        if old > start or new > begin:
            yield "replace", start, old, begin, new


def _lines(source: Source) -> list[str]:
    """Return the lines of a text with their ends; what a terminal or a CI log would obey is written out."""
    texts = source.text.split("\n")
    ends = [*(end if end == "\r\n" else "\n" for end in line_ends(source)), f"\n{NO_NEWLINE}"]
    if not texts[-1]:
        del texts[-1], ends[-1]
    return [_shown(text) + end for text, end in zip(texts, ends, strict=True)]


def _shown(text: str, kept: re.Pattern[str] = _TABS) -> str:
    return "".join(part if kept.match(part) else visible(part) for part in kept.split(text))


def _range(start: int, end: int) -> str:
    if end - start == 1:
        return str(start + 1)
    return f"{start + 1 if end > start else start},{end - start}"


def _painted(line: str, style: Style, *, removed: bool) -> str:
    if not style.color:
        return line
    text = line.rstrip("\r\n")
    painted = style.severity(text, Severity.ERROR) if removed else style.good(text)
    return painted + line[len(text) :]
