"""A place without the words that set something beside it: "Djibo" of "90 km east of Djibo"."""

from dataclasses import replace

from gazetteer import Gazetteer, Resolution, place_footprint, place_prec


def bare_place(where: Resolution, gazetteer: Gazetteer | None = None) -> Resolution:
    """Return what a name means without its relation, as precise as the place itself; without a gazetteer an area is a circle.

    A part of an area ("northern Idlib province") stays one: what is told of it is told of that part.
    """
    place, relation = where.place, where.relation
    if place is None or relation is None or (relation.kind == "part" and place.feature_class != "P"):
        return where
    footprint = place_footprint(place, gazetteer) if gazetteer is not None else None
    return replace(
        where, relation=None, footprint=footprint, radius_m=place.radius_m if footprint is None else None, where_prec=place_prec(place), area_id=None,
    )  # fmt: skip
