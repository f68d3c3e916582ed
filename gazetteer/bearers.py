"""Who else bears a place's name: persons, bodies, armed groups, newspapers and ships."""

from gazetteer.cues import find_cue
from gazetteer.cyrillic_cases import is_cyrillic
from gazetteer.extent import Extent
from gazetteer.homeland import Homeland
from gazetteer.language import words_of
from gazetteer.neighbours import Neighbours, is_direction
from gazetteer.slots import Slots
from gazetteer.tokens import Line, Token

_LONGEST_GROUP = 6


class Bearers:
    """Questions about names of one paragraph; ``surnames`` are those that the text has shown to be persons'."""

    def __init__(
        self, line: Line, beside: Neighbours, slots: Slots, extent: Extent, homeland: Homeland, surnames: set[str]
    ) -> None:
        self._line, self._beside, self._slots, self._extent = line, beside, slots, extent
        self._homeland = homeland
        self._tokens, self._folded = line.tokens, line.folded
        self._words = words_of(line.language)
        self.surnames = surnames

    def group(self, at: int) -> int:
        """Return how many words from here on are an armed group's name, 0 for none: "Hayat Tahrir al-Sham"."""
        starts = self._words.groups.get(self._folded[at])
        if starts is None or self._beside.cue(at, 1):
            return 0
        for count in range(min(_LONGEST_GROUP, len(self._folded) - at), 0, -1):
            if " ".join(self._folded[at : at + count]) in starts:
                return count
        return 0

    def is_person(self, at: int) -> bool:
        """Return whether a title or first name says that the words from here on are a person's."""
        before = self._line.before(at) or self._beside.short_title(at)
        is_titled = before is not None and before.folded in self._words.titles
        return is_titled or (self.is_first_name(at) and not self._extent.is_article(at))

    def is_first_name(self, at: int) -> bool:
        """Return whether a word is a first name; "Abu" begins towns as well, where a place is to be expected."""
        return self._folded[at] in self._words.first_names and not self.may_begin_a_place(at)

    def may_begin_a_place(self, at: int) -> bool:
        """Return whether "Abu" stands where a place is to be expected: "near Abu Hujar"."""
        slots = self._slots
        return self._folded[at] == "abu" and (slots.is_in(at) or slots.is_peopled(at) or slots.is_listed(at))

    def may_be_person(self, at: int, count: int) -> bool:
        """Return whether a name of one word is a person's as well; an article does not count."""
        bare = self._bare(at, count)
        return bare is not None and (
            bare in self._words.first_names or bare in self._words.surnames or bare in self.surnames
        )

    def is_told_person(self, at: int, count: int) -> bool:
        """Return whether the text has used the name for a person."""
        bare = self._bare(at, count)
        return bare is not None and bare in self.surnames

    def _bare(self, at: int, count: int) -> str | None:
        skipped = 1 if count == 2 and self._extent.is_article(at) else 0
        return self._folded[at + skipped] if count - skipped == 1 else None

    def keep_surname(self, at: int, run: int) -> None:
        """Remember the last of a person's names."""
        self.surnames.add(self._folded[at + run - 1])

    def is_of_something_else(self, at: int, count: int, text: str) -> bool:
        """Return whether the words around make the name a person's or a body's: "Omar Salem", "Jordan Times"."""
        first, lists = self._tokens[at], self._words
        before, after = self._line.before(at) or self._beside.short_title(at), self._line.after(at + count)
        if before is not None and (self._names_a_person(before, at) or self._names_a_body(before, at, count)):
            if count == 1 and before.is_capital:
                self.surnames.add(first.folded)
            return True
        if after is None or not after.is_capital or self._line.gap(at + count) == "-":
            return False
        if after.folded in lists.newspapers or self._begins_a_body(at, count, text) or self._speaks(at, count, text):
            return True
        if count != 1 or first.folded not in lists.first_names:
            return False
        is_title = after.folded in lists.titles or after.folded in lists.institutions
        return not is_title and (find_cue(after.text) is None or not self._beside.is_well_known(text))

    def _speaks(self, at: int, count: int, text: str) -> bool:
        """Say whether a surname and a verb of speech stand behind a name: "Sydney Sweeney said", but not "Gao Mayor said"."""
        lists, surname, verb = self._words, self._line.after(at + count), self._line.after(at + count + 1)
        if count != 1 or surname is None or verb is None or verb.is_capital or verb.folded not in lists.speech:
            return False
        if self._line.gap(at + 1) != " " or surname.text.isupper() or surname.text in lists.demonyms:
            return False
        others = (lists.titles, lists.institutions, lists.never, lists.common, lists.bodies, lists.armed_bodies)
        is_other = any(surname.folded in each for each in others) or find_cue(surname.text) is not None
        return not is_other and not self._beside.is_area(text) and not self._beside.is_well_known(surname.text)

    def _begins_a_body(self, at: int, count: int, text: str) -> bool:
        """Say whether a name begins a body's: "Rapid Support Forces", "Arakan Army"; states have their own: "Iraq Army"."""
        run = self._extent.run(at)
        if run > count and self._folded[at + run - 1] in self._words.armed_bodies:
            return not (self._beside.is_state(text) or (self._beside.is_area(text) and self._beside.is_known_as(text)))
        is_body = run > count + 1 and self._folded[at + run - 1] in self._words.bodies
        return is_body and not self._beside.is_known_as(text)

    def _names_a_person(self, before: Token, at: int) -> bool:
        lists = self._words
        if before.folded in lists.titles and self._line.text[before.end] != "-":
            return before.is_capital or before.folded not in lists.lower_titles
        if not before.is_capital or before.folded in lists.never or is_direction(before.text):
            return False
        if before.text in lists.demonyms or find_cue(before.text) is not None or self._line.gap(at).strip() == "-":
            return False
        if self._is_opener(at):
            return False
        # A capitalised word before that is itself no place: "Omar Salem".
        return not before.text.isupper() and before.folded not in lists.locative and before.end != self._slots.last_end

    def _is_opener(self, at: int) -> bool:
        """Say whether the word before only opens a sentence: the name's own ending says that it depends on it.

        "Ekipler Van'dan yola çıktı", "Делегації України", but not "Роман Харьков".
        """
        word = self._folded[at - 1]
        if word in self._words.first_names or word in self._words.titles:
            return False
        if at > 1 and self._line.before(at - 1) is not None:
            return False  # it opens none
        if self._tokens[at].prefix.startswith("-"):
            return True
        if not is_cyrillic(self._folded[at]):
            return False
        is_bent = not self._extent.is_listed(at) and self._extent.known(at) > 0
        # "Ночью Луганск сотрясли взрывы": hardly anybody is called so.
        return is_bent or self._beside.is_known_abroad(self._line.span(at, 1))

    def _names_a_body(self, before: Token, at: int, count: int) -> bool:
        """Say whether a name is a ship's or the end of a body's: "the cruiser Moskva", "National Accord", "the Freedom"."""
        if before.folded in self._words.vessels or (before.folded == "the" and self._is_aboard(at)):
            return True
        is_body = before.is_capital and before.folded in self._words.never and before.folded not in self._words.locative
        is_body = is_body and not is_direction(before.text)
        if is_body and at > 2 and self._folded[at - 2] in {"of", "for"} and self._tokens[at - 3].is_capital:
            return True  # "Council of National Unity", though South Sudan has a state called Unity
        if not is_body and not self._is_the_one(before, at, count):
            return False
        text = self._line.span(at, count)
        return not self._beside.is_well_known(text) and not self._is_region(at, text)

    def _is_the_one(self, before: Token, at: int, count: int) -> bool:
        """Say whether an article makes a word something else than a place: "the Freedom", but not "the Xandil camp"."""
        if count != 1 or before.folded != "the":
            return False
        return self._folded[at] in self._words.common or self._beside.cue(at, count) == ""

    def _is_aboard(self, at: int) -> bool:
        return at > 1 and self._folded[at - 2] in {"aboard", "vessel", "ship", "sank"}

    def _is_region(self, at: int, text: str) -> bool:
        """Say whether the country has a region that takes an article: "the Donbas"."""
        return self._homeland.has_region(text) and not self.may_be_person(at, 1)
