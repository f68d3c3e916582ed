"""The plain words of an event: when, where, how many, according to whom."""

import datetime as dt

from events import Event, Toll
from gazetteer import Relation, RelationKind, Resolution, fold

_EXACT_DAY, _WEEK, _MONTH, _YEAR = 1, 3, 4, 5
_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_SECTOR = 360 / len(_COMPASS)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def date_words(start: dt.date | None, end: dt.date | None, date_prec: int | None = None) -> str:
    """Say when: one day, a span, a month or a year; ``date_prec`` as UCDP GED, None where not said.

    Examples
    --------
    >>> date_words(dt.date(2020, 5, 29), dt.date(2020, 5, 31))
    '29–31 May 2020'
    >>> date_words(dt.date(2020, 5, 1), dt.date(2020, 5, 31), 4)
    'May 2020'
    >>> date_words(None, None)
    'date not known'
    """
    start, end = start or end, end or start
    if start is None or end is None:
        return "date not known"
    if date_prec == _YEAR and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if date_prec == _MONTH and start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B} {start.year}"
    if start == end:
        return _day(start) if date_prec in (None, _EXACT_DAY) else f"about {_day(start)}"
    span = _span(start, end)
    return span if date_prec in (None, _EXACT_DAY) else f"between {span.replace('–', ' and ', 1)}"


def _span(start: dt.date, end: dt.date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B}–{_day(end)}"
    return f"{_day(start)}–{_day(end)}"


def compass_word(bearing: float) -> str:
    """Return the nearest of eight compass points for degrees clockwise from north.

    Examples
    --------
    >>> compass_word(170)
    'south'
    """
    return _COMPASS[round(bearing / _SECTOR) % len(_COMPASS)]


def name_words(where: Resolution) -> str:
    """Name the place itself: as the report writes it where those are the gazetteer's letters but for their marks.

    GeoNames writes Ḩamāh and Herāt; the report's Hama and Herat are the same letters, and what readers know.
    """
    name = where.place.name if where.place else where.toponym.text
    written = where.toponym.text
    return written if fold(written) == fold(name) and not written.isupper() else name


def place_words(where: Resolution | None) -> str:
    """Say where: the place's name with the relation that the report gives it ("southern Tripoli")."""
    if where is None:
        return ""
    name = name_words(where)
    if where.place is None:
        return name
    if where.tier is None and where.place.feature_code == "ADM1" and where.toponym.text not in name:
        return f"{where.toponym.text}, somewhere in {name}"
    return _related(name, where.relation) if where.relation else name


def _related(name: str, relation: Relation) -> str:
    point = compass_word(relation.bearing) if relation.bearing is not None else ""
    other = relation.other.name if relation.other else ""
    match relation.kind:
        case RelationKind.PART:
            return f"{point}ern {name}" if point else f"part of {name}"
        case RelationKind.DIRECTION:
            return f"{point} of {name}" if point else f"near {name}"
        case RelationKind.DISTANCE:
            km = f"{(relation.distance_m or 0) / 1000:g} km"
            return f"{km} {point} of {name}" if point else f"{km} from {name}"
        case RelationKind.NEAR:
            return f"near {name}"
        case RelationKind.OUTSKIRTS:
            return f"{point}ern outskirts of {name}" if point else f"outskirts of {name}"
        case RelationKind.BETWEEN:
            return f"between {name} and {other}" if other else f"near {name}"
        case RelationKind.ROAD:
            return f"road {name}–{other}" if other else f"road to {name}"
        case RelationKind.OFFSHORE:
            return f"off {name}"
        case RelationKind.BORDER:
            sides = f"border of {name} and {other}" if other else f"border of {name}"
            return f"{point}ern border of {name}" if point else sides
        case RelationKind.ALONG:
            return f"along {name}"


def count_words(toll: Toll | None, what: str) -> str:
    """Say a toll: the best figure, with its range where low and high differ; "" where none is reported.

    Examples
    --------
    >>> count_words(Toll(best=12, low=10, high=15, start=0, end=2), "killed")
    '12 killed (10–15)'
    """
    if toll is None:
        return ""
    spread = f" ({toll.low:,}–{toll.high:,})" if toll.low != toll.high else ""
    return f"{toll.best:,} {what}{spread}"


def toll_words(killed: Toll | None, injured: Toll | None) -> str:
    """Say both tolls in one phrase; "" where none is reported."""
    return ", ".join(filter(None, (count_words(killed, "killed"), count_words(injured, "injured"))))


def claim_words(event: Event) -> str:
    """Name those who say so, each once, in the order of the text; "" where nobody is named."""
    return ", ".join(dict.fromkeys(claim.by for claim in event.claims if claim.by))
