"""The words of a sentence with what kind of word each is: what the learned place of an event is read from."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_LISTS = tomllib.loads((Path(__file__).parent / "data" / "sentence_words.toml").read_text(encoding="utf-8"))
_TOKEN = re.compile(r"['’]s\b|\w+(?:[-'’‘.]\w+)*?(?=['’]s\b)|\w+(?:[-'’‘]\w+)*|[^\w\s]")
CLASSES = (
    *_LISTS["classes"],
    "owns",
    "comma",
    "stop",
    "dash",
    "quote",
    "bracket",
    "number",
    "verb",
    "capital",
    "other",
)
"""The kinds of words; a word's kind is its place in this list."""
KIND = {name: number for number, name in enumerate(CLASSES)}
_OF_WORD = {
    word: KIND[name] for name, words in reversed(_LISTS["classes"].items()) for word in words.split()
}  # fmt: skip
_SIGNS = {
    ",": "comma", ".": "stop", ";": "stop", ":": "stop", "!": "stop", "?": "stop", "-": "dash", "–": "dash", "—": "dash",
    '"': "quote", "“": "quote", "”": "quote", "'": "quote", "‘": "quote", "’": "quote", "(": "bracket", ")": "bracket",
    "[": "bracket", "]": "bracket", "'s": "owns", "’s": "owns",
}  # fmt: skip
_IRREGULAR = {
    "killed": "kill", "slain": "kill", "slew": "kill", "hanged": "kill", "died": "die", "dies": "die", "shot": "shoot", "struck": "shoot",
    "beat": "shoot", "beaten": "shoot", "blew": "detonate", "blown": "detonate", "fought": "fight", "took": "capture", "taken": "capture",
    "retook": "capture", "retaken": "capture", "overran": "capture", "fell": "capture", "fallen": "capture", "lost": "capture", "held": "abduct",
    "left": "move", "fled": "move", "withdrew": "move", "withdrawn": "move", "went": "move", "gone": "move", "came": "move", "sent": "move",
    "drove": "move", "driven": "move", "flew": "move", "flown": "move", "brought": "move", "broke": "happen", "broken": "happen",
    "began": "launch", "begun": "launch", "sank": "crash", "sunk": "crash", "found": "find", "saw": "find", "seen": "find", "met": "meet",
    "built": "build", "said": "say", "told": "say", "thought": "say", "knew": "say", "known": "say", "sought": "say", "shown": "say",
    "stood": "live", "sat": "live", "born": "live", "gave": "help", "given": "help", "made": "", "got": "", "became": "", "led": "", "ran": "",
    "won": "", "put": "", "cut": "", "threw": "", "thrown": "", "laid": "", "lay": "", "spoke": "", "spoken": "", "wrote": "", "rose": "", "grew": "",
    "caught": "arrest", "bore": "", "drew": "", "drawn": "", "dealt": "", "spent": "", "kept": "", "felt": "", "heard": "", "paid": "", "bought": "",
    "sold": "", "chose": "", "wore": "", "hid": "", "dug": "", "hung": "kill", "done": "", "dropped": "bomb", "stolen": "", "stole": "",
}  # fmt: skip
VERBS = ("", *_LISTS["verbs"])
"""The kinds of verbs; the first is one that no list names."""
_OF_LEMMA = {word: VERBS.index(name) for name, words in reversed(_LISTS["verbs"].items()) for word in words.split()}
# What ends as a verb does and is none.
_NO_VERB = frozenset(
    "united red bed hundred need indeed speed wing king ring spring morning evening during including following according thing nothing something "
    "anything everything beijing string shed sacred naked wedding building meeting boeing feed seed breed deed exceed fielding sterling reading".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a sentence; ``kind`` counts in `CLASSES`, ``verb`` in `VERBS` and is -1 for what is no verb."""

    start: int
    end: int
    lower: str
    kind: int
    verb: int
    is_capital: bool


def read_words(sentence: str) -> list[Word]:
    """Return the words and signs of a sentence, in order.

    Examples
    --------
    >>> [(w.lower, CLASSES[w.kind]) for w in read_words("Police shot two men in Lima.")]
    [('police', 'agent'), ('shot', 'verb'), ('two', 'other'), ('men', 'people'), ('in', 'in'), ('lima', 'capital'), ('.', 'stop')]
    """
    return [_word(m.group(), m.start()) for m in _TOKEN.finditer(sentence)]


def _word(text: str, start: int) -> Word:
    lower, kind, verb, is_capital = _facts(text)
    return Word(start, start + len(text), lower, kind, verb, is_capital)


@lru_cache(maxsize=1 << 14)
def _facts(text: str) -> tuple[str, int, int, bool]:
    lower = text.lower()
    if text in _SIGNS:
        return lower, KIND[_SIGNS[text]], -1, False
    is_capital = text[0].isupper()
    if lower in _OF_WORD:
        kind = _OF_WORD[lower]
        return lower, kind, verb_kind(lower) if kind == KIND["said"] else -1, is_capital
    if text[0].isdigit():
        return lower, KIND["number"], -1, False
    if is_capital:
        return lower, KIND["capital"], -1, True
    if is_verb(lower):
        return lower, KIND["verb"], verb_kind(lower), False
    return lower, KIND["other"], -1, False


def is_verb(lower: str) -> bool:
    """Say whether a word in lower case looks like a verb in the past, a participle, or one of the lists' own."""
    if lower in _IRREGULAR:
        return True
    return len(lower) > 4 and lower.endswith(("ed", "ing")) and lower not in _NO_VERB


@lru_cache(maxsize=1 << 12)
def verb_kind(lower: str) -> int:
    """Return which kind of `VERBS` a verb is of, whatever its form.

    Examples
    --------
    >>> [VERBS[verb_kind(word)] for word in ("kidnapped", "clashing", "dies", "pondered")]
    ['abduct', 'fight', 'die', '']
    """
    if lower in _IRREGULAR:
        return VERBS.index(_IRREGULAR[lower])
    return next((_OF_LEMMA[form] for form in _lemmas(lower) if form in _OF_LEMMA), 0)


def _lemmas(lower: str) -> list[str]:
    forms = [lower]
    for end in ("ing", "ed", "es", "s", "d"):
        if lower.endswith(end) and len(lower) > len(end) + 2:
            stem = lower[: -len(end)]
            forms += [stem, f"{stem}e"]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            if stem.endswith("i"):
                forms.append(f"{stem[:-1]}y")
    return forms
