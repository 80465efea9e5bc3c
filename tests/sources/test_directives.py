import pytest

from healthlint.sources import directives, parse, read
from healthlint.types import Directive, Format, Span


@pytest.mark.parametrize(
    ("text", "kind", "codes", "reason"),
    [
        ("<!-- healthlint-disable-next-line HL1,HL2 -- a b -->", "next-line", ("HL1", "HL2"), "a b"),
        ("<!-- healthlint-disable HL3 long-sentence -->", "disable", ("HL3", "long-sentence"), ""),
        ("<!--healthlint-enable-->", "enable", (), ""),
        ("<!-- healthlint-disable-file -- a poem -->", "file", (), "a poem"),
        ("{/* healthlint-disable HL101, HL102 */}", "disable", ("HL101", "HL102"), ""),
        ("<!--\n healthlint-disable\n HL101\n-->", "disable", ("HL101",), ""),
    ],
)
def test_forms(text: str, kind: str, codes: tuple[str, ...], reason: str) -> None:
    (found,) = directives.find(f"é {text} b")

    assert (found.kind, found.codes, found.reason) == (kind, codes, reason)
    assert found.span == Span(2, 2 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "<!-- healthlint-disabled -->",
        "<!-- healthlint-disable-next -->",
        "<!-- see healthlint-disable -->",
        "<!-- healthlint-disable HL101",
        "healthlint-disable HL101",
        "/* healthlint-disable */",
    ],
)
def test_other_comments_are_none(text: str) -> None:
    assert directives.find(text) == ()


def test_an_unclosed_comment_does_not_hide_the_other_kind() -> None:
    found = directives.find("<!-- healthlint-disable HL1 {/* healthlint-enable HL2 */}")

    assert [directive.kind for directive in found] == ["enable"]


@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
def test_code_holds_none(name: str) -> None:
    comment = "<!-- healthlint-disable HL101 -->"
    text = f"# How to\n\n```html\n{comment}\n```\n\n`{comment}`\n\n    {comment}\n\n{comment}\n\nText.\n"
    document = parse(read(name, text.encode(), Format.MARKDOWN))

    start = text.rindex(comment)
    span, place = Span(start, start + len(comment)), Span(text.rindex("HL101"), text.rindex("HL101") + 5)
    assert document.directives == (Directive("disable", ("HL101",), "", span, (place,)),)


def test_in_plain_text_the_comment_is_not_prose() -> None:
    text = "Aspirin\n\n<!-- healthlint-disable-next-line HL101 -->\nIt thins the blood.\n"
    document = parse(read("a.txt", text.encode(), Format.TEXT))

    assert [block.text for block in document.blocks] == ["Aspirin", "It thins the blood."]
    assert len(document.directives) == 1
