"""Events as GeoJSON, CSV and JSON text: the only writers of these, on screen and on the command line."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

import orjson
import shapely
from shapely.geometry import mapping, polygon
from shapely.geometry.base import BaseGeometry

from events.crosswalk import codes_of
from events.event import Event, Status
from events.grades import NO_GRADES, Grades
from events.record import event_record, origin_properties
from events.time_of_day import clock_text, zone_text
from events.told_differently import told_differently
from events.toll_parts import count_of
from gazetteer import place_point

# A tenth of a metre: finer than any place we know.
_GRID = 1e-6
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Letters that turn the reading direction of what follows, past the end of their own text.
_TURNING = {ord(letter): None for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
Json = dict[str, object]


def readable(text: str) -> str:
    r"""Return a stranger's text without the signs that would show it, and what follows it, in another order of letters.

    Examples
    --------
    >>> readable("police \u202edias")
    'police dias'
    """
    return text.translate(_TURNING)


def flat_properties(event: Event, grades: Grades = NO_GRADES) -> Json:
    """Return an event's flat properties, in the documented order; ``grades`` are its project's."""
    grade = grades.of(event)
    place = event.where.place if event.where else None
    return {
        "event_id": event.event_id, "type": event.type.value, "sub_type": event.sub_type,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_prec": event.date_prec, "place_name": place.name if place else place_phrase(event),
        "country_code": place.country_code if place else None, "where_prec": event.where_prec,
        "side1": "; ".join(event.side1), "side2": "; ".join(event.side2),
        "killed_best": event.killed.best if event.killed else None, "killed_low": event.killed.low if event.killed else None,
        "killed_high": event.killed.high if event.killed else None, "injured_best": event.injured.best if event.injured else None,
        "claimed_by": "; ".join(dict.fromkeys(claim.by for claim in event.claims)),
        "confidence": event.confidence, "needs_review": event.needs_review, "sentence": event.sentence, "source": event.source,
        "place_phrase": place_phrase(event),
        "missing_best": event.missing.best if event.missing else None, "displaced_best": event.displaced.best if event.displaced else None,
        "captured_best": event.captured.best if event.captured else None, "civilians_killed": count_of(event.parts, "killed", Status.CIVILIAN),
        "combatants_killed": count_of(event.parts, "killed", Status.COMBATANT), "told_differently": told_differently(event) or None,
        "time_start": clock_text(event.time.start_min) if event.time else None,
        "time_end": clock_text(event.time.end_min) if event.time else None,
        "time_prec": event.time.prec.value if event.time else None, "time_zone": zone_text(event.time) if event.time else None,
        "recurrence": event.recurrence or None,
        "source_reliability": grade.source or None, "information_credibility": grade.information or None,
        "status": event.status.value, **origin_properties(event),
    }  # fmt: skip


def code_properties(event: Event) -> Json:
    """Return what five schemas call an event, None where one has nothing for it."""
    codes = codes_of(event)
    return {"acled": codes.acled, "plover": codes.plover, "cameo": codes.cameo, "ucdp": codes.ucdp, "gtd": codes.gtd}


def place_phrase(event: Event) -> str | None:
    """Return the place as the sentence has it, with what it says about it ("southern Tripoli"); None where it names none.

    A place that another sentence names is given by its name as written there.
    """
    if event.where is None:
        return None
    toponym, relation = event.where.toponym, event.where.relation
    start, end = (relation.start, relation.end) if relation else (toponym.start, toponym.end)
    return phrase_in(event.sentence, toponym.text, start - event.start, end - event.start)


def phrase_in(sentence: str, name: str, start: int, end: int) -> str:
    """Return what a sentence says from one letter to another on one line, or the name where it is not said there."""
    said = sentence[max(start, 0) : max(end, 0)]
    return " ".join(said.split()) if name in said else name


def _geometry(event: Event) -> Json | None:
    if event.where is None or event.where.place is None:
        return None
    area = event.where.footprint
    if area is None:
        return {"type": "Point", "coordinates": [round(event.where.place.lon, 6), round(event.where.place.lat, 6)]}
    return dict(mapping(written_area(area)))


def written_area(footprint: BaseGeometry) -> BaseGeometry:
    """Return a footprint as files have it: to a tenth of a metre, its outer rings counter-clockwise."""
    return _right_handed(shapely.set_precision(footprint, _GRID))


def _right_handed(area: BaseGeometry) -> BaseGeometry:
    """Return an area whose outer rings run counter-clockwise, as RFC 7946 asks."""
    if area.geom_type == "Polygon":
        return polygon.orient(area)
    if area.geom_type == "MultiPolygon":
        return shapely.MultiPolygon([polygon.orient(part) for part in area.geoms])
    return area


def to_geojson(events: Iterable[Event], grades: Grades = NO_GRADES) -> str:
    """Write RFC 7946 GeoJSON: lon, lat on WGS 84, one Feature an event, null geometry where it is not placed.

    An area is drawn as such; a place that is a point for our purposes as a Point.
    """
    return _geojson(events, lambda event: flat_properties(event, grades))


def to_coded_geojson(events: Iterable[Event], grades: Grades = NO_GRADES) -> str:
    """Write GeoJSON as `to_geojson` does, with what five schemas call each event (`CODE_COLUMNS`) behind its properties."""
    return _geojson(events, lambda event: flat_properties(event, grades) | code_properties(event))


def _geojson(events: Iterable[Event], properties: Callable[[Event], Json]) -> str:
    features = [
        {"type": "Feature", "id": event.event_id, "geometry": _geometry(event), "properties": properties(event)}
        for event in events
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features}, option=orjson.OPT_APPEND_NEWLINE).decode()


def to_csv(events: Iterable[Event], grades: Grades = NO_GRADES) -> str:
    """Write CSV with a header: the flat properties and the point to plot; cells that look like formulas get a leading apostrophe."""
    return _csv(events, CSV_COLUMNS, lambda event: csv_row(event, grades))


def to_coded_csv(events: Iterable[Event], grades: Grades = NO_GRADES) -> str:
    """Write CSV as `to_csv` does, with what five schemas call each event (`CODE_COLUMNS`) in columns behind the others."""
    return _csv(events, (*CSV_COLUMNS, *CODE_COLUMNS), lambda event: csv_row(event, grades) | code_properties(event))


def _csv(events: Iterable[Event], columns: Sequence[str], row: Callable[[Event], dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for event in events:
        writer.writerow([safe_cell(value) for value in row(event).values()])
    return out.getvalue()


def csv_row(event: Event, grades: Grades = NO_GRADES) -> dict[str, object]:
    """Return an event's cells by ``CSV_COLUMNS``: the flat properties and the point to plot, None where it is not placed."""
    row: dict[str, object] = dict(flat_properties(event, grades))
    point = place_point(event.where) if event.where else None
    return row | {"lon": round(point[0], 6) if point else None, "lat": round(point[1], 6) if point else None}


CSV_COLUMNS = (
    "event_id", "type", "sub_type", "date_start", "date_end", "date_prec", "place_name", "country_code", "where_prec", "side1",
    "side2", "killed_best", "killed_low", "killed_high", "injured_best", "claimed_by", "confidence", "needs_review", "sentence",
    "source", "place_phrase", "missing_best", "displaced_best", "captured_best", "civilians_killed", "combatants_killed", "told_differently",
    "time_start", "time_end", "time_prec", "time_zone", "recurrence",
    "source_reliability", "information_credibility", "status", "dataset", "source_id", "source_url", "lon", "lat",
)  # fmt: skip

CODE_COLUMNS = ("acled", "plover", "cameo", "ucdp", "gtd")


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula, on one line, whose letters keep their order."""
    if isinstance(value, str):
        value = readable(value).replace("\n", " ")
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


def to_json(events: Iterable[Event], grades: Grades = NO_GRADES) -> str:
    """Write a JSON array of the full records, as ``extract`` gives them, with the grades of their project."""
    records = []
    for event in events:
        grade = grades.of(event)
        told = {"source_reliability": grade.source or None, "information_credibility": grade.information or None}
        records.append(event_record(event) | told)
    return orjson.dumps(records, option=orjson.OPT_APPEND_NEWLINE).decode()
