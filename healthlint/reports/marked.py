"""Put text into Markdown so that nothing in it is mark-up, links, or calls people on GitHub and GitLab.

A service looks for mentions and addresses in the page that it has made of the Markdown, where a mark that
was escaped stands as it is. So an invisible space follows each mark that could begin one.
"""

from __future__ import annotations

import re

from healthlint.reports.terminal import line, visible

_SPACE = "\u200b"
_MARK = re.compile(r"[\\`*_\[\]<>&~|!$^#@{}]")
# @person, #12, !12, ~label, %milestone, $12, &12, :smile:, https://, www.who.int and GH-12.
_CALL = re.compile(r"@|[#!~%$&:](?=[\w\"/])|www(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
_BARRED = re.compile(r"[|\\]")
_TICKS = re.compile(r"`+")


def prose(text: str) -> str:
    """Return `text` as one line of Markdown that shows it."""
    return _quiet(line(text))


def code(text: str) -> str:
    """Return `text` as Markdown that shows it as code, in a table, too; what is copied from it is `text`.

    In code a service looks for no mentions, so no spaces are needed. A table looks for its bars even there,
    and how it reads a backslash depends on the service: such a text is written in references.
    """
    shown = visible(text)
    if _BARRED.search(shown) or not shown.strip(" "):
        return f"<code>{_quiet(shown)}</code>"
    fence = "`" * (1 + max(map(len, _TICKS.findall(shown)), default=0))
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _quiet(shown: str) -> str:
    # What is safe to print holds no such space of its own.
    return _MARK.sub(_reference, _CALL.sub(f"\\g<0>{_SPACE}", shown)).replace(_SPACE, "&#8203;")


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"
