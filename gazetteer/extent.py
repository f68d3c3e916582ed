"""How far a name reaches: how many words of a text belong to it, known to the gazetteer or not."""

from functools import cache

from gazetteer.cues import find_cue, may_begin_cue
from gazetteer.cyrillic_cases import is_cyrillic
from gazetteer.gazetteer import Gazetteer
from gazetteer.homeland import Homeland
from gazetteer.language import ENGLISH, words_of
from gazetteer.names import ARTICLES, fold
from gazetteer.neighbours import Neighbours, is_direction
from gazetteer.place import FeatureClass
from gazetteer.tokens import Line

# Common nouns that end a country's name: "Palestinian territories".
_LOWER_ENDS = frozenset({"territories", "territory"})
_LONGEST_WITH_POSSESSIVE, _POSSESSIVE_GAPS = 7, frozenset({"'s ", "’s "})
_INSIDE_POSSESSED = frozenset({" ", *_POSSESSIVE_GAPS})
# Other forms before a space are English words as well: "At Homs".
_SPACED = frozenset({"Al", "El"})
# What stands between two words of one sentence.
_INSIDE = frozenset({",", ";", "/", "(", "–", "-"})
_HEADS = frozenset({"city", "admin"})
_BARE_KINDS = frozenset({"city", "admin", "camp", "airport", "air_base"})
_MOST_WORDS, _MOST_INFLECTED = 5, 3
_ON = frozenset({"on", "upon", "na", "am", "an", "sur", "nad", "на", "над"})
# A smaller town than this may begin another one's name.
_KNOWN_TOWN = 50_000
_SMALL_KINDS = frozenset({"village", "hamlet", "settlement", "township", "neighborhood", "neighbourhood"})
# An unknown name of more words is a person's, a body's or a headline.
_MOST_UNKNOWN_WORDS = 3


@cache
def _words_of_others(language: str) -> frozenset[str]:
    """Return the words that behind a name begin something else, or are somebody's: titles, bodies, surnames."""
    lists = words_of(language)
    return lists.institutions | lists.titles | lists.never | lists.surnames | lists.newspapers | lists.bodies


class Extent:
    """Names that begin at a word of one paragraph."""

    def __init__(self, line: Line, beside: Neighbours, gazetteer: Gazetteer, homeland: Homeland) -> None:
        self._line, self._beside = line, beside
        self._tokens, self._folded = line.tokens, line.folded
        self._gazetteer, self._homeland = gazetteer, homeland
        self._words = words_of(line.language)
        self._others = _words_of_others(line.language)

    def known(self, at: int) -> int:
        """Return how many words from here on are a name of the gazetteer, written with capitals."""
        if whole := self._with_possessive(at) or self._on_water(at):
            return whole
        first = self._folded[at]
        most = self._gazetteer.most_words(first)
        if most > 1 and self._is_articled(at) and self._is_known_without_article(at):
            return 0  # "La Côte d'Ivoire" is no La Côte
        if most > 1 and (count := self._of_several_words(at, most)):
            return count
        if first in ARTICLES and self.is_article(at):
            # "al-Jarrahi" where "Jarrahi" is listed; an article alone is no name, though some hamlet is called "Al".
            rest = self.known(at + 1)
            return rest + 1 if rest else 0
        if most and self._gazetteer.has_name(first):
            return 1
        return 0 if first.isascii() else self._inflected(at)

    def _is_known_without_article(self, at: int) -> bool:
        count = self._gazetteer.longest_name(self._folded, at)
        return count > 1 and self.known(at + 1) >= count

    def _of_several_words(self, at: int, most: int) -> int:
        """Return how many words from here on are the longest known name, at most so many; 0 where only one may be."""
        is_lower_too = self._line.language != ENGLISH or is_cyrillic(self._folded[at])
        for count in range(self._reach(at, most), 1, -1):
            may_end = self._may_end(at + count - 1)
            if not (may_end or is_lower_too) or not self._is_name(at, count):
                continue
            # Readers know the names that end in a small letter: "Чёрное море", "République dominicaine".
            if may_end or self._beside.is_well_known(self._line.span(at, count)):
                return count
        return 0

    def _reach(self, at: int, most: int) -> int:
        """Return how many words, up to a number, nothing parts from the ones before them."""
        count, gaps = 1, self._line.gaps
        most = min(most, len(gaps) - at)
        while count < most and (gaps[at + count] == " " or self._line.joined(at + count)):
            count += 1
        return count

    def _inflected(self, at: int) -> int:
        """Return how many words from here on are a name in another case than the gazetteer's: "Великої Новосілки"."""
        if not is_cyrillic(self._folded[at]):
            return 0
        is_opening = self._line.before(at) is None and self._line.gap(at).strip() not in _INSIDE
        if is_opening and not self._gazetteer.has_name(self._folded[at]):
            return 0  # whatever opens a sentence has a capital
        most = 1
        while most < _MOST_INFLECTED and self._line.joined(at + most) and self._tokens[at + most].is_capital:
            most += 1
        for count in range(most, 0, -1):
            if self._gazetteer.base_form(" ".join(self._folded[at : at + count])) is not None:
                return count
        return 0

    def is_listed(self, at: int) -> bool:
        """Return whether a word as it stands, whatever its case, is a name of the gazetteer."""
        return self._gazetteer.has_name(self._folded[at])

    def run(self, at: int) -> int:
        """Return how many capitalised words follow one another from here on; an article counts with its word."""
        count = 2 if self.is_article(at) else 1
        stop = min(len(self._tokens), at + _MOST_WORDS)
        for step in range(at + count, stop):
            token = self._tokens[step]
            if not token.is_capital or not self._line.joined(step):
                return step - at
            if (may_begin_cue(token.folded) and find_cue(token.text) is not None) or self._inflected(step):
                return step - at
        return stop - at

    def is_article(self, at: int) -> bool:
        """Return whether a word is the Arabic article of the next: "al-Bab", in its countries "Al Bab"."""
        if self._folded[at] not in ARTICLES or at + 1 == len(self._tokens) or not self._tokens[at + 1].is_capital:
            return False
        gap = self._line.gap(at + 1)
        return gap == "-" or (gap == " " and bool(self._homeland) and self._tokens[at].text in _SPACED)

    def without_head(self, at: int, count: int) -> tuple[int, int]:
        """Leave out what belongs to no name: "State of Ohio" becomes Ohio, "Gulf of Aden" stays."""
        cue = find_cue(f"{self._folded[at]} of") if count > 2 and self._folded[at + 1] == "of" else None
        if cue is None or cue.kind not in _HEADS:
            return at, count
        left = 3 if self._folded[at + 2] == "the" and count > 3 else 2
        is_other = self._beside.is_another_state(self._line.span(at, count), self._line.span(at + left, count - left))
        return (at, count) if is_other else (at + left, count - left)

    def behind_kind(self, at: int, count: int) -> int:
        """Return how many words a name has behind its type word in a script without capitals, else 0: "ولاية قسنطينة".

        Bays and mountains keep theirs.
        """
        cue = find_cue(self._folded[at]) if count > 1 else None
        if cue is None or cue.kind not in _BARE_KINDS:
            return 0
        whole = self._beside.best(self._line.span(at, count))
        bare = self._gazetteer.lookup(self._line.span(at + 1, count - 1), cue=self._folded[at])[:1]
        return count - 1 if whole is not None and any(each.place.place_id == whole.place_id for each in bare) else 0

    def with_unknown(self, at: int, count: int) -> int:
        """Return how many words the name has whose first ones alone are known: "Bula Burde", "Jebel Moya".

        A beginning is not split off a longer name: the whole is one where the country may have it, or where the
        words before say that it is a place ("the village of Qasr Xandil") and the beginning alone is none that
        readers know.
        """
        if count > 1:
            return count
        more = self._direction_after(at + count) or self._unknown_after(at + count, self._folded[at])
        if not more:
            return count
        whole = self._line.span(at, count + more)
        if self._homeland.may_spell(whole):
            return count + more
        before = self._line.before(at)
        is_named = before is not None and before.folded == "of" and self._beside.cue(at, count + more) != ""
        is_opener = self._folded[at] in self._words.openers
        is_whole = is_named or is_opener or self._is_foreign(at) or self._is_whole_before_kind(at, count + more)
        return count + more if is_whole else count

    def _is_foreign(self, at: int) -> bool:
        """Say whether a word names a town abroad only, of the country that the text is about: "Male" in Ukraine."""
        word = self._line.span(at, 1)
        found = self._gazetteer.lookup(word)[:1] if self._homeland and not self._homeland.lists(word) else ()
        return any(each.place.feature_class is FeatureClass.POPULATED for each in found)

    def _is_whole_before_kind(self, at: int, count: int) -> bool:
        """Say whether a type word ends a name whose first word alone is a small place: "Oe Xandil village"."""
        kind = self._line.after(at + count)
        is_kind = kind is not None and kind.text in _SMALL_KINDS and self._line.gap(at + count) == " "
        return is_kind and all(
            found.place.population < _KNOWN_TOWN and found.place.feature_class is FeatureClass.POPULATED
            for found in self._gazetteer.lookup(self._line.span(at, 1))[:1]
        )

    def _direction_after(self, at: int) -> int:
        """Return 1 where a direction completes a name that the country lists: "Balad Southeast"."""
        after = self._line.after(at)
        if after is None or not after.is_capital or not is_direction(after.text):
            return 0
        return int(self._homeland.lists(self._line.span(at - 1, 2)))

    def _unknown_after(self, at: int, first: str) -> int:
        """Return how many words from here on may complete a name: capitalised, and of no other meaning."""
        count = 0
        while at + count < len(self._tokens) and count < _MOST_UNKNOWN_WORDS - 1:
            after, gap = self._tokens[at + count], self._line.gap(at + count)
            if (
                not after.is_capital
                or gap not in {" ", "-"}
                or after.text.isupper()
                or self._means_else(at + count, first)
            ):
                break
            count += 2 if self.is_article(at + count) else 1
        return count

    def _means_else(self, at: int, first: str) -> bool:
        """Say whether a word behind a name has a meaning of its own: a title, body, type or another place."""
        word, lists = self._tokens[at], self._words
        if word.folded in self._others or word.text in lists.demonyms or find_cue(word.text) is not None:
            return True
        # "Mali Zvornik" is one town, "the Mali-Niger border" two states.
        may_open = first in lists.openers and self._line.gap(at) != "-"
        return not may_open and self._gazetteer.has_name(word.folded)

    def _is_name(self, at: int, count: int) -> bool:
        return self._gazetteer.has_name(" ".join(self._folded[at : at + count]))

    def _may_end(self, at: int) -> bool:
        token = self._tokens[at]
        # "T-4" is a base.
        return token.is_capital or token.folded in _LOWER_ENDS or token.folded.isdigit()

    def _is_articled(self, at: int) -> bool:
        is_other = self._line.language != ENGLISH and at + 1 < len(self._tokens)
        return is_other and self._folded[at] in self._words.never and self._tokens[at + 1].is_capital

    def _on_water(self, at: int) -> int:
        """Return 3 for a town named with its river that is listed, at least as it sounds: "Slavyansk-on-Kuban", else 0."""
        if at + 2 >= len(self._tokens) or self._folded[at + 1] not in _ON or not self._tokens[at + 2].is_capital:
            return 0
        is_joined = self._line.gap(at + 1) == self._line.gap(at + 2) == "-"
        found = self._gazetteer.lookup(self._line.span(at, 3))[:1] if is_joined else ()
        return 3 if found and "-" in found[0].place.name else 0

    def _with_possessive(self, at: int) -> int:
        """Return how many words are a name that holds a possessive, 0 for none: "Democratic People's Republic of Korea"."""
        gaps = self._line.gaps[at + 1 : at + _LONGEST_WITH_POSSESSIVE]
        if _POSSESSIVE_GAPS.isdisjoint(gaps):
            return 0
        first = next(step for step, gap in enumerate(gaps) if gap in _POSSESSIVE_GAPS)
        inside = next((step for step, gap in enumerate(gaps) if gap not in _INSIDE_POSSESSED), len(gaps))
        for count in range(inside + 1, first + 1, -1):
            if self._tokens[at + count - 1].is_capital and self._gazetteer.has_name(fold(self._line.span(at, count))):
                return count
        return 0
