"""Names in the cases of Russian and Ukrainian: "в Авдеевке", "обстріл Нікополя", "під Куп'янськом"."""

import re
from collections.abc import Iterator
from itertools import islice, product

# A shorter word is left alone; so many forms of a name of several words are tried.
_SHORTEST, _MOST_WORDS, _MOST_FORMS = 3, 3, 400
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
# Endings of folded words (й is и there, ї is і, ё is е), the longest first, and what stands in the nominative instead.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ською", ("ська",)), ("ськоі", ("ська",)), ("ськіи", ("ська",)), ("ську", ("ська", "ськ")), ("ського", ("ськии", "ське")), ("ському", ("ськии", "ське")), ("ським", ("ськии", "ське")),
    ("скои", ("ская",)), ("скую", ("ская",)), ("ского", ("скии", "ское")), ("скому", ("скии", "ское")), ("ским", ("скии", "ское")),
    ("ового", ("ів", "овии", "ове", "овыи", "овое", "ово")), ("ёвого", ("ів",)), ("евого", ("ів", "еве", "евое", "ево", "евии", "евыи")), ("євого", ("ів",)),
    ("овому", ("ів", "овии", "ове", "овыи", "овое", "ово")), ("овим", ("ів", "овии", "ове")), ("его", ("ии", "ее", "є")), ("ему", ("ии", "ее")), ("ього", ("іи", "є")), ("ьому", ("іи", "є")),
    ("ами", ("и", "ы", "а")), ("ями", ("и", "я", "і")), ("ого", ("ии", "ыи", "ое", "е", "ои")), ("ому", ("ии", "ыи", "ое", "е", "ои")),
    ("ах", ("и", "ы", "а")), ("ях", ("и", "я", "і")), ("ам", ("и", "ы", "а")), ("ям", ("и", "я", "і")),
    ("ом", ("", "о", "е", "ои", "ыи")), ("ем", ("", "ь", "е", "и")), ("єм", ("", "ь", "є", "и")), ("им", ("ии", "е", "ыи")), ("ым", ("ыи", "ое")),
    ("ои", ("а", "ая", "ои")), ("ою", ("а",)), ("еи", ("я", "а", "ея")), ("ею", ("я", "а")), ("єю", ("я",)), ("ую", ("ая",)), ("оі", ("а",)),
    ("іи", ("а", "ія")), ("іі", ("ія",)), ("ии", ("ия",)), ("ію", ("ія",)), ("ию", ("ия",)),
    ("полі", ("поль", "піль", "поле")), ("поле", ("поль",)), ("полем", ("поль", "поле")),
    ("ці", ("ка", "ця", "к")), ("зі", ("га", "г")), ("сі", ("ха", "х")),
    ("у", ("", "а", "о", "ь", "е", "и")), ("ю", ("ь", "я", "и", "є", "е", "о")), ("а", ("", "о")), ("я", ("ь", "и", "е", "є")),
    ("е", ("", "а", "о", "ь", "я")), ("ські", ()), ("і", ("", "а", "ь", "о", "я", "и", "е")), ("и", ("а", "ь", "я")), ("ы", ("а",)),
)  # fmt: skip
# "Києва" is Київ's, "Харкова" Харків's, "Рогу" Ріг's: a closed last syllable has і in Ukrainian.
_CLOSED = re.compile(r"[оеє](?=[бвгґджзклмнпрстфхцчшщ]{1,2}$)")
_VOWELS, _CONSONANTS = "аеєиіоуюяыэё", frozenset({"", "к", "г", "х"})
# What is Ukrainian, Russian, ...: the people's adjectives are no cases of towns that are called like them.
_PEOPLES = re.compile(
    r"(?:украін|росіи|білору|поль|німе|америк|туре|крим|радян|європеи|британ|француз|киів|одес|льві)\w{0,3}с?ьк|(?:украин|россии|белорус|поль|немец|американ|туре|крым|совет|европеи|британ|француз)\w{0,2}ск"
)
# "Запорізької області": an adjective is a province's name with the word that it stands before.
_PROVINCE, _DISTRICT = " область", " раион"


def is_cyrillic(text: str) -> bool:
    """Return whether a text has Cyrillic letters."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def nominatives(name: str) -> Iterator[str]:
    """Yield the forms that a folded name may have in the nominative, the likelier first; not all of them exist.

    Examples
    --------
    >>> "авдеевка" in nominatives("авдеевке"), "харків" in nominatives("харкова"), "велика новосілка" in nominatives("великоі новосілки")
    (True, True, True)
    >>> list(nominatives("tripoli"))
    []
    """
    words = name.split(" ")
    if len(words) > _MOST_WORDS or not all(_CYRILLIC.fullmatch(word.replace("-", "")) for word in words):
        return
    if len(words) == 1 and len(name) < _SHORTEST:
        return
    if len(words) == 1 and _PEOPLES.match(name):
        # "У Львівській області": the adjective of a people or capital is a province's at most.
        yield from (form + _PROVINCE for form in _bases(name) if form.endswith(("ська", "ская")))
        return
    for forms in islice(product(*(tuple(_forms(word)) for word in words)), 1, _MOST_FORMS):
        base = " ".join(forms)
        yield base
        if base.endswith(("ька", "кая")):
            yield base + _PROVINCE
        elif base.endswith(("ськии", "скии")):
            yield base + _DISTRICT


def _forms(word: str) -> Iterator[str]:
    """Yield the word itself, then what it may be in the nominative."""
    yield word
    if not _PEOPLES.match(word):
        yield from _bases(word)


def _bases(word: str) -> Iterator[str]:
    """Yield what a word in another case may be in the nominative."""
    seen = {word}
    for ending, instead in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        if not instead:  # "Українські" is no case of a name in -ськ
            return
        stem = word[: -len(ending)]
        for other in instead:
            base = stem + other
            for form in (base, _CLOSED.sub("і", base)) if other in _CONSONANTS else (base,):
                if form not in seen:
                    seen.add(form)
                    yield form
    yield from (form for form in _rarer(word) if form not in seen)


def _rarer(word: str) -> Iterator[str]:
    """Yield the nominatives that have a vowel more: "єгипті" is Єгипет's, "орле" Орёл's; "Сум" is Суми's, a plural."""
    if word[-1] not in _VOWELS:
        yield from (word + ending for ending in "иыі")
        return
    stem = word[:-1]
    if len(stem) > _SHORTEST and not set(stem[-2:]) & set(_VOWELS + "ь"):
        yield from (f"{stem[:-1]}{vowel}{stem[-1]}" for vowel in "ео")
