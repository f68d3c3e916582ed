"""The layers that a project keeps: each with its date and its source, as an analyst gave them."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from events import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from gazetteer import Failures, ProjectFile
from geo.errors import LayerError
from geo.layer_packing import packed, unpacked
from geo.own_layer import OwnFeature, OwnLayer

_METADATA = sa.MetaData()
_table = sa.Table(
    "own_layer",
    _METADATA,
    sa.Column("layer_id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("as_of", sa.Text),
    sa.Column("attribution", sa.Text, nullable=False),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.Column("features", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # an address that names a removed layer shows no other one
)
# Beside the layers: a project of an earlier Dateline gets it once a colour is chosen.
_colour_table = sa.Table(
    "own_layer_colour",
    _METADATA,
    sa.Column("layer_id", sa.Integer, primary_key=True),
    sa.Column("colour", sa.Text, nullable=False),
)
_LISTED = (_table.c.layer_id, _table.c.name, _table.c.as_of, _table.c.attribution, _table.c.added_at)
LONGEST_NAME, LONGEST_ATTRIBUTION, MOST_LAYERS = 80, 200, 12


class LayerColour(StrEnum):
    """The colours of a layer, told apart by everyone (Okabe and Ito's); how each is drawn on a light and a dark map stands in static/explorer/own_layers.js."""

    BLUE = "blue"
    ORANGE = "orange"
    GREEN = "green"
    PINK = "pink"
    OCHRE = "ochre"
    GREY = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLayer:
    """One layer of a project.

    ``as_of`` is the day that it tells of, None where that is not known, ``added_at`` is UTC, ``colour`` None where none was
    chosen: then it goes by the layer's place among the others.
    """

    layer_id: int
    name: str
    as_of: dt.date | None
    attribution: str
    added_at: dt.datetime
    colour: LayerColour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedLayer:
    """A layer that was taken out, with its features as the project kept them: it can be put back."""

    layer: KeptLayer
    features: bytes


class OwnLayers:
    """The layers of one project file, in the order in which they were added. Safe to share between threads."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        failures = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
        self._file = ProjectFile(path, failures, read_only=read_only)

    def all(self) -> tuple[KeptLayer, ...]:
        """Return the layers without their features; none where the project never had any."""
        if not self._file.path.is_file():
            return ()
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table(_table.name):
                return ()
            rows = connection.execute(sa.select(*_LISTED).order_by(_table.c.layer_id)).all()
            colours = _colours(connection)
        return tuple(_kept(row, colours.get(row.layer_id)) for row in rows)

    def features(self, layer_id: int) -> tuple[OwnFeature, ...]:
        """Return the features of a layer; none where someone else has removed it."""
        with self._file.reading() as connection:
            kept = connection.execute(
                sa.select(_table.c.features).where(_table.c.layer_id == layer_id)
            ).scalar_one_or_none()
        return unpacked(kept) if kept is not None else ()

    def add(self, name: str, layer: OwnLayer, *, as_of: dt.date | None, attribution: str, now: dt.datetime) -> int:
        """Keep a layer and return its number, which no later one gets.

        Raises
        ------
        LayerError
            If it has no name, name or attribution are too long, or the project has as many layers as it may.
        StoreLockedError, StoreReadOnlyError, StoreBrokenError
            Where the project cannot be written; nothing is changed then.
        """
        words, source = _named(name), " ".join(attribution.split())
        if len(source) > LONGEST_ATTRIBUTION:
            raise LayerError(f"The source may have {LONGEST_ATTRIBUTION} letters. Shorten it.")
        row = {
            "name": words,
            "as_of": as_of.isoformat() if as_of else None,
            "attribution": source,
            "added_at": now.isoformat(),
            "features": packed(layer.features),
        }
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            _check_room(connection)
            added = connection.execute(_table.insert().values(row).returning(_table.c.layer_id)).scalar_one()
        return int(added)

    def change(self, layer_id: int, *, name: str, colour: LayerColour) -> None:
        """Give a layer another name and colour.

        Raises
        ------
        LayerError
            If the name is none or too long, or somebody else has removed the layer.
        """
        words = _named(name)
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            its_row = _table.update().where(_table.c.layer_id == layer_id)
            if connection.execute(its_row.values(name=words)).rowcount == 0:
                raise LayerError("This layer is not there any more: someone else removed it.")
            _colour(connection, layer_id, colour)

    def remove(self, layer_id: int) -> RemovedLayer | None:
        """Take a layer out and return it; None where there is none of that number, or none any more.

        Its colour is kept for Undo: no later layer gets its number.
        """
        is_it = _table.c.layer_id == layer_id
        with self._file.writing() as connection:
            if not sa.inspect(connection).has_table(_table.name):
                return None
            row = connection.execute(sa.select(_table).where(is_it)).first()
            colour = _colours(connection).get(layer_id)
            connection.execute(_table.delete().where(is_it))
        return RemovedLayer(layer=_kept(row, colour), features=row.features) if row is not None else None

    def put_back(self, removed: RemovedLayer) -> None:
        """Keep a layer that was removed, as it was and by its number; nothing happens where somebody else did.

        Raises
        ------
        LayerError
            If the project has as many layers as it may by now.
        """
        layer = removed.layer
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            if connection.execute(sa.select(_table.c.layer_id).where(_table.c.layer_id == layer.layer_id)).first():
                return
            _check_room(connection)
            connection.execute(
                _table.insert().values(
                    layer_id=layer.layer_id, name=layer.name, as_of=layer.as_of.isoformat() if layer.as_of else None,
                    attribution=layer.attribution, added_at=layer.added_at.isoformat(), features=removed.features,
                )
            )  # fmt: skip


def _named(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise LayerError(f"A layer needs a name of at most {LONGEST_NAME} letters.")
    return words


def _colours(connection: sa.Connection) -> dict[int, LayerColour]:
    """Return the colours that were chosen; one that a later Dateline knows is as if none was."""
    if not sa.inspect(connection).has_table(_colour_table.name):
        return {}
    rows = connection.execute(sa.select(_colour_table)).all()
    return {row.layer_id: LayerColour(row.colour) for row in rows if row.colour in set(LayerColour)}


def _colour(connection: sa.Connection, layer_id: int, colour: LayerColour) -> None:
    row = _colour_table.insert().prefix_with("OR REPLACE").values(layer_id=layer_id, colour=colour.value)
    connection.execute(row)


def _kept(row: sa.Row[*tuple[Any, ...]], colour: LayerColour | None) -> KeptLayer:
    return KeptLayer(
        layer_id=row.layer_id,
        name=row.name,
        as_of=dt.date.fromisoformat(row.as_of) if row.as_of else None,
        attribution=row.attribution,
        added_at=dt.datetime.fromisoformat(row.added_at),
        colour=colour,
    )


def _check_room(connection: sa.Connection) -> None:
    if connection.execute(sa.select(sa.func.count()).select_from(_table)).scalar_one() >= MOST_LAYERS:
        raise LayerError(f"A project keeps up to {MOST_LAYERS} layers. Remove one that you no longer need.")


def layers_token(path: Path, kept: Sequence[KeptLayer]) -> str:
    """Name this state of a project's layers; "" for none."""
    said = "".join(f" {each.layer_id} {each.added_at.isoformat()}" for each in kept)
    return hashlib.blake2b(f"{path}{said}".encode(), digest_size=8).hexdigest() if kept else ""
