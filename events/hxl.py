"""CSV with HXL tags under the header, for humanitarian tools: the flat properties, the point, and ADM1 with its P-code."""

import csv
import io
from collections.abc import Iterable

from events.event import Event
from events.grades import NO_GRADES, Grades
from events.writers import CSV_COLUMNS, csv_row, safe_cell
from gazetteer import Gazetteer

# HXL 1.1: a hashtag of the core schema, attributes as narrow as they help.
TAGS = {
    "event_id": "#event+id", "type": "#event+type", "sub_type": "#event+subtype", "date_start": "#date+start",
    "date_end": "#date+end", "date_prec": "#date+precision", "place_name": "#loc+name",
    "country_code": "#country+code+v_iso2", "where_prec": "#geo+precision", "side1": "#org+side1", "side2": "#org+side2",
    "killed_best": "#affected+killed+best", "killed_low": "#affected+killed+low", "killed_high": "#affected+killed+high",
    "injured_best": "#affected+injured+best", "claimed_by": "#meta+claimed_by", "confidence": "#meta+confidence",
    "needs_review": "#status+review", "sentence": "#description", "source": "#meta+source",
    "place_phrase": "#loc+phrase", "missing_best": "#affected+missing+best", "displaced_best": "#affected+displaced+best",
    "captured_best": "#affected+captured+best", "civilians_killed": "#affected+killed+civilian", "combatants_killed": "#affected+killed+combatant",
    "told_differently": "#meta+told_differently",
    "time_start": "#date+start+time", "time_end": "#date+end+time", "time_prec": "#date+precision+time", "time_zone": "#date+timezone",
    "recurrence": "#event+recurrence",
    "source_reliability": "#meta+source+reliability", "information_credibility": "#meta+credibility",
    "status": "#status+event", "dataset": "#meta+dataset", "source_id": "#meta+id+source", "source_url": "#meta+url",
    "lon": "#geo+lon",
    "lat": "#geo+lat", "adm1_name": "#adm1+name", "adm1_pcode": "#adm1+code+v_pcode",
}  # fmt: skip


def to_hxl(events: Iterable[Event], gazetteer: Gazetteer, grades: Grades = NO_GRADES) -> str:
    """Write CSV whose second row holds HXL tags.

    ``adm1_pcode`` is filled where the user's own gazetteer gives the province a P-code; both ADM1 columns are empty
    where an event's place lies in no known province.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*CSV_COLUMNS, "adm1_name", "adm1_pcode"])
    writer.writerow([TAGS[column] for column in (*CSV_COLUMNS, "adm1_name", "adm1_pcode")])
    for event in events:
        place = event.where.place if event.where else None
        province = gazetteer.admin1(place.country_code, place.admin1_code) if place and place.admin1_code else None
        row = csv_row(event, grades)
        row |= {
            "adm1_name": province.name if province else None,
            "adm1_pcode": gazetteer.pcode(province.place_id) if province else None,
        }
        writer.writerow([safe_cell(value) for value in row.values()])
    return out.getvalue()
