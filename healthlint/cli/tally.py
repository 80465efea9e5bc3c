"""Count what goes by, for the summary, the statistics and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from healthlint.config import FailOn
from healthlint.reports.terminal import visible
from healthlint.types import FileReport, Format, Mended, Severity
from healthlint.withhold import lower

if TYPE_CHECKING:
    from healthlint.changes import Changes

MOST_PATHS = 3


class Tally:
    """Add up file reports; `diff`, `fix` and `unsafe` say what the run does about fixes.

    Findings of a lower severity than `least` are not shown, but count for the exit code.
    """

    def __init__(
        self, *, diff: bool = False, fix: bool = False, unsafe: bool = False, least: FailOn = FailOn.INFO
    ) -> None:
        self._least = least
        self._failed_unseen = False
        self._diff = diff
        self._fixing = fix or diff
        self._unsafe = unsafe
        self.unfixed = 0
        self._fixed = 0
        self._fixed_files = 0
        self._refused = 0
        self._brought: frozenset[str] = frozenset()
        self._word_files = 0
        self._fixable: Counter[str] = Counter()
        self.files = 0
        self.files_with_findings = 0
        self.unreadable = 0
        self.faults = 0
        self.failed = False
        self._verdicts = 0
        self._suppressed = 0
        self._withheld: Counter[str] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._findings: Counter[tuple[str, str, Severity]] = Counter()
        self._rule_files: Counter[tuple[str, str, Severity]] = Counter()

    def add(self, report: FileReport, *, fail_on: FailOn) -> FileReport:
        """Count a report, and return it as it is to be shown."""
        if report.error is not None:
            self.unreadable += 1
            return report
        failing = [item.severity for item in report.findings if fail_on.reached_by(item.severity)]
        self.failed = self.failed or bool(failing)
        self._failed_unseen |= any(not self._least.reached_by(severity) for severity in failing)
        report = lower(report, self._least.reached_by)
        self.files += 1
        self.faults += len(report.faults)
        self._suppressed += report.suppressed
        self._fixable.update(item.fix.safety for item in report.findings if item.fix is not None)
        self._word_files += report.format is Format.DOCX and bool(report.findings)
        self._withheld.update(asdict(report.withheld))
        self._verdicts += len(report.verdicts)
        self.files_with_findings += bool(report.findings)
        self._severities.update(item.severity for item in report.findings)
        keys = [(item.code, item.name, item.severity) for item in report.findings]
        self._findings.update(keys)
        self._rule_files.update(set(keys))
        return report

    def mended(self, mended: Mended) -> None:
        self._fixed += len(mended.fixed)
        self._fixed_files += mended.changed
        self._refused += len(mended.refused)
        self._brought |= mended.brought

    @property
    def exit_code(self) -> int:
        if self.unreadable or self.faults or self.unfixed:
            return 2
        return int(bool(self._fixed) if self._diff else self.failed)

    @property
    def statistics(self) -> dict[tuple[str, str, Severity], tuple[int, int]]:
        """Return (findings, files) by (code, name, severity)."""
        return {key: (count, self._rule_files[key]) for key, count in self._findings.items()}

    def summary(
        self,
        paths: Sequence[str],
        *,
        left_out_by_name: int = 0,
        left_out: int = 0,
        changes: Changes | None = None,
        unstaged: Sequence[str] = (),
    ) -> str:
        """Return the sentences at the end of a run over `paths`.

        `left_out_by_name` counts the files of `paths` that exclude left out, `left_out` what
        exclude or .gitignore left out of the directories. `changes` are what was linted where
        only changes were asked for; `unstaged` configs and baselines are not as they are staged.
        """
        main = self._main(paths, left_out_by_name=left_out_by_name, left_out=left_out, changes=changes)
        sentences = [self._made(), main, self._offered(), self._not_made(), self._not_fixed()]
        if left_out_by_name:
            sentences.append(f"{_count(left_out_by_name, 'file')} left out by exclude.")
        if changes is not None and changes.unchanged and self.files:
            why = (
                "with nothing staged" if changes.since is None else f"unchanged since {visible(changes.base)}"
            )
            sentences.append(f"{_count(changes.unchanged, 'file')} {why} left out.")
        if changes is not None and changes.whole:
            sentences.append(f"{_count(changes.whole, 'file')} with nothing staged linted whole.")
        if unstaged:
            differ = "is not as it is" if len(unstaged) == 1 else "are not as they are"
            sentences.append(f"{_listed(unstaged)} {differ} staged: the commit may be judged otherwise.")
        if self._failed_unseen and not self._diff:
            sentences.append("Some that --min-severity hides make the exit code 1: see --fail-on.")
        if changes is not None and changes.nested:
            sentences.append(
                f"{_count(changes.nested, 'file')} of other git repositories (submodules) left out: run "
                "healthlint there."
            )
        sentences += self._on_baseline()
        return " ".join(sentence for sentence in sentences if sentence)

    def _on_baseline(self) -> Iterator[str]:
        expired, fixed = self._withheld["expired"], self._withheld["fixed"]
        if expired:
            yield f"{_count(expired, 'finding')} the baseline holds no longer: the entries expired."
        if fixed:
            what = "entry of the baseline is" if fixed == 1 else "entries of the baseline are"
            yield f"{fixed} {what} not needed any more: run 'healthlint baseline update'."

    def _main(
        self, paths: Sequence[str], *, left_out_by_name: int, left_out: int, changes: Changes | None
    ) -> str:
        unread = self._failures()
        if not self.files:
            if unread or left_out_by_name == len(set(paths)):
                return unread
            if changes is not None:
                what = "are staged" if changes.since is None else f"changed since {visible(changes.base)}"
                return f"No articles in {_listed(paths)} {what}."
            hidden = f" ({left_out} left out by exclude or .gitignore)" if left_out else ""
            return f"No articles found in {_listed(paths)}{hidden}."
        if self._diff:
            return unread
        if not self._verdicts:
            return f"No rules are selected: nothing was checked. {unread}".rstrip()
        hidden = self._hidden(changes)
        if self._severities:
            parts = [_count(self._severities[kind], kind) for kind in Severity if self._severities[kind]]
            few = self.files_with_findings
            where = _count(few, "file") if few == self.files else f"{few} of {self.files} files"
            return f"Found {', '.join(parts)} in {where}{hidden}. {unread}".rstrip()
        if unread or self._withheld["lower"]:
            end = f"; {unread}" if unread else "."
            return f"No problems in {_count(self.files, 'file')}{hidden}{end}"
        return f"All checks passed: {_count(self.files, 'file')} linted{hidden}."

    def _made(self) -> str:
        """Say what was fixed, or would be."""
        if not self._fixed:
            return "Nothing to fix." if self._diff and self.files else ""
        done = "Would fix" if self._diff else "Fixed"
        return f"{done} {_count(self._fixed, 'finding')} in {_count(self._fixed_files, 'file')}."

    def _offered(self) -> str:
        """Say what fixing could mend of what is left."""
        safe, more = self._fixable["safe"], self._fixable["unsafe"]
        if self._fixing:
            return f"{more} fixable with --unsafe-fixes." if more and not self._unsafe else ""
        if self._unsafe:
            return f"{safe + more} fixable with --fix --unsafe-fixes." if safe + more else ""
        if not safe:
            return f"{more} fixable with --fix --unsafe-fixes." if more else ""
        return f"{safe} fixable with --fix" + (f" ({more} more with --unsafe-fixes)." if more else ".")

    def _not_made(self) -> str:
        """Say which fixes did harm where they were tried, and so were not made."""
        if not self._refused:
            return ""
        they, their = ("it", "its") if self._refused == 1 else ("they", "their")
        told = f"bring new findings ({', '.join(sorted(self._brought))})"
        why = told if self._brought else f"not settle {their} own findings"
        return f"{self._refused} {'fix' if self._refused == 1 else 'fixes'} not made: {they} would {why}."

    def _not_fixed(self) -> str:
        word = self._word_files if self._fixing else 0
        return f"Word files cannot be fixed ({word} with findings)." if word else ""

    def _hidden(self, changes: Changes | None) -> str:
        """Say what was found and is not reported."""
        parts = []
        if self._suppressed:
            parts.append(f"{self._suppressed} suppressed by comments")
        if self._withheld["baseline"]:
            parts.append(f"{self._withheld['baseline']} in the baseline")
        if changes is not None and self._withheld["old"]:
            parts.append(f"{self._withheld['old']} older than {visible(changes.base)}")
        if self._withheld["lower"]:
            parts.append(f"{self._withheld['lower']} below {self._least} not shown")
        return f" ({', '.join(parts)})" if parts else ""

    def _failures(self) -> str:
        parts = []
        if self.unreadable:
            parts.append(f"{_count(self.unreadable, 'file')} could not be read")
        if self.unfixed:
            parts.append(f"{_count(self.unfixed, 'file')} could not be fixed")
        if self.faults:
            parts.append(f"rules of packs failed {_count(self.faults, 'time')}")
        return f"{'; '.join(parts)}." if parts else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 or noun == Severity.INFO else "s")


def _listed(paths: Iterable[str]) -> str:
    shown = [visible(path) for path in paths]
    more = f" and {len(shown) - MOST_PATHS} more" if len(shown) > MOST_PATHS else ""
    return ", ".join(shown[:MOST_PATHS]) + more
