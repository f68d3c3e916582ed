"""Where two reports put what they tell: at one place, one within the other, by one name, or apart."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log, log1p

from shapely.geometry import Point

from events.event import Event
from events.reach import circle_radius_m
from events.same_event_sign import Sign
from gazetteer import Place, Resolution, fold, km_between

# Two names of one town lie so far apart in different lists (km).
ONE_PLACE_KM = 3.0
# How far an exact place reaches (km): a town's edge.
_TOWN_KM = 4.0
# A quarter, a base or a village is told of by the name of a town so far off (km).
TOLD_BY_KM = 60.0
# Letters of a name that says something.
_LEAST_NAME = 3
_CAPITAL = re.compile(r"\bcapital\b")
# UCDP's 3 is a district.
DISTRICT = 3


def place_signs(one: Event, other: Event) -> Iterator[Sign]:
    """Yield what the places of two events say; a country that nobody named for the event says at most that it is not another one."""
    first, second = one.where, other.where
    if first is None or second is None:
        return
    if first.place is None or second.place is None:
        if name_sound(first.toponym.text) == name_sound(second.toponym.text) != "":
            yield Sign("same place", 1.0, f"both at “{first.toponym.text}”")
        else:
            yield from _named_in(one, other)
        return
    if is_country(first, first.place) or is_country(second, second.place):
        if _is_capital_told(one, first.place, second.place) or _is_capital_told(other, second.place, first.place):
            yield Sign("same name", 1.0, f"“the capital” may be {min(first.place, second.place, key=_is_town).name}")
            return
        yield from _countries(first, second, first.place, second.place)
        if not (is_country(first, first.place) and is_country(second, second.place)):
            yield from _named_in(one, other)
        return
    yield from _known(one, other, first, second, first.place, second.place)


def is_country(where: Resolution, place: Place) -> bool:
    """Say whether no more than the country is known; an empty name is that of an event whose place nobody names."""
    return not where.toponym.text or place.feature_code.startswith("PCL")


def _is_town(place: Place) -> bool:
    return not place.feature_code.startswith("PPL")


def _is_capital_told(event: Event, country: Place, town: Place) -> bool:
    """Say whether an event is in "the capital" of a country, and another in the town that it is."""
    return (
        country.feature_code.startswith("PCL")
        and town.feature_code == "PPLC"
        and town.country_code == country.country_code
        and is_capital_said(event)
    )


def _countries(first: Resolution, second: Resolution, here: Place, there: Place) -> Iterator[Sign]:
    """Yield no more than that a country is one: what happened there may be anywhere in it, and most of it is not this."""
    if here.country_code and there.country_code and here.country_code != there.country_code:
        yield Sign("other country", 1.0, f"{here.name} and {there.name} are not of one country")
    elif is_country(first, here) and is_country(second, there):
        yield Sign("country alone", 1.0, f"both somewhere in {here.name}")


def _known(
    one: Event, other: Event, first: Resolution, second: Resolution, here: Place, there: Place
) -> Iterator[Sign]:
    km = km_between(here, there)
    names = f"{here.name} and {there.name}"
    precs = one.where_prec or 1, other.where_prec or 1
    if here.place_id == there.place_id or (km <= ONE_PLACE_KM and precs == (1, 1)):
        is_wide = here.feature_code == "ADM1"
        yield Sign("same region" if is_wide else "same place", 1.0, f"both at {here.name}")
        return
    if _is_rival(first, there) or _is_rival(second, here):
        yield Sign("same name", 1.0, f"“{first.toponym.text}” and “{second.toponym.text}” may name one place")
        return
    named = tuple(_named_in(one, other))
    yield from named
    beyond = max(0.0, km - reach_km(one, first) - reach_km(other, second))
    if (
        _is_in(first, second)
        or _is_in(second, first)
        or ("ADM1" in {here.feature_code, there.feature_code} and here.admin1_code and _code(here) == _code(there))
    ):
        yield Sign("place within", 1.0, f"{names}: one lies in the other")
    elif named and km <= TOLD_BY_KM:
        yield Sign("told by its neighbour", 1.0, f"{names} are {km:,.0f} km apart, and one name is in both")
    elif beyond == 0.0 and max(precs) < DISTRICT:
        yield Sign("neighbouring places", 1.0, f"{names} are {km:,.0f} km apart, and each is named alone")
    elif beyond == 0.0:
        yield Sign("place may be one", 1.0, f"{names} may be one place: what is known reaches that far")
    else:
        yield Sign("other place", 1.0, f"{names} are {km:,.0f} km apart")
        yield Sign("far apart", min(1.0, log1p(beyond) / log(300)), f"{names} are {km:,.0f} km apart")


def _code(place: Place) -> tuple[str, str]:
    return place.country_code, place.admin1_code


def _is_rival(where: Resolution, place: Place) -> bool:
    """Say whether a place is one that another report's name may mean too: one of two readings of a name is wrong."""
    return any(each.place.place_id == place.place_id for each in where.candidates)


def _named_in(one: Event, other: Event) -> Iterator[Sign]:
    """A name of one's place in the other's sentence: a base and its town, a village and the nearest place that a list has."""
    for event, sentence in ((one, other.sentence), (other, one.sentence)):
        name = local_name(event)
        if name and f" {name} " in f" {bare_name(sentence[:2_000])} ":
            yield Sign("place named in both", 1.0, f"both name {event.where.toponym.text if event.where else name}")
            return


def local_name(event: Event) -> str:
    """Return the bare name of an event's place, empty where it is short, or that of a region or country: each report names these."""
    is_local = event.where is not None and (event.where_prec or 1) <= DISTRICT
    name = bare_name(event.where.toponym.text) if event.where is not None and is_local else ""
    return name if len(name) > _LEAST_NAME else ""


def is_capital_said(event: Event) -> bool:
    """Say whether an event's sentence tells of "the capital"."""
    return _CAPITAL.search(event.sentence[:2_000]) is not None


@lru_cache(maxsize=50_000)
def bare_name(text: str) -> str:
    """Return a name or sentence in plain small letters, without the Arabic article.

    Examples
    --------
    >>> bare_name("the Al-Dhabba terminal")
    'the dhabba terminal'
    """
    return " ".join(word for word in re.findall(r"\w+", fold(text.replace("-", " "))) if word not in {"al", "el"})


@lru_cache(maxsize=50_000)
def name_sound(text: str) -> str:
    """Return a name's first letter and consonants, which spellings share: empty for none, the letters themselves where that is too short.

    Examples
    --------
    >>> name_sound("Bani Qais"), name_sound("Bani Qays"), name_sound("Taiz"), name_sound("Taizz"), name_sound("Bol")
    ('bnqs', 'bnqs', 'taiz', 'taizz', 'bol')
    """
    plain = re.sub(r"[^a-z]", "", bare_name(text)) or bare_name(text).replace(" ", "")
    sound = re.sub(r"(.)\1+", r"\1", plain[:1] + re.sub(r"[aeiouyhw]", "", plain[1:]))
    return sound if len(sound) > _LEAST_NAME else plain


def reach_km(event: Event, where: Resolution) -> float:
    """Return how far about its point an event's place reaches, in kilometres."""
    place, prec = where.place, event.where_prec or 1
    said = circle_radius_m(
        prec,
        said_m=where.radius_m,
        place_m=place.radius_m if place is not None else None,
        is_rough=place is not None and place.is_rough,
    )
    return _TOWN_KM if said is None else said / 1000


def _is_in(where: Resolution, other: Resolution) -> bool:
    if where.footprint is None or where.footprint.is_empty or other.place is None:
        return False
    return bool(where.footprint.intersects(Point(other.place.lon, other.place.lat)))
