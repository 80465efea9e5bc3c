"""Fold text for matching: lower-case, no accents, straight quotes, every offset kept."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)


def straighten(text: str) -> str:
    """Return `text` with straight quotes and without accents; same length, case kept."""
    if text.isascii():
        return text.replace("`", "'")
    return "".join(map(_plain_character, text.translate(_PLAIN)))


def fold(text: str) -> str:
    """Return `text` straightened and in lower case; the result has the same length."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return "".join(map(_lower_character, straighten(text)))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isalnum() else character


@lru_cache(maxsize=4096)
def _lower_character(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
