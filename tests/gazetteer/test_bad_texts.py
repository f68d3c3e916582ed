"""Texts that are no clean news: tables, scans, remnants of pages, mixed scripts, one endless word; and what always holds."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Resolution, geoparse

_ROOT = Path(__file__).parents[2]
# What a generated text is put together from: names that are found, and what surrounds them on bad days.
_PIECES = [
    "Misrata", "Tripoli", "Homs, Hama and Idlib", "Aleppo University", "Tripoli-based", "TRIPOLI", "the Libyan coast", "بحلب", "Київ",
    "Москве", "L'Aquila", "St. Louis", "southern Tripoli", "12 km south of Gharyan", "32.47, 11.89", "Paris, Texas", "Springfield",
    "\u202eMisrata\u202c", "\ud83d", "\x00", "<b>Sirte</b>", "&nbsp;", "“‘Homs’”", "|", "\t", "\n", "\r\n", "—", ". ", ", ", " ", "'s",
    "J. Smith", "e\u0301", "\u200d", "١٢٣", "的黎波里", "🇱🇾", "Ал-Байда/", "-", "(", ")",
]  # fmt: skip
_HOMS = "Shells fell on Homs, Syria, on Tuesday."


def _places(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    found = geoparse(text, gazetteer)
    for resolution in found:
        toponym = resolution.toponym
        assert text[toponym.start : toponym.end] == toponym.text
    return {r.toponym.text: r.place.country_code for r in found if r.place is not None}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Town\tKilled\tDate\nHoms\t12\t3 May\nHama\t4\t4 May\nIdlib\t7\t5 May\n(Syria)", {"Homs": "SY", "Hama": "SY", "Idlib": "SY"}),
        ("| Place | Killed |\n|---|---|\n| Misrata, Libya | 3 |\n| Sirte, Libya | 4 |", {"Misrata": "LY", "Sirte": "LY"}),
        ("<p>Shells fell on <b>Homs</b>,&nbsp;Syria.</p><script>alert('Hama')</script>", {"Homs": "SY", "Syria": "SY"}),
        ("“He said: ‘They told us “Homs, Syria, is quiet” again’,” she said.", {"Homs": "SY", "Syria": "SY"}),
        ("Shells fell on \u202bHoms\u202c, Syria, and on \u2067Hama\u2069.", {"Homs": "SY", "Syria": "SY"}),
        ("Shells fell on Homs \ud83d and Hama in Syria \x00.", {"Homs": "SY", "Hama": "SY", "Syria": "SY"}),
        ("В Хомсе (Homs, Syria) 12 убитых; في حلب", {"Homs": "SY", "Syria": "SY"}),
        ("She11s fe1l  on   Homs ,   Syr1a ,  on Tuesd4y .\x0cHama, Syria — p. 12", {"Homs": "SY", "Hama": "SY", "Syria": "SY"}),
    ],
    ids=["tabs", "markdown table", "html", "nested quotes", "bidi marks", "surrogates", "mixed scripts", "a bad scan"],
)  # fmt: skip
def test_names_are_found_whatever_stands_around_them(text: str, places: dict[str, str], gazetteer: Gazetteer) -> None:
    assert places.items() <= _places(text, gazetteer).items()


@pytest.mark.parametrize("letter", ["a", "A", "ب", "ы", "的", "-", "'", ".", "(", "\u0301"])
def test_one_word_a_megabyte_long_is_passed_over_in_seconds(letter: str, gazetteer: Gazetteer) -> None:
    before = process_time()
    assert _places(f"{_HOMS} {letter * 1_000_000} {_HOMS}", gazetteer)["Homs"] == "SY"
    assert process_time() - before < 30


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), max_size=14).map("".join))
@settings(max_examples=150)
def test_offsets_slice_to_the_text_and_spans_never_cross(gazetteer: Gazetteer, text: str) -> None:
    found = geoparse(text, gazetteer, demonyms=True)
    for resolution in found:
        toponym, relation = resolution.toponym, resolution.relation
        assert text[toponym.start : toponym.end] == toponym.text
        assert relation is None or 0 <= relation.start < relation.end <= len(text)
    spans = [(r.toponym.start, r.toponym.end) for r in found]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(
    st.permutations(
        ["Shells fell on Tripoli, Lebanon.", "Shells fell on Tripoli, Libya.", "Shells fell on Paris.", _HOMS]
    )
)
@settings(max_examples=12)
def test_what_was_read_before_changes_nothing(gazetteer: Gazetteer, texts: list[str]) -> None:
    def told(found: tuple[Resolution, ...]) -> list[tuple[str, str | None, float]]:
        return [(r.toponym.text, r.place.place_id if r.place else None, r.score) for r in found]

    alone = {text: told(geoparse(text, gazetteer)) for text in sorted(texts)}
    assert {text: told(geoparse(text, gazetteer)) for text in texts} == alone


def test_workers_give_the_same_rows(home: Path, tmp_path: Path) -> None:
    texts = [
        _HOMS,
        "Sirte fell to the army.",
        "The Tripoli-Misrata road in Libya is closed.",
        "",
        "Paris, Texas, is quiet.",
    ] * 12
    file = tmp_path / "texts.jsonl"
    file.write_text(
        "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8"
    )
    rows = [
        subprocess.run(
            [sys.executable, "-m", "gazetteer", "geoparse", str(file), "--jsonl", "--workers", workers],
            capture_output=True, text=True, check=False, cwd=_ROOT, env={"DATELINE_HOME": str(home), "PATH": ""},
        ).stdout
        for workers in ("1", "3")
    ]  # fmt: skip
    assert rows[0].count("\n") == len(texts)
    assert rows[0] == rows[1]


@pytest.mark.soak
def test_fifty_thousand_toponyms_are_all_found(gazetteer: Gazetteer) -> None:
    text = "\n".join(f"On day {n} shells fell on Homs, Hama, Idlib, Aleppo and Raqqa in Syria." for n in range(8_500))
    found = geoparse(text, gazetteer)
    assert len(found) >= 50_000
    assert {r.place.country_code for r in found if r.place is not None} == {"SY"}
