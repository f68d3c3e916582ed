"""How much was told: what numbers of events stand on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What a number of events stands on.

    Attributes
    ----------
    events, reports, sources
        How many events, the reports that tell them, and the named sources of these.
    without_actor, without_toll
        Of the events, those that name no actor, and those of which no killed are told.
    toll_without_date
        Those of which killed are told, but no date.
    """

    events: int
    reports: int
    sources: int
    without_actor: int
    without_toll: int
    toll_without_date: int
