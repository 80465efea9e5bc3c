import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.sources import parse, read
from healthlint.types import BlockKind, Document, Format


def document(text: str) -> Document:
    return parse(read("a.txt", text.encode(), Format.TEXT))


def blocks(text: str) -> list[str]:
    """Show headings as `2 text`, items as `- text`, prose as it is."""
    marks = {BlockKind.HEADING: "{level} ", BlockKind.ITEM: "- ", BlockKind.PARAGRAPH: ""}
    return [marks[b.kind].format(level=b.level) + b.text for b in document(text).blocks]


PROSE = "The needles make small wounds in the skin, which heals over some weeks and grows firm."
MORE = "Most people can go back to work the next day, though redness may last for up to a week."


def test_a_title_and_headings_between_blank_lines() -> None:
    text = f"Hair Loss\n\n{PROSE}\n\nWhat causes hair loss?\n\n{PROSE}\n\nTakeaway\n\n{MORE}\n"

    assert blocks(text) == ["1 Hair Loss", PROSE, "2 What causes hair loss?", PROSE, "2 Takeaway", MORE]


def test_a_title_may_be_two_sentences() -> None:
    title = "Fiber Can Help. Should You Take It?"

    assert blocks(f"{title}\n\n{PROSE}") == [f"1 {title}", PROSE]


def test_headings_among_lines_without_blank_lines() -> None:
    listed = "It helps with:\n- scars\n- lines"
    text = f"{PROSE}\n{listed}\n{MORE}\nHow does it work?\n{PROSE}\nTakeaway\n{MORE}\nSource: News"

    assert blocks(text) == [
        PROSE,
        "It helps with:",
        "- scars",
        "- lines",
        MORE,
        "2 How does it work?",
        PROSE,
        "2 Takeaway",
        MORE,
        "Source: News",
    ]


def test_an_unmarked_list_makes_no_headings() -> None:
    text = f"{PROSE}\nIt may help people who have:\nScars\nWrinkles\nLoose skin\n{MORE}\n"

    assert not any(block.level for block in document(text).blocks)


def test_entries_below_a_line_that_opens_a_list() -> None:
    listed = "Untreated, it can:\n\nRaise your blood pressure\n\nMake accidents likely"
    text = f"Sleep Apnea\n\n{listed}\n\nOther Signs\n\n{PROSE}\n"

    assert blocks(text) == [
        "1 Sleep Apnea",
        "Untreated, it can:",
        "- Raise your blood pressure",
        "- Make accidents likely",
        "2 Other Signs",
        PROSE,
    ]


def test_a_phrase_with_a_colon_leads_what_follows() -> None:
    text = f"Aspirin\n\n{PROSE}\n\nCommon side effects:\n- nausea\n- rash\n\nWho should avoid it:\n\n{MORE}\n"

    assert blocks(text) == [
        "1 Aspirin",
        PROSE,
        "3 Common side effects:",
        "- nausea",
        "- rash",
        "3 Who should avoid it:",
        MORE,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "Published on March 3, 2024",
        "Medically reviewed by Ann Lee, MD",
        "March 3, 2024",
        "It is not dangerous.",
        "You might have other problems, such as",
        "See https://example.org/aspirin",
        "12345",
        "First, wash your hands,",
    ],
)
def test_lines_apart_that_are_no_headings(line: str) -> None:
    found = document(f"Aspirin\n\n{PROSE}\n\n{line}\n\n{MORE}\n")

    assert [block.text for block in found.blocks if block.level] == ["Aspirin"]


def test_a_last_line_is_no_heading() -> None:
    assert blocks(f"{PROSE}\n\nRead more")[-1] == "Read more"


def test_hard_wrapped_paragraphs_and_items_are_joined() -> None:
    item = textwrap.fill(f"- {MORE}", 60, subsequent_indent="  ")
    text = f"SIDE EFFECTS\n{textwrap.fill(PROSE + ' ' + MORE, 60)}\n\n{item}\n{item}\n"

    assert blocks(text) == ["2 SIDE EFFECTS", f"{PROSE} {MORE}", f"- {MORE}", f"- {MORE}"]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert blocks(f"{PROSE}\n{MORE}\n{PROSE}") == [PROSE, MORE, PROSE]


def test_marked_headings() -> None:
    text = f"Aspirin\n=======\n{PROSE}\n\nRisks\n-----\n\n{PROSE}\n\n### Bleeding\n{MORE}\n"

    assert blocks(text) == ["1 Aspirin", PROSE, "2 Risks", PROSE, "3 Bleeding", MORE]


@pytest.mark.parametrize("marker", ["- ", "* ", "\u2022", "\u2022 ", "\u2013 ", "1. ", "12) ", "(3) "])
def test_items(marker: str) -> None:
    assert blocks(f"{marker}nausea\n{marker}rash") == ["- nausea", "- rash"]


def test_bare_urls_are_links() -> None:
    (link,) = document(f"{PROSE} (See http://a.b/c?d.) {MORE}").links

    assert (link.url, link.block) == ("http://a.b/c?d", 0)


def test_sections() -> None:
    found = document(f"{PROSE}\n\nRisks\n\n{PROSE}\n\n{MORE}\n\nCost\n\n{MORE}\n")

    assert [(s.title, s.level, s.blocks) for s in found.walk_sections()] == [
        ("", 0, (0,)),
        ("Risks", 2, (2, 3)),
        ("Cost", 2, (5,)),
    ]


def test_nothing_is_nothing() -> None:
    assert blocks("") == blocks(" \n\n---\n \n") == []


WORDS = st.sampled_from(
    [
        *("skin", "caf\u00e9", "\U0001f600", "5\u00a0mg", "&amp;", "**x**", "Takeaway", "Why?", "end."),
        *("such", "as:", "the", "-", "1.", "#", "--", "===", "http://a.b"),
    ]
)
LINES = st.lists(WORDS, max_size=14).map(" ".join)
TEXTS = st.lists(st.tuples(st.sampled_from(["", " ", "\t", "- "]), LINES)).map(
    lambda lines: "\n".join(prefix + line for prefix, line in lines)
)


@given(TEXTS)
def test_every_word_is_where_its_span_says(text: str) -> None:
    found = document(text)
    reached = 0
    for block in found.blocks:
        for word in re.finditer(r"[^ ]+", block.text):
            span = block.locate(*word.span())
            assert found.source.text[span.start : span.end] == word.group()
            assert span.start >= reached
            reached = span.end
        assert block.pieces[0].start == 0
        assert block.pieces[-1].end == len(block.text)
    assert sum(block.text.count("skin") for block in found.blocks) == text.count("skin")


@given(TEXTS)
def test_line_ends_change_nothing(text: str) -> None:
    expected, actual = document(text), document(text.replace("\n", "\r\n"))

    assert (actual.blocks, actual.links, actual.sections) == (
        expected.blocks,
        expected.links,
        expected.sections,
    )


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse(read("a.txt", text.replace("\0", "").encode("utf-8", "replace"), Format.TEXT))


SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not here")
def test_real_articles_are_read() -> None:
    for path in sorted((SHARED / "corpus" / "dev" / "articles").glob("*.txt")):
        found = parse(read(path.name, path.read_bytes(), Format.TEXT))
        assert found.title is not None, path.name
        assert any(not block.level for block in found.blocks), path.name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not here")
def test_headings_of_an_article_without_blank_lines() -> None:
    raw = (SHARED / "articles" / "microneedling.txt").read_bytes()
    found = parse(read("microneedling.txt", raw, Format.TEXT))

    assert [block.text for block in found.blocks if block.level] == [
        "How does microneedling work?",
        "Takeaway",
    ]


# As Word and content systems save it


def titles(text: str) -> list[str]:
    return [section.title for section in document(text).walk_sections()]


@pytest.mark.parametrize("marker", [*"•‣▪●◦\u2013\u2014*+-→✓o\uf0b7\uf0a7", "1)", "(a)", "a.", "iv."])
@pytest.mark.parametrize("blank", [" ", "\t", "   "])
def test_every_kind_of_bullet(marker: str, blank: str) -> None:
    assert blocks(f"{PROSE}\n\n{marker}{blank}red skin\n{marker}{blank}swelling\n") == [
        PROSE,
        "- red skin",
        "- swelling",
    ]


@pytest.mark.parametrize(
    ("numbers", "level"),
    [
        ("1. {}|2. {}", 2),
        ("1) {}|2) {}", 2),
        ("2.1 {}|2.2 {}", 3),
        ("I. {}|II. {}", 2),
        ("Part 1: {}|Part 2: {}", 2),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_numbered_headings(numbers: str, level: int, between: str) -> None:
    one, two = numbers.split("|")
    first, second = one.format("What is it"), two.format("Risks")
    text = f"Needling\n\n{PROSE}\n\n{first}{between}{PROSE}\n\n{second}{between}{MORE}\n"

    assert blocks(text) == [
        "1 Needling",
        PROSE,
        f"{level} What is it",
        PROSE,
        f"{level} Risks",
        MORE,
    ]


def test_steps_apart_are_a_list() -> None:
    steps = "1. Wash your face\n\n2. Dry it\n\n3. Apply the cream"

    assert blocks(f"{PROSE}\n\n{steps}\n\n{MORE}") == [
        PROSE,
        "- Wash your face",
        "- Dry it",
        "- Apply the cream",
        MORE,
    ]


@pytest.mark.parametrize(
    "heading", ["== Risks ==", "**Risks**", "--- Risks ---", "Risks\n*****", "====\nRisks\n===="]
)
def test_decorated_headings(heading: str) -> None:
    assert "Risks" in titles(f"Needling\n\n{PROSE}\n\n{heading}\n\n{MORE}")


@pytest.mark.parametrize(
    "above",
    [
        "December 21, 2023",
        "Medical news",
        "Skin · Reviewed · 7 min read",
        "Disclosure: this page contains affiliate links, and we may earn a commission on what you buy.",
    ],
)
def test_a_title_below_what_stands_above_it(above: str) -> None:
    title = "What to know before you try needling at home"
    found = document(f"{above}\n\n{title}\n\n{PROSE}\n")

    assert found.title is not None
    assert found.blocks[found.title].text == title


def test_a_heading_may_be_wrapped() -> None:
    title = "What everyone should know about needling before they try it\nat home by themselves"
    heading = "Unwanted consequences of professional microneedling treatments\nfor sensitive skin"
    text = f"{title}\n\n{PROSE}\n\n{heading}\n\n{MORE}\n"

    assert [line for line in blocks(text) if line[0] in "12"] == [
        "1 " + title.replace("\n", " "),
        "2 " + heading.replace("\n", " "),
    ]


def test_buttons_and_labels_are_no_headings() -> None:
    lines = ["Buy it now →", "← All articles", "By our editors · 5 May"]
    found = document("Needling\n\n" + f"\n\n{PROSE}\n\n".join([PROSE, *lines, MORE]))

    assert [block.text for block in found.blocks if block.level] == ["Needling"]


def test_a_phrase_and_a_colon_open_a_section() -> None:
    text = f"Needling\n\n{PROSE}\n\nSide effects: your skin may be red.\n\n{MORE}"

    assert "Side effects" in titles(text)


GRID = """\
+----------+--------------------+
| Dose     | What to watch for  |
+==========+====================+
| 1 mg     | sleepy in the      |
|          | morning            |
+----------+--------------------+
| 5 mg     | headache           |
+----------+--------------------+
"""
COLUMNS = """\
  Dose   What to watch for
  ------ -------------------
  1 mg   sleepy in the morning
  5 mg   headache
"""
LOOSE = """\
  -------------------------
  Dose   What to watch for
  ------ ------------------
  1 mg   sleepy in the
         morning

  5 mg   headache
  -------------------------
"""
TABS = "Dose\tWhat to watch for\n1 mg\tsleepy in the morning\n5 mg\theadache\n"
BARS = "| Dose | What to watch for |\n|---|---|\n| 1 mg | sleepy in the morning |\n| 5 mg | headache |\n"


@pytest.mark.parametrize("table", [GRID, COLUMNS, LOOSE, TABS, BARS])
def test_tables_are_read_cell_by_cell(table: str) -> None:
    found = document(f"Needling\n\n{PROSE}\n\n{table}\n{MORE}\n")
    cells = [block for block in found.blocks if block.kind is BlockKind.CELL]

    assert [cell.text for cell in cells] == [
        "Dose",
        "What to watch for",
        "1 mg",
        "sleepy in the morning",
        "5 mg",
        "headache",
    ]
    rows = [cell.row for cell in cells]
    assert [rows[0] == rows[1], rows[1] == rows[2], rows[2] == rows[3]] == [True, False, True]
    assert found.blocks[-1].text == MORE


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    text = (
        "Needling\n\nThe doctor who gave you the needles may give you medi-\n"
        "cation for the pain as well. It is not for long use, and the long-\n"
        "term effects are few, though a scar can take a year to heal.\n"
    )

    assert blocks(text)[1] == (
        "The doctor who gave you the needles may give you medication for the pain as well. "
        "It is not for long use, and the long-term effects are few, though a scar can take a year to heal."
    )


def test_a_page_break_does_not_cut_a_paragraph() -> None:
    pages = [
        f"The Clinic\n\n{PROSE}\n\nYour skin may be red for some days after the needles, and",
        f"The Clinic\n\nit heals by itself.\n\n{MORE}",
        f"The Clinic\n\n{PROSE}",
    ]
    text = "".join(f"{page}\n\nPage {number} of 3\n\f" for number, page in enumerate(pages, 1))
    shown = [block.text for block in document(text).blocks]

    assert "Your skin may be red for some days after the needles, and it heals by itself." in shown
    assert shown.count("The Clinic") == 1
    assert not any(line.startswith("Page") for line in shown)


def test_quoted_lines_are_a_quote() -> None:
    found = document(f"Needling\n\n{PROSE}\n\n> It hurt a little, they said,\n> but not for long.\n\n{MORE}")

    assert [block.text for block in found.blocks if block.kind is BlockKind.QUOTE] == [
        "It hurt a little, they said,",
        "but not for long.",
    ]


def test_unseen_characters_are_no_part_of_a_word() -> None:
    (block,) = document("Ask\u00a0your doc\u00adtor\u200b first.").blocks

    assert block.text == "Ask\u00a0your doctor first."
    assert block.locate(9, 15) == (9, 16)
