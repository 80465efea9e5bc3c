"""Check the values of a config's keys: each fault with what would have been right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from healthlint.config.globs import Globs
from healthlint.config.keys import home
from healthlint.config.model import PerFile
from healthlint.config.select import Catalogue, closest, shown
from healthlint.config.toml import Keys

MOST_GLOBS = 1000
"""Globs of one key of a config: each costs a millisecond, and again for each file."""

Report = Callable[[Keys, str], None]


@dataclass(frozen=True, slots=True)
class Given:
    """Hold a table of a config: `report` tells what is wrong at a key of it, `line` where the key stands."""

    content: dict[str, Any]
    catalogue: Catalogue
    report: Report
    line: Callable[[Keys], int]

    def check_keys(self, known: tuple[str, ...], *, table: str = "") -> None:
        """Report the keys that are none of `known`; `table` is as its header says, "" without one."""
        for key in self.content:
            if key not in known:
                hint = home(key, table, self.catalogue) or meant(key, known)
                self.report((key,), f"unknown key {shown(key)}; {hint}")

    def places(self) -> dict[Keys, int]:
        """Return the line of each key, and of each in a table below it."""
        found: dict[Keys, int] = {}
        for key, value in self.content.items():
            ways = [(key, inner) for inner in value] if isinstance(value, dict) else []
            found |= {way: self.line(way) for way in ((key,), *ways)}
        return found

    def inner(self, key: str, form: str) -> Given | None:
        """Return the table under `key`, None where there is none; `form` is what it looks like."""
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.report((key,), f"{key} must be {form}, not {shown(value)}")
            return None
        return self.at((key,), value)

    def at(self, where: Keys, content: dict[str, Any], *, told: str = "") -> Given:
        """Return the table `content` that stands at `where`; what is wrong in it is told after `told`."""
        return Given(
            content,
            self.catalogue,
            lambda keys, text: self.report((*where, *keys), told + text),
            lambda keys: self.line((*where, *keys)),
        )

    def choice(self, key: str, known: tuple[str, ...], *, of: str = "") -> str | None:
        """Return the value of `key` if it is one of `known`."""
        value = self.content.get(key)
        if value is None or (isinstance(value, str) and value in known):
            return value
        self.report((key,), f"{key}{of} must be {either(known)}, not {shown(value)}")
        return None

    def selectors(self, key: str) -> tuple[str, ...] | None:
        """Return the rules that `key` names."""
        return self._selectors((key,), self.content.get(key))

    def globs(self, key: str) -> tuple[str, ...] | None:
        """Return the globs under `key`."""
        given = self._strings((key,), self.content.get(key), '["drafts/", "*.html"]')
        self._check_globs((key,), given or ())
        return given

    def per_file(self, key: str) -> PerFile | None:
        """Return the globs under `key`, and the rules that each names."""
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.report((key,), f'{key} must be a table, like {{ "news/" = ["HL201"] }}, not {shown(value)}')
            return None
        if len(value) > MOST_GLOBS:
            self.report((key,), f"{key} holds {len(value)} globs, more than {MOST_GLOBS}; name directories")
            return None
        found = []
        for glob, ignored in value.items():
            where = (key, glob)
            if glob.startswith("!"):
                told = f"{key}: {shown(glob)} must say which files it is about, not which it is not"
                self.report(where, told)
            self._check_globs(where, (glob,))
            found.append((glob, self._selectors(where, ignored) or ()))
        return tuple(found)

    def _strings(self, where: Keys, value: object, example: str) -> tuple[str, ...] | None:
        if value is None:
            return None
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        told = f"{_label(where)} must be a list of strings, like {example}, not {shown(value)}"
        self.report(where, told)
        return None

    def _selectors(self, where: Keys, value: object) -> tuple[str, ...] | None:
        given = self._strings(where, value, '["HL1", "HL401"]')
        for selector in given or ():
            if self.catalogue.whole and not self.catalogue.codes(selector):
                self.report(where, f"{_label(where)}: {self.catalogue.unknown(selector)}")
        return given

    def _check_globs(self, where: Keys, patterns: tuple[str, ...]) -> None:
        if len(patterns) > MOST_GLOBS:
            told = f"{where[0]} holds {len(patterns)} globs, more than {MOST_GLOBS}; name directories"
            self.report(where, told)
            return
        try:
            Globs(patterns, root=Path())
        except ValueError as error:
            self.report(where, f"{where[0]}: {error}")


def meant(key: str, known: tuple[str, ...]) -> str:
    """Return a hint on an unknown key: the known one it may be a slip of, else all of them."""
    guess = closest(key.replace("_", "-").lower(), known)
    return f"did you mean {guess!r}?" if guess else f"there are: {', '.join(known)}"


def either(known: tuple[str, ...]) -> str:
    """Return the values that a key can have, as a sentence names them."""
    *first, last = (f'"{word}"' for word in known)
    return f"{', '.join(first)} or {last}" if first else last


def _label(where: Keys) -> str:
    """Return what messages call a key: `ignore`, or `per-file-ignores "news/"`."""
    return " ".join((where[0], *(f'"{key}"' for key in where[1:])))
