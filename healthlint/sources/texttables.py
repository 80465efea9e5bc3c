"""Find the tables of plain text: cells between bars, tabs, or above and below dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from healthlint.sources.textlines import Line, read

_BARS = re.compile(r"\s*\|.*\|\s*$")
_BAR_RULE = re.compile(r"\s*[+|][-=:+|\s]*[+|]\s*$")
_COLUMNS = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_DASHES = re.compile(r"-+")
_FULL_RULE = re.compile(r"\s*-{10,}\s*$")
_TABS = re.compile(r"\s*[^\s\t][^\t]*\t+\s*\S")
_MOST_ROWS = 500  # of one row of cells over several lines

Raw = Sequence[tuple[str, int]]
Cell = list[Line]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table's cells row by row; `end` is the line after its last."""

    cells: tuple[Cell, ...]
    end: int


def tables(lines: Raw) -> Mapping[int, Table]:
    """Return the tables by the line that each starts with."""
    found: dict[int, Table] = {}
    at = 0
    while at < len(lines):
        table = _bars(lines, at) or _ruled(lines, at) or _tabbed(lines, at)
        if table is not None:
            found[at] = table
            at = table.end
        else:
            at += 1
    return found


def _bars(lines: Raw, at: int) -> Table | None:
    """Read rows between bars; where rules part them, a row may take several lines."""
    end = at
    while end < len(lines) and (_BARS.match(lines[end][0]) or _BAR_RULE.match(lines[end][0])):
        end += 1
    if end - at < 2:
        return None
    grid = lines[at][0].lstrip().startswith("+")
    groups: list[list[int]] = [[]]
    for number in range(at, end):
        if _BAR_RULE.match(lines[number][0]):
            groups.append([])
        elif grid and len(groups[-1]) < _MOST_ROWS:
            groups[-1].append(number)
        else:
            groups.append([number])
    cells: list[Cell] = []
    for group in groups:
        cells += _joined([list(_between(*lines[number], "|", row=group[0] + 1)) for number in group])
    return Table(tuple(cells), end)


def _between(raw: str, start: int, separator: str, *, row: int) -> Iterator[Line]:
    """Yield the stretches of a line between separators, empty ones too."""
    inner = raw.strip()
    at = start + len(raw) - len(raw.lstrip())
    if separator == "|":
        inner, at = inner[1:-1], at + 1
    for part in inner.split(separator):
        yield _cell(part, at, row)
        at += len(part) + 1


def _cell(part: str, at: int, row: int) -> Line:
    return Line(part.strip(), at + len(part) - len(part.lstrip()), row=row)


def _joined(rows: Sequence[Sequence[Line]]) -> Iterator[Cell]:
    """Yield the cells of one row of a table that is written in several lines."""
    for column in range(max(map(len, rows), default=0)):
        cell = [row[column] for row in rows if column < len(row) and row[column].text]
        if cell:
            yield cell


def _ruled(lines: Raw, at: int) -> Table | None:
    """Read columns over and under dashes: a line for each row, or blank lines between rows."""
    rule = at
    while (
        rule < len(lines) and lines[rule][0].strip() and rule < at + 6 and not _COLUMNS.match(lines[rule][0])
    ):
        rule += 1
    if rule >= len(lines) or not _COLUMNS.match(lines[rule][0]):
        return None
    starts = [found.start() for found in _DASHES.finditer(lines[rule][0])]
    loose = rule > at and _FULL_RULE.match(lines[at][0]) is not None
    if rule > at + 1 and not loose:
        return None
    end = rule + 1
    while end < len(lines) and (loose or lines[end][0].strip()):
        end += 1
        if loose and _FULL_RULE.match(lines[end - 1][0]):
            break
    if loose and not _FULL_RULE.match(lines[end - 1][0]):
        return None
    groups: list[list[int]] = [[]]
    for number in range(at, end):
        if not loose or not lines[number][0].strip() or number == rule:
            groups.append([])
        if lines[number][0].strip(" -") and len(groups[-1]) < _MOST_ROWS:
            if _cut(lines[number][0], starts[1:]):
                return None
            groups[-1].append(number)
    cells: list[Cell] = []
    for group in groups:
        cells += _joined([list(_columns(*lines[number], starts, row=group[0] + 1)) for number in group])
    return Table(tuple(cells), end) if cells else None


def _cut(raw: str, starts: Sequence[int]) -> bool:
    """Tell whether a word of the row runs on where a column starts: then it is no row of columns."""
    return any(" " not in (pair := raw[start - 1 : start + 1]) and len(pair) == 2 for start in starts)


def _columns(raw: str, start: int, starts: Sequence[int], *, row: int) -> Iterator[Line]:
    for first, after in zip(starts, [*starts[1:], len(raw)], strict=True):
        # The first column may begin left of its dashes.
        first = 0 if first == starts[0] else first
        yield _cell(raw[first:after], start + first, row)


def _tabbed(lines: Raw, at: int) -> Table | None:
    end = at
    while end < len(lines) and _TABS.match(lines[end][0]) and not read(*lines[end]).item:
        end += 1
    if end - at < 2:
        return None
    cells: list[Cell] = []
    for number in range(at, end):
        cells += ([cell] for cell in _between(*lines[number], "\t", row=number + 1) if cell.text)
    return Table(tuple(cells), end)
