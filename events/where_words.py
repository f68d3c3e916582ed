"""Where an event is, in words: the place with the relation that the report gives it ("southern Tripoli")."""

from gazetteer import Relation, RelationKind, Resolution, fold

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_SECTOR = 360 / len(_COMPASS)


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
    return readers_name(where.place.name, where.toponym.text) if where.place else where.toponym.text


def readers_name(name: str, written: str) -> str:
    """Return the name that readers know: as written where it is the gazetteer's name but for marks, else the gazetteer's.

    Examples
    --------
    >>> readers_name("Ḩamāh", "Hamah"), readers_name("Misratah", "Misurata")
    ('Hamah', 'Misratah')
    """
    return written if written != name and not written.isupper() and fold(written) == fold(name) else name


def place_words(where: Resolution | None) -> str:
    """Say where: the place's name with the relation that the report gives it ("southern Tripoli")."""
    if where is None:
        return ""
    name = name_words(where)
    if where.place is None:
        return name
    if where.tier is None and where.toponym.text and where.toponym.text not in name:
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
