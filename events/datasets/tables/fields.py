"""What of an event a column may hold, and the ways in which its cells may be written."""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from events.errors import UnreadableDataError


class Field(StrEnum):
    """What of an `EventRow` a column holds; `position` is lon and lat in one cell."""

    SOURCE_ID = "source_id"
    TYPE = "type"
    SUB_TYPE = "sub_type"
    STATUS = "status"
    DATE_START = "date_start"
    DATE_END = "date_end"
    DATE_PREC = "date_prec"
    PLACE = "place"
    ADM1 = "adm1"
    COUNTRY = "country"
    LON = "lon"
    LAT = "lat"
    POSITION = "position"
    GEOMETRY = "geometry"
    WHERE_PREC = "where_prec"
    SIDE1 = "side1"
    SIDE2 = "side2"
    KILLED = "killed"
    KILLED_LOW = "killed_low"
    KILLED_HIGH = "killed_high"
    INJURED = "injured"
    NOTES = "notes"
    OUTLETS = "outlets"
    URL = "url"


class How(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    LIST = "list"
    TYPE = "type words"
    STATUS = "status words"
    COUNTRY = "country"
    NUMBER = "number"
    COMMA = "decimal comma"
    YEAR_FIRST = "year first"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EPOCH_S = "epoch seconds"
    EPOCH_MS = "epoch milliseconds"
    SERIAL = "spreadsheet days"
    WRITTEN = "written"
    LON_LAT = "lon lat"
    SHAPE = "shape"


_DAYS = (How.YEAR_FIRST, How.DAY_FIRST, How.MONTH_FIRST, How.EPOCH_S, How.EPOCH_MS, How.SERIAL)
_NUMBERS = (How.NUMBER, How.COMMA)
# The first is taken where nobody says how.
WAYS: dict[Field, tuple[How, ...]] = {
    **dict.fromkeys(Field, (How.TEXT,)),
    Field.TYPE: (How.TYPE, How.TEXT),
    Field.SUB_TYPE: (How.TYPE, How.TEXT),
    Field.STATUS: (How.STATUS,),
    Field.COUNTRY: (How.COUNTRY,),
    Field.POSITION: (How.WRITTEN, How.LON_LAT),
    Field.GEOMETRY: (How.SHAPE,),
    **dict.fromkeys((Field.DATE_START, Field.DATE_END), _DAYS),
    **dict.fromkeys((Field.LON, Field.LAT), _NUMBERS),
    **dict.fromkeys(
        (Field.KILLED, Field.KILLED_LOW, Field.KILLED_HIGH, Field.INJURED, Field.DATE_PREC, Field.WHERE_PREC), _NUMBERS
    ),
    **dict.fromkeys((Field.SIDE1, Field.SIDE2, Field.OUTLETS), (How.LIST, How.TEXT)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A column that holds a field, how it is read, and in words why it is proposed ("" where a person said so)."""

    field: Field
    column: str
    how: How
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """Which column of a table holds which field; ``columns`` are all of the table's. A column without a use goes into ``extra``.

    ``name``, ``licence`` and ``citation`` are said of the source, "" where nobody said them.
    """

    columns: tuple[str, ...]
    uses: tuple[Use, ...] = ()
    name: str = ""
    licence: str = ""
    citation: str = ""

    def use(self, wanted: Field) -> Use | None:
        """Return what holds a field, None where nothing does."""
        return next((use for use in self.uses if use.field is wanted), None)

    def corrected(self, field: str, column: str | None, how: str | None = None) -> "TableMapping":
        """Return the mapping with a person's word on a field: its column (None or "" takes it away), and how that is read (None leaves it, or takes the usual).

        Raises
        ------
        UnreadableDataError
            If there is no such field, column or way of reading; the message names those that there are.

        Examples
        --------
        >>> guess = TableMapping(columns=("Day", "Town"))
        >>> guess.corrected("date_start", "Day", "day first").uses[0].how
        <How.DAY_FIRST: 'day first'>
        """
        wanted = known_field(field)
        kept = tuple(use for use in self.uses if use.field is not wanted)
        if not column:
            return replace(self, uses=kept)
        if column not in self.columns:
            raise UnreadableDataError(_unknown(column, "column of the table", self.columns))
        before = self.use(wanted)
        way = known_way(wanted, how) if how else before.how if before and before.column == column else WAYS[wanted][0]
        order = list(Field)
        uses = sorted((*kept, Use(field=wanted, column=column, how=way)), key=lambda use: order.index(use.field))
        return replace(self, uses=tuple(uses))


def known_field(word: str) -> Field:
    """Return the field of a name."""
    if word not in set(Field):
        raise UnreadableDataError(_unknown(word, "field of an event", tuple(Field)))
    return Field(word)


def known_way(field: Field, word: str) -> How:
    """Return a way in which a field may be read."""
    if word not in WAYS[field]:
        raise UnreadableDataError(_unknown(word, f"way to read {field}", WAYS[field]))
    return How(word)


def _unknown(word: str, kind: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    return f"“{word[:60]}” is no {kind}.{meant} There are: {', '.join(known)[:600]}."
