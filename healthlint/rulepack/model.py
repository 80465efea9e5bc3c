"""The shape of a rule file, as pydantic models: unknown keys are errors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from healthlint.types import Format, Kind, Severity


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
        if isinstance(data, dict) and isinstance(data.get("default"), str):
            kind, text = data.get("type"), data["default"]
            readers = {"integer": int, "number": float, "boolean": lambda word: word == "true"}
            if kind in readers:
                return {**data, "default": readers[kind](text)}
        return data


class Authority(Strict):
    title: str
    publisher: str
    section: str = ""
    url: str


class Example(Strict):
    """Hold a test of the rule: `text` run as `format`; `underlined` is what a finding quotes."""

    text: str
    format: Format = Format.MARKDOWN
    underlined: str = ""
    note: str = ""


class Examples(Strict):
    bad: tuple[Example, ...] = Field(min_length=2)
    good: tuple[Example, ...] = Field(min_length=2)


class RuleBase(Strict):
    code: str = Field(pattern=r"^[A-Z]{2,5}\d{3}$")
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    summary: str
    severity: Severity
    preset: Literal["recommended", "strict", "all"]
    since: str
    applies: Applies = Applies()
    options: dict[str, Option] = {}
    message: dict[str, str]
    why: str
    how_to_fix: str
    authorities: tuple[Authority, ...] = Field(min_length=1)
    examples: Examples


class SectionSpec(Strict):
    """Name the heading patterns that satisfy the rule, and what else its message can point to.

    A section under one of `weak_headings` satisfies it only where its text names a phrase of
    the lexicon `holding`. `title` are patterns of a title that make the whole article about it. `mentions` is a sentence pattern for what is told in passing, `promises` one for an
    introduction that announces the section.
    """

    headings: tuple[str, ...] = Field(min_length=1)
    weak_headings: tuple[str, ...] = ()
    holding: str | None = None
    title: tuple[str, ...] = ()
    mentions: str | None = None
    promises: str | None = None


class SectionRule(RuleBase):
    kind: Literal["section"]
    section: SectionSpec


class StatementSpec(Strict):
    """Name the sentence patterns one of which must be said, and near misses the message names."""

    required: tuple[str, ...] = Field(min_length=1)
    weak: tuple[str, ...] = ()


class StatementRule(RuleBase):
    kind: Literal["statement"]
    statement: StatementSpec


class LinkSpec(Strict):
    """Name the state of the disclosure of paid links that the rule reports."""

    disclosure: Literal["missing", "vague", "late"]


class LinkRule(RuleBase):
    kind: Literal["link"]
    link: LinkSpec


class MeasureSpec(Strict):
    """Name a measure and the option that holds the most it may be."""

    of: Literal["reading-grade", "sentence-words"]
    limit: str


class MeasureRule(RuleBase):
    kind: Literal["measure"]
    measure: MeasureSpec


Rule = Annotated[SectionRule | StatementRule | LinkRule | MeasureRule, Field(discriminator="kind")]


class RuleFile(Strict):
    """Wrap a rule so that pydantic picks the model by `kind`."""

    rule: Rule
