"""Bare killing: whether the sentence says who did it, and so whether it was an attack, a battle, or nobody knows."""

import re
from dataclasses import replace

from events.event import EventType
from events.trigger import Trigger

# How far before the killing its author may stand, in characters.
_REACH = 160
_AGENT = (
    r"(?:(?i:gunm[ae]n|militants?|rebels?|insurgents?|jihadists?|extremists?|terrorists?|bandits?|attackers?|assailants?|fighters?|separatists|guerrillas|raiders|robbers|kidnappers|"
    r"army|military|(?:security |armed |defen[cs]e |government |special )?forces?|troops|soldiers?|police(?:m[ae]n)?|officers?|guards?|militias?|militiam[ae]n|coalition|navy|paratroopers|"
    r"(?:armed|unknown|unidentified|masked) (?:men|group|persons?|individuals)|gangs?|gang members|cartel|snipers?|mobs?|vigilantes|settlers|herders|herdsmen|tribesmen|mercenaries|bombers?|knifem[ae]n|"
    r"group)|(?<=['’]s )men|[A-Z]{2,5}\d*)"
)
_DOES = re.compile(
    rf"\b{_AGENT}\b(?!['’]s)(?:(?!\b(?:said|says|told|reported|announced|that|which)\b(?!(?: on \w+)?(?: that)? (?:it|they|he|its|their)\b))[^;:])*$"
)
_BY = re.compile(rf"[^.;,]{{0,40}}?\b(?:by|at the hands of)\s+(?:[\w'’-]+\s+){{0,4}}?{_AGENT}\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_TRANSITIVE = re.compile(r"(?:kill|wound|injur)(?:ed|s|ing|es)?$")
_ARMED_VICTIMS = re.compile(
    r"\b(?:soldiers?|troops|militants?|militias?|rebels?|fighters?|police(?:m[ae]n|\s+officers?)|insurgents?|commanders?|guards?|gendarmes|gunmen|terrorists?|jihadists?|bandits|marines|troopers|peacekeepers)\b",
    re.IGNORECASE,
)


def of_agent(trigger: Trigger, sentence: str) -> Trigger:
    """Name a bare killing for the one who did it: civilians attacked, or a battle where armed people were killed.

    A killing by nobody named stays what it is: casualties whose cause is not said.
    """
    before = sentence[max(trigger.clause[0], trigger.start - _REACH) : trigger.start]
    after = sentence[trigger.end : trigger.end + 100]
    if _BY.match(after):
        victims = before
    elif trigger.word == "killing" and after.startswith(" of "):
        victims = after[4:]
    elif _TRANSITIVE.match(trigger.word) and not _PASSIVE.search(before) and _DOES.search(before):
        victims = after
    else:
        return trigger
    first = re.split(r"\b(?:and|by|in|at|near|on|after|during)\b|[,;]", victims.strip())
    words = (first[-1] if victims is before else first[0]) if first else ""
    is_battle = _ARMED_VICTIMS.search(words) is not None
    kind, sub_type = (EventType.BATTLE, "attack") if is_battle else (EventType.VIOLENCE, "killing of civilians")
    return replace(trigger, type=kind, sub_type=sub_type)
