"""Edits change the bytes of a file where they stand, and no others."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.fix import apply, fits
from healthlint.fix.edits import patched
from healthlint.sources import original_offsets, read
from healthlint.types import Edit, Fix, Format, Source, Span

CAFES = "Café. ".encode() * 12
"""Enough of UTF-8 that a stray byte is one."""


def source_of(raw: bytes, form: Format = Format.MARKDOWN) -> Source:
    return read("a.md", raw, form)


def edit(source: Source, words: str, replacement: str) -> Edit:
    start = source.text.index(words)
    return Edit(Span(start, start + len(words)), replacement)


def fix(*edits: Edit) -> Fix:
    return Fix("Mend it", edits, "safe")


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (b"\xef\xbb\xbfa cat\n", b"\xef\xbb\xbfa dog\n"),
        ("Café cat\r\n".encode(), "Café dog\r\n".encode()),
        ("Café cat".encode("cp1252"), "Café dog".encode("cp1252")),
        (
            codecs.BOM_UTF16_LE + "é😀 cat\r\n".encode("utf-16-le"),
            codecs.BOM_UTF16_LE + "é😀 dog\r\n".encode("utf-16-le"),
        ),
        (
            codecs.BOM_UTF32_BE + "é cat".encode("utf-32-be"),
            codecs.BOM_UTF32_BE + "é dog".encode("utf-32-be"),
        ),
        (CAFES + b"a stray \xff byte and a cat", CAFES + b"a stray \xff byte and a dog"),
        (b"one\r\ntwo\rthree cat\nfour", b"one\r\ntwo\rthree dog\nfour"),
    ],
    ids=["bom", "crlf", "cp1252", "utf-16", "utf-32", "stray byte", "mixed line ends"],
)
def test_encoding_mark_and_line_ends_survive(raw: bytes, mended: bytes) -> None:
    source = source_of(raw)

    assert apply(source, [edit(source, "cat", "dog")]) == mended


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        (b"one\r\ntwo cat sat\nthree", b"one\r\ntwo dog\r\ndog sat\nthree"),
        (b"one\r\ntwo cat\nthree", b"one\r\ntwo dog\ndog\nthree"),
        (b"one\rtwo cat\r", b"one\rtwo dog\rdog\r"),
        (b"cat\r\nend", b"dog\r\ndog\r\nend"),
        (b"cat", b"dog\ndog"),
    ],
)
def test_a_new_line_ends_as_its_neighbours_do(raw: bytes, mended: bytes) -> None:
    source = source_of(raw)

    assert apply(source, [edit(source, "cat", "dog\ndog")]) == mended


def test_edits_are_made_in_any_order() -> None:
    source = source_of(b"a cat and a dog")

    made = apply(source, [edit(source, "dog", "bird"), edit(source, "a cat", "mice")])

    assert made == b"mice and a bird"


def test_what_the_encoding_lacks_is_no_fix() -> None:
    western = source_of("Café cat".encode("cp1252"))
    unicode = source_of("Café cat".encode())

    assert not fits(western, fix(edit(western, "cat", "≥ 5")))
    assert fits(western, fix(edit(western, "cat", "£ 5")))
    assert fits(unicode, fix(edit(unicode, "cat", "≥ 5")))


def test_a_byte_that_was_no_character_is_not_written_again() -> None:
    source = source_of(CAFES + b"\xff end")

    assert not fits(source, fix(edit(source, "end", source.text[-6:])))


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (Edit(Span(4, 2), "x"),),
        (Edit(Span(2, 99), "x"),),
        (Edit(Span(2, 6), "x"), Edit(Span(4, 8), "y")),
        (Edit(Span(6, 8), "x"), Edit(Span(2, 4), "y")),
        (Edit(Span(0, 1), "a\rb"),),
    ],
)
def test_edits_outside_of_the_text_or_in_disorder_are_no_fix(edits: tuple[Edit, ...]) -> None:
    assert not fits(source_of(b"0123456789"), fix(*edits))


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
LINES = st.lists(st.text("ab é£", max_size=6), min_size=1, max_size=8)
ENDS = st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=8, max_size=8)


@given(LINES, ENDS, ENCODINGS, st.data())
def test_all_that_no_edit_holds_keeps_its_bytes(
    lines: list[str], ends: list[str], encoding: str, data: st.DataObject
) -> None:
    written = "".join(line + end for line, end in zip(lines, ends, strict=False))
    source = source_of(("Café. " + written).encode(encoding))
    offsets = original_offsets(source)
    places = st.lists(st.integers(0, len(source.text)), min_size=4, max_size=4, unique=True)
    cuts = sorted(data.draw(places))
    new = data.draw(st.text("xé\n", max_size=4)) + "x"
    edits = [Edit(Span(cuts[0], cuts[1]), new), Edit(Span(cuts[2], cuts[3]), "y")]

    made = apply(source, edits)

    around = [(0, cuts[0]), (cuts[1], cuts[2]), (cuts[3], len(source.text))]
    kept = [source.raw[(offsets[start] if start else 0) : offsets[end]] for start, end in around]
    assert made.startswith(kept[0])
    assert made.endswith(kept[2])
    assert kept[1] in made[len(kept[0]) : len(made) - len(kept[2])]
    if source_of(made).encoding == source.encoding and "\r" not in written:
        assert source_of(made).text == patched(source.text, edits)
