"""The rules by kind, as pydantic models: what each kind asks, and with which keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from healthlint.rulepack.parts import Meanings, Reference, RuleBase, Strict, Text
from healthlint.rulepack.phrases import PhraseSpec

_OF_REQUIRED = ("when", "otherwise", "headings", "weak", "opening")
_OF_FORBIDDEN = ("unless", "quoted", "at_least")
"""The keys of a statement that make sense only where it is required, and only where it is forbidden."""


class ThinSpec(Strict):
    """Say when a section that is there tells nothing.

    It has fewer than `words` words, or fewer than `reassuring_words` and a sentence that says the
    pattern `reassures`; it names no phrase of the lexicons `names`, and no sentence of it says the
    pattern `warns`.
    """

    words: int
    reassuring_words: int
    reassures: str
    warns: str
    names: tuple[str, ...] = Field(min_length=1)


class SectionSpec(Strict):
    """Name the heading patterns that satisfy the rule, and what else its message can point to.

    A section under one of `weak_headings` satisfies it only where its text names a phrase of
    the lexicon `holding`; under one of `told_headings` where it does, or where a sentence says one
    of the patterns that stand beside the heading's. Sentences that say one of `unless` name nothing.
    `title` are patterns of a title that make the whole article about it.
    `mentions` is a sentence pattern for what is told in passing, `promises` one for an
    introduction that announces the section. With `thin` the rule asks not for the section but
    that it tells something, where there is one.
    """

    headings: tuple[str, ...] = Field(min_length=1)
    weak_headings: tuple[str, ...] = ()
    told_headings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    holding: str | None = None
    unless: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    mentions: str | None = None
    promises: str | None = None
    thin: ThinSpec | None = None


class SectionRule(RuleBase):
    kind: Literal["section"]
    section: SectionSpec


class Occasion(Strict):
    """Name what makes a statement due: `at_least` sentences that say one of `said`, or one `front_matter`
    entry ("key: value") or web address of a link that does.

    With `under`, only sentences count that stand under a heading, or in a list after a sentence, that
    says one of these. `titled` are patterns of which the title must say one; without `said`, that is all.
    `note` tells a reader of the report what stands at such a place.
    """

    said: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    at_least: int = Field(default=1, ge=1)
    front_matter: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _names_something(self) -> Occasion:
        if not (self.said or self.titled or self.front_matter or self.links):
            raise ValueError("must name patterns under 'said', 'titled', 'front_matter' or 'links'")
        return self


class Around(Strict):
    """Name what, said around a sentence, takes back what it says or tells it as the words of others.

    `under`: a heading over it, or the sentence that leads in its list. `before` and `after`: the
    sentence before or after it. `section`: any sentence of its section. `title`: the article's title.
    """

    under: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    title: tuple[str, ...] = ()


class StatementSpec(Strict):
    """Name the sentence patterns one of which must be said, or none of which may.

    Where one is `required`: `weak` are near misses that the message names. A section under one of
    `headings` satisfies the rule, too. With `when`, the statement is due only on one of these occasions;
    `otherwise` says in a few words that there was none. With `opening`, it must be said within so many
    words from the start, or in a section before the last.

    Where they are `forbidden`: what `unless` names around a sentence excuses it, and so do quotation
    marks, unless `quoted` words count, too. With `at_least`, so many sentences are one finding, and fewer
    are none.
    """

    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    when: tuple[Occasion, ...] = ()
    otherwise: str = ""
    headings: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    opening: int | None = Field(default=None, ge=1)
    unless: Around | None = None
    quoted: bool = False
    at_least: int | None = Field(default=None, ge=2)

    @model_validator(mode="after")
    def _asks_one_thing(self) -> StatementSpec:
        if bool(self.required) == bool(self.forbidden):
            raise ValueError("must name patterns under 'required' or under 'forbidden'")
        of_other = _OF_FORBIDDEN if self.required else _OF_REQUIRED
        for key in of_other:
            if getattr(self, key):
                one = "required" if self.forbidden else "forbidden"
                raise ValueError(f"has '{key}', which only goes with '{one}'")
        if bool(self.when) != bool(self.otherwise):
            raise ValueError("must have 'otherwise', which says that there was no occasion, with 'when'")
        return self


class StatementRule(RuleBase):
    kind: Literal["statement"]
    statement: StatementSpec


class StatementForLinks(Strict):
    """Name the pattern that a page must say where it has paid links of `network`."""

    network: Text
    says: str


class LinkSpec(Strict):
    """Name what the rule reports of paid links, one of four.

    `disclosure`: that their disclosure is in this state. `statement`: that a page says not what their
    network asks for. `denial`: that a sentence with this pattern denies them. `rel`: that a link in
    HTML has none of these values.
    """

    disclosure: Literal["missing", "vague", "late"] | None = None
    statement: StatementForLinks | None = None
    denial: str | None = None
    rel: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_of_four(self) -> LinkSpec:
        given = (self.disclosure, self.statement, self.denial, self.rel or None)
        if sum(one is not None for one in given) != 1:
            raise ValueError("must give one of disclosure, statement, denial and rel")
        return self


class LinkRule(RuleBase):
    kind: Literal["link"]
    link: LinkSpec


class MeasureSpec(Strict):
    """Name a measure and the option that holds the most it may be."""

    of: Literal["reading-grade", "sentence-words", "paragraph-words", "words-without-heading"]
    limit: str


class MeasureRule(RuleBase):
    kind: Literal["measure"]
    measure: MeasureSpec


class MetadataSpec(Strict):
    """Name what a page must tell of itself: its author, a date, or what it rests on.

    With `months`, the name of an option, the last date must not lie further back than so many. Sources
    are told by a section under one of `headings`, a link that says one of `links`, or a sentence that
    says one of `says`.
    """

    tells: Literal["author", "date", "sources"]
    months: str = ""
    headings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> MetadataSpec:
        if self.months and self.tells != "date":
            raise ValueError("has 'months', which only goes with a date")
        if bool(self.headings or self.links or self.says) != (self.tells == "sources"):
            raise ValueError(
                "must name patterns under 'headings', 'links' or 'says' for sources, and only for them"
            )
        return self


class MetadataRule(RuleBase):
    kind: Literal["metadata"]
    metadata: MetadataSpec


class AbbreviationSpec(Strict):
    """List the abbreviations to spell out, each in a line with what it stands for, and those all know.

    Where that depends on the article the line holds the abbreviation alone. Lists in one text load fast.
    """

    meanings: Meanings
    known: str = ""


class AbbreviationRule(RuleBase):
    kind: Literal["abbreviation"]
    abbreviation: AbbreviationSpec


class PhraseRule(RuleBase):
    kind: Literal["phrase"]
    phrase: PhraseSpec


class ToolSpec(Strict):
    """Name what the rule finds in how an article uses healthlint itself."""

    finds: Literal["unused-suppression", "unknown-suppression", "broken-front-matter"]


class ToolRule(RuleBase):
    kind: Literal["tool"]
    tool: ToolSpec

    @property
    def about_suppressions(self) -> bool:
        return self.tool.finds != "broken-front-matter"


class PythonRule(RuleBase):
    """Name a function that judges what no other kind can say, and the fields it fills in the message."""

    kind: Literal["python"]
    python: Reference
    fields: tuple[str, ...] = ()


CheckedRule = (
    SectionRule
    | StatementRule
    | LinkRule
    | MeasureRule
    | MetadataRule
    | AbbreviationRule
    | PhraseRule
    | PythonRule
)
"""A rule about the article: it is judged by a check."""
Rule = CheckedRule | ToolRule

KINDS: Mapping[
    str,
    type[SectionRule]
    | type[StatementRule]
    | type[LinkRule]
    | type[MeasureRule]
    | type[MetadataRule]
    | type[AbbreviationRule]
    | type[PhraseRule]
    | type[PythonRule]
    | type[ToolRule],
] = {
    "section": SectionRule,
    "statement": StatementRule,
    "link": LinkRule,
    "measure": MeasureRule,
    "metadata": MetadataRule,
    "abbreviation": AbbreviationRule,
    "phrase": PhraseRule,
    "python": PythonRule,
    "tool": ToolRule,
}
"""The model of each kind of rule."""
