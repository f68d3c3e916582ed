"""Dates, tolls and document dates, by golden tables; spans that slice whatever the text."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import date_document, extract, find_dates, read_report
from events.casualties import find_tolls
from events.claims import find_claims
from events.foretold import foretold
from events.layout import headline, split_report
from events.other_tolls import find_other_tolls
from events.triggers import find_triggers, triggers_told
from gazetteer import Gazetteer

CASES = Path(__file__).parents[1] / "cases"
ANCHOR = dt.date(2020, 6, 4)


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


@pytest.mark.parametrize("row", _rows("dates.tsv"), ids=lambda r: r["phrase"])
def test_a_date_phrase_means_its_days(row: dict[str, str]) -> None:
    (found,) = find_dates(f"It happened {row['phrase']}, they said.", anchor=ANCHOR)
    assert [found.date_start.isoformat(), found.date_end.isoformat(), str(found.date_prec)] == [
        row["start"],
        row["end"],
        row["prec"],
    ]


@pytest.mark.parametrize("row", _rows("casualties.tsv"), ids=lambda r: r["sentence"][:40])
def test_a_toll_is_read_as_written_and_strengths_are_none(row: dict[str, str]) -> None:
    found = {toll.kind: str(toll.toll.best) for toll in find_tolls(row["sentence"])}
    assert (found.get("killed", ""), found.get("injured", "")) == (row["killed"], row["injured"])


@pytest.mark.parametrize("row", _rows("more_tolls.tsv"), ids=lambda r: r["sentence"][:40])
def test_the_missing_displaced_and_captured_are_read_and_who_the_dead_were(row: dict[str, str]) -> None:
    found: dict[str, str] = {}
    for toll in find_other_tolls(row["sentence"]):
        found.setdefault(toll.kind, str(toll.toll.best))
    assert [found.get(kind, "") for kind in ("missing", "displaced", "captured")] == [
        row[kind] for kind in ("missing", "displaced", "captured")
    ]
    parts = [part for toll in find_tolls(row["sentence"]) for part in toll.parts]
    assert "; ".join(f"{part.best} {part.who}: {part.status.value}" for part in parts) == row["parts"]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Between 20 and 30 fighters were killed.", 20, 30),
        ("The blast killed 20-30 people.", 20, 30),
        ("Killing two to three guards, they left.", 2, 3),
        ("Homs won 3-2 and two fans were killed.", 2, 2),
        ("Between 2 and 3 June twelve people were killed.", 12, 12),
        ("Between 2014 and 2016 rebels killed 12 people.", 12, 12),
    ],
)
def test_a_range_is_a_range_and_no_sum(sentence: str, low: int, high: int) -> None:
    (found,) = find_tolls(sentence)
    assert (found.toll.best, found.toll.low, found.toll.high) == (low, low, high)


@pytest.mark.parametrize("row", _rows("claims.tsv"), ids=lambda r: r["sentence"][:40])
def test_who_says_so_is_found_with_the_verb(row: dict[str, str]) -> None:
    assert ";".join(f"{claim.by}|{claim.verb}" for claim in find_claims(row["sentence"])) == row["claims"]


@pytest.mark.parametrize("row", _rows("modality.tsv"), ids=lambda r: r["sentence"][:40])
def test_what_was_planned_threatened_or_denied_is_marked_and_has_not_happened(row: dict[str, str]) -> None:
    text = row["sentence"]
    spans = tuple(
        (text.find(name), text.find(name) + len(name)) for name in ("Kidal", "Lima", "Maradi") if name in text
    )
    told = triggers_told(text, places=spans)
    assert ";".join(trigger.type.value for trigger in told.happened) == row["types"]
    others = foretold(text, told.others, spans)
    assert ";".join(f"{each.trigger.type} {each.status}" for each in others) == row["others"]


@pytest.mark.parametrize("row", _rows("triggers.tsv"), ids=lambda r: r["sentence"][:40])
def test_a_word_carries_an_event_only_with_the_object_it_needs(row: dict[str, str]) -> None:
    text = row["sentence"]
    spans = tuple((text.find(name), text.find(name) + len(name)) for name in ("Kidal", "Lima") if name in text)
    assert ";".join(trigger.type.value for trigger in find_triggers(text, places=spans)) == row["types"]


def test_each_line_of_a_report_is_told_apart() -> None:
    rows = _rows("layout.tsv")
    text = "".join(row["line"] + (" " if row["part"] == "dateline" else "\n\n") for row in rows)
    assert [(s.part.value, s.text) for s in split_report(text)] == [(row["part"], row["line"]) for row in rows]


@pytest.mark.parametrize("row", _rows("document_dates.tsv"), ids=lambda r: r["text"][:50])
def test_the_document_date_is_the_one_the_text_supports(row: dict[str, str]) -> None:
    found = date_document(read_report(row["text"].replace("\\n", "\n")), today=dt.date(2021, 6, 4))
    assert (found.date.isoformat() if found.date else "") == row["date"]
    assert (found.conflict is not None) == (row["conflict"] == "conflict")


def test_a_wrong_weekday_is_said_with_the_right_one() -> None:
    found = date_document(read_report("Army loses base\nTuesday, May 4, 2020\n\nTwo died."))
    assert found.conflict is not None
    assert found.conflict.startswith("4 May 2020 was a Monday, not a Tuesday as written")


@given(st.text(max_size=400))
def test_spans_slice_whatever_the_text(text: str) -> None:
    for mention in find_dates(text, anchor=ANCHOR):
        assert text[mention.start : mention.end] == mention.text
    for sentence in split_report(text):
        assert text[sentence.start : sentence.end] == sentence.text
    find_tolls(text)


def test_each_place_of_a_sentence_has_the_toll_that_stands_beside_it(gazetteer: Gazetteer) -> None:
    text = (
        "KYIV - Missiles hit Kharkiv and Sumy on 11 March 2025, killing four people in Kharkiv and two in Sumy.\n\n"
        "A block in Kramatorsk was destroyed, raising the toll there to seven."
    )
    found = extract(read_report(text), gazetteer)
    tolls = {e.where.toponym.text: e.killed.best for e in found.events if e.where and e.killed}
    assert tolls == {"Kharkiv": 4, "Sumy": 2, "Kramatorsk": 7}


@pytest.mark.parametrize(
    ("text", "parts", "title"),
    [
        ("Tripoli, 4 May 2020\n\nTwo soldiers died.", "dateline body", ""),
        ("Army loses town\n\nTripoli, Libya, Monday 4 May 2020\nTwo soldiers died.", "title dateline body", "Army loses town"),
        ("4 May 2020, Port-au-Prince\n\nTwo died.", "dateline body", ""),
        ("Geneva/Kabul (Wire), March 12, 2023.\n\nTwo died.", "dateline body", ""),
        ("Riots in Lima on 4 May 2020\n\nTwo died.", "title body", "Riots in Lima on 4 May 2020"),
        ("Libya attack 4 May 2020\n\nTwo died.", "title body", "Libya attack 4 May 2020"),
    ],
)  # fmt: skip
def test_a_line_of_place_and_day_is_a_dateline_and_no_title(text: str, parts: str, title: str) -> None:
    assert " ".join(sentence.part.value for sentence in split_report(text)) == parts
    assert headline(text) == title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 31 June 2020 rebels attacked Goma.", ["31 June 2020"]),
        ("Two died in floods between 29 and 31 September.", ["29 and 31 September"]),
        ("GOMA, 29 February 2019 - Two died on 30.02.2019.", ["29 February 2019", "30.02.2019"]),
        ("Two died in Goma on 29 February.", []),
        ("Two died in Goma on 05/28/2020.", []),
    ],
)
def test_a_day_that_no_calendar_has_is_said_in_a_warning(text: str, words: list[str], gazetteer: Gazetteer) -> None:
    warnings = extract(read_report(text), gazetteer, date=ANCHOR).warnings
    assert [w.split("”")[0].strip("“") for w in warnings if "calendar" in w] == words


@pytest.mark.parametrize(
    ("text", "toll", "reason"),
    [
        ("Police said 12 were killed in the blast in Homs, while hospital officials put the toll at 15.", (15, 12, 15), "hospital officials"),
        ("A hospital official said 15 people were killed in a blast in Homs, while residents put the toll at 30.", (15, 15, 30), "hospital official"),
        ("A bomb killed 12 people in Homs, police said. Residents said 20 people died.", (12, 12, 20), "police"),
        ("A bomb killed 12 people in Homs, police said. The interior ministry said 11 had died.", (11, 11, 12), "the later of the two"),
        ("A bomb killed 12 people in Homs, police said. The toll rose to 14, residents said.", (14, 12, 14), "later 14"),
    ],
)  # fmt: skip
def test_two_sources_tolls_span_low_to_high_and_the_best_says_whose_it_is(
    text: str, toll: tuple[int, int, int], reason: str, gazetteer: Gazetteer
) -> None:
    (event,) = extract(read_report(text), gazetteer, date=ANCHOR).events
    assert event.killed is not None
    assert (event.killed.best, event.killed.low, event.killed.high) == toll
    assert any(reason in words for words in event.reasons)
