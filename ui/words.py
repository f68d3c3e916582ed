"""Words on a page."""

from geo import readable


def plain(text: str) -> str:
    """Return text that Markdown draws as it is: nothing in a report is markup."""
    return "".join(
        f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|~$:&^=" else letter
        for letter in " ".join(readable(text).split())
    )


def area_words(bbox: tuple[float, float, float, float]) -> str:
    """Say a box of (west, south, east, north) degrees.

    Examples
    --------
    >>> area_words((36, 33, 37, 35))
    '36–37° E, 33–35° N'
    >>> area_words((-1.5, -2, 3, 4))
    '1.5° W–3° E, 2° S–4° N'
    """
    west, south, east, north = bbox
    return f"{_span(west, east, 'EW')}, {_span(south, north, 'NS')}"


def _span(low: float, high: float, sides: str) -> str:
    first, last = (sides[0] if value >= 0 else sides[1] for value in (low, high))
    start = f"{abs(low):g}" if first == last else f"{abs(low):g}° {first}"
    return f"{start}–{abs(high):g}° {last}"


def count_of(number: int, noun: str) -> str:
    """Say a number of things.

    Examples
    --------
    >>> count_of(1, "event"), count_of(2000, "event")
    ('1 event', '2,000 events')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
