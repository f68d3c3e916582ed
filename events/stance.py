"""How who speaks stands to what is told: says it, claims it, confirms it or denies it."""

from enum import StrEnum


class Stance(StrEnum):
    """What the verb of a claim makes of what is told; "said" where it takes no side."""

    SAID = "said"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DENIED = "denied"


_OF_VERB = {
    Stance.CLAIMED: ("claimed", "claims", "alleged", "alleges", "accused", "accuses", "insisted", "insists"),
    Stance.CONFIRMED: ("confirmed", "confirms", "acknowledged", "admitted", "confessed"),
    Stance.DENIED: (
        "denied", "denies", "deny", "rejected", "rejects", "dismissed", "dismisses", "disputed", "disputes", "refuted", "refutes",
    ),
}  # fmt: skip
_STANCES = {verb: stance for stance, verbs in _OF_VERB.items() for verb in verbs}


def stance_of(verb: str) -> Stance:
    """Return the stance that a claim's verb takes.

    Examples
    --------
    >>> stance_of("denied").value, stance_of("told").value
    ('denied', 'said')
    """
    return _STANCES.get(verb.lower(), Stance.SAID)
