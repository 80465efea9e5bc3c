"""Turn the files of a pack's folder into rules and a vocabulary, and tell all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import ValidationError

from healthlint.analysis import needed
from healthlint.errors import RuleError, together
from healthlint.rulepack.crosscheck import house_faults, pattern_faults, rule_faults, shipped_faults
from healthlint.rulepack.faults import Fault, explain, meant, shown
from healthlint.rulepack.folder import PackFolder
from healthlint.rulepack.model import KINDS, PythonRule, Rule
from healthlint.rulepack.pack import RulePack
from healthlint.rulepack.parts import Strict
from healthlint.rulepack.reader import Data, read, told
from healthlint.rulepack.vocabulary import LexiconFile, LinkFile, PatternFile, TopicFile
from healthlint.types import Lexicon, LinkCatalogue, Pattern, TopicModel, Vocabulary

Model = TypeVar("Model", bound=Strict)
_SORTS: Mapping[str, tuple[str, ...]] = {
    "rule": ("code", "kind"),
    "lexicon": ("lexicon",),
    "patterns": ("patterns",),
    "links": ("links",),
    "topic": ("topic",),
}
"""The keys of which a file has one, by what it holds."""
MOST_PATTERNS = 500
"""Patterns up to which a house may add its own."""
_TAKEN = {
    "code": "the code {name} is taken by {holder}",
    "name": "the name {name} is taken by {holder}",
    "lexicon": "another lexicon is called {name!r}: {holder}",
    "pattern": "another pattern is called {name!r}: {holder}",
}
_LINKS = LinkCatalogue(frozenset(), frozenset(), (), frozenset(), ())
_TOPIC = TopicModel({})


def compiled(folder: PackFolder, base: RulePack | None, *, tested: bool = False) -> RulePack:
    """Return what `folder` adds to `base`; None: `folder` is the pack that ships, which must be whole.

    Where its patterns were `tested` they are not compiled here: each costs a cold run its time.

    Raises RuleError with all that is wrong, a line each.
    """
    making = _Making(folder, base, tested)
    files = making.read()
    lexicons = making.lexicons(files["lexicon"])
    patterns = making.patterns(files["patterns"], lexicons)
    if base is None:
        links, topic = making.links(files["links"]), making.topic(files["topic"])
    else:
        links, topic = base.vocabulary.links, base.vocabulary.topic
        making.refuse([*files["links"], *files["topic"]])
    words = Vocabulary(lexicons, patterns, topic, links)
    rules = making.rules(files["rule"], words)
    if making.faults:
        raise together(RuleError, making.faults)
    own = making.taken if base else {what: f"{path} of healthlint" for what, path in making.taken.items()}
    return RulePack(rules, words, own)


@dataclass(slots=True)
class _Making:
    """Gather what a pack holds and what is wrong with it.

    What is broken is stood in for by an empty thing of its name, so that no second fault is
    told of what refers to it.
    """

    folder: PackFolder
    base: RulePack | None
    tested: bool
    faults: list[RuleError] = field(default_factory=list)
    taken: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.taken.update(self.base.taken if self.base else {})

    def read(self) -> Mapping[str, list[Data]]:
        """Return the files by what they hold."""
        found: dict[str, list[Data]] = {sort: [] for sort in _SORTS}
        files = list(self.folder.files(self.faults.append))
        if not files and not self.faults:
            raise RuleError("holds no rules; a pack is a folder of YAML files", path=self.folder.shown)
        for path, name in files:
            with self._gathering():
                data = read(path, shown=name)
                found[_sort(data)].append(data)
        return found

    def lexicons(self, files: list[Data]) -> tuple[Lexicon, ...]:
        found: list[Lexicon] = []
        for data in files:
            name = str(data.content["lexicon"])
            groups = _keys(data, "groups") + _keys(data, "suffixes")
            found.append(Lexicon(name, dict.fromkeys(groups, ()), {}))
            with self._gathering():
                file = _checked(LexiconFile, data)
                _raise(data, self._claimed(data, [("lexicon", ("lexicon",), name)]))
                found[-1] = file.compiled()
        return (*(self.base.vocabulary.lexicons if self.base else ()), *found)

    def patterns(self, files: list[Data], lexicons: tuple[Lexicon, ...]) -> dict[str, Pattern]:
        found = dict(self.base.vocabulary.patterns) if self.base else {}
        for data in files:
            names = _keys(data, "items")
            if self.base is not None and len(found) + len(names) > MOST_PATTERNS:
                fault = f"makes more than {MOST_PATTERNS} patterns in all; each looks through every article"
                self.faults.append(RuleError(fault, path=data.path))
                continue
            found |= {name: Pattern(name, (), (), ()) for name in names if name not in found}
            with self._gathering():
                file = _checked(PatternFile, data)
                faults = list(pattern_faults(file, lexicons))
                faults += self._claimed(data, [("pattern", ("items", name), name) for name in names])
                if not faults and not self.tested:
                    faults += file.broken(house=self.base is not None)
                _raise(data, faults)
                found |= file.compiled()
        return found

    def links(self, files: list[Data]) -> LinkCatalogue:
        with self._gathering():
            if not files:
                raise RuleError("holds no link catalogue (a file with the key 'links')", path="lexicons")
            for data in files[1:]:
                raise _error(data, [(("links",), "a pack has one link catalogue, and there is another")])
            return _checked(LinkFile, files[0]).compiled()
        return _LINKS

    def topic(self, files: list[Data]) -> TopicModel:
        with self._gathering():
            if not files:
                raise RuleError("cannot be read: No such file or directory", path="topic.yaml")
            for data in files[1:]:
                raise _error(data, [(("topic",), "a pack has one topic model, and there is another")])
            return _checked(TopicFile, files[0]).compiled()
        return _TOPIC

    def refuse(self, files: list[Data]) -> None:
        """Tell of what only the pack that ships can hold."""
        for data in files:
            with self._gathering():
                fault = "link catalogue and topic model are healthlint's own; leave the file out"
                raise _error(data, [((), fault)])

    def rules(self, files: list[Data], words: Vocabulary) -> tuple[Rule, ...]:
        found = {rule.code: rule for rule in self.base.rules} if self.base else {}
        if self.base is None:
            missing = (name for name in needed.PATTERNS if name not in words.patterns)
            self.faults += (
                RuleError(f"no file holds the pattern {name!r}, which analysis needs", path="lexicons")
                for name in missing
            )
        for data in files:
            with self._gathering():
                rule = _rule(data, house=self.base is not None)
                faults = list(rule_faults(rule, words))
                faults += shipped_faults(rule) if self.base is None else self._of_house(rule)
                faults += self._claimed(
                    data, [("code", ("code",), rule.code), ("name", ("name",), rule.name)]
                )
                _raise(data, faults)
                found[rule.code] = rule
        return tuple(found[code] for code in sorted(found))

    def _of_house(self, rule: Rule) -> Iterator[Fault]:
        yield from house_faults(rule)
        if isinstance(rule, PythonRule):
            from healthlint.rulepack.functions import function_fault

            fault = function_fault(rule.python, self.folder.distribution)
            if fault:
                yield ("python",), fault

    @contextmanager
    def _gathering(self) -> Iterator[None]:
        try:
            yield
        except RuleError as error:
            self.faults.append(error)

    def _claimed(self, data: Data, claims: Iterable[tuple[str, tuple[str, ...], str]]) -> list[Fault]:
        """Claim each (what, where, name) for the file; return a fault for each that another file holds."""
        faults: list[Fault] = []
        for what, where, name in claims:
            holder = self.taken.setdefault((what, name), data.path)
            if holder is not data.path:
                faults.append((where, _TAKEN[what].format(name=name, holder=holder)))
        return faults


def _sort(data: Data) -> str:
    """Return what a file holds, told by its keys."""
    for sort, keys in _SORTS.items():
        if any(key in data.content for key in keys):
            return sort
    wanted = "a rule (key 'code'), a lexicon (key 'lexicon') or patterns (key 'patterns')"
    raise _error(data, [((), f"holds neither of {wanted}")])


def _keys(data: Data, key: str) -> tuple[str, ...]:
    """Return the keys of the map at `key`, if it is one."""
    content = data.content.get(key)
    return tuple(content) if isinstance(content, dict) else ()


def _rule(data: Data, *, house: bool) -> Rule:
    known = tuple(name for name in KINDS if not (house and name == "tool"))
    if "kind" not in data.content:
        raise _error(data, [((), f"key 'kind' is missing; there are: {', '.join(known)}")])
    kind = data.content["kind"]
    if not isinstance(kind, str) or kind not in known:
        fault = f"kind must name a kind of rule, not {shown(kind)}; {meant(str(kind), known)}"
        raise _error(data, [(("kind",), fault)])
    rule: Rule = _checked(KINDS[kind], data)
    return rule


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
