"""The map of an event under review: the place proposed, its rivals as ghost pins."""

from collections.abc import Sequence

from events import Event, Extraction, placed
from geo import build_draft_layer, build_place_layer
from ui import cache, review
from ui.place_map import place_map
from ui.review import Proposal

Box = tuple[float, float, float, float]
# Degrees around what a report names, and the world where it names nothing.
_MARGIN, _WORLD = 1.0, (-170.0, -55.0, 170.0, 70.0)
# Metres around a place: so much that the region is known by its towns.
_LEAST_M = 60_000.0


def review_map(event: Event, report: Extraction, offered: Sequence[Proposal], number: int) -> None:
    """Draw the map; it moves once for each event, to all its places together, and a click on a ghost pin proposes that one."""
    place = offered[number].place
    fit = f"review-{event.event_id}"
    if place is None:
        layer = build_draft_layer(None, 1.0, box=_box(report), fit=fit)
    else:
        there = (event if offered[number].is_read else placed(event, place, report, cache.gazetteer())).where
        layer = build_place_layer(
            place, there.footprint if there is not None else None,
            rivals=[each.place for each in offered if each.place is not None and each.place != place],
            country_names=cache.country_names(), gazetteer=cache.gazetteer(), fit=fit, is_wide=True,
            least_m=_LEAST_M,
        )  # fmt: skip
    ids = [each.place.place_id if each.place is not None else "" for each in offered]
    place_map(
        layer,
        on_pin=lambda place_id: review.propose_number(ids.index(place_id)) if place_id in ids else None,
        key="review",
    )


def _box(report: Extraction) -> Box:
    """Return west, south, east and north of all that a report names, with a margin; the world where that is nothing."""
    places = [each.place for each in report.resolutions if each.place is not None]
    if not places:
        return _WORLD
    lons, lats = [each.lon for each in places], [each.lat for each in places]
    return (
        max(-180.0, min(lons) - _MARGIN), max(-85.0, min(lats) - _MARGIN), min(180.0, max(lons) + _MARGIN), min(85.0, max(lats) + _MARGIN),
    )  # fmt: skip
