"""The verdict on a word: whether a known or unknown name is a place where it stands."""

import re
from enum import IntEnum

from gazetteer.bearers import Bearers
from gazetteer.cues import find_cue
from gazetteer.extent import Extent
from gazetteer.homeland import Homeland
from gazetteer.language import words_of
from gazetteer.neighbours import Neighbours, is_direction
from gazetteer.slots import Slots
from gazetteer.tokens import Line

_NATURE = frozenset({"mountains", "desert", "island", "water", "valley", "peninsula"})
# "T4", "K1", "H3": pumping stations and bases.
_LETTER_AND_DIGITS = re.compile(r"[A-Z]{1,2}-?[0-9]{1,2}")
_SITES = frozenset({"air_base", "airport", "camp", "field", "landmark", "port"})
_SHORT = 4
# Nuclear and other large plants: "підстанції Запорізької АЕС".
_PLANTS = frozenset({"PSN", "PSH", "DAM"})
# A name of several words that a place with this many people bears is no chance.
_TOWN = 1_000


class Verdict(IntEnum):
    """Whether a name is a place here."""

    NO = 0
    UNSURE = 1  # a place if the text elsewhere shows that the name is one
    SURE = 2


def _is_letter_and_digits(text: str) -> bool:
    return text[-1].isdigit() and _LETTER_AND_DIGITS.fullmatch(text) is not None


class Judge:
    """Verdicts on the names of one paragraph; ``is_capitals`` where it is a headline or telegram in capitals."""

    def __init__(
        self, line: Line, beside: Neighbours, slots: Slots, extent: Extent, bearers: Bearers, homeland: Homeland,
        *, is_capitals: bool,
    ) -> None:  # fmt: skip
        self._line, self._beside, self._slots, self._extent, self._bearers = line, beside, slots, extent, bearers
        self._homeland, self._is_capitals = homeland, is_capitals
        self._tokens, self._folded = line.tokens, line.folded
        self._words = words_of(line.language)

    def judge(self, at: int, count: int) -> Verdict:
        """Decide whether a known name is a place here."""
        first, text = self._tokens[at], self._line.span(at, count)
        lists, before = self._words, self._line.before(at)
        if count == 1 and first.folded in lists.towns_too:
            is_in = self._slots.is_in(at) or self._is_before_container(at + 1)
            return Verdict.SURE if is_in else Verdict.NO
        if lists.never.issuperset(self._folded[at : at + count]) and not self._is_nature(at, count, text):
            return Verdict.NO
        if count == 1 and (len(first.folded) < 2 or is_direction(first.text)):
            return Verdict.NO
        if _is_letter_and_digits(text):
            is_site = self._homeland.knows(text) or self.is_site(at, count)
            return Verdict.SURE if is_site else Verdict.NO
        if len(text) <= 5 and text.isupper() and not self._is_capitals and not self._beside.is_dateline(at):
            return Verdict.NO  # an acronym: LNA, WHO
        if self._is_capitals:
            is_place = (
                count > 1
                or self._beside.is_well_known(text)
                or (before is not None and before.folded in lists.locative)
            )
            return Verdict.SURE if is_place else Verdict.NO
        if count > 1 and self._beside.is_direction_only(at, count):
            return Verdict.SURE if before is not None and before.folded in lists.strong_locative else Verdict.NO
        if self._slots.is_roads_end(at, count):
            return Verdict.SURE
        if self._bearers.is_of_something_else(at, count, text):
            return Verdict.NO
        return self._weigh(at, count, text)

    def is_plain(self, at: int, count: int) -> bool:
        """Return whether nothing but a place is called so here, if one in a country that the text names is."""
        is_word = count == 1 and (len(self._tokens[at].text) < _SHORT or self._tokens[at].folded in self._words.common)
        is_person = self._bearers.may_be_person(at, count) or self._folded[at] in self._words.first_names
        after = self._line.after(at + count)
        acts = after is not None and (after.folded in self._words.acts or after.folded in self._words.speech)
        return not (is_word or is_person or acts or self._goes_on(at + count))

    def is_site(self, at: int, count: int) -> bool:
        """Return whether a letter with a digit stands before the word for a base or field: "K1 base"."""
        is_sign = _is_letter_and_digits(self._line.span(at, count))
        cue = find_cue(self._beside.cue(at, count)) if is_sign else None
        return cue is not None and cue.kind in _SITES

    def _is_nature(self, at: int, count: int, text: str) -> bool:
        """Say whether plain words are a name all the same: "Western Mountain", "Red Sea", "West Bank"."""
        cue = find_cue(self._folded[at + count - 1]) if 1 < count < 4 else None
        return (cue is not None and cue.kind in _NATURE) or (count > 1 and self._beside.is_area(text))

    def _weigh(self, at: int, count: int, text: str) -> Verdict:
        """Weigh what speaks for a place: a type word, a preposition, a list of places, how well it is known."""
        lists, slots, first = self._words, self._slots, self._tokens[at]
        before, after = self._line.before(at), self._line.after(at + count)
        word_before = before.folded if before is not None else ""
        may_be_person = self._bearers.may_be_person(at, count)
        is_in = slots.is_in(at) or self._beside.is_dateline(at) or self._is_before_container(at + count)
        if is_in or self._beside.cue(at, count):
            return Verdict.SURE
        # "Visited Geneva": a girl's name, and a city.
        is_taken = word_before in lists.territory_verbs
        if is_taken and (not may_be_person or self._is_city(at, text)):
            return Verdict.SURE
        if self._bearers.is_told_person(at, count):
            return Verdict.NO
        is_at_home = self._is_at_home(at, count, text)
        if count == 1 and len(text) < _SHORT:
            # "Al", "Nov": too short to be a place without a word that says so, here or elsewhere in the text.
            is_to = word_before in lists.locative and not may_be_person and self._beside.is_well_known(text)
            return Verdict.SURE if is_to or is_at_home or slots.is_peopled(at) else Verdict.UNSURE
        speaks = after is not None and after.folded in lists.speech
        if may_be_person and speaks and not self._beside.is_capital_city(self._tokens[at], text):
            return Verdict.UNSURE
        if is_at_home or (count > 1 and slots.has_type_word(at, count, _NATURE)):
            return Verdict.SURE
        if self._beside.is_area(text) and self._is_no_plain_word(at, count, text):
            return Verdict.SURE
        is_of_body = after is not None and after.is_capital and self._is_of_body(after.folded)
        if count == 1 and word_before in lists.person_verbs and not is_of_body:
            return Verdict.UNSURE
        if self._is_well_known(text) and (not may_be_person or self._beside.is_capital_city(self._tokens[at], text)):
            return Verdict.SURE if self._is_no_plain_word(at, count, text) else Verdict.UNSURE
        is_marked = (
            word_before in lists.locative
            or first.prefix in lists.locative
            or is_of_body
            or (slots.is_listed(at) and not speaks)
        )
        is_marked = is_marked and self._is_no_plain_word(at, count, text)
        if is_marked and not may_be_person and not (after is not None and after.is_capital and not is_of_body):
            return Verdict.SURE
        return Verdict.SURE if self._is_whole(at, count, text) else Verdict.UNSURE

    def _is_city(self, at: int, text: str) -> bool:
        return self._folded[at] not in self._words.surnames and self._beside.is_known_as(text)

    def _is_of_body(self, folded: str) -> bool:
        """Say whether a word is an institution's or a title, which a place may stand before: "Gao Mayor"."""
        return folded in self._words.institutions or folded in self._words.titles

    def _is_whole(self, at: int, count: int, text: str) -> bool:
        """Say whether several words are the whole name of a town and no person's: "Velykyi Burluk was shelled"."""
        if count == 1:
            return False
        after, words = self._line.after(at + count), self._folded[at : at + count]
        if after is not None and after.is_capital:
            return False
        if not self._words.first_names.isdisjoint(words) or not self._words.surnames.isdisjoint(words):
            return False
        best = self._beside.best(text)
        return best is not None and (best.population >= _TOWN or best.feature_code in _PLANTS)

    def _is_well_known(self, text: str) -> bool:
        """Say whether readers know a name; of places outside the country that a text is about they know the large ones."""
        is_abroad = bool(self._homeland) and not self._homeland.knows(text)
        return self._beside.is_known_abroad(text) if is_abroad else self._beside.is_well_known(text)

    def _is_no_plain_word(self, at: int, count: int, text: str) -> bool:
        """Say whether a name is more than a word that opens a sentence or ends a title: "Luck", "Rivers", "the Black Sea Fleet"."""
        is_common = count == 1 and self._tokens[at].folded in self._words.common
        before = self._line.before(at)
        if not is_common or (before is not None and not before.is_capital):
            return True
        return self._beside.is_known_as(text) and (not self._homeland or self._homeland.has_town(text))

    def _is_at_home(self, at: int, count: int, text: str) -> bool:
        """Say whether a name is one of the country's, and nothing but a place in this slot."""
        if not self._homeland or self._goes_on(at + count):
            return False
        may_be_person, is_acted_on = self._bearers.may_be_person(at, count), self._is_acted_on(at, count)
        if not self._homeland.knows(text):
            return self._is_spelt_otherwise(at, count)
        if may_be_person and not self._homeland.has_town(text):
            return False
        if count == 1 and (len(text) < _SHORT or self._tokens[at].folded in self._words.common):
            return is_acted_on or (self._slots.is_after_preposition(at) and not may_be_person)
        if may_be_person or (count > 1 and self._folded[at] in self._words.first_names):
            return is_acted_on
        after = self._line.after(at + count)
        return is_acted_on or after is None or after.folded not in self._words.acts

    def _is_acted_on(self, at: int, count: int) -> bool:
        """Say whether the words around tell what befalls places, or belongs to them."""
        slots = self._slots
        is_object = slots.is_taken(at) or slots.is_attacked(at) or slots.is_peopled(at)
        return is_object or slots.suffers(at + count) or slots.is_listed(at) or slots.is_owned(at)

    def _goes_on(self, at: int) -> bool:
        """Say whether a capitalised word that is no title or institution makes a longer name of it: "Sabri Ahmed"."""
        after = self._line.after(at)
        if after is None or not after.is_capital or self._line.gap(at) != " ":
            return False
        return not self._is_of_body(after.folded) and after.folded not in self._words.never

    def _is_before_container(self, at: int) -> bool:
        known = self._extent.known(at) if at < len(self._tokens) and self._tokens[at].is_capital else 0
        return self._slots.is_before_container(at, known)

    def is_marked(self, at: int, count: int) -> bool:
        """Decide whether capitalised words that no gazetteer knows are a place: a type word or preposition says so."""
        lists, slots = self._words, self._slots
        skipped = 1 if self._extent.is_article(at) else 0
        names = self._tokens[at + skipped : at + count]
        if not names:
            return False  # the article of "al-Qanat", by itself
        if names[-1].text[-1].isdigit() and self.is_site(at, count):
            return True
        if _is_letter_and_digits(names[0].text) and slots.is_owned(at):
            return True
        if self._is_capitals or len(names) > 3 or len(names[0].text) < _SHORT - 1 or names[0].folded in lists.titles:
            return False
        for name in names:
            if name.folded in lists.never or name.text in lists.demonyms or name.text.isupper():
                return False
        before = self._line.before(at)
        if before is not None and before.folded in lists.titles:
            return False
        if self._beside.cue(at, count) or self._is_in_list(at, count) or slots.is_roads_end(at, count):
            return True
        is_person = self._bearers.is_told_person(at, count) or (self._bearers.is_first_name(at + skipped) and count > 1)
        if is_person:
            return False
        if slots.is_in(at) or slots.is_peopled(at):
            after = self._line.after(at + count)
            return after is None or after.folded not in lists.speech
        is_taken = before is not None and slots.is_taken(at) and not before.is_capital
        if is_taken and len(names) == 1 and names[0].folded not in lists.first_names:
            return True
        return self._is_spelt_otherwise(at, count)

    def _is_spelt_otherwise(self, at: int, count: int) -> bool:
        """Say whether an unknown name that is struck or falls may be another spelling of one of the country's places."""
        if not self._homeland or self._folded[at] in self._words.common or self._bearers.may_be_person(at, count):
            return False
        return self._is_acted_on(at, count) and self._homeland.may_spell(self._line.span(at, count))

    def _is_in_list(self, at: int, count: int) -> bool:
        """Say whether an unknown name stands in a list of places: "Ras Lanuf, Xyzab and Ajdabiya"."""
        if count > 2 or not self._slots.is_listed(at):
            return False
        is_person = self._bearers.is_first_name(at) or self._folded[at + count - 1] in self._words.surnames
        return not is_person and self._line.text.startswith((",", ".", " and "), self._tokens[at + count - 1].end)
