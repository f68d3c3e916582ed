"""What its own report contests: counts of two sources far apart, denials; who only passes on what others say."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from events import (
    Claim,
    Event,
    EventFilter,
    EventStore,
    Stance,
    contests_of,
    event_record,
    extract,
    read_report,
    said_by,
)
from events.codec import from_plain, to_plain
from events.toll_sources import conflict_words
from gazetteer import Gazetteer

CASES = Path(__file__).parents[1] / "cases"
DAY = dt.date(2021, 6, 8)


def _rows() -> list[dict[str, str]]:
    with (CASES / "denials.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


def _read(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    return extract(read_report(text, published=DAY), gazetteer).events


@pytest.mark.parametrize("row", _rows(), ids=lambda r: r["report"][14:70])
def test_a_denial_is_a_claim_of_the_event_that_it_denies_and_no_event(
    row: dict[str, str], gazetteer: Gazetteer
) -> None:
    events = _read(row["report"].replace("\\n", "\n"), gazetteer)
    assert len(events) == int(row["events"])
    claims = events[0].claims if events else ()
    assert ";".join(f"{claim.by}|{claim.stance.value}" for claim in claims) == row["claims"]
    is_contested = bool(events) and bool(contests_of(events[0]))
    assert is_contested == (row["review"] == "yes")
    assert not is_contested or events[0].needs_review


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A car bomb killed four people in Herat on Monday, police said. Doctors put the toll at 9.", "two sources give 4 and 9 killed"),
        ("Police said six people were wounded in a blast in Herat on Monday, while hospital officials said 15 were wounded.", "two sources give 6 and 15 injured"),
        ("A car bomb killed eight people in Herat on Monday, police said. Doctors put the toll at 9.", ""),
        ("Shelling killed 14 soldiers in Herat on Monday, a claim the army disputed. Doctors counted 2 dead.", "army disputed it"),
        ("A car bomb killed at least four people in Herat on Monday, police said.", ""),
        ("A car bomb killed four to nine people in Herat on Monday, police said.", ""),
        ("A car bomb killed four people in Herat on Monday, police said. The toll has risen to nine, doctors said.", ""),
        ("A car bomb killed four people in Herat on Monday, police said. A police official put the toll at 9.", ""),
    ],
)  # fmt: skip
def test_counts_of_two_sources_far_apart_wait_for_review(text: str, reason: str, gazetteer: Gazetteer) -> None:
    event = _read(text, gazetteer)[0]
    assert contests_of(event) == ((reason,) if reason else ())
    assert event.needs_review == bool(reason)


def test_the_words_of_a_conflict_name_every_count() -> None:
    assert conflict_words({"a": 0, "b": 2}, "killed") == "two sources give 0 and 2 killed"
    assert conflict_words({"a": 3, "b": 12, "c": 5}, "killed") == "three sources give 3, 5 and 12 killed"
    assert not conflict_words({"a": 0, "b": 0}, "killed")
    assert not conflict_words({"a": 7}, "killed")


def test_the_most_contested_event_is_reviewed_first(gazetteer: Gazetteer, tmp_path: Path) -> None:
    text = (
        "8 June 2021 - A car bomb killed four people in Herat on Monday, police said. Doctors put the toll at 40. "
        "Gunmen attacked the village of Xandoquil on Monday."
    )
    store = EventStore(tmp_path / "p.sqlite")
    store.save(extract(read_report(text), gazetteer))
    first = store.event(store.query().review_ids(limit=10)[0])
    assert first.where is not None
    assert first.where.place is not None
    assert first.where.place.name == "Herāt"
    assert len(store.select(EventFilter()).events) == 2
    store.close()


def test_who_passes_on_what_another_says_is_kept_with_them(gazetteer: Gazetteer) -> None:
    event = _read(
        "Radio Dabanga, citing a tribal leader, said gunmen killed six people in Nyala on Monday.", gazetteer
    )[0]
    claim = next(each for each in event.claims if each.verb == "citing")
    assert claim.chain == ("Radio Dabanga", "tribal leader")
    assert "Radio Dabanga, citing tribal leader" in said_by(event)


def test_a_claim_says_its_stance_in_json_and_old_projects_have_it_too(gazetteer: Gazetteer) -> None:
    event = _read("Troops seized Bamenda on Monday, but the separatists denied this.", gazetteer)[0]
    (written,) = json.loads(json.dumps(event_record(event)))["claims"]
    assert (written["by"], written["stance"], written["chain"]) == ("separatists", "denied", [])
    old = {key: value for key, value in to_plain(event.claims[0]).items() if key != "chain"}
    assert set(old) == {"by", "verb", "date", "start", "end"}
    assert from_plain(Claim, old).stance is Stance.DENIED


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ("The Karachi blast also damaged a bank, and 30 people were injured.", 1),
        ("The deadly Karachi bombing was the second this year, officials said.", 1),
        ("The Lahore blast on Sunday killed four.", 2),
    ],
)
def test_a_blast_named_for_its_place_is_the_one_told_there(again: str, count: int, gazetteer: Gazetteer) -> None:
    text = f"8 June 2021 - A bomb exploded in Karachi on Monday, killing seven people.\n\nThe mayor spoke in the evening. {again}"
    assert len(_read(text, gazetteer)) == count
