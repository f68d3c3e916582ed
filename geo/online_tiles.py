"""Online map tiles that a project switches on: an address with {z}, {x} and {y}, and whose tiles they are."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa

from events import StoreBrokenError, StoreLockedError, StoreReadOnlyError
from gazetteer import Failures, ProjectFile
from geo.errors import BasemapFileError
from geo.own_basemaps import LONGEST_ATTRIBUTION

_METADATA = sa.MetaData()
_table = sa.Table(
    "online_tiles",
    _METADATA,
    sa.Column("template", sa.Text, nullable=False),
    sa.Column("attribution", sa.Text, nullable=False),
)
LONGEST_TEMPLATE = 500
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_NEEDED = ("{z}", "{x}", "{y}")
_PRINTED = re.compile(r"[!-~]+")
_EXAMPLE = "For example: https://tiles.example.org/{z}/{x}/{y}.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineTiles:
    """Where tiles come from; ``host`` is who is asked for them, in words."""

    template: str
    attribution: str

    @property
    def host(self) -> str:
        """Return the server's name, with its port where it has one of its own."""
        return urlsplit(self.template).netloc


def parse_tiles(template: str, attribution: str) -> OnlineTiles:
    """Check what an analyst says of online tiles.

    Raises
    ------
    BasemapFileError
        If the address is not https (http only to this machine), lacks {z}, {x} or {y}, holds other braces or a password, or
        the attribution is missing.

    Examples
    --------
    >>> parse_tiles("https://tiles.example.org/{z}/{x}/{y}.png", "© Example").host
    'tiles.example.org'
    """
    address, source = template.strip(), " ".join(attribution.split())
    if not address or len(address) > LONGEST_TEMPLATE or not _PRINTED.fullmatch(address):
        raise BasemapFileError(
            f"The address of the tiles is one word of at most {LONGEST_TEMPLATE} plain letters. {_EXAMPLE}"
        )
    if any(address.count(each) != 1 for each in _NEEDED):
        raise BasemapFileError(f"The address needs {{z}}, {{x}} and {{y}}, each once. {_EXAMPLE}")
    bare = address
    for each in _NEEDED:
        bare = bare.replace(each, "0")
    if "{" in bare or "}" in bare:
        raise BasemapFileError(
            "The address may hold no braces but {z}, {x} and {y}: write a server's letter for {s}, leave {r} out."
        )
    try:
        said, plain = urlsplit(address), urlsplit(bare)
        host, port = plain.hostname, plain.port
    except ValueError as error:
        raise BasemapFileError(f"This is no address of a server. {_EXAMPLE}") from error
    if not host or said.netloc != plain.netloc or port == 0 or "\\" in address:
        raise BasemapFileError(f"The address names no server. {_EXAMPLE}")
    if plain.scheme != "https" and not (plain.scheme == "http" and host in _HERE):
        raise BasemapFileError(
            f"The address must begin with https://, so that nobody on the way reads where you look. {_EXAMPLE}"
        )
    if plain.username is not None or plain.password is not None:
        raise BasemapFileError(
            "The address may hold no user name or password. Ask the server's owner for a key in the address's path."
        )
    if not source or len(source) > LONGEST_ATTRIBUTION:
        raise BasemapFileError(
            f"Say whose tiles these are, and under which licence (at most {LONGEST_ATTRIBUTION} letters): it stands on the map and on its pictures."
        )
    return OnlineTiles(template=address, attribution=source)


class OnlineTilesSetting:
    """What one project says of online tiles; it has none until somebody switches them on."""

    def __init__(self, path: Path, *, read_only: bool = True) -> None:
        failures = Failures(StoreLockedError, StoreReadOnlyError, StoreBrokenError)
        self._file = ProjectFile(path, failures, read_only=read_only)

    def get(self) -> OnlineTiles | None:
        """Return the tiles, None where they are off; what is no address that `parse_tiles` takes is off, too."""
        if not self._file.path.is_file():
            return None
        with self._file.reading() as connection:
            if not sa.inspect(connection).has_table(_table.name):
                return None
            row = connection.execute(sa.select(_table)).first()
        try:
            return parse_tiles(row.template, row.attribution) if row else None
        except BasemapFileError:  # a project from a stranger may say anything
            return None

    def switch_on(self, tiles: OnlineTiles) -> None:
        """Keep where tiles come from, in place of what was there."""
        with self._file.writing() as connection:
            _METADATA.create_all(connection)
            connection.execute(_table.delete())
            connection.execute(_table.insert().values(template=tiles.template, attribution=tiles.attribution))

    def switch_off(self) -> None:
        """Forget the tiles."""
        with self._file.writing() as connection:
            if sa.inspect(connection).has_table(_table.name):
                connection.execute(_table.delete())
