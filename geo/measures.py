"""The plain words of a place: where it lies, and how far it reaches."""

from gazetteer import Place

_KM = 1_000.0


def degrees_words(lon: float, lat: float) -> str:
    """Return a point in degrees, minutes and seconds, latitude first as charts have it.

    Examples
    --------
    >>> degrees_words(15.09254, 32.37535), degrees_words(-77.0, -12.99999)
    ('32°22′31″N 15°05′33″E', '13°00′00″S 77°00′00″W')
    """
    return f"{_angle(lat, 'NS', 2)} {_angle(lon, 'EW', 2)}"


def _angle(degrees: float, letters: str, width: int) -> str:
    seconds = round(abs(degrees) * 3600)
    letter = letters[0] if degrees >= 0 else letters[1]
    return f"{seconds // 3600:0{width}d}°{seconds // 60 % 60:02d}′{seconds % 60:02d}″{letter}"


def length_words(metres: float) -> str:
    """Return a length as people say it: no digit that means nothing.

    Examples
    --------
    >>> length_words(300), length_words(5964), length_words(131_700)
    ('300 m', '6 km', '132 km')
    """
    if metres < _KM:
        return f"{metres:.0f} m"
    return f"{metres / _KM:.1f} km" if metres < 3 * _KM and round(metres) % 1000 else f"{metres / _KM:,.0f} km"


def reach_words(place: Place, *, has_outline: bool) -> str:
    """Say how far a place reaches, and what is known only roughly."""
    length = length_words(place.radius_m)
    if place.is_rough:
        return f"only its surroundings are known: somewhere within {length} of this point"
    if has_outline:
        return f"its outline is on the map, up to {length} from its middle"
    return f"within {length} of its middle"
