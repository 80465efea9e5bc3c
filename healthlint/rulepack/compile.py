"""Turn the files of a pack's folder into rules and a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from healthlint.errors import RuleError
from healthlint.rulepack.crosscheck import pattern_faults, rule_faults
from healthlint.rulepack.faults import Fault, explain, meant
from healthlint.rulepack.model import KINDS, Rule, Strict
from healthlint.rulepack.reader import Data, read, told
from healthlint.rulepack.vocabulary import LexiconFile, LinkFile, PatternFile, TopicFile
from healthlint.types import Lexicon, LinkCatalogue, Pattern, Vocabulary

Model = TypeVar("Model", bound=Strict)
NOT_RULES = {"lexicons"}


def vocabulary(root: Path) -> Vocabulary:
    """Read `root/lexicons` and `root/topic.yaml`. Raises RuleError."""
    lexicons: dict[str, Lexicon] = {}
    wordings: list[Data] = []
    links: LinkCatalogue | None = None
    for data in _files(root, root / "lexicons"):
        if "links" in data.content:
            if links is not None:
                raise _error(data, [(("links",), "a pack has one link catalogue, and there is another")])
            links = _checked(LinkFile, data).compiled()
        elif "patterns" in data.content:
            wordings.append(data)
        else:
            lexicon = _checked(LexiconFile, data).compiled()
            if lexicon.name in lexicons:
                raise _error(data, [(("lexicon",), f"another lexicon is called {lexicon.name!r}")])
            lexicons[lexicon.name] = lexicon
    if links is None:
        raise RuleError("holds no link catalogue (a file with the key 'links')", path="lexicons")
    patterns: dict[str, Pattern] = {}
    for data in wordings:
        patterns |= _patterns(data, tuple(lexicons.values()), patterns)
    topic = _checked(TopicFile, read(root / "topic.yaml", shown="topic.yaml")).compiled()
    return Vocabulary(tuple(lexicons.values()), patterns, topic, links)


def rules(root: Path, words: Vocabulary) -> tuple[Rule, ...]:
    """Read the rule files under `root`, sorted by code. Raises RuleError."""
    found: dict[str, Rule] = {}
    files: dict[str, str] = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name not in NOT_RULES):
        for data in _files(root, folder):
            rule = _rule(data)
            faults = list(rule_faults(rule, words))
            for key, value in (("code", rule.code), ("name", rule.name)):
                if value in files:
                    faults.append(((key,), f"the {key} {value} is taken by {files[value]}"))
                files[value] = data.path
            _raise(data, faults)
            found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def _files(root: Path, folder: Path) -> Iterator[Data]:
    for path in sorted(folder.glob("*.yaml")):
        yield read(path, shown=path.relative_to(root).as_posix())


def _rule(data: Data) -> Rule:
    kind = str(data.content.get("kind", ""))
    if kind not in KINDS:
        fault = f"kind must name a kind of rule, not {kind!r}; {meant(kind, tuple(KINDS))}"
        raise _error(data, [(("kind",), fault)])
    rule: Rule = _checked(KINDS[kind], data)
    return rule


def _patterns(data: Data, lexicons: tuple[Lexicon, ...], known: Iterable[str]) -> dict[str, Pattern]:
    file = _checked(PatternFile, data)
    faults = list(pattern_faults(file, lexicons))
    doubled = (name for name in file.items if name in known)
    faults += ((("items", name), f"another pattern is called {name!r}") for name in doubled)
    _raise(data, faults or list(file.broken()))
    return file.compiled()


def _checked(model: type[Model], data: Data) -> Model:
    try:
        return model.model_validate(data.content)
    except ValidationError as error:
        raise _error(data, explain(error, model)) from error


def _raise(data: Data, faults: list[Fault]) -> None:
    if faults:
        raise _error(data, faults)


def _error(data: Data, faults: Iterable[Fault]) -> RuleError:
    return told(data.path, ((data.line(where), sentence) for where, sentence in faults))
