"""Word lists that say whether a capitalised word is a place: titles, names of persons, prepositions, demonyms."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "words"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists, folded; ``abbreviations`` and ``demonyms`` as written, with country codes.

    ``common`` are plain English words, which open sentences with a capital; ``groups`` the names of armed groups by
    their first word; ``city_names`` those former and native names of the world's cities that English readers know.
    """

    abbreviations: dict[str, str]
    demonyms: dict[str, str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    groups: dict[str, frozenset[str]]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    territory_verbs: frozenset[str]
    assault_verbs: frozenset[str]
    suffered: frozenset[str]
    suffering_helpers: frozenset[str]
    person_verbs: frozenset[str]
    figurative: frozenset[str]
    acts: frozenset[str]
    openers: frozenset[str]
    titles: frozenset[str]
    lower_titles: frozenset[str]
    never: frozenset[str]
    towns_too: frozenset[str]
    peopled: frozenset[str]
    newspapers: frozenset[str]
    bodies: frozenset[str]
    armed_bodies: frozenset[str]
    vessels: frozenset[str]
    institutions: frozenset[str]
    speech: frozenset[str]
    city_names: frozenset[str]
    states: dict[str, str]
    prefixes: tuple[str, ...]

    def adjective_code(self, word: str) -> str | None:
        """Return the code of the country that an adjective stands for: "Libyan", "U.S." before a noun."""
        return self.demonyms.get(word) or self.abbreviations.get(word)


@cache
def lexicon() -> Lexicon:
    """Return the word lists of recognition, read once."""
    table = tomllib.loads((_DATA / "recognition.toml").read_text(encoding="utf-8"))
    census = tomllib.loads((_DATA / "census_names.toml").read_text(encoding="utf-8"))
    lines = (_DATA / "demonyms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    demonyms = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    countries = tomllib.loads((_DATA.parent / "country_names.toml").read_text(encoding="utf-8"))
    short = {name: code for code, entry in countries.items() for name in entry.get("abbreviations", ())}
    lists = {key: frozenset(value) for key, value in table["words"].items()}
    first_names = lists.pop("first_names") | frozenset(census["first"].split())
    surnames = lists.pop("surnames") | frozenset(census["last"].split())
    groups: dict[str, set[str]] = {}
    for group in lists.pop("groups"):
        groups.setdefault(group.split(" ")[0], set()).add(group)
    return Lexicon(
        abbreviations=short | table["abbreviations"],
        demonyms=demonyms,
        first_names=first_names,
        surnames=surnames,
        common=frozenset((_DATA / "common_words.txt").read_text(encoding="utf-8").split()),
        groups={first: frozenset(names) for first, names in groups.items()},
        states=table["states"],
        prefixes=tuple(table["prefixes"]["taken_off"]),
        **lists,
    )


def is_plain_word(word: str) -> bool:
    """Say whether a word in small letters is a plain English one, which in a text in capitals is hardly a name.

    Examples
    --------
    >>> is_plain_word("luxurious"), is_plain_word("chapinero")
    (True, False)
    """
    lists = lexicon()
    return word in lists.common or word in lists.never or word in lists.locative
