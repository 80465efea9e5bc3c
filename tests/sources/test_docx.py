"""Word files, written by python-docx as an author's Word would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

import healthlint
from healthlint.cli import main
from healthlint.errors import SourceError
from healthlint.sources import format_of, parse, read
from healthlint.types import Document, Format, MetaValue, Outcome, Section, Span

PAID = "https://www.amazon.com/dp/B000000000?tag=sleepwell-20"
LONG = "Ask your doctor about pain, " + "fever, nausea and headache, " * 20 + "and then rest."


def saved(word: Any) -> bytes:
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def parsed(word: Any) -> Document:
    return parse(read("a.docx", saved(word), Format.DOCX))


def shown(word: Any) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in parsed(word).blocks]


def bold(paragraph: Any, text: str) -> Any:
    paragraph.add_run(text).bold = True
    return paragraph


def raw(paragraph: Any, xml: str) -> Any:
    """Put XML as Word writes it into a paragraph."""
    for child in parse_xml(f"<w:p {nsdecls('w', 'r', 'a', 'wp')}>{xml}</w:p>"):
        paragraph._p.append(child)
    return paragraph


def add_link(paragraph: Any, text: str, url: str) -> None:
    number = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    raw(paragraph, f'<w:hyperlink r:id="{number}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')


def titles(section: Section) -> list[object]:
    return [section.title, [titles(child) for child in section.children]]


def article() -> Any:
    word = docx.Document()
    word.add_heading("Melatonin for sleep", 0)
    word.add_paragraph("Melatonin is a supplement that helps you fall asleep.")
    word.add_heading("Side effects", 1)
    word.add_paragraph(LONG)
    return word


def test_kinds_and_levels_come_from_styles() -> None:
    word = article()
    word.add_heading("In children", 2)
    word.add_paragraph("Headache", style="List Bullet")
    word.add_paragraph("First see a doctor", style="List Number 2")
    word.add_paragraph("It let me sleep.", style="Intense Quote")
    word.add_paragraph("A pill", style="Caption")
    assert shown(word) == [
        ("heading", 1, "Melatonin for sleep"),
        ("paragraph", 0, "Melatonin is a supplement that helps you fall asleep."),
        ("heading", 2, "Side effects"),
        ("paragraph", 0, LONG),
        ("heading", 3, "In children"),
        ("item", 0, "Headache"),
        ("item", 0, "First see a doctor"),
        ("quote", 0, "It let me sleep."),
        ("caption", 0, "A pill"),
    ]


def test_without_a_title_headings_keep_their_level() -> None:
    word = docx.Document()
    word.add_heading("Melatonin", 1)
    word.add_heading("Risks", 2)
    word.add_heading("Deep", 9)
    assert [level for _, level, _ in shown(word)] == [1, 2, 6]


def test_styles_of_a_house_inherit() -> None:
    word = docx.Document()
    own = word.styles.add_style("Hausüberschrift", 1)
    own.base_style = word.styles["Heading 2"]
    outlined = word.styles.add_style("Chapter", 1)
    outlined.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    word.add_paragraph("Melatonin", style="Chapter")
    word.add_paragraph("Risks", style="Hausüberschrift")
    assert shown(word) == [("heading", 1, "Melatonin"), ("heading", 2, "Risks")]


def test_styles_that_inherit_from_each_other_end() -> None:
    word = article()
    for name in ("Caption", "Quote"):
        word.styles[name].base_style = word.styles["Quote" if name == "Caption" else "Caption"]
    word.add_paragraph("A pill", style="Caption")
    assert shown(word)[-1] == ("caption", 0, "A pill")


def test_numbering_makes_an_item_and_zero_takes_it_away() -> None:
    word = article()
    numbered = word.add_paragraph("Headache")
    numbered._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 5
    plain = word.add_paragraph("Nausea", style="List Bullet")
    plain._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
    assert [kind for kind, _, _ in shown(word)[-2:]] == ["item", "paragraph"]


def test_first_line_is_the_title_where_no_style_says_so() -> None:
    word = docx.Document()
    word.core_properties.title = "Draft 3"
    bold(word.add_paragraph(), "Melatonin for sleep")
    word.add_paragraph(LONG)
    assert shown(word)[0] == ("heading", 1, "Melatonin for sleep")


def test_title_of_the_properties_is_not_shown() -> None:
    word = docx.Document()
    word.core_properties.title = "Draft 3"
    word.add_paragraph(LONG)
    assert shown(word) == [("paragraph", 0, LONG)]
    assert "title" not in parsed(word).meta


def test_properties_are_meta_and_point_to_where_the_text_says_them() -> None:
    word = article()
    word.core_properties.title = "Melatonin for sleep"
    word.core_properties.author = "Jane Doe"
    found = parsed(word)
    assert found.meta["title"] == (MetaValue("Melatonin for sleep", Span(0, 19)),)
    assert found.meta["author"] == (MetaValue("Jane Doe", Span(0, 0)),)
    assert found.meta["date"][0].value == "2013-12-23"


def test_bold_lead_ins_open_sections() -> None:
    word = article()
    bold(word.add_paragraph(), "Common:").add_run(" headache and nausea.")
    lines = bold(word.add_paragraph(), "Who should not take it")
    lines.add_run().add_break(WD_BREAK.LINE)
    lines.add_run("Children should not.")
    split = word.add_paragraph()
    for part in ("When ", "to", " stop:"):
        bold(split, part)
    split.add_run(" after a week.")
    found = parsed(word)
    assert [titles(section) for section in found.sections] == [
        [
            "Melatonin for sleep",
            [["Side effects", [["Common", []], ["Who should not take it", [["When to stop", []]]]]]],
        ]
    ]


def test_tables_are_read_cell_by_cell() -> None:
    word = article()
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Doses"
    table.cell(1, 0).text = "Adults\n1 mg"
    inner = table.cell(1, 1).add_table(1, 1)
    inner.cell(0, 0).text = "Children: none"
    cells = [text for kind, _, text in shown(word) if kind == "cell"]
    assert cells == ["Doses", "Adults 1 mg", "Children: none"]


def test_notes_footers_and_text_boxes() -> None:
    word = article()
    word.sections[0].footer.paragraphs[0].text = "We earn a commission."
    word.sections[0].header.paragraphs[0].text = "1"
    box = "<w:txbxContent><w:p><w:r><w:t>Ask your doctor.</w:t></w:r></w:p></w:txbxContent>"
    raw(word.add_paragraph(), f"<w:r><w:pict>{box}</w:pict></w:r>")
    assert shown(word)[-2:] == [("aside", 0, "Ask your doctor."), ("footer", 0, "We earn a commission.")]


def test_footnotes_are_asides_without_their_separators() -> None:
    word = article()
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    inner = note.format(0, ' w:type="separator"', "---") + note.format(1, "", "Ask your doctor.")
    xml = f"<w:footnotes {nsdecls('w')}>{inner}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert shown(word)[-1] == ("aside", 0, "Ask your doctor.")
    assert "---" not in parsed(word).source.text


def test_insertions_are_seen_deletions_and_hidden_text_are_not() -> None:
    word = article()
    raw(
        word.add_paragraph(),
        "<w:r><w:t>Take </w:t></w:r>"
        "<w:ins><w:r><w:t>1 mg</w:t></w:r></w:ins><w:del><w:r><w:delText>9 mg</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> daily</w:t></w:r></w:sdtContent></w:sdt>",
    )
    assert shown(word)[-1] == ("paragraph", 0, "Take 1 mg daily")


def test_comments_and_moved_text_are_not_prose() -> None:
    word = article()
    paragraph = word.add_paragraph("Take it at night.")
    word.add_comment(paragraph.runs, text="Ask legal about this.", author="Jane")
    raw(
        paragraph,
        "<w:moveFrom><w:r><w:t> Was here.</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t xml:space='preserve'> Is here.</w:t></w:r></w:moveTo>",
    )
    assert shown(word)[-1] == ("paragraph", 0, "Take it at night. Is here.")
    assert "legal" not in parsed(word).source.text


def test_links_of_every_make() -> None:
    word = article()
    paragraph = word.add_paragraph("Buy ")
    add_link(paragraph, "here", PAID)
    raw(
        paragraph,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.org/"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>there</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:fldSimple w:instr='HYPERLINK \"https://b.org/\"'><w:r><w:t>nowhere</w:t></w:r></w:fldSimple>"
        '<w:hyperlink w:anchor="top"><w:r><w:t>top</w:t></w:r></w:hyperlink>',
    )
    word.add_paragraph("Or at https://c.org/x.")
    found = parsed(word)
    assert [(link.text, link.url) for link in found.links] == [
        ("here", PAID),
        ("there", "https://a.org/"),
        ("nowhere", "https://b.org/"),
        ("top", "#top"),
        ("https://c.org/x", "https://c.org/x"),
    ]
    text = found.source.text
    for link in found.links:
        assert text[link.span.start : link.span.end] == link.text


def test_link_is_where_its_words_are() -> None:
    word = article()
    paragraph = word.add_paragraph("Buy")
    add_link(paragraph, " here \u2028", PAID)
    (link,) = (found := parsed(word)).links
    assert found.source.text[link.span.start : link.span.end] == link.text == "here"


def test_linked_picture_is_a_link() -> None:
    word = article()
    paragraph = word.add_paragraph()
    number = paragraph.part.relate_to(PAID, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = f'<wp:inline><wp:docPr id="1" name="p"><a:hlinkClick r:id="{number}"/></wp:docPr></wp:inline>'
    raw(paragraph, f"<w:r><w:drawing>{anchor}</w:drawing></w:r>")
    assert [link.url for link in parsed(word).links] == [PAID]


def test_lines_are_paragraphs() -> None:
    word = article()
    word.add_paragraph()
    word.add_paragraph("One\ntwo\tthree")
    found = parsed(word)
    assert found.source.text.split("\n")[4:] == ["", "One two\tthree"]
    assert found.source.position(found.blocks[-1].span.start) == (6, 1)
    assert found.source.format is format_of("B.DOCX") is Format.DOCX


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.just("https://a.org/b ")


STYLES = st.sampled_from(["Normal", "Heading 1", "List Bullet"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(STYLES, st.lists(WORDS)), max_size=8))
def test_blocks_lead_back_to_their_words(paragraphs: list[tuple[str, list[str]]]) -> None:
    word = docx.Document()
    for style, runs in paragraphs:
        paragraph = word.add_paragraph(style=style)
        for number, text in enumerate(runs):
            paragraph.add_run(text).bold = number % 2 == 0
    found = parsed(word)
    text = found.source.text
    assert len(found.source.line_starts) == max(len(paragraphs), 1)
    for block in found.blocks:
        for start in range(0, len(block.text), 5):
            span = block.locate(start, start + 1)
            assert text[span.start : span.end].split() == block.text[start : start + 1].split()
    for link in found.links:
        assert text[link.span.start : link.span.end] == link.text


# Hostile files


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def changed(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a good file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(saved(article()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return packed(parts)


def with_entities(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 1000 + b'">'
    for name, inner in ((b"b", b"&a;"), (b"c", b"&b;"), (b"d", b"&c;"), (b"e", b"&d;")):
        bomb += b"<!ENTITY " + name + b' "' + inner * 100 + b'">'
    body = parts["word/document.xml"]
    at = body.index(b"?>") + 2
    parts["word/document.xml"] = body[:at] + bomb + b"]>" + body[at:].replace(b"Melatonin for sleep", b"&e;")


def with_outside_entity(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"]
    at = body.index(b"?>") + 2
    doctype = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    parts["word/document.xml"] = body[:at] + doctype + body[at:].replace(b"Melatonin for sleep", b"&a;")


def locked() -> bytes:
    data = bytearray(packed({"word/document.xml": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
HOSTILE = {
    "empty": (b"", "is no Word document"),
    "text": (b"Not a zip at all.", "is no Word document"),
    "cut": (saved(article())[:5000], "is no Word document"),
    "old": (COMPOUND, "an old Word file"),
    "encrypted": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "locked": (locked(), "protected by a password"),
    "zip": (packed({"a.txt": b"hello"}), "is no Word document"),
    "swollen": (changed(lambda parts: parts.update({"word/x.xml": b" " * 4_000_000})), "unpacks to far more"),
    "crowded": (packed({f"{n}.xml": b"" for n in range(3000)}), "unpacks to far more"),
    "entities": (changed(with_entities), "is no Word document"),
    "outside": (changed(with_outside_entity), "declares XML entities"),
    "no body": (changed(lambda parts: parts.update({"word/document.xml": b"<a/>"})), "is no Word document"),
    "cut XML": (
        changed(lambda parts: parts.update({"word/document.xml": parts["word/document.xml"][:900]})),
        "is no Word document",
    ),
    "no styles": (changed(lambda parts: parts.update({"word/styles.xml": b"<"})), "is no Word document"),
    "nested": (
        changed(lambda parts: parts.update({"word/document.xml": b"<a>" * 100_000})),
        "is no Word document",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    data, message = HOSTILE[name]
    with pytest.raises(SourceError, match=message):
        read("a.docx", data, Format.DOCX)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_bytes_never_crash(data: st.DataObject) -> None:
    good = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        parse(read("a.docx", bytes(good), Format.DOCX))


GOOD = saved(article())


# From end to end


@pytest.fixture
def _there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.usefixtures("_there")
def test_affiliate_link_is_found_by_its_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    word = article()
    paragraph = word.add_paragraph("You can buy melatonin ")
    add_link(paragraph, "at Amazon", PAID)
    Path("posts").mkdir()
    word.save("posts/sleep.docx")
    assert main(["--isolated", "--select", "HL301", "posts"]) == 1
    out = capsys.readouterr().out
    assert " --> posts/sleep.docx: paragraph 5, under 'Side effects'\n" in out
    main(["--isolated", "--select", "HL301", "--output-format", "concise", "posts"])
    assert capsys.readouterr().out.startswith("posts/sleep.docx:5:23: HL301 ")
    report = healthlint.lint_file("posts/sleep.docx", isolated=True, select=["HL301"])
    assert report.format is Format.DOCX
    assert [finding.place.quote for finding in report.findings] == ["at Amazon"]


@pytest.mark.usefixtures("_there")
def test_messages_and_verdicts_tell_paragraphs_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    word = article()
    add_link(word.add_paragraph("You can buy melatonin "), "at Amazon", PAID)
    word.add_paragraph("As an affiliate we earn a commission if you buy. Ask your doctor first.")
    word.save("sleep.docx")
    assert main(["--isolated", "--verbose", "--select", "HL201,HL303", "sleep.docx"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "only in paragraph 6, after its first paid link (paragraph 5)" in out
    assert "said in paragraph 4" in out
    assert "line" not in out


@pytest.mark.usefixtures("_there")
def test_a_disclosure_in_the_row_of_the_paid_link_is_in_time() -> None:
    word = article()
    table = word.add_table(2, 2)
    add_link(table.cell(0, 0).paragraphs[0], "at Amazon", PAID)
    table.cell(0, 1).text = "We earn a commission if you buy."
    table.cell(1, 1).text = "One pill a day."
    word.save("row.docx")
    table.cell(0, 1).text, table.cell(1, 1).text = "One pill a day.", "We earn a commission if you buy."
    word.save("below.docx")
    outcomes = {}
    for name in ("row", "below"):
        report = healthlint.lint_file(f"{name}.docx", isolated=True, select=["HL303"])
        outcomes[name] = report.verdicts[0].outcome
    assert outcomes == {"row": Outcome.PASS, "below": Outcome.FAIL}


@pytest.mark.usefixtures("_there")
def test_words_note_of_who_has_a_file_open_is_no_article() -> None:
    Path("~$sleep.docx").write_bytes(b"\x04Jane" + bytes(157))
    Path("sleep.docx").write_bytes(GOOD)
    assert [file.path for file in healthlint.lint_paths(["."], isolated=True).files] == ["sleep.docx"]


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize(
    ("told", "name"), [(["--format", "docx"], "<stdin>"), (["--stdin-filename", "post.docx"], "post.docx")]
)
def test_standard_input_is_read_as_bytes(
    told: list[str], name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD)))
    assert main(["--isolated", "--select", "HL402", *told, "--fail-on", "info", "-"]) == 1
    assert f" --> {name}: paragraph 4, under 'Side effects'\n" in capsys.readouterr().out


@pytest.mark.usefixtures("_there")
def test_file_that_is_none_is_2_and_the_others_are_linted(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(COMPOUND)
    Path("b.docx").write_bytes(GOOD)
    arguments = ["--isolated", "--select", "HL402", "--output-format", "concise", "."]
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out.startswith("b.docx:4:1: HL402 ")
    assert "a.docx: is an old Word file (.doc) under another name; open it and save it as .docx\n" in err
