"""The command line is a contract: rows to stdout, talk to stderr; exit 0, 1 where something failed, 2 where misused."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.command_line import run_here

ROOT = Path(__file__).parents[1]
STORY = (
    "HOMS, Syria, 12 March 2021 - A car bomb exploded in Homs on Thursday, killing four people, police said. "
    "On 9 March, rebels attacked soldiers in the village of Xandoquil."
)
TOPONYM = {"start", "end", "text", "demonym", "metonym", "place", "score", "tier", "reasons", "candidates", "relation", "footprint", "radius_m"}  # fmt: skip
EVENT = {
    "event_id", "type", "sub_type", "date_start", "date_end", "date_prec", "place", "relation", "footprint", "where_prec", "actors",
    "killed", "injured", "claims", "sentence", "start", "end", "trigger", "confidence", "needs_review", "reasons",
    "missing", "displaced", "captured", "parts", "time_start", "time_end", "time_prec", "time_zone", "recurrence", "status",
    "dataset", "source_id", "source_url",
}  # fmt: skip
PROPERTIES = {
    "event_id", "type", "sub_type", "date_start", "date_end", "date_prec", "place_name", "country_code", "where_prec", "side1", "side2",
    "killed_best", "killed_low", "killed_high", "injured_best", "claimed_by", "confidence", "needs_review", "sentence", "source", "place_phrase",
    "missing_best", "displaced_best", "captured_best", "civilians_killed", "combatants_killed", "told_differently",
    "time_start", "time_end", "time_prec", "time_zone", "recurrence", "source_reliability", "information_credibility", "status",
    "dataset", "source_id", "source_url",
}  # fmt: skip


@pytest.fixture
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the commands an empty home folder with the machine's place index."""
    (tmp_path / "cache").symlink_to(home / "cache")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    return tmp_path


def run_program(*words: object, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run ``python -m`` with these words as a program of its own, which takes seconds to start."""
    command = [sys.executable, "-m", *map(str, words)]
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return _decoded(
        subprocess.run(command, cwd=ROOT, env=dict(os.environ), input=data, capture_output=True, check=False)
    )


def run(*words: object, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run ``python -m`` with these words in this process."""
    return _decoded(run_here(*words, stdin=stdin.encode() if isinstance(stdin, str) else stdin))


def _decoded(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    decoded = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in decoded.stderr, decoded.stderr
    return decoded


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("gazetteer", "geoparse", "--jsonl", "-"), 1),
        (("events", "extract", "--jsonl"), 1),
        (("events", "list", "--country", "LY", "--format", "json"), 0),
        (("geo", "export", "/proc/no/events.geojson"), 1),
        (("geo", "brief", "sheet.gif"), 2),
    ],
)
def test_a_program_of_its_own_does_what_it_does_in_this_process(
    words: tuple[str, ...], status: int, own_home: Path
) -> None:
    stdin = json.dumps({"id": "دمشق", "text": f"\ufeff🔥 {STORY}\r\n"}, ensure_ascii=False) + "\r\n{not json\n"
    alone, here = run_program(*words, stdin=stdin), run(*words, stdin=stdin)
    assert (alone.returncode, alone.stdout, alone.stderr) == (here.returncode, here.stdout, here.stderr)
    assert alone.returncode == status


def test_search_geoparse_info_and_build_write_rows_to_stdout_and_talk_to_stderr(own_home: Path) -> None:
    found = run("gazetteer", "search", "Misurata", "--country", "LY", "--near", "15,32", "--limit", "1", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)[0]["country_code"] == "LY"
    parsed = run("gazetteer", "geoparse", stdin="Shelling hit southern Tripoli, Libya.")
    assert (parsed.returncode, parsed.stderr) == (0, "")
    assert all(set(toponym) >= TOPONYM for toponym in json.loads(parsed.stdout)["toponyms"])
    built = run("gazetteer", "build")
    assert (built.returncode, built.stdout) == (0, "")
    assert "The place index is ready" in built.stderr
    assert int(dict(line.split("\t")[:2] for line in run("gazetteer", "info").stdout.splitlines())["places"]) > 250_000


def test_extract_writes_the_record_that_is_promised(own_home: Path) -> None:
    done = run("events", "extract", stdin=STORY)
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(record) == {"id", "document_date", "warnings", "events"}
    assert set(record["document_date"]) >= {"date", "from", "score", "alternatives"}
    assert (record["document_date"]["date"], record["document_date"]["from"]) == ("2021-03-12", "dateline")
    bombing, attack = record["events"]
    assert set(bombing) >= EVENT
    assert (bombing["date_start"], bombing["where_prec"], bombing["killed"]) == (
        "2021-03-11", 1, {"best": 4, "low": 4, "high": 4},
    )  # fmt: skip
    assert set(bombing["actors"]) == {"side1", "side2"}
    assert set(bombing["claims"][0]) >= {"by", "verb", "date", "start", "end"}
    assert attack["place"] is None
    assert attack["killed"] is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_count_in_the_input_whatever_its_letters_and_line_ends(own_home: Path, newline: str) -> None:
    text = f"\ufeff🔥 دمشق{newline}{newline}HOMS, Syria, 12 March 2021 - Troops \U0001f4a5 advanced.{newline}A car bomb exploded in Homs on Thursday."
    done = run("events", "extract", "--jsonl", stdin=json.dumps({"id": 1, "text": text}))
    events = json.loads(done.stdout)["events"]
    assert [event["trigger"] for event in events] == ["Troops \U0001f4a5 advanced", "car bomb exploded"]
    assert all(text[event["start"] : event["end"]] == event["sentence"] for event in events)
    place = json.loads(run("gazetteer", "geoparse", "--jsonl", stdin=json.dumps({"id": 1, "text": text})).stdout)
    assert all(text[t["start"] : t["end"]] == t["text"] for t in place["toponyms"])


def test_lines_keep_their_order_and_a_bad_line_says_why(own_home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": STORY}).encode(),
        b"{not json",
        json.dumps({"id": "c", "text": 7}).encode(),
        b'{"id": "d", "text": "\xff\xfe"}',
        json.dumps({"id": "e", "text": "A bomb exploded in Homs.", "date": "yesterday"}).encode(),
        json.dumps({"id": "f", "text": "A bomb exploded in Homs on Tuesday.", "date": "2021-03-12"}).encode(),
    ]
    for workers in (1, 2):
        go = run if workers == 1 else run_program
        done = go("events", "extract", "--jsonl", "--workers", workers, stdin=b"\n".join(lines))
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 1
        assert [row["id"] for row in rows] == ["a", None, "c", None, "e", "f"]
        assert [set(row) == {"id", "error"} for row in rows] == [False, True, True, True, True, False]
        assert "4 of 6 lines could not be read" in done.stderr
        assert rows[5]["document_date"]["from"] == "metadata"
        assert rows[5]["events"][0]["date_start"] == "2021-03-09"


def test_a_records_date_is_evidence_and_the_option_wins(own_home: Path) -> None:
    line = json.dumps({"id": 1, "text": "A bomb exploded in Homs on Tuesday.", "date": "2021-03-12"})
    record = json.loads(run("events", "extract", "--jsonl", "--date", "2022-06-02", stdin=line).stdout)
    assert record["document_date"]["from"] == "option"
    assert record["events"][0]["date_start"] == "2022-05-31"


def test_without_a_project_the_sample_is_read_and_the_first_writing_verb_makes_an_empty_one(own_home: Path) -> None:
    listed = run("events", "list")
    assert "Sample project: " in listed.stderr
    assert not (own_home / "data/projects/default.sqlite").exists()
    (own_home / "story.txt").write_text(STORY, encoding="utf-8")
    assert run("events", "add", own_home / "story.txt").stdout.endswith("2 new\t0 there already\n")
    mine = run("events", "list")
    assert len(mine.stdout.splitlines()) == 2
    assert "My project: 1 on the map + 1 not placed + 0 filtered out = 2" in mine.stderr
    key = mine.stdout.split("\t")[0]
    assert json.loads(run("events", "history", key).stdout)["who"] == "machine"


FILTERS = [
    ("--from-date", "2024-08-01"), ("--to-date", "2021-01-01"), ("--type", "protest"), ("--actor", "LNA"), ("--country", "LY"),
    ("--bbox", "10,25,35,35"), ("--text", "bomb"), ("--max-where-prec", "1"),
    ("--adm1", "RS.SE"), ("--polygon", "10 25,35 25,35 35,10 35"), ("--min-killed", "2"), ("--max-killed", "2"),
    ("--min-confidence", "0.9"), ("--source", "Sample: Quetta desk"), ("--review", "to-check"), ("--review", "settled"),
]  # fmt: skip


@pytest.mark.parametrize("option", FILTERS, ids=lambda option: option[0])
def test_a_filter_means_the_same_to_list_and_export(option: tuple[str, str], home: Path, tmp_path: Path) -> None:
    everything = run("events", "list").stdout.splitlines()
    listed = {line.split("\t")[0] for line in run("events", "list", *option).stdout.splitlines()}
    assert 0 < len(listed) < len(everything)
    out = tmp_path / "out.geojson"
    done = run("geo", "export", out, *option)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{len(listed)} event" in done.stderr
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert {feature["properties"]["event_id"] for feature in features} == listed


def test_geojson_is_rfc_7946_with_the_promised_properties(own_home: Path, tmp_path: Path) -> None:
    done = run("events", "extract", "--format", "geojson", stdin=STORY)
    found = json.loads(done.stdout)
    assert "crs" not in found
    placed, not_placed = found["features"]
    assert set(placed["properties"]) == PROPERTIES
    lon, lat = placed["geometry"]["coordinates"]
    assert (round(lon), round(lat)) == (37, 35)
    assert not_placed["geometry"] is None
    assert not_placed["properties"]["place_name"] == "Xandoquil", "a place that is not found keeps its name"
    hostile = STORY.replace("A car bomb", "=1+1 A car bomb")
    table = list(csv.DictReader(io.StringIO(run("events", "extract", "--format", "csv", stdin=hostile).stdout)))
    assert set(table[0]) >= PROPERTIES
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in table for cell in (row["sentence"], row["claimed_by"])
    )


def test_brief_filters_as_list_does_and_the_sheet_names_the_filter(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    done = run("geo", "brief", out, "--country", "RS", "--title", "Protests in Serbia", "--paper", "16:9")
    number = len(run("events", "list", "--country", "RS").stdout.splitlines())
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{number} events written to" in done.stderr
    words = " ".join(PdfReader(out).pages[0].extract_text().split())
    assert "Protests in Serbia" in words
    assert "Novi Sad" in words
    assert "Misurata" not in words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("events", "list", "--from-date", "May"), "May"),
        (("events", "list", "--type", "party"), "party"),
        (("events", "list", "--bbox", "1,2,3"), "bbox"),
        (("events", "list", "--max-where-prec", "9"), "9"),
        (("events", "list", "--adm1", "Tripoli"), "adm1"),
        (("events", "list", "--polygon", "1 2,3 4"), "polygon"),
        (("events", "list", "--min-killed", "5", "--max-killed", "4"), "Swap"),
        (("geo", "export", "events.csv", "--min-confidence", "7"), "min-confidence"),
        (("geo", "export", "events.csv", "--review", "maybe"), "review"),
        (("events", "extract", "no-such-file.txt"), "no-such-file.txt"),
        (("events", "extract", "--country", "XQ"), "XQ"),
        (("events", "extract", "--jsonl", "--format", "csv"), "--format"),
        (("events", "list", "--country", "QQ"), "'QQ' is no country code"),
        (("geo", "export", "events.csv", "--country", "QQ"), "'QQ' is no country code"),
        (("gazetteer", "search", "Homs", "--near", "east"), "LON,LAT"),
        (("geo", "export", "events.docx"), ".docx"),
        (("geo", "brief", "sheet.gif"), ".gif"),
        (("geo", "brief", "sheet.png", "--paper", "b7"), "b7"),
    ],
)
def test_misuse_is_one_clear_sentence_and_status_2(words: tuple[str, ...], said: str, home: Path) -> None:
    done = run(*words, stdin=STORY)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("geo", "export", "/proc/no/events.geojson"),
        ("geo", "brief", "/proc/no/sheet.png"),
        ("events", "list", "--db", "/proc/no/project.sqlite"),
        ("events", "history", "e-unknown"),
        ("gazetteer", "search", "Qqqzzzxw"),
    ],
)
def test_what_fails_is_a_sentence_and_status_1(words: tuple[str, ...], home: Path) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip()) > 20


@pytest.mark.soak
def test_a_large_report_says_that_it_is_being_read(own_home: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text(STORY + "\n\n" + "x " * 520_000, encoding="utf-8")
    done = run("events", "extract", large)
    assert len(json.loads(done.stdout)["events"]) == 2
    assert done.stderr.splitlines()[0].startswith("Reading 1.0 MB")
    large.write_text(STORY, encoding="utf-8")
    assert run("events", "extract", large).stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is a Unix matter")
def test_on_a_terminal_reading_shows_its_progress_and_the_rows_stay_clean(own_home: Path, tmp_path: Path) -> None:
    import pty

    screen, terminal = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "events", "extract", "-"],
            cwd=ROOT, env=dict(os.environ), input=STORY.encode(), stdout=subprocess.PIPE, stderr=terminal, check=True,
        )  # fmt: skip
        shown = os.read(screen, 65_536).decode()
    finally:
        os.close(terminal)
        os.close(screen)
    assert len(json.loads(done.stdout)["events"]) == 2
    assert "Finding events" in shown
    assert "100%" in shown
