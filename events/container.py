"""The nearest stated container of an event whose place nobody names: the country that its report is about, said to be no more."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from events.layout import Part, Sentence
from gazetteer import Gazetteer, Resolution, Tier, Toponym, place_footprint, place_prec

# A text is about a country that at least half of its names lie in; a correspondent's own country needs fewer of them:
# reports are filed from where things happen, or from a capital that hears of them.
_LEAST_SHARE, _LEAST_FILED = 0.5, 0.2
_COUNTRY_ITSELF = 3
_SCORE = 0.4
# The city of a dateline and the country behind it: "MANAGUA (NICARAGUA), 2 NOV 89", "TRIPOLI, Libya -".
_AHEAD = re.compile(
    r"\s*(?P<city>[^\W\d_](?:[^,(\d–—-]|-(?=\w))*)(?P<country>\([^()\d]{2,25}\)|,[ ][^\W\d_][^,(\d–—-]*(?=[(–—-]))?"
)


class Container:
    """What holds the events of one report that name no place; asked once a report, whatever the number of its events.

    ``country_code`` is the country that the report is about (ISO 3166-1 alpha-2), "" where it is about no one.
    """

    def __init__(
        self, places: Sequence[Resolution], layout: Sequence[Sentence], gazetteer: Gazetteer, *, country: str | None
    ) -> None:
        code, self._why = _country(places, layout, gazetteer, country)
        self.country_code = code
        self._where = _area(code, gazetteer) if code and gazetteer.has_country(code) else None

    def at(self, sentence: Sentence) -> Resolution | None:
        """Return the country for an event of a sentence, in need of review; None where the report is about no one country.

        An event at a name that nobody can place is left where a person is asked for it: the name says more than a country.
        """
        if self._where is None or self._where.place is None:
            return None
        unnamed = Toponym(start=sentence.start, end=sentence.start, text="")
        reason = f"no place is named for it: somewhere in {self._where.place.name}, {self._why}"
        return replace(self._where, toponym=unnamed, reasons=(reason,))


def _country(
    places: Sequence[Resolution], layout: Sequence[Sentence], gazetteer: Gazetteer, given: str | None
) -> tuple[str, str]:
    """Return the ISO 3166-1 alpha-2 code of the country that a report is about and why, "" where it is about no one."""
    if given:
        return given.upper(), "which the report is said to be about"
    opening = next((each for each in layout if each.part is Part.DATELINE), None)
    start, end = (opening.start, opening.end) if opening is not None else (0, 0)
    counts: Counter[str] = Counter()
    for each in places:
        if each.place is not None and not start <= each.toponym.start < end:
            # Who says "Salvadoran" tells of El Salvador; a town's name may be a namesake's.
            counts[each.place.country_code] += _COUNTRY_ITSELF if each.place.feature_code.startswith("PCL") else 1
    counts.pop("", None)
    most, count = counts.most_common(1)[0] if counts else ("", 0)
    filed, code = _filed_from(opening, places, gazetteer) if opening is not None else ("", "")
    if code and (counts[code] >= _LEAST_FILED * counts.total() or count < _LEAST_SHARE * counts.total()):
        return code, f"from where the report was filed ({filed})"
    if count >= _LEAST_SHARE * counts.total():
        return most, "which the report names most"
    return "", ""


def _filed_from(opening: Sentence, places: Sequence[Resolution], gazetteer: Gazetteer) -> tuple[str, str]:
    """Return a dateline's place as it is written and its country's code; of a city alone a capital of that name is meant."""
    ahead = _AHEAD.match(opening.text)
    end = opening.start + (ahead.end() if ahead else 0)
    name = ahead["city"].strip() if ahead else ""
    read = [each for each in places if opening.start <= each.toponym.start < end and each.place is not None]
    if ahead is not None and not ahead["country"]:
        found = [each.place for each in gazetteer.lookup(name)]
        capital = next((place for place in found if place.feature_code == "PPLC"), None)
        if capital is not None:
            return name, capital.country_code
    return (read[-1].toponym.text, read[-1].place.country_code) if read and read[-1].place is not None else ("", "")


def _area(code: str, gazetteer: Gazetteer) -> Resolution:
    place = gazetteer.country(code)
    footprint = place_footprint(place, gazetteer)
    return Resolution(
        toponym=Toponym(start=0, end=0, text=""), place=place, score=_SCORE, tier=Tier.EXACT, footprint=footprint,
        radius_m=place.radius_m if footprint is None else None, where_prec=place_prec(place), needs_review=True,
    )  # fmt: skip
