"""Where imported events come from travels with them: dataset, id, address, citation and licence, in each kind of file."""

import csv
import json
from pathlib import Path

import pyogrio
import pytest

from events import EventFilter, EventStore
from events.datasets import Dataset, EventRow, import_rows
from gazetteer import Gazetteer
from geo.export import export, export_events
from tests.command_line import run_here

_URL = "https://example.org/a?b=1&c=2"
_CITATION = "Doe, Jane (2021). Events of Ours."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> EventStore:
    found = EventStore(tmp_path_factory.mktemp("datasets") / "own.sqlite")
    rows = [
        EventRow(source_id="LBY12", url=_URL, lon=13.19, lat=32.88, country="Libya", notes="Shots."),
        EventRow(notes="Talks."),
    ]
    about = Dataset(name="Ours", version="2.1", licence="CC BY 4.0", citation=_CITATION, file="ours.csv")
    assert import_rows(found, rows, about, gazetteer).stored == 2
    return found


@pytest.mark.parametrize("is_by_columns", [True, False])
@pytest.mark.parametrize("suffix", [".csv", ".geojson", ".json", ".gpkg", ".hxl.csv"])
def test_files_say_where_imported_events_come_from(
    store: EventStore, gazetteer: Gazetteer, tmp_path: Path, suffix: str, *, is_by_columns: bool
) -> None:
    file = tmp_path / f"out{suffix}"
    if is_by_columns:
        export_events(store, EventFilter(), file, gazetteer=gazetteer)
    else:
        export(store.select(EventFilter()), file, gazetteer=gazetteer)
    if suffix == ".gpkg":
        rows = (
            pyogrio.read_dataframe(file, layer="event_points")[["dataset", "source_id", "source_url"]]
            .fillna("")
            .to_dict("records")
        )
        about = dict(pyogrio.read_dataframe(file, layer="about")[["item", "value"]].to_records(index=False).tolist())
    else:
        text = file.read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines())) if suffix.endswith(".csv") else json.loads(text)
        rows = [each["properties"] for each in rows["features"]] if isinstance(rows, dict) else rows
        about = json.loads(file.with_name(f"{file.name}.about.json").read_text(encoding="utf-8"))
    told = {
        (row["dataset"], row["source_id"] or "", row["source_url"] or "") for row in rows if row["dataset"] == "Ours"
    }
    assert told == {("Ours", "LBY12", _URL), ("Ours", "", "")}
    assert about["datasets"] == "Ours 2.1; Doe, Jane (2021). Events of Ours; licence: CC BY 4.0"


@pytest.mark.parametrize(
    ("profile", "has_id", "has_citation"),
    [
        ('title = "As it is"', True, True),
        # By its id who has the dataset finds the exact place; whom to cite is no secret.
        ('title = "Coarse"\n[place]\nprecision = "adm1"', False, True),
        ('title = "Nobody"\n[sources]\nnamed = "none"', False, False),
    ],
)
def test_a_release_tells_ids_and_citation_only_where_it_may(
    store: EventStore, tmp_path: Path, profile: str, *, has_id: bool, has_citation: bool
) -> None:
    own, file = tmp_path / "own.toml", tmp_path / "out.csv"
    own.write_text(profile, encoding="utf-8")
    done = run_here("geo", "export", file, "--profile", own, "--db", store.path)
    assert done.returncode == 0, done.stderr
    text = file.read_text(encoding="utf-8") + file.with_name(f"{file.name}.about.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) > 2
    assert ("LBY12" in text, "example.org" in text, "Doe, Jane" in text) == (has_id, has_id, has_citation)
