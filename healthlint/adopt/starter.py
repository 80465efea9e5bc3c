"""Write the first config of a repository, with why each line stands there."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from healthlint.adopt.survey import Survey
from healthlint.config.toml import written
from healthlint.types import SiteKey

_SITE: Mapping[SiteKey, str] = {
    "disclosure": "a plain disclosure of paid links, above every article",
    "platform": "Amazon's or another network's own statement",
    "disclaimer": 'whom to ask: "Ask your doctor before you start"',
    "author": "who wrote the article",
    "date": "when it was written or reviewed",
    "rel": 'rel="sponsored" on paid links',
}
"""What a template may show, by the key that tells so."""


def starter(found: Survey, *, profile: str | None, why: str, shown: frozenset[SiteKey]) -> str:
    """Return the text of a config; `profile` is chosen because of `why`, None leaves the line for later.

    `shown` are the keys of `[site]` that a person has confirmed.
    """
    return "\n".join(_lines(found, profile, why, shown)) + "\n"


def _lines(found: Survey, profile: str | None, why: str, shown: frozenset[SiteKey]) -> Iterator[str]:
    yield "# What healthlint checks here, and how. 'healthlint config show' tells every setting."
    if found.above is not None:
        yield from ("", "# What is set above this folder holds here as well.")
        yield f"extend = {written(found.above)}"
    yield from ("", '# Readers: "us" (FTC, 911), "uk" (ASA, NHS, 999) or "none".')
    guess = found.readers.profile if found.readers is not None else "us"
    yield f"{'' if profile else '# '}profile = {written(profile or guess)}{_because(why)}"
    yield from ("", "# Rules: without these keys, those that were measured to be precise.")
    if found.amazon:
        linked = f"{found.amazon} of {found.looked} articles looked at link to Amazon for money"
        yield f'# extend-select = ["HL304"]  # {linked}: HL304 asks for its statement'
    else:
        yield '# extend-select = ["HL103"]'
    yield '# ignore = ["HL407"]'
    # An extended config has these already.
    mark, more = ("", "") if found.above is None else ("# ", "extend-")
    yield from ("", '# What makes the exit code 1: "error", "warning", "info" or "never".')
    yield f'{mark}fail-on = "error"'
    yield from ("", "# What is no article; what .gitignore names is left out as well.")
    yield f"{more}exclude = {written(found.unlike)}" if found.unlike else f'# {more}exclude = ["drafts/"]'
    yield from ("", "# What the site's template shows on every page need not stand in each article.")
    yield from _sites(found)
    yield "[site]"
    for key, about in _SITE.items():
        yield f'{"" if key in shown else "# "}{key} = "template"{_because(about + _seen(found, key))}'
    yield from ("", "# Options of a rule: 'healthlint explain HL401' tells them.")
    yield from ("# [rules.HL401]", "# max-grade = 9")


def _sites(found: Survey) -> Iterator[str]:
    """Yield comments on the sites below the folder: each is due a config of its own."""
    if found.sites:
        yield "# There are several sites here, and what one shows another may not. Write a config for each:"
    for name, site in found.sites.items():
        yield _plain(f"#   healthlint init {shlex.quote(name)}  # {site.generator.name}")
        for key, seen in site.shown.items():
            yield _plain(f'#     {key}: {seen.sign} has "{seen.words}"')


def _seen(found: Survey, key: SiteKey) -> str:
    seen = found.shown.get(key)
    return f'; {seen.sign} has "{seen.words}"' if seen is not None else ""


def _because(why: str) -> str:
    return f"  # {_plain(why)}" if why else ""


def _plain(text: str) -> str:
    """Return `text` as it may stand in a comment: on one line, nothing in it that is not printed."""
    return "".join(char if char.isprintable() else "?" for char in text)
