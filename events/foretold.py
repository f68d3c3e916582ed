"""Deeds in the verb's bare form, "threatened to shell the town": what their sentence says of them, and which deeds they would be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.event_status import EventStatus
from events.modality import TOLD_AHEAD, is_unsaid, status_words
from events.trigger import Trigger
from events.triggers import find_triggers
from events.word_gate import Gates, lowered

_WHO = r"(?:that )?(?:it|they|he|she|we|its (?:troops|forces|fighters|army)|their (?:troops|forces|fighters)) (?:would|will)"
_BE = r"(?:is|are|was|were|be|been|being)"
_LEADS = {
    EventStatus.THREATENED: rf"(?:threaten(?:s|ed|ing)?|threats?|vow(?:s|ed|ing)?|swore|swears) to|(?:threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|warn(?:s|ed|ing)?(?: on \w+)?) {_WHO}",
    EventStatus.DENIED: rf"did not|didn[’']t|(?<!have )(?<!has )never|failed to|{_BE} (?:not able|unable) to|den(?:ied|ies|ying) (?:plans|planning|intending|threatening) to(?P<skip>)",
    EventStatus.PLANNED: rf"plan(?:s|ned|ning)? to|intend(?:s|ed|ing)? to|prepar(?:e|es|ed|ing|ations) to|(?:{_BE} )(?:scheduled|due|set|about|ready|poised|preparing|ordered) to"
    rf"|pledg(?:e|es|ed|ing) to|promis(?:e|es|ed|ing) to|decided to|ordered (?:[\w'’-]+ ){{1,5}}?to|(?:is|are) to (?=be\b)|(?:said|says|announced|announces|declared|added)(?: on \w+)? {_WHO}|(?-i:will|shall)",
}
_BARE = re.compile("|".join(rf"(?P<{status.name}>\b(?:{lead}))" for status, lead in _LEADS.items()), re.IGNORECASE)
_GATE = Gates([_BARE])
# An adverb may stand before the verb: "will also send".
_VERB = re.compile(
    r"\s+(?:(?:also|soon|now|then|later|again|shortly|begin to|start to|[a-z]+ly)\s+)*(?P<verb>[a-z]+)\b"
)
# Who attacks, shoots or defends there does so with a ball.
_GAME = re.compile(
    r"\b(?:match(?:es)?|games?|season|goals?|league|cup|(?:semi-?|quarter-?)finals?|squad|coach|striker|midfielder|tournament|championship|kick-?off|innings|wicket)\b",
    re.IGNORECASE,
)
_NO_VERB = frozenset({"not", "never", "no", "have", "only", "just", "still"})
_PAST = {
    "be": "were", "begin": "began", "blow": "blew", "break": "broke", "bring": "brought", "build": "built", "burn": "burned", "buy": "bought",
    "come": "came", "cut": "cut", "deploy": "deployed", "destroy": "destroyed", "drive": "drove", "drop": "dropped", "fall": "fell",
    "fight": "fought", "flee": "fled", "fly": "flew", "get": "got", "give": "gave", "go": "went", "hit": "hit", "hold": "held",
    "kidnap": "kidnapped", "lay": "laid", "lead": "led", "leave": "left", "lose": "lost", "make": "made", "meet": "met", "open": "opened",
    "overrun": "overran", "put": "put", "quit": "quit", "retake": "retook", "ring": "rang", "rise": "rose", "rob": "robbed", "run": "ran",
    "seek": "sought", "send": "sent", "set": "set", "ship": "shipped", "shoot": "shot", "shut": "shut", "stab": "stabbed", "steal": "stole",
    "stop": "stopped", "strike": "struck", "take": "took", "throw": "threw", "win": "won", "withdraw": "withdrew",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """A deed that did not happen as its sentence tells it, and the words that say so; ``said_at`` is where these stand, before the bare verb; None beside a noun."""

    trigger: Trigger
    status: EventStatus
    words: str
    said_at: int | None


def foretold(sentence: str, others: tuple[Trigger, ...], places: tuple[tuple[int, int], ...]) -> tuple[Foretold, ...]:
    """Return the deeds that a sentence says are planned or threatened, or did not happen, in order.

    Parameters
    ----------
    others
        Its triggers of what did not happen (`events.triggers.triggers_told`).
    places
        Spans of place names in it.

    Examples
    --------
    >>> sentence = "The rebels vowed to shell Kidal."
    >>> [(each.trigger.word, each.status.value) for each in foretold(sentence, (), ((26, 31),))]
    [('shell', 'threatened')]
    """
    if _GAME.search(sentence):
        return ()
    found = [*_named(sentence, others), *_bare(sentence, places)]
    found.sort(key=lambda each: each.trigger.start)
    kept: list[Foretold] = []
    for each in found:
        # "Planned to attack and shell the town": one plan.
        if not any(_is_one(each, known) for known in kept):
            kept.append(each)
    return tuple(kept)


def _is_one(each: Foretold, known: Foretold) -> bool:
    one, other = each.trigger, known.trigger
    return one.start < other.end or (one.clause == other.clause and each.status is known.status)


def _named(sentence: str, others: tuple[Trigger, ...]) -> Iterator[Foretold]:
    for trigger in others:
        said = status_words(sentence, trigger.start, trigger.end, trigger.clause, trigger.type)
        if said is not None:
            yield Foretold(trigger=trigger, status=said[0], words=said[1], said_at=None)


def _bare(sentence: str, places: tuple[tuple[int, int], ...]) -> Iterator[Foretold]:
    """Yield deeds in the bare form: each is put into the past, as if it had happened, and looked at as any other."""
    if not _GATE.opened(lowered(sentence)):
        return
    for lead in _BARE.finditer(sentence):
        verb = _VERB.match(sentence, lead.end())
        if verb is None or verb["verb"] in _NO_VERB or lead["skip"] is not None:
            continue
        past, start, end = _past_of(verb["verb"]), verb.start("verb"), verb.end()
        # As long as before, so that all else stands where it stood.
        told = sentence[: lead.start()] + past.rjust(end - lead.start()) + sentence[end:]
        for trigger in find_triggers(told, places=places):
            if not (lead.start() <= trigger.start < end or trigger.start <= end - len(past) < trigger.end):
                continue
            if trigger.type not in TOLD_AHEAD or is_unsaid(sentence, lead.start(), trigger.clause):
                continue
            own = replace(trigger, start=start, word=sentence[start : trigger.end].lower())
            yield Foretold(
                trigger=own, status=EventStatus[lead.lastgroup or ""], words=" ".join(lead.group().split()), said_at=lead.start()
            )  # fmt: skip


def _past_of(verb: str) -> str:
    """Return a verb's past; close enough to be known again."""
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"
