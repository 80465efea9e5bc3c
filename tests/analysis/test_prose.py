"""Which sentences are graded, and how they are prepared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.analysis.language import Language
from healthlint.analysis.prose import JOINED_WORDS, ProseSentence, prepare
from healthlint.sources import parse, read
from healthlint.types import Block, BlockKind, Document, Format, Lexicon, Piece, Sentence, Source, Span

DRUGS = Lexicon("drug", {"brand": ("ozempic", "metformin hydrochloride")}, {}, frozenset())
LANGUAGE = Language([DRUGS])


def prose(text: str, format: Format = Format.MARKDOWN) -> tuple[ProseSentence, ...]:  # noqa: A002
    document = parse(read("article", text.encode(), format))
    reading = LANGUAGE.read(document)
    return prepare(document, reading.sentences, reading.concepts)


def graded(text: str) -> list[str]:
    return [" ".join(word.text for word in sentence.words) for sentence in prose(text)]


def by_hand(*sentences: str) -> tuple[Document, list[Sentence]]:
    """Return a document of one paragraph that is cut into exactly these sentences."""
    text = " ".join(sentences)
    block = Block(BlockKind.PARAGRAPH, text, Span(0, len(text)), (Piece(0, len(text), Span(0, len(text))),))
    source = Source("a.txt", Format.TEXT, text, text.encode(), "utf-8", (0,))
    cut: list[Sentence] = []
    start = 0
    for sentence in sentences:
        end = start + len(sentence)
        cut.append(Sentence(sentence, 0, start, end, len(sentence.split()), Span(start, end)))
        start = end + 1
    return Document(source, (block,), (), (), {}, ()), cut


@pytest.mark.parametrize(
    "left_out",
    [
        "## Heading of a section",
        "| Dose | Effect |\n|---|---|\n| Ten tablets a day. | It is too much for you. |",
        "```\nprint the dose of the drug.\n```",
        "> Someone else said this in another place.",
        "By Jane Doe, RN",
        "Updated on March 3, 2024",
        "This page contains affiliate links to shops that we like.",
        "We may earn a commission if you buy something.",
        "This article is not intended as medical advice.",
        "It is for informational purposes only.",
        "Smith J. A trial of sleep. Lancet. 2019;12(3):44-51. doi:10.1000/182",
        "Hull MG, Kelly NJ, Conway DI. Population study of causes and treatment of infertility.",
        "Jones MW, et al. How people sleep in cities and in villages.",
        "Baron, K. G., & Zee, P. (2017). How people sleep in cities and in villages.",
        "This document is subject to copyright, and nobody may copy any part of it.",
        "You can sign up for our free newsletter and read more of this each week.",
        "Jane Doe is a freelance writer who lives in a small town by the sea.",
        "**Price:** five hundred\n**Battery:** ten days of use\n**Best for:** people who run",
        "- [How to sleep better in summer nights](/summer)",
        "## References\n\nThis is a list of what we have read.",
        "## Sources and further reading\n\n- A very long title of a page about sleep.",
    ],
)
def test_leaves_out_what_is_no_prose(left_out: str) -> None:
    assert graded(f"Sleep well at night.\n\n{left_out}") == ["Sleep well at night"]


def test_section_on_sources_of_food_is_prose() -> None:
    assert graded("## Sources of protein\n\nBeans are a good source.") == ["Beans are a good source"]


def test_disclosure_takes_only_its_own_sentence() -> None:
    assert graded("Sleep well at night. This post has affiliate links. Drink less tea.") == [
        "Sleep well at night",
        "Drink less tea",
    ]


def test_joins_fragments_of_a_list_to_their_stem() -> None:
    text = "Side effects include:\n\n- redness\n- mild swelling\n- itching\n\nThey pass soon enough."
    assert graded(text) == ["Side effects include redness mild swelling itching", "They pass soon enough"]


def test_joined_list_is_no_longer_than_a_sentence_may_be() -> None:
    text = "It may help with:\n\n" + "\n".join("- a bad dry cough" for _ in range(12))
    lengths = [len(sentence.words) for sentence in prose(text)]
    assert sum(lengths) == 4 + 12 * 4
    assert max(lengths) <= JOINED_WORDS


def test_a_list_typed_in_one_line_is_no_long_sentence() -> None:
    line = "- bananas and oranges - boiled potatoes - tomatoes from home - all kinds of cooked beans - nuts"

    assert all(len(sentence.words) <= JOINED_WORDS for sentence in prose(line, Format.TEXT))
    assert " ".join(graded(line)).endswith("cooked beans nuts")


def test_many_items_typed_in_one_line_are_a_list_whatever_comes_before() -> None:
    line = (
        "swollen feet and toes - loss of balance - weak hands - dry skin all over - sores on both your feet"
    )

    assert all(len(sentence.words) <= JOINED_WORDS for sentence in prose(line, Format.TEXT))


FLAT = "The first signs that most people notice include: a sore throat muscle pain a dry cough loose stools"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{FLAT} It is common to have two of them. Rest.", ["It is common to have two of them", "Rest"]),
        (f"{FLAT} stomach cramps and pain behind the eyes", []),
        ("2 cups of flour 1 cup of milk 3 eggs 1 pinch of salt 2 spoons of oil 4 ripe bananas", []),
        ("\u2705 A plan for your nights \u2705 A list of teas \u2705 What to ask the nurse in the ward", []),
        (f"{FLAT}, and cramps.", [f"{FLAT} and cramps".replace(":", "")]),
        ("The blood is filtered by the kidneys.3 The rest goes back.", ["The rest goes back"]),
    ],
)
def test_a_list_that_lost_its_marks_is_no_prose(text: str, kept: list[str]) -> None:
    assert [one for one in graded(text) if "kidneys" not in one] == kept


def test_dashes_in_a_sentence_make_no_list() -> None:
    assert len(graded("The valves open in one direction - like hatches - to let blood through.")) == 1


def test_a_number_alone_is_no_sentence() -> None:
    document, sentences = by_hand(
        "1.", "Sleep in a cool and dark room.", "2.", "Get up at the same time each day."
    )

    assert len(prepare(document, sentences, ())) == 2


def test_items_that_are_sentences_stand_alone() -> None:
    text = "Try this:\n\n- Drink water with each meal.\n- Walk for half an hour every day\n- salt"
    assert graded(text) == ["Drink water with each meal", "Walk for half an hour every day"]


def test_drops_a_bold_label_but_not_bold_words() -> None:
    assert graded("**Side effects.** Most people have none.") == ["Most people have none"]
    assert graded("- **Zinc:** it may help your skin to heal.") == ["it may help your skin to heal"]
    assert graded("**Older people** Many have more than one illness.") == ["Many have more than one illness"]
    assert graded("**Zinc** may help your skin to heal.") == ["Zinc may help your skin to heal"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take 2.5 mg or 1,000 mg.", "Take 2.5 mg or 1,000 mg"),
        ("Eat fruit, e.g. an apple, at 8 a.m. daily.", "Eat fruit EG an apple at 8 AM daily"),
        ("Sleep helps [3] as does rest (17).", "Sleep helps as does rest"),
        ("Don\u2019t stop \u201cit\u201d now.", "Don't stop it now"),
        ("It is over\u2011the\u2011counter.", "It is over-the-counter"),
        ("It hurts\u2014call us and/or wait.", "It hurts call us and or wait"),
        ("See https://example.org/a-b, www.example.org or a.b@example.org now.", "See or now"),
        ("Go to example.com/page for more help.", "Go to for more help"),
        ("STOP TAKING THE PILL.", "stop taking the pill"),
        ("A hy\u00adphen that is soft.", "A hyphen that is soft"),
    ],
)
def test_normalises_words(text: str, words: str) -> None:
    assert graded(text) == [words]


@pytest.mark.parametrize(
    "cut",
    [
        ("See Dr.", "Jones about your dose today."),
        ("Eat nuts, e.g.", "almonds or some walnuts."),
        ("Take it at 8 a.m.", "with a glass of water."),
    ],
)
def test_mends_sentences_cut_by_an_abbreviation(cut: tuple[str, str]) -> None:
    document, sentences = by_hand(*cut)
    assert [sentence.sources for sentence in prepare(document, sentences, [])] == [(0, 1)]


def test_marks_terms_and_names() -> None:
    (sentence,) = prose("We asked Anna whether metformin hydrochloride helps.")
    assert [word.text for word in sentence.words if word.term] == ["metformin", "hydrochloride"]
    assert [word.text for word in sentence.words if word.name] == ["Anna"]


@given(st.text(alphabet=st.sampled_from("aZ9 .,:;!?-'\u2019\u00ad\n*#>|@/()["), max_size=300))
def test_any_text_gives_words_and_keeps_reading_order(text: str) -> None:
    sentences = prose(text)
    sources = [number for sentence in sentences for number in sentence.sources]
    assert sources == sorted(set(sources))
    assert all(word.text for sentence in sentences for word in sentence.words)


@pytest.mark.parametrize(
    "hostile", ["a@" * 50_000, "not " * 25_000, "x" * 100_000, "a." * 50_000, ":" * 100_000]
)
def test_hostile_text_is_prepared(hostile: str) -> None:
    document, sentences = by_hand(hostile + " and so on.")
    assert len(prepare(document, sentences, [])) <= 1
