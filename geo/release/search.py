"""The leak check: what a release forbids is looked for in all pieces of a file."""

import getpass
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote

import numpy as np

from events.release import WORD, Forbidden
from gazetteer import find_coordinates, fold, is_plain_word
from geo.release.piece import Piece

# Two metres: what formats round away.
_SAME_DEG = 2e-5
_METRES_A_DEGREE = 111_320.0
_MOST_LEAKS, _LONGEST_PROSE, _MOST_DECIMALS = 20, 5_000, 6
_DECIMAL = re.compile(r"(?<![\d.])-?\d{1,3}[.,]\d{2,}(?![\d.]*\d)")
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
        Texts that the file holds whatever its events are, such as the map's program: they are passed over as they are.
    labels
        Name, longitude and latitude of the towns that the map names whatever its events are.
    """
    searcher, found = _Searcher(forbidden, labels), dict[Leak, None]()
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
    def __init__(self, forbidden: Forbidden, labels: frozenset[Label]) -> None:
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
        self._pairs = _Pairs(forbidden)
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
                self._numbers += [(float(n.replace(",", ".")), _decimals(n)) for n in _DECIMAL.findall(value)]
        else:
            self._numbers.append((float(value), _decimals(repr(float(value)))))
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


class _Pairs:
    """What coordinates may stand in a file, and which must not."""

    def __init__(self, forbidden: Forbidden) -> None:
        self._lons, self._lats, self._finest_m = forbidden.lons, forbidden.lats, forbidden.finest_m
        self.is_coarse = forbidden.lons is not None
        self._least = next(
            (n for n in range(2, _MOST_DECIMALS) if 10**-n * _METRES_A_DEGREE / 2**0.5 < self._finest_m), 2
        )
        self._true: dict[int, set[tuple[float, float]]] = {}
        for decimals in range(self._least, _MOST_DECIMALS + 1):
            scaled = forbidden.points * 10**decimals
            near = np.concatenate([np.round(scaled), np.trunc(scaled)]).astype(np.int64)
            self._true[decimals] = set(map(tuple, near.tolist()))

    def may_stand(self, coords: np.ndarray) -> bool:
        return not self.is_coarse or bool(
            _near(coords[:, 0], self._lons).all() and _near(coords[:, 1], self._lats).all()
        )

    def may_be(self, value: str | float, *, is_lon: bool) -> bool:
        """Say whether a value may be a longitude, or a latitude: one of an area that leaves, or too coarse to tell."""
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            return True
        decimals = _decimals(str(value))
        if not self.is_coarse or decimals < self._least:
            return True
        return bool(_near(np.array([number]), self._lons if is_lon else self._lats, 0.5 * 10**-decimals)[0])

    def is_too_fine(self, lon: float | None, lat: float | None, radius_m: float | None) -> bool:
        if lon is None or lat is None or (radius_m or 0) >= self._finest_m:
            return False
        slack = (radius_m or 0) / _METRES_A_DEGREE
        return not (_near(np.array([lon]), self._lons, slack)[0] and _near(np.array([lat]), self._lats, slack)[0])

    def stand_among(self, numbers: list[tuple[float, int]]) -> bool:
        """Say whether two of a record's numbers are a true longitude and latitude, as exact as they are written."""
        fine = [each for each in numbers if each[1] >= self._least]
        if len(fine) < 2:
            return False
        rough = self._true[self._least]
        lons, lats = {pair[0] for pair in rough}, {pair[1] for pair in rough}
        ways = [[n for n in fine if self._scaled(n[0], self._least) & some] for some in (lons, lats)]
        return any(self._is_true(a, b) for a in ways[0] for b in ways[1] if a is not b)

    def stand_in_a_row(self, text: str) -> bool:
        """Say whether two decimals that follow each other in a text are a true longitude and latitude, either first."""
        if not self._true[self._least]:
            return False
        numbers = [(float(n.replace(",", ".")), _decimals(n)) for n in _DECIMAL.findall(text)]
        return any(self._is_true(a, b) or self._is_true(b, a) for a, b in pairwise(numbers))

    def _is_true(self, lon: tuple[float, int], lat: tuple[float, int]) -> bool:
        decimals = min(lon[1], lat[1], _MOST_DECIMALS)
        if decimals < self._least:
            return False
        true = self._true[decimals]
        if not any((x, y) in true for x in self._scaled(lon[0], decimals) for y in self._scaled(lat[0], decimals)):
            return False
        return not (self.may_be(lon[0], is_lon=True) and self.may_be(lat[0], is_lon=False)) or not self.is_coarse

    @staticmethod
    def _scaled(value: float, decimals: int) -> set[int]:
        return {round(value * 10**decimals), int(value * 10**decimals)}


def _near(values: np.ndarray, known: np.ndarray | None, slack: float = 0.0) -> np.ndarray:
    """Say for each value whether one that is allowed is the same, but for rounding."""
    if known is None or not len(values):
        return np.ones(len(values), dtype=bool)
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    at = np.clip(np.searchsorted(known, values), 1, max(1, len(known) - 1))
    below, above = known[at - 1], known[np.minimum(at, len(known) - 1)]
    nearest: np.ndarray = np.minimum(abs(values - below), abs(values - above)) <= max(_SAME_DEG, slack)
    return nearest


def _decimals(number: str) -> int:
    return len(number.replace(",", ".").partition(".")[2].rstrip("0"))


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
