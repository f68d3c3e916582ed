"""Counts of people in words or digits, with their hedges, read as best, low and high."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from events.word_gate import lowered
from events.word_tree import tree, tree_of_any_case

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_UNITS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
)}  # fmt: skip
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000}
# Vague words as best, low, high: "several" and "dozens" by ACLED's rule, ranges by what the words allow.
_VAGUE = {
    "dozens": (24, 24, 99), "scores": (40, 40, 99), "hundreds": (200, 200, 999), "several": (3, 3, 9), "a few": (3, 2, 5), "some": (3, 2, 9),
    "many": (10, 3, 99), "thousands": (2000, 2000, 9999), "a couple": (2, 2, 2), "both": (2, 2, 2), "half a dozen": (6, 6, 6),
}  # fmt: skip
_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = (
    rf"(?:an?|\d{{1,3}}|{_WORDS}|(?:{'|'.join(_TENS)})(?:[- ](?:{_WORDS}))?)\s+(?:{'|'.join(_LARGE)})(?:\s+and\s+(?:{_WORDS}|{'|'.join(_TENS)}))?|"
    + rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{'|'.join(_TENS)})(?:[- ](?:{_WORDS}))?|"
    + "|".join(sorted(_VAGUE, key=len, reverse=True))
    + rf"|{_WORDS}"
)
COUNTED = rf"(?:(?:{_WORDS}|{'|'.join(_TENS)})(?:-(?:{_WORDS}))?|dozens|scores|hundreds|thousands|both)(?:\s+of)?"
"""The pattern of a number in words in front of those counted."""
_HEDGE = (
    r"at least|no fewer than|not less than|no less than|a minimum of|more than|over|upwards of|up to|as many as|at most|fewer than|less than|"
    r"nearly|almost|about|around|some|roughly|approximately|an estimated|close to|a total of|another|an additional|a further|the|all|his|her|their|its|these|those|other"
)
# Words between the number and what befell them: numbers of other things, conjunctions and verbs end it.
_WHO = (
    r"(?P<who>(?:(?:\s|-)(?!(?:and|but|while|or|plus|were|was|are|is|have|has|had|who|when|after|as|in|on|at|near|from|since|with|including|by|be|being|of whom|of them|"
    r"wounded|injured|hurt|dead|killed|died|homeless|missing|bodies|corpses|displaced|reportedly|later|also|shot|slain|said|told|perished|drowned|lost|suffered|"
    r"sustained|feared|believed|presumed|abducted|arrested|detained|escaped|fled|survived|succumbed|murdered|executed|beheaded|massacred|remain|remained|remains|went|taken|rescued|captured|aboard|inside|outside)\b)"
    r"(?:(?:[^\W\d]\.){2,}|[^\W\d][\w'’-]*)){0,6}(?:\sof\s(?:the|its|his|their)\s[\w'’-]+(?:\s[\w'’-]+)?)?)"
)
COUNT = re.compile(
    rf"(?:\b(?P<hedge>{_HEDGE})\s+)?(?:\b(?P<hedge2>{_HEDGE})\s+)?\b(?P<n>{_NUMBER})(?![\w%-]|[.:,]\d)(?:\s+(?:others?|more)\b)?(?:\s+\d+-year-olds?\b)?{_WHO}(?!\w)",
    re.IGNORECASE,
)
# "Between 20 and 30 fighters", "20 to 30 people", "20-30 dead".
_RANGE = re.compile(
    rf"(?:\b(?:about|around|some|an estimated|the)\s+)?(?:\bbetween\s+(?P<low>{_NUMBER})\s+and\s+|\b(?:from\s+)?(?P<low2>{_NUMBER})\s*(?:\s(?:to|or)\s|-|–)\s*)"
    rf"(?P<n>{_NUMBER})(?![\w%-]|[.:,]\d)(?:\s+(?:others?|more)\b)?{_WHO}(?!\w)",
    re.IGNORECASE,
)
_PERSON = tree_of_any_case(_TABLE["persons"])
_EXACT_PERSON = tree(_TABLE["persons"])
_TITLE = tree(title for title in _TABLE["titles"] if len(title) > 3)
_NAME = r"[^\W\d_a-z][\w'’-]*"
# "a 12-year-old girl", "the pastor", "his wife", "Mayor Juan Perez", "journalist Ali Hassan", "himself".
ONE = re.compile(
    rf"(?P<n>\b(?i:an?|one|the|his|her|their|its|another)\b|(?=\b{_TITLE}\s+{_NAME})|(?=\b{_EXACT_PERSON}\s+{_NAME})|(?=\b(?:him|her)self\b))"
    rf"(?P<who>(?:\s*\b(?!(?:and|or|in|on|at|of|by|from|who|that|which|when|after|were|was|is|are|had|has)\b)[\w'’-]+){{0,4}}?\s*\b"
    rf"(?:{_PERSON}|[a-z]+(?:(?<!hu)man|woman|girl|boy)|(?i:\d+-(?:year|month|week|day)-old)(?!\s+(?:[\w-]+\s+){{0,2}}?(?i:{_PERSON}|\w+man)\b)|{_TITLE}(?=\s+{_NAME})|(?:him|her)self)\b(?!['’]s\b)(?:\s+{_PERSON}\b)*"
    rf"(?:\s+{_NAME}){{0,4}})"
)
# A number of these is no number of people hurt.
_NOT_PEOPLE = re.compile(rf"\b(?:{'|'.join(_TABLE['not_people'])})\b", re.IGNORECASE)
_PEOPLE = re.compile(rf"\b(?:{_PERSON}s?|people|\w*(?:men|women|children)|elders)\b", re.IGNORECASE)
_LOWER = frozenset({"at least", "no fewer than", "not less than", "no less than", "a minimum of"})
_ABOVE = frozenset({"more than", "over", "upwards of"})
_UPPER = frozenset({"up to", "as many as", "at most", "fewer than", "less than"})
_ABOUT = frozenset({"nearly", "almost", "about", "around", "some", "roughly", "approximately", "an estimated", "close to"})  # fmt: skip


_LONGEST_MONTH = 31
# Whole words: "12 marines", "30 separatists" and "31 junta soldiers" begin like a month.
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"


@dataclass(frozen=True, slots=True)
class Count:
    """People counted: best, low, high; ``start, end`` span the number, ``until`` is where their words end; ``is_noun`` for "a farmer"."""

    best: int
    low: int
    high: int
    start: int
    end: int
    until: int
    who: str
    rule: str
    is_noun: bool = False

    @property
    def is_of_people(self) -> bool:
        """Say whether it counts people, as far as its words say."""
        others = list(_NOT_PEOPLE.finditer(self.who.split(" of ")[0]))
        return not others or self.is_noun or _PEOPLE.search(self.who, others[-1].end()) is not None


def count_at(text: str, at: int) -> Count | None:
    """Return the count of people that begins at a place of a text, or None.

    Examples
    --------
    >>> count = count_at("about 20 people died", 0)
    >>> count.best, count.low, count.high, count.who
    (20, 18, 22, 'people')
    >>> count_at("a 12-year-old girl", 0).best
    1
    """
    one = ONE.match(text, at) if _may_be_one(text, at) else None
    if one is not None and not re.match(
        r"\s+(?:(?:\w+\s+)?(?:hundred|thousand|dozen)|couple of|few)\b", text[one.end("n") : one.end("n") + 30]
    ):
        who = one["who"].strip()
        end = one.end("n") if one["n"] else one.end("who")
        best, rule = (2, "a couple is two") if who.lower().endswith("couple") else (1, "one person")
        return Count(best, best, best, one.start(), end, one.end(), who, rule, is_noun=True)
    span = _RANGE.match(text, at)
    if span is not None and (count := _read_range(text, span)) is not None:
        return count
    match = COUNT.match(text, at)
    return _read(match) if match is not None and not _is_other_number(text, match, match.start("n")) else None


def _may_be_one(text: str, at: int) -> bool:
    """Say whether a word that ends `ONE` stands among the first few: its pattern tries hundreds at each of them."""
    words = _FIRST_WORDS.match(text, at)
    return words is not None and any(
        word in _ENDS_ONE or word.endswith(_ENDINGS) for word in _WORD.findall(lowered(words[0]))
    )


# Of the sentence at hand tolls are read, then the missing and captured.
@lru_cache(maxsize=1)
def find_counts(text: str) -> tuple[Count, ...]:
    """Return the counts of people in a text, in order, none inside another."""
    found = []
    at = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < at or not (word[0][0].isdigit() or lowered(word[0]) in _OPENING) or not _STARTS.match(text, start):
            continue
        count = count_at(text, start)
        if count is not None:
            found.append(count)
            at = count.end
    return tuple(found)


_STARTS = re.compile(
    rf"(?:(?i:between|{_HEDGE}|{_NUMBER}|an?|one)\b|{_TITLE}\s|{_PERSON}\s+[A-Z])",
)
_WORD = re.compile(r"\w+")
# What may stand first where a count begins, and what ends a single person: whole words, looked up before a pattern is tried.
_OPENING = frozenset(
    lowered(_WORD.findall(words)[0])
    for words in ("between", "an", *_HEDGE.split("|"), *_UNITS, *_TENS, *_VAGUE, *_TABLE["titles"], *_TABLE["persons"], "a")
)  # fmt: skip
_ENDS_ONE = frozenset(lowered(_WORD.findall(words)[0]) for words in (*_TABLE["titles"], *_TABLE["persons"])) | {
    "old",
    "himself",
    "herself",
}
_ENDINGS = ("man", "girl", "boy")
# The number, up to four words, and the first word of who it is.
_FIRST_WORDS = re.compile(r"[\w'’-]*(?:\s+[\w'’-]+){0,5}")


def _is_other_number(text: str, match: re.Match[str], start: int) -> bool:
    """Say whether a number that begins at ``start`` is an age, an hour, a day, a year, a share or a price."""
    before = text[max(0, start - 14) : start].lower()
    after = text[match.end("n") : match.end("n") + 14].lower()
    if re.search(r"(?:\b(?:aged?|no\.|number)|\$|€|£|[\w]-)\s*$", before):
        return True
    if re.match(r"\s*(?:-|years? old|%|per ?cent|km\b|am\b|pm\b|a\.m|p\.m|st\b|nd\b|rd\b|th\b|o'clock)", after):
        return True
    month = re.search(rf"(?P<day>\d\s+)?\b{_MONTH}\s*$", before)
    if month is not None and month["day"] is None and match["n"].isdigit() and int(match["n"]) <= _LONGEST_MONTH:
        return True
    if re.match(rf"\s+{_MONTH}(?!\w)", after):
        return True
    # "killed 2000 people" counts, "in 2014 rebels killed" does not.
    is_counted = re.match(r"\s+(?:people|persons|men|women|children|[a-z]+s)\b", text[match.end("n") :]) is not None
    is_counted = is_counted and re.search(r"\b(?:in|since|of|by|until|from|during)\s*$", before) is None
    return (
        re.fullmatch(r"(?:19|20)\d\d", match["n"]) is not None and not match.groupdict().get("hedge") and not is_counted
    )


def number_of(words: str) -> tuple[int, int, int]:
    """Return best, low and high of a number in words or digits.

    Examples
    --------
    >>> number_of("two hundred"), number_of("dozens"), number_of("1,500")
    ((200, 200, 200), (24, 24, 99), (1500, 1500, 1500))
    """
    words = " ".join(words.lower().split())
    if words in _VAGUE:
        return _VAGUE[words]
    total = 0
    for part in re.split(r"[- ]", words.replace(",", "")):
        if part in _LARGE:
            total = max(total, 1) * _LARGE[part]
        else:
            total += int(part) if part.isdigit() else _TENS.get(part, _UNITS.get(part, 0))
    return total, total, total


def _read_range(text: str, match: re.Match[str]) -> Count | None:
    """Return a count said as a range, None where it is a score ("won 3-2"), a rank, hours or days."""
    start = match.start("low") if match["low"] else match.start("low2")
    if _is_other_number(text, match, start):
        return None
    said = match["low"] or match["low2"]
    low, high = number_of(said)[0], number_of(match["n"])[0]
    if not 0 < low < high or said.lower() in {"a", "an"}:
        return None
    rule = f"{said} to {match['n']}: the lower end is best, as ACLED codes"
    return Count(low, low, high, start, match.end("n"), match.end(), match["who"].strip(), rule)


def _read(match: re.Match[str]) -> Count | None:
    best, low, high = number_of(match["n"])
    if best == 0:
        return None
    hedges = {(match[name] or "").lower() for name in ("hedge", "hedge2")} - {""}
    said = match["n"]
    rule = "as counted"
    if hedges & _LOWER:
        rule = f"“at least” {said}: no upper bound is said, so high is best"
    elif hedges & _ABOVE:
        rule = f"“more than” {said}: best is the number said"
    elif hedges & _UPPER:
        low, rule = 0 if best < 3 else best // 2, f"“up to” {said}: the number is the upper bound"
    elif hedges & _ABOUT:
        low, high, rule = best * 9 // 10, -(-best * 11 // 10), f"“about” {said}: a tenth either way"
    elif said.lower() in _VAGUE:
        rule = f"“{said.lower()}” read as {low} to {high}"
    return Count(best, low, high, match.start("n"), match.end("n"), match.end(), match["who"].strip(), rule)
