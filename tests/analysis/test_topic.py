from __future__ import annotations

import pytest

from healthlint import rulepack
from healthlint.analysis import Analyser, Analysis
from healthlint.sources import parse, read
from healthlint.types import Format, Kind, Topic

SUPPLEMENT = """\
# Does rhodiola help with fatigue?

Rhodiola is a herb that people take as a supplement when they are tired. In small studies, people who took
rhodiola extract felt less tired at work. Most rhodiola capsules hold 200 mg of extract.

## How to take rhodiola

Take rhodiola in the morning. Most people take one or two capsules a day for six weeks.
"""
CONDITION = """\
# What is gout?

Gout is a kind of arthritis. It makes a joint hot, red and painful, most often the big toe. Gout happens when
crystals of uric acid build up in a joint.

## Symptoms of gout

A gout attack often begins at night. The pain is strong, and the skin over the joint may shine.

## Causes

Gout runs in families. Beer, red meat and some diuretics raise the level of uric acid.
"""
PROCEDURE = """\
# Tattoo removal: what to expect

Laser tattoo removal breaks up the ink under the skin with short pulses of light. Most tattoos need six to ten
sessions of laser treatment, with eight weeks between them.

## What happens in a session

The skin is cooled. The laser passes over the tattoo for a few minutes, and the treatment feels like hot fat.
"""
HABITS = """\
# Seven ways to sleep better

Good sleep begins in the morning. Get up at the same time each day, open the curtains, and go for a walk.

## Build a bedtime routine

Dim the lights, put the phone away and read for a while. Keep the bedroom cool and dark.
"""
RECIPE = """\
# Chickpea salad with lemon

This salad is ready in ten minutes and full of protein and fibre.

## Ingredients

- 1 can of chickpeas
- 2 tablespoons of olive oil
- 1 lemon, salt and pepper

## Instructions

Drain the chickpeas. Chop the parsley. Stir in the oil and the lemon juice and season to taste. Serves four.
"""
SOFTWARE = """\
# medtext

A Python library that finds drug names and diagnoses in clinical notes.

## Installation

Run `pip install medtext`. The package needs Python 3.11. Clone the repository to work on the source code.

## Usage

Import the module, load a dataset and call the API. Open a pull request or an issue on GitHub.
"""
GOLDEN_MILK = """\
# Golden milk with turmeric

Turmeric and black pepper make this warm drink. Turmeric holds curcumin, a plant compound.

## Ingredients

- 1 cup of oat milk
- 1 teaspoon turmeric
- \u00bd tsp cinnamon

## Instructions

Warm the milk. Whisk in the turmeric and the cinnamon. Strain it into a mug.
"""
GINGER_SHOTS = """\
# Immune-boosting ginger shots

Ginger may ease nausea, and these shots hold vitamin C against a cold.

## Ingredients

- 200 g fresh ginger
- 2 lemons
- 1 tbsp honey

## Method

Blend the ginger with water. Press it through a sieve. Stir in the lemon juice.
"""
BONE_BROTH = """\
# Collagen-rich bone broth for gut health

Bone broth is full of collagen. People drink it for joint pain and for a leaky gut.

## What you need

- 2 kg beef bones
- 2 carrots
- 2 tablespoons apple cider vinegar

## Directions

Roast the bones. Cover them with water, add the vinegar and simmer for twelve hours.
"""
ELDERBERRY_SYRUP = """\
# Homemade elderberry syrup

Elderberry is a herb that many take as a supplement for colds and flu in winter.

## Ingredients

- 1 cup dried elderberries
- 3 cups water
- 1 cup honey

## How to make elderberry syrup

Boil the elderberries until the water is down by half. Mash, strain, cool, and stir in the honey.
"""
NEWS = """\
# Lab grows heart tissue from skin cells, study finds

Researchers at a university announced on Monday that they have grown heart tissue in the lab, according to
a new study published in a journal. The findings were published on Tuesday, the team said in a statement.

"It is early," the lead author told reporters. The press release says that trials may begin next year.
"""


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(rulepack.load().vocabulary)


def topic(text: str, analyser: Analyser) -> Topic:
    return Analysis(parse(read("article", text.encode(), Format.MARKDOWN)), analyser).topic


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        (SUPPLEMENT, Kind.SUPPLEMENT, "rhodiola"),
        (CONDITION, Kind.CONDITION, "gout"),
        (PROCEDURE, Kind.TREATMENT, "tattoo removal"),
    ],
)
def test_the_subject_is_what_the_article_names_most(
    text: str, kind: Kind, subject: str, analyser: Analyser
) -> None:
    found = topic(text, analyser)

    assert (found.kind, found.subject) == (kind, subject)


@pytest.mark.parametrize(
    ("text", "health", "intervention", "needs_advice"),
    [
        pytest.param(SUPPLEMENT, True, True, True, id="supplement"),
        pytest.param(CONDITION, True, False, True, id="condition"),
        pytest.param(PROCEDURE, True, True, True, id="procedure"),
        pytest.param(HABITS, True, False, False, id="habits"),
        pytest.param(RECIPE, False, False, False, id="recipe"),
        pytest.param(SOFTWARE, False, False, False, id="software"),
    ],
)
def test_what_a_careful_editor_would_ask_for(
    text: str, health: bool, intervention: bool, needs_advice: bool, analyser: Analyser
) -> None:
    found = topic(text, analyser)

    assert (found.health, found.intervention, found.needs_advice) == (health, intervention, needs_advice)


@pytest.mark.parametrize("text", [GOLDEN_MILK, GINGER_SHOTS, BONE_BROTH, ELDERBERRY_SYRUP])
def test_a_recipe_with_a_healthy_ingredient_is_a_recipe(text: str, analyser: Analyser) -> None:
    found = topic(text, analyser)

    assert (found.health, found.intervention, found.needs_advice) == (False, False, False)
    assert found.reasons[0] == "treated as a recipe"


def test_what_a_supplement_is_made_of_is_no_recipe(analyser: Analyser) -> None:
    label = (
        "\n## Ingredients\n\n- 200 mg rhodiola extract\n- Rice flour\n\n## Directions\n\nTake one capsule.\n"
    )

    assert topic(SUPPLEMENT + label, analyser).health is True


@pytest.mark.parametrize(
    "text",
    [
        """\
# Test of an experimental Alzheimer's drug

The experimental drug clears plaques from the brain of people with Alzheimer's. Patients take the drug every
two weeks. The drug slowed Alzheimer's by a quarter in people with a mild form of the disease.
""",
        """\
# New drug advances the fight against pancreatic cancer

The new drug is a pill that blocks a protein in pancreatic cancer. Patients took the drug once a day and lived
for five months longer. Pancreatic cancer is hard to treat.
""",
        """\
# Shingles vaccine: what to know

The shingles vaccine keeps adults from getting shingles. You get the vaccine in two shots. Doctors give the
vaccine to people over 50, and to younger people whose immune system is weak.
""",
    ],
)
def test_what_is_taken_outranks_the_condition_it_is_for(text: str, analyser: Analyser) -> None:
    assert topic(text, analyser).intervention is True


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("What LASIK does", "LASIK"),
        ("Tattoo removal at home", "tattoo removal"),
        ("Is NMN worth it?", "NMN"),
    ],
)
def test_the_subject_is_shown_as_the_article_writes_it(title: str, shown: str, analyser: Analyser) -> None:
    text = f"# {title}\n\nMany people have heard of {shown}. {shown[0].upper()}{shown[1:]} is common now.\n"

    assert f"'{shown}' in the title" in topic(text, analyser).reasons[1]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("# The keto diet\n\nThe keto diet is low in carbs. On a keto diet you eat fat.\n", "keto diet"),
        ("# Treatment with botox\n\nThe treatment is short. The treatment relaxes muscles.\n", "botox"),
        ("# A cream with retinol\n\nThis cream is mild. The cream smells of tea.\n", "retinol"),
    ],
)
def test_the_subject_is_the_name_that_says_most(text: str, subject: str, analyser: Analyser) -> None:
    assert topic(text, analyser).subject == subject


def test_what_is_dense_in_marks_of_news_is_news(analyser: Analyser) -> None:
    text = """\
# Fewer heart attacks in towns that cut salt, study finds

Researchers said on Monday that heart attacks fell in towns where bread holds less salt. The lead author told
reporters that high blood pressure was less common there. The study, published on Tuesday, followed people
with high blood pressure and heart disease, according to a new study.
"""

    assert topic(text, analyser).kind is Kind.NEWS


def test_news_asks_for_no_risk_section(analyser: Analyser) -> None:
    assert topic(NEWS, analyser).intervention is False


def test_the_title_in_front_matter_counts_as_the_title(analyser: Analyser) -> None:
    body = SUPPLEMENT.partition("\n\n")[2]
    found = topic(f"---\ntitle: Does rhodiola help with fatigue?\n---\n\n{body}", analyser)

    assert "the title" in found.reasons[1]


def test_the_reasons_can_be_read_out(analyser: Analyser) -> None:
    assert topic(SUPPLEMENT, analyser).reasons == (
        "treated as an article on a supplement",
        "'rhodiola' in the title and 4 sentences",
    )


def test_the_same_article_gets_the_same_topic(analyser: Analyser) -> None:
    assert topic(NEWS, analyser) == topic(NEWS, Analyser(rulepack.load().vocabulary))
