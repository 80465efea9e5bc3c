"""`healthlint explain CODE`: what a rule wants, why, and how to meet it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint.cli.console import colored, width_of
from healthlint.cli.parser import config_of
from healthlint.config import Catalogue
from healthlint.errors import UsageError
from healthlint.plan import rules_of
from healthlint.reports.terminal import Style, columns, line, visible, wrap
from healthlint.rulepack.fixes import fix_told

if TYPE_CHECKING:
    from healthlint.rulepack.model import Rule
    from healthlint.rulepack.parts import Example, Option

WIDEST = 88


def run(arguments: argparse.Namespace) -> int:
    """Print the pages of the rules asked for. Raises UsageError for unknown ones."""
    catalogue = Catalogue(rules_of(Path(), config=config_of(arguments), isolated=arguments.isolated))
    rules = {name: catalogue.rule(name) for name in arguments.rules}
    faults = [_unknown(catalogue, name) for name, rule in rules.items() if rule is None]
    if faults:
        raise UsageError("\n".join(faults))
    style = Style(colored(arguments.color, sys.stdout))
    width = min(width_of(sys.stdout), WIDEST)
    pages = ["\n".join(_page(rule, style, width)) + "\n" for rule in rules.values() if rule is not None]
    sys.stdout.write("\n".join(pages))
    return 0


def _unknown(catalogue: Catalogue, name: str) -> str:
    codes = sorted(catalogue.codes(name))
    if codes:
        return f"{name!r} stands for several rules; explain one of {', '.join(codes)}"
    return catalogue.unknown(name)


def _page(rule: Rule, style: Style, width: int) -> Iterator[str]:
    yield f"{style.severity(rule.code, rule.severity)} {style.bold(rule.name)}"
    yield wrap(rule.summary, width=width, first="", rest="")
    yield f"{rule.severity}, in preset {rule.preset!r}" + (
        f", since {line(rule.since)}" if rule.since else ""
    )
    yield from _section("Why", rule.why, style, width)
    yield from _section("How to fix", rule.how_to_fix, style, width)
    if rule.fix is not None:
        yield from _section("What healthlint can fix", fix_told(rule), style, width)
    if rule.options:
        yield from ("", style.bold("Options") + f", set under [rules.{rule.code}]")
        for name, option in rule.options.items():
            yield from _option(name, option, width)
    for title, examples in (("Reported", rule.examples.bad), ("Accepted", rule.examples.good)):
        yield from ("", style.bold(title)) if examples else ()
        for number, example in enumerate(examples):
            yield from ([""] if number else [])
            yield from _example(example, style, width)
    yield from ("", style.bold("Authorities")) if rule.authorities else ()
    for source in rule.authorities:
        said = ", ".join(part for part in (source.title, source.section, source.publisher) if part)
        yield wrap(said, width=width, first="  - ", rest="    ")
        yield f"    {visible(source.url)}"


def _section(title: str, text: str, style: Style, width: int) -> Iterator[str]:
    yield from ("", style.bold(title))
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield wrap(paragraph, width=width, first="  ", rest="  ")


def _option(name: str, option: Option, width: int) -> Iterator[str]:
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at least", option.minimum), ("at most", option.maximum))
        if bound is not None
    ]
    default = str(option.default).lower() if option.type == "boolean" else option.default
    default = "empty" if default == "" else default
    kind = ", ".join([option.type, *bounds, f"default {default}"])
    site = f' [site] {option.site} = "template" sets it, too.' if option.site else ""
    yield wrap(f"{name} ({kind}): {option.about}{site}", width=width, first="  ", rest="      ")


def _example(example: Example, style: Style, width: int) -> Iterator[str]:
    if example.note:
        yield wrap(example.note, width=width, first="  # ", rest="  # ")
    marked = visible(example.underlined)
    for text in example.text.strip("\n").split("\n"):
        shown = visible(text.replace("\t", "    ")).rstrip()
        if columns(shown) > width - 4:
            shown = wrap(shown, width=width, first="", rest="    ")
        # What is underlined may run over lines; only what stands on one is painted.
        yield ("    " + (shown.replace(marked, style.bold(marked), 1) if marked else shown)).rstrip()
