"""Which words of a text are place names: names of the gazetteer, and capitalised words that a type word or preposition marks."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from gazetteer.caseless import without_prefixes
from gazetteer.clitics import without_clitics
from gazetteer.gazetteer import Gazetteer
from gazetteer.homeland import Homeland
from gazetteer.language import language_of, words_of
from gazetteer.lexicon import lexicon
from gazetteer.lost_case import is_in_small_letters
from gazetteer.lost_scorer import lost_scorer
from gazetteer.paragraph import Found, Paragraph
from gazetteer.span_features import Find
from gazetteer.span_scorer import span_scorer
from gazetteer.tokens import Line, blocks, read_tokens
from gazetteer.toponym import Toponym


def recognize(
    text: str, gazetteer: Gazetteer, *, country: str | None = None, weights: Path | None = None
) -> tuple[Toponym, ...]:
    """Return the place names of a text, demonyms ("Libyan") marked as such.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code of the country that the text is about: its small places are found wherever they
        stand. None where that is not known.
    weights
        A file of learned weights, or a folder that holds it; None takes those that are shipped.

    Returns
    -------
    tuple of Toponym
        In text order, not overlapping; ``text[t.start:t.end] == t.text``, without articles, possessives and type words;
        the Arabic article is part of the name ("al-Bab").

    Raises
    ------
    UnknownCountryError
        If ``country`` is no code of a country.
    """
    reading = read_names(text, gazetteer, country=country)
    kept = {(t.start, t.end): t for t in reading.kept()}
    said = span_scorer(weights).decide(
        text, reading.lines, reading.finds(), reading.surnames, gazetteer, Homeland(gazetteer, country)
    )
    kept = {span: replace(t, chance=said.chance.get(span, 1.0)) for span, t in kept.items() if span not in said.dropped}
    for first, last, chance in said.added:
        if not reading.is_never(first, last):
            toponym = reading.toponym(first, last)
            kept[toponym.start, toponym.end] = replace(toponym, chance=chance)
    if reading.lost:
        _read_lost(reading, kept, gazetteer, weights)
    return tuple(kept[span] for span in sorted(kept))


def _read_lost(
    reading: "Reading", kept: dict[tuple[int, int], Toponym], gazetteer: Gazetteer, weights: Path | None
) -> None:
    """Put into what is kept the names of the paragraphs that have lost their case, in stead of what the rules found there."""
    lists = lexicon()
    lines = [each.line for each in reading.lost]
    starts = {token.start for line in lines for token in line.tokens}
    places = lost_scorer(weights).decide(lines, gazetteer, kept=reading.kept_forms(), small=reading.small_words())
    spans = [(name.start, name.end) for _, name, _ in places]
    for span in [span for span in kept if span[0] in starts]:
        is_listed = kept[span].text in lists.abbreviations or not kept[span].text.isascii()
        if not is_listed or any(start < span[1] and span[0] < end for start, end in spans):
            del kept[span]
    for number, name, chance in places:
        toponym = reading.lost[number].toponym(name.first, name.last - name.first + 1)
        written = lines[number].text[name.start : name.end]
        kept[name.start, name.end] = replace(toponym, end=name.end, text=written, chance=chance)


@dataclass(frozen=True)
class Reading:
    """What the rules make of a text: its paragraphs, what they found, and which forms are surely places'."""

    paragraphs: list[Paragraph]
    found: list[Found]
    sure: frozenset[str]
    surnames: frozenset[str]

    def kept(self) -> list[Toponym]:
        """Return what the rules take for places and demonyms, in text order."""
        return [find.toponym for find in self.found if self._is_kept(find)]

    def _is_kept(self, find: Found) -> bool:
        return find.is_sure or find.form in self.sure

    @cached_property
    def _cased(self) -> list[Paragraph]:
        """The paragraphs in which capitals say something."""
        return [each for each in self.paragraphs if not each.has_lost_case]

    @cached_property
    def lost(self) -> list[Paragraph]:
        """The paragraphs in which they say nothing: in capitals, or all of them in small letters."""
        is_small = is_in_small_letters(self.lines)
        return [each for each in self.paragraphs if each.has_lost_case or is_small]

    def kept_forms(self) -> Counter[str]:
        """Return how often each folded name is kept in the paragraphs in which capitals say something."""
        finds = self.finds()
        return Counter(
            find.form for find in self.found if self._is_kept(find) and (find.toponym.start, find.toponym.end) in finds
        )

    def small_words(self) -> Counter[str]:
        """Return how often each folded word stands there in small letters."""
        return Counter(token.folded for line in self.lines for token in line.tokens if not token.is_capital)

    @cached_property
    def lines(self) -> list[Line]:
        """The words of the paragraphs that the learned scorer reads."""
        return [each.line for each in self._cased]

    def finds(self) -> dict[tuple[int, int], Find]:
        """Return what was found in those paragraphs, as the learned scorer reads it."""
        starts = {token.start for line in self.lines for token in line.tokens}
        return {
            (find.toponym.start, find.toponym.end): Find(
                verdict=3 if find.is_sure else 2 if self._is_kept(find) else 1,
                is_demonym=find.toponym.is_demonym,
                is_metonym=find.toponym.is_metonym,
                has_cue=bool(find.toponym.cue),
            )
            for find in self.found
            if find.toponym.start in starts
        }

    @cached_property
    def _begins(self) -> list[int]:
        return list(accumulate((len(line.tokens) for line in self.lines), initial=0))

    def toponym(self, first: int, last: int) -> Toponym:
        """Return the toponym from one word to another, counted over the words of `lines`."""
        number, at = self._place(first)
        return self._cased[number].toponym(at, last - first + 1)

    def is_never(self, first: int, last: int) -> bool:
        """Return whether those words are never a place in the language of their paragraph, which the trees do not know."""
        number, at = self._place(first)
        line = self.lines[number]
        return all(word in words_of(line.language).never for word in line.folded[at : at + last - first + 1])

    def _place(self, word: int) -> tuple[int, int]:
        """Return the paragraph in which a word stands, and its place there."""
        number = bisect_right(self._begins, word) - 1
        return number, word - self._begins[number]


def read_names(text: str, gazetteer: Gazetteer, *, country: str | None = None) -> Reading:
    """Read a text by the rules alone; see `recognize`."""
    found: list[Found] = []
    surnames: set[str] = set()
    homeland = Homeland(gazetteer, country)
    paragraphs = []
    most = language_of(text)
    for start, end in blocks(text):
        language = language_of(text[start:end], otherwise=most)
        tokens = without_clitics(read_tokens(text, start, end), gazetteer, language=language)
        tokens = without_prefixes(tokens, gazetteer)
        paragraphs.append(Paragraph(text, tokens, gazetteer, homeland, surnames, language=language))
        found += paragraphs[-1].read()
    sure = {find.form for find in found if find.is_sure}
    named = [Homeland(gazetteer, code) for code in _countries(found, gazetteer)]
    sure |= {find.form for find in found if find.is_plain and any(land.knows(find.toponym.text) for land in named)}
    return Reading(paragraphs, found, frozenset(sure - surnames), frozenset(surnames))


def _countries(found: list[Found], gazetteer: Gazetteer) -> set[str]:
    """Return the codes of the countries that a text names, or whose people or government."""
    lists = lexicon()
    names = {(find.toponym.text, find.toponym.is_demonym) for find in found if find.is_sure}
    codes = {code for name, is_adjective in names if is_adjective and (code := lists.adjective_code(name))}
    for name, is_demonym in names:
        best = () if is_demonym else gazetteer.lookup(name)[:1]
        if name in lists.abbreviations:
            codes.add(lists.abbreviations[name])
        elif best and best[0].place.feature_code == "PCLI":
            codes.add(best[0].place.country_code)
    return codes
