"""Web pages as files: the article without menus and advertisements, with the metadata that the page states."""

import re

from events.errors import UnreadableDocumentError
from events.intake.document import MOST_LETTERS_OF_OUTLET, MOST_LETTERS_OF_TITLE, Content, one_line, parse_day
from events.intake.plain import decode

# A page of more is no article.
MOST_PAGE_BYTES = 10_000_000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_LANGUAGE = re.compile(r"<html[^>]{0,1000}?\blang=[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)


def read_page(data: bytes, *, charset: str = "", url: str | None = None) -> Content:
    """Read a web page; nothing that it names is fetched.

    Parameters
    ----------
    charset
        What the server said of its encoding, "" where nobody did; UTF-8 that is valid goes first.

    Raises
    ------
    UnreadableDocumentError
        If the page has no text of its own, or is too large.
    """
    # Half a second of imports that texts do not need.
    from trafilatura import bare_extraction, html2txt  # noqa: PLC0415
    from trafilatura.settings import Document as Extracted  # noqa: PLC0415

    if len(data) > MOST_PAGE_BYTES:
        raise UnreadableDocumentError(
            f"The page has {len(data) / 1e6:.0f} MB, at most {MOST_PAGE_BYTES // 1_000_000} are read. Save its text as .txt."
        )
    html, note = _decoded(data, charset)
    html = _DECLARATION.sub("", html)
    found = bare_extraction(
        html, url=url, with_metadata=True, favor_recall=True, include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    article = found if isinstance(found, Extracted) else None
    text = (article.text if article else "") or html2txt(html) or ""
    if not text.strip():
        raise UnreadableDocumentError(
            "The page has no text of its own: a script would have to run to fill it. Copy the text in your browser and paste it."
        )
    language = _LANGUAGE.search(html)
    return Content(
        # A line is a paragraph there; to the reader of reports an empty line is its end.
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        title=one_line(article.title if article else "", MOST_LETTERS_OF_TITLE),
        outlet=one_line((article.sitename or article.hostname) if article else "", MOST_LETTERS_OF_OUTLET),
        published=parse_day(article.date) if article and article.date else None,
        language=language[1].lower() if language else "",
        notes=(note,) if note else (),
    )


def _decoded(data: bytes, charset: str) -> tuple[str, str]:
    """Return a page's letters: UTF-8 where that holds, else what server or page say, else a guess."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        stated = _CHARSET.search(data[:4096])
    for name in (charset, stated[1].decode("ascii") if stated else ""):
        if name and not name.lower().replace("_", "-").startswith(("utf-8", "utf8")):
            try:
                # Only codecs of letters: "zlib" or "rot13" are codecs to Python too.
                return data.decode(name, "replace"), ""
            except (LookupError, UnicodeError, ValueError):
                continue
    return decode(data)
