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
        (b"", "", "utf-8"),
    ],
)
def test_encodings(raw: bytes, text: str, encoding: str) -> None:
    source = read("a.md", raw, Format.MARKDOWN)

    assert (source.text, source.encoding, source.raw) == (text, encoding, raw)


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
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
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
