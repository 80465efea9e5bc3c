"""Write values as JSON and XML that any reader takes, and in which a CI service finds no command.

Services look for `##[`, `##vso[` and `##teamcity[` in every line of a log, which a report may be
printed to. Both are plain ASCII, so that they survive any terminal or pipe.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_MARK = re.compile('[&<>"\t\n\r]')


def whole(path: str) -> str:
    """Write out the bytes of a path that are not UTF-8, which many a reader refuses."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def as_json(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON, on one line unless there is an `indent`."""
    return json.dumps(value, indent=indent).replace("##", "#\\u0023")


def as_xml(text: str) -> str:
    """Return `text` for an XML attribute or element; the characters that XML cannot hold are left out."""
    marked = _MARK.sub(lambda found: _MARKS[found.group()], _NOT_XML.sub("", text))
    return marked.encode("ascii", "xmlcharrefreplace").decode("ascii").replace("##", "#&#35;")


def tag(name: str, attributes: Mapping[str, object], *, closed: bool = False) -> str:
    """Return the start of an XML element, or all of one that is `closed`, without what is None."""
    given = "".join(
        f' {key}="{as_xml(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}{'/' if closed else ''}>"
