"""Word documents (.docx): the words of paragraphs and tables; links, templates and macros are never followed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from events.errors import UnreadableDocumentError
from events.intake.document import MOST_LETTERS_OF_TITLE, Content, one_line, parse_day

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
# Ten million letters with their marks; a part that is packed a thousandfold is a bomb.
_MOST_PART_BYTES, _MOST_RATIO = 60_000_000, 250
_OLE = b"\xd0\xcf\x11\xe0"


def read_word(data: bytes) -> Content:
    """Read a Word document.

    Raises
    ------
    UnreadableDocumentError
        If it is encrypted, an old .doc, damaged, a bomb, or holds no text.
    """
    if data.startswith(_OLE):
        raise UnreadableDocumentError(
            "It is protected by a password, or an old .doc. Open it in Word and save it as .docx without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body, core = _part(archive, "word/document.xml"), _part(archive, "docProps/core.xml")
            links = _part(archive, "word/_rels/document.xml.rels")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableDocumentError(
            "It is damaged or no Word document. Open it in Word, save it anew as .docx and give that."
        ) from error
    if body is None:
        raise UnreadableDocumentError("It is no Word document (it has no text part). Save the report as .docx or .txt.")
    text = "\n\n".join(each for each in _paragraphs(body) if each.strip()).strip()
    if not text:
        raise UnreadableDocumentError(
            "It holds no text, pictures at most. Type the text off, or run OCR over it, and give that."
        )
    notes = []
    outside = [each for each in (links if links is not None else ()) if each.get("TargetMode") == "External"]
    if outside:
        number = len(outside)
        notes.append(f"It refers to {number} address{'es' if number > 1 else ''} outside; none was opened.")
    created = parse_day(_said(core, f"{_TERMS}created"))
    if created is not None:
        notes.append(f"Its date, {created.isoformat()}, is the one on which the file was made: check it.")
    return Content(
        text=text,
        title=one_line(_said(core, f"{_DC}title"), MOST_LETTERS_OF_TITLE),
        published=created,
        language=_said(core, f"{_DC}language")[:2].lower(),
        notes=tuple(notes),
    )


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _MOST_PART_BYTES or info.file_size > 1_000_000 + _MOST_RATIO * info.compress_size:
        raise UnreadableDocumentError(
            f"It unpacks to {info.file_size / 1e6:,.0f} MB, more than a report has. Save its text as .txt and give that."
        )
    with archive.open(info) as part:
        xml = part.read(_MOST_PART_BYTES + 1)
    if len(xml) > _MOST_PART_BYTES:
        raise UnreadableDocumentError("It unpacks to more than a report has. Save its text as .txt and give that.")
    try:
        found: Element = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableDocumentError(
            "It defines entities of its own, as no Word does; it was not opened. Save its text as .txt and give that."
        ) from error
    except ParseError as error:
        raise UnreadableDocumentError("It is damaged. Open it in Word, save it anew as .docx and give that.") from error
    return found


def _paragraphs(body: Element) -> Iterator[str]:
    """Give the paragraphs in the order of the document; what tracked changes deleted is left out, being in other elements.

    Walked with a stack: a hostile document is nested deeper than Python calls may be.
    """
    words: list[str] = []
    stack: list[Element | str] = [body]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield "".join(words)
            words = []
            continue
        if item.tag == f"{_MC}Fallback":
            continue  # the same words once more, for an older Word
        if item.tag == f"{_W}t":
            words.append(item.text or "")
        elif item.tag == f"{_W}tab":
            words.append("\t")
        elif item.tag in {f"{_W}br", f"{_W}cr"}:
            words.append("\n")
        if item.tag == f"{_W}p":
            stack.append("end")
        stack.extend(reversed(item))
    if words:
        yield "".join(words)


def _said(core: Element | None, name: str) -> str:
    found = core.find(name) if core is not None else None
    return (found.text or "").strip() if found is not None else ""
