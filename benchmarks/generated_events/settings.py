"""Where things happen: the phrases that name a place or an area, with the honest geometry of each, by precision."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry.base import BaseGeometry

from benchmarks.generated_events.shapes import border_strip, corridor, few_corners, half, offset, ring_sector
from gazetteer import Candidate, Gazetteer, Place, RelationKind

_FAN = 25
_COUNTRY_TOWNS = 400
_FAN_RADIUS_M = 70_000.0
_SIDES = {"northern": 0.0, "eastern": 90.0, "southern": 180.0, "western": 270.0}
_WINDS = {"north": 0.0, "north-east": 45.0, "east": 90.0, "south": 180.0, "south-west": 225.0, "west": 270.0}
_NEAR_M = 25_000.0
_DISTRICT_M = 30_000.0
_STRIP_M = 15_000.0
_CORRIDOR_M = 3_000.0
_MOST_RIVALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A phrase and the place, area and precision that it means.

    The toponym is ``name``; ``before + name + after`` is the relation's phrase where there is one, ``lead`` the
    preposition and ``tail`` the type word, which belong to neither. ``rivals`` are namesakes.
    """

    lead: str
    name: str
    place: Place
    where_prec: int
    before: str = ""
    after: str = ""
    tail: str = ""
    kind: RelationKind | None = None
    distance_m: float | None = None
    bearing: float | None = None
    other: Place | None = None
    footprint: BaseGeometry | None = None
    radius_m: float | None = None
    rivals: tuple[Candidate, ...] = ()


Weighted = tuple[Setting, float]


def find_town(name: str, country: str, gazetteer: Gazetteer) -> Place:
    """Return the town of that name in a country; LookupError where the gazetteer has none."""
    found = (each.place for each in gazetteer.lookup(name, country=country))
    town = next((place for place in found if place.feature_class == "P" and place.country_code == country), None)
    if town is None:
        raise LookupError(
            f"the gazetteer has no town {name!r} in {country}: mend benchmarks/generated_events/words.toml"
        )
    return town


def fan_of(town: Place, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the smaller places of the same country around a town, the nearest first."""
    near = gazetteer.nearest_places(town.lon, town.lat, limit=2 * _FAN, radius_m=_FAN_RADIUS_M)
    places = (place for place, _ in near if place.place_id != town.place_id)
    return tuple(place for place in places if place.country_code == town.country_code)[:_FAN]


def countryside(country: Place, spots: tuple[Place, ...], gazetteer: Gazetteer) -> tuple[Weighted, ...]:
    """Return settings in the larger towns of a country that are no hot spots: something happens there now and then."""
    outline = gazetteer.outline(country.place_id)
    assert outline is not None
    hot = {place.place_id for place in spots}
    found = gazetteer.largest_places(outline.bounds, limit=_COUNTRY_TOWNS)
    quiet = [place for place in found if place.country_code == country.country_code and place.place_id not in hot]
    return tuple(each for place in quiet for each in _once_in_a_while(place))


def _once_in_a_while(town: Place) -> Iterator[Weighted]:
    yield Setting(lead="in ", name=town.name, place=town, where_prec=1, radius_m=town.radius_m), 1.0
    near = Setting(
        lead="", before="near ", name=town.name, place=town, where_prec=2, kind=RelationKind.NEAR, radius_m=10_000.0
    )
    yield near, 1.0


def settings_of(
    town: Place, others: tuple[Place, ...], border: Place, sea: Place, gazetteer: Gazetteer
) -> tuple[Weighted, ...]:
    """Return all settings of a town with their weights within their precision; ``others`` are the theatre's other towns."""
    fan = fan_of(town, gazetteer)
    return (
        *_points(town, fan, gazetteer),
        *_surroundings(town, fan),
        *_districts(town, fan, gazetteer),
        *_provinces(town, gazetteer),
        *_stretches(town, (*others, *fan[-3:])),
        *_of_country(town.country_code, border.country_code, sea.place_id, gazetteer),
    )


def _points(town: Place, fan: tuple[Place, ...], gazetteer: Gazetteer) -> Iterator[Weighted]:
    for rank, place in enumerate((town, *fan)):
        found = gazetteer.lookup(place.name)
        rivals = tuple(each for each in found if each.place.place_id != place.place_id)[:_MOST_RIVALS]
        # The town's own point has a third of the weight, its fan the rest by a power law.
        weight = 1.6 if rank == 0 else rank**-0.8
        yield (
            Setting(lead="in ", name=place.name, place=place, where_prec=1, radius_m=place.radius_m, rivals=rivals),
            weight,
        )


def _surroundings(town: Place, fan: tuple[Place, ...]) -> Iterator[Weighted]:
    reach = max(town.radius_m, 1000.0)
    for place in (town, *fan[:12]):
        is_town = place is town
        yield (
            Setting(
                lead="", before="near ", name=place.name, place=place, where_prec=2, kind=RelationKind.NEAR,
                radius_m=_NEAR_M if is_town else max(5000.0, 2 * place.radius_m),
            ),
            4.0 if is_town else 0.5,
        )  # fmt: skip
    ring = ring_sector(town.lon, town.lat, inner_m=reach, outer_m=reach + 3000)
    yield (
        Setting(
            lead="on ", before="the outskirts of ", name=town.name, place=town, where_prec=2,
            kind=RelationKind.OUTSKIRTS, footprint=ring,
        ),
        3.0,
    )  # fmt: skip
    for side, bearing in _SIDES.items():
        sector = ring_sector(town.lon, town.lat, inner_m=0, outer_m=reach, bearing=bearing, half_angle=50)
        yield (
            Setting(
                lead="in ", before=f"{side} ", name=town.name, place=town, where_prec=2, kind=RelationKind.PART,
                bearing=bearing, footprint=sector,
            ),
            2.0,
        )  # fmt: skip
    for n, (wind, bearing) in enumerate(_WINDS.items()):
        far = 1000.0 * (8 + 3 * n)
        sector = ring_sector(
            town.lon, town.lat, inner_m=0.9 * far, outer_m=1.1 * far + reach, bearing=bearing, half_angle=22
        )
        yield (
            Setting(
                lead="", before=f"{far / 1000:.0f} km {wind} of ", name=town.name, place=town, where_prec=2,
                kind=RelationKind.DISTANCE, distance_m=far, bearing=bearing, footprint=sector,
            ),
            0.7,
        )  # fmt: skip


def _districts(town: Place, fan: tuple[Place, ...], gazetteer: Gazetteer) -> Iterator[Weighted]:
    parents = {place.parent_id: None for place in (town, *fan) if place.parent_id}
    districts = [gazetteer.place(each) for each in parents if gazetteer.place(each).feature_code == "ADM2"]
    province = gazetteer.admin1(town.country_code, town.admin1_code)
    outline = gazetteer.outline(province.place_id) if province is not None else None
    for rank, district in enumerate(districts):
        # No list has the districts' outlines: as the product does, a disc that keeps to the province.
        area = ring_sector(district.lon, district.lat, inner_m=0, outer_m=max(district.radius_m, 3000.0))
        kept = area if outline is None else area.intersection(outline)
        name = district.name.removesuffix(" District")
        setting = Setting(
            lead="in ", name=name, tail=" district", place=district, where_prec=3,
            footprint=area if kept.is_empty else few_corners(kept),
        )  # fmt: skip
        yield setting, 1 / (rank + 1)
    if not districts:
        # No list has districts there: what a person would draw around the town.
        area = ring_sector(town.lon, town.lat, inner_m=0, outer_m=_DISTRICT_M)
        yield Setting(lead="in ", name=town.name, tail=" district", place=town, where_prec=3, footprint=area), 1.0


def _provinces(town: Place, gazetteer: Gazetteer) -> Iterator[Weighted]:
    province = gazetteer.admin1(town.country_code, town.admin1_code)
    if province is None:
        return
    outline = gazetteer.outline(province.place_id)
    if outline is not None:
        area = few_corners(outline)
    else:
        area = ring_sector(province.lon, province.lat, inner_m=0, outer_m=province.radius_m)
    tail = "" if province.name.endswith(("State", "District", "Region")) else " province"
    yield Setting(lead="in ", name=province.name, tail=tail, place=province, where_prec=4, footprint=area), 4.0
    for side, bearing in _SIDES.items():
        yield (
            Setting(
                lead="in ", before=f"{side} ", name=province.name, tail=tail, place=province, where_prec=4,
                kind=RelationKind.PART, bearing=bearing, footprint=half(area, bearing),
            ),
            0.5,
        )  # fmt: skip


def _stretches(town: Place, others: tuple[Place, ...]) -> Iterator[Weighted]:
    for other in others:
        if other.place_id == town.place_id:
            continue
        strip = corridor((town.lon, town.lat), (other.lon, other.lat), width_m=_CORRIDOR_M)
        for kind, lead, before, after in (
            (RelationKind.BETWEEN, "", "between ", f" and {other.name}"),
            (RelationKind.ROAD, "on ", "the road from ", f" to {other.name}"),
        ):
            yield (
                Setting(
                    lead=lead, before=before, name=town.name, after=after, place=town, where_prec=5, kind=kind,
                    other=other, footprint=strip,
                ),
                1.0,
            )  # fmt: skip


@lru_cache(maxsize=64)
def _of_country(code: str, border: str, sea_id: str, gazetteer: Gazetteer) -> tuple[Weighted, ...]:
    """Return the settings that a country's towns share, and their shapes with them."""
    country, neighbour, sea = gazetteer.country(code), gazetteer.country(border), gazetteer.place(sea_id)
    outline, beyond = gazetteer.outline(country.place_id), gazetteer.outline(neighbour.place_id)
    waters = gazetteer.outline(sea.place_id)
    assert outline is not None
    assert beyond is not None
    assert waters is not None
    found: list[Weighted] = []
    strip = border_strip(outline, beyond, width_m=_STRIP_M)
    if not strip.is_empty:
        found.append(
            (
                Setting(
                    lead="on ", before="the border of ", name=country.name, after=f" with {neighbour.name}", place=country,
                    where_prec=5, kind=RelationKind.BORDER, other=neighbour, footprint=strip,
                ),
                4.0,
            )
        )  # fmt: skip
    for side, bearing in _SIDES.items():
        part = Setting(
            lead="in ", before=f"{side} ", name=country.name, place=country, where_prec=5, kind=RelationKind.PART,
            bearing=bearing, footprint=half(outline, bearing),
        )  # fmt: skip
        found.append((part, 0.8))
    found.append(
        (Setting(lead="in ", name=country.name, place=country, where_prec=6, footprint=few_corners(outline)), 1.0)
    )
    lead = "in " if sea.feature_code == "LK" else "in the "
    found.append((Setting(lead=lead, name=sea.name, place=sea, where_prec=7, footprint=few_corners(waters)), 1.0))
    return tuple(found)


def around(setting: Setting, distance_m: float, bearing: float) -> tuple[float, float]:
    """Return the longitude and latitude at a distance and bearing from a setting's place."""
    return offset(setting.place.lon, setting.place.lat, distance_m, bearing)
