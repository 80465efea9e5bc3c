"""`healthlint init`: look at a repository and write its first config."""

from __future__ import annotations

import argparse
import os
import shlex
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from healthlint.adopt import Survey, starter, survey
from healthlint.errors import UsageError
from healthlint.reports.terminal import visible
from healthlint.types import Format, SiteKey

NAME = "healthlint.toml"
MOST_FOLDERS = 4
ASKED = 3
"""Times that a question is put until an answer is understood."""
_FORMATS = {Format.MARKDOWN: "Markdown", Format.HTML: "HTML", Format.TEXT: "text", Format.DOCX: "Word"}
_PLAIN = frozenset((string.ascii_letters + string.digits + " ./_-").encode())
_COUNTRIES = {"us": "in the United States", "uk": "in the United Kingdom"}


def run(arguments: argparse.Namespace) -> int:
    """Write the config and tell what was seen and what comes next; return the exit code."""
    folder = Path(arguments.directory)
    if not folder.is_dir():
        raise UsageError("is no directory; name the one that holds the articles", path=arguments.directory)
    found = survey(folder)
    if found.own and not arguments.force:
        told = f"is there already; 'healthlint config show' tells what it sets, --force writes {NAME} anew"
        raise UsageError(told, path=str(folder / found.own[0]))
    sys.stdout.write(f"{visible(_seen(found))}\n")
    asking = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    profile, why = _profile(found, arguments.profile, asking=asking)
    shown = _confirmed(found) if asking else frozenset()
    target = folder / NAME
    _write(target, starter(found, profile=profile, why=why, shown=shown), anew=arguments.force)
    said = (f"Wrote {target}{_for_readers(profile, why)}.", "", *_next(found, profile))
    sys.stdout.write("".join(f"{visible(line)}\n" for line in said))
    return 0


def _for_readers(profile: str | None, why: str) -> str:
    if profile not in _COUNTRIES:
        return ""
    return f" for readers {_COUNTRIES[profile]}" + (f": {why}" if why else "")


def _seen(found: Survey) -> str:
    """Return a sentence on what the folder holds."""
    made = f", made with {found.generator.name} ({found.generator.config})" if found.generator else ""
    if found.sites:
        listed = [f"{name}/ ({site.generator.name})" for name, site in found.sites.items()]
        more = f" and {len(listed) - MOST_FOLDERS} more" if len(listed) > MOST_FOLDERS else ""
        noun = "site" if len(listed) == 1 else "sites"
        made += f", with {len(listed)} {noun} below: {', '.join(listed[:MOST_FOLDERS])}{more}"
    if not found.total:
        return f"Found no articles yet{made}."
    counts = sorted(found.articles.items(), key=lambda item: -item[1])
    formats = ", ".join(f"{count} {_FORMATS[kind]}" for kind, count in counts)
    places = sorted(found.folders.items(), key=lambda item: -item[1])[:MOST_FOLDERS]
    where = ", ".join(f"{count} in {name}/" if name else f"{count} here" for name, count in places)
    noun = "article" if found.total == 1 else "articles"
    return f"Found {found.total} {noun}{made}: {formats}; {where}."


def _profile(found: Survey, given: str | None, *, asking: bool) -> tuple[str | None, str]:
    """Return the profile and why it was chosen."""
    if given is not None:
        return given, ""
    guess = found.readers
    if asking:
        default = guess.profile if guess is not None else "none"
        hint = f" ({guess.why})" if guess is not None else ""
        answer = _ask(f"Where are most of your readers{hint}? us, uk or none", ("us", "uk", "none"), default)
        return answer, guess.why if guess is not None and answer == guess.profile else ""
    if guess is None or found.above is not None:
        return None, "" if guess is None else guess.why
    return (guess.profile if guess.sure else None), guess.why


def _confirmed(found: Survey) -> frozenset[SiteKey]:
    """Return what a person says that the template shows on every page."""
    seen = found.shown.get("disclosure")
    if seen is None:
        return frozenset()
    question = f'{seen.sign} has "{seen.words}". Is that shown above every article? yes or no'
    return frozenset({"disclosure"}) if _ask(question, ("yes", "no"), "no") == "yes" else frozenset()


def _ask(question: str, answers: tuple[str, ...], default: str) -> str:
    for _ in range(ASKED):
        try:
            given = input(f"{visible(question)} [{default}]: ").strip().lower()
        except EOFError:
            break
        meant = [answer for answer in answers if given and answer.startswith(given)]
        if not given or len(meant) == 1:
            return meant[0] if given else default
    return default


def _write(target: Path, text: str, *, anew: bool) -> None:
    # Whole or not at all; and where there is a link, that is replaced, not what it leads to.
    place = target.with_name(f".{NAME}.{os.getpid()}") if anew else target
    try:
        with open(place, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if anew:
            os.replace(place, target)
    except FileExistsError as error:
        raise UsageError("is there already; --force writes it anew", path=str(target)) from error
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", path=str(target)) from error


def _next(found: Survey, profile: str | None) -> Iterator[str]:
    """Yield what to do now."""
    where = _where(found)
    yield "Next:"
    if profile is None and found.readers is not None:
        yield f"  {NAME}: take the # off 'profile' if your readers are {_COUNTRIES[found.readers.profile]}"
        yield f"      {found.readers.why}"
    for name in list(found.sites)[:MOST_FOLDERS]:
        yield f"  healthlint init {shlex.quote(str(found.folder / name))}"
        yield "      a config for this site: its template, its readers"
    yield f"  healthlint {where}"
    yield "      what it finds now"
    yield f"  healthlint baseline create {where}"
    yield "      accept what is there, so that only new findings fail (docs/adopting.md)"
    if found.hook is None:
        yield "  the hook: add it to .pre-commit-config.yaml (README, 'before each commit')"
    elif not found.hook:
        yield "  the hook: .pre-commit-config.yaml is there, healthlint's is not in it yet (README)"
    ci = f"{found.ci} is there, " if found.ci else ""
    yield f"  CI: {ci}docs/ci.md tells the lines for it"


def _where(found: Survey) -> str:
    """Return the folders to lint, as a shell takes them."""
    names = sorted(found.folders)
    if found.folder != Path() or "" in names or not names or len(names) > MOST_FOLDERS:
        return _argument(str(found.folder))
    return " ".join(map(_argument, names))


def _argument(path: str) -> str:
    """Return a path as a shell takes it, and never as an option."""
    path = f"./{path}" if path.startswith("-") else path
    if path.isprintable():
        return shlex.quote(path)
    shown = (chr(byte) if byte in _PLAIN else f"\\x{byte:02x}" for byte in os.fsencode(path))
    return f"$'{''.join(shown)}'"
