"""Full country files of GeoNames, fetched where there is a network (or brought on a stick), and laid over the shipped gazetteer."""

import datetime as dt
import hashlib
import json
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from gazetteer.download import download
from gazetteer.errors import BadCountryFileError, FetchFailedError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geonames_file import read_country_file
from gazetteer.home import cache_dir, data_dir
from gazetteer.index import IndexFile
from gazetteer.layer import Layer
from gazetteer.layer_file import Progress, write_layer
from gazetteer.usable_index import open_usable

SOURCE = "https://download.geonames.org/export/dump"
ATTRIBUTION = "Places of {country}: GeoNames (CC BY 4.0), as of {day}"
# The rules by which a file becomes a layer; another number makes old layers be built anew.
_FORM = "1"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A country file at hand: where it is from, when, its SHA-256 and how many of its rows the shipped gazetteer lacks."""

    country: str
    source: str
    fetched_at: str
    sha256: str
    size: int
    rows: int
    places: int


def folder() -> Path:
    """Return the folder of the country files; created when the first one is kept, so that a read-only home can be read."""
    return data_dir() / "gazetteers"


def fetched() -> tuple[Fetched, ...]:
    """Return the country files at hand, by country code; one whose description is damaged is left out and logged."""
    found = []
    for path in sorted(folder().glob("??.json")):
        try:
            found.append(Fetched(**json.loads(path.read_text(encoding="utf-8"))))
        except (ValueError, TypeError) as error:
            _LOG.warning("%s is damaged (%s): fetch that country again.", path.name, error)
    return tuple(found)


def fetch(
    country: str, world: Gazetteer, *, now: dt.datetime, source: str = SOURCE, progress: Progress | None = None
) -> Fetched:
    """Download a country's file and keep it; an interrupted download goes on where it stopped.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.
    world
        The shipped gazetteer, whose places stay its own.
    source
        Address of a folder in GeoNames' form; https, or http on this machine.

    Raises
    ------
    UnknownCountryError, FetchFailedError, BadCountryFileError
        With the next step; what was at hand before stays.
    """
    code = world.country(country).country_code
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f"{code}.zip.part"
    address = f"{source.rstrip('/')}/{code}.zip"
    download(address, part, progress)
    return _take(part, code, world, now=now, source=address)


def take_file(path: Path, country: str, world: Gazetteer, *, now: dt.datetime) -> Fetched:
    """Take a country file that was brought to this machine; raises as :func:`fetch` does."""
    code = world.country(country).country_code
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f"{code}.zip.part"
    try:
        shutil.copyfile(path, part)
    except OSError as error:
        raise FetchFailedError(
            f"{path} could not be read: {error.strerror}. Give the path of a file {code}.zip."
        ) from error
    return _take(part, code, world, now=now, source=path.name)


def forget(country: str) -> bool:
    """Remove a country's file; return whether there was one."""
    code = country.strip().upper()
    was_there = (folder() / f"{code}.json").is_file() if code.isalpha() else False
    if was_there:
        for name in (f"{code}.json", f"{code}.zip", f"{code}.zip.part"):
            (folder() / name).unlink(missing_ok=True)
    return was_there


def fetched_layers(world: Gazetteer) -> tuple[Layer, ...]:
    """Return the country files at hand as layers; a damaged one is left out and logged, the others serve."""
    layers = []
    for entry in fetched():
        path = cache_dir() / f"fetched-{entry.country}-{entry.sha256[:12]}-{_FORM}.index"
        try:
            index = open_usable(path)
            if index is None:
                _build(folder() / f"{entry.country}.zip", entry, path, world)
                index = IndexFile(path)
            layers.append(Layer(index, origin=f"from GeoNames' file of {entry.country}"))
        except (BadCountryFileError, OSError) as error:
            _LOG.warning("%s", error)
    return tuple(layers)


def _build(archive: Path, entry: Fetched, path: Path, world: Gazetteer) -> None:
    found = read_country_file(archive, entry.country, world)
    attribution = ATTRIBUTION.format(country=entry.country, day=entry.fetched_at[:10])
    write_layer(path, found.places, found.names, {}, version=entry.sha256[:12], attribution=attribution)


def _take(part: Path, code: str, world: Gazetteer, *, now: dt.datetime, source: str) -> Fetched:
    """Check a file, and put it and its description in place in one step each, the description last."""
    try:
        found = read_country_file(part, code, world)
    except BadCountryFileError:
        part.unlink(missing_ok=True)
        raise
    digest = hashlib.sha256()
    with part.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    entry = Fetched(
        country=code, source=source, fetched_at=now.isoformat(), sha256=digest.hexdigest(), size=part.stat().st_size,
        rows=found.rows, places=len(found.places),
    )  # fmt: skip
    part.replace(part.with_suffix(""))
    description = folder() / f"{code}.json"
    draft = description.with_suffix(".json.part")
    draft.write_text(json.dumps({key: getattr(entry, key) for key in entry.__dataclass_fields__}), encoding="utf-8")
    draft.replace(description)
    return entry
