"""What the words around each placed name say of the area meant: relations, their footprints, and doubts about them."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.bounds import find_bounds
from gazetteer.footprint import kept_within, relation_footprint, relation_prec
from gazetteer.gazetteer import Gazetteer
from gazetteer.half_known import read_half_known
from gazetteer.land import country_code, land, reaches
from gazetteer.names import fold
from gazetteer.place import FeatureClass, Place
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.relation import Phrase, read_relation
from gazetteer.rough import is_rough, rough_footprint, rough_prec
from gazetteer.strip import is_line
from gazetteer.toponym import Relation, RelationKind, Resolution, Toponym
from gazetteer.wording import Manner

_NEIGHBOURS_ASKED = 40
# What is "near" coordinates is at them, as far as their digits tell; points have neither parts nor outskirts nor borders.
_FROM_POINTS = frozenset({RelationKind.BETWEEN, RelationKind.DISTANCE, RelationKind.DIRECTION})
# "Northern Gaza" is the Strip's north; "northern Gaza City" is the town's.
_WIDER = {"gn:281133": "gn:281132"}
_TWO_ENDED = frozenset({RelationKind.BETWEEN, RelationKind.ROAD})
_HALF = "the other end of what the text names is not known: somewhere about {}"
_UNSURE = "the other end, {}, needs review itself"
_ROUGH = "only the surroundings of a place that bounds the area are known"


def related_all(
    prose: str, found: Sequence[Resolution], gazetteer: Gazetteer, country: str | None
) -> tuple[Resolution, ...]:
    """Return names and coordinates in text order, each with what the words around it say of its area."""
    # Coordinates in brackets do not part what they stand between: "between Sirte (31.2, 16.6) and Abu Grein".
    aside = [each for each in found if each.toponym.is_coordinates and prose[each.toponym.start].isspace()]
    told = [each for each in found if not (each.toponym.is_coordinates and prose[each.toponym.start].isspace())]
    resolved = tuple(sorted(told, key=lambda resolution: resolution.toponym.start))
    toponyms = tuple(resolution.toponym for resolution in resolved)
    places = tuple(resolution.place for resolution in resolved)
    related = [_related(prose, toponyms, resolved, places, at, gazetteer, country) for at in range(len(resolved))]
    return tuple(sorted((*related, *aside), key=lambda resolution: resolution.toponym.start))


def _related(
    text: str,
    toponyms: tuple[Toponym, ...],
    resolved: tuple[Resolution, ...],
    places: tuple[Place | None, ...],
    at: int,
    gazetteer: Gazetteer,
    country: str | None,
) -> Resolution:
    """Return a resolution with its relation and footprint."""
    resolution = resolved[at]
    place = resolution.place
    if place is None:
        return resolution
    if resolution.area_id is not None:
        return _in_doubt(resolution, gazetteer.place(resolution.area_id), gazetteer)
    phrase = read_relation(text, toponyms, at, places)
    if phrase is None and not resolution.toponym.is_demonym and not resolution.toponym.is_coordinates:
        phrase = read_half_known(text, toponyms, at, places)
    if phrase is None and resolution.toponym.is_demonym:
        return resolution
    if resolution.toponym.is_coordinates and (phrase is None or phrase.kind not in _FROM_POINTS):
        return resolution
    wider = _wider(resolution, place, phrase, gazetteer)
    if wider is not None:
        place, reason = wider, f"with a direction, {wider.name} is the whole of that name, not the town"
        resolution = replace(resolution, place=place, reasons=(*resolution.reasons, reason))
    far_end = resolved[phrase.other] if phrase is not None and phrase.other is not None else None
    # Of namesakes that cannot be told apart none bounds an area.
    other = far_end.place if far_end is not None and far_end.area_id is None else None
    if phrase is not None and phrase.manner is Manner.NEIGHBOUR and other is None:
        other = _neighbour(place, at, resolved, gazetteer, country)
    if phrase is not None and not resolution.toponym.is_metonym and not _is_dealing(phrase, place, other):
        within = find_bounds(text, resolved, at, phrase) or _riparian(place, at, resolved, gazetteer, country)
        third = places[phrase.third] if phrase.third is not None else None
        drawn = _drawn(resolution, place, phrase, other, gazetteer, third=third, within=within)
        if drawn is not None:
            if other is not None and far_end is not None and far_end.needs_review:
                return _doubted(drawn, _UNSURE.format(far_end.toponym.text))
            return drawn
    area = place_footprint(place, gazetteer)
    if area is not None and place.feature_class is FeatureClass.HYDRO:
        area = kept_within(area, find_bounds(text, resolved, at, None), gazetteer)
    radius = place.radius_m if area is None or place.is_rough else None
    return replace(resolution, footprint=area, radius_m=radius, where_prec=place_prec(place))


def _wider(resolution: Resolution, place: Place, phrase: Phrase | None, gazetteer: Gazetteer) -> Place | None:
    """Return the land that a town's name with a direction means, None where it is the town's own part."""
    place_id = _WIDER.get(place.place_id)
    if phrase is None or phrase.kind is not RelationKind.PART or not phrase.bearings or place_id is None:
        return None
    is_its_name = gazetteer.holds(place_id) and fold(resolution.toponym.text) in map(fold, gazetteer.names(place_id))
    return gazetteer.place(place_id) if is_its_name else None


def _drawn(
    resolution: Resolution, place: Place, phrase: Phrase, other: Place | None, gazetteer: Gazetteer,
    *, third: Place | None, within: Place | None,
) -> Resolution | None:  # fmt: skip
    """Return a resolution with its relation and the area that it means, None where it cannot be drawn."""
    doubt, radius = "", None
    if is_rough(place, phrase, other):
        area, prec = rough_footprint(place, phrase, other, gazetteer, within=within), rough_prec(place, phrase, other)
        doubt, radius = _ROUGH, place.radius_m if place.is_rough else None
    else:
        found = relation_footprint(place, phrase, other, gazetteer, third=third, within=within)
        if found is None and phrase.kind is RelationKind.OFFSHORE and phrase.measure is not None:
            # "20 km off Maiduguri" is no place at sea.
            phrase = replace(phrase, kind=RelationKind.DISTANCE)
            found = relation_footprint(place, phrase, other, gazetteer, within=within)
        if found is None:
            return None
        area, prec = found, relation_prec(place, phrase, found)
        if other is None and (phrase.kind in _TWO_ENDED or phrase.is_half):
            doubt = _HALF.format(place.name)
    relation = Relation(
        kind=phrase.kind, start=phrase.start, end=phrase.end, distance_m=phrase.distance_m, bearing=phrase.bearing, other=other,
    )  # fmt: skip
    drawn = replace(resolution, relation=relation, footprint=area, radius_m=radius, where_prec=prec)
    return _doubted(drawn, doubt) if doubt else drawn


def _doubted(resolution: Resolution, doubt: str) -> Resolution:
    return replace(resolution, reasons=(*resolution.reasons, doubt), needs_review=True)


def _in_doubt(resolution: Resolution, within: Place, gazetteer: Gazetteer) -> Resolution:
    """Return a resolution whose namesakes cannot be told apart with the area that holds them all."""
    # From any point of the area the farthest is no farther than twice its reach.
    reach_m = 2 * within.radius_m
    return replace(
        resolution, footprint=place_footprint(within, gazetteer), radius_m=reach_m, where_prec=place_prec(within)
    )


def _neighbour(
    place: Place, at: int, resolved: tuple[Resolution, ...], gazetteer: Gazetteer, country: str | None
) -> Place | None:
    """Return the state on the other side of a border: the one of the text's places nearest to the phrase, or None."""
    codes = land(gazetteer).neighbours(place.country_code) if country_code(place) else ()
    code = next((code for code in _codes_about(at, resolved, country) if code in codes), None)
    return gazetteer.country(code) if code is not None else None


def _riparian(
    place: Place, at: int, resolved: tuple[Resolution, ...], gazetteer: Gazetteer, country: str | None
) -> Place | None:
    """Return the state in which "east of the Euphrates" is meant: of those the text is about, one that the river flows through."""
    if place.country_code or not is_line(place, gazetteer):
        return None
    codes = ((country,) if country else ()) + _codes_about(at, resolved, None)
    code = next((code for code in codes if reaches(place, code, gazetteer)), None)
    return gazetteer.country(code) if code is not None else None


def _codes_about(at: int, resolved: tuple[Resolution, ...], country: str | None) -> tuple[str, ...]:
    """Return the codes of the countries of the text's places, the nearest to a phrase first, and then the given one."""
    ranked = sorted(range(len(resolved)), key=lambda each: abs(each - at))[:_NEIGHBOURS_ASKED]
    named = [found.country_code for each in ranked if (found := resolved[each].place) is not None]
    return tuple(code for code in dict.fromkeys((*named, country or "")) if code)


def _is_dealing(phrase: Phrase, place: Place, other: Place | None) -> bool:
    """Say whether words are about states: "between Turkey and Libya" or "the road to Europe" is no stretch of land."""
    places = (place,) if other is None else (place, other)
    is_state = any(each.feature_code.startswith("PCL") or each.feature_code == "CONT" for each in places)
    return phrase.kind in {RelationKind.BETWEEN, RelationKind.ROAD} and is_state
