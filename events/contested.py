"""Events that their own report contests: sources count the dead otherwise, or somebody denies what is told."""

import re
from collections.abc import Mapping

from events.casualties import Kind
from events.event import Claim, Event
from events.stance import Stance
from events.toll_sources import conflict_words

# What one may deny beside the happening itself: "police arrested the mayor, who denied the charges".
_ELSE = re.compile(
    r"\s+(?:(?:all|any|the|these|those|some|of)\s+)*(?:wrongdoing|charges?|guilt|knowing)\b", re.IGNORECASE
)
_CONFLICT = re.compile(r"\w+ sources give [\d, ]+ and \d+ \w+")


def contest_words(
    counts: Mapping[Kind, Mapping[str, int]], claims: tuple[Claim, ...], text: str, told_at: int
) -> tuple[str, ...]:
    """Return in plain words what makes an event contested, () where nothing does.

    Parameters
    ----------
    counts
        What each source counts, by "killed" and "injured".
    text, told_at
        The report, and where in it the event is told: what is denied before is something else.
    """
    apart = (conflict_words(of, kind) for kind, of in counts.items())
    denied = (
        denial_words(claim)
        for claim in claims
        if claim.stance is Stance.DENIED and claim.start >= told_at and _ELSE.match(text, claim.end) is None
    )
    return tuple(dict.fromkeys(words for words in (*apart, *denied) if words))


def denial_words(claim: Claim) -> str:
    """Return who denies an event, as its reason has it: "Kyiv denied it"."""
    return f"{claim.by} {claim.verb} it"


def contests_of(event: Event) -> tuple[str, ...]:
    """Return the reasons of an event that say that its report contests it."""
    denials = {denial_words(claim) for claim in event.claims if claim.stance is Stance.DENIED}
    return tuple(reason for reason in event.reasons if reason in denials or _CONFLICT.fullmatch(reason))
