from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import healthlint
from healthlint import ConfigError, Format, Outcome, Severity, UsageError

LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest.\n"


def test_lint_text() -> None:
    report = healthlint.lint_text(f"<p>{LONG}</p>", format="html", path="page.html", select=["long-sentence"])
    (finding,) = report.findings
    assert (report.path, report.format, report.error) == ("page.html", Format.HTML, None)
    assert (finding.code, finding.severity) == ("HL402", Severity.INFO)
    assert finding.place.start == (1, 4)
    assert [verdict.outcome for verdict in report.verdicts] == [Outcome.FAIL]


def test_rules_and_options_are_the_callers() -> None:
    def codes(**options: object) -> set[str]:
        report = healthlint.lint_text(LONG, **options)  # type: ignore[arg-type]
        return {verdict.code for verdict in report.verdicts}

    reading = codes(select=["HL4"])
    assert {"HL401", "HL402"} <= reading
    assert codes(select=["HL4"], ignore=["HL401"]) == reading - {"HL401"}
    assert codes(select=["HL101"], extend_select=["HL402"]) == {"HL101", "HL402"}
    report = healthlint.lint_text(LONG, select=["HL402"], options={"HL402": {"max-words": 200}})
    assert report.findings == ()
    report = healthlint.lint_text(LONG, select=["HL402"], severities={"long-sentence": "error"})
    assert report.findings[0].severity is Severity.ERROR


def test_lint_file_and_paths_use_the_nearest_config(tmp_path: Path) -> None:
    (tmp_path / "healthlint.toml").write_text('select = ["HL402"]\nexclude = ["old/"]\n')
    (tmp_path / "old").mkdir()
    for name in ("a.md", "b.md", "old/c.md"):
        (tmp_path / name).write_text(LONG)
    report = healthlint.lint_file(tmp_path / "a.md")
    assert [verdict.code for verdict in report.verdicts] == ["HL402"]
    assert len(healthlint.lint_file(tmp_path / "a.md", isolated=True).verdicts) > 1
    whole = healthlint.lint_paths([tmp_path, tmp_path / "gone.md"])
    assert [Path(file.path).name for file in whole.files] == ["a.md", "b.md", "gone.md"]
    assert [file.error for file in whole.errors] == ["does not exist"]
    assert len(whole.findings) == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: healthlint.lint_text("", format="doc"), "format must be markdown, html, text or docx"),  # type: ignore[arg-type]
        (lambda: healthlint.lint_text("", format="docx"), "a Word file is no text; lint_file reads it"),  # type: ignore[arg-type]
        (lambda: healthlint.lint_text("", select=["HL9999"]), "unknown rule 'HL9999'"),
        (lambda: healthlint.lint_text("", select="HL402"), r"given as a list: \['HL402'\]"),
        (lambda: healthlint.lint_text("", options={"HL402": {"words": 3}}), "HL402 has no option 'words'"),
        (lambda: healthlint.lint_paths("a.md"), "takes a list of paths"),
        (lambda: healthlint.lint_file("."), "is a directory"),
    ],
)
def test_misuse_is_told(call: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call()  # type: ignore[operator]


def test_bad_config_is_told(tmp_path: Path) -> None:
    (tmp_path / "healthlint.toml").write_text("selct = 1\n")
    (tmp_path / "a.md").write_text(LONG)
    with pytest.raises(ConfigError, match="did you mean 'select'"):
        healthlint.lint_file(tmp_path / "a.md")


def test_odd_text_is_linted() -> None:
    assert healthlint.lint_text("").findings == ()
    assert healthlint.lint_text("\ud800 lone surrogate").error is None


def test_names_are_there_and_no_others() -> None:
    for name in healthlint.__all__:
        assert getattr(healthlint, name) is not None
    assert dir(healthlint) == sorted(healthlint.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lint'"):
        healthlint.lint  # noqa: B018


def test_the_packages_example_runs(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("Zinc tablets cure the common cold in a day.\n")
    example = [line[4:] for line in (healthlint.__doc__ or "").splitlines() if line.startswith("    ")]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(example)], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("1 HL501 ")


def test_findings_stand_in_the_order_of_their_places() -> None:
    long = "Ask your doctor about pain, " + "fever, nausea and headache, " * 10 + "and then rest. "
    report = healthlint.lint_text(long * 8, select=["HL4"])

    places = [finding.place.span for finding in report.findings]

    assert places == sorted(places)
    assert len(places) > 2
