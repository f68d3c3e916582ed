"""One person by name of whose death a sentence tells: "Ana Rojas, a judge"."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from events.counts import Count
from events.word_tree import tree, tree_of_any_case

NAMED_RULE = "one person, named"
_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_PERSON = tree_of_any_case(_TABLE["persons"])
_EXACT_PERSON = tree(_TABLE["persons"])
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]*|[A-Z]\.)"
# "de", "bin" stand inside a name, "union leader" between a body and a name.
_INSIDE = rf"(?:de|del|de la|la|da|dos|van|von|der|bin|ibn|al|el|ul|ur|{_EXACT_PERSON})"
# What stands between commas behind a name says who that is; "his wife" there is one more person.
_WHO_THAT_IS = (
    r"(?:,\s+(?:an?\b|the\b|who\b|whose\b|aged\b|\d{1,3}(?=,)|former\b|(?!and\b|his\b|her\b|their\b|but\b|while\b|when\b|who\b)[a-z]+(?:\s+[a-z]+)?\s+(?:of|for|in)\b|"
    rf"{_PERSON}\s+(?:of|for|in)\b|[A-Z]\w+\s+{_PERSON}\b)"
    r"(?:(?!\b(?:said|says|told|reported|announced|that|when|after|killed|murdered|wounded|two|three|four|five|six)\b)[^.;,]){0,110}(?:,\s+(?:in|of|for)\s[^.;,]{1,50})?,)?"
)
_NAME = re.compile(
    rf"(?:(?:former|vice|{_EXACT_PERSON})\s+){{0,3}}{_CAPITAL}(?:\s+(?:{_CAPITAL}|{_INSIDE}))*(?:(?<=\w)|(?<=\.))\s+[A-ZÀ-ÖØ-Þ][\w'’-]*(?!['’]s\b)(?<!['’]s){_WHO_THAT_IS}",
)
# A name goes on, or is that of a body, where such a word follows: "Boko Haram fighters".
_ENDS = re.compile(
    r"\s*(?:$|[.,;:)\]\"”–—-]|\s(?:and|or|in|at|on|near|by|with|from|of|outside|inside|during|after|before|when|while|as|who|was|were|is|has|had|have|died|dies|perished|drowned|succumbed|"
    r"today|yesterday|last|this|late|early|earlier|along|for|to|over|amid|following|lost|also|there|here|since|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_NO_PERSON = re.compile(
    rf"^(?:The|Operation|Plan|Project|Order|In|On|At|After|When|While|But|And|As|By|From|For|Since|He|She|They|It|This|That|Last|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    rf"Jan\w*|Feb\w*|Mar(?:ch)?|Apr\w*|May|June?|July?|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|North|South|East|West|New|El|San|Santa|Los|Las)\b"
    rf"|\b(?:{'|'.join(_TABLE['bodies'])}|Muslims|Christians|Jews|Haram|Shabaab|Qaeda|Path|City|Province|Department|County|District|[A-Z]\w+(?:ians|ans|is|ese))$"
)
# A subject stands behind none of these: "fighters of Boko Haram were killed".
_BEFORE = re.compile(
    r"\b(?:in|at|near|of|from|to|by|on|with|against|for|into|outside|around|between|the|an?|killed|wounded|attacked)\s+$",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"(?:\s+(?:was|has been|had been|is)\s+(?:also\s+|later\s+|reportedly\s+|apparently\s+|\w+ly\s+)?(?:killed|murdered|assassinated|executed|beheaded|lynched|slain|martyred|shot dead|shot and killed|"
    r"gunned down|found dead|(?:shot|stabbed|beaten|burn(?:ed|t)|hacked) to death)|(?:\s+(?:has|had))?(?:\s+(?:also|later|reportedly))?\s+(?:died|perished|drowned|lost (?:his|her) life|succumbed to (?:his|her) (?:injuries|wounds)))\b"
)
_AND_MORE = re.compile(
    r"\s*(?:,?\s+and|,)\s+(?:an?|the|his|her|one|two|three|four|five|six|\d+|another)\b|\s*(?:,?\s+and|,)\s+[A-Z]"
)
_CLAUSE_BEGINS = re.compile(r"(?:^|[.;:”\"]\s*|--\s|\bthat\s|,\s)$")


def name_at(text: str, at: int) -> Count | None:
    """Return the one person whose name begins at a place of a text, or None; a body, a people or a place is no person.

    Examples
    --------
    >>> name_at("Ana Rojas, a judge, was killed.", 0).until
    19
    >>> name_at("Boko Haram fighters were killed.", 0)
    """
    match = _NAME.match(text, at)
    if match is None:
        return None
    name = re.split(r",", match[0])[0]
    if _NO_PERSON.search(name) or not (_ENDS.match(text, match.end()) or match[0].endswith(",")):
        return None
    return Count(1, 1, 1, at, at + len(name), match.end(), name, NAMED_RULE, is_noun=True)


def named_dead(text: str) -> Iterator[Count]:
    """Yield the persons of whom a sentence says by name that they were killed or died, and who begin a list of people that may have been.

    Examples
    --------
    >>> [count.who for count in named_dead("Mayor Ana Rojas was shot dead near Cali, but Omar Haddad was not hurt.")]
    ['Mayor Ana Rojas']
    """
    at = 0
    while (start := _STARTS.search(text, at)) is not None:
        at = start.end()
        count = name_at(text, start.start())
        if count is None:
            continue
        at = max(at, count.end)
        is_first = _AND_MORE.match(text, count.until) and _CLAUSE_BEGINS.search(
            text, max(0, start.start() - 12), start.start()
        )
        if (is_first or _DIED.match(text, count.until)) and not _BEFORE.search(
            text[max(0, start.start() - 20) : start.start()]
        ):
            yield count


_STARTS = re.compile(rf"(?<![\w'’-]){_CAPITAL}")
