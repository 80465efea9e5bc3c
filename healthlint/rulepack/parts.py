"""What every rule file holds, as pydantic models: unknown keys are errors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Set
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from healthlint.types import Format, Kind, Severity, SiteKey

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
Code = Annotated[
    str, _formed(r"[A-Z]{2,5}[0-9]{3}", "must be two to five capitals and three digits, like ACME101")
]
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
Meanings = Annotated[
    str,
    _formed(
        r"(?:[A-Z]{2,6}(?:-[0-9]{1,2})?(?: [^\s{}][^\n{}]*)?\n?)+",
        "must be lines of an abbreviation and what it stands for, like UTI urinary tract infection",
    ),
]
Url = Annotated[
    str, _formed(r"https?://[^/\s]+\.[^/\s]+\S*", "must be a web address, like https://who.int/page")
]


Prose = Annotated[
    str,
    Field(max_length=400),
    _formed(
        r"(?:[^\W\d_][\w ,.;:!?'\u2019()/%-]*)?",
        "must be words and plain punctuation, which no format reads as mark-up",
    ),
]
_FIX_KEYS: Mapping[str, tuple[Set[str], Set[str]]] = {
    "replace": (set(), set()),
    "add-rel": (set(), set()),
    "insert-sentence": ({"text"}, {"unless"}),
    "insert-section": ({"heading", "text"}, {"before"}),
    "move-up": (set(), set()),
}
"""The keys that each kind of fix needs, and those that it may have."""


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
    """Describe one key that a config may set for the rule.

    With `site`, `[site]` sets it as well: it is true where the site's template shows what the rule asks for.
    """

    type: Literal["integer", "number", "string", "boolean"]
    default: int | float | str | bool
    about: str
    minimum: float | None = None
    maximum: float | None = None
    site: SiteKey | None = None

    @model_validator(mode="after")
    def _site_is_yes_or_no(self) -> Option:
        if self.site is not None and (self.type != "boolean" or self.default is not False):
            raise ValueError("with 'site' must be a boolean whose default is false")
        return self

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


class FixSpec(Strict):
    """Name the fix that findings of a rule carry, one of five kinds, and what it writes.

    `replace`: what a phrase rule says to write instead. `add-rel`: the first value that a link rule
    wants. `insert-sentence`: `text`, above the first paid link, unless the article says one of the
    patterns `unless`. `insert-section`: a stub to fill, `heading` and `text`, before the closing
    sections of an article, whose headings say one of the patterns `before`. `move-up`: the
    disclosure, above the first paid link.
    """

    kind: Literal["replace", "add-rel", "insert-sentence", "insert-section", "move-up"]
    safety: Literal["safe", "unsafe"]
    text: Prose = ""
    heading: Prose = ""
    before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_what_it_writes(self) -> FixSpec:
        needed, allowed = _FIX_KEYS[self.kind]
        given = {key for key in ("text", "heading", "before", "unless") if getattr(self, key)}
        if not needed <= given:
            raise ValueError(f"of the kind {self.kind} must have {' and '.join(sorted(needed - given))}")
        if not given <= needed | allowed:
            spare = ", ".join(sorted(given - needed - allowed))
            raise ValueError(f"of the kind {self.kind} has no use for {spare}")
        if self.safety == "safe" and self.kind in ("insert-section", "move-up"):
            raise ValueError(f"of the kind {self.kind} leaves work to the writer: its safety must be unsafe")
        return self


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
    fix: FixSpec | None = None
    examples: Examples = Field(default_factory=lambda: Examples.model_validate({}))

    @property
    def about_suppressions(self) -> bool:
        """Whether the rule judges the comments that suppress others."""
        return False
