"""Type words beside a name ("camp", "Governorate", "city of"): which there are and what kind of place they ask for."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from gazetteer.names import fold

_DATA = Path(__file__).parent / "data" / "cues.toml"
# Of so many words and phrases of the texts it is kept whether they are type words.
_CACHED = 1 << 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A kind of place that a type word asks for: GeoNames ``classes`` or, more closely, ``codes``, best first.

    ``others`` are codes that other kinds ask for by name: an airport is a site, but no power plant.
    """

    kind: str
    label: str
    classes: frozenset[str]
    codes: tuple[str, ...]
    others: frozenset[str] = frozenset()

    def wants(self, feature_class: str, feature_code: str) -> bool:
        """Return whether a place of this class and code is of the kind."""
        return feature_code in self.codes or (feature_class in self.classes and feature_code not in self.others)


# A building or a facility of which the list, or the analyst whose place it is, says no more.
_ANY_BUILDING = ("BLDG", "FCL")


@dataclass(frozen=True, slots=True)
class _Words:
    before: dict[str, Cue]
    after: dict[str, Cue]
    listed_before: dict[str, Cue]
    expansions: dict[str, str]
    shortened: dict[str, str]
    most_words: int
    # With which words a type word of any list begins and ends.
    firsts: frozenset[str]
    lasts: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    expansions: dict[str, str] = table.pop("abbreviations")
    before: dict[str, Cue] = {}
    after: dict[str, Cue] = {}
    listed: dict[str, Cue] = {}
    by_name = frozenset(code for entry in table.values() for code in entry.get("codes", ()))
    for kind, entry in table.items():
        cue = Cue(
            kind=kind,
            label=entry["label"],
            classes=frozenset(entry.get("classes", ())),
            codes=tuple(entry.get("codes", ())),
            others=by_name,
        )
        codes_of = entry.get("codes_of", {})
        for word in entry["before"]:
            before.setdefault(word, _closer(cue, word, codes_of))
        for word in entry["after"]:
            after.setdefault(word, _closer(cue, word, codes_of))
        for word in entry.get("index_only", ()):
            listed.setdefault(word, cue)
    shortened = {full: short for short, full in reversed(expansions.items())}
    split = [word.split(" ") for word in (*before, *after, *listed)]
    return _Words(
        before,
        after,
        listed,
        expansions,
        shortened,
        most_words=max(map(len, split)),
        firsts=frozenset(words[0] for words in split),
        lasts=frozenset(words[-1] for words in split),
    )


def _closer(cue: Cue, word: str, codes_of: dict[str, list[str]]) -> Cue:
    """Return the kind as one of its words asks for it: a university is a site, but no dam."""
    if word not in codes_of:
        return cue
    return replace(cue, label=word, classes=frozenset(), codes=(*codes_of[word], *_ANY_BUILDING))


@lru_cache(maxsize=_CACHED)
def find_cue(word: str) -> Cue | None:
    """Return the kind of place that a type word asks for ("air base", "Governorate", "city of"), or None.

    Examples
    --------
    >>> find_cue("Air Base").kind, find_cue("banana")
    ('air_base', None)
    """
    folded = fold(word)
    words = _words()
    return words.after.get(folded) or words.before.get(folded) or words.before.get(f"{folded} of")


def may_begin_cue(folded: str) -> bool:
    """Return whether a type word may begin with a folded word; nearly all words begin none.

    What is not one plain word (a shortened state, signs of an Indic script) may.
    """
    return folded in _words().firsts or not folded.isalnum()


def find_cue_behind(word: str) -> Cue | None:
    """Return the kind that a type word asks for which follows its name, or None: "область", not "река"."""
    return _words().after.get(fold(word))


def strip_cue(folded: str) -> tuple[str, Cue] | None:
    """Return a folded name without its longest type word, and the kind asked for; None where it has none.

    Examples
    --------
    >>> bare, cue = strip_cue("mitiga international airport")
    >>> bare, cue.kind
    ('mitiga', 'airport')
    >>> strip_cue("tripoli") is None
    True
    """
    table = _words()
    return _strip(folded, table.before, table.after)


def strip_listed_cue(folded: str) -> tuple[str, Cue] | None:
    """Return a name of the gazetteer without its type word, those of other languages included ("muhafazat idlib")."""
    table = _words()
    found = _strip(folded, table.before, table.after)
    return found or _strip(folded, table.listed_before, table.listed_before)


def _strip(folded: str, before: dict[str, Cue], after: dict[str, Cue]) -> tuple[str, Cue] | None:
    table, words = _words(), folded.split(" ")
    if words[0] not in table.firsts and words[-1] not in table.lasts:
        return None
    for count in range(min(table.most_words, len(words) - 1), 0, -1):
        ending = after.get(" ".join(words[-count:]))
        if ending is not None:
            return " ".join(words[:-count]), ending
        beginning = before.get(" ".join(words[:count]))
        if beginning is not None:
            return " ".join(words[count:]), beginning
    return None


def expand_abbreviations(folded: str) -> str | None:
    """Return a folded name with its first word written out ("st") or abbreviated; None where neither applies.

    Examples
    --------
    >>> expand_abbreviations("n korea"), expand_abbreviations("saint louis"), expand_abbreviations("cairo")
    ('north korea', 'st louis', None)
    """
    table = _words()
    first, space, rest = folded.partition(" ")
    other = table.expansions.get(first) or table.shortened.get(first)
    return f"{other} {rest}" if space and other is not None and other != first else None
