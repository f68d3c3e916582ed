"""What the codes of other schemas are in our vocabulary: the crosswalk read backwards, and what it has no row of its own for."""

from functools import cache, lru_cache

from events.crosswalk import VocabularyRow, vocabulary
from events.event import EventType

Kind = tuple[EventType | None, str]
_NONE: Kind = (None, "")
_T = EventType
# Where several of our rows share a code, or none has it. ACLED: by its codebook; the types of before 2019 behind the sub-types.
_ACLED: dict[str, Kind] = {
    "excessive force against protesters": (_T.VIOLENCE, ""), "protest with intervention": (_T.PROTEST, ""),
    "mob violence": (_T.RIOT, ""), "chemical weapon": (_T.VIOLENCE, ""), "suicide bomb": (_T.BOMBING, ""), "grenade": (_T.BOMBING, ""),
    "sexual violence": (_T.VIOLENCE, ""), "disrupted weapons use": _NONE, "headquarters or base established": (_T.MOVEMENT, ""),
    "looting/property destruction": (_T.DESTRUCTION, ""), "other": _NONE,
    "battles": (_T.BATTLE, ""), "protests": (_T.PROTEST, ""), "riots": (_T.RIOT, ""), "violence against civilians": (_T.VIOLENCE, ""),
    "explosions/remote violence": (_T.BOMBING, ""), "strategic developments": _NONE,
    "battle-no change of territory": (_T.BATTLE, ""), "battle-government regains territory": (_T.TERRITORY, "retaken"),
    "battle-non-state actor overtakes territory": (_T.TERRITORY, "seized"), "riots/protests": (_T.PROTEST, ""),
    "remote violence": (_T.SHELLING, ""), "strategic development": _NONE, "non-violent activity by a conflict actor": _NONE,
    "air/drone strikes": (_T.STRIKE, ""),
}  # fmt: skip
# PLOVER of the gold file (0.5b1) had other names for four types.
_PLOVER_OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_PLOVER: dict[str, Kind] = {
    "SUPPORT": (_T.STATEMENT, ""), "CONCEDE": _NONE, "COOPERATE": _NONE, "RETREAT": _NONE, "COERCE": (_T.SANCTION, ""),
    "ASSAULT": (_T.BATTLE, ""), "RETREAT/ceasefire": (_T.AGREEMENT, ""), "RETREAT/release": _NONE, "RETREAT/withdraw": (_T.MOVEMENT, ""),
    "PROTEST/strike": (_T.PROTEST, ""), "PROTEST/hunger": (_T.PROTEST, ""), "PROTEST/boycott": (_T.PROTEST, ""),
    "PROTEST/vandalize": (_T.RIOT, ""), "MOBILIZE/weapons": (_T.MOVEMENT, ""), "COERCE/seize": _NONE,
    "ASSAULT/suicide-attack": (_T.BOMBING, ""), "ASSAULT/drone": (_T.STRIKE, ""), "ASSAULT/beat": (_T.VIOLENCE, ""),
    "ASSAULT/torture": (_T.VIOLENCE, ""), "ASSAULT/sexual": (_T.VIOLENCE, ""), "ASSAULT/primitive": (_T.VIOLENCE, ""),
    "ASSAULT/crowd-control": (_T.VIOLENCE, ""), "ASSAULT/unconventional": (_T.VIOLENCE, ""), "ASSAULT/assassinate": (_T.VIOLENCE, ""),
    "COERCE/detain": (_T.ARREST, ""), "COERCE/deport": (_T.SANCTION, ""), "COERCE/destroy": (_T.DESTRUCTION, ""),
    "COERCE/confiscate": _NONE, "COERCE/cyber": _NONE, "COERCE/misinformation": _NONE, "COERCE/withhold": (_T.SANCTION, ""),
}  # fmt: skip
# CAMEO by the longest beginning of the code; 03, 05 to 09 and 16 are wider than any of ours.
_CAMEO: dict[str, Kind] = {
    "01": (_T.STATEMENT, ""), "02": (_T.STATEMENT, ""), "03": (_T.STATEMENT, ""), "04": (_T.TALKS, ""), "05": (_T.STATEMENT, ""),
    "057": (_T.AGREEMENT, ""), "06": _NONE, "07": (_T.AID, ""), "072": (_T.MOVEMENT, "arms or cargo delivery"), "08": _NONE,
    "0841": _NONE, "087": _NONE, "0871": (_T.AGREEMENT, ""), "0874": (_T.TERRITORY, "given up"), "09": _NONE,
    "10": (_T.STATEMENT, "demand"), "11": (_T.STATEMENT, "accusation or condemnation"), "12": (_T.STATEMENT, "rejection"),
    "13": (_T.STATEMENT, "threat"), "14": (_T.PROTEST, ""), "145": (_T.RIOT, ""), "15": (_T.MOVEMENT, ""), "16": (_T.SANCTION, ""),
    "17": _NONE, "1711": _NONE, "1712": (_T.DESTRUCTION, ""), "172": (_T.SANCTION, ""), "173": (_T.ARREST, ""),
    "174": (_T.SANCTION, ""), "175": (_T.VIOLENCE, ""), "18": (_T.VIOLENCE, ""), "181": (_T.ABDUCTION, ""), "183": (_T.BOMBING, ""),
    "19": (_T.BATTLE, ""), "191": (_T.SANCTION, ""), "192": (_T.TERRITORY, "seized"), "194": (_T.SHELLING, ""), "195": (_T.STRIKE, ""),
    "20": (_T.VIOLENCE, ""), "201": (_T.DISPLACEMENT, ""),
}  # fmt: skip
_GTD: dict[str, Kind] = {
    "1": (_T.VIOLENCE, ""), "2": (_T.VIOLENCE, ""), "3": (_T.BOMBING, ""), "4": (_T.ABDUCTION, ""), "5": (_T.ABDUCTION, ""),
    "6": (_T.ABDUCTION, ""), "7": (_T.DESTRUCTION, ""), "8": (_T.VIOLENCE, ""), "9": _NONE,
}  # fmt: skip
_UCDP: dict[str, Kind] = {"1": (_T.BATTLE, ""), "2": (_T.BATTLE, ""), "3": (_T.VIOLENCE, "")}


def acled_kind(sub_type: str, event_type: str) -> Kind:
    """Return our type and sub-type of ACLED's sub-event type, or of its event type where that says nothing.

    Examples
    --------
    >>> acled_kind("Air/drone strike", "Explosions/Remote violence")[0].value, acled_kind("", "Remote violence")[0].value
    ('air or drone strike', 'shelling')
    """
    for said in (sub_type, event_type):
        key = " ".join(said.lower().split())
        if key in _ACLED:
            return _ACLED[key]
        if key in _reversed()["acled"]:
            return _reversed()["acled"][key]
    return _NONE


def plover_kind(event: str, mode: str = "") -> Kind:
    """Return our type and sub-type of a PLOVER event type and mode; names of before 0.8 are known."""
    root = _PLOVER_OLD.get(event.strip().upper(), event.strip().upper())
    mode = mode.strip().lower()
    for code in (f"{root}/{mode}", f"{root}/{mode.split('-')[0]}", root):
        found = _PLOVER.get(code) or _reversed()["plover"].get(code.lower())
        if found is not None:
            return found
    return _NONE


@lru_cache(maxsize=1024)
def cameo_kind(code: str) -> Kind:
    """Return our type and sub-type of a CAMEO code, a string as its leading zeros count; the longest known beginning decides.

    Examples
    --------
    >>> cameo_kind("1951")[0].value, cameo_kind("042"), cameo_kind("190")[0].value
    ('air or drone strike', (<EventType.TALKS: 'talks or visit'>, 'arrival or visit'), 'battle')
    """
    for length in range(len(code), 1, -1):
        part = code[:length]
        if part in _CAMEO:
            return _CAMEO[part]
        if part in _reversed()["cameo"]:
            return _reversed()["cameo"][part]
    return _NONE


def gtd_kind(code: str) -> Kind:
    """Return our type of GTD's ``attacktype1``: its attacks are by those who are no state."""
    return _GTD.get(code, _NONE)


def ucdp_kind(code: str) -> Kind:
    """Return our type of UCDP's ``type_of_violence``: what it says is who fights, not by what."""
    return _UCDP.get(code, _NONE)


@cache
def _reversed() -> dict[str, dict[str, Kind]]:
    """Return for each schema what its codes are: a type's own code is the type, one that a single sub-type has is that."""
    return {name: _backwards(name) for name in ("acled", "plover", "cameo")}


def _backwards(schema: str) -> dict[str, Kind]:
    rows: dict[str, list[VocabularyRow]] = {}
    for row in vocabulary():
        code = getattr(row, schema)
        if code is not None:
            rows.setdefault(code.lower(), []).append(row)
    found: dict[str, Kind] = {}
    for code, having in rows.items():
        own = next((row for row in having if not row.sub_type), None)
        kinds = {row.type for row in having}
        if own is not None:
            found[code] = (own.type, "")
        elif len(having) == 1:
            found[code] = (having[0].type, having[0].sub_type)
        elif len(kinds) == 1:
            found[code] = (having[0].type, "")
    return found
