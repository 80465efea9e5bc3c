"""The shape of a rule file, as pydantic models: unknown keys are errors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from healthlint.types import Format, Kind, Severity

LONGEST_INTEGER = 10
"""Characters of an option's default."""


def _formed(pattern: str, told: str) -> AfterValidator:
    """Return a check that text has the form of `pattern`; `told` says what is right."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{told}, not {text[:60]!r}")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, _formed(r"[A-Z]{2,5}[0-9]{3}", "must be capitals and three digits, like HL101")]
Name = Annotated[
    str, _formed(r"[a-z0-9]+(-[a-z0-9]+)*", "must be small words joined by hyphens, like long-sentence")
]
Reference = Annotated[
    str,
    _formed(
        r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*",
        "must name a function, like package.module:function",
    ),
]
Url = Annotated[
    str, _formed(r"https?://[^/\s]+\.[^/\s]+\S*", "must be a web address, like https://who.int/page")
]


def _integer(text: str) -> int:
    """Read a whole number. Raises ValueError for one that no option needs, which would be slow to print."""
    if len(text) > LONGEST_INTEGER:
        raise ValueError("too long")
    return int(text)


def _number(text: str) -> float:
    """Read a number. Raises ValueError for what is none, or is without end."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


_READERS: Mapping[str, Callable[[str], object]] = {
    "integer": _integer,
    "number": _number,
    "boolean": {"true": True, "false": False}.__getitem__,
}


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Applies(Strict):
    """Say on which articles a rule decides anything; all that are given must hold."""

    health: bool | None = None
    intervention: bool | None = None
    needs_advice: bool | None = None
    kinds: tuple[Kind, ...] = ()
    formats: tuple[Format, ...] = ()
    min_words: int = 0


class Option(Strict):
    """Describe one key that a config may set for the rule."""

    type: Literal["integer", "number", "string", "boolean"]
    default: int | float | str | bool
    about: str
    minimum: float | None = None
    maximum: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _typed_default(cls, data: object) -> object:
        """Read the default, which the YAML reader hands on as text."""
        if not isinstance(data, dict) or "default" not in data:
            return data
        kind, default = data.get("type"), data["default"]
        if isinstance(default, str) and isinstance(kind, str):
            try:
                return {**data, "default": _READERS.get(kind, str)(default)}
            except (ValueError, KeyError) as error:
                raise ValueError(f"has a default that is no {kind}: {default[:60]!r}") from error
        if not isinstance(default, str | int | float):
            raise ValueError("has a default that is a list or map")
        return data


class Authority(Strict):
    title: Text
    publisher: Text
    section: str = ""
    url: Url


class Example(Strict):
    """Hold a test of the rule: `text` run as `format`; `underlined` is what a finding quotes."""

    text: Text
    format: Format = Format.MARKDOWN
    underlined: str = ""
    note: str = ""


class Examples(Strict):
    bad: tuple[Example, ...] = Field((), min_length=2)
    good: tuple[Example, ...] = Field((), min_length=2)


class RuleBase(Strict):
    """Describe a rule; `since`, `authorities` and `examples` are demanded only of those that ship."""

    code: Code
    name: Name
    summary: Text
    severity: Severity
    preset: Literal["recommended", "strict", "all"]
    since: str = ""
    applies: Applies = Applies()
    options: dict[str, Option] = {}
    message: dict[str, Text]
    why: Text
    how_to_fix: Text
    authorities: tuple[Authority, ...] = Field((), min_length=1)
    examples: Examples = Field(default_factory=lambda: Examples.model_validate({}))

    @property
    def about_suppressions(self) -> bool:
        """Whether the rule judges the comments that suppress others."""
        return False


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
    the lexicon `holding`. `title` are patterns of a title that make the whole article about it.
    `mentions` is a sentence pattern for what is told in passing, `promises` one for an
    introduction that announces the section. With `thin` the rule asks not for the section but
    that it tells something, where there is one.
    """

    headings: tuple[str, ...] = Field(min_length=1)
    weak_headings: tuple[str, ...] = ()
    holding: str | None = None
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


class StatementSpec(Strict):
    """Name the sentence patterns one of which must be said, and near misses the message names.

    A section under one of `headings` satisfies the rule, too. With `when`, the statement is due only
    on one of these occasions; `otherwise` says in a few words that there was none. With `opening`, it
    must be said within so many words from the start, or in a section before the last.
    """

    when: tuple[Occasion, ...] = ()
    otherwise: str = ""
    required: tuple[str, ...] = Field(min_length=1)
    headings: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    opening: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _tells_why_silent(self) -> StatementSpec:
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


class AbbreviationSpec(Strict):
    """List the abbreviations to spell out, each in a line with what it stands for, and those all know.

    Where that depends on the article the line holds the abbreviation alone. Lists in one text load fast.
    """

    meanings: Annotated[
        str,
        _formed(
            r"(?:[A-Z]{2,6}(?:-[0-9]{1,2})?(?: [^\s{}][^\n{}]*)?\n?)+",
            "must be lines of an abbreviation and what it stands for, like UTI urinary tract infection",
        ),
    ]
    known: str = ""


class AbbreviationRule(RuleBase):
    kind: Literal["abbreviation"]
    abbreviation: AbbreviationSpec


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


CheckedRule = SectionRule | StatementRule | LinkRule | MeasureRule | AbbreviationRule | PythonRule
"""A rule about the article: it is judged by a check."""
Rule = CheckedRule | ToolRule

KINDS: Mapping[
    str,
    type[SectionRule]
    | type[StatementRule]
    | type[LinkRule]
    | type[MeasureRule]
    | type[AbbreviationRule]
    | type[PythonRule]
    | type[ToolRule],
] = {
    "section": SectionRule,
    "statement": StatementRule,
    "link": LinkRule,
    "measure": MeasureRule,
    "abbreviation": AbbreviationRule,
    "python": PythonRule,
    "tool": ToolRule,
}
"""The model of each kind of rule."""
