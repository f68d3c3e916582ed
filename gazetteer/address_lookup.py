"""Looking an address up: the places that bear the name and lie in the areas named behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import shapely

from gazetteer.address import Address, address_of
from gazetteer.choice import SAME_KM, km_between
from gazetteer.context import LOOSE, lies_in
from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.place import Candidate, FeatureClass, Place, Tier

Box = tuple[float, float, float, float]
# As the choice of a place in a text weighs them: what a known country and an area named behind are worth, below which
# weight nothing is believed, and how close a rival must come to be named.
_BY_COUNTRY, _BY_CONTAINER, _BELIEVED, _CLOSE_MARGIN, _TOP = 0.45, 0.4, 0.4, 0.05, 1.35
# "Bangor, Maine" is the one in the state, not the one near a village called Maine.
_BY_LESSER = 0.25
_SURE_AREA, _MOST_AREAS, _MOST_COUNTRIES = 0.6, 8, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A place that an address may mean; with ``is_within`` the place asked for lies somewhere in it."""

    place: Place
    score: float
    tier: Tier | None
    reasons: tuple[str, ...]
    needs_review: bool
    is_within: bool = False


def find_address(
    address: Address,
    gazetteer: Gazetteer,
    *,
    country_codes: tuple[str, ...] = (),
    box: Box | None = None,
    near: tuple[float, float] | None = None,
) -> tuple[Answer, ...]:
    """Return the places that an address may mean, the best first; none where even the best is not believed.

    A name that is not at hand in the smaller area behind it ("Xyz, Donetsk Oblast") is placed somewhere in that area.

    Parameters
    ----------
    country_codes
        Checked codes; places elsewhere are left out.
    box
        West, south, east, north in degrees; places whose points lie outside are left out.
    near
        Longitude and latitude near which the place is expected.
    """
    address, areas = _with_areas(address, gazetteer)

    def fits(place: Place) -> bool:
        return (not country_codes or place.country_code in country_codes) and (
            box is None or is_inside(place.lon, place.lat, box)
        )

    found: dict[str, tuple[float, Candidate]] = {}
    codes = country_codes or _countries(areas)
    for code in codes or (None,):
        for candidate in _candidates(address.name, code, near, gazetteer):
            place = candidate.place
            if not fits(place) or (code is not None and place.country_code not in {code, ""}):
                continue
            worth = min((max(_worth(area, place, gazetteer) for area in readings) for readings in areas), default=0.0)
            if areas and not worth:
                continue
            weight = candidate.score + (_BY_COUNTRY if codes else 0.0) + worth
            if place.place_id not in found or found[place.place_id][0] < weight:
                found[place.place_id] = (weight, candidate)
    weighed = sorted(found.values(), key=lambda each: (-each[0], each[1].place.place_id))
    if weighed and weighed[0][0] >= _BELIEVED:
        return _answers(weighed, address, gazetteer)
    return _somewhere_within(address, areas, fits, gazetteer, is_country_known=bool(country_codes))


def _with_areas(address: Address, gazetteer: Gazetteer) -> tuple[Address, list[tuple[Place, ...]]]:
    """Return the address and what each area behind the name may be; "Washington, D.C." is one name."""
    whole = ", ".join((address.name, *address.areas))
    if address.areas and any(c.tier in {Tier.EXACT, Tier.FOLDED} for c in gazetteer.lookup(whole)):
        return replace(address, name=whole, areas=()), []
    areas, notes = [], list(address.notes)
    for name in address.areas:
        readings = _readings(name, gazetteer)
        if readings:
            areas.append(readings)
        else:
            notes.append(f"{name} is not at hand, so it did not help")
    return replace(address, notes=tuple(notes)), areas


def _readings(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the areas that a name behind a comma may mean: "CA" is California, or Canada."""
    found: dict[str, Place] = {}
    state = lexicon().states.get(name)
    code = lexicon().abbreviations.get(name, name)
    if len(code) == 2 and code.upper() in gazetteer.country_codes():
        country = gazetteer.country(code)
        found[country.place_id] = country
    for candidate in gazetteer.lookup(state or name)[:_MOST_AREAS]:
        if candidate.tier not in LOOSE and candidate.score > _SURE_AREA:
            found[candidate.place.place_id] = candidate.place
    return tuple(found.values())


def _countries(areas: list[tuple[Place, ...]]) -> tuple[str, ...]:
    """Return the countries meant by the largest area that is a state or a part of one; none where no area says it."""
    for readings in reversed(areas):
        codes = tuple(dict.fromkeys(place.country_code for place in readings if _is_major(place)))
        if codes and "" not in codes:
            return codes[:_MOST_COUNTRIES]
    return ()


def _is_major(area: Place) -> bool:
    """Say whether an area is a state, an ADM1, or a region: what one names behind a comma before a town of that name."""
    return (area.feature_class is FeatureClass.ADMIN and area.feature_code != "ADM2") or not area.country_code


def _candidates(
    name: str, code: str | None, near: tuple[float, float] | None, gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    found = gazetteer.lookup(name, country=code, near=near)
    if found or len(name) != 2 or name.upper() not in gazetteer.country_codes():
        return found
    country = gazetteer.country(name)
    return (Candidate(place=country, score=0.97, tier=Tier.ABBREVIATION, reasons=(f"country code {name}",)),)


def _worth(area: Place, place: Place, gazetteer: Gazetteer) -> float:
    """Return what it is worth that a place lies in an area: by their codes, else by outline or reach; 0 where it does not."""
    if area.place_id == place.place_id:
        return 0.0
    worth = _BY_CONTAINER if _is_major(area) else _BY_LESSER
    if area.feature_code.startswith("PCL") or (area.feature_code == "ADM1" and place.admin1_code):
        return worth if lies_in(place, area) else 0.0
    outline = gazetteer.outline(area.place_id)
    if outline is not None:
        return worth if shapely.intersects_xy(outline, place.lon, place.lat) else 0.0
    if place.country_code != area.country_code:
        return 0.0
    return worth if km_between(area, place) * 1000 <= area.radius_m + place.radius_m else 0.0


def is_inside(lon: float, lat: float, box: Box) -> bool:
    """Say whether a point lies in a box of west, south, east and north."""
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north


def _answers(weighed: list[tuple[float, Candidate]], address: Address, gazetteer: Gazetteer) -> tuple[Answer, ...]:
    (top, best), *others = weighed
    rivals = [
        rival
        for weight, rival in others
        if weight > top - _CLOSE_MARGIN and km_between(rival.place, best.place) > SAME_KM
    ]
    close = {candidate.place.place_id for candidate in (best, *rivals)} if rivals else set()
    answers = []
    for weight, candidate in weighed:
        if weight < _BELIEVED:
            break
        reasons = (*candidate.reasons, *address.notes)
        if rivals and candidate is best:
            reasons += (f"{address_of(rivals[0].place, gazetteer)} fits nearly as well",)
        is_unsure = candidate.tier in LOOSE or candidate.place.is_rough or bool(address.notes)
        answers.append(
            Answer(
                place=candidate.place,
                score=round(min(weight / _TOP, 0.99), 3),
                tier=candidate.tier,
                reasons=reasons,
                needs_review=is_unsure or candidate.place.place_id in close,
            )
        )
    return tuple(answers)


def _somewhere_within(
    address: Address,
    areas: list[tuple[Place, ...]],
    fits: Callable[[Place], bool],
    gazetteer: Gazetteer,
    *,
    is_country_known: bool,
) -> tuple[Answer, ...]:
    """Return the smallest area named, where it is smaller than a country and lies in the others.

    A town is such an area only where its country is known: there are too many of each name.
    """
    for at, readings in enumerate(areas):
        is_anchored = is_country_known or at + 1 < len(areas)
        for place in readings:
            is_part = bool(place.country_code) and not place.feature_code.startswith("PCL")
            if not is_part or not fits(place) or not (is_anchored or _is_major(place)):
                continue
            if all(any(_worth(area, place, gazetteer) for area in larger) for larger in areas[at + 1 :]):
                reason = f"no place called {address.name} is at hand in {place.name}: somewhere in that area"
                return (
                    Answer(
                        place=place, score=0.3, tier=None, reasons=(reason, *address.notes), needs_review=True, is_within=True
                    ),
                )  # fmt: skip
    return ()
