from __future__ import annotations

from healthlint.sources import parse, read
from healthlint.types import BlockKind, Document, Format


def document(text: str) -> Document:
    return parse(read("article.md", text.encode(), Format.MARKDOWN))


def headings(found: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in found.blocks if block.kind is BlockKind.HEADING]


def test_a_title_in_front_matter_is_the_first_heading() -> None:
    found = document('---\ntitle: "Botox: what to expect"\n---\n\nText.\n\n## Cost\n\nMore.\n')

    assert headings(found) == [(1, "Botox: what to expect"), (2, "Cost")]
    assert found.title == 0
    start, end = found.blocks[0].locate(0, 5)
    assert found.source.text[start:end] == "Botox"


def test_a_heading_of_the_first_level_stands_for_itself() -> None:
    assert headings(document("---\ntitle: Botox\n---\n\n# All about botox\n")) == [(1, "All about botox")]


def test_questions_and_warnings_of_the_front_matter_are_shown_wherever_they_stand() -> None:
    found = document(
        "---\ntitle: Botox\nsections:\n  - type: accordion\n    items:\n      - question: Is botox safe?\n"
        "        answer: >-\n          It can cause\n          headache.\n"
        "disclaimer: true\nwarnings:\n  - Ask your doctor first\n---\n\nText.\n"
    )

    assert [block.text for block in found.blocks] == [
        "Botox",
        "Text.",
        "Ask your doctor first",
        "Is botox safe?",
        "It can cause headache.",
    ]


def test_an_escaped_title_is_one_unit() -> None:
    found = document('---\ntitle: "Caf\\u00e9 \\"cures\\""\n---\n\nText.\n')

    block = found.blocks[0]
    start, end = block.locate(0, 4)
    assert block.text == 'Caf\u00e9 "cures"'
    assert "u00e9" in found.source.text[start:end]


def test_links_still_name_their_blocks() -> None:
    found = document("---\ntitle: Botox\n---\n\nSee [this](https://example.org).\n")

    (link,) = found.links
    assert found.blocks[link.block].text == "See this."


def test_questions_and_answers_of_front_matter_are_read() -> None:
    found = document(
        "---\ntitle: Botox\nfaqs:\n  - q: Is botox safe?\n    a: It can cause headache.\n---\n\nText.\n"
    )

    assert headings(found)[1:] == [(3, "Is botox safe?")]
    assert found.blocks[-1].text == "It can cause headache."
    assert [section.title for section in found.walk_sections()] == ["Botox", "Is botox safe?"]
