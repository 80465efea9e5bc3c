import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.errors import SourceError
from healthlint.sources import format_of, original_offsets, read
from healthlint.types import Format, Position


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("café".encode(), "café", "utf-8"),
        (codecs.BOM_UTF8 + "café".encode(), "café", "utf-8"),
        (codecs.BOM_UTF16_LE + "café 😀".encode("utf-16-le"), "café 😀", "utf-16-le"),
        (codecs.BOM_UTF16_BE + "café".encode("utf-16-be"), "café", "utf-16-be"),
        (b"caf\xe9 \x93quoted\x94", "café “quoted”", "cp1252"),
        (b"bad \x81 byte \xe9", "bad � byte é", "cp1252"),
        (codecs.BOM_UTF32_LE + "café".encode("utf-32-le"), "café", "utf-32-le"),
        (codecs.BOM_UTF32_BE + "café".encode("utf-32-be"), "café", "utf-32-be"),
        ("# Sleep\n\nA café\u2019s tea.".encode("utf-16-le"), "# Sleep\n\nA café\u2019s tea.", "utf-16-le"),
        ("Sleep well.".encode("utf-16-be"), "Sleep well.", "utf-16-be"),
        ("Sleep well.".encode("utf-32-be"), "Sleep well.", "utf-32-be"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings(raw: bytes, text: str, encoding: str) -> None:
    source = read("a.md", raw, Format.MARKDOWN)

    assert (source.text, source.encoding, source.raw) == (text, encoding, raw)


ENGLISH = "The drug\u2019s side effects don\u2019t last, and most people \u201cfeel fine\u201d after a week. "
RUSSIAN = "Побочные эффекты могут включать головную боль. Обратитесь к врачу. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(ENGLISH, "cp1252"), (ENGLISH, "mac_roman"), (RUSSIAN, "koi8_r")],
)
def test_other_encodings_are_told_by_their_bytes(text: str, encoding: str) -> None:
    assert read("a.txt", (text * 4).encode(encoding), Format.TEXT).text == text * 4


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    source = read("a.md", ENGLISH.encode() * 9 + b"\xe2\x80 cut", Format.MARKDOWN)

    assert (source.encoding, source.text) == ("utf-8", ENGLISH * 9 + "\ufffd\ufffd cut")
    assert original_offsets(source)[-5] == len(source.raw) - 4


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta charset=rot13>", "cp1252"),
        ("<meta charset=nonesuch>", "cp1252"),
    ],
)
def test_a_page_says_its_encoding(declared: str, encoding: str) -> None:
    raw = declared.encode() + b"<p>Caf\xe9 \x96 tea</p>"

    assert read("a.html", raw, Format.HTML).encoding == encoding
    assert read("a.md", raw, Format.MARKDOWN).encoding == "cp1252"


def test_what_a_page_says_yields_to_what_it_is() -> None:
    raw = "<meta charset=windows-1251><p>Café</p>".encode()

    assert read("a.html", raw, Format.HTML).text.endswith("<p>Café</p>")


def test_what_no_encoding_fits_is_refused_with_advice() -> None:
    noise = bytes(range(1, 256)) * 20
    with pytest.raises(SourceError, match=r"^a.txt: is in no encoding that healthlint can tell; save it as"):
        read("a.txt", noise, Format.TEXT)


def test_every_line_end_becomes_a_line_feed() -> None:
    source = read("a.txt", b"one\r\ntwo\rthree\n\nfive", Format.TEXT)

    assert source.text == "one\ntwo\nthree\n\nfive"
    assert source.line_starts == (0, 4, 8, 14, 15)
    assert source.position(source.text.index("three")) == Position(3, 1)


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\x00\x00", codecs.BOM_UTF16_LE + b"a\x00\x00\x00"])
def test_binary_data_is_refused_with_advice(raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"^photo.md: this is a binary file.*save it as UTF-8"):
        read("photo.md", raw, Format.MARKDOWN)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.md", Format.MARKDOWN),
        ("B.MARKDOWN", Format.MARKDOWN),
        ("c.mdx", Format.MARKDOWN),
        ("d.xhtml", Format.HTML),
        ("e.HTM", Format.HTML),
        ("f.text", Format.TEXT),
        ("g.pdf", None),
        ("README", None),
    ],
)
def test_format_by_suffix(path: str, expected: Format | None) -> None:
    assert format_of(path) is expected


def test_offsets_lead_back_to_the_bytes() -> None:
    raw = codecs.BOM_UTF8 + "é\r\n😀b\r\n".encode()
    source = read("a.md", raw, Format.MARKDOWN)

    assert source.text == "é\n😀b\n"
    assert list(original_offsets(source)) == [3, 5, 7, 11, 12, 14]


@given(
    st.text(st.sampled_from("ab é😀\u2019\n\r")),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]),
)
def test_each_character_is_where_its_offset_says(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "replace")
    source = read("a.md", raw, Format.MARKDOWN)
    offsets = original_offsets(source)

    assert len(offsets) == len(source.text) + 1
    assert offsets[-1] == len(raw)
    for index, char in enumerate(source.text):
        original = raw[offsets[index] : offsets[index + 1]].decode(source.encoding)
        assert original in (("\n", "\r", "\r\n") if char == "\n" else (char,))
