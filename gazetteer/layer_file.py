"""The file of a layer: places, names and outlines turned into an index."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from gazetteer.index import text_arrays, write_index
from gazetteer.keys import NameKeys
from gazetteer.place import Place
from gazetteer.place_row import PLACE_ROW
from gazetteer.prominence import prominence

Progress = Callable[[float, str], None]
# Of which single numbers, or those of all places, are asked for.
_COLUMNS = ("lon", "lat", "population", "country", "code", "feature_class", "is_rough")
# Places between two words of progress.
_STEP = 20_000


def write_layer(
    path: Path,
    places: list[Place],
    names: list[list[tuple[str, int]]],
    outlines: Mapping[str, bytes],
    *,
    version: str,
    weights: Sequence[float] | None = None,
    attribution: str = "",
    about: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write an index of places: the world file's, or a layer over it.

    Parameters
    ----------
    path
        Where to write it; it appears there whole or not at all.
    places
        In the order of their ids, each id once.
    names
        The names of each place with their kind (``gazetteer.keys``), its own first.
    outlines
        WKB (EPSG:4326) by place id.
    version
        What ``info`` says of it.
    weights
        How well known each place is, 0 to 1; None reckons it from people and class.
    attribution
        The line that maps and exports must show for the layer's data.
    about
        Further facts that the index keeps (plain JSON).
    progress
        Hears a share from 0 to 1 and words.

    Raises
    ------
    OSError
        Where the disk is full or the folder cannot be written; nothing is left behind.
    """
    say = progress or (lambda _share, _words: None)
    keys = NameKeys()
    for row, (place, own) in enumerate(zip(places, names, strict=True)):
        if row % _STEP == 0:
            say(0.15 + 0.5 * row / len(places), f"Indexing names ({row:,} of {len(places):,} places)")
        keys.add(place, own)
    say(0.65, "Sorting names")
    row_of = {place.place_id: row for row, place in enumerate(places)}
    drawn = sorted((row_of[place_id], wkb) for place_id, wkb in outlines.items())
    arrays = {
        **text_arrays("place_id", (place.place_id.encode() for place in places)),
        **text_arrays("name", (name.encode("utf-8", "surrogatepass") for own in names for name, _ in own)),
        "name.place": np.repeat(np.arange(len(names), dtype="<u4"), [len(own) for own in names]),
        "name.kind": np.array([kind for own in names for _, kind in own], dtype="u1"),
        "place.names": np.cumsum([0, *(len(own) for own in names)]).astype("<u4"),
        "place.prominence": np.array(
            [prominence(place) for place in places] if weights is None else weights, dtype="<f4"
        ),
        **keys.arrays(),
        "outline.place": np.array([row for row, _ in drawn], dtype="<u4"),
        **text_arrays("outline", (wkb for _, wkb in drawn)),
    }
    if any(place.parent_id is not None and place.parent_id not in row_of for place in places):
        arrays |= text_arrays("parent", ((place.parent_id or "").encode() for place in places))
    facts: dict[str, object] = {
        **(about or {}),
        "version": version,
        "attribution": attribution,
        "places": len(places),
        "names": keys.count,
        "outlines": len(drawn),
        "kinds": dict(sorted(Counter(str(place.feature_class) for place in places).items())),
    }
    rows = _rows(places, row_of, facts)
    rows["first_name"] = arrays["place.names"][:-1]
    arrays["place.row"] = rows.view("u1")
    # What is read of many places at once lies by the column too.
    arrays |= {f"place.{column}": np.ascontiguousarray(rows[column]) for column in _COLUMNS}
    say(0.95, "Writing the index")
    write_index(path, arrays, facts)
    say(1.0, "The place index is ready")


def _rows(places: list[Place], row_of: dict[str, int], facts: dict[str, object]) -> np.ndarray:
    """Return the places' rows; the lists that their numbers point into are put into ``facts``."""
    rows = np.zeros(len(places), dtype=PLACE_ROW)
    for column in ("lon", "lat", "population", "radius_m", "is_rough"):
        rows[column] = [getattr(place, column) for place in places]
    rows["feature_class"] = [ord(place.feature_class) for place in places]
    rows["geonames_id"] = [place.geonames_id or 0 for place in places]
    rows["parent"] = [row_of.get(place.parent_id or "", -1) for place in places]
    for title, column in (("country", "country_code"), ("code", "feature_code"), ("admin1", "admin1_code")):
        values = [getattr(place, column) for place in places]
        known = sorted(set(values))
        number = {value: position for position, value in enumerate(known)}
        facts[title] = known
        rows[title] = [number[value] for value in values]
    return rows
