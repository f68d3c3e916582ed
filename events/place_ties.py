"""Where the rules of the place of an event have several to choose from: the trees decide between those that come close."""

from collections.abc import Sequence

from events.trigger import Trigger
from events.where_model import where_of
from gazetteer import Resolution

# In the rules' points: a place that leads by more than a clause of its own is worth is sure, and the trees are not asked.
_CLOSE = 0.5
# So much likelier must another place be, 0 to 1, for the trees to have their way.
_CLEAR = 0.2
# A sentence that lists a hundred places is not weighed a hundred times over.
_MOST_WEIGHED = 60


def best_place(
    sentence: str,
    offset: int,
    trigger: Trigger,
    here: Sequence[Resolution],
    scored: Sequence[tuple[float, Resolution]],
    taken: Sequence[tuple[int, int]],
) -> Resolution:
    """Return the place that the rules put first; where others come close and the trees clearly prefer one, that one.

    Parameters
    ----------
    offset
        Where the sentence begins in the text in which the places' spans count.
    here, scored
        The sentence's places, and those of them that the rules leave, each with their points for it.
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
    ]
    if all(r is best for r in close) or len(here) > _MOST_WEIGHED:
        return best
    chances = where_of(sentence, (trigger.start, trigger.end), here, offset=offset).tolist()
    chance = {r.toponym.start: each for r, each in zip(here, chances, strict=True)}
    likely = max(close, key=lambda r: chance[r.toponym.start])
    return likely if chance[likely.toponym.start] > chance[best.toponym.start] + _CLEAR else best
