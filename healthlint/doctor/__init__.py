"""Examine an installation and what it would lint: what there is, what runs, and what is broken."""

from healthlint.doctor.house import House, look_at_house
from healthlint.doctor.machine import FORMATS, Part, broken_formats, parts, surroundings

__all__ = ["FORMATS", "House", "Part", "broken_formats", "look_at_house", "parts", "surroundings"]
