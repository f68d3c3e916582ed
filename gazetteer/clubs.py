"""Teams that bear a place's name, and are none: "Boston Red Sox", "Newcastle beat Arsenal 2-1"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.lexicon import lexicon
from gazetteer.tokens import Line

_DATA = Path(__file__).parent / "data" / "metonyms.toml"
_MOST_WORDS = 2
# How far from a name the sentence says that it is of sport.
_REACH = 160
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
# "2-1", but no "20-30 men": behind a score stands no noun.
_SCORE = re.compile(
    r"\b\d{1,3}\s?[-–]\s?\d{1,3}(?=\s*(?:[.,;)]|$)|\s+(?:to|against|with|in|on|at|away|after|thanks|over|and|as|when|win|victory|draw|defeat|loss)\b)"
)
_TO_THE_OTHER = frozenset({"to", "with", "against", "over"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clubs:
    """The tables, folded; ``firsts`` are the words with which a team's second name begins."""

    words: frozenset[str]
    before: frozenset[str]
    words_of_sport: frozenset[str]
    firsts: frozenset[str]
    sport: re.Pattern[str]
    results: frozenset[str]
    results_alone: frozenset[str]


@cache
def clubs() -> Clubs:
    """Return the tables, read once."""
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))["clubs"]
    words, of_sport = frozenset(table["words"]), frozenset(table["words_of_sport"])
    return Clubs(
        words=words,
        before=frozenset(table["before"]),
        words_of_sport=of_sport,
        firsts=frozenset(word.split(" ")[0] for word in words | of_sport),
        sport=re.compile(rf"\b(?:{'|'.join(map(re.escape, table['sport']))})\b", re.IGNORECASE),
        results=frozenset(table["results"]),
        results_alone=frozenset(table["results_alone"]),
    )


def is_club(line: Line, at: int, count: int) -> bool:
    """Return whether a name is a team's, by the word behind it or by what it does.

    Parameters
    ----------
    line
        The paragraph's words.
    at, count
        The name's first word, and how many it has.
    """
    return _has_club_word(line, at + count) or _is_club_word(line, at, count) or _plays(line, at, count)


def _has_club_word(line: Line, at: int) -> bool:
    """Say whether a team's second name stands right behind a name: "Red Sox"."""
    table, after = clubs(), line.after(at)
    if after is None or not after.is_capital or after.folded not in table.firsts or line.gap(at).strip(" -") != "":
        return False
    phrases = {" ".join(line.folded[at : at + count]) for count in range(1, _MOST_WORDS + 1)}
    if not table.words.isdisjoint(phrases):
        return True
    return not table.words_of_sport.isdisjoint(phrases) and _is_sport(line, at)


def _is_club_word(line: Line, at: int, count: int) -> bool:
    """Say whether a name is itself a team's second one, or its first, or stands behind that: "Paris Saint-Germain", "Bayern Munich"."""
    table, name = clubs(), " ".join(line.folded[at : at + count])
    before, after = line.before(at), line.after(at + count)
    if (
        before is not None
        and before.is_capital
        and line.gap(at) == " "
        and (before.folded in table.before or name in table.words)
    ):
        return True
    return name in table.before and after is not None and after.is_capital and line.gap(at + count) == " "


def _plays(line: Line, at: int, count: int) -> bool:
    """Say whether a name wins, loses or is beaten, by a score or in a sentence of sport."""
    table, before, after = clubs(), line.before(at), line.after(at + count)
    if before is not None and before.folded in table.results:
        return _is_sport(line, at)
    if before is not None and before.folded in _TO_THE_OTHER:
        words = line.folded[max(0, at - 5) : at - 1]
        return not table.results_alone.isdisjoint(words) and _has_score(line, at)
    is_placed = before is not None and before.folded in lexicon().locative
    if after is None or after.is_capital or is_placed:
        return False
    if after.folded in table.results:
        return _is_sport(line, at)
    return after.folded in table.results_alone and _has_score(line, at)


def _sentence(line: Line, at: int) -> str:
    """Return the words of a sentence around one of them, as far as is looked."""
    start = line.tokens[at].start
    before, after = line.text[max(0, start - _REACH) : start], line.text[start : start + _REACH]
    before = before[max([before.rfind("\n") + 1, *(match.end() for match in _SENTENCE_END.finditer(before))]) :]
    end = _SENTENCE_END.search(after)
    return before + (after[: end.start()] if end is not None else after).split("\n")[0]


def _has_score(line: Line, at: int) -> bool:
    return _SCORE.search(_sentence(line, at)) is not None


def _is_sport(line: Line, at: int) -> bool:
    return _has_score(line, at) or clubs().sport.search(_sentence(line, at)) is not None
