"""What an article may not say, and where the same words are not its own: claims, doses, medicines."""

from __future__ import annotations

import pytest

from healthlint import lint_text
from healthlint.types import FileReport, Outcome

LEAD = (
    "# Turmeric for pain\n\nTurmeric is a supplement that people take for joint pain and arthritis. "
    "It is the root of a plant.\n\n"
)


def report(code: str, text: str) -> FileReport:
    return lint_text(f"{LEAD}{text}\n", select=[code])


def quotes(code: str, text: str) -> list[str]:
    return [finding.place.quote for finding in report(code, text).findings]


def reason(code: str, text: str) -> str:
    (verdict,) = report(code, text).verdicts
    assert verdict.outcome is Outcome.PASS
    return verdict.reason


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        # a cure
        ("Turmeric cures arthritis.", "cures arthritis"),
        ("It can even cure rheumatoid arthritis within a month.", "cure rheumatoid arthritis"),
        ("It reverses type 1 diabetes.", "reverses type 1 diabetes"),
        ("Psoriasis can be completely healed.", "Psoriasis can be completely healed"),
        ("This root is a natural cure for pain.", "natural cure for"),
        ("Turmeric is the miracle remedy of the East.", "miracle remedy"),
        ("It is nature's cure-all.", "is nature's cure-all"),
        ("It heals almost everything.", "heals almost everything"),
        ("The tea destroys cancer cells.", "destroys cancer cells"),
        ("The tea destroys tumour cells.", "destroys tumour cells"),
        # no harm
        ("It has no side effects.", "no side effects"),
        ("It works without any nasty side effects.", "without any nasty side effects"),
        ("The capsules are 100% safe.", "100% safe"),
        ("It is safe for everyone.", "safe for everyone"),
        ("It is a risk-free way to treat pain.", "risk-free"),
        ("You cannot overdose on it.", "cannot overdose"),
        # a sure result
        ("You get guaranteed pain relief.", "guaranteed pain relief"),
        ("It is guaranteed to work.", "guaranteed to work"),
        ("Lose 10 pounds in 7 days with this tea.", "Lose 10 pounds in 7 days"),
        # against help
        ("It is the secret that doctors don't want you to know.", None),
        ("Never trust your doctor.", None),
    ],
)
def test_a_dangerous_claim_is_underlined(text: str, underlined: str | None) -> None:
    found = quotes("HL501", text)

    assert len(found) == 1
    assert underlined is None or underlined in found[0] or found[0] in underlined


@pytest.mark.parametrize(
    "text",
    [
        "Turmeric does not cure arthritis.",
        "There is no cure for arthritis.",
        "Nothing cures arthritis, and no herb reverses it.",
        "Claims that turmeric cures arthritis are false.",
        "Some sellers say that turmeric cures arthritis.",
        "Beware of products that promise to cure arthritis.",
        "Be wary of anyone selling a miracle cure.",
        "It is a myth that turmeric cures arthritis.",
        "Does turmeric cure arthritis?",
        "If turmeric cured arthritis, nobody would have it.",
        "Researchers hope to find a drug that cures arthritis.",
        "Scientists are looking for a cure for arthritis.",
        "In one trial, the herb cured arthritis in mice.",
        "Turmeric may help to heal eczema.",
        '"Turmeric cures arthritis," says the label.',
        "> Turmeric cures arthritis.",
        "Turmeric cures arthritis. This is not true.",
        "Turmeric cures arthritis. There is no evidence for it.",
        "You will hear wild claims about it. Turmeric cures arthritis.",
        "Surgery cures early bowel cancer.",
        "Radiation destroys cancer cells.",
        "Give to the campaign: find the cure for arthritis.",
        "No medicine is completely safe.",
        "Nothing is 100% safe.",
        "It does not mean that it is completely safe.",
        "Most people have no side effects.",
        "No side effects were reported in the trial.",
        "Is it safe for everyone?",
        "It is not safe for everyone.",
        "There is a risk-free money-back guarantee.",
        "There is no guaranteed cure.",
        "Results are not guaranteed.",
        "The water is perfectly safe to drink.",
    ],
)
def test_what_the_article_does_not_claim_is_no_finding(text: str) -> None:
    assert quotes("HL501", text) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Myths",
        "Five common myths about turmeric",
        "Red flags",
        "How to spot a scam",
        "What it does not do",
        "Hype",
    ],
)
def test_what_stands_under_a_heading_on_false_claims_is_excused(heading: str) -> None:
    text = f"## {heading}\n\nIt cures arthritis.\n\n### One\n\nIt has no side effects.\n\n## Use\n\n"

    assert quotes("HL501", text + "It is a root.") == []
    assert quotes("HL501", text + "It has no side effects.") == ["no side effects"]
    assert reason("HL501", text + "It is a root.").endswith("the section speaks of what others say")


def test_what_a_list_holds_is_told_by_the_sentence_before_it() -> None:
    listed = "- It cures arthritis\n- It has no side effects\n"

    assert quotes("HL501", f"Sellers claim many things:\n\n{listed}") == []
    assert len(quotes("HL501", f"We like many things about it:\n\n{listed}")) == 2
    assert (
        len(quotes("HL501", f"Sellers claim many things:\n\n- It is yellow\n\nNow for us.\n\n{listed}")) == 2
    )


def test_a_heading_that_claims_is_taken_back_below_it() -> None:
    assert quotes("HL501", "## Turmeric cures arthritis\n\nThis is false. It is a spice.") == []
    assert len(quotes("HL501", "## Turmeric cures arthritis\n\nIt is a spice.")) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Does turmeric cure arthritis?", "nothing of the kind is said"),
        ("It is safe for everyone, isn't it?", "counts for nothing: a question"),
        ('He said: "It cures arthritis."', "counts for nothing: quoted"),
        ("It cures arthritis. This is false.", "'cures arthritis' in line 5 counts for nothing: taken back"),
        ("You may hear tall tales. It cures arthritis.", "counts for nothing: told as others' words"),
    ],
)
def test_a_verdict_says_why_words_count_for_nothing(text: str, told: str) -> None:
    said = reason("HL501", text)

    assert told in said or (
        text.endswith("?") and said.endswith(("a question", "nothing of the kind is said"))
    )


@pytest.mark.parametrize(
    ("text", "underlined"),
    [
        ("It is clinically proven.", ["clinically proven"]),
        ("The formula is 100% effective.", ["100% effective"]),
        ("It flushes toxins from the body.", ["flushes toxins"]),
        ("It is a miracle of nature. It detoxifies your liver.", None),
        ("It is natural, so it is safe.", None),
    ],
)
def test_hype_is_underlined(text: str, underlined: list[str] | None) -> None:
    found = quotes("HL502", text)

    assert found
    assert underlined is None or found == underlined


@pytest.mark.parametrize(
    "text",
    [
        "It has not been clinically proven.",
        "Clinically proven is a phrase of sellers.",
        "Vaccines are not 100% effective.",
        "Condoms are 98% effective.",
        "Your liver and kidneys remove toxins.",
        "No tea flushes toxins from the body.",
        "Natural does not mean safe.",
        'Words such as "clinically proven" tell you nothing.',
    ],
)
def test_what_is_no_hype(text: str) -> None:
    assert quotes("HL502", text) == []


def test_soft_words_count_from_the_third_sentence() -> None:
    one, two, three = (
        "It supports immune health.",
        "It promotes healthy digestion.",
        "It boosts your metabolism.",
    )

    assert quotes("HL503", f"{one} {two}") == []
    assert reason("HL503", f"{one} {two}") == "'supports immune health' in line 5 is not enough"
    (finding,) = report("HL503", f"{one} {two}\n\n{three}").findings
    assert finding.place.quote == "supports immune health"
    assert [place.quote for place in finding.related] == [
        "promotes healthy digestion",
        "boosts your metabolism",
    ]
    assert finding.message.startswith(
        "3 benefits are told in words like 'supports immune health' (lines 5 and 7)"
    )
    # One sentence counts once.
    assert quotes("HL503", f"{one[:-1]}, and {two[3:-1]}, and {three[3:]}") == []


@pytest.mark.parametrize(
    "text",
    [
        "I cured my eczema in a week.",
        '"I cured my eczema in a week," says Jo.',
        "> My aunt no longer needs insulin.",
        "My client lost 40 pounds.",
    ],
)
def test_one_persons_recovery_is_no_proof_even_quoted(text: str) -> None:
    assert len(quotes("HL504", text)) == 1
    assert quotes("HL504", f"{text} Results may vary.") == []
    assert quotes("HL504", f"{text}\n\nMost people saw a small change.") == []


@pytest.mark.parametrize(
    "text",
    [
        "I did not cure my eczema with it.",
        "Surgery cured my knee pain, and I am pain-free.",
        "My eczema went away, and then it came back.",
        "In a trial, one patient no longer needed insulin.",
    ],
)
def test_what_is_no_testimonial(text: str) -> None:
    assert quotes("HL504", text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Take 500 mg twice a day.", 1),
        ("Start with 1,000 mg.", 1),
        ("The typical dose is 500 to 1,000 mg.", 1),
        ("- Dosage: 500 mg", 1),
        ("Take 500 mg twice a day. Ask your doctor first.", 0),
        ("Take 500 mg twice a day, no more than 2,000 mg.", 0),
        ("Take 500 mg twice a day. Do not take it if you are pregnant.", 0),
        ("The trial used 500 mg twice a day.", 0),
        ("Each capsule contains 500 mg.", 0),
        ("Do not take 500 mg at once.", 0),
        ("Take 500 mg if your doctor prescribed it.", 0),
    ],
)
def test_a_dose_needs_its_limits(text: str, due: int) -> None:
    assert len(quotes("HL801", f"## How to take it\n\n{text}")) == due


def test_limits_in_another_section_are_no_limits() -> None:
    text = "## How to take it\n\nTake 500 mg.\n\n## More\n\nAsk your doctor first."

    assert quotes("HL801", text) == ["Take 500 mg"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Throw away your painkillers.", 1),
        ("You can stop taking your statins.", 1),
        ("Swap your tablets for turmeric.", 1),
        ("Take turmeric instead of your blood pressure tablets.", 1),
        ("You will no longer need your inhaler.", 1),
        ("Do not stop taking your statins.", 0),
        ("Never stop your tablets without asking your doctor.", 0),
        ("Stop taking your tablets. Then call your doctor.", 0),
        ("Stop taking your tablets and get help if your face swells.", 0),
        ("People who stop their tablets may get worse.", 0),
        ("Should you stop taking your tablets?", 0),
        ("Sellers claim many things. Throw away your painkillers.", 0),
        ("Throw away your expired tablets.", 0),
    ],
)
def test_nobody_is_told_to_stop_a_medicine(text: str, due: int) -> None:
    assert len(quotes("HL803", text)) == due


def test_references_are_others_words() -> None:
    text = "## References\n\n1. Smith J. Turmeric cures arthritis. J Tests. 2019;3(2):1-9."

    assert quotes("HL501", text) == []


def test_only_the_articles_title_can_excuse_it_as_a_whole() -> None:
    text = "# Turmeric scams\n\nTurmeric is a supplement for joint pain.\n\n## One\n\nIt cures arthritis.\n"

    assert lint_text(text, select=["HL501"]).findings == ()
