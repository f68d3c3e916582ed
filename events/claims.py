"""According to whom: speakers, their verbs, and the day they spoke."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from events.stance import Stance, stance_of
from events.word_gate import Gates, lowered
from events.word_tree import tree, tree_of_any_case

_TABLE = tomllib.loads((Path(__file__).parent / "data" / "people.toml").read_text(encoding="utf-8"))
_NAME = r"(?!(?:In|On|At|By|From|Near|After|Before|When|While|But|And|As)\b)[^\W\d_a-z][\w'’-]*"
_VERBS = "|".join(_TABLE["verbs"])
_SPEAKERS = tree_of_any_case(_TABLE["speakers"])
_TITLES = tree(_TABLE["titles"])
# "The 8th Infantry Division" opens with a number.
_FULL_NAME = rf"(?:{_TITLES}\s+|\d+(?:st|nd|rd|th)\s+)?{_NAME}(?:\s+(?:al-|el-|bin )?{_NAME}){{0,4}}"
# Up to five words, whole ones: the fewest behind which a comma, bracket or end stands, else the most. Cut at each letter, they
# would be read thousands of times.
_OF_WHOM = r"(?:(?:[\w'’-]++\s++){0,4}?[\w'’-]++\s*+|[\w'’-]++(?:\s++[\w'’-]++){0,4}(?=\s))"
_ROLE = rf"(?:(?:the|a|an|its|their|his|her|some|several|two|three|local|senior|unnamed|anonymous)\s+)*(?:[\w'’-]+\s+){{0,5}}?\b{_SPEAKERS}\b(?:\s+(?:of|for|at|in|from)\s+(?:the\s+)?{_OF_WHOM})?"
# A role, a name, or both ("LNA spokesman Ahmed al-Mismari"; "the mayor of Homs, Talal al-Barazi").
_WHO = rf"(?:{_ROLE}(?:\s*\([A-Z]{{2,8}}\))?(?:,?\s+{_FULL_NAME})?|(?:[Tt]he\s+)?{_FULL_NAME}(?:,\s+(?:the|a|an)\s+[^,.;]{{3,60}})?)"
_ADVERB = r"(?:(?:later|also|then|had|has|have|earlier|separately)\s+)?"
_REPORTS = (
    r"(?:reports?|claims?|accounts?|allegations?|accusations?|assertions?|statements?|rumou?rs?|charges?|version)"
)
_DENIED = r"(?:denied|denies|rejected|rejects|dismissed|dismisses|disputed|disputes|refuted|refutes)"
_FLATLY = r"(?:(?:later|also|has|have|had|[a-z]{3,12}ly)\s+){0,2}"
# Who is no speaker by trade denies things too.
_ANYONE = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+"
_IT = rf"(?=\s+(?:(?:it|this|that|them)\b(?=\s*[.,;]|\s+as\b)|(?:any |all )?(?:involvement|responsibility|role|part)\b|(?:the |this |that |these |those |such |all |any )?(?:[\w’'-]+ )?{_REPORTS}\b|being behind\b))"
_PATTERNS = (
    re.compile(rf",\s*(?P<by>(?:{_WHO}))\s*,?\s+{_ADVERB}(?P<verb>{_VERBS})\b"),
    re.compile(
        rf"(?:^|(?<=[.“\"] )|(?<=, )|(?<=; )|(?<=\band )|(?<=\bas ))(?:On\s+[^,.;]{{3,25}},?\s+)?(?P<by>{_WHO})(?:,\s+who\s[^,.;]{{3,60}},)?\s*,?\s+{_ADVERB}(?P<verb>{_VERBS})\b"
    ),
    # "Wounding seven, said Police Colonel Somchai Rattanakul."
    re.compile(
        rf",\s*[”\"]?\s*(?P<verb>said|says|reported|reports|announced|wrote|added)\s+(?P<by>(?:{_TITLES}\s+)?(?:{_ROLE}|(?:[Tt]he\s+)?(?:[\w-]+\s+){{0,3}}?{_FULL_NAME})(?:,?\s+(?:the\s+)?{_FULL_NAME})?)"
        r"(?=\s*[.;,]|\s*$|\s+(?:on|in|at|who|of)\b)"
    ),
    re.compile(
        r"\b(?P<verb>(?i:according to))\s+(?P<by>(?:the |a |an )?[^.;,]{3,70}?)(?=[.;,]|$|\s+(?:on|who|which|that)\b)"
    ),
    re.compile(
        r"\b[Aa]s (?P<verb>reported|told|confirmed|announced|stated) by (?P<by>(?:the |a |an )?[^.;,]{3,70}?)(?=[.;,]|$)"
    ),
    # "A claim Kyiv denied", "which the army rejected"; "but the militia denied it"; "the report was denied by the ministry".
    re.compile(
        rf"(?:[,–—-]\s*(?:an?|the|all)\s+{_REPORTS}\s+(?:(?:that|which)\s+)?|[,–—-]\s*(?:which|something|as)\s+)(?P<by>{_WHO}|{_ANYONE})\s+{_FLATLY}(?P<verb>{_DENIED})\b"
    ),
    re.compile(
        rf"(?:^|(?<=[.“\"] )|(?<=; )|\b(?:and|but|while|though|although|whereas)\s+)(?P<by>{_WHO}|{_ANYONE})\s+{_FLATLY}(?P<verb>{_DENIED}){_IT}"
    ),
    re.compile(
        rf"\b(?:{_REPORTS}|[Tt]his|[Tt]hat|[Ii]t|which)\s+(?:(?:was|were|is|are|has been|have been|had been)\s+)?{_FLATLY}(?P<verb>{_DENIED}|confirmed)\s+by\s+(?P<by>(?:the |a |an )?[^.;,]{{3,70}}?)(?=[.;,]|$|\s+(?:on|who|which|that|as)\b)"
    ),
    re.compile(
        rf"\b(?P<verb>quot(?:ed|ing)|cit(?:ed|ing))\s+(?P<by>(?:the )?(?:{_WHO}|[^.;,]{{3,50}}?))(?=\s+as\b|[.;,]|$)"
    ),
)
_GATES = Gates(_PATTERNS)
# "The channel, citing the army": through whom it came.
_PASSED_ON = re.compile(rf"(?:^|[.“\"] |[;,] |\b(?:and|but|that) )(?P<via>{_WHO}),?\s*$")
_LONGEST_VIA = 90
# What a denial denies where it is what was told before: "denied it", "rejected the army's account", "denied responsibility".
_THE_TOLD = re.compile(
    rf"\s*(?:$|[.;,”\"])|\s+(?:it|this|them|that(?=\s*(?:$|[.;,]|as\b))|(?:any |all )?(?:involvement|responsibility|role|part)\b|(?:the |this |that |these |those |such |all |any )?(?:[\w'’-]+ )?{_REPORTS}|being behind)\b"
    r"|\s+(?:that|having|carrying|targeting|striking|shelling|attacking|bombing|killing|hitting|losing|firing|shooting)\b"
    r"(?=[^.;]{0,80}\b(?:attack|shell|strik|struck|bomb|kill|captur|seiz|f[ae]ll|target|hit|fir|sho[ot]|raid|los(?:t|ing|ses)\b(?! control(?! of)))\w*)",
    re.IGNORECASE,
)
# What is said of the happening just told: "said so", "counted the bodies", "most of the victims".
_OF_IT = re.compile(
    r"\b(?:so|it|this|them|(?:the|this|those|these) (?:\w+ )?(?:toll|figures?|dead|deaths|wounded|injured|victims?|bodies|casualties|attack\w*|raid\w*|strike|blast|explosion|shelling|fire|killings?|incident|assault|clash\w*))\b"
    r"(?! (?:would|will|may|could|should))",
    re.IGNORECASE,
)
_BLAMED = re.compile(r"blamed|gave|put|counted")
_PRONOUN = re.compile(r"(?:^|, |\band )(?P<by>[Hh]e|[Ss]he|[Tt]hey) (?P<verb>" + _VERBS + r")\b")
# The name that opens a sentence or clause: one behind "in" is a place.
_NAME_BEFORE = re.compile(rf"(?:^|[,;.“\"]\s|\b(?:and|but|as|that)\s)(?P<name>{_FULL_NAME})$")
# "The channel, citing anonymous sources, reported": the sources are whom the last pattern finds.
_QUOTING = re.compile(r"(?:quot|cit)ing\b", re.IGNORECASE)
# "Killing three officers, said the mayor": what was done speaks to nobody.
_NO_ONE = re.compile(
    r"^(?:(?:Nobody|None|No one|The|A|An|In|On|At|It|This|That|No|But|And|Which|Who)$|(?:kill|wound|injur|leav|includ|burn|destroy|forc|spark|captur|seiz|abduct|arrest)ing\b)"
)


# What stands before a speaker and is none of their name: "which police said", "later the ministry said", "a claim the army denied".
_NOT_WHO = re.compile(
    rf"^(?:(?:an?|the)\s+{_REPORTS}\s+(?:(?:that|which)\s+)?(?=(?i:the|an?)\s|[A-Z])|(?:(?:which|whom|what|later|earlier|meanwhile|afterwards?|subsequently|separately|initially|however|still|yesterday)\s+|[Tt]hen\s+(?=the\s)))+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """Who says so in a sentence; ``start, end`` span speaker and verb; ``by`` is empty for a pronoun; ``via`` cites them or is empty."""

    by: str
    verb: str
    start: int
    end: int
    verb_start: int
    via: str = ""


def find_claims(sentence: str) -> tuple[FoundClaim, ...]:
    """Return who is said to say so, in order; a pronoun's claim has an empty ``by``.

    Examples
    --------
    >>> [(c.by, c.verb) for c in find_claims("A bomb went off in Quetta, police said.")]
    [('police', 'said')]
    """
    found: list[FoundClaim] = []
    for number in _GATES.opened(lowered(sentence)):
        for match in _PATTERNS[number].finditer(sentence):
            by = _named(sentence, match) or _clean(match["by"])
            overlaps = any(match.start("by") < c.end and c.start < match.end() for c in found)
            if (
                not by
                or _QUOTING.match(by)
                or _NO_ONE.match(by)
                or overlaps
                or by.lower() in {"he", "she", "they", "it"}
            ):
                continue
            start = min(match.start("by"), match.start("verb"))
            verb, end = match["verb"].lower(), max(match.end("by"), match.end("verb"))
            via = _via(sentence, start, found) if _QUOTING.match(verb) else ""
            found.append(FoundClaim(by, verb, start, end, match.start("verb"), via))
    for match in _PRONOUN.finditer(sentence):
        if not any(match.start("by") < c.end and c.start < match.end() for c in found):
            found.append(FoundClaim("", match["verb"], match.start("by"), match.end(), match.start("verb")))
    return tuple(sorted(found, key=lambda claim: claim.start))


def is_pronoun(words: str) -> bool:
    """Say whether a speaker is only pointed to: "according to him", "the same spokesman"."""
    return words.lower() in {"him", "her", "them", "himself", "herself", "themselves"} or words.startswith("same ")


def tells_of_it(sentence: str, claims: tuple[FoundClaim, ...]) -> bool:
    """Say whether what somebody says in a sentence is about the happening told in the sentence before.

    Examples
    --------
    >>> text = "The alliance said so in a tweet."
    >>> tells_of_it(text, find_claims(text))
    True
    """
    return any(_BLAMED.match(c.verb) or _OF_IT.search(sentence, max(c.end, c.verb_start)) for c in claims[:1])


def denials_of_told(sentence: str, claims: Sequence[FoundClaim]) -> tuple[FoundClaim, ...]:
    """Return the claims that deny what was told before, be it by this sentence or by those ahead of it.

    Examples
    --------
    >>> text = "The ministry rejected the report."
    >>> [claim.by for claim in denials_of_told(text, find_claims(text))]
    ['ministry']
    """
    return tuple(c for c in claims if stance_of(c.verb) is Stance.DENIED and _THE_TOLD.match(sentence, c.end))


def _via(sentence: str, start: int, found: Sequence[FoundClaim]) -> str:
    """Return who cites the source named behind ``start``, "" where that is not said."""
    said = next((c.by for c in found if 0 <= start - c.end <= len(", ")), "")
    if said:
        return said
    match = _PASSED_ON.search(sentence[max(0, start - _LONGEST_VIA) : start])
    via = _clean(match["via"]) if match else ""
    return "" if _NO_ONE.match(via) else via


def _named(sentence: str, claim: re.Match[str]) -> str | None:
    """Return the name that a role stands behind: "Omar Salem, the mayor of Homs, said"."""
    is_role = re.match(r",\s*(?:the|a|an|its|their)\s", claim.group()) is not None
    if not is_role or not re.match(r"\s*,", claim.string[claim.end("by") :]):
        return None
    name = _NAME_BEFORE.search(sentence[: claim.start()])
    return name["name"] if name else None


def _clean(words: str) -> str:
    words = re.sub(r"^(?:and|but|that|as|On [^,]+,)\s+", "", words.strip(" ,"))
    words = _NOT_WHO.sub("", words)
    words = re.sub(r"^(?:the|a|an|its|their|his|her)\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(r"\s+(?:had|has|have|also|later|then)$", "", words)
    return " ".join(words.split())[:120]
