"""Tell in which encoding a file is written."""

from __future__ import annotations

import codecs
import re

from healthlint.types import Format

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# English in these has its letters in one byte of two or four, NULs in the others.
_WIDE = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
_SAMPLE = 4096
_LEAST_NULS = 0.8

_HEAD = 2048
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})|<meta[^>]{0,200}?\bcharset\s*=\s*[\"']?([\w.:-]{2,40})",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?:cp\d+|iso8859-\d+|koi8-[rtu]|mac-\w+|shift_jis|euc_jp|euc_kr|gbk|gb2312|gb18030|big5|big5hkscs)$"
)
# What pages mean by these names: the encodings that browsers take them for.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_WESTERN = ["cp1252", "mac_roman", "cp850", "cp437"]
# A letter, then what stands at the place of a quotation mark in another encoding: "drug\u00d5s".
_ODD = re.compile(r"[a-z][\u00a1-\u00de\u0152\u0160\u017d\u0192\u02c6\u2020\u2021\u2030\u20ac][a-z]")
_FOREIGN = 0.15
"""Share of bytes beyond ASCII from which a text is in no western language."""
_FEW = 40
"""Bytes beyond ASCII that are too few to tell by them."""
_STRAY = 0.1
"""Share of bytes beyond ASCII at most that a file may hold by mistake."""
_MOST_ASKED = 1 << 16


def mark(raw: bytes) -> bytes:
    """Return the byte order mark that a file begins with, if any."""
    return next((bom for bom, _ in _BOMS if raw.startswith(bom)), b"")


def encoding_of(raw: bytes, format: Format) -> str | None:  # noqa: A002 - the word of our trade
    """Return the encoding by the file's mark, what it declares or its bytes, None if none fits."""
    told = next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), "") or _wide(raw)
    if told and told != "utf-8":
        return told
    if _fits(raw, "utf-8"):
        return "utf-8"
    declared = _declared(raw) if format is Format.HTML else ""
    if declared and _fits(raw, declared):
        return declared
    if _is_damaged_utf8(raw):
        return "utf-8"
    high = raw.translate(None, bytes(range(128)))
    few = len(high) < _FEW
    foreign = not few and len(high) > _FOREIGN * len(raw)
    strays = sum(high.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")
    windows = not foreign and (few or strays <= _STRAY * len(high))
    if windows and len(_ODD.findall(raw.decode("cp1252", "replace"))) <= _FOREIGN * len(high):
        return "cp1252"
    return _guessed(raw, among=None if foreign else _WESTERN) or ("cp1252" if windows else None)


def _wide(raw: bytes) -> str:
    sample = raw[:_SAMPLE]
    sample = sample[: len(sample) // 4 * 4]
    if b"\0" not in sample:
        return ""
    for encoding, width, letter in _WIDE:
        letters = sample[letter::width]
        nuls = sample.count(b"\0") - letters.count(b"\0")
        others = len(sample) - len(letters)
        if nuls >= _LEAST_NULS * others and letters.count(b"\0") == 0 and _fits(raw, encoding):
            return encoding
    return ""


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True


def _declared(raw: bytes) -> str:
    """Return the encoding that a page says it has, "" where it says none that we read."""
    found = _DECLARED.search(raw[:_HEAD])
    if found is None:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii", "replace")).name
    except LookupError:
        return ""
    name = _MEANT.get(name, name)
    return name if _KNOWN.match(name) else ""


def _is_damaged_utf8(raw: bytes) -> bool:
    """Tell UTF-8 with a few stray bytes: in other encodings next to nothing looks like UTF-8."""
    whole = raw.decode("utf-8", "ignore")
    stray = len(raw.decode("utf-8", "surrogateescape")) - len(whole)
    beyond = len(whole) - len(whole.encode("ascii", "ignore"))
    return stray <= _STRAY * beyond


def _guessed(raw: bytes, *, among: list[str] | None) -> str | None:
    from charset_normalizer import from_bytes

    asked = bytearray()
    for line in raw.splitlines(keepends=True):
        if not line.isascii():
            asked += line[:_MOST_ASKED]
        if len(asked) >= _MOST_ASKED:
            break
    best = from_bytes(bytes(asked), cp_isolation=among).best()
    if best is None:
        return None
    name = codecs.lookup(best.encoding).name
    return name if _KNOWN.match(name) and _fits(raw, name) else None
