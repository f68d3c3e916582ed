"""Sentences as agencies write them, read whole: which events, where, on which days, with which tolls."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from events import Event, EventStatus, Extraction, extract, read_report
from gazetteer import Gazetteer

CASES = Path(__file__).parents[1] / "cases"
ANCHOR = dt.date(2020, 6, 4)  # a Thursday


def _rows() -> list[dict[str, str]]:
    with (CASES / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


def _days(event: Event) -> str:
    if event.date_start is None or event.date_end is None:
        return "undated"
    first, last = event.date_start.isoformat(), event.date_end.isoformat()
    return f"{first if first == last else f'{first}..{last}'}/{event.date_prec}"


def _words(event: Event) -> str:
    """Write an event as the table does: type, @ place as the text names it or the country it is somewhere in, days/precision, killed and injured."""
    where = (
        (event.where.toponym.text or f"somewhere in {event.where.place and event.where.place.name}")
        if event.where
        else "nowhere"
    )
    tolls = [f" {toll.best} {kind}" for toll, kind in ((event.killed, "killed"), (event.injured, "injured")) if toll]
    return f"{event.type} @ {where} {_days(event)}{''.join(tolls)}"


def _read(text: str, gazetteer: Gazetteer) -> Extraction:
    return extract(read_report(text), gazetteer, date=ANCHOR)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["text"][:60])
def test_sentences_tell_their_events_and_no_others(row: dict[str, str], gazetteer: Gazetteer) -> None:
    happened = (e for e in _read(row["text"], gazetteer).events if e.status is EventStatus.HAPPENED)
    assert "; ".join(map(_words, happened)) == row["events"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Omar Salem, the mayor of Homs, said a mine killed two there; it was an old one, according to him.", ["Omar Salem"]),
        ("Police said on Monday that rebels had shelled Homs. A school was hit in Hama, officials said. Mortars hit Idlib, they added.", ["officials"]),
        ("In Homs, the mayor, Talal Nasser, said a bomb had killed two people.", ["mayor, Talal Nasser"]),
    ],
)  # fmt: skip
def test_a_pronoun_is_the_last_speaker_first_of_its_own_sentence(
    text: str, speakers: list[str], gazetteer: Gazetteer
) -> None:
    assert [claim.by for claim in _read(text, gazetteer).events[-1].claims] == speakers


def test_who_says_that_nobody_was_hurt_speaks_of_what_was_just_told(gazetteer: Gazetteer) -> None:
    (event,) = _read("A bomb went off in Homs on Monday. Nobody was hurt, the mayor said.", gazetteer).events
    assert [claim.by for claim in event.claims] == ["mayor"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The army retook Palmyra on Monday. Rebel fighters had seized the town on 21 May.", [("army", "Rebel fighters"), ("Rebel fighters", "army")]),
        ("M23 rebels captured Bukavu on Sunday. The army retook Bukavu on Tuesday.", [("M23 rebels", "army"), ("army", "M23 rebels")]),
        ("Rebels seized Goma on Sunday. The army retook Bukavu on Tuesday.", [("Rebels", ""), ("army", "")]),
        ("The navy has been flying food and water to Port-au-Prince since Monday.", [("navy", "")]),
    ],
)  # fmt: skip
def test_who_retakes_a_place_and_who_had_seized_it_are_opposite_sides(
    text: str, sides: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    found = _read(text, gazetteer).events
    assert [(", ".join(e.side1), ", ".join(e.side2)) for e in found] == sides


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A court in Paris sentenced three men on Monday for the 2015 attack on a newspaper.", "long before the report"),
        ("A court in Nairobi sentenced a man for the murder of a teacher.", "does not say when"),
        ("The mayor of Lyon spoke on Tuesday, two days after the attack on a synagogue in Lyon.", "2 days before 2 June 2020"),
    ],
)  # fmt: skip
def test_what_is_only_recalled_waits_for_review_and_says_why(text: str, words: str, gazetteer: Gazetteer) -> None:
    (event,) = _read(text, gazetteer).events
    assert event.needs_review
    assert any(words in reason for reason in event.reasons)


def test_a_spokesman_s_body_is_no_side_of_what_he_tells(gazetteer: Gazetteer) -> None:
    text = "A Russian cargo ship arrived at the port of Tartus with weapons on Tuesday, said Omar Salem, the army's spokesman."
    (event,) = _read(text, gazetteer).events
    assert (event.side1, event.side2) == ((), ())
