"""Bytes that should be a text: decoded by what they say of themselves, or refused."""

from gazetteer.errors import NotTextError

_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x85\u200e\u200f")


def decode_text(data: bytes) -> str:
    """Decode a text: UTF-8, UTF-16 by its mark, else Windows Latin.

    Raises
    ------
    NotTextError
        If the bytes are those of a binary file.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    sample = text[:20_000]
    strange = sum(1 for letter in sample if (letter < " " and letter not in _ALLOWED_CONTROLS) or letter == "\ufffd")
    if "\x00" in sample or strange > max(3, len(sample) // 100):
        raise NotTextError("This file is not a text. Save it as plain text (.txt, UTF-8) and give that.")
    return text
