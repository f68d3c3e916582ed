"""Plain texts and Markdown, in whatever encoding they are written."""

import re

from charset_normalizer import from_bytes

from events.errors import UnreadableDocumentError
from events.intake.document import MOST_LETTERS_OF_OUTLET, MOST_LETTERS_OF_TITLE, Content, one_line, parse_day

# The beginning tells the encoding; all of a large file takes a minute.
_SAMPLE = 50_000
# Below so many letters that the best guess leaves strange, the file is a text.
_MOST_STRANGE = 0.01
_LATIN = frozenset({"cp1252", "latin_1", "ascii", "iso8859_15", "cp1250", "iso8859_1", "mac_roman", "cp437", "cp850"})
_CONTROLS = frozenset("\t\n\r\f\v\x85")
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n---[ \t]*\n", re.DOTALL)
_FRONT_LINE = re.compile(
    r"^(title|date|published|source|outlet|lang|language):[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE
)
_MARKS = (
    (re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ ]{0,3}>[ ]?", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:`{3}|~{3}).*$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^\n*_]{1,500}?)\1(?![\w*])"), r"\2"),
)  # fmt: skip
_HEADING = re.compile(r"^[ ]{0,3}#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def decode(data: bytes) -> tuple[str, str]:
    """Return a text and a note on its encoding, "" where that is certain.

    UTF-8 and UTF-16 go first; what is neither is guessed from its letters (Windows-1256 for Arabic, 1251 for Cyrillic, ...).

    Raises
    ------
    UnreadableDocumentError
        If the bytes are those of a binary file.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ""
    wide = _wide(data[:_SAMPLE])
    if wide:
        return data.decode(wide, "replace"), ""
    if b"\x00" in data:
        raise UnreadableDocumentError(
            "It is no text (it holds NUL bytes). Save the report as plain text (.txt, UTF-8)."
        )
    try:
        text, note = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, note = _guessed(data)
    sample = text[:_SAMPLE]
    strange = sum(letter == "\ufffd" or (letter < " " and letter not in _CONTROLS) for letter in sample)
    if strange > max(3, len(sample) * _MOST_STRANGE):
        raise UnreadableDocumentError("It is no text. Save the report as plain text (.txt, UTF-8) and give that.")
    return text, note


def _wide(sample: bytes) -> str:
    """Return which UTF-16 a text without a mark is in, "" for none: every other byte of Latin letters is 0."""
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd == 0 else ""


def _guessed(data: bytes) -> tuple[str, str]:
    best = from_bytes(data[:_SAMPLE]).best()
    name = best.encoding if best is not None else "cp1252"
    if name in _LATIN or name.startswith("utf"):
        name = "cp1252"
    label = name.replace("cp125", "Windows-125")
    note = f"The file does not say how its letters are written; they were read as {label}. Where they look wrong, save it as UTF-8."
    return data.decode(name, "replace"), note


def read_text(data: bytes) -> Content:
    """Read a plain text; raises as `decode` does."""
    text, note = decode(data)
    return Content(text=text, notes=(note,) if note else ())


def read_markdown(data: bytes) -> Content:
    """Read Markdown: its words without its marks, title, date and source from the front matter or the first heading."""
    text, note = decode(data)
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    said = {k.lower(): v.strip().strip("\"'") for k, v in _FRONT_LINE.findall(front[1])} if front else {}
    if front:
        text = text[front.end() :]
    heading = _HEADING.search(text)
    for pattern, words in _MARKS:
        text = pattern.sub(words, text)
    return Content(
        text=text,
        title=one_line(said.get("title") or (heading[1] if heading else ""), MOST_LETTERS_OF_TITLE),
        outlet=one_line(said.get("source") or said.get("outlet"), MOST_LETTERS_OF_OUTLET),
        published=parse_day(said.get("date") or said.get("published")),
        language=said.get("lang") or said.get("language") or "",
        notes=(note,) if note else (),
    )
