"""Read, check and compile rule packs: the YAML under `rules/`, and what houses add to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.errors import RuleError
from healthlint.rulepack.pack import RulePack

if TYPE_CHECKING:
    from healthlint.rulepack.folder import PackFolder

__all__ = ["RulePack", "builtin_folder", "load", "with_pack"]


def builtin_folder() -> Path:
    """Return where the shipped rules lie: in the package, or beside it in an editable install.

    Raises RuleError where they are in neither.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "topic.yaml").is_file():
            return folder
    raise RuleError("the rules that ship with healthlint are missing; install healthlint again")


def load(folder: Path | None = None) -> RulePack:
    """Read the whole pack in `folder` (None: the one that ships).

    Raises RuleError naming file, line and key for whatever the pack gets wrong.
    """
    from healthlint.rulepack.compile import compiled
    from healthlint.rulepack.folder import PackFolder

    return compiled(PackFolder(folder or builtin_folder(), shown=""), None, tested=folder is None)


def with_pack(base: RulePack, folder: PackFolder) -> RulePack:
    """Return `base` with the rules, lexicons and patterns of `folder` added.

    Raises RuleError naming file, line and key for whatever the folder gets wrong.
    """
    from healthlint.rulepack.compile import compiled

    return compiled(folder, base)
