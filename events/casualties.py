"""Tolls as news write them: whom a sentence says to have been killed and injured."""

import re
from dataclasses import dataclass
from typing import Literal

from events.counts import Count, count_at, find_counts
from events.event import Status, Toll, TollPart
from events.lone_deaths import lone_death
from events.named_people import NAMED_RULE, name_at, named_dead
from events.toll_doubts import is_denied, is_not_so, is_part
from events.toll_parts import status_of
from events.toll_words import (
    ALSO,
    AND,
    AND_OTHERS,
    BEFELL,
    BODIES,
    BOTH,
    CLAIMED,
    FEARED,
    FOUND,
    GREW,
    INTRANSITIVE,
    LIST_ENDS,
    LONGEST_LEAD,
    NAMED,
    NOBODY,
    NOUN,
    OBJECT,
    OF_MONTHS,
    ONE_DEATH,
    OTHER_FATE,
    OTHERS,
    PASSIVE,
    TOTAL,
    VERB,
)

Kind = Literal["killed", "injured", "missing", "displaced", "captured"]


@dataclass(frozen=True, slots=True)
class FoundToll:
    """A toll and what it counts; ``is_total`` for a total of all ("put the toll at"), ``grew`` for one that took another's place ("rose to").

    ``by`` is who counted, "" where the sentence does not say; ``parts`` who they were, where all their words say it. ``adds`` for
    those who came to more than were told before ("two guards were also killed"), ``is_of_months`` for a sum of many events
    ("five judges have been killed in two months").
    """

    kind: Kind
    toll: Toll
    who: str
    is_total: bool
    grew: bool = False
    by: str = ""
    parts: tuple[TollPart, ...] = ()
    adds: bool = False
    is_of_months: bool = False


@dataclass(frozen=True, slots=True)
class _Fate:
    """What befell a list of people; ``until`` is where the words about it begin or end."""

    kind: Kind
    counts: list[Count]
    until: int
    rule: str = ""
    adds: bool = False


def find_tolls(text: str) -> tuple[FoundToll, ...]:
    """Return the killed and injured that a sentence counts.

    Returns
    -------
    tuple of FoundToll
        In text order; what is counted together ("the pastor and five worshippers") is one toll. Parts of a sum
        ("including two children"), strengths, and what is denied or only feared to come are left out. A toll of 0
        is one that is said plainly ("no one was killed").

    Examples
    --------
    >>> [(t.kind, t.toll.best) for t in find_tolls("The blast killed at least five people and wounded 22.")]
    [('killed', 5), ('injured', 22)]
    >>> find_tolls("At least 1,500 mercenaries were involved.")
    ()
    """
    found: dict[int, FoundToll] = {}
    taken: list[tuple[int, int]] = []

    def add(
        kind: Kind, counts: list[Count], *, until: int = 0, is_total: bool = False, grew: bool = False, adds: bool = False, rule: str = ""
    ) -> None:  # fmt: skip
        people = [count for count in counts if count.is_of_people]
        if not people or any(a < counts[-1].end and counts[0].start < b for a, b in taken):
            return
        taken.append((counts[0].start, max(until, counts[-1].until)))
        found[counts[0].start] = FoundToll(
            kind, _sum(people, rule), people[0].who, is_total, grew, parts=_parts(kind, people), adds=adds,
            is_of_months=OF_MONTHS.match(text, max(until, counts[-1].until)) is not None,
        )  # fmt: skip

    for match in TOTAL.finditer(text):
        counts = _total_at(text, match.end())
        if counts and not is_denied(text, match.start()):
            is_hurt = (match["what"] or "").lower() in {"injured", "wounded"}
            add(
                "injured" if is_hurt else "killed",
                counts,
                until=_end_of_dead(text, counts[-1]),
                is_total=True,
                grew=GREW.search(match.group()) is not None,
            )
    for match in VERB.finditer(text):
        counts = _list_at(
            text,
            match.end(),
            is_named=NAMED.match(match.group()) is not None,
            is_of=match.group().rstrip().endswith(" of"),
        )
        if counts and not is_part(text, counts[0]) and not is_not_so(text, match.start()):
            add("injured" if match["hurt"] else "killed", counts, rule=BOTH if match["both"] else "")
    for count in sorted((*find_counts(text), *named_dead(text)), key=lambda each: each.start):
        if any(a <= count.start < b for a, b in taken) or is_part(text, count):
            continue
        fate = _befell(text, count)
        if fate is not None:
            add(fate.kind, fate.counts, until=fate.until, rule=fate.rule, adds=fate.adds)
    killed = [toll for toll in found.values() if toll.kind == "killed"]
    if all(toll.adds for toll in killed) and (lone := _lone(text)):
        add("killed", lone, adds=not killed and ALSO.search(text, lone[0].start, lone[-1].end) is not None)
    if not any(toll.kind == "killed" for toll in found.values()) and (zero := _of_nobody(text)) is not None:
        found[zero.start] = FoundToll("killed", zero, "", is_total=False)
    return tuple(found[at] for at in sorted(found))


def _lone(text: str) -> list[Count]:
    """Return the one person of whose death a sentence tells without counting, and who is counted with that one; empty where it tells of none."""
    one = lone_death(text)
    if one is None or is_part(text, one) or is_not_so(text, one.start):
        return []
    counts = [one]
    while (joined := AND.match(text, counts[-1].until)) is not None:
        following = count_at(text, joined.end())
        # "The murder of Ana Rojas, a judge": who that is, not one more.
        if following is None or (joined.group().strip() == "," and following.best == 1) or _fate(text, following):
            break
        counts.append(following)
    return counts


def _of_nobody(text: str) -> Toll | None:
    """Return the toll of 0 of a sentence that says plainly that nobody was killed, else None."""
    nobody = NOBODY.search(text)
    if nobody is None or is_denied(text, nobody.start()):
        return None
    return Toll(best=0, low=0, high=0, start=nobody.start(), end=nobody.end(), rule="said that nobody was killed")


def _list_at(text: str, at: int, *, is_named: bool, is_of: bool) -> list[Count]:
    """Return the counts that stand in one list from a place on: "the chief, his wife and two guards"; of persons named where ``is_named``; behind a noun ("the murder of") where ``is_of``.

    What has a fate of its own ends the list; so does a comma that no "and" follows.
    """
    counts: list[Count] = []
    whole, joined = 0, None
    while (count := count_at(text, at) or (name_at(text, at) if is_named else None)) is not None:
        # "The murder of Ana Rojas and Luis Gil was condemned": not what befell the latter.
        is_other = OTHER_FATE.match(text, count.until) if count.rule != NAMED_RULE or not is_of else None
        if counts and (_fate(text, count) or is_other):
            break
        counts.append(count)
        if joined is None or joined.group().strip() != ",":
            whole = len(counts)
        joined = AND.match(text, count.until)
        if joined is None:
            break
        at = joined.end()
    return counts[:whole]


def _total_at(text: str, at: int) -> list[Count]:
    """Return the counts that a total sums: "the toll is 15 soldiers and 4 civilians killed"; the first alone where more than a list of people follows."""
    counts: list[Count] = []
    whole, joined = 0, None
    while (count := count_at(text, at)) is not None and count.is_of_people:
        counts.append(count)
        whole = whole if joined is not None and joined.group().strip() == "," else len(counts)
        joined = AND.match(text, count.until) if count.who else None
        if joined is None:
            break
        at = joined.end()
    listed = counts[:whole]
    ends = LIST_ENDS.match(text, listed[-1].until) if listed and all(each.who for each in listed) else None
    # "Stands at 15, a doctor said", "at 15 and 4 were wounded": what follows has a verb of its own; "a toll of 15 soldiers and 4 civilians was given": the toll's.
    is_list = ends is not None and (ends["verb"] is None or listed[-1].best > 1)
    return listed if is_list else counts[:1]


def _end_of_dead(text: str, count: Count) -> int:
    """Return where a total's words end: behind "killed" in "15 soldiers and 4 civilians killed"."""
    ends = LIST_ENDS.match(text, count.until)
    return ends.end("dead") if ends is not None and ends["dead"] else count.until


def _fate(text: str, count: Count) -> re.Match[str] | None:
    """Return what befell those counted, said behind them, unless they are the ones who did it."""
    match = BEFELL.match(text, count.until)
    if match is None:
        return None
    word = match["kill"] or match["hurt"]
    is_done_to = PASSIVE.search(match["aux"]) is not None or INTRANSITIVE.match(word) is not None
    acts = OBJECT.match(text, match.end()) or _counts_behind(text, match.end())
    return match if is_done_to or not acts else None


def _counts_behind(text: str, at: int) -> bool:
    gap = re.match(r"\s+(?=\S)", text[at : at + 8])
    return gap is not None and count_at(text, at + gap.end()) is not None


def _befell(text: str, first: Count) -> _Fate | None:
    """Return the fate of a list of people that begins with a count: "11 soldiers and two drivers were killed"."""
    counts = [*_one_before(text, first), first]
    while True:
        last = counts[-1]
        noun = (NOUN if last.best > 1 else ONE_DEATH).search(last.who)
        if noun is not None:
            is_said = noun["kill"] != "lives" or CLAIMED.search(text, max(0, first.start - 40), first.start)
            kind: Kind = "injured" if noun["hurt"] else "killed"
            return _Fate(kind, counts, last.until) if is_said and not is_denied(text, first.start) else None
        bodies = BODIES.match(text, last.end)
        if bodies is not None and (bodies["found"] or FOUND.search(text, max(0, first.start - 40), first.start)):
            return _Fate("killed", counts, bodies.end())
        match = _fate(text, last)
        if match is not None:
            if len(counts) > 1 and text[counts[-2].until : last.start].strip() == ",":  # a list ends with "and"
                return None
            at = match.end("aux")
            if is_not_so(text, at) or is_denied(text, first.start):
                return None
            adds = ALSO.search(match["aux"]) is not None
            return _Fate("killed" if match["kill"] else "injured", counts, at, _rule(match), adds)
        joined = AND.match(text, last.until)
        following = _next(text, joined.end(), first) if joined is not None else None
        if following is None:
            return None
        counts.append(following)


def _one_before(text: str, first: Count) -> list[Count]:
    """Return the one person whose name leads up to "and five others", in a list; in texts in capitals names are no other words."""
    if not OTHERS.match(text, first.end):
        return []
    lead = AND_OTHERS.search(text[max(0, first.start - LONGEST_LEAD) : first.start])
    if lead is None:
        return []
    start = first.start - len(lead["all"])
    return [Count(1, 1, 1, start, start + len(lead["name"]), first.start, lead["name"], NAMED_RULE, is_noun=True)]


def _next(text: str, at: int, first: Count) -> Count | None:
    """Return who stands next in a list; a name only where the list began with one."""
    return count_at(text, at) or (name_at(text, at) if first.rule == NAMED_RULE else None)


def _rule(match: re.Match[str]) -> str:
    if FEARED.search(match["aux"]):
        return "feared dead, not confirmed, so low is 0"
    return BOTH if match["both"] else ""


def _sum(counts: list[Count], rule: str) -> Toll:
    best, low, high = (sum(getattr(count, name) for count in counts) for name in ("best", "low", "high"))
    if len(counts) > 1:
        words = f"{' and '.join(str(count.best) for count in counts)} counted together"
    else:
        words = counts[0].rule
    return Toll(
        best=best, low=0 if rule else low, high=high, start=counts[0].start, end=counts[-1].end, rule=rule or words
    )


def _parts(kind: Kind, counts: list[Count]) -> tuple[TollPart, ...]:
    """Return who those counted were, without those of whom nothing is said ("12", "six people")."""
    parts = (
        TollPart(kind=kind, best=c.best, low=c.low, high=c.high, who=c.who, status=status_of(c.who)) for c in counts
    )
    return tuple(part for part in parts if part.status is not Status.UNKNOWN)


def toll_of(count: Count) -> Toll:
    """Return the toll that a single count says."""
    return _sum([count], "")
