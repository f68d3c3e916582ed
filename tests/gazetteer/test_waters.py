"""Rivers, seas, gulfs and straits are found, drawn, and not taken for the countries and towns that bear their names."""

import csv
from pathlib import Path

import pytest
from pyproj import Geod
from shapely import Point, get_coordinates
from shapely.ops import nearest_points

from gazetteer import Gazetteer, Resolution, geoparse

_GEOD = Geod(ellps="WGS84")
_CASES = Path(__file__).parents[1] / "cases" / "waters.tsv"


def _rows() -> list[dict[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _named(text: str, name: str, gazetteer: Gazetteer) -> Resolution:
    return next(r for r in geoparse(text, gazetteer) if r.toponym.text == name)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"])
def test_a_name_of_the_golden_table_means_this(row: dict[str, str], gazetteer: Gazetteer) -> None:
    found = _named(row["text"], row["toponym"], gazetteer)
    assert found.place is not None, found.reasons
    assert (found.place.place_id, found.where_prec) == (row["place_id"], int(row["where_prec"])), found.place


@pytest.mark.parametrize(
    "text",
    [
        "He met Victoria and Don.",
        "Orange flames rose; the Red team and the Black team won.",
        "The Amazon warehouse opened.",
        "Snake and Peace were there.",
    ],
)
def test_plain_words_are_no_rivers(text: str, gazetteer: Gazetteer) -> None:
    for found in geoparse(text, gazetteer):
        assert found.place is None or found.place.feature_class != "H"


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Euphrates", (40.15, 35.34), (40.6, 35.34)),  # Deir ez-Zor
        ("Tigris", (44.40, 33.33), (44.9, 33.33)),  # Baghdad
        ("Dnieper", (32.61, 46.63), (32.0, 46.97)),  # Kherson, not Mykolaiv
        ("White Nile River", (31.65, 9.53), (32.2, 9.53)),  # Malakal
        ("Irrawaddy", (96.07, 21.98), (96.6, 21.98)),  # Mandalay
        ("Siverskyi Donets", (37.28, 49.20), (37.6, 49.72)),  # Izium, not Kupiansk
        ("Nile", (32.89, 24.09), (33.4, 24.09)),  # Aswan
        ("Niger River", (2.11, 13.51), (2.7, 13.51)),  # Niamey
    ],
)
def test_a_river_is_a_strip_along_its_line(
    name: str, inside: tuple[float, float], outside: tuple[float, float], gazetteer: Gazetteer
) -> None:
    (found,) = geoparse(name, gazetteer, spans=[(0, len(name))])
    area = found.footprint
    assert area is not None
    assert area.is_valid
    assert area.area > 0
    assert area.covers(Point(inside))
    assert not area.covers(Point(outside))
    assert found.radius_m is None


def test_the_strip_is_ten_kilometres_wide_to_each_side_even_far_from_the_middle(gazetteer: Gazetteer) -> None:
    for name, place_id in (("Nile", "ne:river-nile"), ("Volga", "ne:river-volga")):
        (found,) = geoparse(name, gazetteer, spans=[(0, len(name))])
        line, area = gazetteer.outline(place_id), found.footprint
        assert line is not None
        assert area is not None
        for x, y in list(get_coordinates(area.boundary))[::20]:
            # The nearest point in degrees is a little too far in metres, the more so in the north.
            nearest = nearest_points(line, Point(x, y))[0]
            metres = _GEOD.inv(x, y, nearest.x, nearest.y)[2]
            assert 9_000 < metres < 14_000, (name, x, y, metres)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Red Sea", (38.0, 21.0), (39.2, 21.5)),  # not Jeddah
        ("Black Sea", (34.0, 43.5), (28.98, 41.01)),  # not Istanbul
        ("Gulf of Aden", (48.0, 12.5), (44.88, 13.06)),  # not Lahij
        ("Strait of Hormuz", (56.5, 26.5), (56.27, 27.19)),  # not Bandar Abbas
        ("Mediterranean", (18.0, 34.0), (13.19, 32.75)),  # not inland Tripoli
        ("Sea of Azov", (36.5, 46.0), (37.55, 47.13)),  # not Mariupol
        ("Kerch Strait", (36.6, 45.3), (36.47, 45.36)),  # not Kerch
    ],
)
def test_a_sea_is_water_and_not_the_town_on_its_shore(
    name: str, inside: tuple[float, float], outside: tuple[float, float], gazetteer: Gazetteer
) -> None:
    (found,) = geoparse(name, gazetteer, spans=[(0, len(name))])
    assert found.footprint is not None
    assert found.footprint.covers(Point(inside))
    assert not found.footprint.covers(Point(outside))


def test_waters_that_cross_borders_are_no_countrys(gazetteer: Gazetteer) -> None:
    for place_id in (
        "ne:river-euphrates",
        "ne:river-dnieper",
        "ne:sea-kerch-strait",
        "ne:sea-sea-of-azov",
        "ne:sea-red-sea",
    ):
        assert gazetteer.place(place_id).country_code == "", place_id
    assert gazetteer.place("ne:river-helmand-river").country_code == "AF"
    assert gazetteer.place("ne:sea-gulf-of-sidra").country_code == "LY"


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("الفرات", "ne:river-euphrates"),
        ("Сіверський Донець", "ne:river-siverskyi-donets"),
        ("تنگه هرمز", "ne:sea-strait-of-hormuz"),
        ("Чорне море", "ne:sea-black-sea"),
        ("Ayeyarwady River", "ne:river-irrawaddy"),
    ],
)
def test_waters_are_found_in_the_scripts_of_their_shores(query: str, place_id: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(query)[0].place.place_id == place_id


def test_a_town_is_not_taken_for_a_slip_of_a_river(gazetteer: Gazetteer) -> None:
    text = "Officials from Ankara flew to Moscow, Russia."
    place = _named(text, "Ankara", gazetteer).place
    assert place is not None
    assert place.country_code == "TR"


@pytest.mark.parametrize("name", ["Bab al-Mandab", "Bab el-Mandeb Strait", "باب المندب"])
def test_a_strait_is_listed_once(name: str, gazetteer: Gazetteer) -> None:
    straits = [c.place.place_id for c in gazetteer.lookup(name) if c.place.feature_class == "H"]
    assert len(straits) == 1
