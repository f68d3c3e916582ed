"""Names that stand for a government or a team, not for the place: "Moscow said", "talks between Ankara and Riyadh", "Boston Red Sox"."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.clubs import is_club
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.tokens import Line

_DATA = Path(__file__).parent / "data" / "metonyms.toml"
_MOST_HELPERS = 2
# How far back a text says between whom the talks are.
_REACH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonyms:
    """The tables; ``seats`` and ``speaking_seats`` lead from a folded name to the place_id of its city."""

    seats: dict[str, str]
    speaking_seats: dict[str, str]
    most_words: int
    governments: frozenset[str]
    verbs: frozenset[str]
    bare_verbs: frozenset[str]
    helpers: frozenset[str]
    possessions: frozenset[str]
    told: frozenset[str]
    done_by: frozenset[str]
    between: re.Pattern[str]


@cache
def metonyms() -> Metonyms:
    """Return the tables, read once."""
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    seats, speaking = (
        {fold(name): place_id for name, place_id in table[key].items()} for key in ("seats", "speaking_seats")
    )
    lists = {key: frozenset(value) for key, value in table["words"].items()}
    dealings = "|".join(sorted(lists.pop("dealings")))
    between = re.compile(
        rf"\b(?:{dealings})\s+(?:[\w-]+\s+){{0,2}}between\s+(?:the\s+)?(?:[\w'’.-]+(?:\s+[\w'’.-]+){{0,2}}\s+and\s+(?:the\s+)?)?$",
        re.IGNORECASE,
    )
    return Metonyms(
        seats=seats,
        speaking_seats=speaking,
        most_words=max(len(name.split()) for name in seats),
        between=between,
        **lists,
    )


def seat(name: str, *, is_metonym: bool) -> str | None:
    """Return the place_id of the city that a government's house or street stands in, or None.

    Examples
    --------
    >>> seat("Kremlin", is_metonym=False), seat("Whitehall", is_metonym=False)
    ('gn:524901', None)
    """
    folded, table = fold(name), metonyms()
    return table.seats.get(folded) or (table.speaking_seats.get(folded) if is_metonym else None)


@cache
def seat_firsts() -> frozenset[str]:
    """Return the folded words with which the names of governments' houses and streets begin."""
    return frozenset(name.split(" ")[0] for name in metonyms().seats)


def seat_words(folded: Sequence[str], at: int) -> int:
    """Return how many words from one on are a government's house or street: 2 for "White House", 0 for none."""
    table = metonyms()
    counts = range(min(table.most_words, len(folded) - at), 0, -1)
    return next((count for count in counts if " ".join(folded[at : at + count]) in table.seats), 0)


def is_literal_seat(line: Line, at: int) -> bool:
    """Return whether a house is named as a place: "a fire at the Pentagon"."""
    before = line.folded[at - 2 : at] if at > 1 else line.folded[:at]
    words = [word for word in before if word != "the"]
    return bool(words) and words[-1] in lexicon().strong_locative


def is_metonym(
    line: Line, at: int, count: int, *, is_state: Callable[[], bool], is_capital: Callable[[], bool]
) -> bool:
    """Return whether a name stands for a government, or for a team.

    Any name may speak; only capitals, and the towns that ``metonyms.toml`` names, decide, own policies or are told.

    Parameters
    ----------
    line
        The paragraph's words.
    at, count
        The name's first word, and how many it has.
    is_state, is_capital
        Say whether the name is a state's or a capital's; asked only where the words beside it call for it.
    """
    if is_club(line, at, count):
        return True
    table, lists = metonyms(), lexicon()
    before, after = line.before(at), line.after(at + count)
    is_placed = before is not None and before.folded in lists.locative
    if after is not None and not is_placed and after.folded in lists.speech and not _owns(line, at, count):
        return True

    def is_government() -> bool:
        return " ".join(line.folded[at : at + count]) in table.governments or is_capital()

    start = line.tokens[at].start
    window = max(0, start - _REACH)
    if "between" in line.text[window:start].lower() and table.between.search(line.text, window, start):
        return is_state() or is_government()
    if _owns(line, at, count):
        return after is not None and after.folded in table.possessions and not is_placed and is_government()
    is_told = before is not None and before.folded in table.told
    is_doer = before is not None and before.folded == "by" and at > 1 and line.folded[at - 2] in table.done_by
    if is_told or is_doer or (not is_placed and _decides(line, at + count, table)):
        return is_government()
    return False


def _owns(line: Line, at: int, count: int) -> bool:
    end = line.tokens[at + count - 1].end
    return line.text[end : end + 2].lower() in {"'s", "’s"}


def _decides(line: Line, at: int, table: Metonyms) -> bool:
    """Return whether a verb of policy or speech stands right behind a name, or after "has", "also" and their like."""
    for step in range(_MOST_HELPERS + 1):
        word = line.after(at + step)
        if word is None or word.is_capital:
            return False
        if word.folded in table.verbs or word.folded in lexicon().speech or (step and word.folded in table.bare_verbs):
            return True
        if word.folded not in table.helpers:
            return False
    return False
