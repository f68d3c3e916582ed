"""Coordinates in texts resolve themselves, and say why where they mean none."""

import csv
import math
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point

from events import extract, read_report
from gazetteer import Gazetteer, geoparse, place_point, prose_of
from gazetteer.coordinates import find_coordinates
from gazetteer.mgrs import format_mgrs, parse_mgrs

CASES = Path(__file__).parents[1] / "cases" / "coordinates.tsv"


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", restval="", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"][:50])
def test_coordinates_as_reports_write_them_are_their_point_or_refused(row: dict[str, str]) -> None:
    found = find_coordinates(row["text"])
    if not row["lon"] and not row["refusal"]:
        assert found == ()
        return
    (mention,) = found
    assert row["text"][mention.start : mention.end] == mention.text
    assert row["refusal"] in mention.refusal
    if row["lon"]:
        assert (mention.lon, mention.lat) == (
            pytest.approx(float(row["lon"]), abs=2e-5),
            pytest.approx(float(row["lat"]), abs=2e-5),
        )
        assert mention.radius_m is not None
    else:
        assert mention.lon is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("between 32.1N 12.3E and 32.4N 12.9E", [(32.1, 12.3), (32.4, 12.9)]),
        ("Posts at 32.1, 12.3; 32.4, 12.9 were hit", [(32.1, 12.3), (32.4, 12.9)]),
        ("32.1, 12.3; 32.4, 12.9", [(32.1, 12.3), (32.4, 12.9)]),
        ("coordinates 32.88, 13.19; 32.90, 13.25", [(32.88, 13.19), (32.9, 13.25)]),
        ("positions 32.8872, 13.1913 and 32.9872, 13.2913 were hit", [(32.8872, 13.1913), (32.9872, 13.2913)]),
        ("from 32.8872, 13.1913 to 32.9872, 13.2913", [(32.8872, 13.1913), (32.9872, 13.2913)]),
        ("(32.8872, 13.1913), (32.9872, 13.2913)", [(32.8872, 13.1913), (32.9872, 13.2913)]),
        ("32.8872, 13.1913\n32.9872, 13.2913\n32.1234, 13.4321", [(32.8872, 13.1913), (32.9872, 13.2913), (32.1234, 13.4321)]),
        ('[{"coordinates": [12.3, 32.1]}, {"coordinates": [12.9, 32.4]}]', [(32.1, 12.3), (32.4, 12.9)]),
    ],
)  # fmt: skip
def test_a_list_of_positions_is_as_many_points(text: str, points: list[tuple[float, float]]) -> None:
    assert [(mention.lat, mention.lon) for mention in find_coordinates(text)] == points


def test_a_copied_area_is_known_to_its_reach(gazetteer: Gazetteer) -> None:
    (found,) = geoparse("The zone is POLYGON ((13.0 32.0, 13.2 32.0, 13.2 32.4, 13.0 32.0)).", gazetteer)
    assert found.footprint is not None
    assert all(found.footprint.covers(Point(corner)) for corner in ((13.0, 32.0), (13.2, 32.0), (13.2, 32.4)))
    assert found.place is not None
    assert found.place.name == "32.2, 13.1"


@given(st.floats(-179.99, 179.99), st.floats(-79.9, 83.9))
@example(0.0, -2e-9)
def test_a_grid_reference_reads_back_to_its_square(lon: float, lat: float) -> None:
    square = parse_mgrs(format_mgrs(lon, lat))
    east = ((square.lon - lon + 180) % 360 - 180) * math.cos(math.radians(lat)) * 111_320
    assert math.hypot(east, (square.lat - lat) * 111_320) <= 3.0


def test_coordinates_stand_among_the_names_of_a_text(gazetteer: Gazetteer) -> None:
    text = "Al-Watiya air base (32.4734, 11.8978) in Libya was hit; another at 95.2°N 13.1°E was not."
    found = {r.toponym.text: r for r in geoparse(text, gazetteer)}
    assert list(found) == ["Al-Watiya", "32.4734, 11.8978", "Libya", "95.2°N 13.1°E"]
    point = found["32.4734, 11.8978"]
    assert point.place is not None
    assert (point.place.country_code, point.place.feature_code, point.where_prec) == ("LY", "COORD", 1)
    assert found["95.2°N 13.1°E"].place is None
    assert "out of range" in found["95.2°N 13.1°E"].reasons[0]
    start = text.index("32.4734")
    (spanned,) = geoparse(text, gazetteer, spans=[(start, start + len("32.4734, 11.8978"))])
    assert spanned.place == point.place


@pytest.mark.parametrize(
    ("written", "prec", "reach_km"),
    [
        ("32.4734N 11.8978E", 1, None),
        ("32.47N 11.90E", 1, None),
        ("32°28'N 11°54'E", 1, None),
        ("32.5N 11.9E", 2, (7, 8)),
        ("grid 33S UR 1 6", 2, (7, 7.2)),
        ("32N 12E", 5, (72, 74)),
        ("90N 0E", 5, (55, 56)),
    ],
)
def test_coordinates_of_few_digits_are_a_disc_as_large_as_their_digits_leave_open(
    written: str, prec: int, reach_km: tuple[float, float] | None, gazetteer: Gazetteer
) -> None:
    (found,) = geoparse(f"A blast was heard at {written}.", gazetteer)
    assert found.where_prec == prec
    assert found.place is not None
    assert place_point(found) == (found.place.lon, found.place.lat)
    if reach_km is None:
        assert found.footprint is None
        return
    assert found.footprint is not None
    assert found.footprint.is_valid
    _, south, _, _ = found.footprint.bounds
    reach = Geod(ellps="WGS84").inv(found.place.lon, found.place.lat, found.place.lon, south)[2] / 1000
    assert reach_km[0] <= reach <= reach_km[1]


def test_words_around_coordinates_move_and_join_them(gazetteer: Gazetteer) -> None:
    south, *_ = geoparse("Twelve died 12 km south of 32.4734, 11.8978 on Monday.", gazetteer)
    assert south.relation is not None
    assert south.footprint is not None
    assert south.footprint.covers(Point(11.8978, 32.4734 - 12_000 / 110_900))
    first, second = geoparse("Clashes broke out between 32.1N 12.3E and 32.4N 12.9E.", gazetteer)
    assert first.relation is not None
    assert first.footprint is not None
    assert second.place is not None
    assert first.relation.other == second.place
    assert first.footprint.covers(Point(12.6, 32.25))
    (near,) = geoparse("A mine lay near 32.4734, 11.8978.", gazetteer)
    assert (near.relation, near.where_prec) == (None, 1)


def test_an_event_at_coordinates_is_placed_there(gazetteer: Gazetteer) -> None:
    text = "TRIPOLI, 4 May 2020 - An air strike at 32.4734, 11.8978 killed three soldiers on 3 May 2020."
    (event,) = extract(read_report(text, country="LY"), gazetteer).events
    assert event.where is not None
    assert event.where.place is not None
    assert (event.where.place.lon, event.where.place.lat) == (11.8978, 32.4734)


def test_search_takes_coordinates_and_refuses_what_means_no_point(home: Path) -> None:
    from gazetteer.__main__ import cli
    from gazetteer.errors import BadCoordinatesError

    told = CliRunner().invoke(cli, ["search", "32.8872, 13.1913"])
    assert told.exit_code == 0
    assert "13.1913,32.8872" in told.stdout
    assert told.stdout.splitlines()[0].endswith("the coordinates as written")
    assert "Tripoli" in told.stdout
    refused = CliRunner().invoke(cli, ["search", "95.2°N 13.1°E"])
    assert isinstance(refused.exception, BadCoordinatesError)
    assert "out of range" in str(refused.exception)


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("32.47, 11.89", [(11.89, 32.47)]),
        ("  (32.47 11.89) ", [(11.89, 32.47)]),
        ("32.1, 12.3; 32.4, 12.9", [(12.3, 32.1), (12.9, 32.4)]),
        ('{"type": "Point", "coordinates": [11.89, 32.47]}', [(11.89, 32.47)]),
        ("POINT (11.89 32.47)", [(11.89, 32.47)]),
        ("geo:32.47,11.89", [(11.89, 32.47)]),
        ("33s us 12345 67890", [(12.988324, 33.133522)]),
    ],
)
def test_a_search_for_coordinates_finds_them_and_the_towns_nearest_to_them(
    query: str, points: list[tuple[float, float]], gazetteer: Gazetteer
) -> None:
    found = gazetteer.search(query, limit=5)
    assert [(each.place.lon, each.place.lat) for each in found if each.place.is_coordinates] == points
    assert found[0].place.is_coordinates
    towns = [each.place for each in found if not each.place.is_coordinates]
    assert len(towns) == 5 - len(points)
    assert towns[0] in {gazetteer.nearest_places(*point)[0][0] for point in points}
    # The place is found again by its id, as exact as it was.
    again = gazetteer.place(found[0].place.place_id)
    assert (again.lon, again.lat) == pytest.approx(points[0], abs=1e-5)
    assert again.radius_m == found[0].place.radius_m
    assert gazetteer.names(again.place_id) == (again.name,)
    assert gazetteer.outline(again.place_id) is None


def test_a_name_with_digits_is_searched_as_a_name(gazetteer: Gazetteer) -> None:
    assert not any(each.place.is_coordinates for each in gazetteer.search("Camp 5"))
    assert gazetteer.search("95.2, 13.1") == ()


def test_a_long_text_of_numbers_is_read_in_time() -> None:
    text = "The army said 12 men, 3.5 million dollars and 1,200 tons on May 3, 2020. " * 14_000
    before = time.process_time()
    assert find_coordinates(text) == ()
    assert time.process_time() - before < 10


@given(st.text(alphabet="19 .,;°'\"NESW\n()kx", max_size=60))
@example("(33N 332000mE\n3640000mN) and 32.1N 12.3E")
def test_prose_keeps_every_offset_and_line(text: str) -> None:
    prose = prose_of(text)
    assert len(prose) == len(text)
    assert [at for at, letter in enumerate(prose) if letter == "\n"] == [
        at for at, letter in enumerate(text) if letter == "\n"
    ]
    assert find_coordinates(prose) == ()
