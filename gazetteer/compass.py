"""Directions in words: "north", "north-north-east", "south-western", "NW"."""

import re

_POINTS = (
    "north", "northnortheast", "northeast", "eastnortheast", "east", "eastsoutheast", "southeast", "southsoutheast",
    "south", "southsouthwest", "southwest", "westsouthwest", "west", "westnorthwest", "northwest", "northnorthwest",
)  # fmt: skip
_STEP = 360 / len(_POINTS)
_BEARINGS = {point: number * _STEP for number, point in enumerate(_POINTS)}
_INITIALS = {"n": "north", "s": "south", "e": "east", "w": "west"}

DIRECTION = r"(?:(?:(?:north|south|east|west)[ -])?(?:north|south)[ -]?(?:east|west)|north|south|east|west)(?:ern(?:most)?|wards?)?"
# Initials count in capitals only: "5 km NE of Goma".
INITIALS = r"(?-i:[NESW]{1,3})"


def read_bearing(words: str) -> float | None:
    """Return degrees clockwise from north, or None where the words are no direction.

    Examples
    --------
    >>> read_bearing("south-western"), read_bearing("NNE"), read_bearing("northernmost"), read_bearing("central")
    (225.0, 22.5, 0.0, None)
    """
    plain = re.sub(r"[ -]", "", words)
    if plain.isupper() and len(plain) <= 3:
        return _BEARINGS.get("".join(_INITIALS.get(letter, "?") for letter in plain.lower()))
    return _BEARINGS.get(re.sub(r"(?:ern(?:most)?|wards?)$", "", plain.lower()))
