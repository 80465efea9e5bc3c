"""Write the pages that follow from the rules, the command line and what healthlint prints.

usage: python tools/build_docs.py [--check] [--into DIR]

One page for each rule and an index of them in `docs/rules/`, `docs/command-line.md`, the JSON schema of
the config in `docs/healthlint.schema.json`, in README the output under each `$ healthlint ...`, and in
`docs/profiles.md` the profiles. `--check` writes nothing, names the pages that are stale, and ends with
1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from healthlint import rulepack
from healthlint.analysis.readability import MIN_SENTENCES, MIN_WORDS
from healthlint.cli import parser as command_line
from healthlint.config.schema import schema
from healthlint.reports import FORMATS
from healthlint.rulepack.fixes import fix_told
from healthlint.rulepack.model import Rule
from healthlint.rulepack.parts import Applies, Authority, Example, Option
from healthlint.rulepack.wording import worded
from healthlint.types import Format

ROOT = Path(__file__).resolve().parent.parent
CONSOLE = re.compile(r"^```console\n\$ healthlint (.*)\n(?:.*\n)*?```$", re.MULTILINE)
PROFILE = re.compile(r"^```toml\n# (rules/profiles/\w+\.toml)\n(?:.*\n)*?```$", re.MULTILINE)
MADE = "<!-- Made by tools/build_docs.py from {source}: change that, then run `make docs`. -->"
QUOTES = """\
<!-- healthlint-disable-file HL1, HL2, HL3, HL5, HL7, HL8 -- quotes what the rules look for -->
<!-- healthlint-disable-file HL001 -- the line above stands on every page, whatever it quotes -->"""
_CODE = re.compile(r"--[a-z]+(?:-[a-z]+)*(?: --[a-z-]+)?|\w+=\"[\w-]+\"|<\w+>")
FAMILIES = {
    "tool": ("HL0", "The use of healthlint"),
    "risks": ("HL1", "Risks"),
    "advice": ("HL2", "Professional advice"),
    "disclosure": ("HL3", "Disclosure of paid links"),
    "reading": ("HL4", "Reading level"),
    "claims": ("HL5", "Claims"),
    "evidence": ("HL6", "Evidence, authors and dates"),
    "people": ("HL7", "Words about people"),
    "dosage": ("HL8", "Doses and medicines"),
}
"""The folder of each family of rules, with the start of its codes and its name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="name the stale pages instead of writing them")
    parser.add_argument("--into", type=Path, default=ROOT, help="the project's copy to write to")
    arguments = parser.parse_args(argv)
    made = pages()
    stale = list(_stale(made, arguments.into))
    for name, reason in stale:
        path = arguments.into / name
        if arguments.check:
            print(f"{path.as_posix()}: {reason}; run 'make docs'")
        elif name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return int(bool(stale) and arguments.check)


def pages() -> Mapping[str, str]:
    """Return the text of every page by its name in the project."""
    rules = [worded(rule, {}) for rule in rulepack.load().rules]
    made = {f"docs/rules/{_stem(rule)}.md": "\n".join(_rule(rule)) + "\n" for rule in rules}
    made["docs/rules/index.md"] = "\n".join(_index(rules)) + "\n"
    made["docs/command-line.md"] = "\n".join(_command_line()) + "\n"
    made["docs/healthlint.schema.json"] = json.dumps(schema(rulepack.load().rules), indent=2) + "\n"
    made["docs/profiles.md"] = PROFILE.sub(_profile, (ROOT / "docs/profiles.md").read_text(encoding="utf-8"))
    made["README.md"] = CONSOLE.sub(_printed, (ROOT / "README.md").read_text(encoding="utf-8"))
    return made


def _stale(made: Mapping[str, str], folder: Path) -> Iterator[tuple[str, str]]:
    for name, text in sorted(made.items()):
        path = folder / name
        if not path.is_file():
            yield name, "is missing"
        elif path.read_text(encoding="utf-8") != text:
            yield name, "is not up to date"
    for path in sorted((folder / "docs" / "rules").glob("*.md")):
        if f"docs/rules/{path.name}" not in made:
            yield f"docs/rules/{path.name}", "is the page of no rule"


def _printed(block: re.Match[str]) -> str:
    """Return a block of README with what its command prints now."""
    command = [sys.executable, "-m", "healthlint", "--color", "never", *block[1].split()]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode != 1:
        raise SystemExit(f"healthlint {block[1]} should have found something:\n{done.stdout}{done.stderr}")
    return f"```console\n$ healthlint {block[1]}\n{done.stdout}{done.stderr}```"


def _profile(block: re.Match[str]) -> str:
    """Return a block of the page of profiles with what stands in the file that it names."""
    return f"```toml\n# {block[1]}\n{(ROOT / block[1]).read_text(encoding='utf-8')}```"


def _stem(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


def _folder(rule: Rule) -> str:
    return next(folder for folder, (prefix, _) in FAMILIES.items() if rule.code.startswith(prefix))


# The page of a rule


def _rule(rule: Rule) -> Iterator[str]:
    yield MADE.format(source=f"rules/{_folder(rule)}/{_stem(rule)}.yaml")
    yield from (QUOTES, "", f"# {rule.code}: {rule.name}", "", rule.summary, "")
    yield from _table(
        ("severity", "preset", "kind", "since"),
        [(rule.severity, rule.preset, rule.kind, rule.since)],
    )
    yield from ("", "## When it applies", "", _applies(rule))
    yield from ("", "## Why", "", rule.why.strip(), "", "## How to fix it", "", rule.how_to_fix.strip(), "")
    if rule.fix is not None:
        yield from ("## What healthlint can fix", "", _coded(fix_told(rule)), "")
        yield from ("[Fixes](../fixing.md) tells more.", "")
    yield from _options(rule)
    yield from ("## What is reported", "")
    for example in rule.examples.bad:
        yield from _example(example)
        shown = " ".join(example.underlined.split())
        yield from (f"Underlined: `{shown}`", "")
    yield from ("## What is accepted", "")
    for example in rule.examples.good:
        yield from _example(example)
    yield from ("## How to suppress it", "", *_suppression(rule), "")
    yield from ("## Authorities", "", *map(_authority, rule.authorities))


def _coded(text: str) -> str:
    """Return a sentence with its options and tags set as code."""
    return _CODE.sub(r"`\g<0>`", text)


def _applies(rule: Rule) -> str:
    least = rule.options.get("min-words")
    words = int(least.default) if least is not None else rule.applies.min_words
    conditions = list(_conditions(rule.applies))
    if words:
        conditions.append(f"It has at least {words} words of prose.")
    if rule.kind == "link":
        conditions.append("It has a link that pays the publisher, or says that it has such links.")
    if rule.kind == "measure" and rule.measure.of == "reading-grade":
        conditions.append(f"It has at least {MIN_WORDS} words in {MIN_SENTENCES} sentences to grade.")
    if not conditions:
        return "To every article."
    if len(conditions) == 1:
        return f"To every article of which this is true: {conditions[0][0].lower()}{conditions[0][1:]}"
    return "\n".join(
        ("To every article of which all of this is true:", "", *(f"- {one}" for one in conditions))
    )


def _conditions(applies: Applies) -> Iterator[str]:
    if applies.health is not None:
        yield "It gives readers health information." if applies.health else "It is not about health."
    if applies.intervention is not None:
        what = "something that a reader can take, use or undergo, and that can plausibly harm"
        yield f"Its main subject is {'' if applies.intervention else 'not '}{what}."
    if applies.needs_advice is not None:
        what = "A careful editor would {}want the reader sent to a professional."
        yield what.format("" if applies.needs_advice else "not ")
    if applies.kinds:
        yield f"Its main subject is of the kind {_either(applies.kinds)}."
    if applies.formats:
        yield f"It is written in {_either(applies.formats)}."


def _either(words: Sequence[str]) -> str:
    *first, last = (word.replace("_", " ") for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def _options(rule: Rule) -> Iterator[str]:
    if not rule.options:
        return
    yield from ("## Options", "", f"Set them in the config under `[rules.{rule.code}]`.", "")
    rows = [
        (f"`{name}`", _type(option), f"`{_toml(option)}`", option.about + _of_site(option))
        for name, option in rule.options.items()
    ]
    yield from (*_table(("option", "value", "default", "meaning"), rows), "")


def _of_site(option: Option) -> str:
    return f' `[site] {option.site} = "template"` sets it, too.' if option.site else ""


def _type(option: Option) -> str:
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at least", option.minimum), ("at most", option.maximum))
        if bound is not None
    ]
    names = {
        "integer": "a whole number",
        "number": "a number",
        "string": "text",
        "boolean": "`true` or `false`",
    }
    return ", ".join([names[option.type], *bounds])


def _toml(option: Option) -> str:
    if option.type == "boolean":
        return str(option.default).lower()
    if option.type == "string":
        return f'"{option.default}"'
    return f"{option.default:g}" if isinstance(option.default, float) else str(option.default)


def _example(example: Example) -> Iterator[str]:
    if example.note:
        yield from (f"{example.note[0].upper()}{example.note[1:]}:", "")
    language = "" if example.format is Format.TEXT else example.format.value
    yield from (*_fenced(example.text.strip("\n"), language), "")


def _fenced(text: str, language: str) -> tuple[str, ...]:
    """Return `text` in a fence longer than any that it holds."""
    longest = max((len(fence) for fence in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return (f"{fence}{language}", text, fence)


def _suppression(rule: Rule) -> Iterator[str]:
    if rule.kind == "tool":
        alone = (
            "It has to be named: a comment that names no rule leaves it. " if rule.about_suppressions else ""
        )
        yield f"{alone}Put this anywhere in the article:"
        yield from ("", *_fenced(f"<!-- healthlint-disable-file {rule.code} -- why -->", "markdown"), "")
    elif rule.kind in ("section", "statement") or (
        rule.kind == "measure" and rule.measure.of == "reading-grade"
    ):
        yield "It is about the article as a whole. Put this anywhere in it:"
        yield from ("", *_fenced(f"<!-- healthlint-disable-file {rule.code} -- why -->", "markdown"), "")
    else:
        yield "Above the line that is reported:"
        yield from ("", *_fenced(f"<!-- healthlint-disable-next-line {rule.code} -- why -->", "markdown"), "")
    yield "For many files: [`ignore` and `per-file-ignores`](../configuration.md#keys) in the config."


def _authority(authority: Authority) -> str:
    section = f", {authority.section}" if authority.section else ""
    return f"- [{authority.title}]({authority.url}){section}. {authority.publisher}."


# The index of the rules


def _index(rules: Sequence[Rule]) -> Iterator[str]:
    yield MADE.format(source="rules/")
    yield from (
        QUOTES,
        "",
        "# Rules",
        "",
        "`healthlint explain CODE` shows each of these pages in the terminal.",
        "",
    )
    for folder, (prefix, name) in FAMILIES.items():
        rows = [
            (
                f"[{rule.code}]({_stem(rule)}.md)",
                f"`{rule.name}`",
                rule.severity,
                rule.preset,
                rule.fix.safety if rule.fix is not None else "",
                rule.summary,
            )
            for rule in rules
            if _folder(rule) == folder
        ]
        if rows:
            yield from (f"## {prefix}xx: {name}", "")
            yield from (*_table(("code", "name", "severity", "preset", "fix", "what it finds"), rows), "")
    yield "[Fixes](../fixing.md) are made by `--fix`, unsafe ones with `--unsafe-fixes` as well."
    yield "The preset `recommended` runs unless you choose others."


# The command line


_MORE = {
    "healthlint": "The word `check` may stand before the paths.",
    "healthlint baseline": "[How to use it](adopting.md).",
}
"""What a page can tell of a command beside its help."""


_PLACES = (
    "A report that goes to a file takes the place of what is there once it is whole; where the run breaks",
    "off, nothing changes. A link is replaced, not followed. Within a git repository, and below the",
    "working directory, a FILE must be none yet or a regular one, and no folder on the way a link that",
    "leads out. Nor is it below `.git`, an article that is linted, or a file that may not be written.",
    "Elsewhere devices and pipes are written to, such as `/dev/fd/63`; `/dev/stdout` is what `-` is.",
    "",
    "## Paths that begin with a dash",
    "",
    "After `--` all are paths: `git ls-files -z '*.md' | xargs -0 healthlint --` lints every article,",
    "however it is called. Before it, an argument that reads as an option and is a file here is neither:",
    "healthlint ends with code 2. So nobody can add a file `--preset=strict`, and change what is checked.",
)


def _command_line() -> Iterator[str]:
    yield MADE.format(source="healthlint/cli/parser.py and setup.py")
    yield from ("", "# The command line", "")
    for parser in command_line.every():
        more = _MORE.get(parser.prog, "")
        yield from _command((parser.usage or "").replace(" [OPTION]...", ""), parser, more)
    yield from ("## Formats", "")
    yield from _table(("format", "what it is"), [(f"`{name}`", form.about) for name, form in FORMATS.items()])
    yield from ("", "[In CI](ci.md) tells which service reads which, and how.", "", *_PLACES, "")
    yield from ("## Exit codes", "")
    yield from _table(
        ("code", "meaning"),
        [
            ("0", "nothing was found that is as bad as `--fail-on` says"),
            ("1", "something was"),
            (
                "2",
                "a path, the config or an option cannot be used. A broken config or option stops the run; "
                "where a file cannot be read the others are linted all the same",
            ),
        ],
    )
    yield ""
    yield "The code is never a count. The report goes to standard output, and all else to standard error."


def _command(usage: str, parser: argparse.ArgumentParser, more: str) -> Iterator[str]:
    yield from (f"## {usage}", "", f"{parser.description} {more}".strip(), "")
    rows = [row for group in parser._action_groups for row in map(_argument, group._group_actions)]
    yield from (*_table(("argument", "meaning"), rows), "")


def _argument(action: argparse.Action) -> tuple[str, str]:
    names = ", ".join(f"`{name}`" for name in action.option_strings) or f"`{action.metavar}`"
    value = action.metavar if action.option_strings else ""
    if action.choices is not None:
        value = ", ".join(map(str, action.choices))
    about = (action.help or _UNSAID.get(action.dest, "")) % {"prog": "healthlint"}
    return f"{names} {value or ''}".strip(), about


_UNSAID = {
    "color": "whether to colour the output (default: auto, which also heeds NO_COLOR and FORCE_COLOR)",
    "output_format": "how to list them (default: text)",
}
"""What the help leaves unsaid because it explains itself there."""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    sys.exit(main())
