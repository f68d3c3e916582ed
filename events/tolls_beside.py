"""Tolls that stand with further places only: "killing four in Kharkiv and two in Sumy"."""

from collections.abc import Sequence

from events.casualties import FoundToll, Kind
from events.counts import number_of
from events.event import Toll
from events.toll_words import BESIDE


def tolls_beside(text: str, names: Sequence[tuple[int, int]], kind: Kind) -> dict[int, FoundToll]:
    """Return the tolls that stand with further places only: "killing four in Kharkiv and two in Sumy", by the name's start.

    Parameters
    ----------
    names
        Spans of the place names in the text.
    kind
        What befell them, as the first place's toll says.

    Examples
    --------
    >>> text = "It killed four in Kharkiv and two in Sumy."
    >>> tolls_beside(text, [(18, 25), (37, 41)], "killed")[37].toll.best
    2
    """
    found = {}
    for start, _ in names:
        match = BESIDE.search(text, max(0, start - 60), start)
        best, low, high = number_of(match["n"]) if match is not None else (0, 0, 0)
        if match is not None and best:
            toll = Toll(best=best, low=low, high=high, start=match.start("n"), end=match.end("n"), rule="as counted")
            found[start] = FoundToll(kind, toll, "", is_total=False)
    return found
