"""Which types two reports may give one happening: what one calls an attack another calls a bombing, what is a protest here a riot there."""

from collections.abc import Iterator

from events.event import EventType

_FAMILIES = {
    "armed violence": (
        EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.DESTRUCTION,
        EventType.ABDUCTION, EventType.RIOT, EventType.CASUALTIES,
    ),
    "crowds": (EventType.PROTEST, EventType.RIOT, EventType.VIOLENCE, EventType.ARREST),
    "ground": (EventType.TERRITORY, EventType.MOVEMENT, EventType.BATTLE),
    "people taken": (EventType.ARREST, EventType.ABDUCTION),
    "mishaps": (EventType.DISASTER, EventType.ACCIDENT, EventType.CASUALTIES, EventType.DESTRUCTION, EventType.BOMBING,
        EventType.RIOT,
    ),
    "words": (EventType.AGREEMENT, EventType.TALKS, EventType.STATEMENT, EventType.SANCTION),
    "crime": (EventType.CRIME, EventType.VIOLENCE, EventType.ARREST, EventType.ABDUCTION, EventType.BATTLE),
    "people moved and helped": (EventType.DISPLACEMENT, EventType.AID, EventType.MOVEMENT),
    "not said": (EventType.OTHER,),
}  # fmt: skip
_OF = {kind: tuple(name for name, kinds in _FAMILIES.items() if kind in kinds) for kind in EventType}


def families_of(kind: EventType) -> tuple[str, ...]:
    """Return the names of the families that a type belongs to, one at least.

    Examples
    --------
    >>> families_of(EventType.PROTEST)
    ('crowds',)
    """
    return _OF[kind]


def is_compatible(one: EventType, other: EventType) -> bool:
    """Say whether two reports may mean one happening by these types."""
    return not set(_OF[one]).isdisjoint(_OF[other])


def missing_families() -> Iterator[EventType]:
    """Yield the types that no family has; a test holds that there are none."""
    yield from (kind for kind in EventType if not _OF[kind])
