"""RSS and Atom feeds: each entry a document of its own, its page fetched only where the feed has no more than a summary."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import escape
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from events.errors import UnreadableDocumentError
from events.intake.document import Kind, one_line, parse_day
from events.intake.sources import Loaded, Source
from events.intake.web import Fetcher, is_web_address

MOST_ENTRIES = 200
# A summary is shorter than an article.
_LEAST_LETTERS, _MOST_TITLE = 600, 300
_BODIES, _DAYS = ("encoded", "content", "description", "summary"), ("pubDate", "published", "date", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as the feed has it; ``published`` is an ISO day or "", ``body`` HTML."""

    title: str
    link: str
    published: str
    body: str


def feed_sources(name: str, data: bytes, *, fetcher: Fetcher | None = None) -> Iterator[Source]:
    """Give a source for each entry of a feed, the first 200 of one that has no end.

    Parameters
    ----------
    fetcher
        Gets the pages of entries that are summaries; None takes those as they are.

    Raises
    ------
    UnreadableDocumentError
        If it is no feed.
    """
    outlet, entries = _read(data)
    for number, entry in enumerate(entries, 1):
        if fetcher is not None and len(entry.body) < _LEAST_LETTERS and is_web_address(entry.link):
            yield fetcher.source(entry.link)
            continue
        page = (
            f'<html><head><meta charset="utf-8"><title>{escape(entry.title)}</title><meta property="og:title" content="{escape(entry.title)}">'
            f'<meta property="og:site_name" content="{escape(outlet)}">'
            f'<meta property="article:published_time" content="{entry.published}"></head>'
            f"<body><article><h1>{escape(entry.title)}</h1><div><p>{entry.body}</p></div></article></body></html>"
        )
        loaded = Loaded(data=page.encode("utf-8", "replace"), kind=Kind.PAGE, charset="utf-8")
        yield Source(name=f"{name}, entry {number}", load=lambda loaded=loaded: loaded)  # type: ignore[misc]


def _read(data: bytes) -> tuple[str, list[Entry]]:
    """Return a feed's name and entries; of one that is cut off those that are whole."""
    outlet, entries, depth = "", list[Entry](), 0
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            tag = _local(element)
            depth += tag in {"item", "entry"} and (1 if event == "start" else -1)
            if event == "start":
                continue
            if tag in {"item", "entry"} and depth == 0:
                entries.append(_entry(element))
                element.clear()
                if len(entries) >= MOST_ENTRIES:
                    break
            elif tag == "title" and depth == 0 and not outlet:
                outlet = one_line(element.text, _MOST_TITLE)
    except DefusedXmlException as error:
        raise UnreadableDocumentError(
            "It defines entities of its own, as no feed does; it was not opened. Give its pages."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        if not entries:
            raise UnreadableDocumentError(
                "It is no feed, or one without a whole entry. Give its pages as .html."
            ) from error
    if not entries:
        raise UnreadableDocumentError("It is no feed, or one without entries. Give its pages as .html.")
    return outlet, entries


def _entry(element: Element) -> Entry:
    said: dict[str, str] = {}
    link = ""
    for each in element:
        tag = _local(each)
        if tag == "link" and not link and each.get("rel", "alternate") == "alternate":
            link = (each.get("href") or each.text or "").strip()
        # An Atom entry may hold its words as elements (type="xhtml").
        said.setdefault(tag, "".join(each.itertext()).strip())
    body = next((said[tag] for tag in _BODIES if said.get(tag)), "")
    return Entry(
        title=one_line(said.get("title"), _MOST_TITLE), link=link,
        published=_day(next((said[tag] for tag in _DAYS if said.get(tag)), "")), body=body,
    )  # fmt: skip


def _day(text: str) -> str:
    day = parse_day(text)
    if day is None and text:
        try:
            day = parse_day(parsedate_to_datetime(text).date().isoformat())
        except (ValueError, TypeError, IndexError):
            day = None
    return day.isoformat() if day else ""


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
