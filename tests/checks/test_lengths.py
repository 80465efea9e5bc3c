"""What the rules on long paragraphs and missing subheadings point at."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import Finding

ASTHMA = "Asthma makes it hard to breathe, and the inhaler helps your lungs. "
"""Twelve words."""


def only(code: str, text: str, *, limit: int) -> Finding:
    (finding,) = lint_text(text, select=[code], options={code: {"max-words": limit}}).findings
    return finding


def found(code: str, text: str, *, limit: int) -> bool:
    return bool(lint_text(text, select=[code], options={code: {"max-words": limit}}).findings)


def test_a_paragraph_is_quoted_by_its_opening() -> None:
    finding = only("HL405", "No. " + ASTHMA * 20, limit=100)

    assert finding.place.quote.startswith("No. Asthma makes it hard to breathe")
    assert len(finding.place.quote) < 200


def test_a_split_is_offered_where_a_sentence_can_open_a_paragraph() -> None:
    text = ASTHMA * 2 + "It may come back at night, when you lie down. Cold air can set it off. " + ASTHMA * 2

    assert 'before "Cold air can"' in only("HL405", text, limit=40).message


def test_two_sentences_are_too_long_themselves() -> None:
    sentence = "Asthma makes it hard to breathe" + ", and the inhaler helps your lungs" * 10 + ". "

    assert not found("HL405", sentence * 2, limit=100)
    assert found("HL405", sentence * 3, limit=100)


@pytest.mark.parametrize("left_out", ["> ", "- ", "## References\n\n"])
def test_quotes_lists_and_references_are_no_paragraphs(left_out: str) -> None:
    assert not found("HL405", ASTHMA + "\n\n" + left_out + ASTHMA * 10, limit=100)


def test_a_disclosure_does_not_make_a_paragraph_longer() -> None:
    disclosed = "We may earn a commission if you buy an inhaler through the links on this page. "

    assert not found("HL405", ASTHMA * 8 + disclosed, limit=100)


def test_an_article_without_subheadings_is_told_at_its_title() -> None:
    finding = only("HL406", "By a nurse\n\n# Asthma\n\n" + f"{ASTHMA * 3}\n\n" * 4, limit=100)

    assert (finding.scope, finding.place.quote) == ("document", "Asthma")
    assert finding.message.startswith("These 144 words")


def test_the_longest_stretch_is_told_with_a_place_to_break_it_and_the_others() -> None:
    text = (
        f"# Asthma\n\n{ASTHMA * 2}\n\n## Signs\n\n"
        + f"{ASTHMA * 5}\n\n" * 2
        + "## Help\n\nFirst of all, rest. "
        f"{ASTHMA * 5}\n\nAfter that, call. {ASTHMA * 5}\n\n"
    )

    finding = only("HL406", text, limit=100)

    assert (finding.scope, finding.place.quote) == ("span", "Help")
    assert [(place.quote[:10], place.note) for place in finding.related] == [
        ("After that", "a subheading could go here"),
        ("Asthma mak", "from here 120 words without a subheading, too"),
    ]


@pytest.mark.parametrize(
    "opener", ["## More\n\n", "**More.** ", "**More**\n\n", "How does it help?\n\n", "<h3>More</h3>\n\n"]
)
def test_whatever_opens_a_section_counts_as_a_subheading(opener: str) -> None:
    text = f"# Asthma\n\n{ASTHMA * 6}\n\n"

    assert not found("HL406", f"{text}{opener}{ASTHMA * 6}", limit=100)
    assert found("HL406", f"{text}{ASTHMA * 6}", limit=100)


@pytest.mark.parametrize(
    "opener",
    [
        "##Signs\n\n",
        "##Signs\n",
        "Nebulizer for the night\n\n$26 at the chemist's\n\n",
    ],
)
def test_what_readers_take_for_a_heading_counts_as_one(opener: str) -> None:
    text = f"# Asthma\n\n{ASTHMA * 6}\n\n"

    assert not found("HL406", f"{text}{opener}{ASTHMA * 6}", limit=100)


@pytest.mark.parametrize("count", [2, 3])
def test_labels_count_as_subheadings_where_there_are_several(count: int) -> None:
    labels = ["Cold air. ", "Dust in the house: ", "Sport. "][:count]
    text = "# Asthma\n\n" + "".join(f"{label}{ASTHMA * 5}\n\n" for label in labels)

    assert found("HL406", text, limit=100) is (count == 2)


def test_short_sentences_are_no_labels() -> None:
    text = "# Asthma\n\n" + f"It came back. {ASTHMA * 5}\n\n" * 3

    assert found("HL406", text, limit=100)


def test_lines_above_paragraphs_count_as_subheadings_in_plain_text() -> None:
    lines = [
        "Read on.",
        "Cold air is bad for the lungs.",
        "Dust hides in every room.",
        "Sport helps later on.",
    ]
    parts = [f"{line}\n{ASTHMA * 6}\n" for line in lines]

    def judged(text: str) -> bool:
        return bool(
            lint_text(text, format="text", select=["HL406"], options={"HL406": {"max-words": 100}}).findings
        )

    assert not judged("Asthma\n\n" + "\n\n".join(parts))
    assert judged("Asthma\n\n" + "\n".join(parts).replace(".\n", ". "))


def test_a_stretch_of_short_paragraphs_may_be_a_little_longer() -> None:
    short, long = f"{ASTHMA * 2}\n\n" * 5, f"{ASTHMA * 5}\n\n" * 2

    assert not found("HL406", "# Asthma\n\n" + short, limit=100)
    assert found("HL406", "# Asthma\n\n" + long, limit=100)
    assert found("HL406", "# Asthma\n\n" + short + ASTHMA, limit=100)


def test_a_list_is_cut_up_already() -> None:
    assert not found("HL406", "# Asthma\n\n" + f"- {ASTHMA}\n" * 20, limit=100)


def test_a_sentence_is_not_split_before_the_last_item_of_its_list() -> None:
    text = (
        "# Hair loss\n\nTreatments of hair loss may include changes to how you care for your hair, a diet"
        " with much more of what it needs, and medical treatments that your doctor may give you.\n"
    )

    assert only("HL402", text, limit=25).message.endswith("Split it, or make a list of its parts.")


def words(count: int, *, end: str = ".") -> str:
    """Return a plain sentence about asthma of `count` words without a comma."""
    return "Asthma " + "really " * (count - 3) + "can hurt" + end


@pytest.mark.parametrize(
    ("text", "long"),
    [
        (words(25), False),
        (words(26), True),
        (f"**When to seek help:** {words(25)}", False),
        (f"**When to seek help:** {words(30)}", True),
        (f"- **Dose aids for asthma** \u2014 {words(25)}", False),
        (f"These two things are what helped me most of all: {words(20)}", False),
        (f"These two things are what helped me most of all: {words(20).lower()}", True),
        (f"Asthma of the young child (AYC).{words(24)}", False),
        (f"{words(20, end='.3')} {words(20)}", False),
    ],
)
def test_a_long_sentence_is_counted_as_an_editor_would(text: str, long: bool) -> None:
    assert found("HL402", f"# Asthma\n\n{text}\n", limit=25) is long
