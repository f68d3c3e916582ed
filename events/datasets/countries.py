"""Countries as datasets write them: ISO codes of two and three letters, FIPS codes of GDELT, names in any language, also former ones."""

import re
from functools import cache

from gazetteer import FeatureClass, Gazetteer, Tier

# Names that datasets have and the gazetteer lacks, or takes for another one: "Congo" is ISO's short name of the smaller of the two.
_ALSO = {
    "congo": "CG", "people's republic of the congo": "CG", "macedonia, fyr": "MK", "the former yugoslav republic of macedonia": "MK",
    "west bank and gaza strip": "PS", "west bank": "PS", "gaza strip": "PS", "gaza": "PS", "occupied palestinian territory": "PS",
    "west germany": "DE", "east germany": "DE", "north yemen": "YE", "south yemen": "YE", "south vietnam": "VN",
    "gambia, the": "GM", "bahamas, the": "BS", "uk": "GB", "somaliland": "SO",
}  # fmt: skip
# FIPS 10-4 where it is not ISO 3166-1: FIPS:ISO.
_FIPS = dict(
    pair.split(":")
    for pair in (
        "AA:AW AC:AG AG:DZ AJ:AZ AN:AD AQ:AS AS:AU AU:AT AV:AI AY:AQ BA:BH BC:BW BD:BM BF:BS BG:BD BH:BZ BK:BA BL:BO BM:MM BN:BJ BO:BY "
        "BP:SB BU:BG BX:BN BY:BI CB:KH CD:TD CE:LK CF:CG CG:CD CH:CN CI:CL CJ:KY CK:CC CN:KM CQ:MP CS:CR CT:CF CW:CK DA:DK DO:DM DR:DO "
        "EI:IE EK:GQ EN:EE ES:SV EZ:CZ FG:GF FP:PF FS:TF GA:GM GB:GA GG:GE GJ:GD GK:GG GM:DE GQ:GU GV:GN GZ:PS HA:HT HO:HN IC:IS IS:IL "
        "IV:CI IZ:IQ JA:JP JN:SJ KN:KP KR:KI KS:KR KT:CX KU:KW KV:XK LE:LB LG:LV LH:LT LI:LR LO:SK LS:LI LT:LS MA:MG MB:MQ MC:MO MF:YT "
        "MG:MN MH:MS MI:MW MJ:ME MN:MC MO:MA MP:MU MU:OM NE:NU NG:NE NH:VU NI:NG NN:SX NS:SR NU:NI OD:SS PA:PY PC:PN PM:PA PO:PT PP:PG "
        "PS:PW PU:GW RB:RS RI:RS RM:MH RN:MF RP:PH RQ:PR RS:RU SB:PM SC:KN SE:SC SF:ZA SG:SN SN:SG SP:ES ST:LC SU:SD SV:SJ SW:SE SX:GS "
        "SZ:CH TB:BL TD:TT TI:TJ TK:TC TL:TK TN:TO TO:TG TP:ST TS:TN TT:TL TU:TR TX:TM UC:CW UK:GB UP:UA UV:BF VI:VG VM:VN VQ:VI VT:VA "
        "WA:NA WE:PS WI:EH WZ:SZ YI:RS YM:YE ZA:ZM ZI:ZW"
    ).split()
)
# Where borders moved, or are disputed, since datasets begin: what one has in the first, an outline of today may have in the other.
_SOVIET = "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ"
_MOVED = tuple(
    frozenset(group.split())
    for group in (
        _SOVIET, "BA HR ME MK RS SI XK", "SD SS", "ER ET", "ID TL", "IL PS", "IL SY", "EG IL", "EH MA", "IN PK", "CN IN", "CN TW",
        "CN HK", "CN MO", "CY TR", "CZ SK", "NA ZA",
    )
)  # fmt: skip
_OF_OTHERS = frozenset(_FIPS.values()) - _FIPS.keys()
_INSIDE = re.compile(r"\s*\(([^)]*)\)\s*")
_COUNTRY_CODES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCL", "PCLIX", "TERR"})

_MOST_KEPT = 10_000


class Countries:
    """Names made codes, each looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, str | None] = {}

    def code(self, said: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a country's code or name, None where it is none.

        Examples
        --------
        >>> from gazetteer import open_gazetteer
        >>> countries = Countries(open_gazetteer())
        >>> [countries.code(each) for each in ("LBY", "ly", "Syrie", "DR Congo (Zaire)", "Tripoli")]
        ['LY', 'LY', 'SY', 'CD', None]
        """
        word = said.strip()[:100]
        if word not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[word] = self._found(word)
        return self._known[word]

    def is_place(self, name: str) -> bool:
        """Say whether the gazetteer has a place of exactly that name."""
        return any(each.tier is Tier.EXACT for each in self._gazetteer.lookup(name)[:1])

    def _found(self, word: str) -> str | None:
        upper = word.upper()
        if re.fullmatch("[A-Z]{2}", upper):
            return upper if self._gazetteer.has_country(upper) else None
        if re.fullmatch("[A-Z]{3}", upper) and upper in _alpha3():
            return _alpha3()[upper]
        outside, inside = _INSIDE.sub(" ", word).strip(), _INSIDE.search(word)
        for name in dict.fromkeys((word, outside, inside[1].strip() if inside else "")):
            if name.lower() in _ALSO:
                return _ALSO[name.lower()]
            for candidate in self._gazetteer.lookup(name) if name else ():
                place = candidate.place
                if place.feature_class is FeatureClass.ADMIN and place.feature_code in _COUNTRY_CODES:
                    return place.country_code
        return None


def iso_of_fips(code: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country's FIPS 10-4 code, as GDELT has it, "" where it is none.

    Examples
    --------
    >>> [iso_of_fips(code) for code in ("IZ", "IS", "up", "LY", "PF", "")]
    ['IQ', 'IL', 'UA', 'LY', '', '']
    """
    code = code.strip().upper()
    if code in _FIPS:
        return _FIPS[code]
    # Of two letters that FIPS gives no country, or islands that ISO gives none (PF, the Paracels), ISO may have made another's.
    return code if re.fullmatch("[A-Z]{2}", code) and code not in _OF_OTHERS else ""


def is_moved_border(one: str, other: str) -> bool:
    """Say whether land of one country was, or is by others' reckoning, the other's.

    Examples
    --------
    >>> is_moved_border("SD", "SS"), is_moved_border("UA", "RU"), is_moved_border("LY", "TN")
    (True, True, False)
    """
    return any(one in group and other in group for group in _MOVED)


@cache
def _alpha3() -> dict[str, str]:
    """Return the alpha-2 code of each alpha-3 code, by the list that comes with `holidays`."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - only tables with such codes need it

    return {alpha3: alpha2 for _, alpha2, alpha3, *_ in COUNTRIES.values()}
