"""The learned say beside the rules of where an event was: what is no place of it, and which of those that come close in the rules' points."""

from collections.abc import Mapping, Sequence

from events.trigger import Trigger
from events.where_named import place_chances
from gazetteer import FeatureClass, Resolution, lies_in

# In the rules' points: a place that leads by more than this is sure, and the trees are not asked.
_CLOSE = 0.8
# So much likelier must another place be, 0 to 1, for the trees to have their way.
_CLEAR = 0.1
# Set by cross-validation (docs/decisions/event-places.md): a place less likely than this is none of the event's.
LEAST_LIKELY = 0.1
# A sentence that lists a hundred places is not weighed a hundred times over.
_MOST_WEIGHED = 60

Scored = Sequence[tuple[float, Resolution]]


def chances_of(sentence: str, offset: int, trigger: Trigger, here: Sequence[Resolution]) -> Mapping[int, float]:
    """Return how likely the event of a trigger happened at each place of its sentence, by where its name begins; empty where there are too many.

    Parameters
    ----------
    offset
        Where the sentence begins in the text in which the places' spans count.
    here
        All places of the sentence, adjectives among them.
    """
    if len(here) > _MOST_WEIGHED:
        return {}
    return place_chances(sentence, (trigger.start, trigger.end), here, offset=offset)


def likely_places(scored: Scored, chances: Mapping[int, float]) -> list[tuple[float, Resolution]]:
    """Leave out what is hardly where the event was: "shot the mayor, who was born in Lima". Coordinates are no words, and stay."""
    return [
        (score, r)
        for score, r in scored
        if r.toponym.is_coordinates or chances.get(r.toponym.start, 1.0) >= LEAST_LIKELY
    ]


def best_place(
    offset: int, scored: Scored, chances: Mapping[int, float], taken: Sequence[tuple[int, int]]
) -> Resolution:
    """Return the place that the rules put first; where others come close and the trees clearly prefer one, that one.

    Parameters
    ----------
    offset
        As for `chances_of`.
    scored
        The places that the rules leave, at least one, each with their points for it.
    taken
        The clauses of other triggers, as spans in the sentence: the trees move no event into one of them, nor to a place
        that no list knows.
    """
    most, best = max(scored, key=lambda pair: pair[0])
    close = [
        r
        for score, r in scored
        if score > most - _CLOSE
        and r.place is not None
        and not any(a <= r.toponym.start - offset < b for a, b in taken)
        and (r is best or not _is_around(best, r))
    ]
    # "Between Culiacan and Mazatlan", "12 km south of Homs": a relation is where it says, and no name in it alone.
    if not close or not chances or best.relation is not None:
        return best
    likely = max(close, key=lambda r: chances.get(r.toponym.start, 0.0))
    is_clear = chances.get(likely.toponym.start, 0.0) > chances.get(best.toponym.start, 0.0) + _CLEAR
    return likely if is_clear else best


def _is_around(one: Resolution, other: Resolution) -> bool:
    """Say whether a place lies in another, or somewhere in it: "the Chapinero neighborhood in Bogota" is both, and the finer stays."""
    if one.place is None or other.place is None:
        return False
    is_area = other.place.feature_class is FeatureClass.ADMIN
    return one.place.place_id == other.place.place_id or (is_area and lies_in(one.place, other.place))
