"""``geoparse`` on the command line keeps its contract."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer.__main__ import cli

_TEXT = "Clashes broke out in southern Tripoli, Libya. Libyan forces fled the town of Xyzabad."
_KEYS = {"start", "end", "text", "demonym", "metonym", "place", "score", "tier", "reasons", "candidates", "relation", "footprint", "radius_m"}  # fmt: skip


def _run(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, ["geoparse", *arguments], input=text)


def _rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_text_gives_one_record_as_promised(home: Path) -> None:
    result = _run(text=_TEXT)
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    toponyms = record["toponyms"]
    assert all(set(t) >= _KEYS for t in toponyms)
    assert [t["text"] for t in toponyms] == ["Tripoli", "Libya", "Xyzabad"]
    assert all(_TEXT[t["start"] : t["end"]] == t["text"] for t in toponyms)
    tripoli, _, unknown = toponyms
    assert set(tripoli["place"]) == {"place_id", "name", "lon", "lat", "country_code", "feature_class", "feature_code", "geonames_id"}  # fmt: skip
    relation = tripoli["relation"]
    assert _TEXT[relation["start"] : relation["end"]] == "southern Tripoli"
    assert (relation["kind"], relation["distance_m"], relation["bearing"]) == ("part", None, 180.0)
    assert tripoli["footprint"]["type"] == "Polygon"
    assert unknown["place"] is None
    assert unknown["footprint"] is None


def test_demonyms_come_when_asked_for(home: Path) -> None:
    (record,) = _rows(_run("--demonyms", text=_TEXT))
    assert [t["text"] for t in record["toponyms"] if t["demonym"]] == ["Libyan"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_lines_keep_their_order_and_a_bad_one_spoils_no_other(workers: str, home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "A raid on Sirte, Libya."}),
        "{not json",
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": "He spoke in Tripoli.", "country": "LB"}),
        json.dumps({"id": "e", "text": "Homs fell.", "spans": [[0, 4]]}),
        json.dumps({"id": "f", "text": "Homs", "spans": [[2, 99]]}),
        json.dumps({"id": "g", "text": "Homs", "country": "XQ"}),
        json.dumps({"id": "h", "text": ""}),
    ]
    result = _run("--jsonl", "--workers", workers, text="\n".join(lines))
    rows = _rows(result)
    assert result.exit_code == 1
    assert [row["id"] for row in rows] == ["a", None, "c", "d", "e", "f", "g", "h"]
    assert [("error" in row) for row in rows] == [False, True, True, False, False, True, True, False]
    assert rows[3]["toponyms"][0]["place"]["country_code"] == "LB"
    assert [(t["start"], t["end"]) for t in rows[4]["toponyms"]] == [(0, 4)]
    assert rows[7]["toponyms"] == []


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_is_a_sentence(text: str, home: Path) -> None:
    result = _run(text=text)
    assert result.exit_code == 2
    assert "There is no text" in result.stderr
    assert result.stdout == ""


def test_an_unknown_country_is_misuse(home: Path) -> None:
    result = _run("--country", "XQ", text=_TEXT)
    assert result.exit_code == 2
    assert "XQ" in result.stderr


def test_bytes_that_are_no_utf8_and_lone_surrogates_pass(home: Path) -> None:
    assert _run(text=b"Tripoli \xff\xfe, Libya.").exit_code == 0
    result = _run("--jsonl", text='{"id": 1, "text": "Tripoli \\ud800, Libya."}\n')
    assert result.exit_code == 0
    assert _rows(result)[0]["toponyms"]


def test_nothing_to_read_gives_no_rows(home: Path) -> None:
    result = _run("--jsonl", text="")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("way", [(), ("--jsonl",)])
def test_outlines_are_left_out_where_nobody_wants_them(way: tuple[str, ...], home: Path) -> None:
    text = json.dumps({"id": 1, "text": _TEXT}) if way else _TEXT
    whole, boxes = (json.loads(_run(*way, *more, text=text).stdout)["toponyms"] for more in ((), ("--no-outlines",)))
    assert {each["footprint"] is None for each in boxes} == {True}
    assert [each["bbox"] for each in boxes] == [each["bbox"] for each in whole]
    assert boxes[0]["bbox"] is not None
