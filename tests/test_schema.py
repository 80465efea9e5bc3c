"""The JSON schema of the config: editors accept what healthlint accepts."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from healthlint import rulepack
from healthlint.cli import main
from healthlint.config import Packs, read
from healthlint.config.keys import KEYS, OVERRIDES
from healthlint.config.schema import schema
from healthlint.errors import HealthlintError

ROOT = Path(__file__).parents[1]
PACK = rulepack.load()
SCHEMA = schema(PACK.rules)
WRITTEN = [
    block
    for page in ("configuration.md", "profiles.md")
    for block in re.findall(
        r"^```toml\n(.*?)^```$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]
GOOD = [
    "",
    'preset = "strict"\nfail-on = "never"\nextend = "a.toml"\n',
    'select = ["ALL", "HL1", "hl401", "long-sentence"]\n',
    '[rules.HL401]\nmax-grade = 9.5\nseverity = "info"\nas-reading-age = true\n',
    "[rules.long-sentence]\nmax-words = 30\n",
    '[per-file-ignores]\n"news/**" = ["HL4"]\n',
    '[site]\nauthor = "article"\n[topic]\njudge-from = 0\n',
    '[[overrides]]\nfiles = ["a/"]\nprofile = "uk"\nrules.HL205.emergency-number = "000"\n',
]
BAD = [
    'selct = ["HL1"]\n',
    'preset = "Strict"\n',
    'preset = "all"\nselect = []\n',
    'select = "HL1"\n',
    'ignore = ["no rule"]\n',
    'fail-on = "fatal"\n',
    'profile = "gb"\n',
    "exclude = [1]\n",
    "[rules.HL401]\nmax-grade = 0\n",
    "[rules.HL401]\nmax-grade = true\n",
    "[rules.HL402]\nmax-words = 9.5\n",
    "[rules.long-sentence]\nmax-word = 30\n",
    '[rules.HL401]\nseverity = "fatal"\n',
    f'[rules.HL205]\nemergency-number = "{"9" * 201}"\n',
    "rules = 3\n",
    '[site]\nfooter = "template"\n',
    '[site]\ndate = "yes"\n',
    "[topic]\njudge-from = 2\n",
    '[[overrides]]\nignore = ["HL1"]\n',
    '[[overrides]]\nfiles = ["a/"]\nfail-on = "error"\n',
    'extend = ""\n',
]


def accepted(content: dict[str, Any]) -> bool:
    return jsonschema.Draft7Validator(SCHEMA).is_valid(content)


def read_by_us(path: Path) -> bool:
    try:
        read(path, Packs(PACK))
    except HealthlintError:
        return False
    return True


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_it_knows_every_key() -> None:
    assert set(SCHEMA["properties"]) == set(KEYS)
    assert set(SCHEMA["properties"]["overrides"]["items"]["properties"]) == set(OVERRIDES)
    for rule in PACK.rules:
        assert set(SCHEMA["definitions"][rule.code]["properties"]) == {"severity", *rule.options}
    known = set(SCHEMA["definitions"]["rules"]["properties"])
    assert known == {name for rule in PACK.rules for name in (rule.code, rule.name)}


@pytest.mark.parametrize(
    ("good", "text"), [*((True, text) for text in GOOD), *((False, text) for text in BAD)]
)
def test_it_agrees_with_healthlint(tmp_path: Path, text: str, *, good: bool) -> None:
    path = tmp_path / "healthlint.toml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    assert (accepted(tomllib.loads(text)), read_by_us(path)) == (good, good)


@pytest.mark.parametrize("text", WRITTEN)
def test_configs_of_the_documentation_are_accepted(text: str) -> None:
    content = tomllib.loads(text)
    assert accepted(content.get("tool", {}).get("healthlint", content))


def test_what_config_show_writes_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["config", "show", "--profile", "uk", "--exclude", "a,b"]) == 0
    assert accepted(tomllib.loads(capsys.readouterr().out))


def test_rules_of_packs_are_described_where_a_config_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert main(["config", "schema"]) == 0
    shipped = json.loads(capsys.readouterr().out)
    assert shipped == json.loads((ROOT / "docs" / "healthlint.schema.json").read_text(encoding="utf-8"))
    ours = {"rules": {"ACME101": {"most": 3, "severity": "info"}, "names-no-clinic": {}}}
    assert jsonschema.Draft7Validator(shipped).is_valid(ours)

    (tmp_path / "healthlint.toml").write_text('packs = ["./house"]\n', encoding="utf-8")
    (tmp_path / "house").mkdir()
    text = (ROOT / "docs" / "your-own-rules.md").read_text(encoding="utf-8")
    for number, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[:3]):
        (tmp_path / "house" / f"{number}.yaml").write_text(block, encoding="utf-8")
    assert main(["config", "schema"]) == 0
    known = jsonschema.Draft7Validator(json.loads(capsys.readouterr().out))
    assert known.is_valid({"rules": {"ACME101": {"min-words": 3}}, "select": ["ACME1"]})
    assert not known.is_valid(ours)
