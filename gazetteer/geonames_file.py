"""GeoNames' country files ("LY.zip"): checked, and read as places in the dump's published format."""

import io
import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyproj import Geod

from gazetteer.errors import BadCountryFileError
from gazetteer.gazetteer import Gazetteer
from gazetteer.keys import ALTERNATE, PREFERRED
from gazetteer.names import fold, is_noise
from gazetteer.place import FeatureClass, Place

# The largest, the United States, unpacks to some 350 MB.
MAX_UNPACKED = 2_000_000_000
_COLUMNS, _LONGEST_LINE = 19, 40_000
# A file of which more rows than this share cannot be read has another shape than we know.
_BAD_SHARE = 0.01
# A place of the shipped file this near, of the same name and class, is the same one under another number.
_SAME_M = 3_000.0
_GEOD = Geod(ellps="WGS84")
# How far places reach from their point, by code, else by class; towns by their people.
_REACH_M = {"ADM1": 100_000.0, "ADM2": 30_000.0, "ADM3": 15_000.0, "ADM4": 8_000.0, "AIRP": 2_000.0, "AIRB": 3_000.0}
_REACH_OF_CLASS_M = {
    "A": 15_000.0,
    "H": 5_000.0,
    "L": 5_000.0,
    "R": 2_000.0,
    "S": 500.0,
    "T": 5_000.0,
    "U": 50_000.0,
    "V": 5_000.0,
}


@dataclass(frozen=True, slots=True)
class CountryFile:
    """What a country file adds: places that the shipped gazetteer lacks, in the order of their ids, with their names."""

    places: list[Place]
    names: list[list[tuple[str, int]]]
    rows: int
    bad_rows: int


def read_country_file(path: Path, country: str, world: Gazetteer) -> CountryFile:
    """Read a country's zip file; places that ``world`` holds already stay its own.

    Raises
    ------
    BadCountryFileError
        If it is no zip file, lacks its table, unpacks to more than it should, or its rows have another shape.
    """
    read: dict[str, tuple[Place, list[tuple[str, int]]]] = {}
    rows = bad = 0
    for line in _lines(path, country):
        rows += 1
        entry = _entry(line, country, world)
        if entry is None:
            bad += 1
        elif not world.holds(entry[0].place_id):
            read[entry[0].place_id] = entry
    if not rows or bad > _BAD_SHARE * rows:
        raise BadCountryFileError(
            f"{path.name} is not in GeoNames' format: {bad:,} of {rows:,} rows could not be read. "
            "Fetch it again; if that does not help, GeoNames has changed the format."
        )
    kept = _without_twins([read[place_id] for place_id in sorted(read)], country, world)
    return CountryFile([place for place, _ in kept], [names for _, names in kept], rows, bad)


def _lines(path: Path, country: str) -> Iterator[str]:
    member = f"{country}.txt"
    try:
        with zipfile.ZipFile(path) as archive:
            if member not in archive.namelist():
                raise BadCountryFileError(f"{path.name} holds no {member}. Is it the file of another country?")
            if archive.getinfo(member).file_size > MAX_UNPACKED:
                raise BadCountryFileError(f"{path.name} unpacks to more than {MAX_UNPACKED // 1_000_000} MB: refused.")
            with archive.open(member) as raw:
                left = MAX_UNPACKED
                for line in io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n"):
                    left -= len(line)
                    if left < 0 or len(line) > _LONGEST_LINE:
                        raise BadCountryFileError(f"{path.name} unpacks to more than its header says: refused.")
                    yield line.rstrip("\r\n")
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise BadCountryFileError(f"{path.name} is damaged or no zip file ({error}). Fetch it again.") from error


def _entry(line: str, country: str, world: Gazetteer) -> tuple[Place, list[tuple[str, int]]] | None:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        return None
    number, name, _, others, lat, lon, letter, code, own_country, _, admin1, _, _, _, population = cells[:15]
    try:
        north, east, people = float(lat), float(lon), int(population or 0)
        identity, feature_class = int(number), FeatureClass(letter)
    except ValueError:
        return None
    if not (-90 <= north <= 90 and -180 <= east <= 180 and fold(name) and own_country == country):
        return None
    parent = world.admin1(country, admin1)
    place = Place(
        place_id=f"gn:{identity}", name=name, lon=east, lat=north, country_code=country, feature_class=feature_class,
        feature_code=code, radius_m=_reach_m(letter, code, people), admin1_code=admin1, geonames_id=identity,
        population=people, parent_id=parent.place_id if parent is not None else None,
    )  # fmt: skip
    kept = dict.fromkeys(" ".join(other.split()) for other in others.split(",") if other and not is_noise(other))
    names = [(name, PREFERRED), *((other, ALTERNATE) for other in kept if other != name and fold(other))]
    return place, names


def _reach_m(letter: str, code: str, population: int) -> float:
    if letter == "P":
        return float(round(min(max(10.0 * math.sqrt(population), 1_000.0), 30_000.0)))
    return _REACH_M.get(code, _REACH_OF_CLASS_M[letter])


def _without_twins(
    entries: list[tuple[Place, list[tuple[str, int]]]], country: str, world: Gazetteer
) -> list[tuple[Place, list[tuple[str, int]]]]:
    """Leave out what the shipped gazetteer lists under another number."""
    column = world.lookup_column([place.name for place, _ in entries], country=country)
    lons = np.array([place.lon for place, _ in entries])
    lats = np.array([place.lat for place, _ in entries])
    known = np.array([place_id is not None for place_id in column.place_ids], dtype=bool)
    metres = np.full(len(entries), np.inf)
    metres[known] = _GEOD.inv(lons[known], lats[known], column.lon[known], column.lat[known])[2]
    return [
        entry
        for entry, away, place_id in zip(entries, metres.tolist(), column.place_ids, strict=True)
        if away > _SAME_M or place_id is None or world.place(place_id).feature_class is not entry[0].feature_class
    ]
