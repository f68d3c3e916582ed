"""Where the shipped data comes from: ``SOURCES.toml``, which maps and exports quote."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "SOURCES.toml"
# Where a place comes from, and the licence of what is known of it, by the first part of its id.
_ORIGINS = {
    "gn": ("GeoNames", "CC BY 4.0"),
    "oa": ("OurAirports", "public domain"),
    "ne": ("Natural Earth", "public domain"),
    "ner": ("Natural Earth", "public domain"),
    "cur": ("Dateline's own list, each row with its evidence", "CC BY 4.0"),
    "ucdp": ("UCDP Georeferenced Event Dataset", "CC BY 4.0"),
    "own": ("your own entry", ""),
    "geo": ("coordinates as written", ""),
}


@cache
def sources() -> tuple[dict[str, str], ...]:
    """Return an entry for each shipped file: file, name, source, version, licence, attribution, command, sha256."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple({"file": name, **entry} for name, entry in table["files"].items())


def attributions() -> tuple[str, ...]:
    """Return the lines that maps and exports must show for the shipped places, each once; lists of words have none."""
    drawn = (source["attribution"] for source in sources() if source["file"].endswith((".parquet", ".csv")))
    return tuple(dict.fromkeys(drawn))


def origin_of(place_id: str) -> tuple[str, str]:
    """Return where a place comes from, and the licence, "" where none is known.

    Examples
    --------
    >>> origin_of("gn:2210247"), origin_of("own:ly-camp-delta")
    (('GeoNames', 'CC BY 4.0'), ('your own entry', ''))
    """
    return _ORIGINS.get(place_id.partition(":")[0], ("a list that is not known", ""))
