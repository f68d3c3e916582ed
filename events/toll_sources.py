"""Whose count a toll is, and which of two sources' counts is taken for the best."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.casualties import FoundToll
from events.claims import FoundClaim
from events.event import Status, Toll, TollPart
from events.stance import Stance, stance_of

# Who counts the dead before who hears of them, and these before the parties to a conflict.
_RANKS = (
    re.compile(
        r"\b(?:hospitals?|health|medics?|medical|doctors?|coroner|morgue|mortuary|red (?:cross|crescent)|civil (?:defen[cs]e|protection)|rescue\w*|firefighters?|disaster|"
        r"emergency|united nations|u\.?n\.?|ocha|unicef|who)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:police|ministry|minister|officials?|authorit\w+|governor|mayor|government|prosecutors?|administrator|district|provincial|interior|president|prime)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:observatory|monitors?|agency|network|charity|organi[sz]ation|association|media|television|newspaper|rights)\b",
        re.IGNORECASE,
    ),
)
_PARTY = re.compile(
    r"\b(?:army|military|rebels?|militants?|militia|fighters|group|insurgents?|activists?|witness\w*|residents?|villagers?|survivors?)\b",
    re.IGNORECASE,
)
_PUT = re.compile(
    r"\b(?:put|puts|gave|gives|raised|revised|lowered)\s+(?:the|its|their|a)\s+(?:\w+\s+){0,2}?toll\b", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:.*\b(?:while|but|and|whereas|although|that)\s+)?(?:the\s+)?", re.IGNORECASE | re.DOTALL)
# What stands between a count and its speaker in another clause.
_OTHER_CLAUSE = re.compile(r"\b(?:while|but|whereas|although|though)\b|;|,\s+and\b", re.IGNORECASE)

# By how much counts of two sources differ where somebody should look, and how few sources are counted in words.
_APART = 1.5
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def with_sources(text: str, tolls: Sequence[FoundToll], claims: Sequence[FoundClaim]) -> tuple[FoundToll, ...]:
    """Name for each toll of a sentence who is said to have counted it, in its own clause; "" where nobody is.

    Examples
    --------
    >>> from events.casualties import find_tolls
    >>> from events.claims import find_claims
    >>> text = "Police said 12 people were killed, while hospital officials put the toll at 15."
    >>> [(toll.toll.best, toll.by) for toll in with_sources(text, find_tolls(text), find_claims(text))]
    [(12, 'Police'), (15, 'hospital officials')]
    """
    put = tuple(_PUT.finditer(text)) if tolls else ()
    return tuple(replace(toll, by=_source(text, toll.toll, claims, put)) for toll in tolls)


def _source(text: str, toll: Toll, claims: Sequence[FoundClaim], put: Sequence[re.Match[str]]) -> str:
    for match in put:
        if 0 <= toll.start - match.end() <= len(" now at between at least ") and not _OTHER_CLAUSE.search(
            text, match.end(), toll.start
        ):
            before = re.split(r"[,.;:]", text[max(0, match.start() - 80) : match.start()])[-1].strip()
            return re.sub(r"\s+(?:have|has|had)$", "", _LEAD.sub("", before, count=1))
    near = []
    for claim in claims:
        first, last = sorted(((toll.start, toll.end), (claim.start, claim.end)))
        if (
            claim.by
            and stance_of(claim.verb) is not Stance.DENIED
            and first[1] <= last[0]
            and not _OTHER_CLAUSE.search(text, first[1], last[0])
        ):
            near.append((last[0] - first[1], claim.by))
    return min(near)[1] if near else ""


def settle(old: Toll, old_by: str, new: FoundToll) -> tuple[Toll, str]:
    """Return the toll that stands when two sources give different ones, and whose it is.

    Low and high reach over both; best is that of the source nearer to the count (hospitals and rescuers, then officials,
    then observers, then parties and witnesses), and of the later one between equals.
    """
    takes_new = _rank(new.by) <= _rank(old_by)
    best, by = (new.toll, new.by) if takes_new else (old, old_by)
    reason = "the later of the two" if _rank(new.by) == _rank(old_by) else "the one nearer to the count"
    words = f"{old_by} said {old.best}, {new.by} {new.toll.best}: best is that of {by}, {reason}"
    low, high = min(old.low, new.toll.low), max(old.high, new.toll.high)
    return replace(best, low=low, high=high, rule=words), by


# Whom a party calls so it counts as its enemy.
_ENEMY = re.compile(
    r"\b(?:terrorists?|militants?|insurgents?|jihad\w+|extremists?|bandits?|mercenaries)\b", re.IGNORECASE
)


def part_beside(old: Toll, parts: Sequence[TollPart], new: FoundToll) -> Toll | None:
    """Return an event's toll where a new count is no rival of it, None where it is one.

    A smaller count of armed men, or of one person of a kind, is a part of all those killed ("four killed", "one commander");
    the enemy dead that a party claims stand beside the civilians that others counted, and reach into high only.
    """
    if new.is_total or new.grew or new.adds or not new.parts:
        return None
    is_armed = all(part.status is Status.COMBATANT for part in new.parts)
    is_claimed = is_armed and _PARTY.search(new.by) is not None and _ENEMY.search(new.who) is not None
    if parts and is_claimed and all(part.status is Status.CIVILIAN for part in parts):
        words = f"{new.by} also said {new.toll.best} {new.who}: beside the {old.best}, in high only"
        return replace(old, high=old.high + new.toll.high, rule=words)
    if not parts and (is_armed or new.toll.best == 1) and new.toll.best < old.best:
        return replace(old, rule=f"{new.toll.best} {new.who} read as a part of {old.best}")
    return None


def _rank(by: str) -> int:
    if _PARTY.search(by) and not _RANKS[0].search(by):
        return len(_RANKS)
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.search(by)), len(_RANKS))


def with_count(counts: Mapping[str, int], new: FoundToll) -> dict[str, int]:
    """Return what each source counts with a new count: one that grew takes the place of all before, one "more" is no count of all."""
    if not new.by or new.adds:
        return dict(counts)
    before = {} if new.grew else {by: best for by, best in counts.items() if not _is_one_source(by, new.by)}
    return before | {new.by: new.toll.best}


def conflict_words(counts: Mapping[str, int], kind: str) -> str:
    """Say that sources disagree where the highest count is half as high again as the lowest, or higher; "" where they do not.

    Between counts of one night that the press gives, a difference below that is usual and changes no map.

    Examples
    --------
    >>> conflict_words({"police": 3, "hospital officials": 12}, "killed")
    'two sources give 3 and 12 killed'
    >>> conflict_words({"police": 9, "hospital officials": 12}, "killed")
    ''
    """
    told = sorted(set(counts.values()))
    if len(told) < 2 or told[-1] < _APART * told[0]:
        return ""
    number = _NUMBERS.get(len(counts), str(len(counts)))
    return f"{number} sources give {', '.join(map(str, told[:-1]))} and {told[-1]} {kind}"


def _is_one_source(one: str, other: str) -> bool:
    """Say whether two names may be of one source: "police" and "a police official"."""
    first, second = (set(re.findall(r"[\w’'-]+", by.lower())) for by in (one, other))
    return first <= second or second <= first
