"""Texts in capitals, as telegrams and wire services wrote them, in the small letters that grammar is written for; letter for letter."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from events.date_words import MONTHS, WEEKDAYS
from events.layout import match_dateline
from events.sentence_words import KIND, read_words

_TITLES = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))["titles"]
_BLOCK = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
# Of so many letters, so many in a hundred are capitals: a heading of a few words may be an abbreviation.
_LEAST_LETTERS, _SHARE = 30, 0.9
_OPENS = re.compile(r"(?:\A|[.!?:]\s|\n[ \t]*\n)[\s\"“'‘(\[]*([a-z])")
# What keeps its capitals: "U.S.", "(FMLN)", "M-19", and words without a vowel.
_KEPT = re.compile(
    r"\b(?:[A-Z]\.){2,}|(?<=[(\[])[A-Z][A-Z0-9-]{1,7}(?=[)\]])|\b[A-Z]{1,4}-\d+\b|\b[BCDFGHJKLMNPQRSTVWXZ]{3,7}\b"
)
_DAYS = "|".join(word for word in WEEKDAYS if word.endswith("day"))
_LONG = "|".join(word for word in MONTHS if len(word) > 3 and word not in {"march", "may"})
_ALL = "|".join(sorted(MONTHS, key=len, reverse=True))
# "May" and "march" are verbs too, and "sep" may be anything: a number beside them, or what dates are said with.
_DATES = re.compile(
    rf"\b(?:{_DAYS})s?\b|\b(?:{_LONG})\b|(?<=\d )(?:of )?(?P<a>{_ALL})\b|\b(?P<b>{_ALL})\b(?=\.? \d)|\b(?:in|since|last|next|until|during|of|early|late|mid|by)[ -](?P<c>may|march)\b(?! (?:be|have|not)\b)"
)
_TITLE = re.compile(
    rf"\b(?:{'|'.join(re.escape(title.lower()) for title in sorted(_TITLES, key=len, reverse=True))})(?= )"
)
# Words of so many kinds end a name behind a title.
_NAMES = frozenset({KIND["other"], KIND["capital"]})
_LONGEST_NAME = 4


def in_sentence_case(text: str) -> str:
    """Return a text with its paragraphs in capitals in small letters; all offsets stay, and so does all else.

    What opens a sentence, days and months, dotted and bracketed short names and the names behind titles keep capitals;
    datelines are left as they are.

    Examples
    --------
    >>> in_sentence_case("GUERRILLAS ATTACKED A BRIDGE ON 4 MAY, PRESIDENT ALFREDO CRISTIANI SAID TODAY.")
    'Guerrillas attacked a bridge on 4 May, President Alfredo Cristiani said today.'
    >>> in_sentence_case("The U.N. spoke of it in Rome.")
    'The U.N. spoke of it in Rome.'
    """
    is_all = _is_in_capitals(text)
    parts, end, seen_body = [], 0, False
    for block in _BLOCK.finditer(text):
        if not (is_all or _is_in_capitals(block.group())):
            continue
        start = block.start()
        if not seen_body:
            start = match_dateline(text, start, block.end()) or start
            seen_body = block.end() - start > _LEAST_LETTERS
        parts += [text[end:start], _lowered(text[start : block.end()])]
        end = block.end()
    return "".join([*parts, text[end:]])


def with_names(text: str, written: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text in sentence case with each word of some spans beginning with the capital that it was ``written`` with.

    Examples
    --------
    >>> with_names("The army left san salvador.", "THE ARMY LEFT SAN SALVADOR.", [(14, 26)])
    'The army left San Salvador.'
    """
    letters = list(text)
    for start, end in spans:
        for word in re.finditer(r"[^\W\d_]+", text[start:end]):
            at = start + word.start()
            if _one(written[at].lower(), "") == letters[at]:
                letters[at] = written[at]
    return "".join(letters)


def _is_in_capitals(text: str) -> bool:
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper >= _LEAST_LETTERS and upper >= _SHARE * (upper + lower)


def _one(changed: str, letter: str) -> str:
    """Return a changed letter where it is still one: "İ" in small letters is two."""
    return changed if len(changed) == 1 else letter


def _lowered(text: str) -> str:
    lower = text.lower() if text.isascii() else "".join(_one(letter.lower(), letter) for letter in text)
    letters = list(lower)
    for match in _OPENS.finditer(lower):
        letters[match.start(1)] = lower[match.start(1)].upper()
    for match in _DATES.finditer(lower):
        at = next((match.start(name) for name in "abc" if match[name]), match.start())
        letters[at] = lower[at].upper()
    for match in _KEPT.finditer(text):
        letters[match.start() : match.end()] = text[match.start() : match.end()]
    for match in _TITLE.finditer(lower):
        _name(letters, lower, match.start(), match.end())
    return "".join(letters)


def _name(letters: list[str], lower: str, start: int, end: int) -> None:
    """Give a title and the name behind it their capitals, where there is one."""
    words = read_words(lower[end : end + 60])[:_LONGEST_NAME]
    count = next((n for n, word in enumerate(words) if word.kind not in _NAMES or word.verb >= 0), len(words))
    if not count:
        return
    for title in re.finditer(r"[a-z]+", lower[start:end]):
        letters[start + title.start()] = title.group()[0].upper()
    for word in words[:count]:
        letters[end + word.start] = _one(word.lower[0].upper(), word.lower[0])
