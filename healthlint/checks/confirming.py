"""Tell whether what stands under a title confirms what the title only suggests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from healthlint.analysis import Analysis
from healthlint.rulepack.model import SectionSpec
from healthlint.types import BlockKind, Section

FAINT_GROUPS = {"weak", "frame", "who-should-not"}
"""Groups of the lexicon `holding` whose words may be an illness's, or a parcel's: one is not enough."""
WEIGHED = ("drawback", "downside", "disadvantage")
"""How words begin that weigh a thing and name nothing: its price may be one."""
CELLS = 12
"""Cells after a table's label in which it is told what the label names."""


def labels_a_table(section: Section, analysis: Analysis) -> bool:
    """Tell whether what heads a section is the label of a table's row or column."""
    return section.heading is not None and analysis.document.blocks[section.heading].kind is BlockKind.CELL


class Confirming:
    """Judge the sections of one article; what its sentences say is looked up once."""

    def __init__(self, spec: SectionSpec, analysis: Analysis) -> None:
        self._spec = spec
        self._analysis = analysis
        self._ends: dict[str, Mapping[int, int]] = {}
        self._denied: Collection[int] | None = None

    def says(self, patterns: Iterable[str], section: Section) -> bool:
        """Tell whether a sentence under the title, or the one that it leads in, says one of `patterns`."""
        blocks = self._body(section)
        return any(
            ends.get(block, 0) > section.span.end
            for ends in map(self._said_until, patterns)
            for block in blocks
        )

    def holds(self, section: Section) -> bool:
        """Tell whether a section names something of the lexicon: plainly, or faintly and twice."""
        lead = len(section.title)
        named = [
            concept
            for block in self._body(section)
            for concept in self._analysis.by_block[block]
            if concept.lexicon == self._spec.holding
            and concept.group != "minimiser"
            and not concept.text.startswith(WEIGHED)
            and not (block == section.heading and concept.start < lead)
        ]
        # "Pros and cons" tells of the pros, too: what the thing helps with is no harm that it does.
        named = [concept for concept in named if concept.sentence not in self._sentences_denied()]
        faint = {concept.text for concept in named if concept.group in FAINT_GROUPS}
        return len(faint) > 1 or any(concept.group not in FAINT_GROUPS for concept in named)

    def _body(self, section: Section) -> Sequence[int]:
        """Return the blocks of a section; of a table's label, the cells that follow it."""
        if not labels_a_table(section, self._analysis):
            return tuple(section.all_blocks())
        blocks, start = self._analysis.document.blocks, section.blocks[-1] + 1
        cells = range(start, min(start + CELLS, len(blocks)))
        return tuple(takewhile(lambda index: blocks[index].kind is BlockKind.CELL, cells))

    def _said_until(self, pattern: str) -> Mapping[int, int]:
        """Return where in the source each block's last sentence ends that says `pattern`."""
        if pattern not in self._ends:
            # Later sentences of a block come later.
            self._ends[pattern] = {one.block: one.span.end for one in self._analysis.said(pattern)}
        return self._ends[pattern]

    def _sentences_denied(self) -> Collection[int]:
        if self._denied is None:
            said = (one for name in self._spec.unless for one in self._analysis.found(name))
            self._denied = frozenset(one.sentence for one in said)
        return self._denied
