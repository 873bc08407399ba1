"""Bytes into clean text, whatever they were written with."""

from __future__ import annotations

import codecs
import re

from integrations.postings.errors import NotText

# A codec can do more than name characters (unpack, escape, puny): only these are used.
CHARSETS = re.compile(
    r"utf-8(-sig)?|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125\d|cp874|cp932|koi8-[ru]|mac-roman"
    r"|shift_jis|euc_jp|iso2022_jp|gb2312|gbk|gb18030|big5|euc_kr|cp949"
)
LATIN = ("ascii", "iso8859-1")
"""Labels under which the web, and whoever copies from it, writes Windows-1252."""

LABEL = re.compile(r"[\w.:-]{2,40}", re.ASCII)

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word file or another archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
HEAD = 2048
IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")

# Also what JSON can smuggle in as an escape: lone surrogates and noncharacters.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
MOST_UNPRINTABLE = 0.01


def text_of(data: bytes, *, declared: str = "") -> str:
    """Decode by byte order mark, the declared charset, the one in the head, UTF-8, cp1252.

    Line ends become newlines, control characters are dropped. What holds more of these than
    text does raises NotText, as does what begins like a PDF, a Word file or a picture.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"This is {kind}, not text.")
    decoded = _decoded(data, declared)
    text = clean(decoded)
    if len(UNPRINTABLE.findall(decoded)) > 1 + len(decoded) * MOST_UNPRINTABLE:
        raise NotText("This is no text: it is full of control characters.")
    return text


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and byte order marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return UNPRINTABLE.sub("", lines.replace("\u2028", "\n").replace("\u2029", "\n"))


def _decoded(data: bytes, declared: str) -> str:
    for mark, charset in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, errors="replace")
    named = [charset for charset in (_known(declared), *_named_in(data[:HEAD])) if charset]
    for charset in (*named, *_by_zeros(data[:HEAD]), "utf-8"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode(named[0] if named else "cp1252", errors="replace")


def _known(label: str) -> str:
    """The codec of a label, or nothing where it is not one of ours."""
    try:
        name = codecs.lookup(label).name if LABEL.fullmatch(label) else ""
    except LookupError:
        return ""
    if name in LATIN:
        return "cp1252"
    return name if CHARSETS.fullmatch(name) else ""


def _named_in(head: bytes) -> list[str]:
    """What the head of a page names; it was readable, so it is not UTF-16 whatever it says."""
    found = (IN_XML.match(head), IN_META.search(head))
    names = [_known(match[1].decode("ascii", "replace")) for match in found if match]
    return [name for name in names if not name.startswith("utf-16")]


def _by_zeros(head: bytes) -> list[str]:
    """UTF-16 without its mark: every other byte of western text is zero."""
    enough = len(head) / 4
    if head[1::2].count(0) > enough:
        return ["utf-16-le"]
    return ["utf-16-be"] if head[::2].count(0) > enough else []
