"""Read web addresses: what they carry inside, and the domains their hosts belong to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

_LONGEST = 4000
_DEEPEST = 3
_MOST_INNER = 8
_INNER = re.compile(r"https?(?::|%3a|%253a)(?:/|%2f|%252f){1,2}", re.IGNORECASE)
_NATIONAL = re.compile(r"(?:com?\.|ne\.)?[a-z]{2,3}")


def targets(url: str, redirects: frozenset[str]) -> list[SplitResult]:
    """Return a URL and those it carries in its path or in a parameter of `redirects`, outermost first.

    What leads to no web page (`mailto:`, `#top`, a broken address) is left out.
    """
    return [part for part in (_split(text) for text in _unwrapped(url, redirects)) if part is not None]


def _unwrapped(url: str, redirects: frozenset[str]) -> Iterator[str]:
    queue = [(html.unescape(html.unescape(url[:_LONGEST])).strip(), 0)]
    for count, (text, depth) in enumerate(queue):
        yield text
        if depth == _DEEPEST or count > _MOST_INNER:
            continue
        inner = [found.start() for found in _INNER.finditer(text) if found.start() > 0]
        queue += [
            (unquote(unquote(text[at:])), depth + 1) for at in inner[:1] if _carries(text[:at], redirects)
        ]


def _carries(before: str, redirects: frozenset[str]) -> bool:
    """Tell whether what stands before an inner URL hands it on: a path, or a redirect parameter."""
    name = before.rpartition("=")[0]
    if "?" not in before:
        return True
    return name.replace(";", "&").replace("?", "&").rpartition("&")[2].lower() in redirects


def _split(url: str) -> SplitResult | None:
    if url.startswith("//"):
        url = f"https:{url}"
    try:
        parts = urlsplit(url)
        parts.hostname  # noqa: B018 - raises where the address is broken
    except ValueError:
        return None
    if parts.scheme.lower() not in ("", "http", "https") or (not parts.netloc and not parts.path):
        return None
    return parts


def host_of(target: SplitResult) -> str:
    """Return the host a URL names, empty where it names none."""
    return (target.hostname or "").rstrip(".")


def names(host: str) -> Iterator[str]:
    """Yield a host and the domains above it, and `amazon.*` for a national domain of amazon."""
    labels = host.split(".")[-8:]
    for number in range(len(labels) - 1):
        yield ".".join(labels[number:])
        if _NATIONAL.fullmatch(".".join(labels[number + 1 :])):
            yield f"{labels[number]}.*"
