"""Villages, suburbs, bases, dams and mountains that city lists lack, where UCDP coded events (CC BY 4.0).

UCDP GED names where an event happened ("Teir Maaleh village") with a point and a precision. Only rows of precision 1 and 2 name a
place that the point stands for; a name needs a type word, and all of its points must lie together. A place that the
gazetteer has already under a like name becomes an alias of that one, and none where the spelling is there too. What has no
sharp edge (a mountain, a tell) needs two events, and stays out where a place of any kind, our own list's included, bears its name.
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq
from gazetteer_rows import GEOD

from gazetteer.curated import COLUMNS
from gazetteer.names import drop_article, fold
from gazetteer.spelling import skeleton, sound_form

COUNTRIES = {
    "Syria": "SY", "Central African Republic": "CF", "DR Congo (Zaire)": "CD", "South Sudan": "SS", "Sudan": "SD", "Chad": "TD",
    "Uganda": "UG", "Cameroon": "CM",
}  # fmt: skip
# Type words behind a name, and the GeoNames class, code and reach (metres) of what they stand for.
KINDS = (
    (r"(?:town|city|village|settlement|locality)", "P", "PPL", 1500),
    (r"(?:suburb|neighbou?rhood|quarter)", "P", "PPLX", 1500),
    (r"(?:air ?base|military air ?(?:port|field))", "S", "AIRB", 2500),
    (r"(?:oil ?field)", "L", "OILF", 5000),
    (r"(?:gas ?field)", "L", "GASF", 5000),
    (r"(?:refugee camp)", "S", "CMPRF", 1500),
    (r"(?:military base|army base|barracks)", "S", "INSM", 2000),
    (r"(?:hill)", "T", "HLL", 1500),
    (r"(?:island)", "T", "ISL", 1500),
)
# Names that keep their type word, since the bare one may be a town's ("Tishrin Dam"), and how many events they need.
WHOLE = (
    (r"(?P<name>[^,;()\d]{3,40}? dam)", "S", "DAM", 2000, 1),
    (r"(?P<name>[^,;()\d]{3,40}? thermal power plant)", "S", "PS", 2500, 1),
    (r"(?P<name>[^,;()\d]{3,40}? military complex)", "S", "INSM", 2000, 1),
    (r"(?P<name>[^,;()\d]{3,40}? idp camp)", "S", "CMPRF", 2000, 1),
    (r"(?P<name>[^,;()\d]{3,40}? camp)", "S", "CMP", 2000, 1),
    (r"(?P<name>(?:jabal|jebel) [^,;()\d]{3,30}?)(?: mountain)?", "T", "MT", 8000, 2),
    (r"(?P<name>(?:tall|tell|tal) [^,;()\d ]{3,20})", "T", "HLL", 2000, 2),
    (r"(?P<name>[^,;()\d]{3,40}? mountain)", "T", "MT", 8000, 2),
)
# A name of these kinds that holds such a word tells of a part of something, or of a road to it.
_PART = re.compile(r"\b(?:north|south|east|west|near|between|road|border|area)", re.IGNORECASE)
_NAMED: tuple[tuple[re.Pattern[str], str, str, int, int], ...] = (
    *(
        (re.compile(rf"^(?P<name>[^,;()\d]{{3,60}}?)\s+{word}$", re.IGNORECASE), kind, code, reach, 0)
        for word, kind, code, reach in KINDS
    ),
    *(
        (re.compile(f"^{whole}$", re.IGNORECASE), kind, code, reach, events)
        for whole, kind, code, reach, events in WHOLE
    ),
)
# "Al-Rai town (Choban Bey)" and "Aaliyah (Qurujah) village" give a second name.
_SECOND = re.compile(r"\s*\((?P<other>[^()\d]{3,30})\)")
# Points of one name farther apart than this are two places, or a doubt.
_TOGETHER_M = 3_000.0
# A listed place of the same name, or of one that sounds so, this near is the same.
_SAME_M, _LIKE_M = 10_000.0, 4_000.0
_NEIGHBOUR_M = 40_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event's place as UCDP wrote it."""

    country_code: str
    name: str
    other: str
    feature_class: str
    feature_code: str
    radius_m: int
    lon: float
    lat: float
    least: int


def read_coded(folder: Path) -> Iterator[Coded]:
    """Yield the named places of the GED files in a folder."""
    for file in sorted(folder.glob("ged_*")):
        for country, where, prec, lon, lat in _rows(file):
            code = COUNTRIES.get(country)
            if code is None or prec not in {1, 2}:
                continue
            second = _SECOND.search(where)
            bare = " ".join((_SECOND.sub("", where, count=1) if second else where).split())
            for pattern, kind, feature_code, radius_m, least in _NAMED:
                match = pattern.match(bare)
                if match and not (least and _PART.search(bare)):
                    yield Coded(
                        country_code=code, name=match["name"], other=second["other"] if second else "", feature_class=kind,
                        feature_code=feature_code, radius_m=radius_m, lon=lon, lat=lat, least=least,
                    )  # fmt: skip
                    break


def _rows(file: Path) -> Iterator[tuple[str, str, int, float, float]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        if ".csv" in file.suffixes:
            for row in csv.DictReader(lines):
                if row["latitude"] and row["where_prec"]:
                    yield (
                        row["country"], row["where_coordinates"], int(float(row["where_prec"])),
                        float(row["longitude"]), float(row["latitude"]),
                    )  # fmt: skip
            return
        for feature in json.load(lines)["features"]:
            said = feature["properties"]
            yield (
                said["country"],
                said["where_coordinates"],
                int(said["where_prec"]),
                *feature["geometry"]["coordinates"][:2],
            )


class _Listed:
    """The gazetteer's places of some countries, by folded name and by sound."""

    def __init__(self, data: Path, countries: Iterable[str]) -> None:
        wanted = set(countries)
        table = pq.read_table(data / "places.parquet").to_pylist()
        self._by_name: dict[tuple[str, str, str], list[dict[str, object]]] = defaultdict(list)
        self._by_sound: dict[tuple[str, str, str], list[dict[str, object]]] = defaultdict(list)
        self._towns: dict[str, list[dict[str, object]]] = defaultdict(list)
        names = pq.read_table(data / "names.parquet")
        more = defaultdict(list)
        for number, name in zip(names["place"].to_pylist(), names["name"].to_pylist(), strict=True):
            more[number].append(name)
        for number, place in enumerate(table):
            if place["country_code"] not in wanted or place["feature_class"] not in {"P", "S", "T", "L"}:
                continue
            self._towns[place["country_code"]].append(place)
            for name in (place["name"], *more[number]):
                folded = drop_article(fold(name))
                self._by_name[place["country_code"], place["feature_class"], folded].append(place)
                self._by_sound[place["country_code"], place["feature_class"], skeleton(sound_form(folded))].append(
                    place
                )
        with (data / "curated.csv").open(encoding="utf-8", newline="") as lines:
            self._ours = {
                (row["country_code"], skeleton(sound_form(drop_article(fold(name)))))
                for row in csv.DictReader(lines)
                for name in (row["name"], *row["aliases"].split("|"))
            }

    def is_taken(self, country: str, name: str, lon: float, lat: float) -> bool:
        """Return whether our own list has the name, or a listed place of any kind nearby bears it."""
        folded = drop_article(fold(name))
        return (country, skeleton(sound_form(folded))) in self._ours or any(
            _metres(lon, lat, place) <= _SAME_M
            for kind in "PSTL"
            for place in self._by_name.get((country, kind, folded), ())
        )

    def twin(self, country: str, kind: str, name: str, lon: float, lat: float) -> tuple[str, str] | None:
        """Return the id of the place that is meant and its name, "" where it has the spelling already; None where there is none."""
        folded = drop_article(fold(name))
        for table, key, reach in (
            (self._by_name, folded, _SAME_M),
            (self._by_sound, skeleton(sound_form(folded)), _LIKE_M),
        ):
            near = [
                (_metres(lon, lat, p), str(p["place_id"]), str(p["name"])) for p in table.get((country, kind, key), ())
            ]
            if near and min(near)[0] <= reach:
                return min(near)[1], "" if table is self._by_name else min(near)[2]
        return None

    def parent(self, country: str, lon: float, lat: float) -> str:
        """Return the area in which the nearest listed town lies."""
        close = [p for p in self._towns[country] if abs(float(str(p["lat"])) - lat) < 0.4 and p["parent_id"]]
        near = min(((_metres(lon, lat, p), str(p["parent_id"])) for p in close), default=(_NEIGHBOUR_M, ""))
        return near[1] if near[0] < _NEIGHBOUR_M else ""


def _metres(lon: float, lat: float, place: dict[str, object]) -> float:
    return float(GEOD.inv(lon, lat, float(str(place["lon"])), float(str(place["lat"])))[2])


def write(folder: Path, data: Path) -> int:
    """Write ``ucdp.csv`` beside the gazetteer's files; return how many rows it has."""
    found: dict[tuple[str, str, str, str], list[Coded]] = defaultdict(list)
    for coded in read_coded(folder):
        found[coded.country_code, drop_article(fold(coded.name)), coded.feature_class, fold(coded.other)].append(coded)
    listed = _Listed(data, COUNTRIES.values())
    rows = []
    for (country, folded, kind, other), group in sorted(found.items()):
        if other and (country, folded, kind, "") in found:
            # The second name tells it from a namesake, which keeps the name.
            continue
        lon, lat = median(each.lon for each in group), median(each.lat for each in group)
        if any(GEOD.inv(lon, lat, each.lon, each.lat)[2] > _TOGETHER_M for each in group):
            continue
        least = group[0].least
        if len(group) < least:
            continue
        written = Counter(each.name for each in group).most_common(1)[0][0]
        name, *others = (part.strip() for part in written.split("/") if part.strip())
        others += sorted({each.other for each in group} - {"", *others})
        if least and listed.is_taken(country, name, lon, lat):
            continue
        if group[0].feature_code == "AIRB":
            name, others = f"{name} air base", [name, *others]
        row = dict.fromkeys(COLUMNS, "") | {
            "name": name, "aliases": "|".join(others), "country_code": country, "feature_class": group[0].feature_class, "feature_code": group[0].feature_code,
            "evidence": f"UCDP GED: place of {len(group)} coded event{'s' if len(group) > 1 else ''}", "licence": "CC BY 4.0 (UCDP)",
        }  # fmt: skip
        twin = listed.twin(country, group[0].feature_class, written.split("/")[0].strip(), lon, lat)
        if twin is None:
            row |= {
                "lon": f"{lon:.5f}", "lat": f"{lat:.5f}", "radius_m": str(group[0].radius_m), "parent": listed.parent(country, lon, lat),
            }  # fmt: skip
        elif not twin[1]:
            continue
        else:
            row |= {
                "name": twin[1], "aliases": "|".join([name, *others]), "same_as": twin[0], "feature_class": "", "feature_code": "",
            }  # fmt: skip
        rows.append(row)
    with (data / "ucdp.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)
