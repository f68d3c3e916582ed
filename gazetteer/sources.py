"""Where the shipped data comes from: ``SOURCES.toml``, which maps and exports quote."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "SOURCES.toml"


@cache
def sources() -> tuple[dict[str, str], ...]:
    """Return an entry for each shipped file: file, name, source, version, licence, attribution, command, sha256."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple({"file": name, **entry} for name, entry in table["files"].items())


def attributions() -> tuple[str, ...]:
    """Return the lines that maps and exports must show for the shipped places, each once; lists of words have none."""
    drawn = (source["attribution"] for source in sources() if source["file"].endswith((".parquet", ".csv")))
    return tuple(dict.fromkeys(drawn))
