"""An event's place as an analyst says it: a decision that no later reading undoes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyproj import Geod

from events.contested import contests_of
from events.event import Event, EventType, Extraction, Verdict
from events.event_status import EventStatus
from gazetteer import BY_ANALYST, Place, Resolution, Tier, Toponym, place_prec

# A town farther than this from every place of the report, in another country, is most often a namesake.
FAR_M = 200_000.0
_GEOD = Geod(ellps="WGS84")
# What the place is worth in an event's confidence, and below which an event waits for review: as in coding.
_PLACE_SHARE, _MOST, _TO_CHECK = 0.2, 0.97, 0.6
# How the dates of what a report only looks back on give their reason (events.event_date).
_BACKGROUND = ("told as background", "recalled as")


def is_placed_by_analyst(event: Event) -> bool:
    """Say whether the place of an event is a person's decision."""
    return event.where is not None and BY_ANALYST in event.where.reasons


def is_decided(event: Event) -> bool:
    """Say whether a person decided about an event, or about its place alone."""
    return event.verdict is not Verdict.OPEN or is_placed_by_analyst(event)


def with_place(event: Event, place: Place, related: Resolution | None = None) -> Event:
    """Return an event at the place that an analyst chose, as coding would have it there.

    Parameters
    ----------
    related
        What the words around the name make of the place (`gazetteer.chosen_resolution`); None is the place itself, drawn
        as its point or as a circle of its reach.
    """
    before = event.where
    toponym = before.toponym if before is not None else Toponym(start=event.start, end=event.start, text="")
    if place.is_coordinates and toponym.text and not toponym.is_coordinates:
        # The point is where the report's place is: it goes by the name that readers find in the sentence.
        place = replace(place, name=toponym.text)
    where = related or Resolution(
        toponym=toponym, place=place, score=1.0, tier=Tier.EXACT, radius_m=place.radius_m, where_prec=place_prec(place)
    )
    reasons = (BY_ANALYST, *(each for each in where.reasons if each != BY_ANALYST))
    rivals = before.candidates if before is not None else ()
    where = replace(where, place=place, toponym=toponym, reasons=reasons, candidates=rivals, needs_review=False)
    machine = before.reasons if before is not None else ("no place is named for it",)
    said = tuple(each for each in event.reasons if each not in machine)
    confidence = round(min(_MOST, event.confidence + _PLACE_SHARE - _share(before)), 2)
    return replace(
        event, where=where, where_prec=where.where_prec, confidence=confidence,
        needs_review=event.status is EventStatus.HAPPENED
        and (confidence < _TO_CHECK or event.type is EventType.CASUALTIES or _is_background(said) or bool(contests_of(event))),
        reasons=tuple(dict.fromkeys((*said, *reasons))),
    )  # fmt: skip


def countries_of(extraction: Extraction) -> tuple[str, ...]:
    """Return the ISO 3166-1 alpha-2 codes of the countries that a report is about, the most named first."""
    named = Counter(each.place.country_code for each in _named(extraction) if each.place is not None)
    given = (extraction.report.country,) if extraction.report.country else ()
    return tuple(code for code in dict.fromkeys((*given, *(code for code, _ in named.most_common()))) if code)


def distance_from_report_m(place: Place, extraction: Extraction) -> float | None:
    """Return how far (geodesic metres) a place lies from all that a report names; None where that is no reason to ask.

    None where it lies in a country that the report is about, within `FAR_M` of a place that it names, or where the
    report names no place.
    """
    places = [each.place for each in _named(extraction) if each.place is not None]
    if not places or place.country_code in countries_of(extraction):
        return None
    away = min(
        max(0.0, float(_GEOD.inv(place.lon, place.lat, each.lon, each.lat)[2]) - each.radius_m) for each in places
    )
    return away if away > FAR_M else None


def _named(extraction: Extraction) -> list[Resolution]:
    return [each for each in extraction.resolutions if not each.is_adjective]


def decided_twins(read: Iterable[Event], known: Iterable[Event]) -> dict[str, str]:
    """Return which events of a new reading an analyst has decided about already: their ids, and the ids under which they are known.

    An event's id follows from its place, so that a name which the gazetteer has learned since gives another one to the
    same happening: the same type at the same word, for the same name of a place.
    """
    return twins_among(read, [event for event in known if is_decided(event)])


def twins_among(read: Iterable[Event], decided: Sequence[Event]) -> dict[str, str]:
    """Return which events of a new reading are among these of the project; as `decided_twins`, whatever was decided.

    A reader that has learned since may hang an event on another word of its sentence: such a one is taken where nothing
    else of the reading is the decided event.
    """
    found: dict[str, str] = {}
    others = []
    for event in read:
        same = next(
            (each for each in decided if each.event_id == event.event_id or is_one_happening(each, event)), None
        )
        if same is not None:
            found[event.event_id] = same.event_id
        else:
            others.append(event)
    left = [each for each in decided if each.event_id not in set(found.values()) and each.verdict is not Verdict.MADE]
    for event in others:
        same = next((each for each in left if _is_told_by_another_word(each, event)), None)
        if same is not None:
            left.remove(same)
            found[event.event_id] = same.event_id
    return found


def _is_told_by_another_word(decided: Event, read: Event) -> bool:
    """Say whether two events stand in one sentence, at the same name and of the same type (a person may have corrected that)."""
    is_type = decided.type is read.type or decided.verdict is Verdict.CORRECTED
    names = [each.where.toponym.start if each.where is not None else None for each in (decided, read)]
    sentences = [(each.report_id, each.start, each.end) for each in (decided, read)]
    return is_type and sentences[0] == sentences[1] and names[0] == names[1]


def is_one_happening(decided: Event, read: Event) -> bool:
    """Say whether two events of a report are told by the same word for the same name of a place, whatever that means to each."""
    keys: list[tuple[object, ...]] = [(each.report_id, each.trigger_start) for each in (decided, read)]
    if decided.verdict not in {Verdict.CORRECTED, Verdict.MADE}:
        # A person may have corrected the type too.
        keys = [(*key, each.type, each.sub_type) for key, each in zip(keys, (decided, read), strict=True)]
    name = decided.where.toponym if decided.where is not None else None
    other = read.where.toponym if read.where is not None else None
    is_unnamed = name is None or name.text == "" or other is None
    return keys[0] == keys[1] and (is_unnamed or (name is not None and other is not None and name.start == other.start))


def _share(where: Resolution | None) -> float:
    return 0.0 if where is None or where.place is None else _PLACE_SHARE * min(1.0, where.score + 0.2)


def _is_background(reasons: Iterable[str]) -> bool:
    return any(sign in reason for reason in reasons for sign in _BACKGROUND)
