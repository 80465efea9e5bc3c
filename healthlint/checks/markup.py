"""Find the tags of HTML around words whose place is known: enough to put something beside them."""

from __future__ import annotations

import re

WINDOW = 2000
"""Characters before and after a block in which its own tags are looked for."""
_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|div|section|article|main|aside|header|footer|nav|form|figure|blockquote|details|summary"
    r"|[uo]l|li|d[ldt]|table|t[rhd]|tbody|thead)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"<(?:p|h[1-6])\b", re.IGNORECASE)
_END = re.compile(r"</p\s*>", re.IGNORECASE)
_WRAPPER = re.compile(r"<(?:section|div|header)(?:\s[^<>]*)?>\s*$", re.IGNORECASE)
# Elements whose end tag nobody leaves out, and what may hold tags that are none.
_NESTING = re.compile(
    r"<!--|<(?P<raw>script|style|template|textarea)\b"
    r"|<(?P<end>/?)(?:div|section|article|main|aside|header|footer|nav|form|figure|blockquote|details|[uo]l|dl"
    r"|table|body|html)\b",
    re.IGNORECASE,
)
_RAW_END = re.compile(r"</(?:script|style|template|textarea)\b", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
_ENDS = re.compile(r"(?:\s*</(?:strong|b|em|i|u|span|a|font|mark|p|li|td|th|tr|tbody)\s*>)*", re.IGNORECASE)


def opening(text: str, start: int) -> int | None:
    """Return where the paragraph or heading begins whose words begin at `start`, None if it is neither."""
    # The last tag of a block before the words is that of their own.
    tags = list(_BLOCK.finditer(text, max(0, start - WINDOW), start))
    return tags[-1].start() if tags and _OWN.match(text, tags[-1].start()) else None


def paragraph_end(text: str, end: int) -> int:
    """Return where the paragraph ends whose words end at `end`, -1 where its end tag is left out."""
    tag = _BLOCK.search(text, end, end + WINDOW)
    closing = None if tag is None else _END.match(text, tag.start())
    return -1 if closing is None else closing.end()


def out_of_wrappers(text: str, at: int) -> int:
    """Return where the elements begin that hold what begins at `at` as their first thing."""
    while (wrapper := _WRAPPER.search(text, max(0, at - WINDOW), at)) is not None:
        at = wrapper.start()
    return at


def end_beside(text: str, start: int, after: int) -> int:
    """Return the first place from `after` on that is in the innermost element which holds it and `start`."""
    depth, at = 0, start
    while (tag := _NESTING.search(text, at)) is not None:
        if tag.start() >= after and depth == 0:
            break
        if tag["end"] is None:  # a comment or a script: what stands in it is no tag
            closing = (_RAW_END if tag["raw"] else _COMMENT_END).search(text, tag.end())
            at = len(text) if closing is None else closing.end()
            continue
        depth += -1 if tag["end"] else 1
        at = text.find(">", tag.end()) + 1 or len(text)
        if depth < 0:
            if tag.start() >= after:
                return len(text[: tag.start()].rstrip())
            depth = 0  # the element that holds `start` is over: it is the one around that that is meant
        elif depth == 0 and tag.start() >= after:
            return at
    ends = _ENDS.match(text, max(after, start))
    return max(after, start) if ends is None else ends.end()
