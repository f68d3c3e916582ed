"""Addresses: a name with the areas it is said to lie in, "Bangor, Maine"; read and written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.errors import UnknownPlaceError
from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Place

# From the smallest to the largest, as Nominatim names them; the other two keys are not looked up.
_LEVELS = ("city", "county", "state", "country")
_NOT_LOOKED_UP = ("street", "postalcode")
_COMMA = re.compile(r"\s*[,،，、]\s*")
_MOST_PARENTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A name, the areas named behind it from the smallest to the largest, and what was left aside, in words."""

    name: str
    areas: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parse_address(query: str | Mapping[str, str]) -> Address:
    """Read an address from a text with commas, or from a mapping with the keys that Nominatim takes.

    Raises
    ------
    ValueError
        If nothing is left to look up, or a key is not known.

    Examples
    --------
    >>> parse_address("Bangor, Maine, US")
    Address(name='Bangor', areas=('Maine', 'US'), notes=())
    """
    notes: tuple[str, ...] = ()
    if isinstance(query, str):
        parts = [part for part in _COMMA.split(query.strip()) if part]
    else:
        unknown = sorted(set(map(str, query)) - {*_LEVELS, *_NOT_LOOKED_UP})
        if unknown:
            raise ValueError(f"an address has the keys {', '.join((*_NOT_LOOKED_UP, *_LEVELS))}, got {unknown}")
        parts = [query[level].strip() for level in _LEVELS if query.get(level, "").strip()]
        notes = tuple(f"the {key} was not looked up" for key in _NOT_LOOKED_UP if query.get(key, "").strip())
    if not parts:
        raise ValueError("there is no name to look up; give a place, such as 'Gharyan, Libya'")
    return Address(name=parts[0], areas=tuple(parts[1:]), notes=notes)


def address_of(place: Place, gazetteer: Gazetteer) -> str:
    """Return a place's name with its parents and its country: "Gharyan, Mizdah, Libya".

    Of a place that is known only roughly it says so: "Yarmouk camp, somewhere in Tripoli, Libya".
    """
    around: list[str] = []
    parent = place.parent_id
    while parent is not None and len(around) < _MOST_PARENTS:
        try:
            area = gazetteer.place(parent)
        except UnknownPlaceError:  # a parent of one's own that was removed since
            break
        around.append(area.name)
        parent = area.parent_id
    if place.country_code:
        admin1 = gazetteer.admin1(place.country_code, place.admin1_code)
        around += [admin1.name] if admin1 is not None else []
        around.append(gazetteer.country_name(place.country_code))
    names = list(dict.fromkeys(name for name in around if name != place.name))
    if place.is_rough and names:
        names[0] = f"somewhere in {names[0]}"
    return ", ".join((place.name, *names))
