"""Turn the files of a pack's folder into rules and a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from healthlint.errors import RuleError
from healthlint.rulepack.model import Rule, RuleFile, SectionRule, StatementRule, Strict
from healthlint.rulepack.reader import Data, read
from healthlint.rulepack.vocabulary import LexiconFile, LinkFile, PatternFile, TopicFile
from healthlint.types import LinkCatalogue, Pattern, Vocabulary

Model = TypeVar("Model", bound=Strict)
NOT_RULES = {"lexicons"}


def vocabulary(root: Path) -> Vocabulary:
    """Read `root/lexicons` and `root/topic.yaml`. Raises RuleError."""
    lexicons = []
    patterns: dict[str, Pattern] = {}
    links: LinkCatalogue | None = None
    for data in _files(root, root / "lexicons"):
        if "links" in data.content:
            links = _checked(LinkFile, data).compiled()
        elif "patterns" in data.content:
            patterns |= _patterns(data)
        else:
            lexicons.append(_checked(LexiconFile, data).compiled())
    if links is None:
        raise RuleError("holds no link catalogue (a file with the key 'links')", path="lexicons")
    _check_tags(patterns, {lexicon.name for lexicon in lexicons})
    topic = _checked(TopicFile, read(root / "topic.yaml", shown="topic.yaml")).compiled()
    return Vocabulary(tuple(lexicons), patterns, topic, links)


def rules(root: Path, words: Vocabulary) -> tuple[Rule, ...]:
    """Read the rule files under `root`, sorted by code. Raises RuleError."""
    found: dict[str, Rule] = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name not in NOT_RULES):
        for data in _files(root, folder):
            rule = _checked(RuleFile, Data(data.path, {"rule": data.content}, _below(data))).rule
            for pattern in _pattern_names(rule):
                if pattern not in words.patterns:
                    raise RuleError(f"names the pattern {pattern!r}, which no lexicon holds", path=data.path)
            if rule.code in found:
                raise RuleError(f"code {rule.code} is taken by another rule", path=data.path)
            found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def _files(root: Path, folder: Path) -> Iterator[Data]:
    for path in sorted(folder.glob("*.yaml")):
        yield read(path, shown=path.relative_to(root).as_posix())


def _below(data: Data) -> dict[tuple[str | int, ...], int]:
    return {("rule", *where): line for where, line in data.lines.items()}


def _patterns(data: Data) -> dict[str, Pattern]:
    file = _checked(PatternFile, data)
    try:
        return file.compiled()
    except ValueError as error:
        raise RuleError(str(error), path=data.path) from error


def _pattern_names(rule: Rule) -> Iterator[str]:
    if isinstance(rule, SectionRule):
        spec = rule.section
        yield from (*spec.headings, *spec.weak_headings, *spec.title, *(name for name in (spec.mentions, spec.promises) if name))
    elif isinstance(rule, StatementRule):
        yield from (*rule.statement.required, *rule.statement.weak)


def _check_tags(patterns: dict[str, Pattern], lexicons: set[str]) -> None:
    for pattern in patterns.values():
        for tag in pattern.tags:
            if tag.partition(".")[0] not in lexicons:
                raise RuleError(f"pattern {pattern.name!r} names the lexicon {tag!r}, which is not there")


def _checked(model: type[Model], data: Data) -> Model:
    try:
        return model.model_validate(data.content)
    except ValidationError as error:
        raise _rule_error(error, data) from error


def _rule_error(error: ValidationError, data: Data) -> RuleError:
    faults = []
    for fault in error.errors():
        where = tuple(part for part in fault["loc"] if part not in {"section", "statement", "link", "measure"} or part in data.content)
        key = ".".join(str(part) for part in where if part != "rule") or "the file"
        faults.append((data.line(where), f"{key}: {fault['msg']}"))
    faults.sort()
    rest = "".join(f"\n{data.path}:{line}: {text}" for line, text in faults[1:])
    return RuleError(faults[0][1] + rest, path=data.path, line=faults[0][0])
