"""Examine what would be linted, and by what: articles, configs, packs, rules."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from healthlint import rulepack
from healthlint.config import Configs, Resolver
from healthlint.config.trace import Trace
from healthlint.discover import Input, discover, read_bytes
from healthlint.errors import HealthlintError, SourceError
from healthlint.sources import read
from healthlint.types import Format


@dataclass(frozen=True, slots=True)
class House:
    """Hold what a path holds. `trace` is None where its own config or the rules cannot be used.

    `elsewhere` counts the articles below it by the config that is nearer to them. `packs` counts
    the rules that each pack adds. `broken` are sentences, the files that cannot be read among them.
    """

    trace: Trace | None = None
    packs: Mapping[str, int] = field(default_factory=dict)
    articles: Mapping[Format, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0
    broken: tuple[str, ...] = ()


def look_at_house(path: str, *, config: Path | None, isolated: bool) -> House:
    """Read the configs, packs and articles at and below `path`; nothing is linted."""
    try:
        configs = Configs(rulepack.load(), config_file=config, isolated=isolated)
        return _look(path, configs)
    except HealthlintError as error:
        return House(broken=tuple(str(error).split("\n")))
    except Exception as error:  # what a broken part raises is what is to be told
        return House(broken=(f"configs and articles cannot be read: {type(error).__name__}: {error}",))


def _look(path: str, configs: Configs) -> House:
    resolver = Resolver(configs)
    left_out: list[str] = []
    inputs = list(discover([path], excluded=resolver.excluded, leave_out=left_out.append))
    for item in inputs:
        configs.find(item.path)
    folder = Path(path) if os.path.isdir(path) else Path(path).parent
    trace, packs, broken = None, {}, []
    try:
        trace = resolver.trace(path)
        packs = _packs(configs, folder)
        configs.check()
    except HealthlintError as error:
        broken += str(error).split("\n")
    broken += [f"{item.path}: {fault}" for item in inputs if (fault := _fault(item))]
    own = trace.configs[-1:] if trace is not None else ()
    return House(
        trace,
        packs,
        Counter(item.format for item in inputs if item.format is not None),
        Counter(name for item in inputs if (name := _config(configs, item)) and name not in own),
        len(set(left_out)),
        tuple(dict.fromkeys(broken)),
    )


def _packs(configs: Configs, folder: Path) -> dict[str, int]:
    chain = configs.of(Path(os.path.abspath(folder)))
    codes = [holder for (what, _), holder in chain.pack.taken.items() if what == "code"]
    return {pack: sum(holder.startswith(f"{pack}/") for holder in codes) for pack in chain.packs}


def _config(configs: Configs, item: Input) -> str | None:
    """Return the name of the config of an article, None where there is none or a broken one."""
    try:
        chain = configs.of(Path(os.path.abspath(item.path)).parent)
    except HealthlintError:
        return None
    return chain.layers[-1].name if chain.layers else None


def _fault(item: Input) -> str | None:
    """Return why an article cannot be read."""
    if item.error is not None or item.format is None:
        return item.error
    try:
        read(item.path, read_bytes(item.path), item.format)
    except SourceError as error:
        return error.message
    return None
