import pytest

from healthlint.sources import parse, read
from healthlint.types import Document, Format, Section


def document(text: str) -> Document:
    return parse(read("a.md", text.encode(), Format.MARKDOWN))


Tree = tuple[str, int, list[str], list["Tree"]]


def tree(text: str) -> list[Tree]:
    """Show each section as title, level, texts of its blocks, children."""
    found = document(text)

    def show(section: Section) -> Tree:
        texts = [found.blocks[index].text for index in section.blocks]
        return section.title, section.level, texts, [show(child) for child in section.children]

    return [show(section) for section in found.sections]


def test_headings_nest_by_level() -> None:
    assert tree("intro\n\n# A\n\na\n\n### B\n\nb\n\n## C\n\n# D\n") == [
        ("", 0, ["intro"], []),
        ("A", 1, ["a"], [("B", 3, ["b"], []), ("C", 2, [], [])]),
        ("D", 1, [], []),
    ]


def test_no_blocks_no_sections() -> None:
    assert tree("") == []


def test_inline_lead_ins() -> None:
    assert tree("# A\n\nFirst.\n\n**Side effects.** Redness.\n\n**Cost**: high\n\nLast.\n") == [
        (
            "A",
            1,
            ["First.", "Last."],
            [
                ("Side effects.", 2, ["Side effects. Redness."], []),
                ("Cost", 2, ["Cost: high"], []),
            ],
        )
    ]


def test_a_bold_line_holds_what_follows_up_to_the_next() -> None:
    assert tree("# A\n\n**Risks:**\n\n- pain\n- scars\n\nMore.\n\n**Cost**\n\nHigh.\n\n## B\n\nb\n") == [
        (
            "A",
            1,
            [],
            [
                ("Risks", 2, ["Risks:", "pain", "scars", "More."], []),
                ("Cost", 2, ["Cost", "High."], []),
                ("B", 2, ["b"], []),
            ],
        )
    ]


def test_a_lead_in_with_colon_takes_the_list_below_it() -> None:
    assert tree("**Risks:** they include:\n\n- pain\n- **Scars:** rare\n\nMore.\n") == [
        (
            "",
            0,
            ["More."],
            [("Risks", 1, ["Risks: they include:", "pain"], [("Scars", 2, ["Scars: rare"], [])])],
        )
    ]


def test_items_with_lead_ins() -> None:
    assert tree("# A\n\n- **Pain:** some\n- plain\n- **Dose** \u2013 low\n") == [
        (
            "A",
            1,
            ["plain"],
            [("Pain", 2, ["Pain: some"], []), ("Dose", 2, ["Dose \u2013 low"], [])],
        )
    ]


def test_a_bold_item_holds_the_items_under_it() -> None:
    assert tree("# A\n\n- **Common effects**\n  - pain\n  - redness\n- **Rare effects**\n  - scars\n") == [
        (
            "A",
            1,
            [],
            [
                ("Common effects", 2, ["Common effects", "pain", "redness"], []),
                ("Rare effects", 2, ["Rare effects", "scars"], []),
            ],
        )
    ]


def test_questions_with_lead_ins_inside() -> None:
    text = "## FAQ\n\nIs it safe?\n\nMostly.\n\n**Risks.** Some.\n\nDoes it hurt?\n\nA little.\n"

    assert tree(text) == [
        (
            "FAQ",
            2,
            [],
            [
                ("Is it safe?", 3, ["Is it safe?", "Mostly."], [("Risks.", 4, ["Risks. Some."], [])]),
                ("Does it hurt?", 3, ["Does it hurt?", "A little."], []),
            ],
        )
    ]


def test_questions_under_a_bold_line() -> None:
    titles = [
        s.title for s in document("**FAQ**\n\nIs it safe?\n\nYes.\n\n**Cost**\n\nLow.\n").walk_sections()
    ]

    assert titles == ["", "FAQ", "Is it safe?", "Cost"]


@pytest.mark.parametrize(
    "text",
    [
        "**Never** take it with alcohol.",
        "It is **safe.** Mostly.",
        "**This whole sentence is set in bold because it is so very important to readers.**\n\nMore.",
        "**Do not use this if you are pregnant.**\n\nMore.",
        "**Alone**",
        "- **Pain**\n- **Redness**",
        "Is it safe? It is.\n\nMore.",
        "Is it safe?",
        "| **Cost.** a |\n|---|\n| b |",
    ],
)
def test_stressed_words_are_no_lead_ins(text: str) -> None:
    assert [section.title for section in document(text).walk_sections()] == [""]


@pytest.mark.parametrize("text", ["**Cost**  \nHigh.", "**Cost**<br>High.", "**Cost**\nHigh."])
def test_a_bold_line_broken_off_inside_a_paragraph(text: str) -> None:
    assert [section.title for section in document(text).walk_sections()] == ["", "Cost"]


def test_span_of_a_title_is_that_of_its_words() -> None:
    found = document("## Side *effects*\n\n**Long-term risks:** some\n")
    spans = [found.source.text[s.span.start : s.span.end] for s in found.walk_sections()]

    assert spans == ["Side *effects", "Long-term risks:"]


def test_every_block_stands_in_one_section() -> None:
    text = "a\n\n# T\n\n**x.** y\n\nq is?\n\n- **b:**\n  - c\n\n**w**\n\nv\n\n## U\n\nlast\n"
    found = document(text)
    headings = [index for index, block in enumerate(found.blocks) if block.level]
    held = [index for section in found.sections for index in section.all_blocks()]

    assert sorted(held + headings) == list(range(len(found.blocks)))


def test_a_call_out_with_a_label_is_a_section() -> None:
    titles = [section.title for section in document("> **Caution:** not for children.").walk_sections()]

    assert titles == ["", "Caution"]


def test_a_list_item_that_asks_and_the_item_that_answers() -> None:
    page = "<ul><li><p>Is it safe? +</p><p>It has been used for a hundred years.</p></li></ul>"
    found = parse(read("a.html", f"<h1>A</h1>{page}".encode(), Format.HTML))

    assert [section.title for section in found.walk_sections()] == ["A", "Is it safe?"]


def test_questions_that_no_item_answers_are_a_list() -> None:
    assert tree("# A\n\n- Is it safe?\n- How long does it take me?\n") == [
        ("A", 1, ["Is it safe?", "How long does it take me?"], [])
    ]


def test_a_label_over_a_list() -> None:
    assert tree("# A\n\nSide effects:\n\n- Redness\n\nWhat my friends and I use it for:\n\n- Sleep\n")[0][
        3
    ] == [
        (
            "Side effects",
            2,
            ["Side effects:", "Redness", "What my friends and I use it for:", "Sleep"],
            [],
        )
    ]


@pytest.mark.parametrize(
    ("item", "titles"),
    [
        ("- **Side effects** Some people itch.", ["Side effects"]),
        ("- **Take** it with food.", []),
        ("> \u26a0\ufe0f **Not for:** people with asthma.", ["\u26a0\ufe0f Not for"]),
    ],
)
def test_bold_words_that_name_what_follows(item: str, titles: list[str]) -> None:
    assert [section.title for section in document(f"# A\n\n{item}\n").walk_sections()] == ["A", *titles]
