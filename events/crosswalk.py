"""The vocabulary of events beside five others: what ACLED, PLOVER, CAMEO, UCDP and GTD would call one."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from events.errors import CrosswalkError
from events.event import Event, EventType

_TABLE = Path(__file__).parent / "data" / "crosswalk.toml"
# Who fights for a state, and who against one, by the last words of a name; a name that is neither is not guessed at.
_STATE = re.compile(
    r"\b(?:army|armed forces|national guard|navy|air force|military|soldiers?|troops|police\w*|government(?: forces)?|ministry|gendarmes?|border guards?|warplanes|jets|garrison)$",
    re.IGNORECASE,
)
_NOT_STATE = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|gunm[ae]n|jihad\w+|fighters?|terrorists?|bandits?|guerrillas?|militias?|extremists?|separatists?|gangs?|cartel|mercenaries|front|movement)$",
    re.IGNORECASE,
)
STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What five schemas call an event, each as its own list writes it, None where it has nothing for it.

    Attributes
    ----------
    acled
        Sub-event type ("Armed clash").
    plover
        Event type, with its mode behind a slash where there is one ("ASSAULT/firearms").
    cameo
        Event code, a string as its leading zeros count ("057").
    ucdp
        GED type of violence: 1 state-based, 2 non-state, 3 one-sided.
    gtd
        ``attacktype1``, "1" to "9".
    reason
        Why there is none where there is none, "" where each has one.
    """

    acled: str | None
    plover: str | None
    cameo: str | None
    ucdp: str | None
    gtd: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyRow:
    """A type and sub-type (""  for the type as a whole) and what the schemas call it; ``ucdp`` the types of violence it may be."""

    type: EventType
    sub_type: str
    acled: str | None = None
    plover: str | None = None
    cameo: str | None = None
    ucdp: tuple[str, ...] = ()
    gtd: str | None = None
    none: str = ""


def vocabulary() -> tuple[VocabularyRow, ...]:
    """Return the closed vocabulary in the order of the crosswalk.

    Examples
    --------
    >>> [row.cameo for row in vocabulary() if (row.type.value, row.sub_type) == ("arrest", "arrest")]
    ['173']
    """
    return tuple(_rows().values())


def codes_of(event: Event) -> Codes:
    """Return what five schemas call an event.

    UCDP counts an event only where somebody was killed: attacks on civilians as one-sided; the others as state-based where a
    side is told to be a state's, as non-state where both are told to be none. Where the sides do not say it, it stays None.
    """
    rows = _rows()
    row = rows.get((event.type, event.sub_type)) or rows[event.type, ""]
    ucdp, reason = _violence(row, event)
    reasons = "; ".join(each for each in (row.none, reason) if each)
    return Codes(acled=row.acled, plover=row.plover, cameo=row.cameo, ucdp=ucdp, gtd=row.gtd, reason=reasons)


def _violence(row: VocabularyRow, event: Event) -> tuple[str | None, str]:
    if not row.ucdp:
        return None, ""
    if event.killed is None or event.killed.best < 1:
        return None, "UCDP counts events with a death only"
    if row.ucdp == (ONE_SIDED,):
        return ONE_SIDED, ""
    sides = (event.side1, event.side2)
    if any(_STATE.search(name) for side in sides for name in side):
        return STATE_BASED, ""
    if all(side and all(_NOT_STATE.search(name) for name in side) for side in sides):
        return NON_STATE, ""
    return None, "the sides do not say which of UCDP's types of violence it is"


def schema_codes() -> dict[str, frozenset[str]]:
    """Return the codes that each schema has, by its short name in lower case."""
    schemas = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["schemas"]
    return {name: frozenset(schema["codes"]) for name, schema in schemas.items()}


@cache
def _rows() -> dict[tuple[EventType, str], VocabularyRow]:
    read = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["row"]
    rows = [
        VocabularyRow(**{**row, "type": EventType(row["type"]), "ucdp": tuple(row.get("ucdp", ()))}) for row in read
    ]
    missing = [kind.value for kind in EventType if not any(r.type is kind and not r.sub_type for r in rows)]
    if missing:
        raise CrosswalkError(f"{_TABLE.name} must have a row with an empty sub_type for each type; missing {missing}.")
    return {(row.type, row.sub_type): row for row in rows}
