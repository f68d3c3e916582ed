"""What a release profile allows to leave."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from events.errors import ProfileError

# Fields of an event that can be left out; the others are what an event is, and every format has them.
REMOVABLE = (
    "sub_type", "place_phrase", "side1", "side2", "killed", "injured", "missing", "displaced", "captured", "parts", "claims",
    "sentence", "source", "time", "recurrence", "reasons",
)  # fmt: skip
# From here on two names are taken for one with a slip: "Kestrl Desk" and "Kestrel Desk" have .96, "Desk A" and "Desk B" .83.
_CLOSE = 0.85


class Precision(StrEnum):
    """To what a place is coarsened."""

    EXACT = "exact"
    GRID = "grid"
    ADM2 = "adm2"
    ADM1 = "adm1"
    COUNTRY = "country"


class Named(StrEnum):
    """Which sources are named: all (but those left out), only what kind each is, or none."""

    ALL = "all"
    KINDS = "kinds"
    NONE = "none"


class Small(StrEnum):
    """What becomes of a group of too few events: left out, or left out and counted by country and month."""

    WITHHOLD = "withhold"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What may leave.

    Attributes
    ----------
    precision, grid_km
        To what places are coarsened; ``grid_km`` is the side of a square in kilometres, 0 where there is no grid.
    max_where_prec
        Events placed less precisely than this (UCDP 1 to 7), and those not placed, are withheld; None withholds none.
    left_out
        Names of `REMOVABLE` fields that are emptied.
    named, kinds, sources_left_out
        ``kinds`` says what kind a source is, by its name; whatever a source of ``sources_left_out`` said goes with its name.
    sentence, reasons
        Whether the report's sentence and the machine's reasons leave.
    least, otherwise
        Fewer events than ``least`` of one area and day are withheld; 1 withholds none.
    delay_days
        Events that ended less than so many days ago, and those not dated, are withheld; 0 withholds none.
    handling, portion
        The marking of the whole and of each part ("(C)"); "" for none.
    """

    name: str
    title: str
    precision: Precision = Precision.EXACT
    grid_km: float = 0.0
    max_where_prec: int | None = None
    left_out: tuple[str, ...] = ()
    named: Named = Named.ALL
    kinds: Mapping[str, str]
    sources_left_out: tuple[str, ...] = ()
    sentence: bool = True
    reasons: bool = True
    least: int = 1
    otherwise: Small = Small.WITHHOLD
    delay_days: int = 0
    handling: str = ""
    portion: str = ""

    @property
    def is_coarse(self) -> bool:
        """Say whether places are coarsened."""
        return self.precision is not Precision.EXACT

    @property
    def keeps_all(self) -> bool:
        """Say whether all that is known of an event may leave, what analysts think of it too."""
        return self.reasons and not self.is_coarse and self.named is Named.ALL and not self.sources_left_out

    @property
    def emptied(self) -> frozenset[str]:
        """Return the names of all fields that are emptied, the sentence and the reasons too where they do not leave."""
        told = (("sentence", self.sentence), ("reasons", self.reasons))
        return frozenset((*self.left_out, *(name for name, stays in told if not stays)))

    @property
    def banner(self) -> str:
        """Return what stands on a file that it lets leave: its marking, and what it is called."""
        return " · ".join(filter(None, (self.handling, self.title)))

    def leaves_out(self, source: str) -> bool:
        """Say whether a source is one of ``sources_left_out``; capitals and spaces make no other source."""
        return _same(source) in map(_same, self.sources_left_out)

    def kind_of(self, source: str) -> str | None:
        """Return what kind a source is said to be, by its name; None where the profile does not say."""
        return next((kind for name, kind in self.kinds.items() if _same(name) == _same(source)), None)

    def check_sources(self, known: Iterable[str]) -> None:
        """Check that each source which the profile names and nobody has is not a slip for one that reports.

        Raises
        ------
        ProfileError
            If one is: what it said would leave. A source that is like none of ``known`` is one of another selection.
        """
        by_name = {_same(source): source for source in known if source}
        asked = dict.fromkeys((*self.sources_left_out, *self.kinds))
        listed = {_same(name) for name in asked}
        for name in asked:
            close = difflib.get_close_matches(_same(name), by_name, n=1, cutoff=_CLOSE)
            if _same(name) not in by_name and close and close[0] not in listed:
                raise ProfileError(
                    f"{self.name}: no source is called {name!r}; did you mean {by_name[close[0]]!r}? "
                    "Write it as the reports have it, or list that one too."
                )


@lru_cache(maxsize=4096)
def _same(source: str) -> str:
    """Return a source's name without what makes no other source: capitals and spaces."""
    return " ".join(source.casefold().split())
