"""XML of a stranger, part by part as it arrives: no document types, no entities, no depth without end."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from events.errors import UnreadableDataError

_MOST_DEPTH = 100


class Handler(Protocol):
    """What hears of elements; names without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""

    def text(self, text: str) -> None:
        """Hear text, maybe in pieces."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""


def parse_parts(chunks: Iterable[bytes], handler: Handler, *, called: str) -> Iterator[None]:
    """Parse chunk by chunk, with a pause after each in which the caller takes what was found.

    Raises
    ------
    UnreadableDataError
        If it is no XML, declares entities, or is nested too deeply.
    """
    depth = 0

    def refuse(*_: object) -> None:
        raise UnreadableDataError(
            f"This {called} declares a document type or entities, which none needs. Save it anew."
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise UnreadableDataError(f"This {called} is nested too deeply. Save it anew.")
        handler.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local(name))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    feed: Callable[[bytes, bool], object] = parser.Parse
    try:
        for chunk in chunks:
            feed(chunk, False)
            yield
        feed(b"", True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise UnreadableDataError(
            f"This is no {called}: it cannot be read as XML. Save it anew, or as CSV or GeoJSON."
        ) from error
    yield


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]
