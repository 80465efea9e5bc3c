"""Some sites keep the whole text of a page in fields of its front matter, and nothing below it."""

from __future__ import annotations

import pytest

from healthlint import fix_text, lint_text
from healthlint.sources import parse, read
from healthlint.types import BlockKind, Document, Format

YAML = """---
title: Dental implants
seo:
  description: Words that search engines show and no reader of this page sees.
sections:
  - heading: Risks
    text: |
      An infection is rare. *Call us* if the gum swells.

      - Nerves can be hurt
      - The implant can fail
  - heading: What to expect
    text: 'It''s done in one visit, and it
      rarely takes an hour.'
---
"""
TOML = """+++
title = "Fillers"
[[service_list]]
body_text = "It plumps the skin.\\n\\n* It can bruise \\"a little\\""
heading = "Lips"
[[service_list]]
body_text = "It lifts the cheeks, and lasts about a year."
heading = "Cheeks"
+++
"""


def document(text: str) -> Document:
    return parse(read("page.md", text.encode(), Format.MARKDOWN))


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document(text).blocks]


def test_yaml_fields_are_headings_paragraphs_and_lists() -> None:
    assert shown(YAML) == [
        ("heading", "Dental implants"),
        ("heading", "Risks"),
        ("paragraph", "An infection is rare. Call us if the gum swells."),
        ("item", "Nerves can be hurt"),
        ("item", "The implant can fail"),
        ("heading", "What to expect"),
        ("paragraph", "It's done in one visit, and it rarely takes an hour."),
    ]


def test_toml_fields_are_told_apart_where_keys_come_again() -> None:
    assert shown(TOML) == [
        ("heading", "Fillers"),
        ("paragraph", "It plumps the skin."),
        ("item", 'It can bruise "a little"'),
        ("heading", "Lips"),
        ("paragraph", "It lifts the cheeks, and lasts about a year."),
        ("heading", "Cheeks"),
    ]


@pytest.mark.parametrize("text", [YAML, TOML])
def test_every_word_is_found_where_it_stands(text: str) -> None:
    found = document(text)
    for block in found.blocks:
        for word in block.text.split():
            at = block.text.index(word)
            span = block.locate(at, at + len(word))
            assert text[span.start : span.end].replace("''", "'").replace("\\", "").strip('"*') == word.strip(
                '"'
            )


def test_fields_beside_an_article_are_no_part_of_it() -> None:
    body = "This is the article, which stands below its front matter as nearly all do. " * 6
    kinds = [block.kind for block in document(YAML + body).blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_page_in_its_front_matter_is_judged_as_any_other() -> None:
    text = YAML.replace(
        "rarely takes an hour", "rarely takes an hour with us. " + "We plan each implant with care. " * 9
    )
    report = lint_text(text, select=["HL101", "HL201"])
    assert [finding.code for finding in report.findings] == ["HL201"]


LONG = "Botox relaxes the muscles of the face for months. " * 12
LINK = '<a href="https://www.amazon.com/dp/B0001?tag=foo-20">Buy the cream on Amazon</a>'


def quoted(text: str) -> str:
    return text.replace('"', '\\"')


@pytest.mark.parametrize(
    "field",
    [
        f"---\ntitle: Botox facts\nbody: '{LONG}{LINK}'\n---\n",
        f'---\ntitle: Botox facts\nbody: "{LONG}{quoted(LINK)}"\n---\n',
        f'---\ntitle: Botox facts\nbody: "{LONG}\\\n  {quoted(LINK)}"\n---\n',
        f"---\ntitle: Botox facts\nbody: &b |\n  {LONG}\n  {LINK}\n---\n",
        f'+++\ntitle = "Botox facts"\nbody = "{LONG}{quoted(LINK)}"\n+++\n',
        f'+++\ntitle = "Botox facts"\nbody = """\n{LONG}\n{LINK}"""\n+++\n',
        f"+++\ntitle = \"Botox facts\"\ncontent = [\n  '{LONG}',\n  '{LONG}{LINK}',\n]\n+++\n",
        f'---\ntitle: Botox facts\nbody: "{LONG}{quoted(LINK)}"\n---\n'
        + "{% for one in page.parts %}<section class='a'>{% include part.html %}</section>{% endfor %}\n"
        + "<!-- What templates say of themselves in comments is no word that a reader sees. -->\n" * 4,
    ],
    ids=["single", "double", "folded", "anchor", "toml", "toml lines", "toml list", "template"],
)
def test_a_paid_link_in_a_field_is_found_where_it_stands(field: str) -> None:
    (finding,) = lint_text(field, select=["HL301"]).findings
    (link,) = document(field).links
    assert "B0001" in field[link.span.start : link.span.end]
    assert "line 1)" not in finding.message


def test_places_that_fixes_leave_below_do_not_hide_the_page() -> None:
    text = f"---\ntitle: Botox for the face\nsections:\n  - heading: What it is\n    text: {LONG}\n---\n"
    mended = fix_text(text, select=["HL101", "HL201"], unsafe_fixes=True).text

    assert mended.count("TODO") == 2
    assert {one.code for one in lint_text(mended, select=["HL101", "HL201"]).findings} == {"HL101", "HL201"}


def test_fields_of_any_name_that_hold_a_paragraph_are_prose() -> None:
    told = "Remember to talk to a pharmacist before you drink this juice with any of your medicines."
    text = f'---\nname: Noni\nid: noni-juice\nconclusion: "<p id=\\"a\\">{told}</p>"\n---\n'

    assert [block.text for block in document(text).blocks] == [told]


def test_equal_fields_are_told_apart() -> None:
    part = '[[parts]]\ntext = "Most diabetics look at feet."\n'
    text = f'+++\ntitle = "Feet"\n{part}{part}+++\n'
    starts = [block.span.start for block in document(text).blocks[1:]]

    assert starts == [text.index("Most"), text.rindex("Most")]
