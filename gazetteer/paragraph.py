"""One paragraph read by the rules: which of its words are a place, or may be one."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from gazetteer.bearers import Bearers
from gazetteer.caseless import is_name
from gazetteer.extent import Extent
from gazetteer.gazetteer import Gazetteer
from gazetteer.homeland import Homeland
from gazetteer.judgement import Judge, Verdict
from gazetteer.language import words_of
from gazetteer.lost_case import is_heading_in_capitals
from gazetteer.metonym import is_literal_seat, is_metonym, seat_firsts, seat_words
from gazetteer.neighbours import Neighbours
from gazetteer.slots import Slots
from gazetteer.tokens import Line, Token
from gazetteer.toponym import Toponym

# Capitals in more than this share of the words, and so many words at least: a headline or telegram, where capitals say nothing.
_CAPITALS_SHARE, _LEAST_IN_CAPITALS = 0.7, 7
# "The U.S. embassy" stands abroad.
_MISSIONS = frozenset({"embassy", "embassies", "consulate", "consulates", "ambassador"})
# What bears a person's name as often as a place's, and is a place with its article; none of them is a surname.
_SITES = frozenset({"dam", "district", "airport", "airbase", "governorate", "neighborhood", "neighbourhood"})
_MOST_OF_SITE = 4
# Abbreviations of countries that are plain words in a headline: "CAR BOMB IN BAGHDAD".
_WORDS_IN_CAPITALS = frozenset({"CAR", "OPT"})


class Found(NamedTuple):
    """A place, or what may be one where the text elsewhere shows that its name is a place's."""

    toponym: Toponym
    form: str
    is_sure: bool
    is_plain: bool = False


@cache
def _listed(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words, as written, and the first words, folded, of which the lists alone say what they are."""
    lists = words_of(language)
    return _WORDS_IN_CAPITALS.union(lists.abbreviations, lists.states), seat_firsts().union(lists.groups)


def _is_in_capitals(tokens: list[Token]) -> bool:
    uppers = sum(_is_word(text) for token in tokens if (text := token.text).isupper())
    most = int(uppers / _CAPITALS_SHARE) + 2  # of so many words they are too few
    words = sum(1 for _ in islice((token for token in tokens if _is_word(token.text)), most))
    return words >= _LEAST_IN_CAPITALS and uppers > _CAPITALS_SHARE * words


def _is_word(text: str) -> bool:
    return len(text) > 1 and text[0].isalpha()


class Paragraph:
    """One paragraph: walks over its words and keeps what is, or may be, a place."""

    def __init__(
        self, text: str, tokens: list[Token], gazetteer: Gazetteer, homeland: Homeland, surnames: set[str],
        *, language: str,
    ) -> None:  # fmt: skip
        self.line = self._line = Line(text, tokens, language=language)
        self._tokens, self._folded = tokens, self._line.folded
        self.is_capitals = self._is_capitals = _is_in_capitals(tokens)
        self.has_lost_case = self.is_capitals or is_heading_in_capitals(tokens)
        self._beside = Neighbours(self._line, gazetteer)
        self._slots = Slots(self._line, self._beside, gazetteer)
        self._extent = Extent(self._line, self._beside, gazetteer, homeland)
        self._bearers = Bearers(self._line, self._beside, self._slots, self._extent, homeland, surnames)
        self._judge = Judge(
            self._line, self._beside, self._slots, self._extent, self._bearers, homeland, is_capitals=self._is_capitals
        )
        self._words = words_of(language)
        self._listed, self._openers = _listed(language)

    def read(self) -> Iterator[Found]:
        """Yield what is, or may be, a place, in the order of the text."""
        stop = 0
        for at in [at for at, token in enumerate(self._tokens) if token.is_capital]:
            if at < stop:
                continue  # used up by the name before
            read = self._caseless if self._tokens[at].is_caseless else self._at
            toponym, first, count, verdict = read(at)
            if toponym is not None and verdict is not Verdict.NO:
                form, is_sure = " ".join(self._folded[first : first + count]), verdict is Verdict.SURE
                yield Found(toponym, form, is_sure, is_plain=not is_sure and self._judge.is_plain(first, count))
                if is_sure:
                    self._slots.last_end = toponym.end
            stop = first + max(1, count)
            if toponym is not None and verdict is Verdict.SURE:
                stop += self._type_words(stop, toponym.cue)

    def _type_words(self, at: int, cue: str) -> int:
        """Return how many words behind a name are its type word and no name of their own: "Islands"."""
        words = cue.split()
        stop = at + len(words)
        is_behind = bool(words) and [token.text.lower() for token in self._tokens[at:stop]] == words
        return len(words) if is_behind else 0

    def _at(self, at: int) -> tuple[Toponym | None, int, int, Verdict]:
        """Return the toponym at a word, its first word, how many words are used up, and the verdict."""
        token = self._tokens[at]
        if token.text in self._listed or token.folded in self._openers:
            listed = self._by_list(at)
            if listed is not None:
                return listed
        count = self._extent.known(at)
        if count <= 1 and token.text in self._words.demonyms:
            return self.toponym(at, 1, is_demonym=True), at, 1, Verdict.SURE
        if count == 1 and token.folded in self._words.towns_too and (longer := self._longer(at)):
            return self.toponym(at, longer), at, longer, Verdict.SURE
        if at and self._folded[at - 1] == "the" and (bare := self._named_site(at, count)):
            return self.toponym(at, bare), at, bare, Verdict.SURE
        first, count = self._extent.without_head(at, count) if count > 2 else (at, count)
        return self._known(first, count) if count else self._unknown(at)

    def _by_list(self, at: int) -> tuple[Toponym | None, int, int, Verdict] | None:
        """Return what the word lists alone say of an abbreviation, a seat or a group; None where they say nothing."""
        word = self._tokens[at].text
        if self._is_capitals and word in _WORDS_IN_CAPITALS:
            return None, at, 1, Verdict.NO
        if word in self._words.abbreviations or self._is_state(at):
            after = self._line.after(at + 1)
            is_adjective = after is not None and after.folded in _MISSIONS
            return self.toponym(at, 1, is_demonym=is_adjective), at, 1, Verdict.SURE
        if house := seat_words(self._folded, at):
            return self._seat(at, house), at, house, Verdict.SURE
        group = self._bearers.group(at)
        return (None, at, group, Verdict.NO) if group else None

    def _known(self, at: int, count: int) -> tuple[Toponym | None, int, int, Verdict]:
        """Return the verdict on a name that the gazetteer has, as ``_at`` does."""
        verdict = self._judge.judge(at, count)
        if verdict is Verdict.NO:
            run = self._extent.run(at)
            if run > count and self._bearers.is_person(at):
                self._bearers.keep_surname(at, run)
                return None, at, run, verdict
            # "Abu" alone is a first name, "in Abu Xandil" it begins a village's.
            return (
                self._unknown(at)
                if run > count == 1 and self._bearers.may_begin_a_place(at)
                else (None, at, count, verdict)
            )
        whole = self._extent.with_unknown(at, count)
        if whole > count and verdict is Verdict.UNSURE and self._judge.is_marked(at, whole):
            verdict = Verdict.SURE
        return self.toponym(at, whole), at, whole, verdict

    def _unknown(self, at: int) -> tuple[Toponym | None, int, int, Verdict]:
        """Return the verdict on capitalised words that the gazetteer lacks, as ``_at`` does."""
        run = self._extent.run(at)
        if run > 1 and self._slots.is_roads_end(at, 1):
            run = 1
        if run > 1 and self._bearers.is_person(at):
            self._bearers.keep_surname(at, run)
            return None, at, run, Verdict.NO
        if self._judge.is_marked(at, run):
            return self.toponym(at, run), at, run, Verdict.SURE
        return None, at, 1, Verdict.NO

    def _named_site(self, at: int, known: int) -> int:
        """Return how many words are the name in "the Abu Risha Dam", whoever it may be called after; 0 where it is none.

        ``known`` words of it are a name of the gazetteer.
        """
        if self._is_capitals or _SITES.isdisjoint(self._folded[at + 1 : at + _MOST_OF_SITE]):
            return 0
        run, before = self._extent.run(at), self._line.before(at)
        after = self._line.after(at + run)
        is_site = known < run < _MOST_OF_SITE and after is not None and after.folded in _SITES
        return run if is_site and before is not None and before.folded == "the" else 0

    def _caseless(self, at: int) -> tuple[Toponym | None, int, int, Verdict]:
        """Return the same for a word in a script without capitals."""
        count = self._extent.known(at)
        if bare := self._extent.behind_kind(at, count):
            return self.toponym(at + 1, bare), at, count, Verdict.SURE
        if count and is_name(self._line, at, count, self._beside, is_listed=self._slots.is_listed(at)):
            return self.toponym(at, count), at, count, Verdict.SURE
        return None, at, 1, Verdict.NO

    def _longer(self, at: int) -> int:
        """Return how many words an unknown name has that begins with a plain one and is marked by a type word, else 0.

        "Село Новий Донбас" is no village called "Новий".
        """
        run = self._extent.run(at)
        return run if 1 < run < 4 and self._beside.cue(at, run) else 0

    def _is_state(self, at: int) -> bool:
        """Say whether a word is a shortened state: "W.Va.", or after a comma "WV"."""
        word = self._tokens[at].text
        if word not in self._words.states:
            return False
        return "." in word or (at > 0 and self._line.gap(at) == ", " and self._tokens[at - 1].is_capital)

    def toponym(self, at: int, count: int, *, is_demonym: bool = False) -> Toponym:
        """Return the toponym of so many words, with what stands beside it."""
        start, end = self._tokens[at].start, self._tokens[at + count - 1].end
        text = self._line.text[start:end]
        if is_demonym:
            return Toponym(start=start, end=end, text=text, is_demonym=True)
        stands_for = is_metonym(
            self._line, at, count,
            is_state=lambda: self._beside.is_state(text), is_capital=lambda: self._beside.is_capital(text),
        )  # fmt: skip
        return Toponym(start=start, end=end, text=text, is_metonym=stands_for, cue=self._beside.cue(at, count))

    def _seat(self, at: int, count: int) -> Toponym:
        start, end = self._tokens[at].start, self._tokens[at + count - 1].end
        stands_for = not is_literal_seat(self._line, at)
        return Toponym(start=start, end=end, text=self._line.text[start:end], is_metonym=stands_for)
