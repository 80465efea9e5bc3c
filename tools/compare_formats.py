"""Convert articles with pandoc and compare what healthlint decides on each form of them.

    tools/compare_formats.py CORPUS [COUNT] [SEED]

CORPUS holds `articles/` and `labels.jsonl`, one JSON object a line with `file` and `repo`. Articles are
drawn in turn from each source and format, so that none outweighs the others. pandoc is given the
article, not its site:

- Markdown with its front matter's title and FAQ where a template shows them; raw HTML by way of HTML;
- of MDX no imports and component tags;
- of a web page only the words and links that healthlint keeps of it, in its own mark-up, without pictures;
- of plain text a paragraph for each line, the first one the title.

pandoc's plain text leaves out where links lead, so that no rule on links can decide as before: these
cases are counted apart, and `plain-links`, which writes each address after its link, shows them decided.
"""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import chain, zip_longest
from pathlib import Path

import healthlint
from healthlint.sources import format_of, parse, read
from healthlint.types import Document, Format

CODES = ("HL101", "HL201", "HL301", "HL302", "HL303")
LINKS = ("HL301", "HL302", "HL303")
NO_PICTURES = "function Image(el) return el.caption end\n"
ADDRESSES = (
    "function Link(el) table.insert(el.content, pandoc.Str(' (' .. el.target .. ')')) return el.content end\n"
)
TARGETS = {
    "markdown": (".md", "-t gfm", ""),
    "html": (".html", "-t html -s --metadata pagetitle=Article", ""),
    "plain, wrapped": (".txt", "-t plain --wrap=auto", ""),
    "plain, not wrapped": (".txt", "-t plain --wrap=none", ""),
    "plain-links": (".txt", "-t plain --wrap=none", ADDRESSES),
    "docx": (".docx", "-t docx", NO_PICTURES),
}
TOKEN = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg|head)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
UNWANTED = re.compile(r"</?(?:img|source|picture|iframe|video|audio|button|form|input|nav)\b", re.IGNORECASE)
EMPTY = re.compile(r"<(li|ul|ol|p|a|div|span|section)\b[^<>]*>\s*</\1\s*>", re.IGNORECASE)

Verdicts = dict[str, str]


def sample(corpus: Path, count: int, seed: int) -> list[Path]:
    """Draw articles in turn from each source and format."""
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        groups[label["repo"], Path(label["file"]).suffix].append(label["file"])
    shuffled = [draw.sample(sorted(groups[key]), len(groups[key])) for key in sorted(groups)]
    draw.shuffle(shuffled)
    turns = chain.from_iterable(zip_longest(*shuffled))
    return sorted(corpus / "articles" / name for name in [name for name in turns if name][:count])


def given(path: Path) -> tuple[str, str]:
    """Return the article as pandoc is given it, and pandoc's name of that format."""
    form = format_of(path.name)
    document = parse(read(path.name, path.read_bytes(), form or Format.TEXT))
    text = document.source.text
    if form is Format.MARKDOWN:
        return _markdown(document, mdx=path.suffix == ".mdx"), "gfm"
    if form is Format.HTML:
        return _page(document), "html"
    lines = [html.escape(line.strip()) for line in text.splitlines() if line.strip()]
    return f"<h1>{lines[0]}</h1>\n" + "".join(f"<p>{line}</p>\n" for line in lines[1:]), "html"


def _markdown(document: Document, *, mdx: bool) -> str:
    text = re.sub(r"\A---\s*\n.*?\n---\s*(?:\n|\Z)", "", document.source.text, count=1, flags=re.DOTALL)
    if mdx:
        text = re.sub(r"^(?:import|export)\b.*$|\{/\*.*?\*/\}", "", text, flags=re.MULTILINE)
        text = re.sub(r"<[A-Z]\w*(?:[^<>]|=>)*?/>|</?[A-Z]\w*[^<>]*>", "", text)
    # What the template shows of the front matter has its place there.
    start = len(document.source.text) - len(text) if not mdx else document.source.text.find("\n---", 3)
    shown = [block for block in document.blocks if block.span.start < start and block.span.end <= start]
    title = "".join(f"# {block.text}\n\n" for block in shown if block.level == 1)
    faq = "".join(f"{'### ' if block.level else ''}{block.text}\n\n" for block in shown if block.level != 1)
    return title + text + ("\n\n## Frequently asked questions\n\n" + faq if faq else "")


def _page(document: Document) -> str:
    text = document.source.text
    keep = bytearray(len(text))
    pieces = chain.from_iterable(block.pieces for block in document.blocks)
    for start, end in chain((piece.span for piece in pieces), (link.span for link in document.links)):
        keep[start:end] = b"x" * (end - start)
    parts: list[str] = []
    at, linked = 0, False
    for tag in TOKEN.finditer(text):
        words = zip(text[at : tag.start()], keep[at : tag.start()], strict=True)
        parts.append("".join(char if kept else " " for char, kept in words))
        dropped = tag[1] or tag[0].startswith("<!--") or UNWANTED.match(tag[0])
        linked = tag[0][:2].lower() == "<a" or (linked and tag[0][:3].lower() != "</a")
        # A link round a picture is one, without the picture as well.
        picture = "picture" if linked and tag[0][:4].lower() == "<img" else ""
        parts.append(picture if dropped else tag[0])
        at = tag.end()
    page, count = "".join(parts), 1
    while count:
        page, count = EMPTY.subn("", page)
    return page


def converted(path: Path, folder: Path) -> dict[str, Path]:
    """Convert an article into each of the targets."""
    text, form = given(path)
    found = {}
    for name, (suffix, options, script) in TARGETS.items():
        filters = folder / "filter.lua"
        filters.write_text(script, encoding="utf-8")
        source, source_form = text, form
        if form == "gfm" and suffix not in (".md", ".html"):
            source, source_form = _pandoc(re.sub(r"<img[^>]*>", "", text), "-f gfm -t html", filters), "html"
        found[name] = folder / f"{path.stem}-{list(TARGETS).index(name)}{suffix}"
        _pandoc(source, f"-f {source_form} {options} -o {found[name]}", filters)
    return found


def _pandoc(text: str, options: str, filters: Path) -> str:
    command = ["pandoc", *options.split(), "--lua-filter", str(filters)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def verdicts(path: Path) -> tuple[Verdicts, str]:
    """Return the outcome of each rule, and the topic."""
    report = healthlint.lint_file(path, select=CODES, isolated=True)
    topic = report.topic
    if topic is None:
        sys.exit(f"{path}: {report.error}")
    told = f"{topic.kind}, intervention: {topic.intervention}, needs advice: {topic.needs_advice}"
    return {verdict.code: verdict.outcome.value for verdict in report.verdicts if verdict.code in CODES}, told


def main(corpus: Path, count: int, seed: int) -> None:
    """Print each difference, then a line for each target."""
    same, lost, topics = Counter[str](), Counter[str](), Counter[str]()
    paths = sample(corpus, count, seed)
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            before, topic = verdicts(path)
            for target, copy in converted(path, Path(folder)).items():
                after, other = verdicts(copy)
                topics[target] += topic == other
                for code in CODES:
                    if after[code] == before[code]:
                        same[target] += 1
                        continue
                    gone = code in LINKS and target.startswith("plain,") and after[code] == "not-applicable"
                    lost[target] += gone
                    reason = "pandoc left the links out" if gone else f"{topic} -> {other}"
                    print(f"{path.name}: {target}: {code} {before[code]} -> {after[code]} ({reason})")
    cases = len(paths) * len(CODES)
    for target in TARGETS:
        left = cases - lost[target]
        print(
            f"{target:20} {same[target]} of {cases} the same ({same[target] / cases:.1%}), "
            f"without lost links {same[target]} of {left} ({same[target] / left:.1%}); "
            f"topic {topics[target]} of {len(paths)}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(number) for number in [*sys.argv[2:], "50", "4"][:2]))
