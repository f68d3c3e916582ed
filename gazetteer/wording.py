"""The words that relate an area to a name: patterns that end where the name begins, or begin where it ends."""

import re
from dataclasses import dataclass
from enum import StrEnum

from gazetteer.compass import DIRECTION, INITIALS
from gazetteer.measure import MEASURE
from gazetteer.toponym import RelationKind


class Manner(StrEnum):
    """What narrows a kind of relation down."""

    PLAIN = "plain"
    FAR = "far"  # the far north of: the outer half of the part
    CENTRAL = "central"  # central Mali, north-central Nigeria, halfway between: the middle
    WITHIN = "within"  # within 10 km of: anywhere up to there
    INLAND = "inland"  # 30 km inland from
    COAST = "coast"  # along the coast of: on land
    COUNTRYSIDE = "countryside"  # the Idlib countryside: the province without its town
    NEIGHBOUR = "neighbour"  # the border with Tunisia: of another state, which the text names


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern and what it states.

    Its groups: ``dir`` and ``dir2`` are directions, ``n`` to ``u`` a measure, ``far`` says that the outer part is
    meant, and the phrase begins at ``core`` where that is not the whole match. ``needs`` are bits of words of which
    one must be there for the pattern to match: most texts are told apart by these alone.
    """

    kind: RelationKind
    manner: Manner
    needs: frozenset[str]
    pattern: re.Pattern[str]


class Wordings:
    """Patterns in the order in which they are tried."""

    def __init__(self, *rows: tuple[RelationKind, Manner, tuple[str, ...], str]) -> None:
        self._all = tuple(
            Wording(kind, manner, frozenset(needs), re.compile(pattern, re.IGNORECASE))
            for kind, manner, needs, pattern in rows
        )
        self._needs = tuple(frozenset().union(*(wording.needs for wording in self._all)))

    def likely(self, text: str) -> list[Wording]:
        """Return those that have a chance in a text."""
        lowered = text.lower()
        there = [word for word in self._needs if word in lowered]
        return [wording for wording in self._all if not wording.needs.isdisjoint(there)] if there else []


_K, _M = RelationKind, Manner
_DIR = rf"(?P<dir>{DIRECTION})"
# "north and west of", "northern and eastern", "east, south and west of"
_DIRS = rf"(?:(?:(?P<dir3>{DIRECTION})\s*(?:,|/)\s*)?(?P<dir2>{DIRECTION})(?:,?\s+and|,?\s+or|,|/)\s*)?{_DIR}"
_DIR_OR_MIDDLE = rf"(?P<dir>{DIRECTION}|central|inner)"
_FAR = r"(?:(?P<far>far|extreme|deep)[ -])?"
_TYPES = (
    r"(?:cit(?:y|ies)|towns?|villages?|hamlets?|capital|ports?|regions?|provinces?|governorates?|districts?|states?|countr(?:y|ies)|"
    r"outskirts|countryside|camps?|settlements?|suburbs?|neighbou?rhoods?|river|island|municipality)"
)
# What may stand between the relation and the name: "of [the besieged northern Syrian city of] Aleppo".
_EPITHETS = r"(?:(?!(?:in|of|on|at|from|near|and|or|to|with|for|by|as|between)\b)[\w-]+\s+){0,3}?"
_OF = rf"(?:the\s+)?(?:{_EPITHETS}{_TYPES}\s+(?:of\s+)?)?(?:the\s+)?$"
_HEDGE = r"(?:(?:some|about|around|roughly|approximately|nearly|almost|just|over|under|only|an?\s+estimated|more\s+than|at\s+least|up\s+to)\s+)?"
_MEASURE = rf"\b{_HEDGE}{MEASURE}"
_PARTS = r"(?:suburbs?|outskirts|districts?|parts?|neighbou?rhoods?|edges?|sides?|areas?|half|quarters?|fringes?|sections?|corner|tip|reaches|entrance|flank)"
_COAST = r"(?:coasts?|shores?|coastlines?|seaboard|littoral)"
_BORDER = r"(?:borders?|frontiers?|borderlands?|boundary)"
_ROAD = r"(?:road|highway|motorway|expressway|freeway|axis|route)"
_LINKING = r"(?:to|from|between|linking|connecting|joining|towards?|that\s+(?:links|connects|leads\s+to)|which\s+(?:links|connects)|leading\s+to|running\s+from)"
_AT_SEA = (
    r"(?:boats?|ships?|vessels?|tankers?|freighters?|trawlers?|ferry|yachts?|frigates?|destroyers?|warships?|dinghy|dinghies|"
    r"rafts?|shipwrecks?|sank|sunk|sinks|capsized?|drown(?:ed|ing)?|anchored|adrift|waters|seas?|migrants|naval|oil\s+rigs?|platforms?)"
)
# "Cut off Homs" and "broke off" are of verbs; "was hit in the Red Sea off Hodeidah" is of the sea.
_NOT_PHRASAL = "".join(
    rf"(?<!{verb}\s)"
    for verb in (
        "cut",
        "cuts",
        "cutting",
        "seal",
        "sealed",
        "sealing",
        "seals",
        "block",
        "blocked",
        "blocking",
        "close",
        "closed",
        "closing",
        "wall",
        "walled",
        "fence",
        "fenced",
        "cordon",
        "cordoned",
        "cordoning",
        "take",
        "took",
        "taken",
        "taking",
        "set",
        "broke",
        "break",
        "hold",
        "held",
        "fight",
        "fought",
        "ward",
        "fend",
        "fended",
        "call",
        "called",
        "drive",
        "drove",
        "driven",
        "shut",
        "split",
        "sell",
        "sold",
        "write",
        "mark",
        "marked",
        "let",
        "lay",
        "laid",
        "pay",
        "paid",
        "put",
        "kick",
        "kicked",
        "round",
        "carve",
        "carved",
        "turn",
        "turned",
        "better",
        "worse",
        "well",
    )
)

# What one of must stand there for a pattern to match at all.
_SIDES = ("north", "south", "east", "west")
_UNITS = ("km", "kilom", "klick", "mile", " mi ", "metre", "meter", "yard", " m ", "0m ", "5m ")
_OFF, _SHORES = ("off",), ("coast", "shore", "seaboard", "littoral")
_RURAL, _BORDERS = ("countryside", "rural", "hinterland"), ("border", "frontier", "boundary")
_ROADS = ("road", "way", "axis", "route")

# The most telling first.
BEFORE = Wordings(
    (_K.OFFSHORE, _M.PLAIN, _OFF, rf"{_MEASURE}\s+off\s+(?:the\s+)?(?:{_DIR}\s+)?{_COAST}\s+of\s+{_OF}"),
    (_K.OFFSHORE, _M.PLAIN, _OFF, rf"{_MEASURE}\s+off(?:shore(?:\s+(?:of|from))?)?\s+{_OF}"),
    (_K.DISTANCE, _M.INLAND, ("inland",), rf"{_MEASURE}\s+inland\s+(?:from|of)\s+{_OF}"),
    (_K.DISTANCE, _M.WITHIN, ("within", "less"), rf"\b(?:within|less\s+than)\s+{MEASURE}\s+(?:of|from)\s+{_OF}"),
    (_K.DISTANCE, _M.PLAIN, _UNITS, rf"{_MEASURE}\s+(?:away\s+)?(?:(?:to|on|in)\s+the\s+)?(?P<dir>{DIRECTION}|{INITIALS})\s+(?:side\s+)?(?:of|from|outside)\s+(?:downtown\s+|central\s+)?{_OF}"),
    (_K.DISTANCE, _M.PLAIN, _UNITS, rf"{_MEASURE}\s+(?:away\s+|outside\s+)?(?:from|outside(?:\s+of)?|beyond)\s+(?:downtown\s+|central\s+|the\s+cent(?:re|er)\s+of\s+)?{_OF}"),
    (_K.OUTSKIRTS, _M.COUNTRYSIDE, _RURAL, rf"\b(?:the\s+)?(?:{_DIRS}\s+)?(?:countryside|rural\s+areas?|hinterland)\s+(?:of|around)\s+{_OF}"),
    (_K.OUTSKIRTS, _M.COUNTRYSIDE, _RURAL, rf"\b(?:the\s+)?(?:{_DIRS}\s+)?rural\s+$"),
    (_K.ALONG, _M.PLAIN, ("bank",), rf"\b(?:(?:along|on|at|near|across|in)\s+)?(?:the\s+)?(?:{_DIRS}\s+)?(?:banks?|riverbanks?)\s+of\s+{_OF}"),
    (_K.OFFSHORE, _M.PLAIN, _OFF, rf"\boff\s+(?:of\s+)?(?:the\s+)?(?:{_DIR}\s+)?{_COAST}\s+of\s+{_OF}"),
    (_K.ALONG, _M.COAST, _SHORES, rf"\b(?:(?:along|on|in|across|near)\s+)?(?:the\s+)?(?:{_DIR}\s+)?(?:{_COAST}|coastal\s+(?:areas?|strip|plains?|regions?|belt))\s+of\s+{_OF}"),
    (_K.ALONG, _M.COAST, _SHORES, rf"\b(?:the\s+)?(?:{_DIR}\s+)?coastal\s+$"),
    (_K.PART, _M.PLAIN, _SIDES, rf"\b(?:the\s+)?{_FAR}{_DIRS}\s+{_PARTS}\s+of\s+{_OF}"),
    (_K.PART, _M.PLAIN, _SIDES, rf"\b(?:in|into|from|across|over|throughout)\s+the\s+{_FAR}{_DIRS}\s+of\s+{_OF}"),
    (_K.PART, _M.PLAIN, _SIDES, rf"(?<!to )(?<!on )\bthe\s+{_FAR}{_DIRS}\s+of\s+{_OF}"),
    (_K.PART, _M.CENTRAL, ("cent", "heart", "middle", "inner", "mid", "downtown"), rf"\b(?:in\s+)?the\s+(?:central|centre|center|heart|middle)\s+(?:part\s+|areas?\s+|districts?\s+)?of\s+{_OF}"),
    (_K.DIRECTION, _M.PLAIN, (" of ",), rf"\b(?:to\s+the\s+|on\s+the\s+|just\s+|further\s+|farther\s+|immediately\s+)?(?:{_DIRS}|(?P<abbr>{INITIALS}))\s+of\s+{_OF}"),
    (_K.PART, _M.CENTRAL, ("cent", "heart", "middle", "inner", "mid", "downtown"), rf"\b{_DIR}(?:[ -])cent(?:ral|er|re)\s+$"),
    (_K.PART, _M.CENTRAL, ("cent", "heart", "middle", "inner", "mid", "downtown"), r"\b(?:central|downtown|inner)[ -]$"),
    (_K.PART, _M.PLAIN, _SIDES, rf"\b{_FAR}{_DIRS}[ -]$"),
    (_K.BORDER, _M.PLAIN, _BORDERS, rf"\b(?:the\s+)?(?:tri|three|triple)(?:[ -](?:state|country|way))?[ -]?{_BORDER}\s+(?:(?:areas?|regions?|zones?|points?)\s+)?(?:between|of|shared\s+by)\s+{_OF}"),
    (_K.BORDER, _M.PLAIN, _BORDERS, rf"\b(?:the\s+|its\s+|their\s+)?(?:shared\s+|common\s+|land\s+)?{_BORDER}\s+(?:(?:areas?|regions?|strip|zones?|lines?)\s+)?(?:between|separating|dividing|that\s+separates)\s+{_OF}"),
    (_K.BORDER, _M.NEIGHBOUR, _BORDERS, rf"\b(?:the\s+|its\s+|their\s+|a\s+)?(?:shared\s+|common\s+|land\s+|{_DIR}\s+)?{_BORDER}\s+(?:(?:areas?|regions?|strip|zones?|lines?|crossings?)\s+)?(?:shared\s+)?(?P<way>with|to|into|from)\s+{_OF}"),
    (_K.BORDER, _M.NEIGHBOUR, _BORDERS, rf"\b(?:the\s+)?{_BORDER}\s+of\s+{_OF}"),
    (_K.BORDER, _M.NEIGHBOUR, _BORDERS, rf"\bbordering\s+(?:on\s+)?{_OF}"),
    (_K.OFFSHORE, _M.PLAIN, _OFF, rf"\b{_AT_SEA}\b[^.;:]{{0,50}}?\b(?P<core>off(?:shore(?:\s+(?:of|from))?)?\s+){_OF}"),
    (_K.OFFSHORE, _M.PLAIN, _OFF, rf"(?<![\w-]){_NOT_PHRASAL}\boff\s+(?:the\s+)?(?:(?:port|island|town|city|harbour|harbor)\s+of\s+)?$"),
    (_K.NEAR, _M.PLAIN, ("around", "surrounding", "near", "outside"), rf"\b(?:at\s+|on\s+)?(?:the\s+)?(?:areas?|villages|towns|districts|hills|roads|fields|farmland)\s+(?:immediately\s+)?(?:around|surrounding|near|outside)\s+{_OF}"),
    (_K.OUTSKIRTS, _M.PLAIN, ("outskirts", "suburb", "edge", "fringe", "environs", "periphery"), rf"\b(?:on\s+|in\s+|at\s+)?(?:the\s+)?(?:outskirts|suburbs|(?<=a )suburb|edges?|fringes?|environs|periphery)\s+of\s+{_OF}"),
    (_K.OUTSKIRTS, _M.PLAIN, ("outside",), rf"\b(?:just\s+)?outside\s+(?:of\s+)?{_OF}"),
    (_K.OUTSKIRTS, _M.PLAIN, ("suburban",), r"\bsuburban\s+$"),
    (_K.NEAR, _M.PLAIN, ("approaches", "gates", "doorstep"), rf"\b(?:on|at|to)\s+the\s+(?:approaches|gates|doorstep)\s+(?:to|of)\s+{_OF}"),
    (_K.NEAR, _M.PLAIN, ("vicinity", "surroundings", "proximity", "hood"), rf"\b(?:in\s+)?(?:the\s+)?(?:immediate\s+)?(?:vicinity|surroundings|proximity|neighbou?rhood)\s+(?:of|to)\s+{_OF}"),
    (_K.NEAR, _M.PLAIN, ("near", "close", "far", "distance", "around", "surrounding", "adjacent", "next"), rf"\b(?:near|near\s+to|close\s+(?:to|by)|not\s+far\s+(?:from|off)|a\s+short\s+distance\s+from|around|surrounding|adjacent\s+to|next\s+to)\s+{_OF}"),
    (_K.NEAR, _M.PLAIN, ("greater",), r"\b(?:the\s+)?greater\s+$"),
    (_K.ROAD, _M.PLAIN, _ROADS, rf"\b(?:the\s+)?(?:(?:main|coastal|desert|strategic|key|international|[A-Z]\d{{1,3}})\s+){{0,2}}{_ROAD}\s+(?:[A-Z]\d{{1,3}}\s+)?{_LINKING}\s+{_OF}"),
    (_K.BETWEEN, _M.CENTRAL, ("between",), rf"\b(?:roughly\s+|about\s+)?(?:half[ -]?way|mid-?way)\s+between\s+{_OF}"),
    (_K.BETWEEN, _M.PLAIN, ("between",), rf"\bbetween\s+{_OF}"),
    (_K.ALONG, _M.PLAIN, ("along",), rf"\balong\s+(?:the\s+length\s+of\s+)?{_OF}"),
)  # fmt: skip

_OWNED = r"(?:['’]s?)\s+"
_NOT_A_GUARD = r"(?!\s+(?:guards?|police|forces?|patrols?|control|officials?|authorit(?:y|ies)|agency|troops?|officers?|security|policy|dispute))"
# What is said of bodies and people is no area: "Libya's eastern government", "Libya's southern neighbours".
_NOT_A_BODY = (
    r"(?![-‑])(?!\s+(?:commanders?|command|military|district|army|armies|governments?|provinces?|governorates?|parliament|administration|"
    r"forces?|authorit(?:y|ies)|neighbou?rs?|rivals?|strongman|factions?|tribes?|separatists?|allies|ally|border|coast|states?|"
    r"cit(?:y|ies)|towns?|regions?|ports?|villages?|peoples?)\b)"
)
# What makes the name part of a larger name; tried before what stands in front of it.
ATTRIBUTES = Wordings(
    (_K.BORDER, _M.PLAIN, _BORDERS, rf"{_OWNED}(?:{_FAR}{_DIR}\s+)?(?:land\s+|shared\s+|common\s+)?{_BORDER}\b{_NOT_A_GUARD}"),
    (_K.BORDER, _M.NEIGHBOUR, _BORDERS, rf"\s+{_BORDER}\b{_NOT_A_GUARD}(?!\s+(?:towns?|villages?|posts?|crossings?|cit(?:y|ies)))"),
    (_K.ALONG, _M.COAST, ("coast", "shore", "seaboard", "littoral", "waters"), rf"(?:{_OWNED}|\s+)(?:{_DIR}\s+)?(?:(?:mediterranean|red\s+sea|atlantic|black\s+sea|caspian|pacific)\s+)?(?:{_COAST}|territorial\s+waters|waters)\b(?!\s*-?guard)"),
    (_K.OUTSKIRTS, _M.COUNTRYSIDE, _RURAL, rf"(?:{_OWNED}(?:{_DIRS}\s+)?|\s+)countryside\b"),
)  # fmt: skip
# What the text has just named: "in Goma, 3 km north of the city".
_THE_TOWN = r"(?P<town>the\s+(?:(?:provincial|regional)\s+capital|city|town|village|settlement|camp)\b(?!\s+(?:of|cent|hall|council|limits)\b))"
AFTER = Wordings(
    (_K.DISTANCE, _M.PLAIN, _UNITS, rf"\s*,?\s+{_MEASURE}\s+(?:to\s+the\s+)?(?P<dir>{DIRECTION}|{INITIALS})\s+of\s+{_THE_TOWN}"),
    (_K.DISTANCE, _M.PLAIN, _UNITS, rf"\s*,?\s+{_MEASURE}\s+(?:away\s+)?(?:from|outside)\s+{_THE_TOWN}"),
    (_K.PART, _M.PLAIN, _SIDES, rf"\s*,?\s+(?:in|on|from|across|at|to)\s+the\s+{_FAR}{_DIRS}(?:\s+{_PARTS})?\s+of\s+{_THE_TOWN}"),
    (_K.DIRECTION, _M.PLAIN, _SIDES, rf"\s*,?\s+(?:just\s+|to\s+the\s+)?{_DIRS}\s+of\s+{_THE_TOWN}"),
    (_K.OUTSKIRTS, _M.PLAIN, ("outskirts", "outside", "edge"), rf"\s*,?\s+(?:(?:on|in|at)\s+the\s+(?:outskirts|edge)\s+of|(?:just\s+)?outside)\s+{_THE_TOWN}"),
    (_K.PART, _M.PLAIN, _SIDES, rf"{_OWNED}{_FAR}{_DIRS}(?:\s+{_PARTS})?\b{_NOT_A_BODY}"),
    (_K.PART, _M.CENTRAL, ("central", "inner"), rf"{_OWNED}(?:central|inner)\s+{_PARTS}\b{_NOT_A_BODY}"),
    (_K.OUTSKIRTS, _M.PLAIN, ("outskirts", "suburb", "environs"), rf"(?:{_OWNED}|\s+)(?:outskirts|suburbs|environs)\b"),
)  # fmt: skip

# Between one name and the next: "Sirte and Abu Grein", "Tripoli-Misrata", "Libya's border with Tunisia".
LINK = re.compile(
    rf"\s*(?:-|–|—|/|\band\b|\bto\b|\bwith\b|\btowards?\b)\s*(?:the\s+)?(?:(?:[\w-]+\s+){{0,2}}?{_TYPES}\s+of\s+)?(?:the\s+)?", re.IGNORECASE
)  # fmt: skip
PAIR = re.compile(r"\s?[-–—/]\s?")
# "The borders of Mali, Niger and Burkina Faso".
LISTED, LAST_LISTED = (
    re.compile(r"\s*,\s+(?:the\s+)?", re.IGNORECASE),
    re.compile(r"\s*,?\s+and\s+(?:the\s+)?", re.IGNORECASE),
)
WITH_BORDER = re.compile(
    rf"(?:['’]s?)?\s+(?:{DIRECTION}\s+)?(?:land\s+|shared\s+|common\s+)?{_BORDER}\s+(?:(?:areas?|regions?|strip|zones?|crossings?)\s+)?(?P<way>with|to)\s+(?:the\s+)?", re.IGNORECASE
)  # fmt: skip
# "From the Turkish border to Idlib province" is a way, and the border only where it begins.
LEAVING = re.compile(
    r"\b(?:from|fled|flee(?:s|ing)?|left|leav(?:e|es|ing)|quit)\s+(?:(?:the|its|their|a)\s+)?(?:(?-i:[A-Z])[\w-]+\s+)?$",
    re.IGNORECASE,
)
TOWARDS = re.compile(
    rf"\s*,?\s+(?:towards?|in\s+the\s+direction\s+of|(?:on|along)\s+the\s+(?:road|highway|way)\s+to(?:wards?)?)\s+{_OF[:-1]}", re.IGNORECASE
)  # fmt: skip
BESIDE = re.compile(rf"\s*,?\s+(?:near|at|by|in|around|outside|opposite)\s+{_OF[:-1]}", re.IGNORECASE)
ROAD_AFTER = re.compile(
    rf"\s+(?:(?:main|coastal|coast|desert|strategic|key|international|[A-Z]\d{{1,3}})\s+){{0,2}}{_ROAD}\b",
    re.IGNORECASE,
)
LINKED_ROAD = rf"\b(?:the\s+)?(?:[\w-]+\s+){{0,1}}{_ROAD}\s+{_LINKING}"
# A name that no list holds: up to three capitalised words, an article before them.
UNKNOWN = r"(?:(?:al|el|as|ash|ad|at|an|ar|az)-)?(?-i:[^\W\d_a-z])[\w'’]*(?:[ -](?-i:[^\W\d_a-z])[\w'’]*){0,2}"
# "20 km from Maiduguri on the Damboa road".
ON_THE_ROAD = re.compile(r"\s*,?\s+(?:on|along|down|up)\s+the\s+", re.IGNORECASE)
ON_A_ROAD = re.compile(rf"{ON_THE_ROAD.pattern}{UNKNOWN}{ROAD_AFTER.pattern}", re.IGNORECASE)
BORDER_AFTER = re.compile(rf"\s+(?:\w+\s+)?(?:(?:tri|three|triple)-?)?{_BORDER}\b{_NOT_A_GUARD}", re.IGNORECASE)
# What may precede such a larger name: "off the Libyan coast", "5 km from the Turkish border", "southern Idlib countryside".
OFF_BEFORE = re.compile(rf"(?:{_MEASURE}\s+)?\b(?:off|waters\s+off)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
MEASURE_BEFORE = re.compile(
    rf"{_MEASURE}\s+(?:(?:{DIRECTION})\s+)?(?:from|of|inside|off|beyond|away\s+from)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Syria's northern Idlib", "the Damascus suburbs of Douma": what stands between two names belongs to the first.
OWNED_BEFORE = re.compile(
    rf"(?:{_OWNED}{DIRECTION}|\s+(?:{DIRECTION}\s+)?(?:suburbs?|neighbou?rhoods?|districts?)\s+of)\s+(?:the\s+)?", re.IGNORECASE
)  # fmt: skip
SIDE_BEFORE = re.compile(rf"\b{_DIRS}[ -]$", re.IGNORECASE)
# "Talks between Turkey and Libya", "between Zintan and Misrata brigades": dealings and bodies, no stretch of land.
DEALING = re.compile(
    r"\b(?:talks?|ties|relations?|relationship|agreements?|deals?|match(?:es)?|trade|disputes?|rivalry|wars?|ceasefires?|truces?|"
    r"treat(?:y|ies)|swaps?|flights?|tensions?|negotiations?|cooperation|accords?|summits?|meetings?|game|final|friction|alliances?|"
    r"dialogue|contacts?|differences?|rift|feud|partnership|distinction|choice|services?|trains?|travel|journeys?|views(?:\s+expressed)?)\s+between\s+", re.IGNORECASE
)  # fmt: skip
BODIES = re.compile(
    r"\s+(?:brigades?|forces|militias?|fighters|tribes?|troops|army|armies|groups?|governments?|officials|authorities|clans?|"
    r"factions?|teams?|supporters|fans|leaders|delegations?)\b", re.IGNORECASE
)  # fmt: skip
