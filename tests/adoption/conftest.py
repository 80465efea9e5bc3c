"""Old articles as a house has them: some good, most with something to mend, all made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest

SUBJECTS = (
    ("Ashwagandha", "supplement", "a root that is sold in capsules"),
    ("Melatonin", "supplement", "a hormone that is sold in tablets"),
    ("Turmeric", "supplement", "a spice that is sold in capsules"),
    ("Botox", "injection", "a medicine that relaxes the muscles of the face"),
    ("Microneedling", "treatment", "a treatment in which fine needles prick the skin"),
    ("Ibuprofen", "medicine", "a medicine that eases pain"),
    ("Retinol", "cream", "a cream that is put on the face at night"),
    ("Acupuncture", "treatment", "a treatment in which thin needles are put into the skin"),
    ("Laser hair removal", "treatment", "a treatment that burns the roots of hairs"),
    ("Red yeast rice", "supplement", "a supplement that lowers cholesterol"),
)
OPENINGS = (
    "Many people ask us about {name}. {name} is {what}.",
    "{name} is {what}. It has been around for years, and we get letters about it each week.",
    "What is {name}, and who is it for? {name} is {what}.",
    "Our readers like {name}. It is {what}, and you can get it in most towns.",
)
BENEFITS = (
    "People who try {name} often say that they feel better after {weeks} weeks.",
    "In one small study, {count} people used {name} for {weeks} weeks. Half of them were pleased.",
    "You will not see much in the first days. Give {name} {weeks} weeks to work.",
    "A friend of ours took up {name} {weeks} weeks ago and would not go without it now.",
    "It does not cost much: about {count} dollars for {weeks} weeks of {name}.",
)
LONG = (
    "Because {name} has been used by so many people in so many places for such a long time, and because "
    "those who have used it for {weeks} weeks or more tell their friends about it, we think that it will "
    "still be here when the {count} newer things that you read about today have long been forgotten."
)
RISKS = (
    "{name} can cause headache, nausea and a rash. About {weeks} in {count} people have one of them.",
    "The most common side effects of {name} are pain, bruising and infection. They pass within {weeks} days.",
)
ADVICE = (
    "Ask your doctor before you use {name}, above all if you are pregnant.",
    "Talk to your doctor or pharmacist before you start {name}.",
)
LINK = "We like the [{name} of the week](https://amzn.to/{count}{weeks}abc) best."


class House:
    """Write articles; what stands in each follows from its number alone."""

    def article(self, number: int, *, risks: bool | None = None, advice: bool | None = None) -> str:
        """Return an article of about 150 words, some without a section on risks or a word of advice."""
        random = Random(number)  # noqa: S311
        name, kind, what = SUBJECTS[number % len(SUBJECTS)]
        words = {"name": name, "what": what, "weeks": random.randint(2, 9), "count": random.randint(20, 90)}
        with_risks = number % 3 == 0 if risks is None else risks
        with_advice = number % 2 == 0 if advice is None else advice
        parts = self._parts(random, kind, risks=with_risks, advice=with_advice)
        return "\n\n".join(part.format(**words) for part in parts) + "\n"

    def _parts(self, random: Random, kind: str, *, risks: bool, advice: bool) -> Iterator[str]:
        yield f"# {{name}}: what this {kind} does"
        yield random.choice(OPENINGS)
        yield "## What people use {name} for"
        yield from random.sample(BENEFITS, 3)
        if random.random() < 0.4:
            yield LONG
        yield "## How to use {name}"
        yield from self._how(random)
        if risks:
            yield "## Risks and side effects of {name}"
            yield random.choice(RISKS)
        if advice:
            yield random.choice(ADVICE)
        if random.random() < 0.3:
            yield LINK

    def _how(self, random: Random) -> Sequence[str]:
        times = ("in the morning", "at night", "after a meal", "before you go out")
        return (
            f"Most people use {{name}} {random.choice(times)}. Start low, and go on for {{weeks}} weeks.",
            "Keep a diary of {name}. Write down how you feel each day, and read it after {weeks} weeks.",
        )


@pytest.fixture(scope="session")
def house() -> House:
    return House()
