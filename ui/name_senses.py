"""What the names of a report mean, by how sure that is: mentions of one name in one sense together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from events import Extraction
from gazetteer import Candidate, Place, Resolution, fold, is_chosen, km_between
from geo import length_words, readable
from ui.placing import place_line
from ui.words import count_of

# From here on a place is called sure, and below here doubtful: what is read with 80% is wrong once in five, with 50% every
# other time, on news that the machine had not seen (benchmarks/RESULTS.md, calibration).
SURE, DOUBTFUL = 0.8, 0.5
_KEPT = "name_senses"


class Confidence(StrEnum):
    """How sure a place is, in the words on screen, what wants a look first."""

    NOT_PLACED = "not placed"
    DOUBTFUL = "doubtful"
    LIKELY = "likely"
    SURE = "sure"
    CHOSEN = "your choice"
    NO_PLACE = "no place"


_ORDER = list(Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A name in one sense: its mentions (``all``, in text order), the least sure of which speaks for them all (``meant``)."""

    key: str
    name: str
    cue: str
    all: tuple[Resolution, ...]
    meant: Resolution
    confidence: Confidence

    @property
    def mentions(self) -> int:
        """How often the text has it."""
        return len(self.all)

    @property
    def first(self) -> Resolution:
        """The first mention."""
        return self.all[0]

    @property
    def is_to_check(self) -> bool:
        """Return whether a person should look."""
        return self.confidence in {Confidence.NOT_PLACED, Confidence.DOUBTFUL} or self.meant.needs_review

    @property
    def can_be_chosen(self) -> bool:
        """Return whether a person may say what it means: coordinates say it themselves, "Turkish" is no name of a place."""
        return not (self.meant.toponym.is_coordinates or self.meant.toponym.is_demonym)

    @property
    def sureness(self) -> str:
        """How sure in words, with the number where there is one."""
        has_number = self.confidence in {Confidence.DOUBTFUL, Confidence.LIKELY, Confidence.SURE}
        return f"{self.confidence.value}, {self.meant.score:.0%}" if has_number else self.confidence.value


def senses_of(extraction: Extraction) -> tuple[Sense, ...]:
    """Return the names of a report in their senses, the least sure first; of those alike the one named first."""
    kept: tuple[Extraction, tuple[Sense, ...]] | None = st.session_state.get(_KEPT)
    if kept is not None and kept[0] is extraction:
        return kept[1]
    named = [each for each in extraction.resolutions if not each.is_adjective]
    found = group_senses((*named, *extraction.dismissed))
    st.session_state[_KEPT] = extraction, found
    return found


def group_senses(resolutions: Iterable[Resolution]) -> tuple[Sense, ...]:
    """Return resolutions grouped by name, type word, place and what the text is about, the least sure first."""
    groups: dict[str, list[Resolution]] = {}
    for each in resolutions:
        groups.setdefault(_key(each), []).append(each)
    senses = [_sense(key, group) for key, group in groups.items()]
    senses.sort(key=lambda s: (_ORDER.index(s.confidence), s.meant.score, s.first.toponym.start))
    return tuple(senses)


def _key(resolution: Resolution) -> str:
    toponym, place = resolution.toponym, resolution.place
    place_id = place.place_id if place is not None else "-"
    none = "no place" if toponym.is_dismissed else ""
    return "|".join((fold(toponym.text), toponym.cue, place_id, resolution.area_id or "", resolution.about, none))


def _sense(key: str, group: list[Resolution]) -> Sense:
    toponym = group[0].toponym
    meant = min(group, key=lambda each: (not each.needs_review, each.score))
    return Sense(
        key=key, name=toponym.text, cue=toponym.cue, all=tuple(group), meant=meant, confidence=confidence_of(meant)
    )


def confidence_of(resolution: Resolution) -> Confidence:
    """Return how sure a place is; what needs review is at most likely."""
    if resolution.toponym.is_dismissed:
        return Confidence.NO_PLACE
    if resolution.place is None:
        return Confidence.NOT_PLACED
    if is_chosen(resolution):
        return Confidence.CHOSEN
    if resolution.score < DOUBTFUL:
        return Confidence.DOUBTFUL
    return Confidence.SURE if resolution.score >= SURE and not resolution.needs_review else Confidence.LIKELY


def taken_words(resolution: Resolution) -> str:
    """Say what a name was taken for."""
    if resolution.toponym.is_dismissed:
        return "no place"
    if resolution.place is None:
        return "not placed"
    line = place_line(resolution.place)
    return f"somewhere in {line}" if resolution.tier is None else line


def why_words(resolution: Resolution) -> str:
    """Say why, in one line; of what is not placed and has no reason that no gazetteer at hand has it."""
    return readable("; ".join(resolution.reasons) or "in no gazetteer that is at hand")


def rivals_of(resolution: Resolution) -> tuple[Candidate, ...]:
    """Return the places that a name might mean besides the one that was taken, the likeliest first."""
    taken = resolution.place.place_id if resolution.place is not None else ""
    return tuple(each for each in resolution.candidates if each.place.place_id != taken)


def _away(place: Place, taken: Place) -> str:
    km = km_between(place, taken)
    return f"{length_words(1000 * km)} away" if km >= 1 else "at the same spot"


def rival_words(place: Place, taken: Place | None, *, fits: float | None = None) -> str:
    """Say a rival in one line: what and where it is, and its `rival_details`."""
    more = rival_details(place, taken, fits=fits)
    return readable(f"{place_line(place)} ({more})" if more else place_line(place))


def rival_details(place: Place, taken: Place | None, *, fits: float | None = None) -> str:
    """Say how many people live in a rival, how far it is from the place taken, how well it fits (0 to 1)."""
    said = (
        count_of(place.population, "inhabitant") if place.population else "",
        _away(place, taken) if taken is not None and taken.place_id != place.place_id else "",
        f"fits {fits:.0%}" if fits is not None else "",
    )
    return "; ".join(filter(None, said))
