"""Grid references: MGRS against GEOTRANS, UTM against PROJ, and each way in which one can be wrong."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from gazetteer.coordinates import find_coordinates, parse_coordinates
from gazetteer.errors import BadCoordinatesError
from gazetteer.mgrs import format_mgrs, parse_mgrs
from gazetteer.utm import BANDS, band_span, zone_at, zone_span

# Written by GEOTRANS, the converter of NGA, the keepers of the grid, as the PyPI package mgrs 1.6.0 holds it.
CASES = Path(__file__).parents[1] / "cases" / "mgrs.tsv"
GEOD = Geod(ellps="WGS84")


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(GEOD.inv(*one, *other)[2])


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["what"])
def test_references_are_those_of_the_grids_keepers(row: dict[str, str]) -> None:
    lon, lat = float(row["lon"]), float(row["lat"])
    assert format_mgrs(lon, lat) == row["reference"]
    square = parse_mgrs(row["reference"])
    # The point lies in the square of a metre, the square's centre at most half its diagonal away.
    assert _metres((lon, lat), (square.lon, square.lat)) <= 0.75
    # Written without spaces, as most copy it, it is the same.
    assert parse_mgrs(row["reference"].replace(" ", "")) == square
    assert parse_mgrs(row["reference"].lower()) == square


def test_every_band_and_irregular_zone_has_a_case() -> None:
    seen = {row["reference"].split()[0] for row in _rows()}
    assert {zone[-1] for zone in seen} == set(BANDS)
    assert {"31V", "32V", "31X", "33X", "35X", "37X", "31U", "31W"} <= seen


@pytest.mark.parametrize("digits", range(6))
def test_fewer_digits_are_a_larger_square_that_still_holds_the_point(digits: int) -> None:
    lon, lat = 13.1913, 32.8872
    square = parse_mgrs(format_mgrs(lon, lat, digits=digits))
    assert square.size_m == 10 ** (5 - digits)
    assert _metres((lon, lat), (square.lon, square.lat)) <= square.size_m / math.sqrt(2) + 0.01
    (mention,) = find_coordinates(f"A post at grid {format_mgrs(lon, lat, digits=digits)} was hit.")
    assert mention.radius_m == pytest.approx(max(1.0, square.size_m / math.sqrt(2)), abs=0.1)


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("33I UR 12345 67890", "no band I"),
        ("33O UR 12345 67890", "no band O"),
        ("33S IR 12345 67890", "no column I"),
        ("33S OR 12345 67890", "no column O"),
        ("33S UI 12345 67890", "no row I"),
        ("33S UO 12345 67890", "no row O"),
        ("33S UW 12345 67890", "no row W"),
        ("33S AR 12345 67890", "no column A in zone 33"),
        ("33S UK 12345 67890", "does not lie in 33S"),
        ("0S UR 12345 67890", "no zone 0"),
        ("61S UR 12345 67890", "no zone 61"),
        ("32X MH 12345 67890", "around Svalbard zones are 31, 33, 35 and 37"),
        ("34X MH 12345 67890", "around Svalbard"),
        ("36X MH 12345 67890", "around Svalbard"),
        ("33S UR 1234 67890", "4 and 5 digits"),
        ("33S UR 1234567", "3 and 4 digits"),
        ("33S UR 123456 678901", "five, a metre, are the most"),
        ("Z AH 12345 67890", "polar (UPS) grid, which is not read. Give degrees"),
        ("A UN 12345 67890", "polar (UPS) grid"),
        ("33Y UR 12345 67890", "polar (UPS) grid"),
        ("Tripoli", "no grid reference"),
        ("", "no grid reference"),
    ],
)
def test_a_reference_that_names_no_square_is_refused_with_the_part_that_is_wrong(reference: str, why: str) -> None:
    with pytest.raises(BadCoordinatesError) as told:
        parse_mgrs(reference)
    assert why in str(told.value)


@pytest.mark.parametrize(
    "reference", ["33I UR 12345 67890", "33S UO 12345 67890", "61S UR 12345 67890", "33S UR 1234 67890"]
)
def test_a_wrong_reference_in_a_text_is_told_not_dropped(reference: str) -> None:
    (mention,) = find_coordinates(f"The patrol at {reference} was hit.")
    assert (mention.text, mention.lon) == (reference, None)
    assert mention.refusal


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 84.1), (0.0, -80.1), (180.5, 0.0), (0.0, math.nan), (math.inf, 0.0)])
def test_points_outside_the_grid_have_no_reference(lon: float, lat: float) -> None:
    with pytest.raises(BadCoordinatesError):
        format_mgrs(lon, lat)


def test_digits_are_none_to_five() -> None:
    with pytest.raises(ValueError, match="digits must be 0"):
        format_mgrs(13.19, 32.88, digits=6)


@given(st.floats(-180, 180), st.floats(-80, 84))
def test_the_zone_of_a_point_spans_it(lon: float, lat: float) -> None:
    zone, band = zone_at(lon, lat)
    span = zone_span(zone, band)
    assert span is not None
    # A tenth of a millimetre across an edge is on it; 180 east is 180 west.
    slack = 1e-9
    assert span[0] - slack <= lon <= span[1] + slack or (zone == 1 and lon >= 180 - slack)
    assert band_span(band)[0] - slack <= lat <= band_span(band)[1] + slack


@pytest.mark.parametrize(
    ("written", "epsg", "east", "north"),
    [
        ("33N 332000mE 3640000mN", 32633, 332000, 3640000),
        ("UTM zone 33N, 332000 E 3640000 N", 32633, 332000, 3640000),
        ("UTM 33 N 332000 3640000", 32633, 332000, 3640000),
        ("UTM 33S 332000 3640000", 32633, 332000, 3640000),
        ("332000E 3640000N zone 33N", 32633, 332000, 3640000),
        ("UTM zone 33 north 332123 3640456", 32633, 332123, 3640456),
        ("UTM zone 56H 334901 6252289", 32756, 334901, 6252289),
        ("UTM zone 56 south 334901 6252289", 32756, 334901, 6252289),
        ("UTM 21F 441123 4272345", 32721, 441123, 4272345),
        ("UTM 36M 452345 9990123", 32736, 452345, 9990123),
        ("UTM 36N 452345 12345", 32636, 452345, 12345),
    ],
)
def test_utm_is_the_point_that_proj_says(written: str, epsg: int, east: float, north: float) -> None:
    (mention,) = find_coordinates(f"The wreck at {written} was found.")
    lon, lat = Transformer.from_crs(epsg, 4326, always_xy=True).transform(east, north)
    assert (mention.lon, mention.lat) == (pytest.approx(lon, abs=1e-6), pytest.approx(lat, abs=1e-6))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("UTM zone 33, 332000 3640000", "needs N or S for the hemisphere"),
        ("UTM zone 61N 332000 3640000", "no UTM zone 61"),
        ("UTM zone 33I 332000 3640000", "no UTM band I"),
        ("UTM zone 33N 32000 3640000", "Easting 32000 is out of range"),
        ("UTM zone 33T 332000 3640000", "does not lie in band T"),
        ("UTM zone 33N 332000 9640000", "Northing 9640000 is out of range"),
        ("UTM zone 34X 500000 8500000", "around Svalbard"),
        ("UTM zone 33Z 332000 3640000", "polar (UPS) grids are not read"),
    ],
)
def test_utm_that_means_no_point_is_refused_with_the_reason(written: str, why: str) -> None:
    (mention,) = find_coordinates(f"The wreck at {written} was found.")
    assert why in mention.refusal
    assert mention.lon is None


@pytest.mark.parametrize(
    "written", ["33SUS3081240232", "33s us 30812 40232", "MGRS: 33S US 30812 40232", "(33S US 30812 40232)"]
)
def test_a_query_of_a_reference_is_read_in_any_writing(written: str) -> None:
    mention = parse_coordinates(written)
    assert mention is not None
    assert (mention.lon, mention.lat) == (pytest.approx(13.1913, abs=1e-5), pytest.approx(32.8872, abs=1e-5))
