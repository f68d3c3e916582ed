"""What leaves of a selection by a release profile: events made as coarse as it asks, and what is withheld with the reason."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from events.event import Claim, Event
from events.release.aliases import has_aliases, new_secret, under_alias
from events.release.coarse import coarsened
from events.release.emptied import emptied
from events.release.profile import Named, Precision, Profile, Small
from events.release.words import Hidden, hidden_of, without_finer_places
from gazetteer import Gazetteer

_OTHER_KIND = "other source"
# What a report says in its own words: it goes with a source that is left out.
_SAID = ("sentence", "reasons", "claims", "place_phrase", "recurrence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """An event that does not leave, and why in plain words."""

    event_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """How many withheld events a country had in a month ("2021-03"), never fewer than the profile's ``least``.

    Both are "" where they stand for all that is told of nowhere else.
    """

    country_code: str
    month: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Markings:
    """What a file must say of itself: its handling, the mark of each part, to what places are coarsened, how many are withheld and why."""

    profile: str
    title: str
    handling: str
    portion: str
    places: str
    withheld: tuple[tuple[str, int], ...]
    counted: tuple[GroupCount, ...]

    def record(self) -> dict[str, object]:
        """Return the markings as JSON, for a file's metadata."""
        return {
            "profile": self.profile, "title": self.title, "handling": self.handling, "portion": self.portion, "places": self.places,
            "withheld": dict(self.withheld),
            "counted": [{"country_code": c.country_code, "month": c.month, "events": c.events} for c in self.counted],
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """``events`` leave, in the selection's order; ``len(events) + len(withheld)`` is how many were selected.

    ``true_ids`` gives the project's id of each event that leaves under another (see `events.release.aliases`).
    """

    events: tuple[Event, ...]
    withheld: tuple[Withheld, ...]
    markings: Markings
    hidden: Hidden
    true_ids: Mapping[str, str] = field(default_factory=dict)

    def true_id(self, event: Event) -> str:
        """Return the project's id of an event that leaves."""
        return self.true_ids.get(event.event_id, event.event_id)


def released(
    events: Sequence[Event], profile: Profile, today: dt.date, gazetteer: Gazetteer, secret: bytes | None = None
) -> Released:
    """Return what leaves of events by a profile.

    Parameters
    ----------
    today
        The day from which the profile's delay counts.
    gazetteer
        Gives the areas that places are coarsened to, and finds the places that sentences name.
    secret
        Of the project and profile (`release_secret`), for the ids under which events leave; None, or an empty one, makes a
        new one, so that they have other ids each time.

    Returns
    -------
    Released
        No event of it has a geometry finer than the profile allows, and ``where_prec`` says how coarse it is.

    Raises
    ------
    ProfileError
        If the profile names a source that nobody has and that looks like a slip for one that reports.
    """
    profile.check_sources({event.source for event in events})
    hidden = hidden_of(events, profile)
    reasons: dict[str, str] = {}
    kept = []
    for event in events:
        reason = _reason(event, profile, today)
        if reason:
            reasons[event.event_id] = reason
        else:
            kept.append((event, _as_allowed(event, profile, hidden, gazetteer)))
    groups = Counter(map(_group, (after for _, after in kept)))
    few = [pair for pair in kept if groups[_group(pair[1])] < profile.least]
    counted = _counted([after for _, after in few], profile) if profile.otherwise is Small.COUNT else ()
    for _, after in few:
        reasons[after.event_id] = f"fewer than {profile.least} events of that area and day"
    leaving = tuple(after for _, after in kept if after.event_id not in reasons)
    withheld = tuple(Withheld(event_id=e.event_id, reason=reasons[e.event_id]) for e in events if e.event_id in reasons)
    true_ids: dict[str, str] = {}
    if has_aliases(profile):
        key = secret or new_secret()
        aliased = tuple(under_alias(each, key) for each in leaving)
        true_ids = {new.event_id: old.event_id for new, old in zip(aliased, leaving, strict=True)}
        leaving = aliased
    return Released(
        events=leaving, true_ids=true_ids, withheld=withheld, hidden=hidden,
        markings=Markings(
            profile=profile.name, title=profile.title, handling=profile.handling, portion=profile.portion, places=precision_words(profile),
            withheld=tuple(sorted(Counter(each.reason for each in withheld).items())), counted=counted,
        ),
    )  # fmt: skip


def precision_words(profile: Profile) -> str:
    """Say to what a profile's places are coarsened.

    Examples
    --------
    >>> from events.release import open_profile
    >>> precision_words(open_profile("partner"))
    'squares of 5 km'
    """
    return {
        Precision.EXACT: "as exact as they are known", Precision.GRID: f"squares of {profile.grid_km:g} km",
        Precision.ADM2: "districts (ADM2)", Precision.ADM1: "provinces (ADM1)", Precision.COUNTRY: "countries",
    }[profile.precision]  # fmt: skip


def _reason(event: Event, profile: Profile, today: dt.date) -> str:
    """Return why an event is withheld for itself, "" where it is not."""
    if profile.delay_days:
        if event.date_end is None:
            return "not dated, so that nobody knows whether it is old enough"
        if (today - event.date_end).days < profile.delay_days:
            return f"younger than {profile.delay_days} days"
    worst = profile.max_where_prec
    if worst is not None and (event.where_prec is None or event.where_prec > worst):
        return f"placed less precisely than where_prec {worst}"
    return ""


def _as_allowed(event: Event, profile: Profile, hidden: Hidden, gazetteer: Gazetteer) -> Event:
    event = _with_sources(event, profile, hidden)
    country = event.where.place.country_code if event.where and event.where.place else ""
    if profile.is_coarse:
        found = coarsened(event, profile, gazetteer)
        sentence = (
            without_finer_places(event.sentence, profile.precision, gazetteer, country or None)
            if profile.sentence
            else ""
        )
        # Whoever has the dataset finds the exact place by the id, and an article's address often names it.
        event = _in_words(replace(event, sentence=sentence, origin=None), hidden)
        event = replace(event, where=found[0] if found else None, where_prec=found[1] if found else None)
    return emptied(event, profile.emptied, has_spans=not profile.is_coarse)


def _in_words(event: Event, hidden: Hidden) -> Event:
    """Return an event in none of whose words a finer place is named."""
    clean = hidden.without_places
    return replace(
        event, sentence=clean(event.sentence), sub_type=clean(event.sub_type), trigger=clean(event.trigger), source=clean(event.source),
        recurrence=clean(event.recurrence), reasons=tuple(map(clean, event.reasons)),
        side1=tuple(map(clean, event.side1)), side2=tuple(map(clean, event.side2)),
        parts=tuple(replace(part, who=clean(part.who)) for part in event.parts),
        claims=tuple(replace(claim, by=clean(claim.by), chain=tuple(map(clean, claim.chain))) for claim in event.claims),
    )  # fmt: skip


def _with_sources(event: Event, profile: Profile, hidden: Hidden) -> Event:
    """Return an event that names its sources as far as allowed; what a source that is left out said goes with its name."""
    is_left_out = profile.leaves_out(event.source)
    event = replace(event, claims=tuple(claim for claim in event.claims if _may_say(claim, profile, hidden)))
    if is_left_out or hidden.names_source(event.sentence):
        event = emptied(event, _SAID)
    if is_left_out or profile.named is Named.NONE:
        return replace(event, source="", report_id="", origin=None)
    if profile.named is Named.KINDS:
        return replace(
            event,
            source=profile.kind_of(event.source) or _OTHER_KIND if event.source else "",
            report_id="",
            origin=None,
        )
    return event


def _may_say(claim: Claim, profile: Profile, hidden: Hidden) -> bool:
    return profile.named is Named.ALL and not any(map(hidden.names_source, (claim.by, *claim.chain)))


def _group(event: Event) -> tuple[str | None, dt.date | None]:
    place = event.where.place if event.where else None
    return (place.place_id if place else None, event.date_start)


def _counted(few: Sequence[Event], profile: Profile) -> tuple[GroupCount, ...]:
    groups = Counter(
        (event.where.place.country_code, f"{event.date_start:%Y-%m}")
        for event in few
        if event.where and event.where.place and event.date_start
    )
    told = sorted((each for each in groups.items() if each[1] >= profile.least), key=lambda each: (each[1], each[0]))
    rest = len(few) - sum(number for _, number in told)
    # Whoever knows the sum would know a small rest by difference: the smallest group joins it until it is none.
    while told and 0 < rest < profile.least:
        rest += told.pop(0)[1]
    counts = [*sorted(told), (("", ""), rest)] if rest >= profile.least else sorted(told)
    return tuple(GroupCount(country_code=country, month=month, events=number) for (country, month), number in counts)
