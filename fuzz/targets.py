"""What is fuzzed: each target is a strategy and what must hold of all that it draws."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import healthlint
from fuzz import articles, configs, repositories, truths, wordfiles
from fuzz.front import front_matter
from fuzz.prose import plain, prose, runs
from healthlint import rulepack, sources
from healthlint.cli import main
from healthlint.config import Overrides
from healthlint.discover import Input
from healthlint.errors import HealthlintError, RuleError, SourceError
from healthlint.plan import plan
from healthlint.reports import FORMATS, Run, diff, render
from healthlint.rulepack import RulePack, with_pack
from healthlint.rulepack.folder import PackFolder
from healthlint.types import FileReport, Format, Mended

ROOT = Path(__file__).parents[1]
PHRASES = """\
code: ZZ201
name: plain-words
summary: A word that many readers do not know.
severity: info
preset: all
kind: phrase
phrase:
  replace: |
    needle | needles -> point | points
    nausea -> feeling sick
    treatment -> operation
    hypercholesterolaemia -> high cholesterol
    skin -> the outer layer of the body
  suggest: doctor -> health professional
  report: scars
message: {default: "Not '{found}'.", instead: "Not '{found}' but '{instead}'."}
fix: {kind: replace, safety: safe}
why: Because.
how_to_fix: Write it.
"""
GROWS = 4
LARGE = 30_000
"""Characters of an article whose cost is compared with that of one `GROWS` times as long."""

# The pack is the same in every run, and costs more to read than an article to lint.
rulepack.load = pack = cache(rulepack.load)


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what to draw, what to do with it, and how often next to the other targets."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], object]
    weight: int = 1


def targets(corpus: Path | None = None) -> Mapping[str, Target]:
    """Return the targets by name; articles of `corpus` are spoiled beside those of our own."""
    spoiled = articles.spoiled(originals(corpus))
    names = st.sampled_from(articles.SUFFIXES)
    found = {
        form: Target(st.tuples(articles.stored(written), st.just(name)), sourced, 2)
        for form, name, written in (
            ("markdown", "a.md", articles.markdown),
            ("mdx", "a.mdx", articles.markdown),
            ("html", "a.html", articles.html),
            ("text", "a.txt", articles.text),
        )
    }
    found["docx"] = Target(st.tuples(wordfiles.word_files, st.just("a.docx")), sourced, 2)
    found["any"] = Target(
        st.tuples(st.binary(max_size=300) | articles.stored(articles.written | spoiled), names), sourced
    )
    anything = st.one_of(
        st.tuples(articles.stored(articles.written), names),
        st.tuples(articles.stored(articles.markdown), names),
        st.tuples(articles.stored(spoiled), names),
        st.tuples(articles.stored(spoiled), names),
        st.tuples(wordfiles.word_files, st.just("a.docx")),
    )
    found["fixes"] = Target(st.tuples(anything, st.booleans()), fixed, 6)
    found["pipeline"] = Target(anything, linted, 12)
    found["run"] = Target(st.tuples(st.lists(st.tuples(anything, _file_names), max_size=4), _options), ran, 6)
    found["config"] = Target(
        st.tuples(
            st.sampled_from(("healthlint.toml", ".healthlint.toml", "pyproject.toml")),
            configs.configs,
            configs.ignore_files,
            _file_names,
        ),
        configured,
        2,
    )
    found["init"] = Target(repositories.repositories, begun)
    found["rules"] = Target(configs.rule_files(_rule_files()), ruled, 1)
    found["growth"] = Target(st.tuples(_growing, names), grown, 4)
    return found


def originals(corpus: Path | None) -> Sequence[str]:
    """Return real articles: the examples, those of the rules' own tests, and a corpus."""
    found = [path.read_text() for path in sorted((ROOT / "examples").iterdir())]
    for rule in pack().rules:
        found += [example.text for example in (*rule.examples.bad, *rule.examples.good)]
    for path in sorted(corpus.iterdir()) if corpus else ():
        found.append(path.read_bytes().decode("utf-8", "replace"))
    return [text for text in found if text.strip()]


def sourced(drawn: tuple[bytes, str]) -> None:
    """Check the document that an article is parsed into."""
    raw, name = drawn
    form = sources.format_of(name)
    if form is None:
        raise ValueError(name)
    with truths.in_time():
        try:
            found = sources.parse(sources.read(name, raw, form))
        except SourceError as error:
            truths.expect(error.message.strip(), "an error without a word")
            return
    truths.document(found)
    if form is not Format.DOCX:
        offsets = sources.original_offsets(found.source)
        truths.expect(len(offsets) == len(found.source.text) + 1, "not every offset leads to the bytes")


def linted(drawn: tuple[bytes, str]) -> FileReport:
    """Check the report of an article, and that a second one says the same."""
    raw, name = drawn
    first = _lint(raw, name)
    truths.report(first)
    second = _lint(raw, name)
    truths.expect(_json(first) == _json(second), "the second report differs from the first")
    if name.endswith(".docx") or first.error or b"\r" in raw or b"\0" in raw:
        return first
    ended = _lint(raw.replace(b"\n", b"\r\n"), name)
    truths.expect(_json(ended) == _json(first), "with other line ends the report differs")
    return first


def _lint(raw: bytes, name: str) -> FileReport:
    planned = plan(
        ["-"],
        pack(),
        overrides=Overrides(preset="all"),
        isolated=True,
        stdin=lambda: Input(name, raw, sources.format_of(name)),
    )
    with truths.in_time():
        return next(iter(planned.run()))


def fixed(drawn: tuple[tuple[bytes, str], bool]) -> None:
    """Check that fixing an article does it no harm, and is done at once."""
    (raw, name), unsafe = drawn

    def mended(text: bytes) -> Mended:
        planned = plan(
            ["-"],
            _with_phrases(),
            overrides=Overrides(preset="all"),
            isolated=True,
            stdin=lambda: Input(name, text, sources.format_of(name)),
        )
        return next(planned.mend(unsafe=unsafe))

    with truths.in_time():
        first = mended(raw)
        source = first.report.source
        truths.mended(first, mended(raw if source is None else source.raw))
    truths.report(first.report)
    if bool(diff.patch(first)) != first.changed:
        raise AssertionError("a patch that says nothing, or too much")
    truths.text_report(diff.render(first).replace("\r\n", "\n").replace("\t", " "))


@cache
def _with_phrases() -> RulePack:
    """Return the rules that ship, and one whose words the drawn articles hold."""
    with _folder() as folder:
        _write(folder / "plain-words.yaml", PHRASES.encode())
        return with_pack(pack(), PackFolder(folder, shown="house"))


def _json(report: FileReport) -> str:
    return "".join(render("json", [report], Run()))


def ran(drawn: tuple[Sequence[tuple[tuple[bytes, str], str]], Sequence[str]]) -> None:
    """Check what the command line writes on a folder of articles, and its exit code."""
    files, options = drawn
    with _folder() as folder:
        for (raw, name), called in files:
            _write(_named(folder, called, Path(name).suffix), raw)
        outputs = [word for form in FORMATS for word in ("--output-format", f"{form}:{folder / form}")]
        code, out, err = _main(["--isolated", "--preset", "all", *outputs, *options, str(folder)])
        truths.complaints(err)
        truths.text_report(out)
        for form in ("full", "concise", "markdown"):
            truths.text_report((folder / form).read_text())
        for form in ("junit", "checkstyle"):
            truths.xml_report((folder / form).read_bytes())
        for form in ("sarif", "gitlab", "rdjson"):
            truths.json_value((folder / form).read_bytes())
        for text in (folder / "jsonl").read_bytes().splitlines():
            truths.json_value(text)
        truths.commands((folder / "github").read_text())
        content: Any = truths.json_report((folder / "json").read_bytes())
        report = healthlint.lint_paths([folder], isolated=True, preset="all")
        truths.expect(
            len(content["files"]) + len(content["errors"]) == len(report.files), "a file is missing"
        )
        if "--no-inline-suppressions" not in options:
            truths.expect(code == truths.exit_code(list(report.files)), f"exit code {code}")
        for one in report.files:
            truths.report(one)


def configured(drawn: tuple[str, str, str, str]) -> None:
    """Check that a config is used, or refused with sentences that name it."""
    name, config, ignored, called = drawn
    with _folder() as folder:
        (folder / ".git").mkdir()
        _write(_named(folder, called, ".md"), b"# Aspirin\n\nAspirin is a drug. It may cause bleeding.\n")
        _write(folder / ".gitignore", ignored.encode("utf-8", "surrogatepass"))
        _write(folder / name, config.encode("utf-8", "surrogatepass"))
        code, out, err = _main(["--output-format", "concise", str(folder)])
        truths.text_report(out)
        truths.complaints(err)
        truths.expect(code in (0, 1, 2), f"exit code {code}")
        truths.expect(code != 2 or name in err, f"exit code 2 without naming {name}: {err}")
        shown(folder)


def shown(folder: Path) -> None:
    """Check that what `config show` writes is a config that says the same, where there is one to show."""
    code, out, err = _main(["config", "show", str(folder)])
    truths.text_report(out)
    truths.complaints(err)
    if code != 0:
        return
    again = folder / "shown.toml"
    again.write_text(out)
    code, told, err = _main(["config", "show", "--config", str(again), str(folder)])
    truths.expect(code == 0, f"what is shown cannot be read: {err}")
    truths.expect(_values(told) == _values(out), "what is shown sets something else")


def _values(text: str) -> Any:
    values = tomllib.loads(text)
    # Where packs and globs lie depends on the config that names them.
    return {key: value for key, value in values.items() if key not in ("packs", "exclude", "extend-exclude")}


def begun(drawn: tuple[Sequence[tuple[str, str]], Sequence[str]]) -> None:
    """Check that `init` writes a config that can be used, whatever lies in the folder."""
    files, options = drawn
    with _folder() as folder:
        (folder / ".git").mkdir()
        for name, text in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            _write(folder / name, text.encode("utf-8", "surrogatepass"))
        code, out, err = _main(["init", *options, str(folder)])
        truths.text_report(out)
        truths.complaints(err)
        truths.expect(code == (2 if "is there already" in err else 0), f"exit code {code}: {err}")
        if code == 0:
            truths.expect(_main(["config", "show", str(folder)])[0] == 0, "what init writes cannot be used")


def ruled(rule: str) -> None:
    """Check that a rule file is used, or refused with sentences that name it."""
    with _folder() as folder, truths.in_time():
        # A house may not use the codes and names of healthlint, which the drawn files mostly have.
        text = rule.replace("code: HL", "code: ZZ").replace("\nname: ", "\nname: our-")
        _write(folder / "rule.yaml", text.encode("utf-8", "surrogatepass"))
        try:
            own = with_pack(pack(), PackFolder(folder, shown="house"))
        except RuleError as error:
            truths.complaints(str(error).replace("\u202e", "").replace("\x1b", ""))
            return
        for one in own.rules[len(pack().rules) :]:
            planned = plan(["-"], own, overrides=Overrides(select=[one.code]), isolated=True, stdin=_example)
            truths.report(next(iter(planned.run())))


def _example() -> Input:
    return Input("a.md", (ROOT / "examples" / "ashwagandha-gummies.md").read_bytes(), Format.MARKDOWN)


def grown(drawn: tuple[tuple[str, str, str], str]) -> None:
    """Check that an article some times as long takes not much more than so many times as long."""
    (head, piece, tail), name = drawn
    count = LARGE // max(len(piece), 1)

    def cost(times: int) -> float:
        raw = (head + piece * times + tail).encode("utf-8", "surrogatepass")
        started = time.process_time()
        try:
            with truths.in_time(30):
                _ = next(
                    iter(
                        plan(
                            ["-"],
                            pack(),
                            overrides=Overrides(preset="all"),
                            isolated=True,
                            stdin=lambda: Input(name, raw, sources.format_of(name)),
                        ).run()
                    )
                )
        except HealthlintError:
            pass
        return time.process_time() - started

    for _ in range(3):  # another process may have taken the processor's cache
        less, more = cost(count), cost(count * GROWS)
        if more <= 2 * GROWS * max(less, 0.15):
            return
    raise truths.Fault(f"{count} times takes {less:.2f} s, {count * GROWS} times {more:.2f} s")


def _main(arguments: list[str]) -> tuple[int, str, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), truths.in_time():
        code = main(arguments)
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams)
    return code, out, err


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="healthlint-fuzz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _named(folder: Path, name: str, suffix: str) -> Path:
    return folder / os.fsdecode(os.fsencode(name)[:120] + suffix.encode())


def _write(path: Path, raw: bytes) -> None:
    try:
        path.write_bytes(raw)
    except OSError:  # a name that this file system cannot hold
        return


def _rule_files() -> Sequence[str]:
    return [path.read_text() for path in sorted(rulepack.builtin_folder().glob("*/HL*.yaml"))]


_file_names = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), max_size=20) | st.sampled_from(
    ("a", "-", "--x", "\n", "\x1b[31m", "\u202e", "%s{0}", "\udcff", " ", "'\"", "CON", "a\r\nb", "::error::")
)
_options = st.lists(
    st.sampled_from(
        (
            "--verbose",
            "--statistics",
            "--quiet",
            "--color=never",
            "--no-inline-suppressions",
            "--output-format=full",
        )
    ),
    max_size=3,
    unique=True,
)
_growing = st.tuples(
    st.one_of(st.just(""), front_matter, articles.written),
    st.one_of(runs.map(lambda run: run[:40]), articles.written.map(lambda text: text[:400]), prose).filter(
        bool
    ),
    st.one_of(st.just(""), plain),
)
