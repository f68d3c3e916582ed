"""Coordinates in a text as its places: each its point, as exact as its digits, or the reason why it means none."""

from gazetteer.coordinates import parse_coordinates
from gazetteer.gazetteer import Gazetteer
from gazetteer.mention import CoordinateMention, Form
from gazetteer.place import Tier
from gazetteer.place_area import place_footprint, place_prec
from gazetteer.points import point_place
from gazetteer.toponym import Resolution, Toponym

_WORDS = {
    Form.DECIMAL: "decimal degrees",
    Form.DMS: "degrees and minutes",
    Form.MGRS: "MGRS",
    Form.UTM: "UTM",
    Form.GEOJSON: "GeoJSON, longitude first",
    Form.WKT: "WKT, longitude first",
    Form.KML: "KML, longitude first",
}
_SCORE = 0.99


def resolve_span(text: str, start: int, end: int, gazetteer: Gazetteer) -> Resolution | None:
    """Return the resolution of a span that is coordinates and nothing else, None where it is anything else."""
    mention = parse_coordinates(text[start:end])
    return None if mention is None else resolve_mention(mention, gazetteer, span=(start, end, text[start:end]))


def resolve_mention(
    mention: CoordinateMention, gazetteer: Gazetteer, *, span: tuple[int, int, str] | None = None
) -> Resolution:
    """Return the resolution of coordinates; ``span`` (start, end, text) where they stand elsewhere than the mention says."""
    start, end, written = span or (mention.start, mention.end, mention.text)
    toponym = Toponym(start=start, end=end, text=written, is_coordinates=True)
    place = point_place(mention, gazetteer)
    if place is None:
        return Resolution(
            toponym=toponym, place=None, score=0.0, tier=None, reasons=(mention.refusal,), needs_review=True
        )
    return Resolution(
        toponym=toponym, place=place, score=_SCORE, tier=Tier.EXACT, radius_m=place.radius_m, where_prec=place_prec(place),
        footprint=place_footprint(place, gazetteer),
        reasons=(f"coordinates written in the text ({_WORDS[mention.form]})",),
    )  # fmt: skip
