"""Names of reports on six wars are found wherever they stand in a sentence, once the country is told; persons and plain words are not."""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from gazetteer import Gazetteer, geoparse
from tests.gazetteer.golden_places import COUNTRIES, read_golden

_CASES = Path(__file__).parents[1] / "cases"
# At least this share of a country's golden names, in every frame.
_FLOOR = 0.95


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_CASES / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


_FRAMES = [row["frame"] for row in _rows("frames.tsv")]
_NO_PLACES = [(row["country"], row["text"]) for row in _rows("no_places.tsv")]
_WRITTEN = [(row["country"], row["text"], row["toponyms"].split("; ")) for row in _rows("written_names.tsv")]


def _is_found(frame: str, name: str, country: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name is found as it stands, or what is found resolves to the place that its span means."""
    text = frame.format(name)
    start = text.index(name)
    found = geoparse(text, gazetteer, country=country)
    if any((r.toponym.start, r.toponym.text) == (start, name) for r in found):
        return True
    (meant,) = geoparse(text, gazetteer, country=country, spans=[(start, start + len(name))])
    return meant.place is not None and any(r.place == meant.place for r in found)


@pytest.mark.parametrize(("frame", "country"), list(product(_FRAMES, COUNTRIES)))
def test_a_countrys_names_are_found_in_every_kind_of_sentence(frame: str, country: str, gazetteer: Gazetteer) -> None:
    names = [golden.name for golden in read_golden(country)]
    missed = [name for name in names if not _is_found(frame, name, country, gazetteer)]
    assert len(missed) <= (1 - _FLOOR) * len(names), missed


@pytest.mark.parametrize(("country", "text"), _NO_PLACES)
def test_persons_bodies_weapons_and_plain_words_are_no_places(country: str, text: str, gazetteer: Gazetteer) -> None:
    assert [r.toponym.text for r in geoparse(text, gazetteer, country=country)] == []


def test_the_table_of_what_is_no_place_is_long_enough() -> None:
    assert len(set(_NO_PLACES)) >= 60


@pytest.mark.parametrize(("country", "text", "toponyms"), _WRITTEN)
def test_names_are_found_as_reports_write_them(
    country: str, text: str, toponyms: list[str], gazetteer: Gazetteer
) -> None:
    assert [r.toponym.text for r in geoparse(text, gazetteer, country=country)] == toponyms
