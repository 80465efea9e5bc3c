"""Rules of a house in a folder: they run beside those that ship, and whatever is wrong with them is told."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import healthlint
from healthlint.cli import main

LEXICON = """\
lexicon: brand
about: Our clinics.
source: us
groups:
  ours: [Acme Clinic, Acme Pharmacy]
"""
PATTERNS = """\
patterns: house
about: What our articles say.
source: us
items:
  names-us:
    tags: [brand]
    accept: ["<brand>"]
  says-miracle:
    accept: ["miracle"]
"""
RULE = """\
code: ACME101
name: names-our-clinic
summary: An article does not say where our readers find us.
severity: warning
preset: recommended
kind: statement
applies: {health: true}
statement: {required: [names-us]}
message:
  missing: "Nothing here says which clinic treats {subject}. Name one."
why: Readers ask where they can go.
how_to_fix: Name the clinic once.
"""
ARTICLE = (
    "# Botox for the forehead\n\nBotox is an injection that relaxes the muscles of the face. Botox lasts.\n"
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a git repository with a pack; it is the working directory."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    write("healthlint.toml", 'packs = ["house"]\n')
    write("house/words.yaml", LEXICON)
    write("house/patterns/says.yml", PATTERNS)
    write("house/ACME101.yaml", RULE)
    write("house/README.md", "Not a rule.\n")
    write("a.md", ARTICLE)
    return root


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error."""
    code = main(argv)
    return code, *capsys.readouterr()


def faults(capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    code, out, err = run(capsys, *argv or ("rules",))
    assert (code, out) == (2, "")
    assert "itself failed" not in err
    return [line.removeprefix("healthlint: error: ") for line in err.splitlines()]


def codes(path: str) -> list[str]:
    return [finding.code for finding in healthlint.lint_file(path, extend_select=["ACME"]).findings]


def test_a_house_rule_runs_beside_those_that_ship(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--output-format", "json", "--preset", "recommended", "a.md")
    file: dict[str, Any] = json.loads(out)["files"][0]
    assert code == 0
    assert [(found["code"], found["name"]) for found in file["findings"]] == [("ACME101", "names-our-clinic")]
    assert file["findings"][0]["message"] == "Nothing here says which clinic treats Botox. Name one."
    names = {verdict["code"]: verdict["name"] for verdict in file["verdicts"]}
    assert names["ACME101"] == "names-our-clinic"
    assert names["HL101"] == "missing-risk-section"


@pytest.mark.parametrize("selector", ["ACME101", "names-our-clinic", "ACME", "acme1"])
def test_house_rules_are_chosen_like_others(selector: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "--select", selector, "--output-format", "concise", "a.md")
    assert out.startswith("a.md:1:3: ACME101 ")
    assert err == "Found 1 warning in 1 file.\n"
    assert run(capsys, "--ignore", selector, "a.md")[2] == "All checks passed: 1 file linted.\n"


def test_house_rules_are_suppressed_like_others(capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", f"<!-- healthlint-disable-file names-our-clinic -- no clinic does it -->\n\n{ARTICLE}")
    assert run(capsys, "a.md")[2] == "All checks passed: 1 file linted (1 suppressed by comments).\n"
    write("a.md", f"<!-- healthlint-disable-file ACME101 -->\n\n{ARTICLE}\n\nAcme Clinic does it.\n")
    assert "HL001" in run(capsys, "a.md", "--output-format", "concise")[1]


def test_settings_of_a_house_rule(capsys: pytest.CaptureFixture[str]) -> None:
    write("healthlint.toml", 'packs = "house"\n[rules.names-our-clinic]\nseverity = "error"\n')
    assert run(capsys, "a.md")[0] == 1
    write("healthlint.toml", 'packs = ["./house"]\n[per-file-ignores]\n"a.*" = ["ACME"]\n')
    assert run(capsys, "a.md")[0] == 0


def test_rules_and_explain_know_the_pack_of_the_working_directory(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, "rules")[1].startswith("ACME101  names-our-clinic")
    assert "ACME101" not in run(capsys, "rules", "--isolated")[1]
    page = run(capsys, "explain", "acme101")[1]
    assert page.startswith("ACME101 names-our-clinic\nAn article does not say")
    assert "since" not in page
    assert "Authorities" not in page
    Path("deep").mkdir()
    monkeypatch.chdir("deep")
    assert "ACME101" in run(capsys, "rules", "--output-format", "json")[1]
    monkeypatch.chdir("../..")
    assert "ACME101" not in run(capsys, "rules")[1]
    assert "ACME101" in run(capsys, "rules", "--config", "project/healthlint.toml")[1]


def test_each_file_is_linted_with_the_packs_of_its_own_config(capsys: pytest.CaptureFixture[str]) -> None:
    shouts = RULE.replace("ACME101", "NEWS101").replace("names-our-clinic", "names-a-miracle")
    write("news/rules/r.yaml", shouts.replace("names-us", "miracles"))
    write(
        "news/rules/p.yaml",
        PATTERNS.replace("says-miracle", "miracles")
        .replace("<brand>", "clinic")
        .replace("tags: [brand]", "tags: []"),
    )
    write("news/healthlint.toml", 'packs = ["rules"]\n')
    write("blog/healthlint.toml", "")
    for number in range(3):
        for folder in ("news", "blog", "more"):
            write(f"{folder}/{number}.md", ARTICLE)
    paths = [f"{folder}/{number}.md" for number in range(3) for folder in ("news", "blog", "more")]
    for path in paths:
        expected = {"news": ["NEWS101"], "blog": [], "more": ["ACME101"]}[path[:4]]
        assert [one.code for one in healthlint.lint_file(path).findings] == expected
    found = [[one.code for one in file.findings] for file in healthlint.lint_paths(paths).files]
    assert found == [["NEWS101"], [], ["ACME101"]] * 3
    # What is named on the command line must be known to one of the configs.
    assert run(capsys, "--select", "NEWS101", *paths)[0] == 0
    assert faults(capsys, "--select", "NEWS102", *paths)[0].startswith("unknown rule 'NEWS102'; did you mean")
    write("blog/0.md", f"<!-- healthlint-disable-file ACME101 -->\n\n{ARTICLE}")
    assert [one.code for one in healthlint.lint_file("blog/0.md").findings] == ["HL002"]


def test_packs_of_extended_configs_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    write("docs/own/r.yaml", RULE.replace("ACME101", "DOCS101").replace("names-our-clinic", "docs-name-us"))
    write(
        "docs/healthlint.toml",
        'extend = "../healthlint.toml"\npacks = ["own"]\nselect = ["ACME", "DOCS101"]\n',
    )
    write("docs/a.md", ARTICLE)
    assert run(capsys, "docs", "--output-format", "concise")[1].count("101 Nothing here says") == 2


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "x.yaml",
            RULE.replace("ACME101", "HL101"),
            ":1: codes in HL are healthlint's own; take letters of yours",
        ),
        ("x.yaml", RULE.replace("ACME101", "ALL101"), ":1: codes in ALL are healthlint's own; "),
        ("x.yaml", RULE, ":1: the code ACME101 is taken by house/ACME101.yaml"),
        (
            "x.yaml",
            RULE.replace("ACME101", "ACME102").replace("names-our-clinic", "long-sentence"),
            ":2: the name long-sentence is taken by reading/HL402-long-sentence.yaml of healthlint",
        ),
        ("x.yaml", RULE.replace("names-our-clinic", "acme"), ":2: name must be two words or more"),
        (
            "x.yaml",
            RULE.replace("[names-us]", "[names-use]"),
            ":8: no lexicon holds the pattern 'names-use'; did ",
        ),
        (
            "x.yaml",
            RULE.replace("kind: statement", "kind: tool"),
            ":6: kind must name a kind of rule, not 'tool'; there are: ",
        ),
        (
            "x.yaml",
            RULE.replace("kind: statement", "kind: python\npython: os:system").replace(
                "statement: {required: [names-us]}\n", ""
            ),
            ":7: a folder of rules is data and cannot run code: kind python is for packs that are ",
        ),
        ("x.yaml", LEXICON, ":1: another lexicon is called 'brand': house/words.yaml"),
        (
            "x.yaml",
            LEXICON.replace("brand", "drug"),
            ":1: another lexicon is called 'drug': lexicons/drug.yaml of ",
        ),
        ("x.yaml", LEXICON.replace("[Acme Clinic, ", "['', "), ":5: groups.ours must not be empty"),
        (
            "x.yaml",
            LEXICON.replace("Acme Clinic", "'" + "!" * 200 + "'"),
            ":5: groups.ours must be at most 100 characters",
        ),
        (
            "x.yaml",
            PATTERNS.replace("names-us", "advice"),
            ":5: another pattern is called 'advice': lexicons/",
        ),
        ("x.yaml", "links: affiliate\n", ":1: link catalogue and topic model are healthlint's own; leave"),
        (
            "x.yaml",
            PATTERNS.replace("tags: [", "tags: [xxxxxxxxxx, "),
            ":6: no lexicon or group is called 'xxxxxxxxxx'; there are: animal, ",
        ),
        ("x.yaml", RULE + '"a\\nb": 1\n', ":13: unknown key 'a\\nb'"),
        ("x.yaml", "topic: ours\n", ":1: link catalogue and topic model are healthlint's own; leave"),
        ("x.yaml", "name: what\n", ":1: holds neither of a rule (key 'code'), a lexicon (key 'lexicon') or "),
        ("x.yaml", "", ":1: must be a map of keys"),
        ("x.yaml", "a: &a [*a, *a]\n", ":1: aliases (*a) are not allowed; write the value out"),
        ("x.yaml", "a: " + "[" * 10_000, ":1: is nested too deep"),
        (
            "x.yaml",
            "a: !!python/object:os.system x\n",
            ":1: tags (tag:yaml.org,2002:python/object:os.system) are",
        ),
        ("x.yaml", "code: ACME102\x00\n", ":1: is not valid YAML: "),
        ("x.yaml", "#" * 300_000, ": is larger than 256 KB; split it"),
        (
            "x.yaml",
            RULE.replace("kind: statement", "kind: {a: b}"),
            ":6: kind must name a kind of rule, not a map",
        ),
        (
            "x.yaml",
            RULE.replace("{subject}", "{subjec}"),
            ":10: message 'missing' has no field 'subjec'; did you ",
        ),
        (
            "x.yaml",
            RULE + "options:\n  min-words: {type: string, default: many, about: a}\n",
            ":14: min-words must be of type integer",
        ),
        (
            "x.yaml",
            RULE + f"options:\n  min-words: {{type: integer, default: {'9' * 9000}, about: a}}\n",
            ":14: options.min-words has a default that is no integer: '999",
        ),
    ],
)
def test_faults_of_a_pack_name_file_line_and_what_is_right(
    file: str, text: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(f"house/{file}", text)
    told = faults(capsys)
    assert any(line.startswith(f"house/{file}{expected}") for line in told), told


def patterns(pattern: str, words: str = "{}") -> str:
    return f"patterns: p\nabout: a\nsource: s\nwords: {words}\nitems:\n  one:\n    accept: ['{pattern}']\n"


DOUBLING = "{w0: " + "a" * 99 + "".join(f", w{n + 1}: '{{w{n}}}{{w{n}}}'" for n in range(60)) + "}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (patterns("(?=a)"), ":7: one is not an RE2 pattern (invalid perl operator: (?=)"),
        (
            patterns("{w60}", DOUBLING),
            ":4: the words, filled in, make a pattern of more than 60000 characters",
        ),
        (patterns(".{1000}" * 5), ":7: one is too large a pattern; repeat less in it, or make several of it"),
        (patterns("x{1001}"), ":7: one is not an RE2 pattern (invalid repetition size: {1001})"),
        (patterns("a', '" * 300), ":7: items.one.accept must hold at most 200, not 301"),
        (
            patterns("a") + "".join(f"  p{number}: {{accept: [a]}}\n" for number in range(600)),
            ": makes more than 500 patterns in all; each looks through every article",
        ),
    ],
)
def test_patterns_that_would_take_long_are_refused(
    text: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("house/x.yaml", text)
    (told,) = faults(capsys)
    assert told.startswith(f"house/x.yaml{expected}")


def test_all_faults_of_config_and_pack_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    write("healthlint.toml", 'packs = ["house", "gone"]\nignore = 3\nselect = ["ACME999"]\n')
    write("house/words.yaml", LEXICON.replace("about:", "abuot:"))
    write("house/ACME101.yaml", RULE.replace("severity: warning", "severity: bad"))
    write("house/ACME102.yaml", RULE.replace("ACME101", "acme102"))
    Path("house/bytes.yaml").write_bytes(b"a: b\nb: \xff\n")
    assert faults(capsys) == [
        "healthlint.toml:1: packs: no folder beside this config and no installed pack is called 'gone'",
        'healthlint.toml:2: ignore must be a list of strings, like ["HL1", "HL401"], not 3',
        "house/bytes.yaml:2: is not UTF-8; save it as UTF-8",
        "house/words.yaml:1: key 'about' is missing",
        "house/words.yaml:2: unknown key 'abuot'; did you mean 'about'?",
        "house/ACME101.yaml:4: severity must be 'error', 'warning' or 'info', not 'bad'",
        "house/ACME102.yaml:1: code must be two to five capitals and three digits, like ACME101, not "
        "'acme102'",
    ]


def test_packs_may_use_what_those_before_them_hold_and_not_take_their_codes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("second/r.yaml", RULE.replace("ACME101", "TWO101").replace("names-our-clinic", "second-rule"))
    write("healthlint.toml", 'packs = ["house", "second", "house"]\n')
    assert "TWO101" in run(capsys, "rules")[1]
    write("second/r.yaml", RULE)
    assert faults(capsys) == [
        "second/r.yaml:1: the code ACME101 is taken by house/ACME101.yaml",
        "second/r.yaml:2: the name names-our-clinic is taken by house/ACME101.yaml",
    ]


@pytest.mark.parametrize(
    ("packs", "expected"),
    [
        ("3", 'packs must be a path or a list of them, like ["house-rules"], not 3'),
        ('["hous"]', "packs: no folder beside this config and no installed pack is called 'hous'"),
        ('["a.md"]', "packs: no folder beside this config and no installed pack is called 'a.md'"),
        ('["../other"]', "packs: '../other' leads out of the project; a folder of rules lies inside of it"),
        ('["/etc"]', "packs: '/etc' leads out of the project"),
        ('["linked"]', "packs: 'linked' leads out of the project"),
    ],
)
def test_a_pack_that_is_not_there_or_not_ours(
    packs: str, expected: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("../other/x.yaml", "password: hunter2\n")
    Path("linked").symlink_to(project.parent / "other")
    write("healthlint.toml", f"packs = {packs}\n")
    (told,) = faults(capsys)
    assert told.startswith(f"healthlint.toml:1: {expected}")


def test_links_in_a_pack_do_not_lead_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("../secret.yaml", "password: hunter2\n")
    Path("house/link.yaml").symlink_to(project.parent / "secret.yaml")
    assert faults(capsys) == ["house/link.yaml: is a symbolic link that leads out of the project"]
    Path("house/link.yaml").unlink()
    Path("house/round").symlink_to("..")
    assert faults(capsys) == ["house/round: is a linked folder; a pack's folders must be real ones"]
    Path("house/round").unlink()
    Path("rule.yaml").write_text(RULE.replace("ACME101", "ACME102").replace("our-clinic", "it"))
    Path("house/inner.yaml").symlink_to("../rule.yaml")
    assert "ACME102" in run(capsys, "rules")[1]


def test_an_empty_folder_a_pipe_and_thousands_of_files(capsys: pytest.CaptureFixture[str]) -> None:
    Path("many").mkdir()
    Path("empty").mkdir()
    for number in range(600):
        write(f"many/{number:03}.yaml", "a: b\n")
    write("healthlint.toml", 'packs = ["many", "empty"]\n')
    assert faults(capsys) == [
        "many: holds more than 500 rule files or 4 MB of them, too much for a pack",
        "empty: holds no rules; a pack is a folder of YAML files",
    ]
    for number in range(400):
        Path(f"many/{number:03}.yaml").unlink()
    write("healthlint.toml", 'packs = ["many"]\n')
    told = faults(capsys)
    assert told[0].startswith("many/400.yaml:1: holds neither of a rule (key 'code'), a lexicon")
    assert told[50:] == ["and 150 more"]
    os.mkfifo("empty/pipe.yaml")
    write("healthlint.toml", 'packs = ["empty"]\n')
    assert faults(capsys) == ["empty/pipe.yaml: is not a regular file"]


def test_a_broken_config_beside_others_is_told_with_them(capsys: pytest.CaptureFixture[str]) -> None:
    write("one/healthlint.toml", "selct = []\n")
    write("two/healthlint.toml", "packs = ['gone']\n")
    for folder in ("one", "two"):
        write(f"{folder}/a.md", ARTICLE)
        write(f"{folder}/deep/a.md", ARTICLE)
    assert faults(capsys, ".") == [
        "one/healthlint.toml:1: unknown key 'selct'; did you mean 'select'?",
        "two/healthlint.toml:1: packs: no folder beside this config and no installed pack is called 'gone'",
    ]
