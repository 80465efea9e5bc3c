"""Find where a code fence ends."""

from __future__ import annotations

import re

_LONGEST = 1000


def end(text: str, fence: str, *, at: int) -> int:
    """Return where the code ends that `fence` opened before `at`: the text's end where nothing closes it."""
    longer = f"{re.escape(fence[0])}{{{min(len(fence), _LONGEST)},}}"
    found = re.compile(rf"^[ \t>]*{longer}[ \t]*$", re.MULTILINE).search(text, at)
    return found.end() if found else len(text)
