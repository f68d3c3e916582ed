"""Names in reports on six wars lie where the evidence puts them, roughly at worst, and hardly ever elsewhere."""

import pytest

from gazetteer import Gazetteer
from tests.gazetteer.golden_places import (
    COUNTRIES,
    Scored,
    Verdict,
    read_golden,
    score_lookup,
    score_sentence,
    share,
)

_KINDS = set(
    "city town village suburb district crossing base airport port field camp island mountains province region".split()
)
# Country: at least this share right, right or honestly coarse; at most this share wrong.
_FLOORS = {"LY": (0.85, 0.95, 0.0)} | dict.fromkeys(("SY", "IQ", "UA", "SD", "YE"), (0.65, 0.85, 0.02))


def _listed(scored: list[Scored]) -> str:
    return "\n".join(str(each) for each in scored if each.verdict is not Verdict.RIGHT)


@pytest.mark.parametrize("country", COUNTRIES)
def test_names_in_a_sentence_are_placed_where_the_evidence_puts_them(country: str, gazetteer: Gazetteer) -> None:
    right, covered, wrong = _FLOORS[country]
    scored = [score_sentence(golden, country, gazetteer) for golden in read_golden(country)]
    assert share(scored, Verdict.WRONG) <= wrong, _listed(scored)
    assert share(scored, Verdict.RIGHT, Verdict.COARSE) >= covered, _listed(scored)
    assert share(scored, Verdict.RIGHT) >= right, _listed(scored)


@pytest.mark.parametrize("country", COUNTRIES)
def test_names_looked_up_alone_are_found_where_the_evidence_puts_them(country: str, gazetteer: Gazetteer) -> None:
    scored = [score_lookup(golden, country, gazetteer) for golden in read_golden(country)]
    assert share(scored, Verdict.RIGHT) >= _FLOORS[country][0], _listed(scored)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_golden_table_is_long_enough_and_names_its_evidence(country: str) -> None:
    table = read_golden(country)
    assert len(table) >= (60 if country == "LY" else 25)
    assert len({golden.name for golden in table}) == len(table)
    for golden in table:
        assert golden.evidence, golden
        assert golden.sampled, golden
        assert golden.kind in _KINDS, golden
        assert 3 <= golden.tolerance_km <= 250, golden


def test_the_libyan_table_is_not_only_of_towns() -> None:
    assert sum(golden.kind not in {"town", "village"} for golden in read_golden("LY")) >= 12


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_golden_place_lies_in_its_country(country: str, gazetteer: Gazetteer) -> None:
    outline = gazetteer.outline(gazetteer.country(country).place_id)
    assert outline is not None
    west, south, east, north = outline.bounds
    for golden in read_golden(country):
        assert west - 0.1 <= golden.lon <= east + 0.1, golden
        assert south - 0.1 <= golden.lat <= north + 0.1, golden
