"""The boxes that flavours of Markdown draw: their titles head what stands in them, and no more."""

from __future__ import annotations

import pytest

from healthlint.sources import parse, read
from healthlint.types import Document, Format


def document(text: str, *, path: str = "a.md") -> Document:
    return parse(read(path, text.encode(), Format.MARKDOWN))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document(text).blocks]


def sections(text: str) -> list[tuple[str, list[str]]]:
    """Show each section's title and what stands directly under it."""
    found = document(text)
    return [
        (section.title, [found.blocks[index].text for index in section.blocks])
        for section in found.walk_sections()
    ]


@pytest.mark.parametrize(
    "opening",
    [
        ":::warning Side effects",
        "::: warning Side effects",
        ":::warning[Side effects]",
        ':::warning{title="Side effects" .wide}',
        '::: {.callout-warning title="Side effects"}',
        ":::{warning} Side effects",
        "::::: details Side effects ::::::",
    ],
)
def test_a_box_between_colons_is_a_section(opening: str) -> None:
    text = f"# Creatine\n\nFirst.\n\n{opening}\nSome get *cramps*.\n\n- bloating\n:::\n\nLast.\n"

    assert sections(text) == [
        ("Creatine", ["First.", "Last."]),
        ("Side effects", ["Some get cramps.", "bloating"]),
    ]


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ('!!! warning "Side effects"', "    Cramps.\n\n    - bloating\n"),
        ('!!! danger inline end "Side effects"\n', "    Cramps.\n\n    - bloating\n"),
        ('??? question "Side effects"', "\tCramps.\n\n\t- bloating\n"),
        ('???+ tip "Side effects"', "    Cramps.\n    \n    - bloating\n"),
        ('=== "Side effects"\n', "    Cramps.\n\n    - bloating\n"),
        ("> [!WARNING] Side effects", "> Cramps.\n>\n> - bloating\n"),
        ("> [!warning|left]- Side effects", "> Cramps.\n> - bloating\n"),
    ],
)
def test_a_box_with_an_indented_or_quoted_body_is_a_section(opening: str, body: str) -> None:
    text = f"# Creatine\n\nFirst.\n\n{opening}\n{body}\nLast.\n"

    assert sections(text) == [
        ("Creatine", ["First.", "Last."]),
        ("Side effects", ["Cramps.", "bloating"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        ":::note\nAsk a doctor.\n:::",
        "Before.\n:::note\nAsk a doctor.\n:::\nAfter.",
        "::: {.column width=40%}\nAsk a doctor.\n:::",
        "!!! note\n    Ask a doctor.",
        '!!! note ""\n\n    Ask a doctor.',
        "> [!NOTE]\n> Ask a doctor.",
        "> [!NOTE]  \n>\n> Ask a doctor.",
    ],
)
def test_a_box_without_a_title_is_prose(text: str) -> None:
    assert ("paragraph", "Ask a doctor.") in blocks(text)
    assert {kind for kind, _ in blocks(text)} == {"paragraph"}
    assert not any(sign in shown for _, shown in blocks(text) for sign in (":::", "!", "#"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (":::warning\nSome get cramps.\n:::", "warning"),
        ("!!! danger\n    Some get cramps.", "danger"),
        ("> [!CAUTION]\n> Some get cramps.", "CAUTION"),
    ],
)
def test_a_box_that_warns_is_titled_by_its_sort(text: str, title: str) -> None:
    assert sections(text) == [(title, ["Some get cramps."])]


def test_a_title_that_is_a_sentence_is_read_as_one() -> None:
    assert blocks("> [!warning] See a doctor before you take this.\n> It is strong.") == [
        ("paragraph", "See a doctor before you take this."),
        ("paragraph", "It is strong."),
    ]


def test_boxes_stand_in_each_other_and_in_lists() -> None:
    text = (
        "::::danger Outer\nOne.\n\n:::tip Inner\nTwo.\n:::\n\nThree.\n::::\n\n"
        "- four\n\n  :::note Fifth\n  five\n  :::\n\n"
        "> [!question] Sixth\n> > [!todo] Seventh\n> > six\n"
    )

    assert sections(text) == [
        ("Outer", ["One.", "Three."]),
        ("Inner", ["Two."]),
        ("", ["four"]),
        ("Fifth", ["five"]),
        ("Sixth", []),
        ("Seventh", ["six"]),
    ]
    assert ("item", "five") in blocks(text)


def test_code_in_a_list_in_a_quote_ends_where_it_ends() -> None:
    assert blocks("> - ```\n>   code\n>   ```\n\n:::note\nSeen.\n:::\n") == [("paragraph", "Seen.")]


def test_a_heading_in_a_box_heads_no_more_than_the_box() -> None:
    text = "# Zinc\n\n### Uses\n\na\n\n::: {.callout}\n## Side effects\nb\n:::\n\nc\n\n## Cost\n\nd"

    assert sections(text) == [("Zinc", []), ("Uses", ["a", "c"]), ("Side effects", ["b"]), ("Cost", ["d"])]


def test_a_box_that_is_never_closed_ends_nothing() -> None:
    assert sections(":::note Uses\na\n\n## Cost\n\nb") == [("Uses", ["a"]), ("Cost", ["b"])]


def test_titles_keep_their_mark_up_and_their_place() -> None:
    found = document(":::tip[Take **5&nbsp;mg** of [it](/a)]\nx\n:::")
    [title, _] = found.blocks

    assert title.text == "Take 5\xa0mg of it"
    assert found.source.text[slice(*title.locate(5, 9))] == "5&nbsp;mg"
    assert [(link.text, link.url, link.block) for link in found.links] == [("it", "/a", 0)]


def test_a_disclosure_in_a_box_stands_before_the_link_in_it() -> None:
    found = document(":::info\nWe earn a commission.\n:::\n\n[Buy](https://amzn.to/x)")

    assert [(block.kind.value, block.text) for block in found.blocks] == [
        ("paragraph", "We earn a commission."),
        ("paragraph", "Buy"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```md\n:::note Title\nx\n:::\n```",
        "    > [!NOTE]\n    > x",
    ],
)
def test_code_that_shows_boxes_is_code(text: str) -> None:
    assert blocks(text) == []


@pytest.mark.parametrize(
    "text", ["!!! Do it now", "??? who knows", "[!note] x", "a ::: b", "Sure\n:) x", "Really???\n    yes"]
)
def test_other_signs_are_text(text: str) -> None:
    assert blocks(text) == [("paragraph", " ".join(text.split()))]


def test_terms_head_their_definitions() -> None:
    text = "# Zinc\n\nRisks\n:   Nausea.\n\n    See a doctor.\n\nCost\n\n:   Little.\n\nLast."

    assert sections(text) == [
        ("Zinc", ["Last."]),
        ("Risks", ["Nausea.", "See a doctor."]),
        ("Cost", ["Little."]),
    ]


def test_what_follows_details_belongs_to_the_section_around() -> None:
    text = "## Uses\n\na\n\n<details><summary>Safe?</summary>\n\nb\n\n</details>\n\nc"

    assert sections(text) == [("Uses", ["a", "c"]), ("Safe?", ["b"])]


@pytest.mark.parametrize(
    "piece",
    [
        ":::",
        ":::a\n",
        ":::a\n:::\n",
        "> [!a]\n",
        "!!! a\n    ",
        "> > [!a] b\n",
        ':::a{title="',
        "<details><summary>a",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    for path in ("a.md", "a.mdx"):
        document(piece * (100_000 // len(piece)), path=path)
