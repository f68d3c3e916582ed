"""Where an event happened: a setting said at a draft's end, and the resolution that a reader makes of it."""

from random import Random

from benchmarks.generated_events.draws import Urn
from benchmarks.generated_events.sentences import Draft
from benchmarks.generated_events.settings import Setting, around
from benchmarks.generated_events.stage import Town
from gazetteer import Candidate, FeatureClass, Place, Relation, Resolution, Tier, Toponym

# UCDP GED where_prec 1 to 7 of what is placed: about half exact, as in UCDP's own table.
_PRECISIONS = Urn((1, 2, 3, 4, 5, 6, 7), (51, 17, 11, 11, 5, 4, 1))
_NOT_NAMED, _NOT_KNOWN, _BY_COORDINATES, _AMBIGUOUS = 0.01, 0.03, 0.2, 0.25
_MEAN_OFF_M = 2500.0
_COORDINATES_M = 5.0


def draw_place(draft: Draft, town: Town, unplaced: tuple[str, ...], luck: Random) -> Resolution | None:
    """Say at the draft's end where something happened; None where nothing is said, a place of None where nobody knows it."""
    chance = luck.random()
    if chance < _NOT_NAMED:
        return None
    if chance < _NOT_NAMED + _NOT_KNOWN:
        draft.say(" in ")
        return Resolution(
            toponym=_toponym(draft, luck.choice(unplaced)), place=None, score=0.0, tier=None, needs_review=True,
            reasons=("in no gazetteer that is at hand",),
        )  # fmt: skip
    prec = _PRECISIONS.draw(luck)
    setting = town.settings[prec if prec in town.settings else 1].draw(luck)
    if setting.where_prec == 1 and luck.random() < _BY_COORDINATES:
        return _by_coordinates(draft, setting, luck)
    return _by_name(draft, setting, luck)


def _toponym(draft: Draft, name: str, *, cue: str = "", is_coordinates: bool = False) -> Toponym:
    start = draft.at
    draft.say(name)
    return Toponym(start=start, end=draft.at, text=name, cue=cue, is_coordinates=is_coordinates)


def _by_name(draft: Draft, setting: Setting, luck: Random) -> Resolution:
    draft.say(f" {setting.lead}")
    start = draft.at
    draft.say(setting.before)
    toponym = _toponym(draft, setting.name, cue=setting.tail.strip())
    draft.say(setting.after)
    relation = None
    if setting.kind is not None:
        relation = Relation(
            kind=setting.kind, start=start, end=draft.at, distance_m=setting.distance_m, bearing=setting.bearing,
            other=setting.other,
        )  # fmt: skip
    draft.say(setting.tail)
    is_ambiguous = bool(setting.rivals) and luck.random() < _AMBIGUOUS
    score = round(luck.uniform(0.45, 0.7) if is_ambiguous else luck.uniform(0.75, 0.99), 3)
    tier = Tier.SKELETON if is_ambiguous and luck.random() < 0.4 else Tier.EXACT
    reason = "sounds like it, to be checked" if tier is Tier.SKELETON else "same spelling"
    reasons = (
        (reason, "one of several places of that name")
        if is_ambiguous
        else (reason, "in the country that the text is about")
    )
    own = Candidate(place=setting.place, score=score, tier=tier, reasons=reasons)
    # A place without rivals is not said twice: a project of a million events is gigabytes as it is.
    return Resolution(
        toponym=toponym, place=setting.place, score=score, tier=tier, reasons=reasons,
        candidates=(own, *setting.rivals) if is_ambiguous else (), relation=relation, footprint=setting.footprint,
        radius_m=setting.radius_m, where_prec=setting.where_prec, needs_review=is_ambiguous,
    )  # fmt: skip


def _by_coordinates(draft: Draft, setting: Setting, luck: Random) -> Resolution:
    lon, lat = around(setting, luck.expovariate(1 / _MEAN_OFF_M), luck.uniform(0, 360))
    words = f"{lat:.5f}, {lon:.5f}"
    draft.say(" at ")
    place = Place(
        place_id=f"geo:{lat:.5f},{lon:.5f};u={_COORDINATES_M}", name=words, lon=lon, lat=lat, radius_m=_COORDINATES_M,
        country_code=setting.place.country_code, feature_class=FeatureClass.SPOT, feature_code="COORD",
    )  # fmt: skip
    return Resolution(
        toponym=_toponym(draft, words, is_coordinates=True), place=place, score=0.99, tier=Tier.EXACT,
        reasons=("given by coordinates",), radius_m=_COORDINATES_M, where_prec=1,
    )  # fmt: skip
