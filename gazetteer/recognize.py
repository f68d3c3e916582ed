"""Which words of a text are place names: names of the gazetteer, and capitalised words that a type word or preposition marks."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.cues import find_cue
from gazetteer.gazetteer import Gazetteer
from gazetteer.names import fold
from gazetteer.toponym import Toponym

_DATA = Path(__file__).parent / "data" / "words"
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’ʼ‘`ʿʾ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
# What may stand between the words of one name.
_GAP = re.compile(r"[ \u00a0]|-|\. ?|[ ]?['’‘][ ]?")
_DIRECTION = re.compile(
    r"(?:north|south|east|west|central)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?", re.IGNORECASE
)
# Capitals in more than this share of the words: a headline or telegram, where capitals say nothing.
_CAPITALS_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    folded: str
    is_capital: bool


@dataclass(frozen=True, slots=True)
class _Words:
    abbreviations: dict[str, str]
    demonyms: dict[str, str]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    territory_verbs: frozenset[str]
    titles: frozenset[str]
    first_names: frozenset[str]
    never: frozenset[str]
    body_after: frozenset[str]
    speech: frozenset[str]


@cache
def words() -> _Words:
    """Return the word lists of recognition."""
    table = tomllib.loads((_DATA / "recognition.toml").read_text(encoding="utf-8"))
    lines = (_DATA / "demonyms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    demonyms = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    return _Words(table["abbreviations"], demonyms, **{key: frozenset(value) for key, value in table["words"].items()})


def recognize(text: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the place names of a text, demonyms ("Libyan") marked as such.

    Returns
    -------
    tuple of Toponym
        In text order, not overlapping; ``text[t.start:t.end] == t.text``, without articles, possessives and type words.
    """
    found: list[Toponym] = []
    surnames: set[str] = set()
    for block in _blocks(text):
        reader = _Reader(text, _tokens(text, *block), gazetteer, surnames)
        found += reader.read()
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs, so that memory stays small however long the text is."""
    for match in re.finditer(r"[^\n]+", text):
        start = match.start()
        while match.end() - start > 20_000:
            cut = text.rfind(" ", start, start + 20_000)
            cut = cut if cut > start else start + 20_000
            yield start, cut
            start = cut
        yield start, match.end()


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        a, b = match.span()
        if b - a > 80:
            continue
        possessive = _POSSESSIVE.search(match.group())
        if possessive:
            b -= len(possessive.group())
        word = text[a:b]
        if word:
            folded = fold(word)
            is_capital = word[0].isupper() or (word[0].isalpha() and word[0].lower() == word[0].upper())
            tokens.append(_Token(a, b, word, folded, is_capital and not folded.isdigit()))
    return tokens


class _Reader:
    """One paragraph: walks over its words and keeps what is a place."""

    def __init__(self, text: str, tokens: list[_Token], gazetteer: Gazetteer, surnames: set[str]) -> None:
        self._text = text
        self._tokens = tokens
        self._folded = [token.folded for token in tokens]
        self._gazetteer = gazetteer
        self._surnames = surnames
        self._words = words()
        letters = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 1]
        self._is_capitals = len(letters) > 6 and sum(t.text.isupper() for t in letters) > _CAPITALS_SHARE * len(letters)

    def read(self) -> Iterator[Toponym]:
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            if not token.is_capital:
                at += 1
                continue
            toponym, count = self._at(at)
            if toponym is not None:
                yield toponym
            at += max(1, count)

    def _at(self, at: int) -> tuple[Toponym | None, int]:
        """Return the toponym that starts at a word, and how many words are used up."""
        token = self._tokens[at]
        if token.text in self._words.abbreviations:
            return self._toponym(at, 1), 1
        if token.text in self._words.demonyms and not self._is_longer_name(at):
            return self._toponym(at, 1, is_demonym=True), 1
        count = self._known(at)
        if count and self._is_place(at, count):
            return self._toponym(at, count), count
        if not count:
            run = self._run(at)
            if self._is_marked(at, run):
                return self._toponym(at, run), run
            if run > 1 and self._is_person(at):
                self._surnames.add(self._tokens[at + run - 1].folded)
                return None, run
        return None, max(1, count)

    def _is_longer_name(self, at: int) -> bool:
        return self._known(at) > 1

    def _gap(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        return self._text[self._tokens[at - 1].end : self._tokens[at].start] if at else "\n"

    def _joined(self, at: int) -> bool:
        return 0 < at < len(self._tokens) and _GAP.fullmatch(self._gap(at)) is not None

    def _known(self, at: int) -> int:
        """Return how many words from here on are a name of the gazetteer, written with capitals."""
        count = self._gazetteer.longest_name(self._folded, at)
        while count > 1:
            inside = all(self._joined(at + step) for step in range(1, count))
            if inside and self._tokens[at + count - 1].is_capital:
                break
            count -= 1
            if not self._gazetteer.has_name(" ".join(self._folded[at : at + count])):
                continue
        if count and not self._gazetteer.has_name(" ".join(self._folded[at : at + count])):
            return 0
        return count

    def _run(self, at: int) -> int:
        """Return how many capitalised words follow one another from here on."""
        count = 1
        while count < 5 and self._joined(at + count) and self._tokens[at + count].is_capital:
            if find_cue(self._tokens[at + count].text) is not None:
                break
            count += 1
        return count

    def _before(self, at: int) -> _Token | None:
        """Return the word before, where nothing but a space stands between."""
        if at == 0 or not re.fullmatch(r"[ \u00a0]+|[ ]?-[ ]?", self._gap(at)):
            return None
        return self._tokens[at - 1]

    def _after(self, at: int) -> _Token | None:
        if at >= len(self._tokens) or not re.fullmatch(r"['’]?s?[ \u00a0]+|-", self._gap(at)):
            return None
        return self._tokens[at]

    def _is_initial(self, at: int) -> bool:
        return at == 0 or re.search(r"[.!?:;•“\"(]\s*[\"“(]?$", self._gap(at)) is not None

    def _cue(self, at: int, count: int) -> str:
        """Return the type word beside a name: "Alasabaa town", "the town of Alasabaa"."""
        after = self._after(at + count)
        if after is not None and self._gap(at + count).strip() == "":
            second = self._after(at + count + 1)
            both = f"{after.text} {second.text}" if second else after.text
            for words_after in (both, after.text):
                if find_cue(words_after) is not None and not words_after.lower().endswith(" of"):
                    return words_after.lower()
        before = self._before(at)
        if before is not None and before.folded == "of" and at >= 2 and find_cue(f"{self._tokens[at - 2].text} of"):
            return self._tokens[at - 2].folded
        if before is not None and find_cue(before.text) is not None and not before.is_capital:
            return before.folded
        return ""

    def _is_place(self, at: int, count: int) -> bool:
        """Decide whether a known name is a place here."""
        first, text = self._tokens[at], self._text[self._tokens[at].start : self._tokens[at + count - 1].end]
        lists = self._words
        before = self._before(at)
        if count == 1 and (len(first.folded) < 2 or first.folded in lists.never or _DIRECTION.fullmatch(first.text)):
            return False
        if count == 1 and text.isupper() and len(text) <= 5 and not self._is_capitals and not self._is_dateline(at):
            return False  # an acronym: LNA, WHO
        if self._is_capitals:
            return count > 1 or self._is_prominent(text) or (before is not None and before.folded in lists.locative)
        if self._is_direction_only(at, count):
            return before is not None and before.folded in lists.strong_locative
        return bool(self._cue(at, count)) or self._is_place_by_neighbours(at, count, text)

    def _is_direction_only(self, at: int, count: int) -> bool:
        """Say whether a name is a direction and a type word, as many countries have one: "Western District"."""
        if count < 2 or not _DIRECTION.fullmatch(self._tokens[at].text):
            return False
        return (
            find_cue(" ".join(self._folded[at + 1 : at + count])) is not None
            and self._folded[at + count - 1] != "mountain"
        )

    def _is_place_by_neighbours(self, at: int, count: int, text: str) -> bool:
        first, lists = self._tokens[at], self._words
        before, after = self._before(at), self._after(at + count)
        if before is not None and (self._names_a_person(before, at) or self._names_a_body(before, at, count)):
            return False
        is_marked = before is not None and before.folded in lists.strong_locative | lists.territory_verbs
        if count == 1 and (first.folded in self._surnames or (len(first.text) < 4 and not is_marked)):
            return False  # "Al", "Nov": too short to be a place without a word that says so
        if after is not None and after.is_capital and self._gap(at + count) != "-" and find_cue(after.text) is None:
            if first.folded in lists.first_names or not self._is_prominent(text) or after.folded in lists.body_after:
                return False
            if after.folded not in lists.never and not self._gazetteer.has_name(after.folded):
                return False
        if count == 1 and first.folded in lists.first_names and not self._is_prominent(text):
            return False
        is_after_locative = before is not None and before.folded in lists.locative | lists.territory_verbs
        if count == 1 and self._is_initial(at) and not is_after_locative:
            return self._is_prominent(text) or self._in_list(at + count)
        return True

    def _in_list(self, at: int) -> bool:
        return at < len(self._tokens) and self._gap(at).startswith(",") and self._tokens[at].is_capital

    def _is_dateline(self, at: int) -> bool:
        return (
            at < 3
            and re.match(r"\s*(?:[-–—:(,])", self._text[self._tokens[at].end : self._tokens[at].end + 3]) is not None
        )

    def _names_a_person(self, before: _Token, at: int) -> bool:
        lists = self._words
        if before.folded in lists.titles and self._text[before.end] != "-":
            return before.is_capital or before.folded not in {
                "leader",
                "member",
                "chief",
                "resident",
                "left",
                "commander",
            }
        if not before.is_capital or before.folded in lists.never or _DIRECTION.fullmatch(before.text):
            return False
        if before.text in lists.demonyms or find_cue(before.text) is not None or self._gap(at).strip() == "-":
            return False
        # A capitalised word before that is itself no place: "Omar Salem".
        return not before.text.isupper() and before.folded not in lists.locative

    def _names_a_body(self, before: _Token, at: int, count: int) -> bool:
        """Say whether a name is the end of a body's: "National Accord", "the Freedom"."""
        is_body = before.is_capital and before.folded in self._words.never and before.folded not in self._words.locative
        is_body = is_body and not _DIRECTION.fullmatch(before.text)
        text = self._text[self._tokens[at].start : self._tokens[at + count - 1].end]
        return (is_body or (count == 1 and before.folded == "the")) and not self._is_prominent(text)

    def _is_prominent(self, name: str) -> bool:
        best = self._gazetteer.lookup(name)[:1]
        return bool(best) and (
            best[0].place.population >= 50_000 or best[0].place.feature_code in {"PCLI", "ADM1", "CONT", "PPLC"}
        )

    def _is_marked(self, at: int, count: int) -> bool:
        """Decide whether capitalised words that no gazetteer knows are a place: a type word or preposition says so."""
        first = self._tokens[at]
        lists = self._words
        names = self._tokens[at : at + count]
        if any(t.folded in lists.never or t.text in lists.demonyms for t in names) or self._is_capitals:
            return False
        if count > 3 or len(first.text) < 3 or any(t.text.isupper() for t in names) or first.folded in lists.titles:
            return False
        before = self._before(at)
        if before is not None and before.folded in lists.titles:
            return False
        cue = self._cue(at, count)
        if cue and find_cue(cue) is not None:
            return True
        if before is None or first.folded in self._surnames or (first.folded in lists.first_names and count > 1):
            return False
        if before.folded in lists.strong_locative:
            after = self._after(at + count)
            return after is None or after.folded not in lists.speech
        return before.folded in lists.territory_verbs and count == 1 and not before.is_capital

    def _is_person(self, at: int) -> bool:
        before = self._before(at)
        is_titled = before is not None and before.folded in self._words.titles
        return is_titled or self._tokens[at].folded in self._words.first_names

    def _toponym(self, at: int, count: int, *, is_demonym: bool = False) -> Toponym:
        start, end = self._tokens[at].start, self._tokens[at + count - 1].end
        after = self._after(at + count)
        before = self._before(at)
        speaks = after is not None and after.folded in self._words.speech
        is_metonym = not is_demonym and speaks and (before is None or before.folded not in self._words.locative)
        cue = "" if is_demonym else self._cue(at, count)
        return Toponym(
            start=start, end=end, text=self._text[start:end], is_demonym=is_demonym, is_metonym=is_metonym, cue=cue
        )
