"""Who wrote an article, when, and what it rests on: what counts as telling it, and what is too old."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Outcome, Verdict

BODY = (
    "Hives are itchy bumps on the skin. Hives come from an allergy, from heat, or from nothing that anybody "
    "can find. Most hives go away within a day. An antihistamine tablet eases the itch, and a cool cloth "
    "helps, too. See a doctor if your hives last. "
) * 8
TITLE = "# Hives\n\n"


def report(code: str, text: str, **options: object) -> FileReport:
    return lint_text(text, select=[code], options={code: options} if options else None)


def verdict(code: str, text: str, **options: object) -> Verdict:
    (decided,) = report(code, text, **options).verdicts
    return decided


def front(*lines: str) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + f"---\n\n{TITLE}{BODY}\n"


@pytest.mark.parametrize(
    "article",
    [
        front("author: Jane Lee"),
        front("authors: [Jane Lee, Tom Ray]"),
        front("author:", "  name: Jane Lee"),
        front("byline: Jane Lee"),
        front("authorship: Authored by Jane Lee"),
        front("author: jane-lee"),
        f"{TITLE}By Jane Lee\n\n{BODY}",
        f"{TITLE}*Written by Dr. Jane Lee, 3 May 2024*\n\n{BODY}",
        f"{TITLE}By Jay \u2014 updated May 2024\n\n{BODY}",
        f"{TITLE}{BODY}\n\nThis leaflet was written by the Patient Information Team.",
    ],
)
def test_an_author_is_named(article: str) -> None:
    assert verdict("HL601", article).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "article",
    [
        f"{TITLE}{BODY}",
        front("title: Hives"),
        front("author:"),
        front("author: ''"),
        f"{TITLE}By day the itch is less.\n\n{BODY}",
        f"{TITLE}{BODY}\n\nIt was found by Jane Lee.",
    ],
)
def test_nobody_is_named(article: str) -> None:
    (finding,) = report("HL601", article).findings

    assert finding.message.startswith("Nothing here says who wrote this")
    assert finding.place.quote == "Hives"


@pytest.mark.parametrize("name", ["admin", "Staff", "the editor", "user1", "Guest Post", "N/A", "TODO"])
def test_a_name_that_names_nobody_is_told(name: str) -> None:
    (finding,) = report("HL601", front(f"author: {name}")).findings

    assert finding.message.startswith(f"'{name}' names nobody")
    assert finding.place.quote == name


def test_one_name_beside_admin_is_enough() -> None:
    assert report("HL601", front("author: admin") + "\n\nBy Jane Lee\n").findings == ()


def test_a_short_note_needs_no_author() -> None:
    decided = verdict("HL601", f"{TITLE}{BODY[:200]}")

    assert decided.outcome is Outcome.NOT_APPLICABLE
    assert verdict("HL601", f"{TITLE}{BODY[:200]}", **{"min-words": 10}).outcome is Outcome.FAIL


@pytest.mark.parametrize("code", ["HL601", "HL605"])
def test_what_the_template_shows_need_not_stand_in_the_article(code: str) -> None:
    assert (
        verdict(code, f"{TITLE}{BODY}", **{"shown-by-template": True}).reason
        == "the site's template shows it"
    )


@pytest.mark.parametrize(
    "article",
    [
        front("date: 2024-05-03"),
        front("lastmod: 2024-05-03T10:00:00Z"),
        front("last_reviewed: May 2024"),
        front("medicallyReviewedAt: 2024/05"),
        front("pubDate: 3 May 2024"),
        front("publishedAt: '2024-05-03'"),
        f"{TITLE}Last updated: 3 May 2024\n\n{BODY}",
        f"{TITLE}{BODY}\n\nPage last reviewed: May 3rd, 2024\n",
        f"{TITLE}Posted on Friday, May 3, 2024\n\n{BODY}",
        f"{TITLE}{BODY}\n\nNext review due: 3 May 2027\n",
    ],
)
def test_a_date_is_told(article: str) -> None:
    assert verdict("HL605", article).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "article",
    [
        f"{TITLE}{BODY}",
        f"{TITLE}{BODY}\n\nIn a trial of May 2024, tablets helped.",
        front("date: soon"),
        front("birthdate: 1970-05-03"),
        front("update: yes"),
    ],
)
def test_no_date_is_told(article: str) -> None:
    assert verdict("HL605", article).outcome is Outcome.FAIL


def test_a_date_in_the_name_of_the_file_is_one() -> None:
    named = lint_text(f"{TITLE}{BODY}", path="_posts/2024-05-03-hives.md", select=["HL605"])

    assert named.verdicts[0].reason == "the file's name holds a date"


NOW = {"as-of": "2026-06-15"}


@pytest.mark.parametrize(
    ("lines", "stale"),
    [
        (["date: 2024-05-03"], None),
        (["date: 2023-06-01"], None),
        (["date: 2023-05-31"], "May 2023"),
        (["date: 2010-01-01"], "January 2010"),
        (["date: 2010-01-01", "reviewed: 2025-01-01"], None),
        (["reviewed: 2010-01-01", "updated: 2012"], "December 2012"),
        (["date: 2010-01-01", "next_review: 2027-01-01"], None),
        (["date: 2010-01-01", "next_review: 2025-01-01"], "January 2010"),
        (["next_review: 2025-01-01"], "January 2025"),
        (["date: 03/04/2010"], "April 2010"),
        (["date: 31.12.2010"], "December 2010"),
        (["date: 4 Mar 2010"], "March 2010"),
        (["date: 2030-01-01"], None),
    ],
)
def test_what_is_stale_counts_from_the_last_date(lines: list[str], stale: str | None) -> None:
    found = report("HL606", front(*lines), **NOW).findings

    assert [stale in finding.message for finding in found] == ([True] if stale else [])


def test_how_old_is_too_old_is_an_option() -> None:
    article = front("date: 2024-05-03")

    assert verdict("HL606", article, **{"most-months": 24}, **NOW).outcome is Outcome.FAIL
    assert verdict("HL606", article, **{"most-months": 25}, **NOW).outcome is Outcome.PASS


def test_without_a_date_nothing_is_stale() -> None:
    decided = verdict("HL606", f"{TITLE}{BODY}", **NOW)

    assert (decided.outcome, decided.reason) == (Outcome.NOT_APPLICABLE, "it tells no date")


def test_it_counts_from_today_where_no_day_is_set() -> None:
    now = datetime.now(UTC)

    assert verdict("HL606", front(f"date: {now.year - 1}-01-01")).outcome is Outcome.PASS
    assert verdict("HL606", front(f"date: {now.year - 5}-01-01")).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "sources",
    [
        "\n\nSee [the NHS](https://www.nhs.uk/conditions/hives/).",
        "\n\n[A trial](https://doi.org/10.1000/182) found so.",
        "\n\n## References\n\n- Lee J. Hives. 2019.",
        "\n\n## Sources and further reading\n\n- A book\n",
        "\n\nThe Mayo Clinic says that hives are common.",
        "\n\nA 2019 trial of 200 people found so.",
        "\n\n(Lee et al., 2019)",
    ],
)
def test_sources_are_named(sources: str) -> None:
    assert verdict("HL603", f"{TITLE}{BODY}{sources}\n").outcome is Outcome.PASS


@pytest.mark.parametrize(
    "sources",
    [
        "",
        "\n\nStudies show that hives are common. Doctors agree.",
        "\n\n[Buy it](https://www.amazon.com/dp/B0001) or [read on](/posts/itch).",
        "\n\n## References\n",
        "\n\n## Best sources of zinc\n\n- Oysters\n",
    ],
)
def test_no_source_is_named(sources: str) -> None:
    assert verdict("HL603", f"{TITLE}{BODY}{sources}\n").outcome is Outcome.FAIL


def test_the_front_matter_can_list_the_sources() -> None:
    assert verdict("HL603", front("references:", "  - Lee 2019")).reason == "the front matter lists sources"


def test_html_tells_by_its_head() -> None:
    page = (
        "<html><head><title>Hives</title><meta name='author' content='Jane Lee'>"
        '<script type="application/ld+json">{"@type": "Article", "dateModified": "2010-05-03", '
        '"author": {"@type": "Person", "name": "Jane Lee"}}</script></head>'
        f"<body><h1>Hives</h1><p>{BODY}</p></body></html>"
    )

    def found(code: str) -> list[str]:
        return [one.message for one in lint_text(page, format="html", select=[code]).findings]

    assert found("HL601") == []
    assert found("HL605") == []
    assert "May 2010" in found("HL606")[0]
