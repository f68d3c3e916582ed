"""A person's choices over the machine's: what a name means in the texts for which somebody said so."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazetteer.cues import find_cue
from gazetteer.errors import UnknownPlaceError
from gazetteer.gazetteer import Gazetteer
from gazetteer.name_choices import NameChoice, text_context
from gazetteer.names import fold
from gazetteer.place import Place, Tier
from gazetteer.siblings import name_companions
from gazetteer.toponym import Resolution

CHOSEN = "chosen by an analyst"
_NO_PLACE = "no place, says an analyst"


def is_chosen(resolution: Resolution | None) -> bool:
    """Say whether a person chose for this name, in texts like this one, what place it means."""
    return resolution is not None and any(reason.startswith(CHOSEN) for reason in resolution.reasons)


def day_words(day: dt.datetime) -> str:
    """Say a day as a reason has it.

    Examples
    --------
    >>> day_words(dt.datetime(2026, 11, 7, 23, 59, tzinfo=dt.UTC))
    '7 Nov 2026'
    """
    return f"{day.day} {day:%b %Y}"


class Outranking:
    """The choices that may hold in one text."""

    def __init__(self, choices: Iterable[NameChoice], text: str, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_key = {choice.key: choice for choice in choices}
        is_any_of_one_text = any(choice.is_of_one_text for choice in self._by_key.values())
        self._here = (text_context(text),) if is_any_of_one_text else ()
        self._names = {folded for folded, _, _ in self._by_key}

    def over(self, found: Sequence[Resolution]) -> list[Resolution]:
        """Return resolutions with the chosen places in the machine's stead; what is no place is marked so.

        ``about`` of each says in which texts a choice for it holds (`gazetteer.about.About.told`).
        """
        return list(name_companions([self._over(each) for each in found])) if self._by_key else list(found)

    def _over(self, resolution: Resolution) -> Resolution:
        toponym = resolution.toponym
        if toponym.is_demonym or toponym.is_coordinates or fold(toponym.text) not in self._names:
            return resolution
        choice = self._choice(resolution)
        if choice is None:
            return resolution
        day = f" on {day_words(choice.at)}"
        if choice.place_id is None:
            reason = _said(f"{_NO_PLACE}{day}", choice)
            return Resolution(
                toponym=replace(toponym, is_dismissed=True), place=None, score=0.0, tier=None, reasons=(reason,),
                candidates=resolution.candidates, about=resolution.about,
            )  # fmt: skip
        place = self._place(choice)
        if place is None:
            gone = choice.place_words or choice.place_id
            reason = f"an analyst chose {gone}{day}, which is in no gazetteer at hand any more: choose again"
            return replace(resolution, reasons=(*resolution.reasons, reason), needs_review=True)
        if place.is_coordinates:
            # The point is where the report's place is: it goes by the name that readers find in the text.
            place = replace(place, name=toponym.text)
        reasons = (_said(f"{CHOSEN}{day}", choice), *self._instead(resolution, place))
        return Resolution(
            toponym=toponym, place=place, score=1.0, tier=Tier.EXACT, reasons=reasons, candidates=resolution.candidates,
            about=resolution.about,
        )  # fmt: skip

    def _choice(self, resolution: Resolution) -> NameChoice | None:
        """Return the choice that holds for a name: of this text before the country's, of its type word before the bare name's."""
        name, cue = fold(resolution.toponym.text), resolution.toponym.cue
        for context in (*self._here, resolution.about):
            choice = self._by_key.get((name, cue, context))
            if choice is not None:
                return choice
            bare = self._by_key.get((name, "", context)) if cue else None
            place, kind = self._place(bare) if bare is not None else None, find_cue(cue)
            if place is not None and kind is not None and kind.wants(place.feature_class, place.feature_code):
                return bare
        return None

    def _place(self, choice: NameChoice) -> Place | None:
        try:
            return self._gazetteer.place(choice.place_id) if choice.place_id is not None else None
        except UnknownPlaceError:
            return None

    def _instead(self, resolution: Resolution, place: Place) -> tuple[str, ...]:
        """Say what the machine would have taken, where that is another place."""
        taken = resolution.place
        if taken is None or taken.place_id == place.place_id:
            return ()
        code = taken.country_code
        return (f"Dateline would take {taken.name}{f' ({self._gazetteer.country_name(code)})' if code else ''}",)


def _said(words: str, choice: NameChoice) -> str:
    return f"{words}: {choice.why}" if choice.why else words
