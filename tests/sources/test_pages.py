"""Whole pages, marked up as content systems do it: their reader sees what stands in the `.txt` beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint.sources import decode, html
from healthlint.types import Document, Format

PAGES = Path(__file__).parent / "pages"
NAMES = ["ghost", "next", "shopify", "squarespace", "webflow", "wix", "wordpress"]


def page(name: str) -> Document:
    path = PAGES / f"{name}.html"
    return html.parse(decode.read(path.name, path.read_bytes(), Format.HTML))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_as_its_reader_sees_it(name: str) -> None:
    shown = [f"{block.kind.value}{block.level or ''}: {block.text}\n" for block in page(name).blocks]

    assert "".join(shown) == (PAGES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_block_of_a_page_is_where_its_span_says(name: str) -> None:
    found = page(name)

    for block in found.blocks:
        span = block.locate(0, len(block.text))
        quoted = found.source.text[span.start : span.end]
        assert quoted.startswith(block.text.split()[0])
        assert quoted.endswith((block.text[-1], "&nbsp;"))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("wordpress", ["Buy it here"]),
        ("ghost", ["A study of cold It was small. Journal", "Buy now", "Shop tubs"]),
        ("next", ["this one now"]),
    ],
)
def test_links_out_of_a_page_are_kept(name: str, texts: list[str]) -> None:
    assert [link.text for link in page(name).links if link.url.startswith("https://")] == texts


@pytest.mark.parametrize(
    ("name", "author", "date"),
    [
        ("wordpress", ["Mia Stone"], "2023-04-01T09:00:00+00:00"),
        ("ghost", ["Lee Ward", "Ida Holm"], "2024-01-01"),
        ("next", ["Nora Quill"], None),
        ("squarespace", ["Sam Poe"], "2022-01-01T00:00:00-0500"),
    ],
)
def test_a_page_says_who_wrote_it_and_when(name: str, author: list[str], date: str | None) -> None:
    meta = page(name).meta

    assert [value.value for value in meta["author"]] == author
    assert next((value.value for value in meta.get("date", ())), None) == date
