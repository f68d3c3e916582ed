"""Tables as text: values between commas, semicolons, tabs or bars, in whatever letters they are written."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from events.datasets.tables.table import MOST_COLUMNS, MOST_LETTERS, Row, Table, grid_table, plain
from events.errors import UnreadableDataError

_DELIMITERS = ",;\t|"
_SAMPLE, _CHUNK = 1 << 16, 1 << 20
_NEARLY, _MOST_STRANGE = 0.1, 0.01
_SEP_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.IGNORECASE)
_PATH = re.compile(r"(?:/vsi\w+/|/[\w.-]+(?:/|$)|[A-Za-z]:[\\/]|\\\\|\.\.?[\\/]|~/|[a-z][a-z\d+.-]{1,20}://)\S*")
_LATIN = frozenset({"cp1252", "latin_1", "ascii", "iso8859_15", "cp1250", "iso8859_1", "mac_roman", "cp437", "cp850"})
_KINDS = {",": "CSV", ";": "CSV with semicolons", "\t": "TSV", "|": "table with bars"}

Opened = Callable[[], BinaryIO]


def read_separated(open_file: Opened) -> Table:
    """Read a table of text; it is read again from the start for each pass over its rows.

    Raises
    ------
    UnreadableDataError
        If it is no text, or only the path of another file, which is not followed.
    """
    open_lines, notes = _letters(open_file)
    head, length = [], 0
    for line in open_lines():
        head.append(line)
        length += len(line)
        if length > _SAMPLE or len(head) > 200:
            break
    told = _SEP_LINE.fullmatch(head[0].rstrip("\r\n")) if head else None
    content = [line for line in head if line.strip()]
    if len(content) == 1 and _PATH.fullmatch(content[0].strip()):
        raise UnreadableDataError(
            "The file holds the path of another one and no data. Paths are not followed: give that file itself."
        )
    if content and content[0].lstrip("\ufeff \t").startswith("<"):
        raise UnreadableDataError("The file is a page or XML and no table. Save the table as CSV or XLSX.")
    delimiter = told[1] if told else _delimiter(head)
    csv.field_size_limit(max(csv.field_size_limit(), 11 * MOST_LETTERS))

    def rows() -> Iterator[Row]:
        lines = open_lines()
        if told:
            next(lines)
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Row(
                    number, (), "the row cannot be parted into cells; are its quotation marks and line breaks whole?"
                )
                continue
            if len(cells) > 4 * MOST_COLUMNS:
                yield Row(number, (), f"the row has {len(cells):,} cells")
            elif any(len(cell) > MOST_LETTERS for cell in cells):
                yield Row(
                    number, (), f"a cell has more than {MOST_LETTERS:,} letters; is a quotation mark not closed before?"
                )
            else:
                yield Row(number, tuple(plain(cell) for cell in cells))

    return grid_table(_KINDS.get(delimiter, f"table parted by “{delimiter}”"), rows, notes=notes)


def _delimiter(head: list[str]) -> str:
    """Return the sign at which most lines part into the same number of cells, and into most."""
    best, found = 0.0, ","
    for sign in _DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(head[:60], delimiter=sign, skipinitialspace=True) if cells]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=1)
        # A comma inside texts parts now and then; a delimiter parts each line alike.
        score = (common - 1) ** 0.5 * (widths.count(common) / len(widths)) ** 2 if common > 1 else 0.0
        if score > best:
            best, found = score, sign
    return found


def _letters(open_file: Opened) -> tuple[Callable[[], Iterator[str]], list[str]]:
    """Return what opens the file's lines, and a note where the encoding was guessed."""
    with open_file() as file:
        begin = file.read(_SAMPLE)
    wide = _wide(begin)
    if wide:
        return lambda: _wrapped(open_file, wide, "replace"), []
    with open_file() as file:
        is_utf8, has_nul, has_newline, strange = _survey(file)
    if has_nul:
        raise UnreadableDataError("The file is no text and no table that is known. Save the table as CSV or XLSX.")
    if not has_newline and b"\r" in begin:
        # Lines of an old Macintosh: csv knows them when they are told apart.
        return lambda: _wrapped(open_file, "utf-8-sig" if is_utf8 else _guess(begin), "replace", newline=None), []
    if is_utf8:
        return lambda: _wrapped(open_file, "utf-8-sig", "replace"), []
    fallback = _guess(strange)
    label = fallback.replace("cp125", "Windows-125")
    note = f"The file does not say how its letters are written; lines that are not UTF-8 are read as {label}. Where they look wrong, save it as UTF-8."
    return lambda: _mixed(open_file, fallback), [note]


def _survey(file: BinaryIO) -> tuple[bool, bool, bool, bytes]:
    """Say of all bytes whether they are UTF-8, hold NUL and a newline; and return those lines that are not UTF-8, some of them."""
    decoder, is_utf8, has_nul, has_newline = codecs.getincrementaldecoder("utf-8")(), True, False, False
    strange, rest = b"", b""
    while chunk := file.read(_CHUNK):
        has_nul, has_newline = has_nul or b"\x00" in chunk, has_newline or b"\n" in chunk
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if not is_utf8 and len(strange) < _SAMPLE:
            *lines, rest = (rest + chunk).split(b"\n")
            strange += b"\n".join(line for line in lines or [rest] if not _is_utf8(line))[:_SAMPLE] + b"\n"
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return is_utf8, has_nul, has_newline, strange.strip(b"\n") or rest[:_SAMPLE]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str:
    found = list(from_bytes(sample))
    # The least strange reading may be one in no language: of those nearly as plain, the one that reads most like a language.
    plainest = min((each.chaos for each in found), default=0.0)
    best = max(
        (each for each in found if each.chaos <= plainest + _NEARLY), key=lambda each: each.coherence, default=None
    )
    name = best.encoding if best is not None else "cp1252"
    return "cp1252" if name in _LATIN or name.startswith("utf") else name


def _wide(sample: bytes) -> str:
    """Return which UTF-16 a text is in, "" for none: by its mark, or because every other byte of Latin letters is 0."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    found = "utf-16-le" if odd > 0.3 * half and even == 0 else "utf-16-be" if even > 0.3 * half and odd == 0 else ""
    if half < 3 or not found:
        return ""
    letters = sample[: 2 * half].decode(found, "replace")
    strange = sum(letter < " " and letter not in "\t\r\n" for letter in letters)
    return found if strange <= _MOST_STRANGE * len(letters) else ""


def _wrapped(open_file: Opened, encoding: str, errors: str, newline: str | None = "") -> Iterator[str]:
    with open_file() as file, io.TextIOWrapper(file, encoding=encoding, errors=errors, newline=newline) as text:
        while line := text.readline(11 * MOST_LETTERS):
            yield line


def _mixed(open_file: Opened, fallback: str) -> Iterator[str]:
    """Give lines, each as UTF-8 where it is, else in the other encoding: files are pasted together."""
    with open_file() as file:
        is_first = True
        while line := file.readline(11 * MOST_LETTERS):
            if is_first:
                line, is_first = line.removeprefix(codecs.BOM_UTF8), False
            yield line.decode() if _is_utf8(line) else line.decode(fallback, "replace")
