"""A name whose place a person says: what the words around it make of that place."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Place, Tier
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.prose import prose_of
from gazetteer.relating import related_all
from gazetteer.toponym import Resolution, Toponym

BY_ANALYST = "placed by an analyst"


def chosen_resolution(
    toponym: Toponym,
    place: Place,
    gazetteer: Gazetteer,
    *,
    text: str = "",
    others: Sequence[Resolution] = (),
) -> Resolution:
    """Return the resolution of a name that a person says means a place.

    Parameters
    ----------
    text
        The report's text in which the toponym stands: "12 km south of" the place is not the place. Without it, and where
        the person gives a point, the place itself is meant.
    others
        What the other names of the text mean, by which phrases such as "between" two towns are read.
    """
    plain = Resolution(
        toponym=toponym, place=place, score=1.0, tier=Tier.EXACT, reasons=(BY_ANALYST,),
        footprint=place_footprint(place, gazetteer), where_prec=place_prec(place),
    )  # fmt: skip
    plain = replace(plain, radius_m=place.radius_m if plain.footprint is None or place.is_rough else None)
    is_there = toponym.text != "" and text[toponym.start : toponym.end] == toponym.text
    if not is_there or place.is_coordinates:
        return plain
    names = [each for each in others if each.toponym.start != toponym.start and not each.is_adjective]
    related = related_all(prose_of(text), [*names, plain], gazetteer, place.country_code or None)
    found = next((each for each in related if each.toponym == toponym), plain)
    return replace(found, needs_review=False)
