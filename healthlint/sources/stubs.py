"""Find the places that fixes left for a writer to fill: "TODO (healthlint HL101): Tell here ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from healthlint.types import Block, BlockKind, Link, Span, Stub

MOST_WORDS = 60
"""Words of a block that is a stub: in a longer one a writer has begun to write."""
_MARK = "TODO (healthlint "
_STUB = re.compile(r"TODO \(healthlint ([A-Z]{2,5}[0-9]{3})\):")


def mark(code: str) -> str:
    """Return the words with which a stub of the rule `code` begins."""
    return f"{_MARK}{code}):"


def is_stub(block: Block) -> bool:
    """Tell whether a block is a stub that nobody has filled."""
    return _STUB.match(block.text) is not None and len(block.text.split()) <= MOST_WORDS


def take_out(
    text: str, blocks: Sequence[Block], links: Sequence[Link], boxes: Sequence[Span]
) -> tuple[tuple[Block, ...], tuple[Link, ...], list[Span], tuple[Stub, ...]]:
    """Return blocks, links and boxes without the stubs, and the stubs.

    A stub is no prose: else the words that ask a writer for a risk section would tell of risks.
    """
    if _MARK not in text:
        return tuple(blocks), tuple(links), list(boxes), ()
    linked = {link.block for link in links}
    stubs = {
        index: found[1]
        for index, block in enumerate(blocks)
        if is_stub(block) and index not in linked and (found := _STUB.match(block.text))
    }
    gone = set(stubs)
    gone.update(index - 1 for index in stubs if index - 1 not in linked and _is_alone(blocks, index, stubs))
    # How many blocks are left before each, and before the end of all.
    before = list(accumulate((index not in gone for index in range(len(blocks))), initial=0))
    moved = [Span(before[box.start], before[box.end]) for box in boxes]
    return (
        tuple(block for index, block in enumerate(blocks) if index not in gone),
        tuple(replace(link, block=before[link.block]) if link.block >= 0 else link for link in links),
        [box for box in moved if box.start < box.end],
        tuple(
            Stub(code, blocks[index].text, blocks[index].locate(0, len(blocks[index].text)))
            for index, code in stubs.items()
        ),
    )


def _is_alone(blocks: Sequence[Block], index: int, stubs: dict[int, str]) -> bool:
    """Tell whether a stub stands right under a heading, and nothing else does."""
    above = blocks[index - 1] if index else None
    if above is None or above.kind is not BlockKind.HEADING or index - 1 in stubs:
        return False
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if below is None or below.kind in (BlockKind.FOOTER, BlockKind.ASIDE):
        return True
    return below.kind is BlockKind.HEADING and below.level <= above.level
