"""Many names at once."""

import numpy as np
import pytest

from gazetteer import Gazetteer, UnknownCountryError


def test_a_column_of_names_gives_the_places_that_single_look_ups_give(gazetteer: Gazetteer) -> None:
    names = ["Misrata", "Kufra", "مصراتة", "Sirte", "KHARKIV", "Xyzabcq", "", "Tripoli"]
    column = gazetteer.lookup_column(names, country="LY")
    for position, name in enumerate(names):
        found = [c for c in gazetteer.lookup(name, country="LY") if c.place.country_code == "LY"]
        if name in {"KHARKIV", "Xyzabcq", ""}:
            assert column.place_ids[position] is None
            assert np.isnan(column.lon[position])
            assert column.namesakes[position] == 0
        else:
            assert column.place_ids[position] == found[0].place.place_id, name
            assert (column.lon[position], column.lat[position]) == (found[0].place.lon, found[0].place.lat)


def test_a_column_without_a_country_takes_the_best_known_and_counts_namesakes(gazetteer: Gazetteer) -> None:
    column = gazetteer.lookup_column(["tripoli"])
    assert column.namesakes[0] > 2
    assert gazetteer.place(column.place_ids[0] or "").country_code == "LY"


def test_an_empty_column_and_an_unknown_country_are_answered(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup_column([]).place_ids == ()
    assert gazetteer.lookup_column(["\ud800", "a" * 10_000, "\u202e"]).place_ids == (None, None, None)
    with pytest.raises(UnknownCountryError):
        gazetteer.lookup_column(["Tripoli"], country="ZZ")
