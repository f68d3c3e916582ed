"""How many people were killed and injured: mostly few, seldom very many, often only within bounds."""

from random import Random

from benchmarks.generated_events.sentences import Draft
from events import Toll

_TAIL, _MOST = 1.25, 2500
_INJURED_BESIDE, _INJURED_ALONE = 0.45, 0.08


def draw_tolls(draft: Draft, *, deadly: float, scale: float, luck: Random) -> tuple[Toll | None, Toll | None]:
    """Say at the draft's end who came to harm, if anybody; ``deadly`` is how often people die, ``scale`` how many."""
    killed = _say(draft, ", killing ", _heavy(scale, luck), luck) if luck.random() < deadly else None
    if deadly == 0 or luck.random() >= (_INJURED_ALONE if killed is None else _INJURED_BESIDE):
        return killed, None
    lead = ", wounding " if killed is None else " and wounding "
    return killed, _say(draft, lead, _heavy(2 * scale, luck), luck)


def _heavy(scale: float, luck: Random) -> int:
    """Return 1 or more, by Pareto's law: of a thousand tolls one is some hundred times the usual one."""
    return min(1 + int((luck.paretovariate(_TAIL) - 1) * scale), _MOST)


def _say(draft: Draft, lead: str, best: int, luck: Random) -> Toll:
    low = high = best
    rule, words, chance = "as counted", f"{best:,}", luck.random()
    if chance > 0.88 and best > 1:
        low, high = best // 2, best + 1 + best // 3
        rule, words = "a range: best lies between", f"{low:,} to {high:,}"
    elif chance > 0.75 and best > 2:
        low = best // 2
        rule, words = f"“up to” {best:,}: the number is the upper bound", f"up to {best:,}"
    elif chance > 0.55:
        rule, words = f"“at least” {best:,}: no upper bound is said, so high is best", f"at least {best:,}"
    draft.say(lead)
    start = draft.at
    draft.say(words)
    draft.say(" people" if high > 1 else " person")
    return Toll(best=best, low=low, high=high, start=start, end=start + len(words), rule=rule)
