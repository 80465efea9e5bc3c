"""Read, check and compile a rule pack: the YAML under `rules/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.errors import RuleError
from healthlint.types import Vocabulary

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule


@dataclass(frozen=True, eq=False)
class RulePack:
    """Hold the rules of a pack by code, and the vocabulary they judge with.

    A pack equals only itself, so that what is made of it can be kept by it.
    """

    rules: tuple[Rule, ...]
    vocabulary: Vocabulary


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
    """Read the pack in `folder` (None: the one that ships).

    Raises RuleError naming file, line and key for whatever the pack gets wrong.
    """
    from healthlint.rulepack.compile import rules, vocabulary

    root = folder or builtin_folder()
    words = vocabulary(root)
    return RulePack(rules(root, words), words)
