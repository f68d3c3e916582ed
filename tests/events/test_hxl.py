"""CSV with HXL tags."""

import csv
import datetime as dt
from pathlib import Path

from events import extract, read_report, to_hxl
from gazetteer import Gazetteer, OwnPlaces, open_gazetteer, read_table


def test_hxl_has_tags_under_its_header_and_the_users_p_codes(gazetteer: Gazetteer, tmp_path: Path) -> None:
    table = read_table(b"ADM0_PCODE,ADM1_EN,ADM1_PCODE\nLY,Misrata,LY99\n", gazetteer)
    project = tmp_path / "mine.sqlite"
    OwnPlaces(project, read_only=False).add(table.places, source="codes", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    text = "TRIPOLI, 4 May 2020 - Two soldiers were killed in Misrata on 3 May 2020. Protesters marched in Xandilopol."
    events = extract(read_report(text, country="LY"), gazetteer).events
    header, tags, *rows = csv.reader(to_hxl(events, open_gazetteer(project=project)).splitlines())
    assert len(header) == len(tags)
    assert all(tag.startswith("#") for tag in tags)
    assert len(rows) == len(events)
    told = dict(zip(header, rows[0], strict=True))
    assert (told["place_name"], told["adm1_name"], told["adm1_pcode"]) == ("Misratah", "Misrata", "LY99")
    assert tags[header.index("adm1_pcode")] == "#adm1+code+v_pcode"
    assert tags[header.index("lon")] == "#geo+lon"
