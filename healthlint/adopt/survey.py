"""Look at a repository: what articles it holds, what makes its site, and what its readers are due."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from healthlint.adopt.glance import beginning
from healthlint.adopt.readers import Readers, readers
from healthlint.adopt.sites import Generator, generator, is_unlike, settings, sites_below, unlike
from healthlint.adopt.templates import Shown, shown_by_templates
from healthlint.config.find import NAMES
from healthlint.config.project import project_root
from healthlint.config.toml import load
from healthlint.discover import discover
from healthlint.errors import ConfigError
from healthlint.types import Format, SiteKey

MOST_ARTICLES = 50_000
"""Articles that are counted."""
SAMPLE = 200
"""Articles that are looked into."""
CI = (".github/workflows", ".gitlab-ci.yml", "Jenkinsfile", "azure-pipelines.yml", ".circleci/config.yml")
_AMAZON = re.compile(r"(?i)amzn\.to/|amazon\.[a-z.]{2,6}/[^\s\"')]{0,200}[?&]tag=[\w-]+-\d\d")


@dataclass(frozen=True, slots=True)
class Site:
    """Hold what makes a site below the folder, and what its templates seem to show."""

    generator: Generator
    shown: Mapping[SiteKey, Shown]


@dataclass(frozen=True, slots=True)
class Survey:
    """Hold what a folder looks like. Paths are as seen from it, with slashes.

    `articles` counts the articles by format, `folders` by the topmost folder ("": the folder itself).
    `own` are the configs in it, `above` is the one that holds for it now. `unlike` names files and
    folders that hold no articles. `sites` are those below the folder, but for one that is the only one:
    it stands for the folder's own. `shown` is what the templates of the folder's own site show.
    `amazon` counts the articles, of those `looked` into, with tagged links.
    """

    folder: Path
    articles: Mapping[Format, int]
    folders: Mapping[str, int]
    generator: Generator | None
    sites: Mapping[str, Site]
    own: tuple[str, ...]
    above: str | None
    hook: bool | None
    ci: str | None
    unlike: tuple[str, ...]
    readers: Readers | None
    shown: Mapping[SiteKey, Shown]
    amazon: int
    looked: int

    @property
    def total(self) -> int:
        return sum(self.articles.values())


def survey(folder: Path) -> Survey:
    """Look at `folder`: its articles by name, and a little of some of them; nothing is linted."""
    inside = project_root(Path(os.path.abspath(folder))) or folder
    found = generator(folder, inside=inside)
    below = sites_below(folder, inside=inside)
    names = list(_articles(folder))
    left_out = unlike([name for name, _ in names], found, below)
    kept = [(name, kind) for name, kind in names if not is_unlike(name, left_out)]
    sites = {
        name: Site(one, shown_by_templates(folder, inside=inside, site=name)) for name, one in below.items()
    }
    alone = next(iter(sites), None) if found is None and len(sites) == 1 else None
    made, shown = found, shown_by_templates(folder, inside=inside)
    if alone is not None:
        one = sites[alone].generator
        made, shown = replace(one, config=f"{alone}/{one.config}"), dict(sites[alone].shown)
    texts = [beginning(folder / name, inside=inside) for name in _sample(kept)]
    return Survey(
        folder,
        Counter(kind for _, kind in kept),
        Counter(name.partition("/")[0] if "/" in name else "" for name, _ in kept),
        made,
        {} if alone is not None else sites,
        tuple(name for name in NAMES if _is_config(folder / name)),
        _above(folder, inside),
        _hook(inside),
        next((name for name in CI if os.path.exists(inside / name)), None),
        left_out,
        readers(texts, settings(folder, made, inside=inside)),
        shown,
        sum(1 for text in texts if _AMAZON.search(text)),
        len(texts),
    )


def _articles(folder: Path) -> Iterator[tuple[str, Format]]:
    for item in islice(discover([str(folder)]), MOST_ARTICLES):
        if item.error is None and item.format is not None:
            yield Path(os.path.relpath(item.path, folder)).as_posix(), item.format


def _sample(kept: Sequence[tuple[str, Format]]) -> list[str]:
    """Return the names of some articles, from all over; Word files are no text."""
    names = [name for name, kind in kept if kind is not Format.DOCX]
    return names[:: -(-len(names) // SAMPLE) or 1]


def _is_config(path: Path) -> bool:
    """Tell whether there is a config at `path`, be it a broken one."""
    if not os.path.lexists(path):
        return False
    try:
        return load(path, shown=path.name) is not None
    except ConfigError:
        return True


def _above(folder: Path, inside: Path) -> str | None:
    """Return the config over `folder` that holds for it, as seen from it."""
    # The config is written where the folder's links lead, and is read from there.
    here, root = Path(os.path.realpath(folder)), Path(os.path.realpath(inside))
    for above in here.parents if here != root else ():
        if not above.is_relative_to(root):
            break
        for name in NAMES:
            if _is_config(above / name):
                return Path(os.path.relpath(above / name, here)).as_posix()
    return None


def _hook(inside: Path) -> bool | None:
    """Tell whether pre-commit runs healthlint; None where there is no pre-commit."""
    text = beginning(inside / ".pre-commit-config.yaml", inside=inside)
    return bool(re.search(r"(?m)^\s*- id: healthlint\b", text)) if text else None
