"""A KMZ: a KML in an archive, beside pictures and other files that are not looked at."""

from io import BytesIO
from zipfile import ZipFile

from events.layers.archive import names_ending, open_archive, read_member
from events.layers.features import Bounds, Features, one_named
from events.layers.kml import read_kml

# Icons and pictures of a large KMZ are files too.
_MOST_MEMBERS = 2_000
_ADVICE = "Export the layer anew as KMZ, or as KML."


def kmz_layers(data: bytes, bounds: Bounds) -> tuple[str, ...]:
    """Return the names of the KML files in a KMZ, the one that programs open first."""
    with _archive(data, bounds) as archive:
        return tuple(_documents(archive))


def read_kmz(data: bytes, layer: str | None, bounds: Bounds) -> Features:
    """Read one KML file of a KMZ, the one that programs open where none is named."""
    with _archive(data, bounds) as archive:
        return read_kml(read_member(archive, one_named(_documents(archive), layer, str), bounds), bounds)


def _archive(data: bytes, bounds: Bounds) -> ZipFile:
    return open_archive(BytesIO(data), most_members=_MOST_MEMBERS, most_unpacked=bounds.unpacked, advice=_ADVICE)


def _documents(archive: ZipFile) -> list[str]:
    """Return the members that are KML: "doc.kml" first, then those that lie in no folder, in the archive's order."""
    return sorted(names_ending(archive, ".kml"), key=lambda name: (name.lower() != "doc.kml", "/" in name))
