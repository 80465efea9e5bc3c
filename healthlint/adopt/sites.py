"""Know what makes web sites: its config files, and what it writes beside the articles."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from healthlint.adopt.glance import beginning
from healthlint.articles import SKIPPED_FOLDERS

DEEPEST = 3
"""Folders below one another in which a site is looked for."""
MOST_LOOKED_INTO = 2000
MOST_SITES = 50


@dataclass(frozen=True, slots=True)
class Generator:
    """Name what makes a site, its config file, and the folder that it writes."""

    name: str
    config: str
    output: str


GENERATORS = tuple(
    Generator(name, config, output)
    for name, output, configs in (
        ("Hugo", "public", "hugo.toml hugo.yaml hugo.yml config.toml"),
        ("Jekyll", "_site", "_config.yml _config.yaml"),
        ("Docusaurus", "build", "docusaurus.config.js docusaurus.config.ts"),
        ("MkDocs", "site", "mkdocs.yml mkdocs.yaml"),
        ("Eleventy", "_site", ".eleventy.js eleventy.config.js eleventy.config.mjs eleventy.config.cjs"),
        ("Astro", "dist", "astro.config.mjs astro.config.js astro.config.ts"),
        ("Gatsby", "public", "gatsby-config.js gatsby-config.ts"),
        ("Next.js", "out", "next.config.js next.config.mjs next.config.ts"),
        ("Quarto", "_site", "_quarto.yml"),
        ("mdBook", "book", "book.toml"),
        ("Pelican", "output", "pelicanconf.py"),
    )
    for config in configs.split()
)
TEMPLATES = (
    *("layouts", "_layouts", "_includes", "themes", "theme", "templates", "partials", "overrides"),
    *("archetypes", "src/layouts", "src/_includes", "src/components", "src/templates", "src/theme"),
)
"""Folders in which generators keep the templates of pages."""
_SETTINGS = ("CNAME", "config.yaml", "site.config.js", "src/config.ts", "package.json")
"""Files beside a generator's that may tell a site's address."""
_OF_THE_REPOSITORY = re.compile(
    r"(?i)(?:readme|changelog|changes|history|contributing|code_of_conduct|security|support|governance"
    r"|maintainers|authors|licen[cs]e|agents|claude)(?:\.[a-z-]{2,5})?\.(?:md|markdown|mdx|html?|txt|docx)"
)


def generator(folder: Path, *, inside: Path) -> Generator | None:
    """Return what makes the site in `folder`, None where nothing tells."""
    for one in GENERATORS:
        if not os.path.isfile(folder / one.config):
            continue
        # Many tools have a config.toml; a site's tells its address.
        if one.config != "config.toml" or "baseURL" in beginning(folder / one.config, inside=inside):
            return one
    return None


def sites_below(folder: Path, *, inside: Path) -> dict[str, Generator]:
    """Return what makes the sites in the folders below `folder`, by their paths as seen from it.

    A site is not looked into for others: its themes may bring one as an example.
    """
    found: dict[str, Generator] = {}
    waiting, looked = deque([(folder, 0)]), 0
    while waiting and looked < MOST_LOOKED_INTO and len(found) < MOST_SITES:
        place, depth = waiting.popleft()
        looked += 1
        one = generator(place, inside=inside) if depth else None
        if one is not None:
            found[place.relative_to(folder).as_posix()] = one
        elif depth < DEEPEST:
            waiting += ((Path(place, name), depth + 1) for name in _folders(place))
    return found


def _folders(place: Path) -> list[str]:
    try:
        with os.scandir(place) as entries:
            names = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(name for name in names if name[0] != "." and name not in SKIPPED_FOLDERS | set(TEMPLATES))


def settings(folder: Path, made_by: Generator | None, *, inside: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of the files in `folder` that may tell a site's address or language."""
    for name in (*([made_by.config] if made_by else []), *_SETTINGS):
        yield name, beginning(folder / name, inside=inside)


def unlike(
    names: Sequence[str], made_by: Generator | None, below: Mapping[str, Generator]
) -> tuple[str, ...]:
    """Return globs of those `names` that are no articles: on the repository, or of what makes a site.

    `made_by` makes the site of the folder itself, `below` those in folders of it.
    """
    found: list[str] = []
    for site, one in {"": made_by, **below}.items():
        top = f"{site}/" if site else ""
        here = [name.removeprefix(top) for name in names if name.startswith(top)]
        found += (f"/{top}{name}" for name in here if _OF_THE_REPOSITORY.fullmatch(name))
        folders = (one.output, *TEMPLATES) if one is not None else ()
        found += (f"/{top}{each}/" for each in folders if any(name.startswith(f"{each}/") for name in here))
    return tuple(found)


def is_unlike(name: str, globs: Sequence[str]) -> bool:
    """Tell whether one of `globs`, which `unlike` returned, names a file."""
    return any(f"/{name}" == glob or (glob.endswith("/") and f"/{name}".startswith(glob)) for glob in globs)
