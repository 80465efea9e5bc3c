"""Say of what family the things are that articles name: drugs, skincare, illnesses."""

from __future__ import annotations

from healthlint.types import Concept

FAMILIES = {
    "drug": "drug",
    "supplement": "supplement",
    "procedure": "procedure",
    "procedure.test": "test",
    "procedure.talking": "talking",
    "product": "product",
    "product.skincare": "skincare",
    "product.active": "active",
    "product.nicotine": "active",
    "product.treating": "device",
    "diet": "diet",
    "diet.restrictive": "restrictive",
    "exercise": "exercise",
    "exercise.strenuous": "strenuous",
    "condition": "condition",
    "condition.cosmetic": "cosmetic",
    "symptom": "symptom",
    "symptom.cosmetic": "cosmetic",
    "lifestyle": "lifestyle",
}
"""The families a subject can be of, by lexicon or by one group of it."""

ILL = frozenset({"condition", "symptom", "cosmetic"})
"""The families of what a reader has, not takes or does."""


def family(concept: Concept) -> str | None:
    """Return the family of a concept, None where it cannot be a subject."""
    return FAMILIES.get(f"{concept.lexicon}.{concept.group}") or FAMILIES.get(concept.lexicon)
