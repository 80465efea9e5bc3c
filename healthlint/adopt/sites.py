"""Know what makes web sites: its config files, and what it writes beside the articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from healthlint.adopt.glance import beginning


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


def settings(folder: Path, made_by: Generator | None, *, inside: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of the files in `folder` that may tell a site's address or language."""
    for name in (*([made_by.config] if made_by else []), *_SETTINGS):
        yield name, beginning(folder / name, inside=inside)


def unlike(names: Sequence[str], made_by: Generator | None) -> tuple[str, ...]:
    """Return globs of those `names` that are no articles: on the repository, or what the generator wrote."""
    found = [f"/{name}" for name in names if _OF_THE_REPOSITORY.fullmatch(name)]
    folders = (made_by.output, *TEMPLATES) if made_by is not None else ()
    found += (f"/{one}/" for one in folders if any(name.startswith(f"{one}/") for name in names))
    return tuple(found)


def is_unlike(name: str, globs: Sequence[str]) -> bool:
    """Tell whether one of `globs`, which `unlike` returned, names a file."""
    return any(f"/{name}" == glob or (glob.endswith("/") and f"/{name}".startswith(glob)) for glob in globs)
