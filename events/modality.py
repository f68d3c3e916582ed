"""What a sentence says of a deed that it does not tell as having happened: planned, threatened, denied, or only possible."""

import re

from events.event import EventType
from events.event_status import EventStatus

# Of these a plan, a threat or a denial is news of its own; a visit that is planned or a storm that is forecast is a calendar's.
TOLD_AHEAD = frozenset(
    {EventType.BATTLE, EventType.STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.VIOLENCE, EventType.PROTEST, EventType.RIOT,
     EventType.TERRITORY, EventType.MOVEMENT, EventType.ARREST, EventType.ABDUCTION, EventType.DESTRUCTION, EventType.DISPLACEMENT,
     EventType.AID}
)  # fmt: skip
_DEEDS = frozenset({EventType.AID, EventType.MOVEMENT})
# How far before a trigger the words stand that say so.
_LOOK_BACK = 110
# Only possible, only wished for, only played or tried in court; or no news: no event of any status.
_UNSAID = re.compile(
    r"\b(?:if|unless|whether|could|might|(?-i:may|can)|should|should the|were to|in case|likely|unlikely|possible|potential(?:ly)?|risks?|fear(?:s|ed|ing)?|expect(?:s|ed)?|forecast"
    r"|accus\w+|alleg(?:ed(?:ly)?|ations? of plan\w+)|suspect\w*|suspicion|conspir\w+|plot\w*|charged|convicted|sentenced|trial|tried|court|guilty"
    r"|practi[sc]\w+|rehears\w+|simulat\w+|exercises?|drills?|film|book|novel|documentary|play|series|exhibition|game|match"
    r"|want(?:s|ed)?|hop(?:e|es|ed|ing)|wish\w*|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|demand\w*|request\w*|call(?:s|ed|ing)? (?:for|on|upon)|appeal\w*"
    r"|(?:carrying out|being behind|staging|conducting|launching) (?:the|this|that)|responsib\w+|involvement|any role|role in|part in|knowledge of|links?|anniversary|avoid\w*|against|without)\b",
    re.IGNORECASE,
)
_REPORTS = r"(?:(?:the|any|all|these|those|media|earlier|such) )*(?:reports?|claims?|rumou?rs|allegations|accusations|suggestions|news) (?:that|of)"
_DENIED = re.compile(
    rf"(?<!was )(?<!were )(?<!been )\b(?:den(?:ied|ies|ying)|(?:dismiss|reject|refut)(?:ed|es|ing) {_REPORTS})\b[^.;:]{{0,60}}$"
    r"|\b(?:did not|didn[’']t|never|failed to|fail to|refused to)\s+(?:\w+ly\s+)?$"
    r"|\b(?:foiled|thwarted|prevented|averted)\s+(?:(?:an?|the|two|three|several)\s+)?(?:[\w-]+\s+){0,3}$"
    r"|\bthere (?:was|were|had been|has been) no (?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
# "Denied entry", "denied him bail": not that something happened.
_DENIED_ELSE = re.compile(
    r"\bden(?:ied|ies|ying) (?:entry|access|bail|visas?|permission|him|her|them|the charges?|wrongdoing)\b|\bby force\b",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(
    r"[^.;,]{0,60}?\b(?:(?:was|were|has been|have been|had been) (?:then |later |finally )?(?:averted|prevented|foiled|thwarted|cancell?ed|called off)"
    r"|(?:did not|didn[’']t|never) (?:take place|happen(?:ed)?|occur(?:red)?|took place)"
    r"|(?:proved|turned out|proven) (?:to be )?(?:false|untrue|unfounded|a hoax|made up)|failed)\b",
    re.IGNORECASE,
)
_THREATENED = re.compile(
    r"\b(?:threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|swore|swears)\s+(?:to|that (?:it|they|he|she) would|(?:it|they|he|she) would|with|(?:more|further|new))\s[^.;:,]{0,30}$"
    r"|\bwarn(?:s|ed|ing)? (?:[^.;:,]{0,30}? )?(?:that )?(?:it|they|he|she|we) (?:would|will)\s[^.;:,]{0,30}$"
    r"|\b(?:issued|made|renewed) (?:a |new )?threats? to\s[^.;:,]{0,30}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|prepar(?:e|es|ed|ing)|scheduled|due|set|about|ready|poised|gearing up|pledg(?:e|es|ed)|promis(?:e|es|ed)|vow(?:s|ed|ing)?|(?:was|were|been|has|have|had) ordered [^.;:,]{0,30}?|(?:is|are))\s+to\s[^.;:,]{0,40}$"
    r"|\b(?:(?:was|were|been) ordered to)\s[^.;:,]{0,40}$"
    r"|\b(?:plans?|planned|planning|preparing|preparations)\s+(?:for )?(?:an?|the|its|their|new|another|further|mass)\s[^.;:,]{0,30}$"
    r"|\b(?:said|announced|declared|added|told reporters)\b(?: on \w+)?(?: that)? (?:it|they|he|she) would (?:also |soon |begin to |start to )?(?:\w+ly )?$"
    r"|\b(?-i:will|shall) (?:be |also |soon |begin |start |again )*(?:\w+ly )?(?:[a-z]+ (?:an?|its|more|new) (?:[\w-]+ ){0,2})?$",
    re.IGNORECASE,
)
_PLANNED_BEHIND = re.compile(
    r"(?:[^.;,]{0,50}?\s(?:(?:is|are|has been|have been) (?:being )?(?:planned|scheduled|due)|planned for|scheduled for)"
    r"|\s*(?-i:will|shall) (?:begin|start|be held|take place|go ahead))\b",
    re.IGNORECASE,
)
# "No clashes were reported in": the deed itself is what is missed, not who was hurt by it.
_NONE = re.compile(r"\bno (?:(?:new|other|further|fresh|major|armed) )?$", re.IGNORECASE)
_NONE_BEHIND = re.compile(
    r"\s+(?:was|were|has been|have been|had been) (?:reported|recorded|observed|registered)\b", re.IGNORECASE
)
# "The planned protest in Lima was postponed": the deed is the sentence's subject, and what was put off.
_SUBJECT = re.compile(r"\W*(?:(?:the|an?|its|their|this|another)\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\s+(?:(?:in|on|at|near|against|of)\s+(?:[\w’'-]+\s+){1,4}?)?(?:was|were|has been|have been|had been) (?:then |later )?(?:postponed|delayed|put off)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|n[’']t|fail(?:s|ed)? to|refus\w+)\b|n[’']t\b", re.IGNORECASE)


def status_words(
    sentence: str, start: int, end: int, clause: tuple[int, int], kind: EventType
) -> tuple[EventStatus, str] | None:
    """Return what a sentence says of a deed that it does not tell as having happened, and the words; None where it is left open.

    Parameters
    ----------
    start, end, clause
        Spans of the words for the deed and of their clause in the sentence.

    Examples
    --------
    >>> status_words("Rebels threatened to shell Kidal.", 21, 26, (0, 33), EventType.SHELLING)
    (<EventStatus.THREATENED: 'threatened'>, 'threatened to')
    """
    if kind not in TOLD_AHEAD or is_unsaid(sentence, start, clause):
        return None
    before, behind = sentence[max(clause[0], start - _LOOK_BACK) : start], sentence[end : max(end, clause[1])]
    if found := _DENIED_BEHIND.match(behind):
        return EventStatus.DENIED, _short(found.group())
    if _NONE.search(before) and (found := _NONE_BEHIND.match(behind)):
        return EventStatus.DENIED, f"no … {_short(found.group())}"
    if _SUBJECT.match(sentence, clause[0], start) and (found := _PUT_OFF.match(behind)):
        return EventStatus.PLANNED, _short(found.group())
    denied, threatened = _DENIED.search(before), _THREATENED.search(before)
    planned = _PLANNED.search(before)
    if denied:
        is_else = threatened or planned or _DENIED_ELSE.search(before)
        return None if is_else else (EventStatus.DENIED, _short(denied.group()))
    if _NOT.search(before):
        return None
    if threatened and not (kind in _DEEDS and "threat" not in threatened.group().lower()):
        return EventStatus.THREATENED, _short(threatened.group())
    planned = planned or _PLANNED_BEHIND.match(behind)
    return (EventStatus.PLANNED, _short(planned.group())) if planned else None


def is_unsaid(sentence: str, start: int, clause: tuple[int, int]) -> bool:
    """Say whether a clause leaves open what stands in it from ``start`` on, or tells no news by it: only possible, wished for, played or tried in court."""
    return _UNSAID.search(sentence, clause[0], start) is not None


def _short(words: str) -> str:
    return " ".join(words.split()[:6])
