"""MDX: components show what they are given, as a reader sees it."""

from __future__ import annotations

import pytest

from healthlint.sources import parse, read
from healthlint.types import Document, Format


def document(text: str) -> Document:
    return parse(read("a.mdx", text.encode(), Format.MARKDOWN))


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document(text).blocks]


def sections(text: str) -> list[tuple[str, list[str]]]:
    found = document(text)
    return [
        (section.title, [found.blocks[index].text for index in section.blocks])
        for section in found.walk_sections()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<Accordion title="Side effects">Nausea.</Accordion>',
            [("heading", "Side effects"), ("paragraph", "Nausea.")],
        ),
        (
            "<Faq question={'Is it safe?'} answer={`Mostly.\n Ask a doctor.`} />",
            [("heading", "Is it safe?"), ("paragraph", "Mostly. Ask a doctor.")],
        ),
        (
            '<Faqs items={[{ question: "Safe?", answer: "Yes. It\\\'s fine." },\n'
            '  {"q": \'Dear?\', a: "No."}]} />',
            [
                ("heading", "Safe?"),
                ("paragraph", "Yes. It's fine."),
                ("heading", "Dear?"),
                ("paragraph", "No."),
            ],
        ),
        (
            '<Box\n  heading="What we know"\n  points={["It may help you sleep.", "key"]}\n/>',
            [("heading", "What we know"), ("item", "It may help you sleep.")],
        ),
        ('<SectionHeading title="Cost" />\n\nLittle.', [("heading", "Cost"), ("paragraph", "Little.")]),
        ('<Stat label="In days" value="3" />', [("paragraph", "In days")]),
        ('<Figure src="a.png" alt="a" caption="A cup" />', [("caption", "A cup")]),
        (
            '<Note title="Ask a doctor first.">So.</Note>',
            [("paragraph", "Ask a doctor first."), ("paragraph", "So.")],
        ),
        ('<SEO title="x" description="y" />\n<FaqJsonLd question="x" answer="y" />', []),
        ('<YouTube id="1" title="x" />', []),
        ("<Box title={t('x')} text={`a ${b}`} />", []),
        ('Some <Tooltip text="x">word</Tooltip> here', [("paragraph", "Some word here")]),
        ('It is {"safe"} for {count} of{" "}us.', [("paragraph", "It is safe for of us.")]),
        ('export const a = { title: "x" }\n\n{/* title="x" */}\n\nSeen.', [("paragraph", "Seen.")]),
    ],
)
def test_a_reader_sees_what_components_show(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


def test_a_component_with_a_title_is_a_section() -> None:
    text = (
        "# Zinc\n\nOne.\n\n<Tabs>\n  <TabItem value='a' label='Adults'>\n    Two.\n  </TabItem>\n"
        "  <TabItem label='Children'>\n    Three.\n  </TabItem>\n</Tabs>\n\nFour.\n"
    )

    assert sections(text) == [("Zinc", ["One.", "Four."]), ("Adults", ["Two."]), ("Children", ["Three."])]


def test_indentation_in_components_makes_no_code() -> None:
    text = (
        "<Steps>\n    <Step>\n        Take *one* with [water](/w).\n\n        - at noon\n"
        "          - or at one\n        - at night\n\n        ```js\n        code\n        ```\n"
        "    </Step>\n</Steps>\n\n- a\n    - b\n"
    )
    found = document(text)

    assert [(block.kind.value, block.text) for block in found.blocks] == [
        ("paragraph", "Take one with water."),
        ("item", "at noon"),
        ("item", "or at one"),
        ("item", "at night"),
        ("item", "a"),
        ("item", "b"),
    ]
    for block in found.blocks[1:]:
        assert found.source.text[slice(*block.locate(0, len(block.text)))] == block.text
    assert [found.source.text[slice(*link.span)] for link in found.links] == ["[water](/w)"]


@pytest.mark.parametrize(
    ("text", "shown", "url"),
    [
        ('<Button href="https://a.b">Buy</Button>', "Buy", "https://a.b"),
        ('See <Link to="/a" rel="x">this</Link>.', "this", "/a"),
        ('See <A href={"https://a.b"}>this *one*</A>.', "this one", "https://a.b"),
        ("<BuyButton url={`https://a.b`} label={'Buy now'} />", "Buy now", "https://a.b"),
        ('<Card title="Iron" link="/iron" />', "Iron", "/iron"),
    ],
)
def test_a_component_with_an_address_is_a_link(text: str, shown: str, url: str) -> None:
    found = document(text)
    [link] = found.links

    assert (link.text, link.url) == (shown, url)
    assert found.source.text[link.span.start] == "<"
    assert found.source.text[link.span.end - 1] == ">"


def test_words_of_props_are_where_their_spans_say() -> None:
    found = document("<Box\n  title={'Take 5&nbsp;mg'}\n  text=\"Some \U0001f48a **now**.\"\n/>")
    [title, text] = found.blocks

    assert found.source.text[slice(*title.locate(5, 9))] == "5&nbsp;mg"
    assert found.source.text[slice(*text.locate(7, 10))] == "now"


def test_comments_direct_and_are_not_seen() -> None:
    found = document("{/* healthlint-disable-file HL101 -- told elsewhere */}\n\nSeen.")

    assert [block.text for block in found.blocks] == ["Seen."]
    assert [(one.kind, one.codes, one.reason) for one in found.directives] == [
        ("file", ("HL101",), "told elsewhere")
    ]


def test_class_names_of_react_hide_as_those_of_html() -> None:
    assert blocks('<div className="sr-only">x</div>\n\nSeen.') == [("paragraph", "Seen.")]


@pytest.mark.parametrize(
    "piece",
    [
        "<A b='",
        '<A title="x">',
        "<A b={[",
        '<A b={["a"]}\n',
        "<A\n    ",
        "<A b={`",
        '<A b={"',
        "    x\n<A>\n",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    document(piece * (100_000 // len(piece)))


def test_what_looks_like_the_end_of_a_line_is_none() -> None:
    text = "<Tab>\n  It stings. \u2028 Rest.\n</Tab>\n"
    found = document(text)
    (block,) = found.blocks
    span = block.locate(block.text.index("Rest"), len(block.text))

    assert text[span.start : span.end] == "Rest."
