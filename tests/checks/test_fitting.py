"""Words about people are replaced only where the sentence is right English afterwards."""

from __future__ import annotations

import pytest

import healthlint

ARTICLE = "# Diabetes, smoking and addiction\n\nHigh blood sugar harms the nerves of the feet. {}\n"
RULES = ("HL701", "HL702")


def fixed(sentence: str, *, unsafe: bool = False) -> str:
    made = healthlint.fix_text(ARTICLE.format(sentence), select=RULES, unsafe_fixes=unsafe)
    assert made.before.findings, "nothing was found"
    assert made.text is not None
    return made.text.removeprefix(ARTICLE.partition("{}")[0]).rstrip("\n")


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Most diabetics should look at their feet.", "Most people with diabetes should look at their feet."),
        (
            "Ask, especially in a current or former smoker.",
            "Ask, especially in a person who smokes or used to smoke.",
        ),
        ("Current and former smokers may ask.", "People who smoke or used to smoke may ask."),
        ("As a former smoker, you may ask.", "As a person who used to smoke, you may ask."),
        ("If you are a former smoker, ask.", "If you are a person who used to smoke, ask."),
        ("She helps a recovering drug addict.", "She helps a person in recovery from drug addiction."),
        ("Diabetics and asthmatics should ask.", "People with diabetes and people with asthma should ask."),
        ("It helps smokers and former smokers.", "It helps smokers and people who used to smoke."),
        ("It is bad for 440,000 diabetics over 30.", "It is bad for 440,000 people with diabetes over 30."),
        (
            "It is bad for diabetics or those who fast.",
            "It is bad for people with diabetes or those who fast.",
        ),
        ("It keeps insomniacs awake.", "It keeps people with insomnia awake."),
        ("Do you see why heavy smokers die?", "Do you see why people who smoke heavily die?"),
        ("Of pain sufferers, 66% became well.", "Of people with pain, 66% became well."),
        ("Shift workers and insomniacs often ask.", "Shift workers and people with insomnia often ask."),
        ("Older diabetics should ask.", "Older people with diabetes should ask."),
        ("It is rare in diabetics, but it hurts.", "It is rare in people with diabetes, but it hurts."),
        ("It helps diabetics and can save feet.", "It helps people with diabetes and can save feet."),
        ("Forty overweight or obese adults took it.", "Forty adults with overweight or obesity took it."),
        (
            "Sedentary overweight or obese women took it.",
            "Sedentary women with overweight or obesity took it.",
        ),
        ("Frail or elderly people fall.", "Frail or older people fall."),
        ("A drug addict who quits needs help.", "A person with a drug addiction who quits needs help."),
        ("Many suffer from gout.", "Many have gout."),
        ("A child afflicted with gout may limp.", "A child with gout may limp."),
        ("Some attempt to commit suicide.", "Some attempt to commit suicide."),
        ("People may attempt to commit suicide.", "People may attempt suicide."),
        ("A man who is mentally ill should ask.", "A man who has a mental health condition should ask."),
        ("Many hearing-impaired people ask.", "Many deaf or hard of hearing people ask."),
    ],
)
def test_what_fits_is_written(sentence: str, written: str) -> None:
    assert fixed(sentence) == written


@pytest.mark.parametrize(
    "sentence",
    [
        # an adjective or a noun shares what stands behind the "or"
        "Ask a potential or former smoker.",
        "Past and former smokers may ask.",
        "Asthma and allergy sufferers may ask.",
        "Back and neck pain sufferers may ask.",
        "Type 1 and type 2 diabetics may ask.",
        "A child or former smoker may ask.",
        # what stands before would speak of people
        "She helps a sober drug addict.",
        "Anxiety-driven insomniacs may ask.",
        "Severe asthma sufferers may ask.",
        "Nut allergy sufferers may ask.",
        "Newly sober drug addicts may ask.",
        # the clause has a noun for them
        "The women who were current smokers fell ill.",
        "People who are diabetics may ask.",
        "Both men are heavy smokers.",
        "My father was a heavy smoker.",
        # what stands behind would be taken in
        "Diabetics and addicts may ask.",
        "Diabetics, pregnant women and children may ask.",
        "The insomniac reader may ask.",
        "Two overweight or obese adults with gout took it.",
        "Former smokers with gout may ask.",
        "The former smokers in our study may ask.",
        "Current smokers who drink may ask.",
        "The drug addict parents may ask.",
        "As a former smoker you may ask.",
        "Can we know these drug users ahead of time?",
        "The overt (chemical) diabetics may ask.",
        "It harms epileptics people.",
        # verbs
        "Many suffer from being lonely and ill with gout.",
        "Patients suffer from not sleeping.",
        "He has been afflicted with gout.",
        "He is often stricken with gout.",
        "His attempts to commit suicide failed.",
        "Some patients commit suicide by poison.",
        "Men who are mentally ill and homeless may ask.",
        # a word would come twice
        "Older and elderly people may ask.",
        "Very elderly people may ask.",
        "The deaf and hearing impaired may ask.",
    ],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_would_be_broken_english_is_told_and_stays(sentence: str, *, unsafe: bool) -> None:
    assert fixed(sentence, unsafe=unsafe) == sentence


def test_what_is_written_as_a_title_is_may_be_a_name() -> None:
    name = "\n\n- Mental Retardation and Distinctive Facial Features\n- Exercise For Diabetics"

    assert fixed(name) == name
    assert fixed(name, unsafe=True).endswith("\n- Exercise For People with Diabetes")
