"""Find what site builders and flavours of Markdown put into prose that no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.sources import fences
from healthlint.sources.masking import Stretch

_LONGEST_INDENT = 40
_HINT = re.compile(r"[`~\\\[{!:%^$=]|(?<![^\n])\*\[")
_ATTRIBUTE = r"(?:[.#][\w:-]+|[\w:-]{1,40}=(?:\"[^\"\n{}]{0,200}\"|'[^'\n{}]{0,200}'|[^\s\"'{}]{1,200}))"
# `{{< figure src="x" >}}`, `{{ page.title }}`, `{% include y %}`, `{: .class}`, `{#id .class}`
_BRACES = re.compile(
    r"\{\{[^{}]{0,2000}\}\}|\{%[^{}]{0,2000}%\}|\{:[^{}\n]{0,300}\}|\{-\}"
    rf"|\{{[ \t]?{_ATTRIBUTE}(?:[ \t]{{1,4}}{_ATTRIBUTE}){{0,20}}[ \t]?\}}"
)
_CODE = re.compile(r"(`+)(?!`)[^`]{0,2000}?\1(?!`)")
_UNSEEN = re.compile(
    r"!\[\[[^\[\]\n]{1,300}\]\]"  # an embedded note or picture
    r"|(?<![^\s])\[(?:TOC|toc|\[_?(?:TOC|toc)_?\])\][ \t]*$"
    r"|(?<![\w:]):(?:[a-z][\w-]{1,40}|[+-]1|100|1234):(?![\w:/])"  # :pill:
    r"|\*\[[^\]\n]{1,100}\]:[^\n]*$"  # an abbreviation
    r"|(?<![%\w])%%(?!%)[^%]{1,2000}%%(?!%)"
    r"|(?<=[ \t])\^[a-z0-9]{6}$"  # the name of a block
    r"|(?<!\$)\$\$(?!\$)[^$]{1,2000}\$\$"
    r"|(?<![$\w])\$(?![\s$])[^$\n]{0,200}?[\\^_][^$\n]{0,200}?(?<![\s\\])\$(?![\d$])"
    r"|\\(?:newpage|pagebreak|clearpage|toc|tableofcontents)[ \t]*$",
    re.MULTILINE,
)
_AROUND = re.compile(
    r"(?P<wiki>\[\[(?:[^\[\]|\n]{1,200}\|)?)(?!\s)[^\[\]|\n]{1,200}(?<!\s)(?P<unwiki>\]\])(?![(\[:])"
    r"|(?P<mark>(?<![=\w])==(?![\s=]))[^=\n]{1,300}(?P<unmark>(?<!\s)==)(?![=\w])"
    r"|(?P<span>\[)[^\[\]\n]{1,300}(?P<attributes>\])(?=\{)"
)
# What stands between these is no prose: `{% comment %}` to `{% endcomment %}`.
_HIDING = re.compile(
    r"\{%-?\s*(?P<liquid>comment|highlight|schema|stylesheet|javascript|style)\b"
    r"|\{\{[<%]\s*(?P<hugo>comment|highlight|mermaid|math|katex)\b(?![^{}]*/[>%]\}\})"
    r"|\{::(?P<kramdown>comment)\s*\}"
)
_ENDING = {
    "liquid": r"\{{%-?\s*end{}\s*-?%\}}",
    "hugo": r"\{{\{{[<%]\s*/\s*{}\s*[>%]\}}\}}",
    "kramdown": r"\{{:/(?:{})?\}}",
}
_IN_ADDRESS = re.compile(r"(?:\]\(|(?<=[\w-])=[\"']?)[^\s\"'()<>]{0,300}\Z")
_NO_ADDRESS = re.compile(r"[^\w{}.%-]")
_NOTHING = "\u200b"
"""A blank without width shows nothing, parts no words and is no mark of Markdown."""


def stretches(text: str) -> Iterator[Stretch]:
    """Yield what to mask in Markdown, in order."""
    unclosed: set[str] = set()
    at = 0
    while hint := _HINT.search(text, at):
        start = hint.start()
        found, at = _at(text, start, unclosed)
        yield from found


def _at(text: str, start: int, unclosed: set[str]) -> tuple[list[Stretch], int]:
    """Return what to mask at `start`, and where to go on."""
    sign = text[start]
    if sign in "`~":
        return [], _code_end(text, start)
    if braces := _BRACES.match(text, start):
        end = _hidden_end(text, braces, unclosed)
        return [_masked(text, start, end)], end
    if unseen := _UNSEEN.match(text, start):
        return [Stretch(*unseen.span())], unseen.end()
    if sign == "\\":
        return [], start + 2
    around = _AROUND.match(text, start)
    if around is None:
        return [], start + 1
    if around["span"]:
        braces = _BRACES.match(text, around.end())
        if braces is None:
            return [], start + 1
        return [Stretch(start, start + 1), Stretch(around.start("attributes"), braces.end())], braces.end()
    first, last = ("wiki", "unwiki") if around["wiki"] else ("mark", "unmark")
    return [_shown_as_nothing(*around.span(first)), _shown_as_nothing(*around.span(last))], around.end()


def _code_end(text: str, start: int) -> int:
    """Return where the code ends that begins at `start`, or its marks where it is none."""
    run = re.compile(rf"{text[start]}+").match(text, start)
    end = run.end() if run else start + 1
    line = text[max(0, start - _LONGEST_INDENT) : start].rpartition("\n")
    if end - start >= 3 and not line[2].strip(" \t>") and (line[1] or start < _LONGEST_INDENT):
        return fences.end(text, text[start:end], at=end)
    code = _CODE.match(text, start)
    return code.end() if code else end


def _hidden_end(text: str, braces: re.Match[str], unclosed: set[str]) -> int:
    """Return the end of what is hidden from `braces` on, its own end if nothing is."""
    hiding = _HIDING.match(text, braces.start())
    if hiding is None:
        return braces.end()
    name = hiding.lastgroup or ""
    word = hiding[name]
    # Once one has no end, none after it has: looking again would be quadratic.
    if word not in unclosed:
        if ending := re.compile(_ENDING[name].format(word)).search(text, braces.end()):
            return ending.end()
        unclosed.add(word)
    return braces.end()


def _masked(text: str, start: int, end: int) -> Stretch:
    # A part of an address must stay one, or the link is lost: `?tag={{site.tag}}`.
    if _IN_ADDRESS.search(text, max(0, start - 320), start):
        return Stretch(start, end, filler=_NO_ADDRESS.sub("-", text[start:end]))
    return Stretch(start, end)


def _shown_as_nothing(start: int, end: int) -> Stretch:
    return Stretch(start, end, filler=_NOTHING * (end - start))
