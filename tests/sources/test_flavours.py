"""What site builders and flavours of Markdown write for themselves is no prose; the text around it is."""

from __future__ import annotations

import pytest

from healthlint.sources import parse, read
from healthlint.types import Document, Format


def document(text: str) -> Document:
    return parse(read("a.md", text.encode(), Format.MARKDOWN))


def texts(text: str) -> list[str]:
    return [block.text for block in document(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{< figure src="a.jpg"\n   title="A cup" >}}\n\nSeen.', ["Seen."]),
        ("{{% notice warning %}}\nSee a **doctor**.\n{{% /notice %}}", ["See a doctor."]),
        ("{{< button >}}Buy{{< /button >}} now", ["Buy now"]),
        ("{% comment %}\nhidden\n{% endcomment %}\n\nSeen.", ["Seen."]),
        ("{%- highlight sql -%}\nselect\n{%- endhighlight -%}\n\nSeen.", ["Seen."]),
        ("{{< highlight go >}}\ncode\n{{< /highlight >}}\n\nSeen.", ["Seen."]),
        ("{% comment %} never closed\n\nSeen.", ["never closed", "Seen."]),
        ("{% if page.x %}Seen.{% endif %}", ["Seen."]),
        ("{::comment}\nhidden\n{:/comment}\n\nSeen.", ["Seen."]),
        ("Seen.\n{: .notice--warning #x}", ["Seen."]),
        ("## Uses {#uses .wide}\n\nSeen. {: .x}", ["Uses", "Seen."]),
        ("A [small]{.smallcaps} word", ["A small word"]),
        ("![cup](a.png){width=50% .left}\n\nSeen.", ["Seen."]),
        ("* TOC\n{:toc}\n\n[TOC]\n\n[[toc]]\n\nSeen.", ["TOC", "Seen."]),
        ("Take it :pill: at 10:30:45 :+1:", ["Take it at 10:30:45"]),
        ("See [[Zinc]], [[Zinc#Risks|its risks]]s and ![[cup.png]].", ["See Zinc, its riskss and ."]),
        ("Some %% a note\nto myself %% text. ^1a2b3c", ["Some text."]),
        ("It is ==very== bad", ["It is very bad"]),
        ("$$\nE = mc^2\n$$\n\nSay $x_1 + y$ or $R_0$.", ["Say or ."]),
        ("*[HTML]: Hyper Text\n\nSeen.\n\n\\newpage", ["Seen."]),
        ("Before [^1].\n\n[^1]: A note\n    goes on.", ["Before .", "A note goes on."]),
    ],
)
def test_marks_are_no_prose(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 to $10, or $20_a month.",
        "A set {a, b} of x = y == z, and a 1:2:3 ratio.",
        "Take 50%% of [it] and [that].",
        "See http://web.example/:http:/a",
        "Sure. :-) Then: so.",
        "Down ^abcdef in the middle",
    ],
)
def test_signs_that_people_write_are_prose(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "shown", "source"),
    [
        ('[post]({{< ref "a.md" >}}) x', "post", '[post]({{< ref "a.md" >}})'),
        ("x [shop]({{ site.shop }}/a)", "shop", "[shop]({{ site.shop }}/a)"),
        ("x <a href='{{ site.shop }}'>shop</a>", "shop", "<a href='{{ site.shop }}'>shop</a>"),
        ('[Buy](https://a.b){: rel="sponsored"}', "Buy", "[Buy](https://a.b)"),
        ("[Buy](https://a.b){ .button }", "Buy", "[Buy](https://a.b)"),
        ("[[1]](https://a.b)", "[1]", "[[1]](https://a.b)"),
    ],
)
def test_links_stay_links(text: str, shown: str, source: str) -> None:
    found = document(text)
    [link] = found.links

    assert (link.text, found.source.text[slice(*link.span)]) == (shown, source)


def test_what_a_site_fills_in_stays_in_the_address() -> None:
    [link] = document("[Buy](https://a.b/x?tag={{ site.tag }}&y=1)").links

    assert link.url == "https://a.b/x?tag={{-site.tag-}}&y=1"


def test_code_that_shows_marks_ends_where_it_ends() -> None:
    assert texts("```liquid\n{% comment %}\n```\n\nSeen `{{ x` and `y }}` here.\n\n~~~~\n~~~\n:pill:") == [
        "Seen and here."
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "{{",
        "{% comment %}",
        "{{<",
        "[[",
        "[[a|",
        "==a",
        "$x_",
        "%%",
        "`a",
        "{.a ",
        "](",
        ":a",
        "[a]{",
        "\n```",
    ],
)
def test_hostile_repetition_ends(piece: str) -> None:
    document(piece * (100_000 // len(piece)))
