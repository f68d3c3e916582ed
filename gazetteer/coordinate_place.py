"""Coordinates in a text as places of their own: a point that is as exact as its digits."""

from gazetteer.coordinates import find_coordinates, parse_coordinates
from gazetteer.countries import country_at
from gazetteer.gazetteer import Gazetteer
from gazetteer.mention import CoordinateMention, Form
from gazetteer.place import FeatureClass, Place, Tier
from gazetteer.toponym import Resolution, Toponym

CODE = "COORD"
_WORDS = {
    Form.DECIMAL: "decimal degrees",
    Form.DMS: "degrees and minutes",
    Form.MGRS: "MGRS",
    Form.UTM: "UTM",
}
_SCORE = 0.99
# UCDP where_prec 1 is an exact place, 2 within 25 km; coarser coordinates are a region.
_EXACT_M, _NEAR_M = 2_000.0, 25_000.0


def coordinate_place(mention: CoordinateMention, gazetteer: Gazetteer) -> Place | None:
    """Return the point of coordinates as a place, None where they mean none."""
    if mention.lon is None or mention.lat is None or mention.radius_m is None:
        return None
    lon, lat = round(mention.lon, 6), round(mention.lat, 6)
    return Place(
        place_id=f"geo:{lat:.5f},{lon:.5f}", name=" ".join(mention.text.split()), lon=lon, lat=lat,
        country_code=country_at(lon, lat, gazetteer), feature_class=FeatureClass.SPOT, feature_code=CODE,
        radius_m=mention.radius_m,
    )  # fmt: skip


def coordinate_resolutions(text: str, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """Return the coordinates of a text, in order, each resolved to its point or refused with the reason."""
    return tuple(resolve_mention(mention, gazetteer) for mention in find_coordinates(text))


def resolve_span(text: str, start: int, end: int, gazetteer: Gazetteer) -> Resolution | None:
    """Return the resolution of a span that is coordinates and nothing else, None where it is anything else."""
    mention = parse_coordinates(text[start:end])
    return None if mention is None else resolve_mention(mention, gazetteer, span=(start, end, text[start:end]))


def resolve_mention(
    mention: CoordinateMention, gazetteer: Gazetteer, *, span: tuple[int, int, str] | None = None
) -> Resolution:
    """Return the resolution of coordinates; ``span`` (start, end, text) where they stand elsewhere than the mention says."""
    start, end, written = span or (mention.start, mention.end, mention.text)
    toponym = Toponym(start=start, end=end, text=written)
    place = coordinate_place(mention, gazetteer)
    if place is None:
        return Resolution(
            toponym=toponym, place=None, score=0.0, tier=None, reasons=(mention.refusal,), needs_review=True
        )
    prec = 1 if place.radius_m <= _EXACT_M else 2 if place.radius_m <= _NEAR_M else 5
    return Resolution(
        toponym=toponym, place=place, score=_SCORE, tier=Tier.EXACT, radius_m=place.radius_m, where_prec=prec,
        reasons=(f"coordinates written in the text ({_WORDS[mention.form]})",),
    )  # fmt: skip
