"""Patterns looked for in a whole article find what they find in each of its sentences, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.analysis.fold import fold
from healthlint.analysis.lines import Lines
from healthlint.analysis.patterns import CompiledPatterns, tag
from healthlint.types import Concept, Pattern, Sentence, Span

PATTERNS = {
    "cure": Pattern("cure", (), (r"\bcures?\b",), (r"\bno\b",)),
    "over-ends": Pattern("over-ends", (), (r"pain\s+relief", r"[^.]{0,20}ache"), ()),
    "edges": Pattern("edges", (), (r"^\W*no\b", r"relief$"), ()),
    "harm": Pattern("harm", ("harm",), (r"\bcauses <harm>", r"\bfree of ache\b"), (r"\bnever\b",)),
    "anchored": Pattern("anchored", ("harm",), (r"<harm>\.$",), ()),
}
COMPILED = CompiledPatterns(PATTERNS)
WORDS = st.sampled_from(
    [
        "cure",
        "cures",
        "no",
        "pain",
        "relief",
        "ache",
        "causes",
        "never",
        "free",
        "of",
        "a",
        "\u00e9",
        "\u20ac",
        "\U0001f600",
        "\u0130",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def sentence(text: str, number: int, *, start: int = 0) -> Sentence:
    return Sentence(text, number, start, start + len(text), len(text.split()), Span(0, len(text)))


def harms(text: str, number: int, *, start: int = 0) -> list[Concept]:
    return [
        Concept("harm", "general", "ache", number, start + one.start(), start + one.end(), number)
        for one in re.finditer("ache", text)
    ]


@given(TEXTS, st.sampled_from(sorted(PATTERNS)), st.integers(0, 3))
def test_a_pattern_holds_where_it_holds_in_the_sentence_alone(
    texts: list[str], name: str, start: int
) -> None:
    sentences = [sentence(text, number, start=start) for number, text in enumerate(texts)]
    concepts = [harms(text, number, start=start) for number, text in enumerate(texts)]

    found = list(Lines(sentences, concepts).saying(COMPILED[name]))

    assert [said.sentence for said in found] == [
        number
        for number, text in enumerate(texts)
        if COMPILED[name].holds(fold(text), concepts[number], offset=start)
    ]
    for said in found:
        assert start <= said.start <= said.end <= start + len(texts[said.sentence])


@pytest.mark.parametrize(
    ("texts", "name", "words"),
    [
        (["It cures.", "No cure.", "\u20ac\u00e9 a cure, two cures"], "cure", ["cures", "cure"]),
        (["no pain", "relief"], "over-ends", []),
        (["pain", "relief of ache"], "over-ends", ["relief of ache"]),
        (["no pain", "pain relief"], "edges", ["no", "relief"]),
        (["\U0001f600 it causes ache daily"], "harm", ["causes ache"]),
        (["it causes ache, never pain"], "harm", []),
        (["it is free of ache"], "harm", ["free of ache"]),
        (["ache and ache.", "ache"], "anchored", ["ache."]),
        ([], "cure", []),
    ],
)
def test_the_words_that_say_it_are_found(texts: Sequence[str], name: str, words: list[str]) -> None:
    sentences = [sentence(text, number) for number, text in enumerate(texts)]
    concepts = [harms(text, number) for number, text in enumerate(texts)]

    found = Lines(sentences, concepts).saying(COMPILED[name])

    assert [texts[said.sentence][said.start : said.end] for said in found] == words


def test_offsets_of_a_tagged_text_lead_back() -> None:
    text = "ache or ache, then ache"
    tagged = tag(text, harms(text, 0), tags=["harm"])

    assert tagged.text == "<harm> or <harm>, then <harm>"
    assert [tagged.place(at) for at in (0, 6, 10, 16, 18, 23, 29)] == [0, 4, 8, 12, 14, 19, 23]
    assert tagged.place(2) == 0
