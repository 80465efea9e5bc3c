"""The same article gets the same verdicts, whatever flavour of mark-up its house writes."""

from __future__ import annotations

import pytest

import healthlint

OPENING = """
Microneedling is a skin treatment that pricks the skin with fine needles so that it makes new collagen.
People have microneedling for acne scars, wrinkles and stretch marks, and most need three sessions, a month
apart. The face is numbed with a cream before the treatment, and a session takes about half an hour.

## How microneedling works

The needles open small channels in the skin. As these heal, the skin makes collagen and looks smoother after
some weeks. Microneedling can be done with a roller at home or with a pen in a clinic, where the needles go
deeper. A session in a clinic costs more than a roller, but its results are easier to see. Some clinics add a
serum with vitamins, or use needles that warm the skin. The skin is red for a day or two, and make-up has to
wait until the next day. Most people see what the treatment has done after three months.
"""
BODY = "The skin may bleed, and infection and scarring are possible."
ADVICE = "Talk to your dermatologist before you book a session."
PAY = "We earn a commission when you buy through links on this page."
LINK = "[Buy the roller](https://amzn.to/3abcdef)"

MARKDOWN = {
    "plain": "## Risks of microneedling\n\n{body}\n\n{advice}\n\n{pay}\n\n{link}\n",
    "docusaurus": (
        ":::danger Risks of microneedling\n{body}\n:::\n\n:::tip\n{advice}\n:::\n\n"
        ":::info\n{pay}\n:::\n\n{link}\n"
    ),
    "quarto": (
        '::: {{.callout-warning title="Risks of microneedling"}}\n{body}\n:::\n\n'
        "::: {{.callout-note}}\n{advice}\n\n{pay}\n:::\n\n{link}{{.btn}}\n"
    ),
    "mkdocs": (
        '!!! danger "Risks of microneedling"\n\n    {body}\n\n??? note\n    {advice}\n\n'
        "!!! info\n    {pay}\n\n{link}{{ .md-button }}\n"
    ),
    "alerts": (
        "> [!CAUTION] Risks of microneedling\n> {body}\n\n> [!TIP]\n> {advice}\n\n"
        "> [!NOTE]\n> {pay}\n\n{link}\n"
    ),
    "hugo": (
        "## Risks of microneedling\n\n{{{{% warning %}}}}\n{body} {advice}\n{{{{% /warning %}}}}\n\n"
        '{{{{< note >}}}}{pay}{{{{< /note >}}}}\n\n{{{{< button href="https://amzn.to/3abcdef" >}}}}\n'
    ),
    "jekyll": (
        "## Risks of microneedling\n\n{body}\n{{: .notice--danger}}\n\n{advice}\n\n{pay}\n{{: .notice}}\n\n"
        '{{% include button.html url="https://amzn.to/3abcdef" %}}\n'
    ),
    "terms": "Risks of microneedling\n:   {body}\n\n{advice} {pay}\n\n{link}\n",
    "mdx": (
        '<Accordion title="Risks of microneedling">\n    {body}\n</Accordion>\n\n'
        "<Callout>\n  <p>\n    {advice}\n  </p>\n</Callout>\n\n"
        '<Notice text="{pay}" />\n\n<BuyButton url={{"https://amzn.to/3abcdef"}} label="Buy the roller" />\n'
    ),
}


def outcomes(text: str, *, path: str) -> dict[str, str]:
    report = healthlint.lint_text(text, path=path, select=["HL101", "HL201", "HL301", "HL302", "HL303"])
    return {verdict.code: verdict.outcome.value for verdict in report.verdicts}


@pytest.mark.parametrize("flavour", MARKDOWN)
def test_what_is_told_in_a_box_is_told(flavour: str) -> None:
    text = MARKDOWN[flavour].format(body=BODY, advice=ADVICE, pay=PAY, link=LINK)
    path = "a.mdx" if flavour == "mdx" else "a.md"

    assert set(outcomes(f"# Microneedling\n{OPENING}\n{text}", path=path).values()) == {"pass"}


@pytest.mark.parametrize("flavour", MARKDOWN)
def test_what_is_told_nowhere_is_missed(flavour: str) -> None:
    text = MARKDOWN[flavour].replace("Risks of", "More on").format(body=BODY, advice="y", pay="z", link=LINK)
    path = "a.mdx" if flavour == "mdx" else "a.md"
    found = outcomes(f"# Microneedling\n{OPENING}\n{text}", path=path)

    assert [code for code, outcome in found.items() if outcome == "fail"] == ["HL101", "HL201", "HL301"]
