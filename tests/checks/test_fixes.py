"""What the fixes of rules write, and where: in every format, and nowhere if that is not plain to see."""

from __future__ import annotations

import pytest

import healthlint
from healthlint import fix_text, lint_text
from healthlint.types import Format, Mended

MD, HTML, TEXT = Format.MARKDOWN, Format.HTML, Format.TEXT
URL = "https://amzn.to/3abcdef"
STATEMENT = "As an Amazon Associate I earn from qualifying purchases."
BOTOX = (
    "Botox is an injection that relaxes the muscles of the face. The injection lasts for months. " * 6
).strip()


def fixed(text: str, code: str, form: Format = MD, *, path: str = "<text>", unsafe: bool = True) -> Mended:
    made = fix_text(text, format=form, select=[code], path=path, unsafe_fixes=unsafe)
    again = fix_text(made.text, format=form, select=[code], path=path, unsafe_fixes=unsafe)
    assert not again.changed
    return made


def unfixable(text: str, code: str, form: Format = MD, *, path: str = "<text>") -> bool:
    """Tell whether there is a finding and no fix for it."""
    (finding,) = lint_text(text, format=form, select=[code], path=path).findings
    return finding.fix is None


# rel


@pytest.mark.parametrize(
    ("tag", "marked"),
    [
        (f'<a href="{URL}">', f'<a href="{URL}" rel="sponsored">'),
        (f"<a href='{URL}'>", f"<a href='{URL}' rel='sponsored'>"),
        (f"<a href={URL}>", f'<a href={URL} rel="sponsored">'),
        (f'<A HREF="{URL}" >', f'<A HREF="{URL}" rel="sponsored" >'),
        (
            f'<a class="x > y" href="{URL}"\n target=_blank>',
            f'<a class="x > y" href="{URL}"\n target=_blank rel="sponsored">',
        ),
        (f'<a rel="noopener" href="{URL}">', f'<a rel="sponsored noopener" href="{URL}">'),
        (f"<a rel='noopener' href='{URL}'>", f"<a rel='sponsored noopener' href='{URL}'>"),
        (f"<a rel=noopener href={URL}>", f'<a rel="sponsored noopener" href={URL}>'),
        (f'<a rel="" href="{URL}">', f'<a rel="sponsored" href="{URL}">'),
        (f'<a rel href="{URL}">', f'<a rel="sponsored" href="{URL}">'),
    ],
)
@pytest.mark.parametrize("form", [HTML, MD])
def test_rel_is_added_to_what_is_there(tag: str, marked: str, form: Format) -> None:
    text = f"<p>We earn a commission if you buy the {tag}long roller</a>.</p>\n"

    assert fixed(text, "HL307", form, unsafe=False).text == text.replace(tag, marked)


@pytest.mark.parametrize(
    "tag",
    [
        f'<a {{{{ attributes }}}} href="{URL}">',
        f'<a href="{URL}" onclick={{go}}>',
    ],
)
def test_a_tag_that_is_built_later_is_left_alone(tag: str) -> None:
    assert unfixable(f"<p>We earn a commission if you buy the {tag}long roller</a>.</p>\n", "HL307", HTML)


def test_a_link_of_markdown_can_have_no_rel() -> None:
    assert not lint_text(f"We earn a commission on the [roller]({URL}).\n", select=["HL307"]).findings


def test_a_tag_that_a_quote_runs_through_gets_no_second_rel() -> None:
    text = f'> We earn on the <a href="{URL}"\n> rel="noopener">long roller</a>.\n'

    assert unfixable(text, "HL307")


# the platform's statement


@pytest.mark.parametrize(
    ("form", "text", "made"),
    [
        (
            MD,
            f"# Rollers\n\nTry the [roller]({URL}).\n",
            f"# Rollers\n\n{STATEMENT}\n\nTry the [roller]({URL}).\n",
        ),
        (
            MD,
            f"# Rollers\n\nBy Jane Doe\n\nThe long roller suits most backs, we say.\n\n[It]({URL}).\n",
            f"# Rollers\n\nBy Jane Doe\n\n{STATEMENT}\n\nThe long roller suits most backs, we say.\n\n"
            f"[It]({URL}).\n",
        ),
        (
            MD,
            f"---\ntitle: Rollers\n---\n## Long ones\n\nTry the [roller]({URL}).\n",
            f"---\ntitle: Rollers\n---\n{STATEMENT}\n\n## Long ones\n\nTry the [roller]({URL}).\n",
        ),
        (
            HTML,
            f'<h1>Rollers</h1>\n  <p id="x"><b>Try</b> <a href="{URL}">it</a>.</p>\n',
            f'<h1>Rollers</h1>\n  <p>{STATEMENT}</p>\n  <p id="x"><b>Try</b> <a href="{URL}">it</a>.</p>\n',
        ),
        (
            HTML,
            f'<h1>Rollers</h1><p>Try the <a href="{URL}">roller</a>.</p>',
            f'<h1>Rollers</h1><p>{STATEMENT}</p><p>Try the <a href="{URL}">roller</a>.</p>',
        ),
        (TEXT, f"Rollers\n\nTry the roller: {URL}\n", f"Rollers\n\n{STATEMENT}\n\nTry the roller: {URL}\n"),
    ],
)
def test_the_statement_is_a_paragraph_above_the_first(form: Format, text: str, made: str) -> None:
    assert fixed(text, "HL304", form, unsafe=False).text == made


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (MD, "*We earn a commission if you buy through our links.* Thank you."),
        (MD, "> We earn a commission if you buy through our links."),
        (HTML, "<p><i>We earn a commission if you buy through our links.</i></p>"),
    ],
)
def test_the_statement_goes_on_where_the_page_discloses_already(form: Format, said: str) -> None:
    link = f'<p>Try the <a href="{URL}">roller</a>.</p>' if form is HTML else f"Try the [roller]({URL})."
    text = f"{said}\n\n{link}\n"

    made = fixed(text, "HL304", form, unsafe=False).text

    assert made == text.replace("links.", f"links. {STATEMENT}")


def test_the_statement_does_not_run_into_a_link() -> None:
    text = f"We earn a commission if you buy; [read how we earn.](/how)\n\nTry the [roller]({URL}).\n"

    made = fixed(text, "HL304", unsafe=False).text

    assert made == f"{STATEMENT}\n\n{text}"


@pytest.mark.parametrize(
    "text",
    [
        f"# Rollers\n\nThis guide has no affiliate links.\n\nTry the [roller]({URL}).\n",
        f"# Rollers\n\nTry the [roller]({URL}) or [this](https://shareasale.com/r.cfm?b=1).\n",
        f"- Try the [roller]({URL}).\n",
        f":::note\nTry the [roller]({URL}) that suits most backs of all.\n:::\n",
        f"<div>\n\nTry the [roller]({URL}) that suits most backs of all.\n\n</div>\n",
    ],
    ids=["denied", "others pay, too", "in a list", "in a box", "in an element"],
)
def test_where_the_statement_would_be_wrong_or_its_place_is_not_plain_there_is_none(text: str) -> None:
    assert unfixable(text, "HL304")


def test_the_statement_does_not_pass_for_a_late_disclosure_of_other_links() -> None:
    other = "Try the [mat](https://www.awin1.com/cread.php?awinmid=1&awinaffid=2) first."
    late = "We earn a commission when you buy through our links."
    text = f"# Rollers\n\n{other}\n\nThen try the [roller]({URL}).\n\n{late}\n"

    made = healthlint.fix_text(text, select=["HL303", "HL304"])

    assert {finding.code for finding in made.before.findings} == {"HL303", "HL304"}
    assert made.text == text
    own = healthlint.fix_text(f"# Rollers\n\nTry the [roller]({URL}).\n\n{late}\n", select=["HL304"])
    assert STATEMENT in own.text, "Amazon's statement discloses Amazon's links"


def test_other_networks_are_no_hindrance_where_all_is_disclosed() -> None:
    text = f"We earn a commission on all links here.\n\nTry [it]({URL}) or [this](https://shareasale.com/r.cfm?b=1).\n"

    assert STATEMENT in fixed(text, "HL304", unsafe=False).text


# stubs


def test_a_stub_stands_before_what_closes_the_article_at_the_level_of_its_sections() -> None:
    closing = "### FAQ\n\n#### Does it last?\n\nNo.\n\n### References\n\n- One.\n"
    text = f"# Botox\n\n{BOTOX}\n\n### How it works\n\n{BOTOX}\n\n{closing}"

    made = fixed(text, "HL101").text

    head, rest = made.split("### Risks and side effects\n\nTODO (healthlint HL101): ")
    assert head + rest.partition("\n\n")[2] == text
    assert rest.partition("\n\n")[2].startswith("### FAQ")


def test_a_stub_is_a_main_heading_where_all_headings_are() -> None:
    made = fixed(f"# Botox\n\n{BOTOX}\n\n# How it works\n\n{BOTOX}\n\n# Summary\n\nGood.\n", "HL101").text

    assert "\n\n# Risks and side effects\n\nTODO" in made
    assert "ask first.\n\n# Summary\n" in made


def test_a_stub_stands_last_where_nothing_closes_the_article() -> None:
    text = f"Botox\n\n{BOTOX}"

    made = fixed(f"{text}\n", "HL101", TEXT).text

    assert made.startswith(f"{text}\n\nRisks and side effects\n\nTODO (healthlint HL101): ")
    assert made.endswith("ask first.\n")


def test_a_stub_stands_above_a_last_rule_and_the_addresses_of_links() -> None:
    ruled = fixed(f"# Botox\n\n{BOTOX}\n\n---\n\n*Only for information.*\n", "HL101").text
    linked = fixed(f"# Botox\n\n{BOTOX} [See][1].\n\n[1]: https://x.org\n", "HL101").text

    assert ruled.endswith("ask first.\n\n---\n\n*Only for information.*\n")
    assert linked.endswith("ask first.\n\n[1]: https://x.org\n")


@pytest.mark.parametrize(
    ("page", "made"),
    [
        (
            "<article>\n  <h1>Botox</h1>\n  <p>{}</p>\n  <section>\n    <h2>Summary</h2>\n    <p>Good.</p>\n"
            "  </section>\n</article>\n",
            "</p>\n  {}\n  <section>\n    <h2>Summary</h2>",
        ),
        (
            "<main><h1>Botox</h1><h2>How</h2><div><p>{}</p><ul><li>It works well</li></ul></div></main>",
            "</ul></div>\n{}</main>",
        ),
        (
            "<article><h1>Botox</h1><h2>How</h2><p>{}</p></article><footer><p>Ours.</p></footer>",
            "</p>\n{}</article><footer>",
        ),
    ],
)
def test_a_stub_of_html_stands_beside_the_sections(page: str, made: str) -> None:
    result = fixed(page.format(BOTOX), "HL101", HTML).text

    before, after = made.split("{}")
    start = result.index("<h2>Risks and side effects</h2>")
    end = result.index("ask first.</p>") + len("ask first.</p>")
    assert result[:start].rstrip("\n ").endswith(before.rstrip("\n "))
    assert result[end:].startswith(after)


def test_an_article_with_a_stub_is_not_let_off_until_the_stub_is_filled() -> None:
    stubbed = fixed(f"# Botox\n\n{BOTOX}\n", "HL101").text
    begun = stubbed.replace("TODO (", "Botox can cause bruises and headaches.\n\nTODO (")
    filled = stubbed[: stubbed.index("TODO")] + "Botox can cause bruises and headaches.\n"

    messages = [
        [found.message for found in lint_text(one, select=["HL101"]).findings]
        for one in (stubbed, begun, filled)
    ]

    assert [len(one) for one in messages] == [1, 1, 0]
    assert "is still to be written: line 7 holds its place" in messages[0][0]
    assert "line 9 holds its place" in messages[1][0]


def test_no_rule_takes_the_words_of_a_stub_for_the_articles_own() -> None:
    text = f"# Botox\n\n{BOTOX}\n"

    made = fix_text(text, preset="all", unsafe_fixes=True)

    assert {found.code for found in made.fixed} == {"HL101", "HL201"}
    before, after = lint_text(text, preset="all"), lint_text(made.text, preset="all")
    assert [found.code for found in after.findings] == [found.code for found in before.findings]
    assert (after.topic, after.measures) == (before.topic, before.measures)


def test_what_links_or_goes_on_for_long_is_no_stub() -> None:
    article = f"# Botox\n\n{BOTOX}\n\n## Risks of botox\n\n"
    for words in ("see [this](https://x.org)", "and more " * 40):
        text = f"{article}TODO (healthlint HL101): {words}. Bruises are common.\n"

        assert not lint_text(text, select=["HL101"]).findings


# moving a disclosure


SAID = "We earn a commission if you buy through these links."
ROLL = "Roll slowly and stop where it hurts you, as all of us do."
FIRST = f"The [long roller]({URL}) suits most backs of all."


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (f"# Rollers\n\n{FIRST}\n\nRoll.\n\n*{SAID}*\n", f"# Rollers\n\n*{SAID}*\n\n{FIRST}\n\nRoll.\n"),
        (f"# Rollers\n\n{FIRST}\n\n{SAID}\n\nRoll.\n", f"# Rollers\n\n{SAID}\n\n{FIRST}\n\nRoll.\n"),
        (
            f"# Rollers\n\n{FIRST}\n\n{ROLL} {SAID} Then rest.\n",
            f"# Rollers\n\n{SAID}\n\n{FIRST}\n\n{ROLL} Then rest.\n",
        ),
    ],
)
def test_a_late_disclosure_moves_up(text: str, made: str) -> None:
    assert fixed(text, "HL303").text == made
    assert fix_text(text, select=["HL303"]).text == text


def test_a_late_disclosure_of_html_moves_up_with_its_tags() -> None:
    first, said = (
        f'<p>Try the <a href="{URL}">roller</a>.</p>',
        f'<p class="note"><svg></svg><b>Note:</b> {SAID}</p>',
    )

    made = fixed(f"<h1>Rollers</h1>\n{first}\n<p>Roll.</p>\n{said}\n", "HL303", HTML).text

    assert made == f"<h1>Rollers</h1>\n{said}\n{first}\n<p>Roll.</p>\n"


@pytest.mark.parametrize(
    "said",
    [
        f"- {SAID}",
        f"> {SAID}",
        f"{ROLL} *{SAID}* Then rest a while, and roll again.",
    ],
)
def test_a_disclosure_whose_ends_are_not_plain_stays(said: str) -> None:
    assert unfixable(f"# Rollers\n\n{FIRST}\n\n{said}\n", "HL303")


def test_a_footer_is_every_pages_and_stays() -> None:
    page = f'<article><h1>Rollers</h1><p>Try <a href="{URL}">a roller</a>.</p></article>'

    assert unfixable(f"{page}<footer><p>{SAID}</p></footer>", "HL303", HTML)
