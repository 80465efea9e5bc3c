"""What no kind of rule can say: words in capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from healthlint.types import Span

if TYPE_CHECKING:
    from healthlint.analysis import Analysis


def shouted(
    analysis: Analysis, options: Mapping[str, object]
) -> Iterator[tuple[Span | None, dict[str, object]]]:
    """Tell each sentence that has more words in capitals than the option `most`."""
    for sentence in analysis.sentences:
        loud = [word for word in sentence.text.split() if word.isupper() and len(word) > 3]
        if len(loud) > int(str(options["most"])):
            yield sentence.span, {"count": len(loud), "first": loud[0]}


def fails(analysis: Analysis, _: Mapping[str, object]) -> Iterator[tuple[Span | None, dict[str, object]]]:
    """Fail on an article about acne, and find that every other lacks something."""
    if "acne" in analysis.document.source.text.lower():
        raise ZeroDivisionError("one by nought")
    yield None, {}
