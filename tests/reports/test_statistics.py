from __future__ import annotations

from healthlint.reports import statistics
from healthlint.types import Severity


def test_statistics_put_the_most_frequent_first() -> None:
    counts = {
        ("HL101", "missing-risk-section", Severity.ERROR): (2, 2),
        ("HL402", "long-sentence", Severity.INFO): (12, 1),
    }
    assert statistics.render(counts) == (
        "12  HL402  long-sentence         info     in 1 file\n"
        " 2  HL101  missing-risk-section  error    in 2 files\n"
    )
    assert statistics.render({}) == ""


def test_longer_codes_of_a_house_keep_the_columns() -> None:
    counts = {
        ("ACME101", "names-no-clinic", Severity.ERROR): (2, 2),
        ("HL402", "long-sentence", Severity.INFO): (1, 1),
    }
    assert statistics.render(counts) == (
        "2  ACME101  names-no-clinic  error    in 2 files\n1  HL402    long-sentence    info     in 1 file\n"
    )
