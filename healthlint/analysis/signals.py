"""Compile the signals of the link catalogue, and find what of an address shows one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import re2

from healthlint.types import AffiliateSignal

OPTIONS = re2.Options()
OPTIONS.log_errors = False
OPTIONS.case_sensitive = False


@dataclass(frozen=True, slots=True)
class Signal:
    """Hold a signal with its patterns compiled."""

    signal: AffiliateSignal
    host: re2._Regexp | None
    param: re2._Regexp | None
    path: re2._Regexp | None


def compile_signal(signal: AffiliateSignal) -> Signal:
    """Return a signal with its patterns compiled."""
    return Signal(
        signal,
        re2.compile(signal.host_pattern, OPTIONS) if signal.host_pattern else None,
        # A parameter's name starts where the query starts or after a separator: not "hashtag=" for "tag=".
        re2.compile(f"(?:^|[&?;#/])(?:{signal.param})", OPTIONS) if signal.param else None,
        re2.compile(signal.path, OPTIONS) if signal.path else None,
    )


def sign(one: Signal, *, host: str, queries: Sequence[str], path: str) -> str:
    """Return what in the URL shows the signal, empty where it does not hold."""
    shown = f"a link to {host}" if host else ""
    network = one.signal.network
    if one.host is not None and not one.host.search(host):
        return ""
    if one.path is not None:
        found = one.path.search(path)
        if not found:
            return ""
        shown = f"the address '{host}{path[:40]}'"
    if one.param is not None:
        found = next((match for match in map(one.param.search, queries) if match), None)
        if not found:
            return ""
        shown = f"'{found.group().strip('&?;#/')[:60]}' in its address"
    return f"{shown} ({network})" if shown else ""
