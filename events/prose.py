"""The prose of a report: its text with a word in place of each coordinate, so that no digit of one counts people or days."""

from gazetteer import find_coordinates


def prose_of(text: str) -> str:
    """Return a text of the same length in which coordinates, the refused ones too, are words that mean nothing.

    All offsets stay, and so do line ends. Grammar meets a capitalised word where a place stands.

    Examples
    --------
    >>> prose_of("A strike at 33S US 12345 67890 killed three.")
    'A strike at Qqqqqqqqqqqqqqqqqq killed three.'
    """
    parts, end = [], 0
    for mention in find_coordinates(text):
        parts += [text[end : mention.start], _word(mention.text)]
        end = mention.end
    return "".join(parts) + text[end:] if parts else text


def _word(written: str) -> str:
    word = "".join(letter if letter in "\r\n" else "q" for letter in written)
    return "Q" + word[1:]
