"""Find the packs that configs name, and add their rules to those that ship."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.config.project import leads_out, short
from healthlint.config.select import closest, shown
from healthlint.errors import RuleError
from healthlint.rulepack import RulePack, with_pack

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from healthlint.rulepack.folder import PackFolder


class Packs:
    """Read each pack once in a run, however many configs name it."""

    def __init__(self, base: RulePack) -> None:
        self._base = base
        self._joined: dict[tuple[str, ...], RulePack | RuleError] = {}
        self._installed: dict[Path, dict[str, list[EntryPoint]]] = {}

    def find(self, given: str, beside: Path, *, project: Path) -> PackFolder:
        """Return the folder of the pack that a config in `beside` names. Raises RuleError.

        A name without a slash can be of a folder beside the config, or of an installed pack.
        """
        from healthlint.rulepack.folder import PackFolder
        from healthlint.rulepack.installed import folder_of, installed

        folder = Path(os.path.normpath(beside / given))
        bare = os.path.basename(given) == given and not given.startswith(".")
        points: Sequence[EntryPoint] = ()
        if bare:
            if project not in self._installed:
                self._installed[project] = installed(project)
            points = self._installed[project].get(given, ())
        if len(points) > 1:
            makers = " and ".join(sorted(str(point.dist.metadata["Name"]) for point in points if point.dist))
            raise RuleError(f"{shown(given)} is an installed pack of two distributions, {makers}; remove one")
        if leads_out(folder, project):
            raise RuleError(f"{shown(given)} leads out of the project; a folder of rules lies inside of it")
        if points and os.path.lexists(folder):
            raise RuleError(
                f"{shown(given)} is an installed pack, and a folder beside this config; "
                f"write {shown('./' + given)} for the folder, or rename it"
            )
        if points:
            return folder_of(points[0])
        if not os.path.isdir(folder):
            known = self._installed[project] if bare else {}
            raise RuleError(_missing(given, known))
        return PackFolder(folder, shown=short(folder), inside=Path(os.path.realpath(project)))

    def joined(self, folders: Sequence[PackFolder]) -> tuple[RulePack, list[RuleError]]:
        """Return the rules that ship with those of `folders` added in turn, and what is wrong with them."""
        pack, broken = self._base, []
        keys: tuple[str, ...] = ()
        for folder in folders:
            key = os.path.realpath(folder.path)
            if key in keys:
                continue
            if (*keys, key) not in self._joined:
                self._joined[*keys, key] = _added(pack, folder)
            made = self._joined[*keys, key]
            if isinstance(made, RuleError):
                broken.append(made)
            else:
                pack, keys = made, (*keys, key)
        return pack, broken


def _added(pack: RulePack, folder: PackFolder) -> RulePack | RuleError:
    try:
        return with_pack(pack, folder)
    except RuleError as error:
        return error


def _missing(given: str, known: dict[str, list[EntryPoint]]) -> str:
    guess = closest(given, known)
    if guess:
        return f"no folder and no installed pack is called {shown(given)}; did you mean {guess!r}?"
    there = f"; installed packs: {', '.join(sorted(known))}" if known else ""
    return f"no folder beside this config and no installed pack is called {shown(given)}{there}"
