"""Which words of a text are place names: names of the gazetteer, and capitalised words that a type word or preposition marks."""

import re
from collections.abc import Iterator
from enum import IntEnum

from gazetteer.caseless import is_name, without_prefixes
from gazetteer.cues import find_cue
from gazetteer.gazetteer import Gazetteer
from gazetteer.lexicon import lexicon
from gazetteer.metonym import is_literal_seat, is_metonym, seat_words
from gazetteer.names import fold
from gazetteer.neighbours import DIRECTION, Neighbours
from gazetteer.tokens import Line, Token, blocks, read_tokens
from gazetteer.toponym import Toponym

_LIST = re.compile(r"\s*(?:,|/|;)\s*|,?\s*(?:and|or|&)\s+")
# Capitals in more than this share of the words: a headline or telegram, where capitals say nothing.
_CAPITALS_SHARE = 0.7
_ROADS = frozenset({"road", "highway", "motorway", "route", "axis", "expressway"})
# Abbreviations of countries that are plain words in a headline: "CAR BOMB IN BAGHDAD".
_WORDS_IN_CAPITALS = frozenset({"CAR", "OPT"})
# Common nouns that end a country's name: "Palestinian territories".
_LOWER_ENDS = frozenset({"territories", "territory"})
_LONGEST_WITH_POSSESSIVE, _POSSESSIVE_GAPS = 7, frozenset({"'s ", "’s "})
# A name of several words that a place with this many people bears is no chance.
_TOWN = 1_000
_HEADS = frozenset({"city", "admin"})
_NATURE = frozenset({"mountains", "desert", "island", "water", "valley", "peninsula"})


class _Verdict(IntEnum):
    NO = 0
    UNSURE = 1  # a place if the text elsewhere shows that the name is one
    SURE = 2


def recognize(text: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the place names of a text, demonyms ("Libyan") marked as such.

    Returns
    -------
    tuple of Toponym
        In text order, not overlapping; ``text[t.start:t.end] == t.text``, without articles, possessives and type words.
    """
    found: list[tuple[Toponym, str, bool]] = []
    surnames: set[str] = set()
    for block in blocks(text):
        tokens = without_prefixes(read_tokens(text, *block), gazetteer)
        found += _Reader(text, tokens, gazetteer, surnames).read()
    sure = {form for _, form, is_sure in found if is_sure} - surnames
    return tuple(toponym for toponym, form, is_sure in found if is_sure or form in sure)


class _Reader:
    """One paragraph: walks over its words and keeps what is, or may be, a place."""

    def __init__(self, text: str, tokens: list[Token], gazetteer: Gazetteer, surnames: set[str]) -> None:
        self._line = Line(text, tokens)
        self._beside = Neighbours(self._line, gazetteer)
        self._text, self._tokens, self._folded = text, tokens, self._line.folded
        self._gazetteer = gazetteer
        self._surnames = surnames
        self._words = lexicon()
        self._last_end = -1
        letters = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 1]
        self._is_capitals = len(letters) > 6 and sum(t.text.isupper() for t in letters) > _CAPITALS_SHARE * len(letters)

    def read(self) -> Iterator[tuple[Toponym, str, bool]]:
        """Yield toponyms, their folded form, and whether they are sure."""
        at = 0
        while at < len(self._tokens):
            if not self._tokens[at].is_capital:
                at += 1
                continue
            read = self._caseless if self._tokens[at].is_caseless else self._at
            toponym, first, count, verdict = read(at)
            if toponym is not None and verdict is not _Verdict.NO:
                yield toponym, " ".join(self._folded[first : first + count]), verdict is _Verdict.SURE
                if verdict is _Verdict.SURE:
                    self._last_end = toponym.end
            at = first + max(1, count)

    def _at(self, at: int) -> tuple[Toponym | None, int, int, _Verdict]:
        """Return the toponym at a word, its first word, how many words are used up, and the verdict."""
        token = self._tokens[at]
        if self._is_capitals and token.text in _WORDS_IN_CAPITALS:
            return None, at, 1, _Verdict.NO
        if token.text in self._words.abbreviations or self._is_state(at):
            return self._toponym(at, 1), at, 1, _Verdict.SURE
        if house := seat_words(self._folded, at):
            return self._seat(at, house), at, house, _Verdict.SURE
        count = self._known(at)
        if count == 1 and token.folded in self._words.towns_too and (longer := self._longer(at)):
            return self._toponym(at, longer), at, longer, _Verdict.SURE
        if count <= 1 and token.text in self._words.demonyms:
            return self._toponym(at, 1, is_demonym=True), at, 1, _Verdict.SURE
        first, count = self._without_head(at, count)
        if count:
            verdict = self._judge(first, count)
            if verdict is _Verdict.NO:
                run = self._run(first)
                if run > count and self._is_person(first):
                    self._surnames.add(self._tokens[first + run - 1].folded)
                    return None, first, run, verdict
                return None, first, count, verdict
            if verdict is _Verdict.SURE and count == 1:
                count = self._with_unknown(first)
            return self._toponym(first, count), first, count, verdict
        run = self._run(at)
        if run > 1 and self._is_person(at):
            self._surnames.add(self._tokens[at + run - 1].folded)
            return None, at, run, _Verdict.NO
        if self._is_marked(at, run):
            return self._toponym(at, run), at, run, _Verdict.SURE
        return None, at, 1, _Verdict.NO

    def _caseless(self, at: int) -> tuple[Toponym | None, int, int, _Verdict]:
        """Return the same for a word in a script without capitals."""
        count = self._known(at)
        if count and is_name(self._line, at, count, self._beside, is_listed=self._is_listed(at)):
            return self._toponym(at, count), at, count, _Verdict.SURE
        return None, at, 1, _Verdict.NO

    def _longer(self, at: int) -> int:
        """Return how many words an unknown name has that begins with a plain one and is marked by a type word, else 0.

        "Село Новий Донбас" is no village called "Новий".
        """
        run = self._run(at)
        return run if 1 < run < 4 and self._beside.cue(at, run) else 0

    def _with_unknown(self, at: int) -> int:
        """Return 2 where an unknown word completes the name: "the village of Qasr Xandil"; else 1."""
        after = self._line.after(at + 1)
        if after is None or not after.is_capital or self._line.gap(at + 1) != " " or after.text.isupper():
            return 1
        lists = self._words
        is_other = after.folded in lists.institutions | lists.titles | lists.never | lists.surnames | lists.newspapers
        is_other = is_other or after.text in lists.demonyms or self._gazetteer.has_name(after.folded)
        before = self._line.before(at)
        is_named = before is not None and before.folded == "of" and self._beside.cue(at, 2) != ""
        return 2 if is_named and not is_other else 1

    def _is_state(self, at: int) -> bool:
        """Say whether a word is a shortened state: "W.Va.", or after a comma "WV"."""
        word = self._tokens[at].text
        if word not in self._words.states:
            return False
        return "." in word or (at > 0 and self._line.gap(at) == ", " and self._tokens[at - 1].is_capital)

    def _without_head(self, at: int, count: int) -> tuple[int, int]:
        """Leave out what belongs to no name: "State of Ohio" becomes Ohio, "Gulf of Aden" stays."""
        cue = find_cue(f"{self._folded[at]} of") if count > 2 and self._folded[at + 1] == "of" else None
        if cue is None or cue.kind not in _HEADS:
            return at, count
        left = 3 if self._folded[at + 2] == "the" and count > 3 else 2
        is_other = self._beside.is_another_state(self._line.span(at, count), self._line.span(at + left, count - left))
        return (at, count) if is_other else (at + left, count - left)

    def _known(self, at: int) -> int:
        """Return how many words from here on are a name of the gazetteer, written with capitals."""
        if whole := self._with_possessive(at):
            return whole
        count = self._gazetteer.longest_name(self._folded, at)
        while count > 1:
            inside = all(self._line.joined(at + step) for step in range(1, count))
            if (
                inside
                and self._may_end(at + count - 1)
                and self._gazetteer.has_name(" ".join(self._folded[at : at + count]))
            ):
                return count
            count -= 1
        return count if count and self._gazetteer.has_name(self._folded[at]) else 0

    def _may_end(self, at: int) -> bool:
        return self._tokens[at].is_capital or self._folded[at] in _LOWER_ENDS

    def _with_possessive(self, at: int) -> int:
        """Return how many words are a name that holds a possessive, 0 for none: "Democratic People's Republic of Korea"."""
        stop = min(at + _LONGEST_WITH_POSSESSIVE, len(self._tokens))
        stretch = self._line.span(at, stop - at)
        if not any(gap in stretch for gap in _POSSESSIVE_GAPS):
            return 0
        gaps = [self._line.gap(step) for step in range(at + 1, stop)]
        first = next((step for step, gap in enumerate(gaps) if gap in _POSSESSIVE_GAPS), -1)
        inside = next((step for step, gap in enumerate(gaps) if gap not in {" ", *_POSSESSIVE_GAPS}), len(gaps))
        for count in range(inside + 1, first + 1, -1) if first >= 0 else ():
            is_name = self._tokens[at + count - 1].is_capital and self._gazetteer.has_name(
                fold(self._line.span(at, count))
            )
            if is_name:
                return count
        return 0

    def _run(self, at: int) -> int:
        """Return how many capitalised words follow one another from here on."""
        count = 1
        while count < 5 and self._line.joined(at + count) and self._tokens[at + count].is_capital:
            if find_cue(self._tokens[at + count].text) is not None:
                break
            count += 1
        return count

    def _judge(self, at: int, count: int) -> _Verdict:
        """Decide whether a known name is a place here."""
        first = self._tokens[at]
        text = self._text[first.start : self._tokens[at + count - 1].end]
        lists, before = self._words, self._line.before(at)
        if count == 1 and first.folded in lists.towns_too:
            is_in = before is not None and before.folded in lists.strong_locative
            return _Verdict.SURE if is_in or self._is_before_container(at + 1) else _Verdict.NO
        if all(word in lists.never for word in self._folded[at : at + count]) and not self._is_nature(at, count, text):
            return _Verdict.NO
        if count == 1 and (len(first.folded) < 2 or DIRECTION.fullmatch(first.text)):
            return _Verdict.NO
        if text.isupper() and len(text) <= 5 and not self._is_capitals and not self._beside.is_dateline(at):
            return _Verdict.NO  # an acronym: LNA, WHO
        if self._is_capitals:
            is_place = (
                count > 1
                or self._beside.is_well_known(text)
                or (before is not None and before.folded in lists.locative)
            )
            return _Verdict.SURE if is_place else _Verdict.NO
        if self._beside.is_direction_only(at, count):
            return _Verdict.SURE if before is not None and before.folded in lists.strong_locative else _Verdict.NO
        if self._is_of_something_else(at, count, text):
            return _Verdict.NO
        return self._weigh(at, count, text)

    def _is_nature(self, at: int, count: int, text: str) -> bool:
        """Say whether plain words are a name all the same: "Western Mountain", "Red Sea", "West Bank"."""
        cue = find_cue(self._folded[at + count - 1]) if 1 < count < 4 else None
        return (cue is not None and cue.kind in _NATURE) or (count > 1 and self._beside.is_area(text))

    def _is_of_something_else(self, at: int, count: int, text: str) -> bool:
        """Say whether the words around make the name a person's or a body's: "Omar Salem", "Jordan Times"."""
        first, lists = self._tokens[at], self._words
        before, after = self._line.before(at) or self._beside.short_title(at), self._line.after(at + count)
        if before is not None and (self._names_a_person(before, at) or self._names_a_body(before, at, count)):
            if count == 1 and before.is_capital:
                self._surnames.add(first.folded)
            return True
        if after is None or not after.is_capital or self._line.gap(at + count) == "-":
            return False
        if after.folded in lists.newspapers or self._begins_a_body(at, count, text):
            return True
        is_title = after.folded in lists.titles or after.folded in lists.institutions
        is_name = count == 1 and first.folded in lists.first_names and not is_title
        return is_name and (find_cue(after.text) is None or not self._beside.is_well_known(text))

    def _begins_a_body(self, at: int, count: int, text: str) -> bool:
        """Say whether a little-known name begins a body's of more words: "Rapid Support Forces"."""
        run = self._run(at)
        is_body = run > count + 1 and self._tokens[at + run - 1].folded in self._words.bodies
        return is_body and not self._beside.is_known_as(text)

    def _weigh(self, at: int, count: int, text: str) -> _Verdict:
        """Weigh what speaks for a place: a type word, a preposition, a list of places, how well it is known."""
        first, lists = self._tokens[at], self._words
        before, after = self._line.before(at), self._line.after(at + count)
        word_before = before.folded if before is not None else ""
        is_person_name = count == 1 and (
            first.folded in lists.first_names or first.folded in lists.surnames or first.folded in self._surnames
        )
        # "Visited Geneva": a girl's name, and a city.
        is_city = first.folded not in lists.surnames | self._surnames and self._beside.is_known_as(text)
        is_taken = word_before in lists.territory_verbs and (not is_person_name or is_city)
        is_part = before is not None and not before.is_capital and DIRECTION.fullmatch(before.text) is not None
        is_in = word_before in lists.strong_locative or is_taken or (is_part and not is_person_name)
        is_of_body = after is not None and after.is_capital and after.folded in lists.institutions | lists.titles
        is_in = is_in or self._beside.is_dateline(at) or self._is_before_container(at + count)
        if is_in or self._beside.cue(at, count) or self._is_roads_end(at, count):
            return _Verdict.SURE
        if count == 1 and first.folded in self._surnames:
            return _Verdict.NO
        if count == 1 and len(first.text) < 4:
            # "Al", "Nov": too short to be a place without a word that says so, here or elsewhere in the text.
            is_to = word_before in lists.locative and not is_person_name and self._beside.is_well_known(text)
            return _Verdict.SURE if is_to or self._is_peopled(at) else _Verdict.UNSURE
        speaks = after is not None and after.folded in lists.speech
        if is_person_name and speaks and not self._beside.is_capital_city(first, text):
            return _Verdict.UNSURE
        if (count > 1 and self._has_type_word(at, count)) or self._beside.is_area(text):
            return _Verdict.SURE
        if self._beside.is_well_known(text) and (not is_person_name or self._beside.is_capital_city(first, text)):
            return _Verdict.SURE
        is_marked = word_before in lists.locative or is_of_body or (self._is_listed(at) and not speaks)
        if is_marked and not is_person_name and not (after is not None and after.is_capital and not is_of_body):
            return _Verdict.SURE
        return _Verdict.SURE if self._is_whole(at, count, text) else _Verdict.UNSURE

    def _is_whole(self, at: int, count: int, text: str) -> bool:
        """Say whether several words are the whole name of a town and no person's: "Velykyi Burluk was shelled"."""
        if count == 1:
            return False
        after, best = self._line.after(at + count), self._beside.best(text)
        names = self._words.first_names | self._words.surnames
        is_person = any(word in names for word in self._folded[at : at + count])
        is_cut = after is not None and after.is_capital
        return not is_person and not is_cut and best is not None and best.population >= _TOWN

    def _has_type_word(self, at: int, count: int) -> bool:
        """Say whether a name holds the word for its kind: "Kerch Strait", "Gulf of Aden", "Lake Chad"."""
        first = find_cue(self._tokens[at].text)
        is_nature = first is not None and first.kind in _NATURE
        return is_nature or find_cue(self._tokens[at + count - 1].text) is not None

    def _is_roads_end(self, at: int, count: int) -> bool:
        """Say whether a name is the far end of a road from a sure place: "the Maiduguri-Damboa road"."""
        after = self._line.after(at + count)
        is_paired = at > 0 and self._tokens[at - 1].end == self._last_end and self._line.gap(at).strip() in {"-", "–"}
        return is_paired and after is not None and after.folded in _ROADS

    def _is_peopled(self, at: int) -> bool:
        """Say whether what stands before is had by places only: "residents of Gao"."""
        return at > 1 and self._folded[at - 1] == "of" and self._folded[at - 2] in self._words.peopled

    def _is_before_container(self, at: int) -> bool:
        """Say whether a country or state follows behind a comma: "Greenwood, W. Va."."""
        if at >= len(self._tokens) or self._line.gap(at) not in {", ", " ("}:
            return False
        word = self._tokens[at]
        if word.text in self._words.states or word.text in self._words.abbreviations:
            return True
        count = self._known(at) if word.is_capital else 0
        return count > 0 and self._beside.is_area(self._text[word.start : self._tokens[at + count - 1].end])

    def _is_in_list(self, at: int, count: int) -> bool:
        """Say whether an unknown name stands in a list of places: "Ras Lanuf, Xyzab and Ajdabiya"."""
        end = self._tokens[at + count - 1].end
        rest = self._text[end : end + 5]
        is_person = self._folded[at] in self._words.first_names or self._folded[at + count - 1] in self._words.surnames
        return self._is_listed(at) and rest.startswith((",", ".", " and ")) and not is_person and count < 3

    def _is_listed(self, at: int) -> bool:
        """Say whether a name follows a sure place in a list: "Homs, Hama and Idlib"."""
        return self._last_end >= 0 and _LIST.fullmatch(self._text, self._last_end, self._tokens[at].start) is not None

    def _names_a_person(self, before: Token, at: int) -> bool:
        lists = self._words
        if before.folded in lists.titles and self._text[before.end] != "-":
            return before.is_capital or before.folded not in lists.lower_titles
        if not before.is_capital or before.folded in lists.never or DIRECTION.fullmatch(before.text):
            return False
        if before.text in lists.demonyms or find_cue(before.text) is not None or self._line.gap(at).strip() == "-":
            return False
        # A capitalised word before that is itself no place: "Omar Salem".
        return not before.text.isupper() and before.folded not in lists.locative and before.end != self._last_end

    def _names_a_body(self, before: Token, at: int, count: int) -> bool:
        """Say whether a name is the end of a body's: "National Accord", "the Freedom"."""
        is_body = before.is_capital and before.folded in self._words.never and before.folded not in self._words.locative
        is_body = is_body and not DIRECTION.fullmatch(before.text)
        text = self._line.span(at, count)
        if is_body and at > 2 and self._folded[at - 2] in {"of", "for"} and self._tokens[at - 3].is_capital:
            return True  # "Council of National Unity", though South Sudan has a state called Unity
        return (is_body or (count == 1 and before.folded == "the")) and not self._beside.is_well_known(text)

    def _is_marked(self, at: int, count: int) -> bool:
        """Decide whether capitalised words that no gazetteer knows are a place: a type word or preposition says so."""
        first, lists = self._tokens[at], self._words
        names = self._tokens[at : at + count]
        if any(t.folded in lists.never or t.text in lists.demonyms for t in names) or self._is_capitals:
            return False
        if count > 3 or len(first.text) < 3 or any(t.text.isupper() for t in names) or first.folded in lists.titles:
            return False
        before = self._line.before(at)
        if before is not None and before.folded in lists.titles:
            return False
        if self._beside.cue(at, count):
            return True
        if self._is_in_list(at, count):
            return True
        if before is None or first.folded in self._surnames or (first.folded in lists.first_names and count > 1):
            return False
        if before.folded in lists.strong_locative or self._is_peopled(at):
            after = self._line.after(at + count)
            return after is None or after.folded not in lists.speech
        return before.folded in lists.territory_verbs and count == 1 and not before.is_capital

    def _is_person(self, at: int) -> bool:
        before = self._line.before(at) or self._beside.short_title(at)
        is_titled = before is not None and before.folded in self._words.titles
        return is_titled or self._tokens[at].folded in self._words.first_names

    def _toponym(self, at: int, count: int, *, is_demonym: bool = False) -> Toponym:
        start, end = self._tokens[at].start, self._tokens[at + count - 1].end
        text = self._text[start:end]
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
        return Toponym(start=start, end=end, text=self._text[start:end], is_metonym=stands_for)
