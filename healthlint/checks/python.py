"""Judge rules of the kind `python`: a function of an installed pack tells what it finds."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout

from healthlint.analysis import Analysis
from healthlint.checks import places
from healthlint.errors import RuleError
from healthlint.rulepack.functions import function
from healthlint.rulepack.model import PythonRule
from healthlint.types import Finding, Outcome, Span, Verdict


def check(
    rule: PythonRule, analysis: Analysis, options: Mapping[str, object]
) -> tuple[Verdict, tuple[Finding, ...]]:
    """Return the verdict on what the function finds. Raises RuleError where it fails."""
    try:
        # Standard output is the report's.
        with redirect_stdout(sys.stderr):
            found = tuple(_findings(rule, analysis, options))
    except (RuleError, KeyboardInterrupt):
        raise
    except BaseException as error:  # whatever a pack does wrong must not lose the others' results
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
        reason = f"{rule.code} failed: {rule.python} raised {_told(error)} in {where}"
        raise RuleError(reason) from error
    if not found:
        return Verdict(rule.code, Outcome.PASS, "nothing to tell"), ()
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return Verdict(rule.code, Outcome.FAIL, found[0].message + more, found[0].place), found


def _told(error: BaseException) -> str:
    return f"{type(error).__name__} ({' '.join(str(error).split())})"


def _findings(rule: PythonRule, analysis: Analysis, options: Mapping[str, object]) -> Iterator[Finding]:
    source = analysis.document.source
    items = function(rule.python)(analysis, options)
    if not isinstance(items, Iterable):
        raise RuleError(
            f"{rule.code} failed: {rule.python} must yield its findings or return a list of them, "
            f"not {type(items).__name__}"
        )
    for item in items:
        span, fields = _pair(rule, item, len(source.text))
        missing = [name for name in rule.fields if name not in fields]
        if missing:
            raise RuleError(f"{rule.code} failed: {rule.python} gave no field {missing[0]!r}")
        if span is None:
            place = places.anchor(analysis)
        else:
            place = places.place(source, span, quote=" ".join(source.text[span.start : span.end].split()))
        yield places.finding(
            rule,
            scope="document" if span is None else "span",
            place=place,
            message=rule.message["default"].format(**{name: str(fields[name]) for name in rule.fields}),
            evidence="",
        )


def _pair(rule: PythonRule, item: object, end: int) -> tuple[Span | None, Mapping[str, object]]:
    match item:
        case (None, Mapping() as fields):
            return None, fields
        case (Span() as span, Mapping() as fields) if 0 <= span.start <= span.end <= end:
            return span, fields
    raise RuleError(
        f"{rule.code} failed: {rule.python} must yield a Span of the article or None, and a map of fields, "
        f"not {type(item).__name__}"
    )
