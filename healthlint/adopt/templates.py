"""Find what the templates of a site print on every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from healthlint.adopt.glance import Sign, beginning, files_below
from healthlint.adopt.sites import TEMPLATES
from healthlint.types import SiteKey

MOST_FILES = 400
"""Templates that are looked into."""
LONGEST = 60
"""Characters of a template that are repeated."""
FOLDERS = (*TEMPLATES, "components", "app")
_SUFFIXES = frozenset(
    {
        *(".html", ".htm", ".njk", ".liquid", ".hbs", ".ejs", ".pug", ".php", ".twig", ".j2", ".jinja"),
        *(".astro", ".jsx", ".tsx", ".js", ".ts", ".vue", ".svelte"),
    }
)
_SAYS: Mapping[SiteKey, str] = {
    "disclosure": (
        r"(?i)\b(?:we|i|us|site)\b[^.<>]{0,40}\b(?:earn|receive|get|paid)\b[^.<>]{0,40}\bcommissions?\b"
    ),
    "platform": r"(?i)\bas an amazon associate\b[^.<>]{0,60}",
    "disclaimer": (
        r"(?i)\b(?:ask|consult|see|talk to|speak (?:to|with)|contact) (?:your|a|an)\b[^.<>]{0,30}"
        r"\b(?:doctor|gp|physician|pharmacist|professional|provider)\b"
    ),
    # What an article's own front matter fills in is not the template's.
    "author": r"(?i)\bsite\.(?:params\.|data\.)?author\b",
    "date": r"(?i)\.(?:lastmod|gitinfo)\b|\b(?:last_modified_at|git_revision_date|lastupdated)\b",
    "rel": r"(?i)\brel\s*=\s*[\"'`]?[\w \t]{0,40}\bsponsored\b",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Say which line of a template seems to show a thing, and in what words."""

    key: SiteKey
    sign: Sign
    words: str


def shown_by_templates(folder: Path, *, inside: Path, site: str = "") -> dict[SiteKey, Shown]:
    """Return what the templates of the site in `folder`, or in `site` below it, seem to show.

    That is by the key of `[site]`; paths are as seen from `folder`.
    """
    # Templates are not ours: RE2 takes linear time on whatever they hold.
    import re2

    patterns = {key: re2.compile(pattern) for key, pattern in _SAYS.items()}
    found: dict[SiteKey, Shown] = {}
    for path in _templates(folder / site):
        text = beginning(path, inside=inside)
        for key, pattern in patterns.items():
            said = pattern.search(text) if key not in found else None
            if said is not None:
                line = text.count("\n", 0, said.start()) + 1
                sign = Sign(path.relative_to(folder).as_posix(), line)
                words = " ".join(said[0].split())
                found[key] = Shown(key, sign, words if len(words) <= LONGEST else f"{words[:LONGEST]}\u2026")
    return found


def _templates(folder: Path) -> Iterator[Path]:
    left = MOST_FILES
    for name in FOLDERS:
        for path in files_below(folder / name, _SUFFIXES, most=left):
            left -= 1
            yield path
