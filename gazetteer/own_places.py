"""The user's own places: kept in the project's file, so that they travel with it, and laid over the shipped gazetteer."""

import datetime as dt
import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import shapely
import sqlalchemy as sa

from gazetteer.build import rules_version
from gazetteer.errors import (
    PlacesBrokenError,
    PlacesLockedError,
    PlacesReadOnlyError,
    UnknownPlaceError,
)
from gazetteer.home import cache_dir
from gazetteer.index import IndexFile
from gazetteer.keys import ALTERNATE, PREFERRED
from gazetteer.layer import Layer
from gazetteer.layer_file import write_layer
from gazetteer.names import fold
from gazetteer.own_row import OwnPlace
from gazetteer.place import FeatureClass, Place
from gazetteer.project_file import Failures, ProjectFile
from gazetteer.prominence import prominence
from gazetteer.usable_index import open_usable

ORIGIN = "from your own gazetteer"
_LOG = logging.getLogger(__name__)
_FAILURES = Failures(PlacesLockedError, PlacesReadOnlyError, PlacesBrokenError)
_TABLES = sa.MetaData()
_own_place = sa.Table(
    "own_place",
    _TABLES,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("place_id", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
# The form of the layer's rows and its own rules (`_weight`); another one makes old layers be built anew.
_FORM = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an addition changed: places that are new, and ones that took the place of an earlier row of the same id."""

    new: int
    replaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """From where a place was added (a file's name, a page), and when."""

    source: str
    added_at: dt.datetime


class OwnPlaces:
    """The places in one project file; each call has a connection of its own."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        """Open a project's places; for writing, a missing file is made.

        Raises
        ------
        PlacesBrokenError, PlacesReadOnlyError, PlacesLockedError
            Where the file is no project or cannot be written.
        """
        if not read_only:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise PlacesReadOnlyError(
                    f"{path.parent} cannot be made ({error.strerror}). Choose another file with --db PATH."
                ) from error
        self.path = path
        self._file = ProjectFile(path, _FAILURES, read_only=read_only)
        if not read_only:
            with self._file.writing() as connection:
                _TABLES.create_all(connection)

    def all(self) -> tuple[OwnPlace, ...]:
        """Return the places in the order in which they were added."""
        return tuple(_from_record(record) for record in self._records())

    def _records(self) -> list[str]:
        if not self.path.is_file():
            return []
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table("own_place"):
                return []
            return list(connection.scalars(sa.select(_own_place.c.record).order_by(_own_place.c.number)))

    def add(
        self, places: Iterable[OwnPlace], *, source: str, now: dt.datetime, instead_of: Iterable[str] = ()
    ) -> Added:
        """Keep places, all or none of them; one whose id is there already takes its place.

        ``instead_of`` are ids of places that go in the same step.
        """
        given = list(places)
        kept: dict[str, OwnPlace] = {}
        for own in given:
            kept.pop(own.place.place_id, None)
            kept[own.place.place_id] = own
        by_id = sa.delete(_own_place).where(_own_place.c.place_id == sa.bindparam("gone"))
        rows = [
            {
                "place_id": place_id, "name": own.place.name, "source": source[:200], "added_at": now.isoformat(),
                "record": _to_record(own),
            }
            for place_id, own in kept.items()
        ]  # fmt: skip
        with self._file.writing() as connection:
            for place_id in instead_of:
                connection.execute(by_id, {"gone": place_id})
            if not rows:
                return Added(new=0, replaced=0)
            old = connection.execute(by_id, [{"gone": place_id} for place_id in kept]).rowcount
            connection.execute(_own_place.insert(), rows)
        new = len(kept) - old
        return Added(new=new, replaced=len(given) - new)

    def remove(self, name: str) -> tuple[OwnPlace, ...]:
        """Forget the places of a name, an alias or an id, and return them; the shipped gazetteer's answer comes back.

        Raises
        ------
        UnknownPlaceError
            If no place of one's own is called so.
        """
        wanted = fold(name)
        gone = [
            own for own in self.all()
            if name == own.place.place_id or wanted == fold(own.place.name)
        ] or [own for own in self.all() if wanted in map(fold, own.aliases)]  # fmt: skip
        if not gone:
            raise UnknownPlaceError(
                f"{self.path.name} has no place of your own called {name[:80]!r}. "
                "`python -m gazetteer info` tells how many there are; the Places page lists them."
            )
        with self._file.writing() as connection:
            ids = [own.place.place_id for own in gone]
            connection.execute(sa.delete(_own_place).where(_own_place.c.place_id.in_(ids)))
        return tuple(gone)

    def entry(self, place_id: str) -> Entry | None:
        """Return from where and when a place was added, None where it is none of the user's own."""
        if not self.path.is_file():
            return None
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table("own_place"):
                return None
            query = sa.select(_own_place.c.source, _own_place.c.added_at).where(_own_place.c.place_id == place_id)
            row = connection.execute(query).first()
        return None if row is None else Entry(source=row.source, added_at=dt.datetime.fromisoformat(row.added_at))

    def version(self) -> str:
        """Return a text that changes with the places; empty where there are none."""
        records = self._records()
        if not records:
            return ""
        digest = hashlib.blake2b(f"{_FORM} {rules_version()}".encode(), digest_size=8)
        for record in records:
            digest.update(record.encode())
        return digest.hexdigest()

    def stamp(self) -> str:
        """Return a text that changes whenever places are added or removed; quicker than :meth:`version`."""
        if not self.path.is_file():
            return ""
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table("own_place"):
                return ""
            query = sa.select(sa.func.max(_own_place.c.number), sa.func.count())
            return "-".join(str(number) for number in connection.execute(query).one())

    def layer(self) -> Layer | None:
        """Return the places as a layer of the gazetteer, None where there are none.

        Its index lies in the cache folder under the places' version, and is built anew where it is missing or damaged.
        """
        version = self.version()
        if not version:
            return None
        path = cache_dir() / f"own-{version}.index"
        index = open_usable(path)
        if index is None:
            _LOG.info("The index of %s's own places is being built.", self.path.name)
            _write_index(path, self.all(), version)
            index = IndexFile(path)
        return Layer(index, origin=ORIGIN)


def _write_index(path: Path, owned: tuple[OwnPlace, ...], version: str) -> None:
    ordered = sorted(owned, key=lambda own: own.place.place_id)
    outlines = {own.place.place_id: shapely.to_wkb(own.outline) for own in ordered if own.outline is not None}
    names = [[(own.place.name, PREFERRED), *((alias, ALTERNATE) for alias in own.aliases)] for own in ordered]
    pcodes = {own.place.place_id: own.pcode for own in ordered if own.pcode}
    write_layer(
        path, [own.place for own in ordered], names, outlines, version=version,
        weights=[_weight(own) for own in ordered], about={"pcodes": pcodes},
    )  # fmt: skip


def _weight(own: OwnPlace) -> float:
    """Return how well known a place is: one's own wins, but a list of P-codes does not turn every city into its district."""
    is_coded_area = bool(own.pcode) and own.place.feature_class is FeatureClass.ADMIN
    return prominence(own.place) if is_coded_area else 1.0


def _to_record(own: OwnPlace) -> str:
    place = own.place
    return json.dumps(
        {
            "place_id": place.place_id, "name": place.name, "lon": place.lon, "lat": place.lat,
            "country_code": place.country_code, "feature_class": place.feature_class.value,
            "feature_code": place.feature_code, "radius_m": place.radius_m, "admin1_code": place.admin1_code,
            "geonames_id": place.geonames_id, "population": place.population, "parent_id": place.parent_id,
            "is_rough": place.is_rough, "aliases": list(own.aliases),
            "wkt": None if own.outline is None else shapely.to_wkt(own.outline, rounding_precision=6),
            "pcode": own.pcode, "note": own.note,
        },
        ensure_ascii=False,
    )  # fmt: skip


def _from_record(record: str) -> OwnPlace:
    told = json.loads(record)
    aliases, wkt, pcode, note = (told.pop(key) for key in ("aliases", "wkt", "pcode", "note"))
    place = Place(**{**told, "feature_class": FeatureClass(told["feature_class"])})
    outline = None if wkt is None else shapely.from_wkt(wkt)
    return OwnPlace(place=place, aliases=tuple(aliases), outline=outline, pcode=pcode, note=note)
