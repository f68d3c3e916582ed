"""Release profiles read from TOML, with the line and the expected word where something is wrong."""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from events.errors import ProfileError
from events.release.profile import REMOVABLE, Named, Precision, Profile, Small

_DATA = Path(__file__).parents[1] / "data" / "profiles"
_MOST_KM, _MOST_DAYS, _WORST_PREC = 500.0, 36_500, 7
_JITTER = (
    "jitter is not done: a point moved at random looks exact and is wrong, and the true one comes out of several releases "
    "of it by their mean. Use precision = \"grid\" with grid_km, or \"adm1\", which say how precise they are."
)  # fmt: skip
_TABLES: Mapping[str, Sequence[str]] = {
    "": ("title", "handling", "portion", "place", "fields", "sources", "words", "group", "time"),
    "place": ("precision", "grid_km", "max_where_prec"),
    "fields": ("left_out",),
    "sources": ("named", "left_out", "kinds"),
    "words": ("sentence", "reasons"),
    "group": ("least", "otherwise"),
    "time": ("delay_days",),
}


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that are shipped."""
    return tuple(sorted(file.stem for file in _DATA.glob("*.toml")))


def open_profile(name: str) -> Profile:
    """Return a profile by its name, or from a TOML file of one's own by its path.

    Raises
    ------
    ProfileError
        If there is none, or something in it is not understood; says the line and what was expected.
    """
    if name in profile_names():
        return read_profile((_DATA / f"{name}.toml").read_text(encoding="utf-8"), name)
    path = Path(name)
    if path.suffix != ".toml":
        raise ProfileError(
            f"No release profile is called {name!r}: expected {', '.join(profile_names())}, or a file that ends in .toml."
        )
    try:
        return read_profile(path.read_text(encoding="utf-8-sig"), path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(
            f"The release profile {path.name} cannot be read ({error}). Give another file with --profile."
        ) from error


def read_profile(text: str, name: str) -> Profile:
    r"""Read a profile from TOML.

    Raises
    ------
    ProfileError
        As `open_profile`.

    Examples
    --------
    >>> read_profile('[place]\nprecision = "grid"\ngrid_km = 10', "mine").grid_km
    10.0
    >>> read_profile('[words]\nsentense = true', "mine")
    Traceback (most recent call last):
    events.errors.ProfileError: mine, line 2: unknown word 'sentense'; did you mean 'sentence'?
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}: this is no TOML: {error}. See events/data/profiles for examples.") from error
    read = _Reading(text, name)
    read.check_words(found)
    place, sources = read.table(found, "place"), read.table(found, "sources")
    words, group, time = (read.table(found, each) for each in ("words", "group", "time"))
    if "jitter" in str(place.get("precision", "")).lower():
        raise read.error("precision", _JITTER)
    precision = Precision(read.one_of(place, "precision", [*Precision], "exact"))
    grid_km = read.number(place, "grid_km", 0.0, _MOST_KM)
    if (precision is Precision.GRID) != (grid_km > 0):
        raise read.error("grid_km" if grid_km else "precision", 'precision = "grid" and grid_km = N belong together')
    kinds = {str(source): str(kind) for source, kind in read.table(sources, "kinds").items()}
    worst = place.get("max_where_prec")
    return Profile(
        name=name, title=read.text_of(found, "title") or name, precision=precision, grid_km=grid_km,
        max_where_prec=None if worst is None else int(read.number(place, "max_where_prec", 1, _WORST_PREC)),
        left_out=read.fields(read.table(found, "fields")), named=Named(read.one_of(sources, "named", [*Named], "all")), kinds=kinds,
        sources_left_out=read.names(sources, "left_out"), sentence=read.yes(words, "sentence"), reasons=read.yes(words, "reasons"),
        least=max(1, int(read.number(group, "least", 1, 1_000_000))), otherwise=Small(read.one_of(group, "otherwise", [*Small], "withhold")),
        delay_days=int(read.number(time, "delay_days", 0, _MOST_DAYS)),
        handling=read.text_of(found, "handling"), portion=read.text_of(found, "portion"),
    )  # fmt: skip


class _Reading:
    """Reads the values of one profile and says in which line one is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self._lines, self._name = text.splitlines(), name

    def error(self, key: str, words: str) -> ProfileError:
        line = next(
            (n for n, each in enumerate(self._lines, 1) if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", each)), 1
        )
        return ProfileError(f"{self._name}, line {line}: {words}")  # fmt: skip

    def check_words(self, found: Mapping[str, object]) -> None:
        for table, known in _TABLES.items():
            for key in found if not table else self.table(found, table):
                if "jitter" in key.lower():
                    raise self.error(key, _JITTER)
                if key not in known:
                    raise self.error(key, f"unknown word {key!r}; {_meant(key, known)}")

    def table(self, found: Mapping[str, object], key: str) -> Mapping[str, object]:
        value = found.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, f"{key} must be a table: [{key}] on a line of its own")
        return value

    def text_of(self, table: Mapping[str, object], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or len(value) > 100 or not value.isprintable():
            raise self.error(key, f"{key} must be one line of text in quotes, 100 letters at most")
        return value

    def one_of(self, table: Mapping[str, object], key: str, known: Sequence[str], otherwise: str) -> str:
        value = table.get(key, otherwise)
        if value not in known:
            raise self.error(key, f"{key} = {value!r}: {_meant(str(value), known)}")
        return str(value)

    def number(self, table: Mapping[str, object], key: str, least: float, most: float) -> float:
        value = table.get(key, least)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.error(key, f"{key} must be a number from {least:g} to {most:g}, got {value!r}")
        return float(value)

    def yes(self, table: Mapping[str, object], key: str) -> bool:
        value = table.get(key, True)
        if not isinstance(value, bool):
            raise self.error(key, f"{key} must be true or false, got {value!r}")
        return value

    def names(self, table: Mapping[str, object], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise self.error(key, f'{key} must be a list of names: ["one", "two"]')
        return tuple(each.strip() for each in value)

    def fields(self, table: Mapping[str, object]) -> tuple[str, ...]:
        names = self.names(table, "left_out")
        for name in names:
            if name not in REMOVABLE:
                raise self.error(name, f"{name!r} is no field that can be left out; {_meant(name, REMOVABLE)}")
        return names


def _meant(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {str(close[0])!r}?" if close else f"expected one of {', '.join(known)}"
