"""Find the packs that distributions install, without running any of their code."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import FileFinder, ModuleSpec
from importlib.metadata import Distribution, EntryPoint, distributions
from importlib.util import find_spec
from pathlib import Path
from pkgutil import get_importer
from urllib.parse import unquote, urlsplit

from healthlint.errors import RuleError
from healthlint.rulepack.folder import PackFolder

GROUP = "healthlint.rules"


@dataclass(frozen=True, slots=True)
class Located:
    """Hold the file of a module, and the folders of one that is a package."""

    file: str | None
    folders: tuple[str, ...]


def installed(project: Path) -> dict[str, list[EntryPoint]]:
    """Return the entry points of installed packs by the name that a config calls them.

    What lies in `project` is not installed: a pull request could bring it. Its virtual
    environment is.
    """
    found: dict[str, list[EntryPoint]] = {}
    seen: set[str] = set()
    for distribution in distributions(path=list(_paths(project))):
        # The first on the path is the one that Python imports.
        name = str(distribution.metadata["Name"])
        if name not in seen:
            seen.add(name)
            for point in distribution.entry_points.select(group=GROUP):
                found.setdefault(point.name, []).append(point)
    return found


def folder_of(point: EntryPoint) -> PackFolder:
    """Return the folder that an entry point names: that of a package, or one in it.

    Raises RuleError where there is none, or it is not the distribution's own.
    """
    distribution = point.dist
    found = located(point.module)[-1]
    for place in found.folders if found else ():
        folder = Path(place)
        if distribution is not None and folder.is_dir() and owns(distribution, folder):
            return PackFolder(folder, shown=point.name, distribution=distribution)
    maker = distribution.metadata["Name"] if distribution is not None else "?"
    raise RuleError(
        f"the installed pack {point.name!r} names {point.module!r}, which is no folder of {maker}; "
        "its entry point must name the package whose folder holds the rules"
    )


def located(module: str) -> list[Located | None]:
    """Return where Python would find each of `a`, `a.b`, `a.b.c`; None from the first it would not find.

    Nothing is imported.
    """
    top, *rest = module.split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        spec = None
    found = [_located([spec])]
    for depth in range(len(rest)):
        name = ".".join([top, *rest[: depth + 1]])
        above = found[-1].folders if found[-1] else ()
        finders = (get_importer(folder) for folder in above)
        found.append(
            _located([finder.find_spec(name) for finder in finders if isinstance(finder, FileFinder)])
        )
    return found


def _located(specs: Sequence[ModuleSpec | None]) -> Located | None:
    """Return what the first of `specs` finds; parts of a namespace package, which has no code, are joined."""
    there = [spec for spec in specs if spec is not None]
    for spec in there:
        if spec.has_location:
            return Located(spec.origin, tuple(spec.submodule_search_locations or ()))
    if not there:
        return None
    return Located(None, tuple(folder for spec in there for folder in spec.submodule_search_locations or ()))


def owns(distribution: Distribution, path: Path) -> bool:
    """Tell whether `distribution` installed `path`: a file, or a folder with files of it."""
    real = os.path.realpath(path)
    source = _editable(distribution)
    if source is not None and Path(real).is_relative_to(source):
        return True
    files = (os.path.realpath(str(distribution.locate_file(file))) for file in distribution.files or ())
    return any(file == real or file.startswith(real + os.sep) for file in files)


def _editable(distribution: Distribution) -> str | None:
    """Return the real path of the project that is installed in place (`pip install -e`)."""
    try:
        told = json.loads(distribution.read_text("direct_url.json") or "{}")
        if told["dir_info"]["editable"] is True:
            return os.path.realpath(unquote(urlsplit(told["url"]).path))
    except (ValueError, KeyError, TypeError):
        pass
    return None


def _paths(project: Path) -> Iterator[str]:
    inside = os.path.realpath(project)
    ours = {os.path.realpath(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    for path in sys.path:
        real = os.path.realpath(path or os.curdir)
        if real in ours or not Path(real).is_relative_to(inside):
            yield path
