"""Trim the article that was found: its title, tables of contents, teasers of other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from healthlint.sources.regions import Found
from healthlint.types import BlockKind

_CONTENTS_RUN = 3
_MOST_HEADINGS = 60
_MOST_TITLES = 8
_TITLE_WORDS = 3
_LONGEST_TITLE = 300
_BESIDE_LINK = 4
_BLURB = 45  # words

_SEPARATOR = re.compile(r"\s[|\u2013\u2014\u00b7\u00bb-]\s")
_CONTENTS = re.compile(
    r"(?:table of )?contents|(?:on|in) this (?:page|article|guide|post)|jump to(?: section)?|quick links",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|(?:recommended )?related (?:\w+ ){0,2}\w+|related"
    r"|recommended(?: for you| reading| articles| posts| stories)?|read(?: this)? next|keep reading|up next"
    r"|more (?:from|on|in|about) .{1,60}|more (?:articles|stories|posts|reading|news)"
    r"|(?:latest|recent|popular|top) (?:\w+ )?(?:articles|posts|stories|news)|most (?:popular|read)"
    r"|trending(?: now| \w+)?|today on .{1,40}|don.t miss|what to read next|share this .{1,20}"
    r"|leave a (?:reply|comment)|about this site)",
    re.IGNORECASE,
)


def trimmed(kept: Sequence[Found], *, titles: Sequence[str], owed: frozenset[int]) -> list[Found]:
    """Return what stays: the blocks numbered in `owed` in any case.

    `titles` are what the page's head calls the article.
    """
    return _without_related(_without_contents(_retitled(kept, titles[:_MOST_TITLES])), owed)


def _without_contents(kept: Sequence[Found]) -> list[Found]:
    """Leave out tables of contents: runs of links to places on the page, and their heading."""
    result: list[Found] = []
    run: list[Found] = []
    for item in [*kept, None]:
        if item is not None and item.only_jumps and item.block.kind is not BlockKind.HEADING:
            run.append(item)
            continue
        if len(run) < _CONTENTS_RUN:
            result.extend(run)
        elif result and _CONTENTS.fullmatch(result[-1].block.text.strip(" :")):
            result.pop()
        run = []
        if item is not None:
            result.append(item)
    return result


def _retitled(kept: Sequence[Found], titles: Sequence[str]) -> list[Found]:
    """Make the heading that the page's head calls its title the title, where an `<h1>` names but the site."""
    # "How zinc works | Vita Blog": the last part names the site.
    folded = [fold for title in titles if (fold := _folded(_SEPARATOR.split(title, maxsplit=1)[0]))]
    headings = [item for item in kept if item.block.kind is BlockKind.HEADING][:_MOST_HEADINGS]
    named = [item for item in headings if len(_folded(item.block.text).split()) >= _TITLE_WORDS]
    named = [item for item in named if any(fold.startswith(_folded(item.block.text)) for fold in folded)]
    first = [item for item in headings if item.is_title]
    if not named or any(_shares_words(item, folded) for item in first):
        return list(kept)
    place = kept.index(named[0])
    above = {item.number for item in first if item.number < named[0].number}
    title = replace(named[0], block=replace(named[0].block, level=1))
    return [item for item in kept[:place] if item.number not in above] + [title, *kept[place + 1 :]]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text[:_LONGEST_TITLE].casefold()))


def _shares_words(item: Found, folded: Sequence[str]) -> bool:
    own = set(_folded(item.block.text).split())
    return any(len(own & set(fold.split())) * 2 >= len(own) for fold in folded)


def _without_related(kept: Sequence[Found], owed: frozenset[int]) -> list[Found]:
    """Leave out teasers: what stands under "Related articles" and is mostly linked."""
    result: list[Found] = []
    index = 0
    while index < len(kept):
        item = kept[index]
        end = index + 1
        if item.block.kind is BlockKind.HEADING and _RELATED.fullmatch(item.block.text.strip(" :")):
            while end < len(kept) and not _ends_related(kept[end], item.block.level):
                end += 1
            if _teasers(kept[index + 1 : end]):
                result.extend(under for under in kept[index + 1 : end] if under.number in owed)
                index = end
                continue
            end = index + 1
        result.append(item)
        index = end
    return result


def _ends_related(item: Found, level: int) -> bool:
    if item.block.kind is BlockKind.HEADING:
        return item.block.level <= level
    return item.block.kind in (BlockKind.ASIDE, BlockKind.FOOTER)


def _teasers(under: Sequence[Found]) -> bool:
    """Tell whether these are headlines and blurbs: each linked text has few others beside it."""
    linked = sum(item.linked > 0 for item in under)
    return linked * _BESIDE_LINK >= len(under) and sum(item.prose for item in under) <= _BLURB * max(
        linked, 1
    )
