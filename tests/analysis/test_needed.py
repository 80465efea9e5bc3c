"""What analysis and checks look up by name is demanded of the pack that ships."""

from __future__ import annotations

import ast
from pathlib import Path

import healthlint
from healthlint import rulepack
from healthlint.analysis import needed

LOOK_UPS = {"said", "headed", "text_says"}


def test_every_pattern_that_code_names_is_demanded() -> None:
    named = set()
    for path in Path(healthlint.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LOOK_UPS
            ):
                named |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    assert {"amount", "speaks-of-pay"} <= named
    assert named <= set(needed.PATTERNS)


def test_the_pack_that_ships_holds_them() -> None:
    assert set(needed.PATTERNS) <= set(rulepack.load().vocabulary.patterns)
