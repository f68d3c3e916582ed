"""The prose of a text: what grammar reads, with words or gaps in place of coordinates, whose digits and letters mean nothing to it."""

import re
from collections.abc import Sequence

from gazetteer.coordinates import find_coordinates
from gazetteer.mention import CoordinateMention

# The word that stands for coordinates, as a pattern.
COORDINATES_WORD = "Qq+"
# What stands in brackets with nothing else is left out as a whole.
_OPENS = re.compile(r"[(\[][ \t]*(?:[A-Za-z/ ]{2,24}[:.]?[ \t]*)?$")
_CLOSES = re.compile(r"[ \t]*[)\]]")
_LOOK_BACK = 32


def prose_of(text: str, mentions: Sequence[CoordinateMention] | None = None) -> str:
    """Return a text of the same length without its coordinates, the refused ones too.

    All offsets stay, and so do line ends. Grammar meets a capitalised word where a place stands, and spaces where
    coordinates stand in brackets.

    Parameters
    ----------
    mentions
        The text's coordinates where they are known already.

    Examples
    --------
    >>> prose_of("A strike at 33S US 12345 67890 killed three.")
    'A strike at Qqqqqqqqqqqqqqqqqq killed three.'
    >>> prose_of("Zintan (31.9312, 12.2529) was hit.")
    'Zintan                    was hit.'
    """
    parts, end = [], 0
    for mention in find_coordinates(text) if mentions is None else mentions:
        opens = _OPENS.search(text, max(end, mention.start - _LOOK_BACK), mention.start)
        closes = _CLOSES.match(text, mention.end)
        if opens is not None and closes is not None:
            parts += [text[end : opens.start()], _filled(text[opens.start() : closes.end()], " ")]
            end = closes.end()
        else:
            parts += [text[end : mention.start], "Q", _filled(mention.text[1:], "q")]
            end = mention.end
    return "".join(parts) + text[end:] if parts else text


def nameless(prose: str, mentions: Sequence[CoordinateMention]) -> str:
    """Return prose with noughts for its coordinates: words that begin no name, nor are part of one.

    Examples
    --------
    >>> text = "At 12E 3N it sank."
    >>> nameless(prose_of(text), find_coordinates(text))
    'At 000000 it sank.'
    """
    parts, end = [], 0
    for mention in mentions:
        if prose[mention.start] == "Q":
            parts += [prose[end : mention.start], _filled(mention.text, "0")]
            end = mention.end
    return "".join(parts) + prose[end:] if parts else prose


def _filled(written: str, letter: str) -> str:
    return "".join(each if each in "\r\n" else letter for each in written)
