"""Hold the parts of a web page and the blocks met in them, before the article is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from healthlint.types import Block, BlockKind

_LINKED_SHARE = 0.8


class Role(Enum):
    """Name what a region is to the page."""

    PAGE = auto()
    MAIN = auto()
    ARTICLE = auto()
    HEADER = auto()
    NOTICE = auto()
    ASIDE = auto()
    FOOTER = auto()
    BOILERPLATE = auto()


@dataclass(slots=True, eq=False)
class Region:
    """Hold one part of the page; `words` counts prose outside links, of the parts in it as well.

    `shut`: no reader sees it before a click, or it holds words of others.
    """

    role: Role
    parent: Region | None = None
    titled: bool = False
    words: int = 0
    dropped: bool = False
    inside: bool = False
    footer: bool = False
    aside: bool = False
    shut: bool = False

    def open(self, role: Role) -> Region:
        """Return a new region inside this one."""
        footer = self.footer or role is Role.FOOTER
        return Region(role, self, footer=footer, aside=self.aside or role is Role.ASIDE, shut=self.shut)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a block as it was met: its region, and how many of its characters are link text.

    `jumps` are those of links to places on the same page; `number` is how the walk knows the block.
    """

    number: int
    block: Block
    region: Region
    linked: int
    jumps: int
    byline: bool = False

    @property
    def only_links(self) -> bool:
        return self.linked >= _LINKED_SHARE * _letters(self.block.text)

    @property
    def only_jumps(self) -> bool:
        return self.jumps >= _LINKED_SHARE * _letters(self.block.text)

    @property
    def is_title(self) -> bool:
        return self.block.kind is BlockKind.HEADING and self.block.level == 1

    @property
    def prose(self) -> int:
        """Return its words, none where it is a heading or mostly links."""
        if self.block.kind is BlockKind.HEADING or self.only_links:
            return 0
        return len(self.block.text.split())


def _letters(text: str) -> int:
    return len(text) - text.count(" ")
