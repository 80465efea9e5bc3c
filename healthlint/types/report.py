"""What healthlint tells: verdicts, findings, reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from healthlint.types.analysis import Measures, Topic
from healthlint.types.document import Format, Position, Source, Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a stretch of the source with the words that stand there and why it is shown."""

    span: Span
    start: Position
    end: Position
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say what a rule decided on an article, and why; `where` shows what satisfied it.

    `suppressed` where the article suppresses all of the rule's findings in it, for the reason
    `suppressed_because` ("" where it gives none). `name` is the rule's. `withheld` says why none of
    the rule's findings is reported: they are in the baseline, older than the revision compared with, or
    of a lower severity than is asked for.
    """

    code: str
    outcome: Outcome
    reason: str
    where: Place | None = None
    suppressed: bool = False
    suppressed_because: str = ""
    name: str = ""
    withheld: Literal["", "baseline", "old", "lower"] = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement`, each line end of it one line feed, in the place of `span` of the source."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Hold edits that belong together, in the order of the source and apart from each other.

    `title` says in the imperative what they do. A safe fix keeps what the article says; an unsafe one
    leaves something for the writer to read again, or to fill.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Literal["safe", "unsafe"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one problem at its best place.

    `scope` is `document` for what is missing from the article, `span` for what stands at
    `place`. `related` are other places that explain it. `evidence` is one sentence on why
    the rule applies. `confidence` is 0 to 1. `block` is the text of the block that `place`
    begins in, "" where it begins in none; `number` tells findings of one rule in equal blocks apart.
    """

    code: str
    name: str
    severity: Severity
    message: str
    scope: Literal["document", "span"]
    place: Place
    related: tuple[Place, ...]
    evidence: str
    how_to_fix: str
    confidence: float
    fix: Fix | None = None
    block: str = field(default="", repr=False)
    number: int = 0


Judgement = tuple[Verdict, tuple[Finding, ...]]
"""What one rule decides on one article, with its findings."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Count the findings of a file that are not reported: in the baseline, `old`, or of a `lower` severity.

    `expired` counts those that are reported because their entry in the baseline is out of date,
    `fixed` the entries whose finding is gone.
    """

    baseline: int = 0
    old: int = 0
    expired: int = 0
    fixed: int = 0
    lower: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """Hold everything about one file. Where `error` is set the file was not linted.

    `findings` stand in the order of their places; `source` is kept for reports that show the article's lines.
    `suppressed` counts the findings that comments in the article took away.
    `faults` are sentences on rules of packs that failed on it.
    `headings` are offset and title of each section, for formats in which a person does not count lines.
    `blocks` are the texts of the article's blocks. `withheld` counts the findings that are known.
    """

    path: str
    format: Format | None
    topic: Topic | None
    measures: Measures | None
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    error: str | None = None
    source: Source | None = None
    suppressed: int = 0
    faults: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    blocks: tuple[str, ...] = field(default=(), repr=False)
    withheld: Withheld = Withheld()


@dataclass(frozen=True, slots=True)
class Mended:
    """Hold what fixing made of one file: its report `before`, and the `report` of what is left.

    `fixed` are the findings whose fixes were made. `origins` gives for each line of the new text the
    number, from 0, of the line before that it is, -1 for one that is new or changed.
    `unsettled` names rules whose fixes do not come to rest: then nothing was changed.
    `refused` are findings of the report whose fixes were not made; they carry none there any more. They
    would bring findings of the rules `brought`, where there are any, or else not settle their own.
    """

    before: FileReport
    report: FileReport
    fixed: tuple[Finding, ...] = ()
    origins: tuple[int, ...] = ()
    unsettled: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()
    brought: frozenset[str] = frozenset()

    @property
    def changed(self) -> bool:
        return bool(self.fixed)

    @property
    def text(self) -> str:
        """The whole text as it is now, with its own line ends and byte order mark."""
        source = self.report.source
        return "" if source is None else source.raw.decode(source.encoding, "surrogateescape")


@dataclass(frozen=True, slots=True)
class Report:
    """Hold the reports of several files, in the order they were linted."""

    files: tuple[FileReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def errors(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.error is not None)
