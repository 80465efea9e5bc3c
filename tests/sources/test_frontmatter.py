import pytest

from healthlint.sources import frontmatter


def values(text: str) -> dict[str, list[str]]:
    return {key: [v.value for v in found] for key, found in frontmatter.read(text).meta.items()}


def test_yaml_values_stay_text_and_know_their_place() -> None:
    text = """---
Title: "Aspirin: the facts"
date: 2024-99-99
draft: yes
tags: [pain, heart]
author:
  name: Ann Lee
  posts: 12
summary: >
  Two
  lines.
---
Body
"""
    read = frontmatter.read(text)

    assert values(text) == {
        "title": ["Aspirin: the facts"],
        "date": ["2024-99-99"],
        "draft": ["yes"],
        "tags": ["pain", "heart"],
        "author.name": ["Ann Lee"],
        "author.posts": ["12"],
        "summary": ["Two lines."],
    }
    for key in ("title", "date", "draft", "tags", "author.name"):
        for value in read.meta[key]:
            assert text[value.span.start : value.span.end] == value.value
    assert text[read.end :] == "\nBody\n"
    assert read.notes == ()


def test_toml() -> None:
    text = '+++\ntitle = "Aspirin"\ndraft = false\n[params]\ntags = ["pain", "heart"]\n+++\nBody\n'
    read = frontmatter.read(text)

    assert values(text) == {"title": ["Aspirin"], "draft": ["false"], "params.tags": ["pain", "heart"]}
    for found in read.meta.values():
        for value in found:
            assert text[value.span.start : value.span.end] == value.value
    assert text[read.end :] == "\nBody\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nNote: between two breaks\n\n---\nBody",
        "---\nNote: this is prose\nand it goes on\nfor some lines\n---\nBody",
        "---\nplain prose\n---\nBody",
        "---\ntitle: never closed\n\nBody",
        "Body\n---\ntitle: later\n---\n",
        " ---\ntitle: indented\n---\n",
        "+++\nno key here\n+++\n",
        "---",
        "",
    ],
)
def test_what_is_no_front_matter_stays_prose(text: str) -> None:
    assert frontmatter.read(text) == frontmatter.FrontMatter(0, {})


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("title: a\ntitle: b", "the key 'title' stands twice"),
        ("a: &x [b]\nc: *x", "aliases are not allowed"),
        ("a: " + "[" * 500, "nested too deep"),
        ("a: b\n" + "- " * 500, "not valid YAML"),
        ('a: "\\UFFFFFFFF"', "not valid YAML"),
        ("a: b\n\tc: d\n", "not valid YAML"),
        ("a: " + "x" * 70_000, "longer than 64 KB"),
    ],
)
def test_broken_yaml_is_cut_and_noted(body: str, note: str) -> None:
    text = f"---\n{body}\n---\nBody"
    read = frontmatter.read(text)

    assert text[read.end :] == "\nBody"
    (noted,) = read.notes
    assert note in noted.problem


def test_plain_lines_of_broken_yaml_are_still_read() -> None:
    text = "---\ntitle: Aspirin: the facts\ndate: 2024-01-01\nlist: [a\n---\nBody"

    assert values(text) == {"title": ["Aspirin: the facts"], "date": ["2024-01-01"]}
    (note,) = frontmatter.read(text).notes
    assert note.problem.startswith("is not valid YAML: ")


@pytest.mark.parametrize("body", ["a = ", "a = " + "[" * 5000, "a = 1\na = 2", "a" + ".a" * 30_000 + " = 1"])
def test_broken_toml_is_cut_and_noted(body: str) -> None:
    read = frontmatter.read(f"+++\n{body}\n+++\nBody")

    (note,) = read.notes
    assert (read.end > 0, read.meta, "TOML" in note.problem) == (True, {}, True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\ntitle: b\n---\n", "title: b"),
        ("---\na: &x [b]\nc: *x\n---\n", "c: *x"),
        ("---\ntitle: Aspirin: the facts\nauthor: Ann\n---\n", "title: Aspirin: the facts"),
        ("+++\ntitle = 'a'\nauthor = Ann\n+++\n", "author = Ann"),
        ("+++\na = 1\na = 2\n+++\n", "a = 2"),
        ("+++\na = [\n+++\n", "a = ["),
    ],
)
def test_the_broken_line_is_known(text: str, line: str) -> None:
    (note,) = frontmatter.read(text).notes
    assert text[note.span.start : note.span.end] == line


def test_tags_run_nothing() -> None:
    assert values("---\na: !!python/object/apply:os.system ['x']\n---\n") == {"a": ["x"]}


def test_blanked_keeps_offsets_and_lines() -> None:
    text = "---\na: é\n---\nBody"

    assert frontmatter.blanked(text, frontmatter.read(text).end) == "   \n    \n   \nBody"
