"""The leak check: what a release forbids is looked for in all pieces of a file."""

import getpass
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from events.release import WORD, Forbidden
from gazetteer import find_coordinates, fold, is_plain_word
from geo.release.pairs import DECIMAL, Pairs, decimals_of
from geo.release.piece import Piece

_MOST_LEAKS, _LONGEST_PROSE = 20, 5_000
_PATH = re.compile(
    r"(?<![\w/.:-])(?:/(?:home|Users|root|tmp|var|mnt|media|srv)/[\w.@ -]*[\w.@-]+|[A-Za-z]:\\+(?:Users|Documents)\\+[\w.@-]+|file://\S+)"
)
_TOKEN = re.compile(r"[^\s\"',;<>&=/()\[\]{}|]+")
_LONS = frozenset("lon lng long longitude x minx maxx min_x max_x xmin xmax west east easting point_x".split())
_LATS = frozenset("lat latitude y miny maxy min_y max_y ymin ymax south north northing point_y".split())
_LABEL = re.compile(r'\["((?:[^"\\]|\\.)*)",(-?[\d.]+),(-?[\d.]+),"')
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SHORT_FIELD = 10  # what a shapefile leaves of a column's name
_LEAST_NAME = 4
_NO_USER = frozenset({"root", "user", "admin", "analyst", "ubuntu", "runner", "nobody"})
Label = tuple[str, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something forbidden that a file holds: what, and where in the file."""

    what: str
    where: str


def search(
    pieces: Iterable[Piece],
    forbidden: Forbidden,
    *,
    known: frozenset[str] = frozenset(),
    labels: frozenset[Label] = frozenset(),
) -> tuple[Leak, ...]:
    """Return what of the forbidden stands in the pieces of a file, at most 20 leaks.

    Parameters
    ----------
    known
        Texts that the file holds whatever its events are, such as the map's program and its base map: they are passed over as they
        are, and two numbers that follow each other in one of them are no event's.
    labels
        Name, longitude and latitude of the towns that the map names whatever its events are.
    """
    searcher, found = _Searcher(forbidden, labels, known), dict[Leak, None]()
    for piece in pieces:
        if isinstance(piece.value, str) and piece.value in known:
            continue
        for leak in searcher.look(piece):
            found[leak] = None
            if len(found) >= _MOST_LEAKS:
                return tuple(found)
    found |= dict.fromkeys(searcher.end())
    return tuple(found)


class _Searcher:
    def __init__(self, forbidden: Forbidden, labels: frozenset[Label], known: frozenset[str]) -> None:
        self._forbidden, self._labels = forbidden, labels
        self._rows: dict[int, dict[tuple[str, ...], str]] = {}
        for kind, names in (
            ("the name of a finer place", forbidden.names),
            ("a source that is not named", forbidden.sources),
        ):
            for name in names:
                self._add(name, f"{kind}, {name!r}")
        for size, rows in forbidden.shingles.items():
            self._rows.setdefault(size, {}).update(
                (row, f"words of a sentence left out: “{' '.join(row)}”") for row in rows
            )
        self._exact = {fold(name): name for name in forbidden.names | forbidden.sources if is_plain_word(name.lower())}
        self._pairs = Pairs(forbidden, known)
        self._user = fold(_user())
        self._record, self._numbers, self._place = "", list[tuple[float, int]](), ""
        self.texts = lru_cache(maxsize=100_000)(self._text)

    def _add(self, name: str, what: str) -> None:
        row = tuple(fold(word) for word in WORD.findall(name))
        if row:
            self._rows.setdefault(len(row), {})[row] = what

    def look(self, piece: Piece) -> Iterator[Leak]:
        if piece.record != self._record:
            yield from self.end()
            self._record = piece.record
        if piece.coords is not None:
            if not self._pairs.may_stand(piece.coords):
                yield Leak(what="coordinates finer than allowed", where=piece.where)
            return
        value = piece.value
        if value is None or value == "":
            return
        yield from self._field(piece, value)
        if isinstance(value, str):
            text = self._furnished(value) if piece.is_code else value
            yield from (Leak(what=what, where=piece.where) for what in self.texts(text, is_code=piece.is_code))
            if piece.is_code and self._pairs.stand_in_a_row(text):
                yield Leak(what="the true coordinates of an event", where=piece.where)
            if not piece.is_code:
                self._numbers += [(float(n.replace(",", ".")), decimals_of(n)) for n in DECIMAL.findall(value)]
        else:
            self._numbers.append((float(value), decimals_of(repr(float(value)))))
            if piece.field.lower().endswith("id") and f"{value:.15g}" in self._forbidden.ids:
                yield Leak(what=f"an id that does not leave, {value:.15g}", where=piece.where)
        self._place = piece.where

    def end(self) -> Iterator[Leak]:
        """Yield what the numbers of the record at hand tell together."""
        if len(self._numbers) > 1 and self._pairs.stand_among(self._numbers):
            yield Leak(what="the true coordinates of an event", where=self._place)
        self._numbers = []

    def _field(self, piece: Piece, value: str | float) -> Iterator[Leak]:
        name = piece.field.lower()
        if not name or str(value).startswith("#"):  # a row of HXL tags
            return
        is_short = len(name) == _SHORT_FIELD and any(each.startswith(name) for each in self._forbidden.fields)
        if name in self._forbidden.fields or is_short:
            yield Leak(what=f"a field that is left out, {piece.field}", where=piece.where)
        if (
            (name in _LONS or name in _LATS)
            and not self._pairs.may_be(value, is_lon=name in _LONS)
            and not piece.is_code
        ):
            yield Leak(what=f"a coordinate finer than allowed, {piece.field}", where=piece.where)

    def _furnished(self, text: str) -> str:
        """Return a script without the labels of the base map, and its escaped letters as they are."""

        def label(match: re.Match[str]) -> str:
            row = (json.loads(f'"{match[1]}"'), float(match[2]), float(match[3]))
            return "" if row in self._labels else match[0]

        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), _LABEL.sub(label, text))

    def _text(self, text: str, *, is_code: bool) -> tuple[str, ...]:
        found = [f"a path of a computer, {match[0][:60]!r}" for match in [_PATH.search(text)] if match]
        if "%" in text:
            text = f"{text}\n{unquote(text)}"
        found += [
            f"an id that does not leave, {token}" for token in set(_TOKEN.findall(text)) & self._forbidden.ids
            # Raw bytes are full of numbers: there one is an id where it is written as a text.
            if not (is_code and token.isdigit() and f'"{token}"' not in text)
        ]  # fmt: skip
        words = [_folded(word) for word in WORD.findall(text)]
        for size, rows in self._rows.items():
            for row in {tuple(words[n : n + size]) for n in range(len(words) - size + 1)} & rows.keys():
                name = self._exact.get(" ".join(row))
                is_meant = name is None or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
                if is_meant and not (is_code and size == 1 and len(row[0]) < _LEAST_NAME):
                    found.append(rows[row])
        if not is_code:
            found += [f"a word of a sentence left out, {word!r}" for word in set(words) & self._forbidden.words]
        if self._user and self._user in words:
            found.append("the name of this computer's user")
        if not is_code and len(text) <= _LONGEST_PROSE and self._pairs.is_coarse:
            found += [
                f"coordinates, {each.text!r}"
                for each in find_coordinates(text)
                if self._pairs.is_too_fine(each.lon, each.lat, each.radius_m)
            ]
        return tuple(found)


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return fold(word)


def _user() -> str:
    """Return the name of who runs this, "" where it is nobody's or too short to be told from other words."""
    try:
        name = getpass.getuser()
    except OSError:
        return ""
    return name if len(name) >= _LEAST_NAME and name not in _NO_USER and not is_plain_word(name.lower()) else ""
